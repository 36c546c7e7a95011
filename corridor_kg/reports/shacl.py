"""Reports as RDF: the standard SHACL validation report, whatever found the findings."""

from __future__ import annotations

from collections.abc import Sequence

import rdflib
from rdflib import RDF, SH, XSD

from corridor_kg.rdf import rdflib_terms
from corridor_kg.rdf.vocabulary import BASE, expand
from corridor_kg.reports.findings import Finding

SHAPES = rdflib.Namespace(f"{BASE}shapes#")
RESULTS = rdflib.Namespace(f"{BASE}report#")


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
        graph.add((result, SH.sourceShape, SHAPES[finding.check.replace(" ", "-")]))
        component = rdflib.URIRef(finding.component) if finding.component else SH.SPARQLConstraintComponent
        graph.add((result, SH.sourceConstraintComponent, component))
        place = f" ({finding.file}:{finding.line})" if finding.file else ""
        graph.add((result, SH.resultMessage, rdflib.Literal(finding.message + place, lang="en")))
        graph.add((result, SH.focusNode, _node(finding.thing) if finding.thing else top))
        if finding.property:
            graph.add((result, SH.resultPath, _node(finding.property)))
        if finding.value:
            graph.add((result, SH.value, rdflib.Literal(finding.value)))
    return graph.serialize(format="turtle")


def _node(curie: str) -> rdflib.term.Identifier:
    """Return the IRI that a CURIE or IRI stands for, or a blank node for ``[]``."""
    return rdflib.BNode() if curie == "[]" else rdflib.URIRef(expand(curie) or curie)
