"""The library: load, ask, describe, check, take the graph away."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode

import corridor_kg
from corridor_kg import Corridor, Rows, Triples, Truth
from corridor_kg.errors import GraphNotFound, GraphUnreadable, QueryInvalid, QueryRefused, UnknownQuery
from tests.conftest import ROOT

SECOND = ROOT / "tests" / "second-source"


def test_what_the_package_offers() -> None:
    """The public names are these, and each is there."""
    names = ["Answer", "Corridor", "CorridorError", "Online", "Row", "Rows", "Triples", "Truth"]
    assert corridor_kg.__all__ == names
    assert all(hasattr(corridor_kg, name) for name in names)


def test_a_stored_query_answers_with_rows(corridor: Corridor) -> None:
    """Rows have native values by attribute, and terms on request."""
    rows = corridor.run("figures", thing="dongguan", measure="rd-share-of-gdp")
    assert isinstance(rows, Rows)
    (row,) = rows
    assert row.value == Decimal("2.41")
    assert row["printedForm"] == "2.41"
    assert str(row.terms["measure"]) == "<https://w3id.org/corridor-kg/measure/rd-share-of-gdp>"
    with pytest.raises(AttributeError, match="no column 'nothing'"):
        _ = row.nothing


def test_every_form_of_query_answers(corridor: Corridor) -> None:
    """SELECT gives rows, ASK a truth, CONSTRUCT and DESCRIBE triples."""
    assert isinstance(corridor.sparql("SELECT * { ?s a ckg:City }"), Rows)
    assert isinstance(corridor.sparql("ASK { place:dongguan a ckg:City }"), Truth)
    assert isinstance(corridor.sparql("CONSTRUCT WHERE { ?s a ckg:City }"), Triples)
    assert isinstance(corridor.sparql("DESCRIBE place:dongguan"), Triples)


def test_inference_can_be_left_out(corridor: Corridor, stated: Corridor) -> None:
    """Without it, a platform of Dongguan does not lie in the corridor."""
    question = "ASK { platform:songshan-lake ckg:isLocatedIn place:innovation-corridor }"
    assert corridor.sparql(question)
    assert not stated.sparql(question)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "PREFIX select: <x:> DELETE WHERE { ?s ?p ?o }",
        "# SELECT\nCLEAR ALL",
        "LOAD <http://example.org/>",
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "select * { { service silent <http://example.org/> { ?s ?p ?o } } }",
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "SELECT * { SERVICESILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE<http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX x: <http://127.0.0.1:9/> SELECT * { SERVICEx: { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:{ ?s ?p ?o } }",
        "SELECT * { FILTER(1<2)SERVICE#>\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ckg:.SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1e5SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?x ?y ?z FILTER(?x<'a>' ) SERVICE <http://127.0.0.1:9/> {} BIND('b' AS ?b) }",
    ],
)
def test_updates_and_calls_to_other_services_are_refused(text: str, corridor: Corridor) -> None:
    """Nothing changes the graph, and nothing leaves the machine."""
    before = len(corridor.store)
    with pytest.raises(QueryRefused, match=r"line \d+, column \d+"):
        corridor.sparql(text)
    assert len(corridor.store) == before


def test_words_of_updates_may_stand_in_names_and_texts(corridor: Corridor) -> None:
    """Only a keyword makes an update; a prefix, a text, a comment or a variable does not."""
    text = 'PREFIX load: <x:> SELECT ?insert { ?service load:clear "DELETE serv\\u0069ce" } # CLEAR ALL'
    assert len(corridor.sparql(text)) == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { ?s a ckgg:City }", "line 1, column 17: the prefix ckgg: is not declared; did you mean 'ckg'"),
        ("SELECT *\n{ ?s ?p \u201cx\u201d }", r"line 2, column 9: a curly double quote \(U\+201C\)"),
        ("SELECT *\u00a0{ ?s ?p ?o }", r"line 1, column 9: a non-breaking space"),
        ("SELECT * { ?s ?p ", "the query ends too early"),
        ("SELECT * { ?s ?p ?o } LIMIT many", "line 1, column 29: 'many' is not expected"),
        ("", "this has none"),
        ("hello", "this has none"),
    ],
)
def test_a_query_that_is_wrong_is_explained(text: str, said: str, corridor: Corridor) -> None:
    """The message has the place, the text with a caret, and what to do."""
    with pytest.raises(QueryInvalid, match=said):
        corridor.sparql(text)


def test_a_second_source_is_a_second_folder_and_no_code() -> None:
    """It becomes a named graph; what agrees is one fact from two sources, what disagrees stands side by side."""
    both = Corridor.load(add=[SECOND])
    assert [origin.name for origin in both.origins] == [
        "ontology",
        "article",
        "description",
        "geonames",
        "links",
        "names",
        "second-source",
    ]
    assert both.check().findings == ()
    agreed = both.describe("dongguan").sources
    assert agreed["article"] == ("p05", "p13", "p25")
    assert agreed["second-source"] == ("m01",)
    rows = both.run("figures", thing="dongguan", measure="high-tech-firms")
    assert isinstance(rows, Rows)
    assert {(row.printedForm, row.passages) for row in rows} == {("2,028", "p13"), ("2,100", "m01")}
    centres = both.run("innovation-centres", city="dongguan")
    assert isinstance(centres, Rows)
    assert [row.centreLabel for row in centres] == ["Dongguan Neutron Science City", "Made-up Innovation Centre"]


def test_facts_can_be_replaced() -> None:
    """With a graph of one's own, the bundled facts are gone and the ontology stays."""
    alone = Corridor.load(graph=ROOT / "graph" / "geonames")
    assert [origin.name for origin in alone.origins] == ["ontology", "geonames"]
    assert not alone.sparql("ASK { ?x a ckg:Person }")


def test_two_origins_of_one_name_stay_apart() -> None:
    """The second gets a number."""
    twice = Corridor.load(add=[ROOT / "graph" / "geonames"])
    assert [origin.name for origin in twice.origins] == [
        "ontology",
        "article",
        "description",
        "geonames",
        "links",
        "names",
        "geonames-2",
    ]


def test_broken_files_are_explained(tmp_path: Path) -> None:
    """File, line, column, the text and a remedy."""
    for content, said in (
        (
            b"@prefix a: <http://a/> .\na:b a:c ex:d .",
            "line 2, column 9: The prefix ex: has not been declared; declare",
        ),
        ("<x:a> <x:b> \u201cc\u201d .".encode(), "a curly double quote"),
        (b"<x:a> <x:b> \xff .", "save the file as UTF-8"),
        (b"@prefix a: <http://a/> .\na:b/c a:c a:d .", "write the whole IRI"),
    ):
        path = tmp_path / "broken.ttl"
        path.write_bytes(content)
        with pytest.raises(GraphUnreadable, match=r"broken\.ttl") as caught:
            Corridor.load(add=[path])
        assert said in str(caught.value)
        assert "^" in str(caught.value)


def test_missing_and_empty_places_are_explained(tmp_path: Path) -> None:
    """A path that is not there, a folder without Turtle, and a file of another kind."""
    (tmp_path / "note.txt").write_text("no RDF", encoding="utf-8")
    for path, said in (
        (tmp_path / "nowhere", "no file or folder"),
        (tmp_path, "holds no file"),
        (tmp_path / "note.txt", "does not end in"),
    ):
        with pytest.raises(GraphNotFound, match=said):
            Corridor.load(graph=path)


def test_an_unknown_query_leads_to_those_that_are_near(corridor: Corridor) -> None:
    """As the message of every unknown name does."""
    with pytest.raises(UnknownQuery, match="did you mean 'core-platforms'"):
        corridor.run("core-platform")


def test_rows_can_be_taken_away(corridor: Corridor) -> None:
    """Each format holds the same rows."""
    rows = corridor.run("innovation-centres")
    assert isinstance(rows, Rows)
    assert len(json.loads(rows.to_json())["results"]["bindings"]) == 2
    assert rows.to_csv().startswith("centre,centreLabel,city,cityLabel,passages\r\n")
    assert rows.to_tsv().startswith("?centre\t?centreLabel\t")
    assert rows.to_xml().startswith('<?xml version="1.0"?>')
    assert rows.to_markdown().splitlines()[1] == "| --- | --- | --- | --- | --- |"
    assert list(rows.to_dataframe()["cityLabel"]) == ["Dongguan", "Guangzhou"]
    assert "<td>platform:bio-island</td>" in rows._repr_html_()
    assert list(rows) == list(rows)


def test_cells_cannot_break_markdown_or_html(corridor: Corridor) -> None:
    """A pipe, a line break or a tag in a value stays a value."""
    rows = corridor.sparql('SELECT ("a|b\\n<b>" AS ?x) {}')
    assert isinstance(rows, Rows)
    assert rows.to_markdown().splitlines()[2] == "| a\\|b <b> |"
    assert "&lt;b&gt;" in rows._repr_html_()


def test_triples_can_be_taken_away(corridor: Corridor) -> None:
    """Each format reads back as the same graph, and JSON-LD has the project's own words."""
    triples = corridor.sparql("DESCRIBE platform:pazhou")
    assert isinstance(triples, Triples)
    expected = set(triples.graph())
    for format, text in (("turtle", triples.to_turtle()), ("nt", triples.to_ntriples()), ("xml", triples.to_rdfxml())):
        assert set(rdflib.Graph().parse(data=text, format=format)) == expected, format
    card = json.loads(triples.to_jsonld())
    assert card["id"] == "platform:pazhou"
    assert "CorePlatform" in card["type"]
    assert card["label"]["en"] == "Pazhou Internet Innovation Cluster"


def test_the_graph_keeps_literals_as_they_are_written(tmp_path: Path) -> None:
    """A store would make 2.5 of 2.50; what leaves the project does not."""
    path = tmp_path / "own.ttl"
    path.write_text("<http://x/a> <http://x/b> 2.50 .", encoding="utf-8")
    graph = Corridor.load(graph=path).graph()
    assert str(graph.value(rdflib.URIRef("http://x/a"), rdflib.URIRef("http://x/b"))) == "2.50"


def test_a_description_keeps_stated_and_inferred_apart(corridor: Corridor) -> None:
    """Each fact says which origin states it; what is inferred says so."""
    description = corridor.describe("songshan-lake")
    origins = {(fact.predicate, fact.value): fact.origin for fact in description.facts if not fact.inverse}
    assert origins["ckg:isLocatedIn", "place:dongguan"] == "article"
    assert origins["ckg:isLocatedIn", "place:innovation-corridor"] == "inferred"
    assert description.sources["article"] == ("p14", "p16")
    assert "Stated in article, from p14, p16:" in str(description)


def test_a_graph_of_nothing_is_a_finding(tmp_path: Path) -> None:
    """A checker that has nothing to check says so."""
    path = tmp_path / "empty.ttl"
    path.write_text("", encoding="utf-8")
    assert [finding.check for finding in Corridor.load(graph=path).check().findings if finding.check == "no-facts"]


def test_choices_are_what_a_query_answers(corridor: Corridor) -> None:
    """The list of cities is filled by the query itself."""
    choices = corridor.choices(corridor.queries["core-platforms"], "city")
    assert [choice.rpartition("/")[2] for choice in choices] == ["dongguan", "guangzhou", "shenzhen"]


@pytest.mark.parametrize(
    "text",
    ["ASK " + "{" * 5000 + "}" * 5000, "ASK { FILTER(1" + "+1" * 30000 + ") }", "ASK { FILTER(" + "!" * 30000 + "1) }"],
    ids=["braces", "sums", "negations"],
)
def test_a_query_that_is_too_large_is_refused(text: str, corridor: Corridor) -> None:
    """The engine's parser would end the process."""
    with pytest.raises(QueryRefused, match="at most"):
        corridor.sparql(text)


def test_a_query_may_name_its_graphs(corridor: Corridor) -> None:
    """With FROM, only those are asked."""
    places = corridor.sparql("SELECT * FROM <https://w3id.org/corridor-kg/graph/geonames> { ?place wgs84:lat ?lat }")
    assert isinstance(places, Rows)
    assert len(places) == 5
    assert not corridor.sparql("ASK FROM <http://nowhere.example/> { ?s ?p ?o }")


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


def test_rows_can_be_copied_and_their_terms_asked_with(corridor: Corridor) -> None:
    """A term of an answer is a value of the next question."""
    rows = corridor.run("core-platforms")
    assert isinstance(rows, Rows)
    assert copy.deepcopy(rows[0]).as_dict() == rows[0].as_dict()
    city = rows[0].terms["city"]
    assert isinstance(city, NamedNode)
    again = corridor.run("core-platforms", city=city)
    assert isinstance(again, Rows)
    assert len(again) == 2
