"""Check a graph: syntax, terms, shapes, clashes with the ontology, and the checks that must return no rows.

What is looked at, and how, is in `corridor_kg.trust.checker`; it is imported when something is checked.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Collection, Iterable
from datetime import date
from functools import partial
from typing import TypedDict, Unpack

from corridor_kg.errors import BadParameter, GraphUnreadable, did_you_mean
from corridor_kg.files import loading
from corridor_kg.files.config import NONE, Config
from corridor_kg.files.facts import find_facts
from corridor_kg.model.origins import PathLike
from corridor_kg.questions.stored_queries import CHECKS, StoredQuery
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.reports.findings import Finding, worst_first
from corridor_kg.reports.report import Report
from corridor_kg.store.graph import Graph

BUILT_IN_CHECKS = (
    "syntax",
    "no-facts",
    "open",
    "sources-differ",
    "idle-shapes",
    "unknown-shacl-terms",
    "unknown-shapes",
    "malformed-shapes",
    "unknown-properties",
    "ill-typed-literals",
    "passages-in-two-places",
)
"""What is found here, and by no shape, rule or query."""

LARGE = 20_000
"""Triples above which `warn` leaves the shapes to ``check``, for they would take longer than the question."""


class Wanted(TypedDict, total=False):
    """What a check is to look at and to tell: the keywords of `check`, and of those that call it."""

    profile: str
    only: Collection[str]
    skip: Collection[str]
    shapes: PathLike | Iterable[PathLike]
    own_shapes: bool
    own_checks: bool


def check(
    graph: Graph,
    *,
    profile: str = "errors",
    only: Collection[str] = (),
    skip: Collection[str] = (),
    shapes: PathLike | Iterable[PathLike] = (),
    own_shapes: bool = True,
    own_checks: bool = True,
    broken: Iterable[GraphUnreadable] = (),
) -> Report:
    """Check a graph whole.

    Args:
        graph: The graph; where it was opened without inference, clashes are not looked for.
        profile: ``errors``, or ``warnings`` to look also for what is missing rather than wrong.
        only: Names of checks, shapes or rules; what any other found is left out. Empty for all.
        skip: Names whose findings are left out.
        shapes: Files of somebody's own shapes, beside the project's.
        own_shapes: Whether the project's shapes are looked at.
        own_checks: Whether the project's stored checks, and what it knows of its own properties, are looked at.
        broken: Files that could not be parsed, which are findings too.

    Returns:
        What was found, the worst first. A graph without a single fact is itself a finding.

    Raises:
        BadParameter: ``only`` or ``skip`` has a name that no check, shape or rule has.
    """
    from corridor_kg.trust.checker import Checker  # late for the cold start
    from corridor_kg.trust.shapes import FACTS, STYLE, Data, Validation, read, read_own  # late for the cold start

    only, skip = ([names] if isinstance(names, str) else names for names in (only, skip))
    stored = [query for query in CHECKS.values() if own_checks and _applies(query, graph, profile)]
    data, style = Data(graph), [read_own(STYLE)] * own_shapes
    given = [shapes] if isinstance(shapes, str | os.PathLike) else list(shapes)
    files = [*[read_own(FACTS)] * own_shapes, *([read(given)] if given else [])]
    validations = [Validation(file, data, has_all_types=graph.compilation is not None) for file in files]
    names = [name for one in validations for name in one.names]
    names += [one.graph.name(shape) for one in style for shape in one.graph.reporting]
    _refuse_unknown([*only, *skip], graph, names)
    found = Checker(graph)
    broken_shapes = [finding for one in validations for finding in found.shapes(one)]
    findings = [
        *map(_syntax, broken),
        *found.nothing(),
        *(finding for one in validations for finding in (*found.faulty_shapes(one), *found.idle_shapes(one))),
        *found.passages_in_two_places(),
        *found.open(),
        *(found.sources_differ() if profile == "warnings" else ()),
        *found.clashes(),
        *(found.unknown_properties([*files, read_own(STYLE)]) if own_checks else ()),
        *broken_shapes,
        *(found.ill_typed_literals(beside=broken_shapes) if data.has_ill_typed else ()),
        *(finding for one in style for finding in found.style(one)),
        *(finding for query in stored for finding in found.stored(query)),
    ]
    left_out = _left_out(graph)
    kept = {
        item
        for item in findings
        if (not only or item.check in only)
        and item.check not in skip
        and not (item.property and not item.value and item.thing in left_out)
    }
    return Report(findings=worst_first(kept), things=found.count, shapes=len(names), checks=len(stored))


def check_files(
    *,
    graph: PathLike | None = None,
    add: PathLike | Iterable[PathLike] = (),
    inference: bool = True,
    ontology: PathLike | bool = True,
    config: Config = NONE,
    as_of: str | date | None = None,
    **wanted: Unpack[Wanted],
) -> Report:
    """Check files, each as far as it can be read: a file that cannot be parsed is a finding.

    Args:
        graph: A file or folder in place of the bundled facts.
        add: Files and folders beside them.
        inference: Whether to infer; clashes are not looked for without it.
        ontology: A file or folder in place of the bundled ontology; False for none.
        config: What else is there.
        as_of: A day, or the short name of a source, by which sources have to be out; None for all.
        wanted: The keywords of `check`.

    Raises:
        GraphNotFound: A path is not there, or holds no RDF.
        BadParameter: A name is not that of a check, shape or rule.
    """
    origins, bundled = find_facts(graph, add, config)
    make = partial(Graph.of, inference=inference, bundled=bundled, ontology=ontology, as_of=as_of)
    broken: list[GraphUnreadable] = []
    try:
        loaded = make(origins).read()
    except GraphUnreadable:
        origins, broken = loading.readable(origins)
        try:
            loaded = make(origins).read()
        except GraphUnreadable as error:  # of an axiom, without which nothing can be inferred; else it is raised again
            broken.append(error)
            loaded = make(origins, inference=False).read()
    return check(loaded, broken=broken, **wanted)


def warn(graph: Graph, *, own: bool, config: Config = NONE) -> None:
    """Warn where facts clash with the ontology or break shapes; say how to see the whole.

    Args:
        graph: The graph.
        own: Whether there are facts beside the bundled ones, whose shapes the tests do not check.
        config: What names some of them.
    """
    remedy = "'corridor-kg check' with the same files lists them"
    remedy += f"; {config.place()} names some of these" if config.facts else ""
    if graph.clash_count:
        warnings.warn(f"clashes with the ontology: {graph.clash_count}; {remedy}.", stacklevel=2)
    if not own or graph.engine.size > LARGE:
        return
    from corridor_kg.trust.shapes import FACTS, Data, Validation, read_own  # late for the cold start, as above

    validation = Validation(read_own(FACTS), Data(graph), has_all_types=graph.compilation is not None)
    left_out = graph.as_of.spoken_of if graph.as_of else ()
    broken = sum(1 for one in validation.violations() if one.value is not None or one.focus not in left_out)
    if broken:
        warnings.warn(f"broken shapes: {broken}; {remedy}.", stacklevel=2)


def _left_out(graph: Graph) -> set[str]:
    """Return the CURIEs of what sources speak of that are left out as of a day: what it lacks may be said there."""
    return {shorten(node.value) for node in graph.as_of.spoken_of} if graph.as_of else set()


def _applies(check: StoredQuery, graph: Graph, profile: str) -> bool:
    if check.word("scope") == "bundled" and not graph.bundled:
        return False
    return profile == "warnings" or check.word("severity") == "violation"


def _refuse_unknown(given: list[str], graph: Graph, shapes: list[str]) -> None:
    rules = {rule.name for rule in graph.compilation.clashes} if graph.compilation else set()
    known = {*shapes, *CHECKS, *rules, *BUILT_IN_CHECKS}
    for name in given:
        if name not in known:
            raise BadParameter(f"no check is called {name!r}{did_you_mean(name, known)}")


def _syntax(error: GraphUnreadable) -> Finding:
    return Finding("violation", "syntax", "", "", "", "", str(error), error.file, error.line)
