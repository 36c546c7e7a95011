"""The figures of a graph side by side: those of one thing, measure and whole in one row, a cell for each source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.answers.rows import Row
from corridor_kg.comparison.verdicts import VERDICTS, Stated, Verdict, compare
from corridor_kg.questions.parameters import Bound, bind
from corridor_kg.rdf.terms import TYPE
from corridor_kg.rdf.vocabulary import BASE, ONTOLOGY, shorten
from corridor_kg.store.graph import Graph
from corridor_kg.text.days import Days

_FIGURES = """
SELECT DISTINCT ?figure ?class ?thing ?thingLabel ?measure ?measureLabel ?value ?printed ?unit ?unitLabel ?whole
  ?wholeLabel ?first ?last ?baseFirst ?baseLast ?year ?bound ?reporter ?passageName ?source
WHERE {
  # The class is filtered, and not asked for: the engine would begin with all figures of a class.
  GRAPH ?passage { ?figure a ?class . }
  FILTER(?class IN (ckg:Figure, ckg:StatedCount, ckg:Forecast, ckg:Goal))
  ?passage dcterms:isPartOf ?article ;
    skos:notation ?passageName .
  ?article skos:notation ?source .
  ?figure ckg:isFigureOf|ckg:hasSubject ?thing ;
    sdmx-measure:obsValue|ckg:expectedValue ?value ;
    ckg:hasMeasure ?measure ;
    ckg:printedForm ?printed ;
    sdmx-attribute:unitMeasure ?unit .
  ?thing rdfs:label ?thingLabel .
  FILTER(LANGMATCHES(LANG(?thingLabel), "en"))
  ?measure rdfs:label ?measureLabel .
  OPTIONAL { ?unit qudt:symbol ?symbol . }
  OPTIONAL { ?measure schema:unitText ?counted . }
  BIND(COALESCE(?symbol, ?counted, "") AS ?unitLabel)
  OPTIONAL {
    ?figure ckg:isMeasuredAgainst ?whole .
    ?whole rdfs:label ?wholeLabel .
    FILTER(LANGMATCHES(LANG(?wholeLabel), "en"))
  }
  OPTIONAL { ?figure ckg:targetYear ?year . }
  OPTIONAL { ?figure ckg:hasQuantifier ?bound . }
  OPTIONAL { ?figure prov:wasAttributedTo|prov:hadPrimarySource ?reporter . }
  OPTIONAL {
    ?figure sdmx-dimension:refPeriod ?period .
    OPTIONAL { ?period schema:startDate ?first . }
    OPTIONAL { ?period schema:endDate ?last . }
  }
  OPTIONAL {
    ?figure ckg:hasBasePeriod ?base .
    OPTIONAL { ?base schema:startDate ?baseFirst . }
    OPTIONAL { ?base schema:endDate ?baseLast . }
  }
}
ORDER BY ?thingLabel ?measureLabel ?wholeLabel ?source ?passageName ?figure ?bound ?reporter
"""

_AGAINST, _HAS_MEASURE, _PASSAGE = (
    NamedNode(f"{ONTOLOGY}{name}") for name in ("isMeasuredAgainst", "hasMeasure", "Passage")
)

_PERIODS = (("first", "last"), ("baseFirst", "baseLast"))

_NATURES = {"Forecast": "forecast", "Goal": "goal"}


class Figure(NamedTuple):
    """A figure of a source.

    Attributes:
        iri: The figure.
        source: The short name of its source.
        passages: The short names of the passages that state it.
        stated: What it says.
        labels: What its thing, measure, unit and whole are called.
        reporters: Who reports it, by IRI: a newspaper in its own voice, a document, a speaker.
        base: The days of the period that it is compared with, as a change since then is; None where there is none.
    """

    iri: str
    source: str
    passages: tuple[str, ...]
    stated: Stated
    labels: dict[str, str]
    reporters: tuple[str, ...] = ()
    base: Days | None = None


class Pair(NamedTuple):
    """Two figures and whether they agree.

    Attributes:
        one: The one.
        other: The other.
        verdict: The verdict, with its reason.
    """

    one: Figure
    other: Figure
    verdict: Verdict


class Group(NamedTuple):
    """The figures of one thing, measure, whole and nature.

    Attributes:
        figures: All of them, by source and passage.
        pairs: Each two of them.
    """

    figures: tuple[Figure, ...]
    pairs: tuple[Pair, ...]

    @property
    def verdict(self) -> Verdict | None:
        """What is worth most to be looked at of the verdicts of all pairs; None where there is one figure alone."""
        told = [pair.verdict for pair in self.pairs]
        return min(told, key=lambda one: VERDICTS.index(one.verdict), default=None)


def figures(graph: Graph, things: Iterable[str] = ()) -> list[Figure]:
    """Return the figures that passages state, forecasts and goals with numbers among them.

    Args:
        graph: The graph.
        things: The IRIs of the things that they are of; empty for all.
    """
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    of_these: dict[str, list[Bound]] = {"?thing": [NamedNode(thing) for thing in things]} if things else {}
    for row in graph.rows(bind(_FIGURES, of_these)):
        rows[str(row.figure), str(row.source)].append(row)
    if not rows:
        return []
    with_whole = _with_whole(graph)
    return [_figure(of, needs_whole=of[0].measure in with_whole) for of in rows.values()]


def _with_whole(graph: Graph) -> set[str]:
    """Return the measures that are taken in a whole somewhere, by IRI."""
    engine = graph.engine
    passages = {triple.subject for triple in engine.match(None, TYPE, _PASSAGE)}
    figures = {quad.subject for quad in engine.quads(None, _AGAINST) if quad.graph_name in passages}
    found = (triple.object for figure in figures for triple in engine.match(figure, _HAS_MEASURE))
    return {measure.value for measure in found if isinstance(measure, NamedNode)}


def _figure(rows: list[Row], *, needs_whole: bool) -> Figure:
    bounds = tuple(dict.fromkeys(str(row.bound).removeprefix(f"{BASE}quantifier/") for row in rows if row.bound))
    row, value = rows[0], rows[0].terms["value"]
    days, base = (Days(str(row[first] or ""), str(row[last] or "")) for first, last in _PERIODS)
    if row.year:  # that of a goal
        days = Days(f"{row.year}-01-01", f"{row.year}-12-31")
    stated = Stated(
        thing=str(row.thing),
        measure=str(row.measure),
        nature=_NATURES.get(str(row["class"]).rpartition("#")[2], "figure"),
        value=Decimal(value.value if isinstance(value, Literal) else "0"),
        printed=str(row.printed),
        unit=shorten(str(row.unit)),
        bounds=bounds,
        whole=str(row.whole or ""),
        needs_whole=needs_whole,
        period=days if any(days) else None,
    )
    labels = {name: str(row[f"{name}Label"] or "") for name in ("thing", "measure", "unit", "whole")}
    passages = tuple(dict.fromkeys(str(row.passageName) for row in rows))
    reporters = tuple(dict.fromkeys(str(row.reporter) for row in rows if row.reporter))
    return Figure(str(row.figure), str(row.source), passages, stated, labels, reporters, base if any(base) else None)


def groups(found: Iterable[Figure], *, across: bool = True) -> list[Group]:
    """Return figures by what they are of, in an order that is always the same.

    Args:
        found: The figures.
        across: Whether groups of one source alone are left out.
    """
    by_key: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in found:
        stated = figure.stated
        by_key[stated.thing, stated.measure, stated.whole, stated.nature].append(figure)
    made = (Group(tuple(of), tuple(_pairs(of))) for of in by_key.values())
    return [group for group in made if not across or len({figure.source for figure in group.figures}) > 1]


def _pairs(found: list[Figure]) -> Iterator[Pair]:
    for one, other in combinations(found, 2):
        yield Pair(one, other, compare(one.stated, other.stated))
