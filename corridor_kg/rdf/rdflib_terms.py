"""Terms and graphs of pyoxigraph as those of rdflib, and back, each literal exactly as it was written.

rdflib would rewrite ``2.50`` to ``2.5`` and drop the ``Z`` of a date, and has a switch against it for the whole
process. Here each literal is told so by itself, so that a program that uses rdflib for other ends notices nothing.
"""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import singledispatch

import pyoxigraph
import rdflib
from rdflib.term import Node

from corridor_kg.errors import OutputFailed
from corridor_kg.rdf.vocabulary import prefixes

Value = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal
"""What an RDF 1.1 triple can say of its subject."""


@singledispatch
def to_rdflib(term: object) -> Node:
    """Return a term of pyoxigraph as the same term of rdflib.

    >>> to_rdflib(pyoxigraph.Literal("2.50", datatype=pyoxigraph.NamedNode(str(rdflib.XSD.decimal)))).n3()
    '"2.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    raise OutputFailed(f"{term} is a triple inside a triple (RDF 1.2), which cannot be written here.")


@to_rdflib.register
def _(term: pyoxigraph.NamedNode) -> Node:
    return rdflib.URIRef(term.value)


@to_rdflib.register
def _(term: pyoxigraph.BlankNode) -> Node:
    return rdflib.BNode(term.value)


@to_rdflib.register
def _(term: pyoxigraph.Literal) -> Node:
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == str(rdflib.XSD.string):
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def from_rdflib(term: Node) -> Value:
    """Return a term of rdflib as the same term of pyoxigraph.

    >>> from_rdflib(rdflib.URIRef("http://example.org/"))
    <NamedNode value=http://example.org/>
    """
    if isinstance(term, rdflib.URIRef):
        return pyoxigraph.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return pyoxigraph.BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return pyoxigraph.Literal(str(term), language=term.language)
        datatype = pyoxigraph.NamedNode(str(term.datatype)) if term.datatype else None
        return pyoxigraph.Literal(str(term), datatype=datatype)
    raise TypeError(f"{term!r} is not a term of an RDF 1.1 graph.")


def graph(triples: Iterable[pyoxigraph.Triple | pyoxigraph.Quad]) -> rdflib.Graph:
    """Return triples as an rdflib graph that knows the project's prefixes.

    >>> len(graph([]))
    0
    """
    result = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes().items():
        result.bind(prefix, namespace)
    with without_complaints():
        for triple in triples:
            result.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))
    return result


@contextmanager
def without_complaints() -> Iterator[None]:
    """Keep rdflib, and what stands on it, from saying that a literal does not have the form of its datatype.

    It logs so, with a traceback, or warns. To say so is a shape's or a check's business. What other threads have to
    log is let through, and so are warnings of other modules.
    """
    logger, here = logging.getLogger("rdflib.term"), threading.get_ident()

    def let_through(record: logging.LogRecord) -> bool:
        return record.levelno >= logging.ERROR or threading.get_ident() != here

    logger.addFilter(let_through)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"(rdflib|owlrl|pyshacl)\b")
            yield
    finally:
        logger.removeFilter(let_through)
