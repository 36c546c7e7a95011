"""Texts of queries: what is refused, what is explained, and which graphs are asked."""

from __future__ import annotations

import pytest

from corridor_kg import Corridor, Rows
from corridor_kg.errors import QueryInvalid, QueryRefused
from corridor_kg.rdf.tokens import tokens


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
    assert len(places) == 9


def test_a_graph_that_is_not_there_is_told_of(corridor: Corridor) -> None:
    """To be asked with FROM; else the answer would be empty, and nobody would know why."""
    for clause in ("FROM", "FROM NAMED", "FROM origin:links FROM"):
        with pytest.raises(QueryInvalid, match=r"no graph is called <.*/geoname>; did you mean .*/geonames>"):
            corridor.sparql(f"ASK {clause} origin:geoname {{ ?s ?p ?o }}")


@pytest.mark.parametrize("text", ["a." * 100_000, "é" * 100_000])
def test_long_words_are_read_in_time(text: str) -> None:
    """Where no colon comes, each of their letters may begin a prefix: six minutes, were all looked at."""
    assert "".join(token.text for token in tokens(text)) == text
