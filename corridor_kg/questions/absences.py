"""What the graph says of what is not there: that a list is complete, or that something was looked for in vain.

Whatever nobody says is unknown, and not false.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from pyoxigraph import NamedNode, QuerySolutions

from corridor_kg.rdf.vocabulary import OWL, SKOS, prefixes, shorten
from corridor_kg.store.graph import Graph

UNKNOWN = "The graph does not say that there is nothing: what nobody states is unknown, and not false."

_COUNTS = """
SELECT DISTINCT ?count ?of ?counted ?complete (STR(?printed) AS ?number) WHERE {
  ?count ckg:listIsComplete ?complete ; ckg:isFigureOf ?of ; ckg:counts ?counted ; sdmx-measure:obsValue ?printed .
} ORDER BY ?count ?of ?counted"""

_IN_VAIN = """
SELECT DISTINCT ?thing ?authority ?day WHERE {
  ?mapping owl:annotatedTarget sssom:NoTermFound ; owl:annotatedSource ?thing .
  OPTIONAL { ?mapping sssom:object_source ?authority }
  OPTIONAL { ?mapping dcterms:created ?created BIND(STR(?created) AS ?day) }
} ORDER BY ?thing ?authority ?day"""

_LINKS = frozenset(
    NamedNode(iri)
    for iri in (
        *(f"{SKOS}{name}Match" for name in ("exact", "close", "broad", "narrow", "related")),
        f"{OWL}sameAs",
    )
)
"""The properties by which a query speaks of links, as it does by whatever is SSSOM's."""


def told(graph: Graph, terms: Iterable[NamedNode]) -> list[str]:
    """Return what a graph says of what is not there, a sentence each; that it says nothing of it, where it does not.

    Args:
        graph: The graph that was asked.
        terms: What the question names.

    >>> from corridor_kg.store.graph import open_graph
    >>> told(open_graph(), [NamedNode("https://w3id.org/corridor-kg/rank/core-platform")])[0].partition(";")[0]
    'Core innovation platforms that the plan names (figure:china-daily-core-platform-count): 10'
    """
    asked = set(terms)
    is_of_links = any(term in _LINKS or term.value.startswith(prefixes()["sssom"]) for term in asked)
    found = [*_lists(graph, asked), *(_in_vain(graph, asked) if is_of_links else ())]
    return found or [UNKNOWN]


def _lists(graph: Graph, asked: Collection[NamedNode]) -> Iterator[str]:
    """Yield what is stated of how complete the lists are of which a question names the members' class or rank."""
    for row in _rows(graph, _COUNTS):
        if row["counted"] in asked:
            count = row["count"]
            name = f"{graph.label(count)} ({shorten(count.value)}): {row['number'].value}"
            is_complete = row["complete"].value in ("true", "1")
            more = "what it does not name is none" if is_complete else "what it does not name may be one all the same"
            yield f"{name}; the source names {'them all' if is_complete else 'not all of them'}, so {more}."


def _in_vain(graph: Graph, asked: Collection[NamedNode]) -> Iterator[str]:
    """Yield for which of the things of a question no link was found, where somebody looked."""
    for row in _rows(graph, _IN_VAIN):
        if row["thing"] in asked:
            where = f" in {graph.label(row['authority'])}" if row["authority"] else ""
            when = f" ({row['day'].value})" if row["day"] else ""
            yield f"{graph.label(row['thing'])} was looked for{where} in vain{when}."


def _rows(graph: Graph, query: str) -> Iterable[Any]:
    found = graph.engine.ask(query, prefixes=prefixes())
    assert isinstance(found, QuerySolutions)
    return found
