"""The ontology is OWL 2 RL by the book, and what it takes from other vocabularies is declared."""

from __future__ import annotations

import os

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, Literal, URIRef
from rdflib.term import Node

from corridor_kg.files import loading
from corridor_kg.model import ontology as model_ontology
from corridor_kg.rdf import bundled, formats, rdflib_terms
from corridor_kg.rdf.vocabulary import BASE, shorten
from corridor_kg.sources.corrections import appended, turtle
from tests.support import owl_rl
from tests.support.owl_rl.terms import PROPERTIES, is_reserved
from tests.support.sources import BOTH

OUTSIDE = "authorities.ttl"
"""Authorities are datatypes of their own, which OWL 2 RL does not have."""


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    """The files of the ontology as one, authorities left out."""
    kept = {os.path.basename(file) for file in model_ontology.files()} - {OUTSIDE}
    assert len(kept) == len(model_ontology.files()) - 1 > 2
    return terms_of(*kept)


@pytest.fixture(scope="module")
def reused() -> rdflib.Graph:
    """The declarations of what other vocabularies have."""
    return terms_of("reused.ttl")


@pytest.fixture(scope="module")
def facts() -> rdflib.Graph:
    """All that is stated of the corridor, and what made-up sources state of it, who use more of the model."""
    folders = (bundled.GRAPH, *map(str, BOTH))
    origins = [origin for folder in folders for origin in loading.find_origins(folder)]
    corrected = rdflib.Graph()  # as no source of these was
    block = turtle("a", ["article:a"], kind="withdrawal", date="2018-01-05", comment="No.", address="https://e.org/")
    corrected.parse(data=appended("", block), format="turtle")
    return rdflib_terms.graph(quad for origin in origins for quad in loading.quads(origin)) + corrected


def test_the_ontology_is_owl_2_rl(ontology: rdflib.Graph) -> None:
    """By the grammar of the profile, and by what OWL 2 DL asks of it as a whole."""
    assert "\n".join(map(str, owl_rl.violations(ontology))) == ""


def test_nothing_is_said_of_what_is_reused_but_what_it_is(reused: rdflib.Graph) -> None:
    """What a term of another vocabulary means is said by those who keep it; here it is declared, once."""
    assert set(reused.predicates()) == {RDF.type}
    assert len(reused) == len(set(reused.subjects())) > 80
    assert [term for term in reused.subjects() if is_ours(term) or is_reserved(term)] == []


def test_exactly_what_is_reused_is_declared(ontology: rdflib.Graph, reused: rdflib.Graph, facts: rdflib.Graph) -> None:
    """Whoever loads ontology and facts has a declaration of each term in them, and of no other."""
    used = used_in_axioms(ontology - reused) | used_in_facts(facts) | used_in_facts(terms_of(OUTSIDE))
    used = {term for term in used if not is_ours(term) and not is_reserved(term)}
    declared = set(reused.subjects())
    missing, idle = sorted(map(shown, used - declared)), sorted(map(shown, declared - used))
    assert not missing, f"declare in ontology/reused.ttl: {', '.join(missing)}"
    assert not idle, f"remove from ontology/reused.ttl, for nothing uses it: {', '.join(idle)}"


def test_facts_use_what_is_reused_as_it_is_declared(reused: rdflib.Graph, facts: rdflib.Graph) -> None:
    """An object property leads to things, a datatype property to values, and neither is a class."""
    kinds = dict(reused.subject_objects(RDF.type))
    wrong = {
        shown(prop)
        for _, prop, value in facts
        if kinds.get(prop) == (OWL.ObjectProperty if isinstance(value, Literal) else OWL.DatatypeProperty)
    }
    assert wrong == set()
    assert {kinds[kind] for kind in facts.objects(None, RDF.type) if kind in kinds} == {OWL.Class}
    assert {kinds[prop] for prop in facts.predicates() if prop in kinds} == set(PROPERTIES)


def terms_of(*names: str) -> rdflib.Graph:
    """Return what files of the ontology state, each literal as it was written."""
    files = [formats.unmarked(os.path.join(bundled.ONTOLOGY, name)) for name in names]
    return rdflib_terms.graph(quad for file in files for quad in parse(file, RdfFormat.TURTLE))


def is_ours(term: Node) -> bool:
    """Return whether a term is one of the project's."""
    return str(term).startswith(BASE)


def shown(term: Node) -> str:
    """Return a term as people write it."""
    return shorten(str(term))


def used_in_facts(graph: rdflib.Graph) -> set[Node]:
    """Return the properties and the classes of facts."""
    return {*graph.predicates(), *graph.objects(None, RDF.type)}


def used_in_axioms(graph: rdflib.Graph) -> set[Node]:
    """Return the properties of the ontology, and what its axioms speak of."""
    terms = set(graph.predicates())
    for subject, predicate, value in graph:
        if is_reserved(predicate) and predicate not in (OWL.imports, OWL.versionIRI):
            terms |= {term for term in (subject, value) if isinstance(term, URIRef)}
    return terms
