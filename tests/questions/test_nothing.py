"""An empty answer explains itself: what leaves nothing of it, what would do, and what the graph says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter, QueryInvalid, QueryRefused, UnknownQuery
from corridor_kg.questions import asking, culprits, nothing
from corridor_kg.questions.nothing import WhyNothing
from corridor_kg.questions.parameters import bind
from corridor_kg.questions.stored_queries import STORED, StoredQuery
from corridor_kg.rdf.tokens import FORMS, Token, tokens
from tests.conftest import Run

CLASS, PROPERTY = (
    "<https://w3id.org/corridor-kg/ontology#Country>",
    "<https://w3id.org/corridor-kg/ontology#isCapitalOf>",
)
"""What the graph knows, and no stored query asks for where it stands in a mutant."""

UNKNOWN = "<https://w3id.org/corridor-kg/nowhere>"


def _pattern(text: str) -> list[Token]:
    """Return the tokens of a query behind its prologue and, of a CONSTRUCT, behind its template."""
    found = tokens(text)
    at = next(index for index, token in enumerate(found) if token.keyword in FORMS)
    if found[at].keyword == "CONSTRUCT":
        at = next(index for index, token in enumerate(found) if token.keyword == "WHERE")
    return found[at:]


def _broken(query: StoredQuery) -> Iterator[tuple[str, StoredQuery]]:
    """Yield what stands in the place of a term, and the query with that: each term once, in each of two ways.

    A class, property or thing becomes one that nobody knows, and one that means something else; a text and a number
    become others; an empty text is none, but says that a parameter has no value.
    """
    found = _pattern(query.text)
    for before, token, after in zip(found, found[1:], found[2:], strict=False):
        is_name = token.kind == "name" and not token.text.startswith("_:") and not token.text.endswith(":")
        if is_name and before.text != "^" and after.text != "(":
            instead = [UNKNOWN, CLASS if token.text.partition(":")[2][0].isupper() else PROPERTY]
        elif token.text == '""':
            instead = []
        else:
            instead = {"string": ['"no text"'], "number": ["987654"]}.get(token.kind, [])
        for text in instead:
            yield text, StoredQuery(query.name, f"{query.text[: token.start]}{text}{query.text[token.end :]}")


def _is_empty(corridor: Corridor, query: StoredQuery) -> bool:
    """Return whether nothing answers a query; of one that asks a service, whether it would be asked about nothing."""
    text = bind(query.text, asking.bindings(corridor.data, query, {}))
    found = corridor.data.engine.ask(nothing.local(query, text))
    return not found if isinstance(found, QueryBoolean) else next(iter(found), None) is None


EMPTIED = {
    *("cities", "core-platforms", "designations", "distances", "external-identifiers", "figures", "forecasts", "goals"),
    *("in-office", "people", "plans", "plan-promises", "statements", "stated-counts", "strengths", "readings"),
}
"""Queries of which some terms leave nothing, where they are broken; of others, all is optional or one of several."""

NOT_ASKED = ("disagreements", "schema-org-card")
"""A query without an answer, for there is one source alone; and one of alternatives, which takes half of the time."""


@pytest.mark.parametrize("name", [name for name in STORED if name not in NOT_ASKED])
def test_a_broken_term_is_named(name: str, corridor: Corridor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever term of a stored query is broken: if nothing is left of its answer, this term is told as the reason."""
    monkeypatch.setattr(culprits, "SECONDS", 60)  # a busy machine is to find what any does
    emptied = 0
    for instead, query in _broken(STORED[name]):
        if _is_empty(corridor, query):
            emptied += 1
            why = nothing.of_stored(corridor.data, query)
            named = [one for one in why.culprits if instead in (one.term or one.text)]
            assert named, f"{instead}\n{why}"
            assert instead != UNKNOWN or named[0] == why.culprits[0]
            assert len(why.sets[0]) == 1
    assert emptied or name not in EMPTIED


ASKED = [
    ("SELECT * { ?x a ckg:Cty }", "ckg:Cty", "did you mean 'ckg:City'"),
    ("SELECT * { ?x a ckg:City ; ckg:isLocatedin ?y }", "ckg:isLocatedin", "did you mean 'ckg:isLocatedIn'"),
    ("SELECT * { ?x ckg:hasRank rank:core-platfrm }", "rank:core-platfrm", "did you mean 'rank:core-platform'"),
    ("SELECT * { GRAPH origin:thngs { ?s ?p ?o } }", "origin:thngs", "did you mean 'origin:things'"),
    ("SELECT * { ?x ckg:isLocatedIn/rdfs:lable ?y }", "rdfs:lable", "did you mean 'rdfs:label'"),
    ('SELECT * { ?x rdfs:label "Dongguan" }', '"Dongguan"', "nothing in the graph fits it"),
    ("SELECT * { ?x rdfs:label 'Dongguang' }", "'Dongguang'", "nothing in the graph has the value 'Dongguang'."),
    ("SELECT * { ?x a ckg:Country ; ckg:targetYear ?y }", "ckg:Country", "by itself, but nothing together"),
    ("SELECT * { ?x a ckg:City OPTIONAL { ?x ckg:nil ?y } FILTER(BOUND(?y)) }", "ckg:nil", "is called ckg:nil"),
    ("SELECT * { ?x a ckg:City FILTER EXISTS { ?x ckg:nil ?y } }", "ckg:nil", "is called ckg:nil"),
    ("SELECT * { { SELECT ?x { ?x a ckg:Cty } ORDER BY ?x } }", "ckg:Cty", "did you mean 'ckg:City'"),
    ("ASK { place:dongguan ckg:isLocatedIn place:shenzhen }", "place:shenzhen", "nothing in the graph fits it"),
    ("CONSTRUCT { ?x a ckg:New } WHERE { ?x a ckg:Cty }", "ckg:Cty", "did you mean 'ckg:City'"),
    ("SELECT (COUNT(*) AS ?n) { ?x a ckg:Cty }", "ckg:Cty", "did you mean 'ckg:City'"),
]


@pytest.mark.parametrize(("query", "term", "reason"), ASKED)
def test_a_wrong_term_is_told_with_its_remedy(query: str, term: str, reason: str, corridor: Corridor) -> None:
    """Where a name is not known, what is near; else whether the pattern by itself, or the whole, is why."""
    why = corridor.why_nothing(query)
    assert (why.is_empty, why.is_whole) == (True, True)
    culprit = next(one for one in why.culprits if one.term == term)
    assert reason in culprit.reason


CLAUSES = [
    ("SELECT ?y { ?x ckg:targetYear ?y FILTER(?y > 2051 && ?y != 2060) }", "filter", "FILTER(?y > 2051)"),
    ("SELECT ?x { ?x a ckg:City FILTER NOT EXISTS { ?x a ckg:City } }", "filter", None),
    ("SELECT ?x { ?x a ckg:City MINUS { ?x a ckg:City } }", "minus", "MINUS { ?x a ckg:City }"),
    ("SELECT ?x { ?x a ckg:City VALUES ?x { place:china } }", "values", "VALUES ?x { place:china }"),
    ("SELECT ?x { ?x a ckg:City } GROUP BY ?x HAVING(COUNT(*) > 7)", "having", "HAVING(COUNT(*) > 7)"),
    ("SELECT ?x { ?x a ckg:City } LIMIT 5 OFFSET 10", "slice", "LIMIT 5 OFFSET 10"),
    ("SELECT ?x { ?x a ckg:City } LIMIT 0", "slice", "LIMIT 0"),
    ("SELECT (COUNT(?nil) AS ?n) { ?x a ckg:City }", "selection", None),
]


@pytest.mark.parametrize(("query", "kind", "text"), CLAUSES)
def test_a_clause_is_told_where_it_leaves_nothing(query: str, kind: str, text: str | None, corridor: Corridor) -> None:
    """FILTER by its parts, MINUS and VALUES; and what stands behind the pattern."""
    (culprit,) = [one for one in corridor.why_nothing(query).culprits if one.kind == kind]
    assert text in (None, culprit.text)


def test_what_passes_a_filter_is_told(corridor: Corridor) -> None:
    """Values that the rest of the query has."""
    culprit, *_ = corridor.why_nothing("SELECT ?y { ?x ckg:targetYear ?y FILTER(?y > 2051) }").culprits
    assert culprit.instead[0] == "?y = 2020"
    assert len(set(culprit.instead)) == len(culprit.instead) > 1


def test_two_conditions_may_be_why_together(corridor: Corridor) -> None:
    """No smaller set is told where neither helps alone, and no larger one."""
    why = corridor.why_nothing("SELECT ?x { ?x a ckg:Cty ; rdfs:lable ?l ; ckg:isLocatedIn place:china }")
    assert [[one.term for one in together] for together in why.sets] == [["ckg:Cty", "rdfs:lable"]]
    assert "without these together" in str(why)
    known = corridor.why_nothing("SELECT ?x { ?x a ckg:City ; a ckg:Country ; ckg:targetYear ?y }")
    assert {len(together) for together in known.sets} == {1, 2} - {1} or len(known.sets) > 1


def test_a_describe_of_what_is_not_there_is_told(corridor: Corridor) -> None:
    """It has no pattern, but a name."""
    (culprit,) = corridor.why_nothing("DESCRIBE place:donguan").culprits
    assert "did you mean 'place:dongguan'" in culprit.reason


def test_an_answer_needs_no_reason(corridor: Corridor) -> None:
    """It is told so, and the explanation is false."""
    for why in (corridor.why_nothing("SELECT * { ?x a ckg:City }"), corridor.why_nothing("core-platforms")):
        assert not why
        assert str(why) == "There is an answer, and nothing to explain.\n"


# -- Values of parameters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "values", "instead"),
    [
        ("core-platforms", {"city": "songshan-lake"}, ("china", "dongguan", "guangdong", "guangzhou")),
        ("timeline", {"city": "songshan-lake"}, ()),
        ("people", {"city": "cao-hui"}, ("china", "dongguan", "guangdong", "guangzhou")),
        ("statements", {"thing": "cao-hui"}, ()),
        ("is-in-corridor", {"place": "china"}, ("dapeng-new-district", "dongguan", "guangzhou-university-city")),
        ("describe", {}, None),
    ],
)
def test_values_that_would_do_are_named(
    name: str, values: dict[str, str], instead: tuple[str, ...] | None, corridor: Corridor
) -> None:
    """Those of the same kind first; each of them gives an answer."""
    why = corridor.why_nothing(name, **values)
    if instead is None:
        assert not why
        return
    ((culprit,),) = why.sets
    assert (culprit.kind, culprit.term) == ("parameter", next(iter(values)))
    assert culprit.instead[: len(instead)] == instead
    assert culprit.instead
    for value in culprit.instead:
        assert corridor.run(name, **{culprit.term: value})


def test_either_of_two_values_may_be_wrong(corridor: Corridor) -> None:
    """What would do is told for each, beside the other as it was given."""
    why = corridor.why_nothing("figures", thing="dongguan", measure="core-platforms")
    assert [[one.term for one in together] for together in why.sets] == [["thing"], ["measure"]]
    thing, measure = why.culprits
    assert "corridor-plan" in thing.instead
    assert all(len(corridor.run("figures", thing=name, measure="core-platforms")) for name in thing.instead)  # type: ignore[arg-type]
    assert len(corridor.run("figures", thing="dongguan", measure=measure.instead[0])) > 0  # type: ignore[arg-type]


def test_a_value_that_only_another_lets_pass_is_told_with_it(corridor: Corridor) -> None:
    """Where each of two values leaves nothing by itself, both are told as one set."""
    why = corridor.why_nothing("core-platforms", city="songshan-lake", plan="guangdong")
    assert [[one.text for one in together] for together in why.sets] == [["city=songshan-lake", "plan=guangdong"]]


# -- What the graph says of what is not there ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        (
            "core-platforms",
            {"city": "songshan-lake"},
            "10; the source names them all, so what it does not name is none.",
        ),
        ("innovation-centres", {"city": "songshan-lake"}, "37; the source names not all of them, so"),
        ("external-identifiers", {"thing": "cao-hui"}, "Cao Hui was looked for in vain (2026-11-22)."),
        ("people", {"city": "cao-hui"}, "what nobody states is unknown, and not false."),
    ],
)
def test_what_is_said_of_the_missing_is_told(
    name: str, values: dict[str, str], sentence: str, corridor: Corridor
) -> None:
    """A list that is complete, or not; what was looked for in vain; or that nobody says anything."""
    assert any(sentence in known for known in corridor.why_nothing(name, **values).known)


# -- Forms ----------------------------------------------------------------------------------------------------


def test_it_is_written_for_people_programs_and_notebooks(corridor: Corridor) -> None:
    """A text that fits a terminal, JSON, and HTML in which nothing is a tag that was a text."""
    why = corridor.why_nothing("SELECT * { ?x rdfs:label '<script>alert(1)</script>' }")
    assert all(len(line) <= 60 for line in why.to_text(width=60).splitlines())
    assert json.loads(why.to_json())["sets"][0][0]["term"] == "'<script>alert(1)</script>'"
    html = why._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_what_cannot_be_asked_cannot_be_explained(corridor: Corridor) -> None:
    """The errors are those of asking."""
    for question, error in [
        ("no-such-query", UnknownQuery),
        ("SELECT * { ?x }", QueryInvalid),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", QueryRefused),
    ]:
        with pytest.raises(error):
            corridor.why_nothing(question)
    with pytest.raises(BadParameter, match="write them into the text"):
        corridor.why_nothing("SELECT * { ?x a ckg:Cty }", city="dongguan")


def test_a_graph_of_ones_own_is_explained(tmp_path: Path) -> None:
    """One without facts has nothing that would do, and no list."""
    (tmp_path / "own.ttl").write_text("<https://example.org/a> <https://example.org/b> 1 .")
    why = Corridor.load(graph=tmp_path, ontology=False).why_nothing("core-platforms")
    assert isinstance(why, WhyNothing)
    assert why.is_empty


def test_the_command_line_tells_it_beside_the_answer(run: Run) -> None:
    """The answer is what it was; without the option, one line says what would do."""
    arguments = ("run", "core-platforms", "city=songshan-lake", "--format", "csv")
    hinted, explained = run(*arguments), run(*arguments, "--why-nothing")
    assert hinted.stdout == explained.stdout
    assert hinted.stderr == (
        "no rows; city may be china, dongguan, guangdong, guangzhou, innovation-corridor or shenzhen;"
        " --why-nothing tells more.\n"
    )
    assert explained.stderr.startswith("Nothing is found; without this something is:\n  city=songshan-lake\n")
    assert run("run", "cities", "--why-nothing").stderr == ""


def test_the_command_line_explains_any_query(run: Run) -> None:
    """As it does a stored one."""
    query = "SELECT ?y { ?x ckg:targetYear ?y FILTER(?y > 2051) }"
    assert run("sparql", query).stderr == "nothing is found; --why-nothing tells why.\n"
    assert "FILTER(?y > 2051)" in run("sparql", query, "--why-nothing").stderr
