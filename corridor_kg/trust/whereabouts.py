"""Where what a finding is about stands: the nearest line in the nearest file."""

from __future__ import annotations

from typing import cast

from pyoxigraph import BlankNode, NamedNode, Triple

from corridor_kg.files import line_numbers
from corridor_kg.files.line_numbers import Place
from corridor_kg.model.origins import Origin
from corridor_kg.rdf import unreadable
from corridor_kg.rdf.terms import INFERRED, Node, Term
from corridor_kg.store.graph import Graph

NOWHERE = NamedNode("x:none")
"""Stands for a property, or a value, that is not looked for."""


def place(graph: Graph, thing: Term | None, prop: Term | None, value: Term | None) -> Place | None:
    """Return the nearest line in an origin that states a triple, or its property, or anything of the thing.

    Args:
        graph: The graph whose origins are looked through.
        thing: What a finding is about.
        prop: The property concerned, if any.
        value: The value concerned, if any.

    Returns:
        The place; with the line 0 where only the file can be told, and None where not even that.
    """
    if not isinstance(thing, NamedNode | BlankNode):
        return None
    predicate = prop if isinstance(prop, NamedNode) else None
    origins = _stating(graph, thing, predicate, value)
    if isinstance(thing, NamedNode):
        wanted = NOWHERE if value is None or isinstance(value, Triple) else value
        if found := line_numbers.nearest(origins, Triple(thing, predicate or NOWHERE, wanted)):
            return found
    files = [file for origin in origins for file in origin.files]
    return Place(unreadable.shown(files[0]), 0) if len(files) == 1 else None


def _stating(graph: Graph, thing: Node, predicate: NamedNode | None, value: Term | None) -> list[Origin]:
    """Return the origins that say most exactly what a finding is about; those that came last first."""
    named: list[Origin] = []
    for pattern in ((thing, predicate, value), None, (thing, predicate, None), (thing, None, None)):
        if named:
            break
        if pattern is None:  # a finding about what an origin says of a thing names the origin
            graphs = {origin.graph for origin in graph.facts if origin.graph == value}
        else:
            graphs = {cast(Node, quad.graph_name) for quad in graph.engine.quads(*pattern)} - {INFERRED}
        if graphs:
            named = [origin for origin in graph.origins if origin.graph in graphs]
    if isinstance(thing, BlankNode) and not named:  # each reading of a file names its blank nodes anew
        named = [origin for origin in graph.facts if _has_blank_node(graph, origin)]
    return named[::-1]


def _has_blank_node(graph: Graph, origin: Origin) -> bool:
    return any(isinstance(quad.subject, BlankNode) for quad in graph.engine.quads(graph=origin.graph))
