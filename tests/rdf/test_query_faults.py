"""What is wrong in a query is named where it stands, with what to do, rather than where the parser stopped."""

from __future__ import annotations

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import QueryInvalid
from corridor_kg.questions.stored_queries import STORED
from corridor_kg.rdf import query_faults

FAULTS = [
    ("SELECT ?c (COUNT(?p) AS ?n) { ?c ?p ?o }", 8, "?c is neither grouped by nor inside an aggregate"),
    ("SELECT ?a ?b (SUM(?p) AS ?n) { ?a ?b ?p } GROUP BY ?a", 11, "?b is neither grouped by"),
    ("SELECT (1 AS ?x) (2 AS ?x) {}", 24, "?x has a value already"),
    ("SELECT ?x { BIND(1 AS ?x) BIND(2 AS ?x) }", 37, "?x has a value already"),
    ("SELECT ?x { ?x a ?y BIND(2 AS ?x) }", 31, "?x has a value already"),
    ("SELECT ?x { FILTER(strstart(?x, 'a')) }", 20, "strstart is no function of SPARQL; did you mean 'STRSTARTS'?"),
    ("SELECT * { ?x ?p ?o } GROUP BY ?x", 34, "SELECT * is not authorized with GROUP BY."),
    ("SELECT ?x { ?x <rel> ?y }", 16, "the IRI <rel> is relative; write it whole, or say with BASE"),
    ("SELECT ?x { ?x ?p 'a'^^<rel> }", 24, "the IRI <rel> is relative"),
]


@pytest.mark.parametrize(("query", "column", "said"), FAULTS, ids=[said for _, _, said in FAULTS])
def test_a_fault_is_named_at_its_place(query: str, column: int, said: str, corridor: Corridor) -> None:
    """The variable, the function or the IRI, and the remedy."""
    with pytest.raises(QueryInvalid) as caught:
        corridor.sparql(query)
    assert f"line 1, column {column}: " in str(caught.value)
    assert said in str(caught.value)


def test_a_query_that_says_its_base_may_have_relative_iris(corridor: Corridor) -> None:
    """As the standard has it."""
    corridor.sparql("BASE <http://example.org/> SELECT ?x { ?x <rel> ?y }")


def test_nothing_is_found_wrong_in_what_is_right() -> None:
    """No stored query is taken for one with a fault."""
    assert len(STORED) > 20
    for query in STORED.values():
        for find in (query_faults.relative_iri, query_faults.unknown_function, query_faults.named_twice):
            assert find(query.text) is None, (query.name, find)
