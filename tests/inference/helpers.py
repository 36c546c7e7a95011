"""What tests of inference share: small graphs, and what was inferred in them."""

from __future__ import annotations

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from corridor_kg.engine.engine import Engine
from corridor_kg.engine.in_process import InProcess
from corridor_kg.rdf.terms import INFERRED

HEAD = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <http://example.org/> .
"""

GRAPH = NamedNode("http://example.org/graph")


def engine_of(turtle: str) -> Engine:
    """Return an engine that holds some Turtle in a named graph."""
    engine = InProcess()
    quads = parse(HEAD + turtle, RdfFormat.TURTLE)
    engine.add(quads, GRAPH)
    return engine


def inferred(engine: Engine) -> set[Triple]:
    """Return what was inferred in an engine."""
    return {quad.triple for quad in engine.quads(graph=INFERRED)}


def triples(turtle: str) -> set[Triple]:
    """Return Turtle as triples."""
    return {quad.triple for quad in parse(HEAD + turtle, RdfFormat.TURTLE)}
