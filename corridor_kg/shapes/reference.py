"""The reference validator, pySHACL: for shapes that ask for more than queries say, and for tests.

pySHACL works on an rdflib graph in memory, and is slow to import. It is imported here and nowhere else, and this
module late.
"""

from __future__ import annotations

import logging
import textwrap
import threading
from collections import defaultdict
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
from corridor_kg.rdf.terms import FIRST, TYPE, Node, Term
from corridor_kg.shapes import messages, paths, shacl
from corridor_kg.shapes.shapes_graph import ShapesGraph
from corridor_kg.shapes.validation import Violation

MOST_SAID = 300
"""How many characters are told of what pySHACL says of its failure; of recursion it says thousands."""

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
    shapes, graph = ShapesGraph(triples), rdflib_terms.graph(data)
    rules = rdflib_terms.graph(_alone(triples, shapes, only) if only else triples)
    try:
        with _as_it_was(), rdflib_terms.without_complaints(), _in_silence():
            _, report, _ = pyshacl.validate(graph, shacl_graph=rules, inference="none", advanced=True, inplace=True)
    except Exception as error:  # it fails in ways of its own, also on what is no shape
        raise GraphUnreadable(f"pySHACL cannot validate with these shapes: {_said(error)}.") from None
    if not isinstance(report, rdflib.Graph):
        raise GraphUnreadable(f"pySHACL cannot validate with these shapes: {report}.")
    found = {_violation(shapes, report, result) for result in report.objects(None, SH.result)}
    yield from sorted(found, key=lambda one: tuple(map(str, one)))


def _alone(triples: list[Quad | Triple], shapes: ShapesGraph, only: Collection[Node]) -> Iterator[Quad | Triple]:
    """Yield a shapes graph in which no other shapes than some have targets, with all that these lead to.

    pySHACL can be told which shapes to look at, but then it passes over the property shapes with names that these
    have, and knows no shape without a name.
    """
    said: dict[Term, list[Term]] = defaultdict(list)
    for triple in triples:
        said[triple.subject].append(triple.object)
    cells = {triple.subject for triple in triples if triple.predicate == FIRST}
    others = set(shapes.shapes).difference(only)
    kept = {one for one in said if one not in others and one not in cells}  # components, functions, prefixes
    waiting = list(kept)
    while waiting:
        new = {one for one in said[waiting.pop()] if one in said and one not in kept}
        kept |= new
        waiting += new
    for shape in only:  # which it does not find by a target of SHACL Advanced Features
        yield Triple(shape, TYPE, shacl.sh("PropertyShape" if shapes.values(shape, "path") else "NodeShape"))
    for triple in triples:
        if triple.subject in kept and not (triple.subject in others and _is_target(triple, shapes)):
            yield triple


def _is_target(triple: Quad | Triple, shapes: ShapesGraph) -> bool:
    """Return whether a triple says what a shape is for: by a word of SHACL, or in that the shape is a class."""
    is_class = triple.predicate == TYPE and isinstance(triple.subject, Node) and shapes.is_class(triple.subject)
    return is_class or triple.predicate.value.removeprefix(shacl.SH) in (*shacl.TARGETS, "target")


def _said(error: Exception) -> str:
    return textwrap.shorten(str(error).rstrip(".\n "), MOST_SAID, placeholder=" ...") or type(error).__name__


@contextmanager
def _in_silence() -> Iterator[None]:
    """Keep pySHACL from writing to the standard error what it raises as well."""
    logger, here = logging.getLogger("pyshacl-validate"), threading.get_ident()

    def let_through(_: logging.LogRecord) -> bool:
        return threading.get_ident() != here

    logger.addFilter(let_through)
    try:
        yield
    finally:
        logger.removeFilter(let_through)


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
