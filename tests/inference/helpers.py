"""What tests of inference share: small graphs, and what was inferred in them."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from corridor_kg.inference.closure import INFERRED

HEAD = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <http://example.org/> .
"""

GRAPH = NamedNode("http://example.org/graph")


def store_of(turtle: str) -> Store:
    """Return a store that holds some Turtle in a named graph."""
    store = Store()
    quads = parse(HEAD + turtle, RdfFormat.TURTLE)
    store.extend([Quad(quad.subject, quad.predicate, quad.object, GRAPH) for quad in quads])
    return store


def inferred(store: Store) -> set[Triple]:
    """Return what was inferred in a store."""
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, INFERRED)}


def triples(turtle: str) -> set[Triple]:
    """Return Turtle as triples."""
    return {quad.triple for quad in parse(HEAD + turtle, RdfFormat.TURTLE)}
