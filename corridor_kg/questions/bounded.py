"""Concise bounded descriptions: what is said of a thing, and of what has no name by which one could ask for it.

They are those of the W3C Member Submission CBD of 3 June 2005, with the blank nodes that lead to the thing beside those
to which it leads: an annotation of one of its axioms, say, which the submission has for reified statements alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from pyoxigraph import BlankNode, NamedNode, Quad

from corridor_kg.errors import OutputFailed
from corridor_kg.rdf.canonical import canonicalized
from corridor_kg.rdf.terms import DERIVED_FROM, INFERRED
from corridor_kg.store.graph import Graph

SECONDS = 10.0
"""How long naming blank nodes may take; where it takes longer, their names are others each time."""


Totals = dict[tuple[str, bool], int]
"""How many triples lead to a thing where not all are told, by the IRI of their predicate and whether they follow."""


def bounded(graph: Graph, thing: NamedNode, *, leading: Iterable[Quad] | None = None) -> list[Quad]:
    """Return what a graph says with a thing, and all that is said of the blank nodes in it, and of those in that.

    Args:
        graph: The graph.
        thing: The thing; what was derived from it is left out, for that says nothing of it.
        leading: What leads to it, as `some_leading` has a part of that; None for all.

    Returns:
        The quads of the named graphs, sorted, each literal as it was written; the same each time.
    """
    every = graph.engine.quads(object=thing) if leading is None else leading
    found = [*graph.engine.quads(thing), *(quad for quad in every if quad.predicate != DERIVED_FROM)]
    seen: set[BlankNode] = set()
    waiting = _blank_nodes(found)
    while waiting:  # a long list is no deep call
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            said = list(graph.engine.quads(node))
            found += said
            waiting += _blank_nodes(said)
    written = list(graph.as_written(dict.fromkeys(found)))
    try:
        return canonicalized(written, seconds=SECONDS)
    except OutputFailed:
        return sorted(written, key=str)


def some_leading(graph: Graph, thing: NamedNode, most: int) -> tuple[list[Quad], Totals]:
    """Return of what leads to a thing so many triples of each predicate, and how many there are of those with more.

    A thing may have so many that nobody reads them all, as a city has firms. Which of more are returned is not said;
    they are the same each time.

    Args:
        graph: The graph.
        thing: The thing.
        most: How many triples that are stated are returned of a predicate, and how many that are inferred.
    """
    engine = graph.engine
    every, inferred = _counted(graph, thing)
    found: list[Quad] = []
    for predicate, count in every.items():
        if count <= most:
            found += engine.quads(None, predicate, thing)
            continue
        found += islice(engine.quads(None, predicate, thing, INFERRED), most)
        if count > inferred.get(predicate, 0):
            pattern = f"GRAPH ?place {{ ?s {predicate} {thing} . }} FILTER(?place != {INFERRED})"
            subjects = engine.select(f"SELECT DISTINCT ?s WHERE {{ {pattern} }} LIMIT {most}")
            quads = (quad for row in subjects for quad in engine.quads(row["s"], predicate, thing))
            found += (quad for quad in quads if quad.graph_name != INFERRED)
    cut = [predicate for predicate, count in every.items() if count > most]
    totals = {(predicate.value, True): inferred.get(predicate, 0) for predicate in cut}
    totals |= {(predicate.value, False): every[predicate] - inferred.get(predicate, 0) for predicate in cut}
    return found, totals


def _counted(graph: Graph, thing: NamedNode) -> tuple[dict[NamedNode, int], dict[NamedNode, int]]:
    """Return how many triples lead to a thing, by their predicate, and how many of these are inferred."""
    parts = f"{{ ?s ?p {thing} . }} UNION {{ GRAPH ?inferred {{ ?s ?p {thing} . }} FILTER(?inferred = {INFERRED}) }}"
    text = f"SELECT ?p ?inferred (COUNT(*) AS ?count) WHERE {{ {parts} }} GROUP BY ?p ?inferred ORDER BY ?p"
    every: dict[NamedNode, int] = {}
    inferred: dict[NamedNode, int] = {}
    for row in graph.engine.select(text):
        counted = every if row["inferred"] is None else inferred
        counted[row["p"]] = int(row["count"].value)
    return every, inferred


def _blank_nodes(quads: Iterable[Quad]) -> list[BlankNode]:
    return [term for quad in quads for term in (quad.subject, quad.object) if isinstance(term, BlankNode)]
