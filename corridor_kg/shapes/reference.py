"""The reference validator, pySHACL: for shapes that ask for more than queries say, and for tests.

pySHACL works on an rdflib graph in memory, and is slow to import. It is imported here and nowhere else, and this
module late.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

import pyshacl
import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad, Triple
from rdflib.namespace import SH
from rdflib.term import Node as RdflibNode
from rdflib.term import _toPythonMapping

from corridor_kg.errors import GraphUnreadable
from corridor_kg.rdf import rdflib_terms
from corridor_kg.rdf.terms import Node, Term
from corridor_kg.shapes import messages, paths, shacl
from corridor_kg.shapes.shapes_graph import ShapesGraph
from corridor_kg.shapes.validation import Violation

_LONGEST = 300
"""How many characters of what pySHACL says are told; where shapes lead to themselves, it says so at length."""

_PARAMETERS = {component: name for name, component in shacl.COMPONENTS.items()}
_SEVERITIES: dict[object, str] = {SH.Warning: "warning", SH.Info: "info"}


def validate(
    data: Iterable[Quad | Triple], triples: Iterable[Quad | Triple], only: Collection[Node] = ()
) -> Iterator[Violation]:
    """Yield what in a graph breaks shapes, in a fixed order.

    Args:
        data: The graph, with what the shapes need of what follows from it.
        triples: The shapes graph.
        only: The shapes that are looked at; all with targets where none is named.

    Raises:
        GraphUnreadable: pySHACL cannot make sense of the shapes.
    """
    triples = list(triples)
    shapes, graph, rules = ShapesGraph(triples), rdflib_terms.graph(data), rdflib_terms.graph(triples)
    named = [str(rdflib_terms.to_rdflib(shape)) for shape in only] or None
    try:
        with _as_it_was(), rdflib_terms.without_complaints():
            _, report, _ = pyshacl.validate(
                graph, shacl_graph=rules, inference="none", advanced=True, inplace=True, use_shapes=named
            )
    except Exception as error:  # it fails in ways of its own, also on what is no shape
        raise GraphUnreadable(f"pySHACL cannot validate with these shapes: {_said(error)}") from None
    if not isinstance(report, rdflib.Graph):
        raise GraphUnreadable(f"pySHACL cannot validate with these shapes: {report}")
    found = {_violation(shapes, report, result) for result in report.objects(None, SH.result)}
    yield from sorted(found, key=lambda one: tuple(map(str, one)))


def _said(error: Exception) -> str:
    said = " ".join(str(error).split()) or type(error).__name__
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]} …"


@contextmanager
def _as_it_was() -> Iterator[None]:
    """Leave rdflib as it was before: pySHACL changes how it reads literals and truth values, and sets both anew."""
    normalize, boolean = rdflib.NORMALIZE_LITERALS, _toPythonMapping[rdflib.XSD.boolean]
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = normalize
        _toPythonMapping[rdflib.XSD.boolean] = boolean


def _violation(shapes: ShapesGraph, report: rdflib.Graph, result: RdflibNode) -> Violation:
    source, focus = _term(report, result, SH.sourceShape), _term(report, result, SH.focusNode)
    if focus is None or not isinstance(source, NamedNode | BlankNode):
        raise TypeError("the validator's report has a result without a shape or a focus node")
    component = str(report.value(result, SH.sourceConstraintComponent) or "")
    name = _PARAMETERS.get(component, "")
    at, severity = _term(report, result, SH.resultPath), report.value(result, SH.resultSeverity)
    return Violation(
        shape=shapes.name(source),
        source=source,
        focus=focus,
        path=None if at is None else paths.read(at, *_reading(report)),
        value=_term(report, result, SH.value),
        message=messages.of(shapes, source, name, shapes.terms(source, name)) if name else _message(report, result),
        severity=_SEVERITIES.get(severity, "violation"),
        component=component,
    )


def _reading(report: rdflib.Graph) -> tuple[paths.Values, paths.Items]:
    """Return what reads the paths of a report."""

    def values(node: Term, name: str) -> list[Term]:
        return [rdflib_terms.from_rdflib(one) for one in report.objects(rdflib_terms.to_rdflib(node), SH[name])]

    def items(node: Term) -> list[Term] | None:
        head = rdflib_terms.to_rdflib(node)
        if report.value(head, rdflib.RDF.first) is None:
            return None
        return [rdflib_terms.from_rdflib(one) for one in report.items(head)]

    return values, items


def _message(report: rdflib.Graph, result: RdflibNode) -> str:
    """Return a result's message, in English where there are several languages."""
    messages = [text for text in report.objects(result, SH.resultMessage) if isinstance(text, rdflib.Literal)]
    ranked = sorted(messages, key=lambda text: (text.language != "en", text.language is not None, str(text)))
    return str(ranked[0]) if ranked else ""


def _term(report: rdflib.Graph, result: RdflibNode, predicate: rdflib.URIRef) -> Term | None:
    found = report.value(result, predicate)
    return None if found is None else rdflib_terms.from_rdflib(found)
