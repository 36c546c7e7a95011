"""Proofs as RDF: each triple reified, derived from its premises and, at the end, from passages (PROV-O)."""

from __future__ import annotations

import rdflib
from rdflib import PROV, RDF, RDFS

from corridor_kg.rdf import rdflib_terms
from corridor_kg.rdf.vocabulary import BASE
from corridor_kg.trust.proofs import Proof

STEPS = rdflib.Namespace(f"{BASE}proof#")


def to_turtle(proofs: tuple[Proof, ...]) -> str:
    """Return proofs as Turtle.

    Each triple of a proof is an ``rdf:Statement`` and a ``prov:Entity``. An inferred one was derived from
    those of its premises by an activity that is named for its rule; a stated one from its passages.
    """
    graph = rdflib_terms.graph(())
    graph.bind("proof", STEPS)
    known: dict[Proof, rdflib.URIRef] = {}
    for proof in proofs:
        _add(graph, proof, known)
    return graph.serialize(format="turtle")


def _add(graph: rdflib.Graph, proof: Proof, known: dict[Proof, rdflib.URIRef]) -> rdflib.URIRef:
    if proof in known:
        return known[proof]
    number = len(known) + 1
    node = known[proof] = STEPS[f"triple-{number}"]
    for kind in (RDF.Statement, PROV.Entity):
        graph.add((node, RDF.type, kind))
    graph.add((node, RDF.subject, rdflib_terms.to_rdflib(proof.triple.subject)))
    graph.add((node, RDF.predicate, rdflib_terms.to_rdflib(proof.triple.predicate)))
    graph.add((node, RDF.object, rdflib_terms.to_rdflib(proof.triple.object)))
    for statement in proof.statements:
        for source in statement.sources:
            graph.add((node, PROV.wasDerivedFrom, rdflib.URIRef(source.iri)))
    if proof.rule:
        activity = STEPS[f"step-{number}"]
        graph.add((activity, RDF.type, PROV.Activity))
        graph.add((activity, RDFS.label, rdflib.Literal(f"{proof.rule.name}: {proof.rule.words}", lang="en")))
        graph.add((node, PROV.wasGeneratedBy, activity))
        for premise in proof.premises:
            source_node = _add(graph, premise, known)
            graph.add((activity, PROV.used, source_node))
            graph.add((node, PROV.wasDerivedFrom, source_node))
    return node
