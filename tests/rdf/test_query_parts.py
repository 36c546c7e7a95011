"""A query is taken apart into its conditions, and written without some of them."""

from __future__ import annotations

import pytest

from corridor_kg import Corridor
from corridor_kg.questions import asking
from corridor_kg.questions.parameters import bind
from corridor_kg.questions.stored_queries import CHECKS, STORED, StoredQuery
from corridor_kg.rdf.query_parts import Parts, read
from corridor_kg.rdf.tokens import tokens
from corridor_kg.rdf.vocabulary import prefixes

SLOW = ("schema-org-card", "malformed-identifiers")
LOCAL = [
    query for queries in (STORED, CHECKS) for query in queries.values() if not query.endpoint and query.name not in SLOW
]

READ = [
    ("ASK { ?s a ckg:City, ckg:Place ; ckg:p 1, 'x'@en, \"y\"^^xsd:date . }", "ckg:City ckg:Place ckg:p 1 'x'@en"),
    ("ASK { [ a ckg:City ; ckg:p [ ckg:q ( 1 ckg:x ) ] ] ckg:r ?o }", "ckg:City ckg:p ckg:q ckg:r"),
    ("ASK { ?s ^ckg:p/(ckg:q|!ckg:r)*/a+ ?o }", "ckg:p ckg:q ckg:r"),
    ("ASK { GRAPH ckg:g { ?s ?p ckg:o } { ?s ckg:p ?o } UNION { ckg:s ?p ?o } }", "ckg:g ckg:o ckg:p ckg:s"),
    ("ASK { ?s ?p ?o MINUS { ?s ckg:p ?o } FILTER NOT EXISTS { ?s ckg:q ?o } }", ""),
    ("ASK { ?s ?p ?o FILTER EXISTS { ?s ckg:q ?o } OPTIONAL { ?o ckg:r ?x } }", "ckg:q ckg:r"),
    ("SELECT ?s FROM ckg:g { { SELECT ?s { ?s ckg:p ?o } GROUP BY ?s HAVING(COUNT(*) > 1) } } LIMIT 3", "ckg:p"),
    ("CONSTRUCT { ?s ckg:not ?o } WHERE { ?s ckg:p ?o BIND(ckg:x AS ?y) } # ckg:z", "ckg:p"),
]


@pytest.mark.parametrize(("text", "terms"), READ)
def test_every_term_that_may_leave_nothing_is_a_condition(text: str, terms: str) -> None:
    """In lists, brackets, paths, groups and selections; none where a row that fits would be taken away."""
    parts = _parts(text)
    found = [condition.term for condition in parts.conditions if condition.term]
    assert [term for term in terms.split() if term not in found] == []
    assert [term for term in found if term not in terms.split() and not term.startswith('"y"')] == []


COMPARING = ("disagreements", "figures-compared")
"""Queries that hold two optional values against each other, which differ where any property leads to one of them."""


@pytest.mark.parametrize(
    "query", [query for query in LOCAL if query.name not in COMPARING], ids=lambda query: query.name
)
def test_a_query_without_a_term_or_a_clause_finds_no_less(query: StoredQuery, corridor: Corridor) -> None:
    """Each stored query can be asked without each of its conditions; where it finds something, it still does."""
    parts = _parts(bind(query.text, asking.bindings(corridor.data, query, {})))
    for condition in parts.conditions:
        if condition.kind not in ("pattern", "values"):
            found = bool(corridor.data.engine.ask(parts.asking([condition]), prefixes=prefixes()))
            assert found or not bool(corridor.data.engine.ask(parts.asking(), prefixes=prefixes()))


def test_parts_of_a_filter_are_conditions_of_their_own() -> None:
    """As far as ``&&`` joins them, and no further."""
    parts = _parts("ASK { ?s ?p ?o FILTER(?a > 1 && (?b || ?c)) FILTER(?d && ?e || ?f) FILTER(regex(?g, 'x')) }")
    filters = [condition.text for condition in parts.conditions if condition.kind == "filter"]
    assert filters == ["FILTER(?a > 1)", "FILTER((?b || ?c))", "FILTER(?d && ?e || ?f)", "FILTER(regex(?g, 'x'))"]


def test_an_order_within_is_left_out() -> None:
    """The engine cannot sort whatever a free term may be."""
    parts = _parts(
        "SELECT ?s { { SELECT ?s { ?s a ckg:City } ORDER BY DESC(?s) LIMIT 5 } } ORDER BY ?s LIMIT 2 OFFSET 9"
    )
    assert parts.asking().split() == "ASK { { SELECT ?s { ?s a ckg:City } LIMIT 5 } }".split()
    assert parts.slice == "LIMIT 2 OFFSET 9"


def test_what_a_query_within_does_not_list_is_told_all_the_same() -> None:
    """Of whatever variable the values are asked, but of one that is only counted or grouped by."""
    parts = _parts("SELECT ?s { { SELECT DISTINCT ?s { ?s a ckg:City ; ckg:p ?o } } }")
    assert "{ SELECT DISTINCT ?o ?s { ?s" in parts.selecting(["?o"], 5)
    assert "{ SELECT DISTINCT ?s { ?s" in parts.selecting(["?s"], 5)
    for head, modifier in (("?s (COUNT(?o) AS ?n)", "GROUP BY ?s"), ("?s", "GROUP BY ?s"), ("*", "LIMIT 3")):
        within = f"{{ SELECT {head} {{ ?s a ckg:City ; ckg:p ?o }} {modifier} }}"
        assert within in _parts(f"SELECT ?s {{ {within} }}").selecting(["?o"], 5)


def test_a_new_variable_is_none_of_the_query() -> None:
    """However its own are called."""
    parts = _parts("ASK { ?free1 a ckg:City ; ckg:p $free_2 }")
    names = {token.text for token in tokens(parts.asking(parts.conditions)) if token.kind == "variable"}
    assert names - {"?free1", "$free_2"} == {name for name in names if name.startswith("?free__")}


def test_whatever_is_cut_off_is_not_read() -> None:
    """Neither an error nor a loop, at whichever word a query ends; nor where it is nested too deeply."""
    text = STORED["schema-org-card"].text[:4000]
    for token in tokens(text):
        read(text[: token.start])
    assert read("") is None
    assert read("DESCRIBE <http://example.org/a>") is None
    assert read("ASK " + "{" * 5000 + "}" * 5000) is None


def _parts(text: str) -> Parts:
    parts = read(text)
    assert parts is not None
    return parts
