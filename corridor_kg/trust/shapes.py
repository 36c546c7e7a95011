"""SHACL: validate facts against the shapes, and the ontology against its own style, with pySHACL.

pySHACL works on an rdflib graph in memory. It is imported here and nowhere else, and this module late, for it is slow
to import.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

import pyshacl
import rdflib
from pyoxigraph import Quad
from rdflib.namespace import SH
from rdflib.term import Node, _toPythonMapping

from corridor_kg.errors import GraphUnreadable
from corridor_kg.files import reading
from corridor_kg.rdf import bundled, rdflib_terms
from corridor_kg.rdf.rdflib_terms import Value

FACTS = os.path.join(bundled.SHAPES, "facts.ttl")
STYLE = os.path.join(bundled.SHAPES, "ontology-style.ttl")


class Violation(NamedTuple):
    """One result of a SHACL validation.

    Attributes:
        shape: The local name of the shape that is broken.
        focus: The node that breaks it.
        path: The property that it speaks of; None for a node shape.
        value: The value that is wrong; None where one is missing.
        message: The shape's message.
        severity: ``violation``, ``warning`` or ``info``.
        component: The IRI of the constraint component that found it.
    """

    shape: str
    focus: Value
    path: Value | None
    value: Value | None
    message: str
    severity: str
    component: str


def validate(data: Iterable[Quad], shapes: str) -> Iterator[Violation]:
    """Yield what in a graph breaks a file of shapes, in a fixed order.

    Args:
        data: The graph, with the subclass axioms and the types that the shapes' targets need.
        shapes: The path of a Turtle file of shapes.
    """
    graph, rules = rdflib_terms.graph(data), _shapes_graph(shapes)
    with _as_it_was(), rdflib_terms.without_complaints():
        _, report, _ = pyshacl.validate(graph, shacl_graph=rules, inference="none", advanced=False, inplace=True)
    assert isinstance(report, rdflib.Graph)
    results = report.subjects(rdflib.RDF.type, SH.ValidationResult)
    yield from sorted((_violation(report, result) for result in results), key=lambda found: tuple(map(str, found)))


@contextmanager
def _as_it_was() -> Iterator[None]:
    """Leave rdflib as it was before: pySHACL changes how it reads literals and truth values, and sets both anew."""
    normalize, boolean = rdflib.NORMALIZE_LITERALS, _toPythonMapping[rdflib.XSD.boolean]
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = normalize
        _toPythonMapping[rdflib.XSD.boolean] = boolean


def property_shapes(shapes: str) -> list[str]:
    """Return the local names of the property shapes and of the node shapes with a message in a file."""
    graph = _shapes_graph(shapes)
    named = set(graph.subjects(rdflib.RDF.type, SH.PropertyShape)) | set(graph.subjects(SH.message))
    return sorted(str(shape).rpartition("#")[2] for shape in named)


def paths(shapes: str) -> set[str]:
    """Return the IRIs of the properties that a file of shapes speaks of."""
    return set(map(str, _shapes_graph(shapes).objects(None, SH.path)))


@cache
def _shapes_graph(path: str) -> rdflib.Graph:
    graph = rdflib_terms.graph(reading.quads(path))
    for term in {term for triple in graph for term in triple if isinstance(term, rdflib.URIRef)}:
        if term.startswith(str(SH)) and term not in SH:
            raise GraphUnreadable(f"{path}: {term} is no term of SHACL; the validator would ignore it.", path)
    return graph


def targets(shapes: str) -> list[tuple[str, str]]:
    """Return the local names of the node shapes in a file, each with the IRI of a class that it is for."""
    found = _shapes_graph(shapes).subject_objects(SH.targetClass)
    return sorted((str(shape).rpartition("#")[2], str(target)) for shape, target in found)


def _message(report: rdflib.Graph, result: Node) -> str:
    """Return a result's message, in English where there are several languages."""
    messages = [text for text in report.objects(result, SH.resultMessage) if isinstance(text, rdflib.Literal)]
    ranked = sorted(messages, key=lambda text: (text.language != "en", text.language is not None, str(text)))
    return str(ranked[0]) if ranked else ""


def _violation(report: rdflib.Graph, result: Node) -> Violation:
    shape, focus = report.value(result, SH.sourceShape), _term(report, result, SH.focusNode)
    if shape is None or focus is None:
        raise TypeError("the validator's report has a result without a shape or a focus node")
    return Violation(
        shape=str(shape).rpartition("#")[2],
        focus=focus,
        path=_term(report, result, SH.resultPath),
        value=_term(report, result, SH.value),
        message=_message(report, result),
        severity=str(report.value(result, SH.resultSeverity)).rpartition("#")[2].lower(),
        component=str(report.value(result, SH.sourceConstraintComponent) or ""),
    )


def _term(report: rdflib.Graph, result: Node, predicate: rdflib.URIRef) -> Value | None:
    found = report.value(result, predicate)
    return None if found is None else rdflib_terms.from_rdflib(found)
