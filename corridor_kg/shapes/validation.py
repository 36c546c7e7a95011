"""Validate a graph against shapes: ask the queries that they compile to, and tell what their rows say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.engine.engine import Engine
from corridor_kg.engine.marks import unmarked
from corridor_kg.rdf.terms import Node, Term
from corridor_kg.shapes.paths import Path
from corridor_kg.shapes.queries import Compiled, Query
from corridor_kg.shapes.shapes_graph import ShapesGraph


class Violation(NamedTuple):
    """One result of a SHACL validation.

    Attributes:
        shape: The name of the shape that is broken; see `ShapesGraph.name`.
        source: The shape.
        focus: The node that breaks it.
        path: The property path that it speaks of; None for a node shape.
        value: The value that is wrong; None where one is missing.
        message: The shape's message, or one for the constraint.
        severity: ``violation``, ``warning`` or ``info``.
        component: The IRI of the constraint component that found it.
    """

    shape: str
    source: Node
    focus: Term
    path: Path | None
    value: Term | None
    message: str
    severity: str
    component: str


def validate(engine: Engine, shapes: ShapesGraph, compiled: Compiled) -> Iterator[Violation]:
    """Yield what in a graph breaks shapes, in a fixed order; what no query says is left to `reference`.

    Args:
        engine: The graph, with literals marked as in `literals`.
        shapes: The shapes graph.
        compiled: What it compiles to.
    """
    found = dict.fromkeys(one for query in compiled.queries for one in _results(engine, shapes, query))
    yield from sorted(found, key=lambda one: tuple(map(str, one)))


def _results(engine: Engine, shapes: ShapesGraph, query: Query) -> Iterator[Violation]:
    rows = engine.select(query.text)
    names = {variable.value for variable in rows.variables}
    for row in rows:
        at = row["path"] if "path" in names else None
        value = row["value"] if "value" in names else None
        yield Violation(
            shape=shapes.name(query.shape),
            source=query.shape,
            focus=_as_written(row["focus"]),
            path=Path(str(at), frozenset([at]), at) if isinstance(at, NamedNode) else query.path,
            value=None if value is None else _as_written(value),
            message=query.message,
            severity=shapes.severity(query.shape),
            component=query.component,
        )


def _as_written(term: Term) -> Term:
    return unmarked(term) if isinstance(term, Literal) else term
