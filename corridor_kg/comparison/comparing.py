"""Compare what the sources of a graph say: figures, goals with their years, and lists."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from corridor_kg.comparison import figures, goals, lists, table
from corridor_kg.comparison.table import Comparison, Line, QuotedThings
from corridor_kg.errors import UnknownThing, did_you_mean
from corridor_kg.rdf.terms import TYPE
from corridor_kg.rdf.vocabulary import expand, shorten
from corridor_kg.spelling import quoted
from corridor_kg.store.graph import Graph


def compare(
    graph: Graph, things: Iterable[str] = (), *, measure: str = "", quoted: QuotedThings | None = None
) -> Comparison:
    """Return what more than one source says of things, side by side, each with a verdict and its reason.

    No source wins: a verdict says whether numbers agree, and none which is right.

    Args:
        graph: The graph.
        things: Slugs, CURIEs, IRIs or labels; none for all.
        measure: The slug, CURIE, IRI or label of a measure; empty for all, and for goals and lists.
        quoted: Looks up what passages say of things in copies of their articles; None for nothing.

    Raises:
        UnknownThing: A name is that of nothing, or not of a measure.

    >>> from corridor_kg.store.graph import open_graph
    >>> found = compare(open_graph(), ["innovation-corridor"], measure="area")
    >>> found.lines[0].verdict.verdict
    'differs'
    """
    wanted = {graph.resolve(name).value for name in ([things] if isinstance(things, str) else things)}
    of = _measure(graph, measure) if measure else ""
    every = figures.figures(graph, wanted)
    kept = [figure for figure in every if not of or figure.stated.measure == of]
    lines = list(table.of_figures(figures.groups(kept)))
    if not of:
        found, listed = goals.goals(graph), lists.lists(graph)
        lines += table.of_goals(found, goals.goal_pairs(found))
        lines += table.of_lists(listed, lists.list_pairs(listed))
    return Comparison((line for line in lines if not wanted or _iri(line) in wanted), graph.marks, quoted)


def _iri(line: Line) -> str:
    return expand(line.thing) or line.thing


def _measure(graph: Graph, name: str) -> str:
    """Return the IRI of a measure."""
    kind = NamedNode(expand("ckg:Measure") or "")
    known = sorted({str(triple.subject.value) for triple in graph.engine.match(None, TYPE, kind)})  # type: ignore[union-attr]
    slugs = {iri.rpartition("/")[2]: iri for iri in known}
    if name in slugs:
        return slugs[name]
    thing = graph.resolve(name)
    if thing.value not in known:
        raise UnknownThing(f"{quoted(name)} is {shorten(thing.value)}, and no measure{did_you_mean(name, slugs)}")
    return thing.value
