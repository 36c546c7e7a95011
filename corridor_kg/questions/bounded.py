"""Concise bounded descriptions: what is said of a thing, and of what has no name by which one could ask for it.

They are those of the W3C Member Submission CBD of 3 June 2005, with the blank nodes that lead to the thing beside those
to which it leads: an annotation of one of its axioms, say, which the submission has for reified statements alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, NamedNode, Quad

from corridor_kg.errors import OutputFailed
from corridor_kg.rdf.canonical import canonicalized
from corridor_kg.rdf.terms import DERIVED_FROM
from corridor_kg.store.graph import Graph

SECONDS = 10.0
"""How long naming blank nodes may take; where it takes longer, their names are others each time."""


def bounded(graph: Graph, thing: NamedNode) -> list[Quad]:
    """Return what a graph says with a thing, and all that is said of the blank nodes in it, and of those in that.

    Args:
        graph: The graph.
        thing: The thing; what was derived from it is left out, for that says nothing of it.

    Returns:
        The quads of the named graphs, sorted, each literal as it was written; the same each time.
    """
    leading = (quad for quad in graph.engine.quads(object=thing) if quad.predicate != DERIVED_FROM)
    found = [*graph.engine.quads(thing), *leading]
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


def _blank_nodes(quads: Iterable[Quad]) -> list[BlankNode]:
    return [term for quad in quads for term in (quad.subject, quad.object) if isinstance(term, BlankNode)]
