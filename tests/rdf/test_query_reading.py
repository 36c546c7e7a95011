"""A query is read up to the first word that may not stand where it stands, and no further."""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_kg.engine import parsing
from corridor_kg.questions.stored_queries import CHECKS, STORED
from corridor_kg.rdf import sparql
from corridor_kg.rdf.query_reading import Reading, words

TEXTS = [query.text for queries in (STORED, CHECKS) for query in queries.values()]
VALID = [
    "BASE <http://x/> PREFIX : <http://x/> SELECT DISTINCT ?a FROM :x FROM NAMED <y> WHERE { GRAPH ?g { ?a ?b ?c } }",
    "SELECT*{?s ?p?o.FILTER(?o<1||!(?o>=2)&&?o!=-3+4*5/6)}ORDER BY DESC(?o)?s LIMIT 5 OFFSET 2",
    "SELECT ?s (COUNT(DISTINCT *)AS ?n){?s ?p ?o}GROUP BY ?s(STR(?o)AS ?t)HAVING(COUNT(?o)>1)ORDERBY ?n VALUES ?s{1}",
    "ASK { ?s (^<x:a>|!(<x:b>|^a))*/<x:c>+/<x:d>? [ a <x:e> ; <x:f> (1 2.5 1e3 true) , [] ] ; . MINUS { } OPTIONAL {}}",
    'ASK { ?s ?p \'a\'@en-GB , """b\n\'"" c"""^^<x:d> , \'\\u00e9\\n\' . BIND(NOW() AS ?t) FILTER EXISTS { () ?p 1 }}',
    "ASK { VALUES (?a ?b) { (<x:a> UNDEF) (-1 'x') } FILTER(?a NOT IN (1) && REGEX(?b, 'x', 'i')) MINUS {} }",
    "CONSTRUCT { ?s ?p [] } WHERE { { ?s ?p ?o } UNION { ?o ?p ?s } # why\n }",
    "CONSTRUCT WHERE { _:a ?p _:a } LIMIT 1",
    "DESCRIBE ?s <x:a> { ?s ?p ?o FILTER(<http://www.w3.org/2001/XMLSchema#integer>(?o) < 5) }",
    "SELECT (GROUP_CONCAT(DISTINCT ?o ; SEPARATOR = ', ') AS ?x) { { SELECT ?o { ?s ?p ?o } } }",
    "SELECT * { ?s ?p <<( ?a ?b ?c )>> . << ?a ?b ?c >> ?q ?r {| ?t ?u |} LATERAL { ?s ?v ?w } }",
]
STRAY = [
    "}",
    "{",
    ")",
    "(",
    "]",
    ".",
    ",",
    ";",
    "=",
    "==",
    "<",
    '"',
    "'",
    "?x",
    "foo",
    "ckg:x",
    "1",
    "FILTER",
    "BY",
    "@",
]


class Mutation(NamedTuple):
    """A query with one word changed."""

    text: str
    at: int


@st.composite
def mutations(draw: st.DrawFn) -> Mutation:
    """Return a stored query of which a word lacks, is doubled, or is followed or replaced by another."""
    text = draw(st.sampled_from(TEXTS))
    found = words(text)
    word = draw(st.sampled_from(found))
    stray = draw(st.sampled_from([" ", f" {word.text} {word.text} ", *(f" {sign} " for sign in STRAY)]))
    end = word.end if draw(st.booleans()) else word.start
    return Mutation(text[: word.start] + stray + text[end:], found.index(word))


@pytest.mark.parametrize("text", [*TEXTS, *VALID])
def test_what_is_right_is_read_to_its_end(text: str) -> None:
    """Each by itself, the words of a query are a query too."""
    assert parsing.objection(text) is None
    reading = Reading(text, parsing.objection)
    assert reading.stop_of(reading.texts) == len(reading.words)
    assert reading.stop is None


@given(mutation=mutations())
@settings(max_examples=150, deadline=None)
def test_a_query_is_read_at_least_to_what_was_changed(mutation: Mutation) -> None:
    """The words before may stand there, for a query begins with them; those before the stop may, for they are read."""
    said = parsing.objection(mutation.text)
    if said is None:
        return
    reading = Reading(mutation.text, parsing.objection)
    assert reading.stop is None or reading.stop >= mutation.at
    assert reading.stop_of(reading.texts[: reading.stop]) == len(reading.texts[: reading.stop])


@given(mutation=mutations())
@settings(max_examples=100, deadline=None)
def test_a_remedy_that_is_told_is_one(mutation: Mutation) -> None:
    """Whoever leaves a word out, or writes what is missing, as they are told, is told of nothing or what is behind."""
    said = parsing.objection(mutation.text)
    if said is None:
        return
    explained = sparql.explain(mutation.text, SyntaxError(said), {}, parsing.objection)
    line, column = re.findall(r"^line (\d+), column (\d+): ", str(explained))[0]
    before = "\n".join([*mutation.text.split("\n")[: int(line) - 1], ""])
    start = len(before) + int(column) - 1
    assert 0 <= start <= len(mutation.text)
    word = next((word for word in words(mutation.text) if word.start == start), None)
    reason = str(explained).split("\n")[0]
    if word and reason.endswith("; leave it out."):
        mended = mutation.text[:start] + mutation.text[word.end :]
    elif word and (missing := re.search(r"; '(\S+)' is missing before it\.$", reason)):
        mended = f"{mutation.text[:start]} {missing[1]} {mutation.text[start:]}"
    else:
        return
    again = Reading(mended, parsing.objection)
    left = again.words[again.stop :] if again.stop is not None else []
    assert not left or len(mended) - left[0].start < len(mutation.text) - start


def test_nothing_leaves_the_machine_to_find_a_fault() -> None:
    """A text that asks another server is read only with what makes it no query."""

    def objection(text: str) -> str | None:
        assert "\x01" in text
        return parsing.objection(text)

    text = "ASK { SERVICE <http://127.0.0.1:9/> { _:a ?p ?o } SERVICE <http://127.0.0.1:9/> { _:a ?p ?o } }"
    explained = sparql.explain(text, SyntaxError("no"), {}, objection)
    assert "the blank node _:a stands in another group already" in str(explained)


def test_an_engine_that_tells_no_place_is_passed_on() -> None:
    """Where nothing is found, the engine's own words are told."""
    explained = sparql.explain("ASK {", SyntaxError("no"), {}, lambda text: "no")
    assert str(explained).startswith("line 1, column 1: no")
    explained = sparql.explain("ASK\n{ }", SyntaxError("error at 2:3: expected a term"), {}, partial(lambda text: None))
    assert str(explained).startswith("line 2, column 3: expected a term.")
