"""Answers: rows, truths and triples, and the forms in which they are taken away."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode

from corridor_kg import Corridor, Rows, Triples, Truth


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


def test_rows_can_be_taken_away(corridor: Corridor) -> None:
    """Each format holds the same rows."""
    rows = corridor.run("innovation-centres", city="dongguan")
    assert isinstance(rows, Rows)
    assert len(json.loads(rows.to_json())["results"]["bindings"]) == 2
    assert rows.to_csv().startswith(
        "centre,centreLabel,city,cityLabel,plan,planLabel,since,sinceIs,until,untilIs,evidence\r\n"
    )
    assert rows.to_tsv().startswith("?centre\t?centreLabel\t")
    assert rows.to_xml().startswith('<?xml version="1.0"?>')
    assert rows.to_markdown().splitlines()[1] == "|" + " --- |" * 6
    assert list(rows.to_dataframe()["cityLabel"]) == ["Dongguan", "Dongguan"]
    assert "<td>Dongguan Neutron Science City</td>" in rows._repr_html_()
    assert list(rows) == list(rows)


def test_cells_cannot_break_markdown_or_html(corridor: Corridor) -> None:
    """A pipe, a line break or a tag in a value stays a value."""
    rows = corridor.sparql('SELECT ("a|b\\n<b>" AS ?x) {}')
    assert isinstance(rows, Rows)
    assert rows.to_markdown().splitlines()[2] == "| a\\|b<br>\\<b\\> |"
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


@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "tsv", "xml", "markdown", "table"])
def test_blank_nodes_have_the_same_names_each_time(format: str, tmp_path: Path) -> None:
    """Numbered in their order, whatever the engine calls them; the same node has the same number."""
    path = tmp_path / "blank.ttl"
    path.write_text('[] <x:p> [ <x:q> "1" ] .', encoding="utf-8")
    query = "SELECT ?one ?two ?three { ?one <x:p> ?two . ?three <x:q> ?value }"
    one, other = (Corridor.load(graph=path).sparql(query).serialize(format) for _ in range(2))
    assert one == other
    assert one.count("b0") == 1
    assert one.count("b1") == 2


def test_tags_of_languages_have_their_usual_case(tmp_path: Path) -> None:
    """As people write them, whatever the engine makes of them; what looks like a tag in a text is none."""
    path = tmp_path / "own.ttl"
    text = r'"say \"x\"@zh-hans, \"xml:lang\":\"zh-hans\" \\"'
    path.write_text(f"<x:a> <x:b> {text}@zh-Hans-CN .", encoding="utf-8")
    rows = Corridor.load(graph=path, ontology=False).sparql("SELECT ?x { <x:a> ?p ?x }")
    assert isinstance(rows, Rows)
    assert rows.to_tsv() == f"?x\n{text}@zh-Hans-CN\n"
    (found,) = json.loads(rows.to_json())["results"]["bindings"]
    assert found["x"] == {"type": "literal", "value": json.loads(text), "xml:lang": "zh-Hans-CN"}


@pytest.mark.parametrize("query", ["DESCRIBE <x:a>", "CONSTRUCT WHERE { <x:a> ?p ?o }"])
def test_what_a_query_takes_from_a_file_is_as_it_was_written(query: str, tmp_path: Path) -> None:
    """Numbers and dates; what the query makes of them is as the engine has it."""
    path = tmp_path / "own.ttl"
    path.write_text('<x:a> <x:b> 1.50, 007 ; <x:c> "2026-01-01Z"^^<http://www.w3.org/2001/XMLSchema#date> .')
    corridor = Corridor.load(graph=path, ontology=False)
    triples = corridor.sparql(query)
    assert isinstance(triples, Triples)
    assert sorted(str(triple.object).split('"')[1] for triple in triples) == ["007", "1.50", "2026-01-01Z"]
    made = corridor.sparql("CONSTRUCT { <x:a> <x:other> ?o } WHERE { <x:a> <x:b> ?o }")
    assert isinstance(made, Triples)
    assert sorted(str(triple.object).split('"')[1] for triple in made) == ["1.5", "7"]
