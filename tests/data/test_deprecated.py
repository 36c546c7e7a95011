"""What earlier versions called otherwise is kept, with what to write instead, and nobody is led to it."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox

from corridor_kg import Corridor, Rows
from corridor_kg.files import jsonld
from corridor_kg.rdf.terms import DERIVED_FROM
from corridor_kg.rdf.vocabulary import BASE, CONTEXT, GRAPHS, ONTOLOGY, OWL, expand, shorten
from corridor_kg.store.deprecated import deprecations


def test_deprecated_terms_are_neither_unused_nor_undeclared(corridor: Corridor, tmp_path: Path) -> None:
    """Nobody has to use them, and who does is told nothing else."""
    assert corridor.check(only=["unused-terms"]).findings == ()
    path = tmp_path / "own.nt"
    path.write_text(
        f"<{BASE}article/silicon-valley-to-be-built> <{ONTOLOGY}creditsPhotosTo> <{BASE}organization/china-daily> .\n"
        f"<{BASE}article/silicon-valley-to-be-built> <{DERIVED_FROM.value}> <{BASE}passage/china-daily-p01> .\n",
        encoding="utf-8",
    )
    added = Corridor.load(add=[path])
    (finding,) = added.check().findings
    assert finding.check == "deprecated-terms"
    assert finding.replacement == "https://schema.org/contributor"


def test_short_names_of_earlier_versions_are_still_read(corridor: Corridor, tmp_path: Path) -> None:
    """JSON-LD that names the context by its IRI says the same as before."""
    properties = [shorten(term) for term in deprecations(corridor.data.engine) if term.startswith(ONTOLOGY)]
    assert properties
    for curie in properties:
        path = tmp_path / "old.jsonld"
        document = {"@context": CONTEXT, "id": "http://e.org/a", curie.removeprefix("ckg:"): "http://e.org/b"}
        path.write_text(json.dumps(document), encoding="utf-8")
        (quad,) = jsonld.quads(str(path))
        assert quad.predicate.value == expand(curie)
        is_object = corridor.sparql(f"ASK {{ {curie} a owl:ObjectProperty }}")
        assert quad.object == (ox.NamedNode if is_object else ox.Literal)("http://e.org/b")


def test_an_export_names_no_deprecated_term_unless_the_ontology_is_asked_for(corridor: Corridor) -> None:
    """Neither among what is counted nor in the context; with the ontology, each says that it is deprecated."""
    terms = {f"<{term}>" for term in deprecations(corridor.data.engine)}
    assert terms
    lines = corridor.export(include=("stated", "links", "inferred")).text("nquads").splitlines()
    stated = [line for line in lines if f"<{GRAPHS}inferred>" not in line]
    assert [line for line in stated if any(term in line for term in terms)] == []
    context = json.loads(corridor.export().text("jsonld"))["@context"]
    assert "isLocatedIn" in context
    assert not {term[1:-1].removeprefix(ONTOLOGY) for term in terms} & set(context)
    whole = ox.parse(corridor.export(include=("ontology",)).text("turtle"), ox.RdfFormat.TURTLE)
    assert {str(quad.subject) for quad in whole if quad.predicate.value == f"{OWL}deprecated"} == terms


def test_nothing_follows_from_a_deprecated_term(corridor: Corridor) -> None:
    """It has no axioms; its note names what replaces it."""
    for term in deprecations(corridor.data.engine).values():
        rows = corridor.sparql(f"SELECT ?p {{ GRAPH <{GRAPHS}ontology> {{ {term.term} ?p ?o }} }}")
        assert isinstance(rows, Rows)
        assert {shorten(row.p) for row in rows} <= {
            *("rdf:type", "rdfs:label", "skos:definition", "skos:changeNote"),
            *("owl:deprecated", "dcterms:isReplacedBy", "rdfs:isDefinedBy"),
        }
        assert all(shorten(iri) in term.note for iri in term.replacements)
