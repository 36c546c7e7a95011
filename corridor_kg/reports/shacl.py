"""Reports as RDF: the standard SHACL validation report, whatever found the findings."""

from __future__ import annotations

from collections.abc import Sequence

import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, SH, XSD
from rdflib.collection import Collection
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.term import Node

from corridor_kg.rdf import rdflib_terms
from corridor_kg.rdf.vocabulary import BASE, expand, prefixes
from corridor_kg.reports.findings import Finding

SHAPES = rdflib.Namespace(f"{BASE}shapes#")
RESULTS = rdflib.Namespace(f"{BASE}report#")

_REPEATED = {"*": SH.zeroOrMorePath, "+": SH.oneOrMorePath, "?": SH.zeroOrOnePath}


def to_turtle(findings: Sequence[Finding]) -> str:
    """Return findings as Turtle: an ``sh:ValidationReport`` with a result for each finding.

    A finding that no shape found has the name of its check or rule as source shape, and the component of a
    SPARQL constraint.
    """
    graph = rdflib_terms.graph(())
    graph.bind("sh", SH)
    graph.bind("ckgsh", SHAPES)
    top = RESULTS["report"]
    graph.add((top, RDF.type, SH.ValidationReport))
    graph.add((top, SH.conforms, rdflib.Literal(str(not findings).lower(), datatype=XSD.boolean)))
    for number, finding in enumerate(findings, 1):
        result = RESULTS[f"result-{number}"]
        graph.add((top, SH.result, result))
        graph.add((result, RDF.type, SH.ValidationResult))
        graph.add((result, SH.resultSeverity, SH[finding.severity.capitalize()]))
        graph.add((result, SH.sourceShape, _source(finding)))
        component = rdflib.URIRef(finding.component) if finding.component else SH.SPARQLConstraintComponent
        graph.add((result, SH.sourceConstraintComponent, component))
        place = f" ({finding.file}:{finding.line})" if finding.file else ""
        graph.add((result, SH.resultMessage, rdflib.Literal(finding.message + place, lang="en")))
        focus = _term(finding.node) if finding.node else _node(finding.thing) if finding.thing else top
        graph.add((result, SH.focusNode, focus))
        if finding.property:
            graph.add((result, SH.resultPath, _path(graph, finding.property)))
        if finding.term:
            graph.add((result, SH.value, _term(finding.term)))
        elif finding.value and not finding.component:
            graph.add((result, SH.value, rdflib.Literal(finding.value)))
    return graph.serialize(format="turtle")


def _source(finding: Finding) -> Node:
    """Return the shape that found something: by its name, else as a blank node; a check, too, is one by its name."""
    if finding.component and not finding.source:
        return rdflib.BNode()
    return rdflib.URIRef(finding.source) if finding.source else SHAPES[finding.check.replace(" ", "-")]


def _path(graph: rdflib.Graph, text: str) -> Node:
    """Return a property, or a property path as SHACL writes it into a graph (SHACL, section 2.3.1)."""
    if text[0] not in "(^<":
        return _node(text)
    from rdflib.plugins.sparql import prepareQuery  # late, for most findings are about a property

    query = prepareQuery(f"SELECT * WHERE {{ ?focus {text} ?value }}", initNs=prefixes())
    return _of_path(graph, query.algebra.p.p.triples[0][1])


def _of_path(graph: rdflib.Graph, path: Node | Path) -> Node:
    if isinstance(path, SequencePath | AlternativePath):
        head = rdflib.BNode()
        Collection(graph, head, [_of_path(graph, part) for part in path.args])
        return head if isinstance(path, SequencePath) else _said(graph, SH.alternativePath, head)
    if isinstance(path, InvPath):
        return _said(graph, SH.inversePath, _of_path(graph, path.arg))
    if isinstance(path, MulPath):
        return _said(graph, _REPEATED[path.mod], _of_path(graph, path.path))
    assert isinstance(path, Node)
    return path


def _said(graph: rdflib.Graph, predicate: rdflib.URIRef, value: Node) -> Node:
    node = rdflib.BNode()
    graph.add((node, predicate, value))
    return node


def _term(text: str) -> Node:
    """Return the term that a text in N-Triples is; of a blank node, the same for the same text."""
    if text.startswith("_:"):
        return rdflib.BNode(text.removeprefix("_:"))
    (quad,) = parse(f"<x:s> <x:p> {text} .", RdfFormat.N_TRIPLES)
    return rdflib_terms.to_rdflib(quad.object)


def _node(curie: str) -> rdflib.term.Identifier:
    """Return the IRI that a CURIE or IRI stands for, or a blank node for ``[]``."""
    return rdflib.BNode() if curie == "[]" else rdflib.URIRef(expand(curie) or curie)
