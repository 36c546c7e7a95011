"""What is wrong in a query is named where it stands, with what to do, rather than where the parser stopped."""

from __future__ import annotations

import re

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import QueryInvalid, QueryRefused
from corridor_kg.questions import asking
from corridor_kg.questions.stored_queries import StoredQuery

FAULTS = [
    # a word too many, or one that lacks
    ("SELECT * { ?s ?p ?o } ‸}", "'}' is not expected here; leave it out."),
    ("SELECT * { ?s ?p ?o } ‸foo", "'foo' is not expected here; leave it out."),
    ("SELECT * { ?s ?p ?o . ‸. ?s ?p ?o }", "'.' is not expected here; leave it out."),
    ("SELECT ?a‸, ?b, ?c { ?a ?b ?c }", "',' is not expected here; leave it out."),
    ("PREFIX x: <http://x/> ‸; ASK { ?s ?p ?o }", "';' is not expected here; leave it out."),
    ("SELECT * { ?s ?p ‸}", "a variable, a name, a text or a number is missing before it."),
    ("SELECT * { ?s ?p ?o, ‸}", "is missing before it, or the ',' is one too many."),
    ('SELECT * { ?s ?p "a"^^ ‸}', "a name is missing before it."),
    ("SELECT * { GRAPH ‸{ ?s ?p ?o } }", "a variable or a name is missing before it."),
    ("SELECT * { ?s ?p ?o } ORDER ‸?s", "'BY' is missing before it."),
    ("SELECT (COUNT(?s) ‸?n) { ?s ?p ?o }", "'AS' is missing before it."),
    ("SELECT (COUNT(?s)‸) { ?s ?p ?o }", "'AS ?name' is missing before it."),
    ("SELECT ‸{ ?s ?p ?o }", "'*' is missing before it."),
    ("SELECT * { ?s ckg:p ?o ‸?x ckg:p ?y }", "'.' is missing before it."),
    ("SELECT * { ?s ckg:p ?o ‸ckg:q ?r }", "';' is missing before it."),
    ('SELECT * { ?s ?p ?o FILTER(CONTAINS(?o ‸"x")) }', "',' is missing before it."),
    ("SELECT * { ?s ?p ?o FILTER(?o ‸?s) }", "an operator such as = is missing before it."),
    ("SELECT * { ?s ?p ?o } LIMIT ‸many", "here could stand a number."),
    # brackets
    ("SELECT * { ?s ?p [ ?a ?b ‸}", "']' is missing before it."),
    ("SELECT * { ?s ?p ?o FILTER(?o > 1 ‸}", "')' is missing before it."),
    ("SELECT * { ?s ?p ?o FILTER(?o > 1‸] }", "write ) in its place."),
    ("SELECT * { ?s ?p ?o FILTER ‸?o > 1 }", "write (?o > 1)."),
    ("SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING COUNT(?o) ‸> 1", "write (COUNT(?o) > 1)."),
    ("SELECT * { ?s ?p ?o FILTER(?o IN ‸1,2) }", "write (1,2)."),
    ("SELECT * { ?s ?p ?o MINUS ‸?s ?p 1 }", "write { ?s ?p 1 }."),
    ("SELECT * WHERE ‸?s ?p ?o", "write { ?s ?p ?o }."),
    ("SELECT * { ?s ?p ?o BIND ‸?o AS ?x }", "write (?o AS ?x)."),
    ("SELECT ‸COUNT(?s) { ?s ?p ?o }", "'COUNT' is not expected here; write (COUNT(?s) AS ?name)."),
    ("SELECT * { ?s ?p ?o‸ ", "the query ends too early: '}' is missing, for the '{' of line 1, column 10."),
    ("SELECT * { ?s ?p ?o FILTER(1 < 2‸", "')' and '}' are missing, for the '(' of line 1, column 27."),
    ("SELECT * { ?s ?p ?o } ORDER BY‸\n", "the query ends too early; here could stand an expression."),
    # a word that is nearly one, or stands elsewhere
    ("‸SELCT * { ?s ?p ?o }", "did you mean 'SELECT'?"),
    ("SELECT ‸DISTICT ?s { ?s ?p ?o }", "did you mean 'DISTINCT'?"),
    ("SELECT * { ?s ?p ?o . ‸OPTINAL { ?s ?p ?x } }", "did you mean 'OPTIONAL'?"),
    ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } ‸GRUOP BY ?s", "did you mean 'GROUP'?"),
    ("SELECT ?x { FILTER(‸strstart(?x, 'a')) }", "strstart is no function of SPARQL; did you mean 'STRSTARTS'?"),
    ("SELECT * { ?s a ‸Citty }", 'write ?Citty for a variable, ckg:Citty for a name or "Citty" for a text.'),
    ("SELECT ‸s { ?s ?p ?o }", "'s' is not expected here; write ?s for a variable."),
    ("SELECT * { ?s ?p ?o } LIMIT 5 ‸ORDER BY ?s", "it stands before LIMIT."),
    ("SELECT * { ?s ?p ?o ‸HAVING(COUNT(?o) > 1) }", "it stands behind the pattern"),
    ("SELECT * { ?s ?p ?o ‸UNION { ?a ?b ?c } }", "it stands between groups"),
    ("SELECT * { ?s ?p ?o FILTER NOT ‸BOUND(?s) }", "behind NOT stands EXISTS or IN"),
    ("PREFIX ‸x <http://x/> ASK { ?s ?p ?o }", "a prefix ends with a colon, as in x:."),
    ("PREFIX x: ‸http://x/ ASK { ?s ?p ?o }", "the namespace stands between < and >."),
    # other languages
    ("SELECT * { ?s ?p ?o FILTER(?o ‸== 1) }", "what is equal is compared with =."),
    ("SELECT * { ?s ?p ?o FILTER(?o ‸<> 1) }", "what differs is compared with !=."),
    ("SELECT * { ?s ?p ?o FILTER(?o > 1 ‸AND ?o < 3) }", "conditions are joined with &&"),
    ("SELECT * { ?s ?p ‸NULL }", "there is no NULL"),
    ("‸@prefix x: <http://x/> . ASK { ?s ?p ?o }", "write PREFIX x: <http://example.org/>, without a dot."),
    # words that cannot be read
    ('SELECT * { ?s ?p ‸"a }', 'the text that begins here is not closed; " closes it, on the same line.'),
    ("SELECT * { ?s ?p 'it'‸s' }", r"the text before it is closed; inside it, write \' for a quotation mark."),
    ("SELECT * { ?s ?p ‸<http://a . FILTER(1 > 0) }", "the IRI that begins here is not closed; > closes it."),
    ('SELECT * { ?s ?p "a"‸@ }', "a language is missing after '@', as in @en."),
    ("SELECT * { ‸? ?p ?o }", "a name is missing after '?', as in ?city."),
    (r'SELECT * { ?s ?p "a‸\qb" }', r"\q is no escape; write \\ for a backslash"),
    (r'SELECT * { ?s ?p "\\‸\ud800" }', r"\ud800 is no character, but half of one in UTF-16"),
    ("SELECT * { ?s ?p ‸“x” }", "a curly double quote (U+201C) stands here"),
    ("SELECT * { ?s a ‸ckgg:City }", "the prefix ckgg: is not declared; did you mean 'ckg'?"),
    ("SELECT ?x { ?x ‸<rel> ?y }", "the IRI <rel> is relative; write it whole, or say with BASE"),
    ("SELECT ?x { ?x ?p 'a'^^‸<rel> }", "the IRI <rel> is relative"),
    ("SELECT * { ?s ?p ?o } LIMIT ‸99999999999999999999999", "The query limit should be a non negative integer."),
    # what the grammar allows
    ("SELECT ‸?c (COUNT(?p) AS ?n) { ?c ?p ?o }", "?c is neither grouped by nor inside an aggregate"),
    ("SELECT ?a ‸?b (SUM(?p) AS ?n) { ?a ?b ?p } GROUP BY ?a", "?b is neither grouped by"),
    ("SELECT (‸?o + 1 AS ?m) (COUNT(?p) AS ?n) { ?s ?p ?o }", "?o is neither grouped by"),
    ("SELECT * { { SELECT ‸?a (COUNT(?b) AS ?n) { ?a ?p ?b } } ?a ?p ?o }", "?a is neither grouped by"),
    ("SELECT (1 AS ?x) (2 AS ‸?x) {}", "?x has a value already"),
    ("SELECT ?x { BIND(1 AS ?x) BIND(2 AS ‸?x) }", "?x has a value already"),
    ("SELECT ?x { ?x a ?y BIND(2 AS ‸?x) }", "?x has a value already"),
    ("SELECT (?s AS ‸?p) { ?s ?p ?o }", "?p has a value already; name what stands before AS otherwise."),
    ("SELECT ?s ‸?s { ?s ?p ?o }", "?s has a value already"),
    ("SELECT ‸* { ?x ?p ?o } GROUP BY ?x", "SELECT * may not stand with GROUP BY; name what it groups by"),
    ("SELECT * { ?s ?p ?o FILTER(‸COUNT(?o) > 1) }", "COUNT is an aggregate, which may not stand in FILTER or BIND"),
    ("SELECT * { VALUES (?a ?b) { (1 2) ‸(1) (3 4) } ?a ?b ?c }", "the same number of values as there are variables"),
    ("SELECT (‸CONCAT ('a', 'b') AS ?x) { }", "behind CONCAT stands its bracket, without a space: CONCAT(…)."),
    ("SELECT * { { _:b ?p ?o } { ‸_:b ?q ?r } }", "the blank node _:b stands in another group already"),
    ("SELECT * { ?s ?p ?o FILTER(‸ckg:foo(?o)) }", "ontology#foo> is not supported."),
    ("PREFIX x: <http://x/> ASK { ?s ?p ?o FILTER(‸x:foo(?o)) }", "<http://x/foo> is not supported."),
]
"""Queries, with a mark before the word that is told, and what is told of it."""


@pytest.mark.parametrize(("marked", "said"), FAULTS, ids=[marked.replace("\n", " ") for marked, _ in FAULTS])
def test_a_fault_is_named_at_its_place(marked: str, said: str, corridor: Corridor) -> None:
    """The word, the variable, the function or the IRI, and the remedy."""
    with pytest.raises(QueryInvalid) as caught:
        corridor.sparql(marked.replace("‸", ""))
    assert str(caught.value).startswith(f"line 1, column {marked.index('‸') + 1}: ")
    assert said in str(caught.value)


def test_each_place_of_a_text_is_told_in_its_own_lines(corridor: Corridor) -> None:
    """With lines that end in CRLF, tabs, Chinese words and comments before it."""
    with pytest.raises(QueryInvalid) as caught:
        corridor.sparql('# 1\r\nSELECT *\r\n{\t?s ?p "东莞" , foo }')
    message, line, caret = str(caught.value).split("\n")
    assert message.startswith("line 3, column 16: 'foo' is not expected here")
    assert line == '    { ?s ?p "东莞" , foo }'
    assert len(caret) - 1 == line.index("foo") + len("东莞"), "a Chinese character takes two columns"


def test_a_stored_query_is_shown_as_it_is_written(corridor: Corridor) -> None:
    """Not with the values of its parameters."""
    text = "#+ summary: What?\nSELECT ?o WHERE { ?_s_iri ?p ?o } ORDER ?o\n"
    query = StoredQuery("mine", text)
    said = r"mine\.rq: line 2, column 41: '\?o' is not expected here; 'BY' is missing"
    with pytest.raises(QueryInvalid, match=said):
        asking.run(corridor.data, query, {"s": "dongguan"})


def test_a_query_that_says_its_base_may_have_relative_iris(corridor: Corridor) -> None:
    """As the standard has it."""
    corridor.sparql("BASE <http://example.org/> SELECT ?x { ?x <rel> ?y }")


@pytest.mark.parametrize("text", ["ASK { ?s ?p ?o " + "{ " * 200, "SELECT * {" + "?s ?p ?o . " * 3000 + "}"])
def test_a_query_that_is_too_large_is_told_where(text: str, corridor: Corridor) -> None:
    """At the first word with which it is."""
    with pytest.raises(QueryRefused, match=r"line 1, column \d+: a query may have") as caught:
        corridor.sparql(text)
    assert int(re.findall(r"column (\d+)", str(caught.value))[0]) > 100
