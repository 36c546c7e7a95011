"""Axioms that cannot be reasoned with are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import GraphUnreadable

UNREASONABLE = {
    "circle in a chain": ":p owl:propertyChainAxiom _:l . _:l rdf:first :q ; rdf:rest _:l .",
    "circle in a list": "[] a owl:AllDisjointClasses ; owl:members _:l . _:l rdf:first :A ; rdf:rest _:l .",
    "literal in a chain": ":p owl:propertyChainAxiom (:q 'x' :r) .",
    "type is the same": "rdf:type owl:sameAs owl:sameAs .",
    "symmetric inclusion": "rdfs:subClassOf a owl:SymmetricProperty .",
    "cardinality of a thing": ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality :one ] .",
    "too many ways": f":Z owl:intersectionOf ({' '.join(f'[ owl:unionOf (:B{i} :C{i}) ]' for i in range(24))}) .",
    "triple in a triple": "<x:a> <x:b> <<( <x:c> <x:d> 1 )>> .",
}


@pytest.mark.parametrize("axiom", UNREASONABLE.values(), ids=UNREASONABLE)
def test_axioms_that_cannot_be_reasoned_with_are_refused(axiom: str, tmp_path: Path) -> None:
    """A circle, a literal in a list, axioms about axioms, more ways than can be tried, RDF 1.2: one sentence each."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix : <http://x/> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n" + axiom,
        encoding="utf-8",
    )
    with pytest.raises(GraphUnreadable):
        list(Corridor.load(graph=path).quads())
