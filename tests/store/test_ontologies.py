"""Another ontology in place of the bundled one, or none at all: what is inferred, found and told rests on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg import Corridor, Rows
from corridor_kg.errors import GraphNotFound, GraphUnreadable
from tests.conftest import ROOT, Run

TERMS = """
@prefix e: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
e:partOf a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:label "part of" ; rdfs:domain e:Part .
e:Part a owl:Class ; owl:disjointWith e:Whole .
e:Whole a owl:Class .
"""
FACTS = """
@prefix e: <http://example.org/> .
e:leaf e:partOf e:branch .
e:branch e:partOf e:tree ; e:partsOf e:tree .
"""
LEAF, PART_OF, TREE = (f"http://example.org/{name}" for name in ("leaf", "partOf", "tree"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A file of facts."""
    path = tmp_path / "facts.ttl"
    path.write_text(FACTS, encoding="utf-8")
    return path


@pytest.fixture(params=["file", "folder", "trig"])
def terms(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An ontology: a file, a folder, or a file whose statements stand in a named graph."""
    folder = tmp_path / "terms"
    folder.mkdir()
    if request.param == "trig":
        path = folder / "terms.trig"
        head, _, body = TERMS.partition("e:partOf")
        path.write_text(f"{head} <http://example.org/terms> {{ e:partOf{body} }}", encoding="utf-8")
        return path
    (folder / "terms.ttl").write_text(TERMS, encoding="utf-8")
    return folder if request.param == "folder" else folder / "terms.ttl"


def test_nothing_but_ones_own_data_answers_without_an_ontology(data: Path) -> None:
    """Every triple of an answer is from the file."""
    own = Corridor.load(graph=data, ontology=False)
    rows = own.sparql("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert isinstance(rows, Rows)
    assert len(rows) == 3
    assert [origin.name for origin in own.origins] == ["facts"]
    assert {finding.check for finding in own.check().findings} == {"facts-without-source", "untyped-things"}


def test_rules_and_reasons_are_those_of_the_ontology(data: Path, terms: Path) -> None:
    """It closes the graph, explains what follows, and names the properties; ours does none of it."""
    corridor = Corridor.load(graph=data, ontology=terms)
    assert corridor.why(LEAF, PART_OF, TREE).proofs[0].rule
    assert {fact.predicateLabel for fact in corridor.describe(LEAF).facts if fact.inverse is False} >= {"part of"}
    assert not corridor.sparql("ASK { ckg:City ?p ?o }")
    assert not Corridor.load(graph=data).why(LEAF, PART_OF, TREE)


def test_an_inferred_fact_in_ones_own_words_is_shown(data: Path, terms: Path) -> None:
    """Only what repeats a fact in the words of another vocabulary is left to JSON."""
    text = Corridor.load(graph=data, ontology=terms).describe(LEAF).to_text()
    inferred = text.partition("Inferred:")[2]
    assert TREE in inferred
    assert "words of" not in text


def test_a_check_is_against_the_ontology(data: Path, terms: Path) -> None:
    """Its clashes are found, and a property that it does not have, with the nearest that it has; our style is ours."""
    data.write_text(FACTS + "e:leaf a e:Whole .", encoding="utf-8")
    report = Corridor.check_files(graph=data, ontology=terms)
    found = {finding.check: finding for finding in report.findings}
    assert set(found) == {"cax-dw", "unknown-properties", "facts-without-source"}
    assert found["unknown-properties"].property == "http://example.org/partsOf"


def test_what_cannot_be_read_is_told(data: Path, tmp_path: Path) -> None:
    """As of any other file."""
    with pytest.raises(GraphNotFound, match="there is no file"):
        Corridor.load(graph=data, ontology=tmp_path / "nowhere.ttl")
    broken = tmp_path / "broken.ttl"
    broken.write_text("e:a a e:b .", encoding="utf-8")
    with pytest.raises(GraphUnreadable, match=r"broken\.ttl, line 1"):
        Corridor.load(graph=data, ontology=broken)


def test_every_command_about_a_graph_takes_them(data: Path, terms: Path, run: Run) -> None:
    """And refuses both at once."""
    assert "by prp-trp" in run("why", LEAF, PART_OF, TREE, "--graph", data, "--ontology", terms).stdout
    assert "Not so" in run("why", LEAF, PART_OF, TREE, "--graph", data, "--no-ontology").stdout
    asked = ("sparql", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--graph", data, "--format", "csv")
    assert run(*asked, "--no-ontology").stdout.split() == ["n", "3"]
    exported = run("export", "--graph", data, "--ontology", terms, "--include", "ontology,inferred", "-f", "ntriples")
    assert "TransitiveProperty" in exported.stdout
    assert f"<{LEAF}> <{PART_OF}> <{TREE}>" in exported.stdout
    refused = run(*asked, "--no-ontology", "--ontology", terms)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "give one of them" in refused.stderr


def test_the_bundled_ontology_is_one_like_any_other(corridor: Corridor) -> None:
    """Named by its folder it gives the same closure as by default; its shapes are no part of it."""
    named = Corridor.load(ontology=ROOT / "ontology")
    assert {quad.triple for quad in named.data.inferred()} == {quad.triple for quad in corridor.data.inferred()}
