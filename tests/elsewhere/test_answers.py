"""The same commands, asked of an engine elsewhere, answer the same as in process."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from corridor_kg import Answer, Corridor
from corridor_kg.answers.triples import Triples
from corridor_kg.errors import QueryInvalid
from corridor_kg.questions.stored_queries import STORED, StoredQuery
from corridor_kg.trust.checking import check
from tests.elsewhere.engines import EACH, LACKING, TAKEN_FOR_ONE, Held, lines

each = pytest.mark.parametrize("bundled", EACH, indirect=True)
each_broken = pytest.mark.parametrize("broken", EACH, indirect=True)

ASKED = [name for name, query in STORED.items() if not query.endpoint]
MOST = 2
"""How many values of each parameter are asked for."""


def asked(corridor: Corridor, query: StoredQuery) -> Iterator[dict[str, str]]:
    """Yield values of a query's parameters: none, and some of each."""
    if not any(parameter.required for parameter in query.parameters):
        yield {}
    for parameter in query.parameters:
        values = corridor.choices(query, parameter.name)[:MOST]
        if not values and parameter.kind == "thing":
            values = ["songshan-lake", "dongguan"]
        yield from ({parameter.name: value} for value in values)


def answers(corridor: Corridor, name: str) -> dict[str, str]:
    """Return what a query answers, by the values of its parameters."""
    found = {str(values): corridor.run(name, **values) for values in asked(corridor, STORED[name])}
    return {values: text(answer) for values, answer in found.items()}


def text(answer: Answer) -> str:
    """Return an answer as a text, with all that it says."""
    return answer.serialize("turtle" if isinstance(answer, Triples) else "csv")


@each
@pytest.mark.parametrize("name", ASKED)
def test_a_stored_query_answers_the_same(name: str, bundled: Held) -> None:
    """With each of its parameters: the same rows, in the same order, with the same evidence."""
    if bundled.kind in LACKING.get(name, ()):
        with pytest.raises(QueryInvalid, match=r"has no function <[^>]*/distance>"):
            bundled.there.run(name)
        return
    ours = answers(bundled.here, name)
    assert ours
    assert answers(bundled.there, name) == ours


@each
def test_what_follows_is_the_same(bundled: Held) -> None:
    """All of it, and nothing else: the merge, what each graph states, and what is inferred."""
    here, there = bundled.here.data, bundled.there.data
    assert len(list(here.inferred())) > 1000
    for mine, theirs in (
        (here.engine.match(), there.engine.match()),
        (here.engine.quads(), there.engine.quads()),
        (here.inferred(), there.inferred()),
    ):
        assert lines(theirs) == lines(mine)


@each
def test_a_proof_is_the_same(bundled: Held) -> None:
    """Of one triple that each rule has inferred, down to the files and passages that state what it rests on."""
    by_predicate = {quad.predicate: quad.triple for quad in bundled.here.inferred()}
    proved = [triple for triple in by_predicate.values() if "genid" not in str(triple) and "_:" not in str(triple)]
    assert len(proved) > 20
    for triple in proved:
        terms = [str(triple.subject.value), triple.predicate.value, str(triple.object.value)]  # type: ignore[union-attr]
        assert bundled.there.why(*terms).to_text() == bundled.here.why(*terms).to_text()


@each
@pytest.mark.parametrize("thing", ["songshan-lake", "dongguan", "huawei", "innovation-corridor", "china-daily"])
def test_a_thing_is_the_same(thing: str, bundled: Held) -> None:
    """What is known of it, and who states it."""
    assert bundled.there.describe(thing).to_text() == bundled.here.describe(thing).to_text()
    assert text(bundled.there.evidence(thing)) == text(bundled.here.evidence(thing))


@each
@pytest.mark.parametrize("thing", ["xi-jinping", "huawei", "china-daily-dongguan-high-tech-firms-2016"])
def test_a_card_is_the_same(thing: str, bundled: Held) -> None:
    """Of who holds a post, what has identifiers, and a figure that is an Observation: each takes another way."""
    card = text(bundled.here.run("schema-org-card", thing=thing))
    assert re.search(r"schema:(jobTitle|sameAs|observationAbout)", card)
    assert text(bundled.there.run("schema-org-card", thing=thing)) == card


@each
def test_a_comparison_is_the_same(bundled: Held) -> None:
    """Line by line, verdicts and reasons among them."""
    assert bundled.there.compare().serialize("table") == bundled.here.compare().serialize("table")


@each
def test_a_name_is_found_the_same(bundled: Held) -> None:
    """In either language, in a text."""
    wanted = "from 松山湖 to Macau"
    assert text(bundled.there.find(wanted)) == text(bundled.here.find(wanted))


@each
@pytest.mark.parametrize("format", ["turtle", "trig", "nquads", "jsonld", "ntriples"])
def test_an_export_has_the_same_bytes(format: str, bundled: Held) -> None:
    """Each literal as its file has it, and what is inferred beside."""
    parts = ("stated", "links", "inferred")
    assert bundled.there.export(include=parts).text(format) == bundled.here.export(include=parts).text(format)


@each
def test_nothing_is_found_in_what_is_right(bundled: Held) -> None:
    """The same things are looked at by as many shapes and checks."""
    ours, theirs = (check(one.data, profile="warnings") for one in (bundled.here, bundled.there))
    assert theirs.serialize("json") == ours.serialize("json")
    assert theirs.shapes > 100


@each_broken
def test_all_that_is_wrong_is_found(broken: Held) -> None:
    """Of every case of every shape, check and clash: the same findings, with their lines."""
    ours, theirs = (check(one.data, profile="warnings").findings for one in (broken.here, broken.there))
    assert len(ours) > 500
    apart = TAKEN_FOR_ONE if broken.kind == "virtuoso" else set()
    mine, other = ([str(one) for one in found if (one.thing, one.property) not in apart] for found in (ours, theirs))
    assert len(mine) >= len(ours) - 30
    assert sorted(other) == sorted(mine)
