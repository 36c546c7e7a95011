"""What is served of a graph elsewhere, when its engine fails: the same sentence, to people and to programs."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator

import pytest

from corridor_kg import Corridor
from corridor_kg.engine.protocol import Address
from corridor_kg.web import site
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from tests.support import oxigraph
from tests.support.between import GOOD, LOST, Between

if oxigraph.MISSING:
    pytest.skip(oxigraph.MISSING, allow_module_level=True)

PAGE, PROBLEM = "text/html", "application/json"
SPARQL = {"query": ["SELECT ?s { ?s a ckg:City }"]}

REQUESTS = (
    Asked("/", {}, PAGE),
    Asked("/place/dongguan", {}, PAGE),
    Asked("/place/dongguan.ttl", {}, PROBLEM),
    Asked("/place/dongguan.json", {}, PROBLEM),
    Asked("/queries/people", {}, PAGE),
    Asked("/queries/people.csv", {}, PROBLEM),
    Asked("/sparql", SPARQL, PAGE),
    Asked("/sparql", SPARQL, PROBLEM),
    Asked("/sparql", {"query": ["ASK { ?s a ckg:Town }"]}, PROBLEM),
    Asked("/search", {"q": ["dongguan"]}, PAGE),
    Asked("/sources", {}, PAGE),
    Asked("/queries/people.json", {"city": ["dongguan"]}, PROBLEM),
)


@pytest.fixture(scope="module")
def between(corridor: Corridor) -> Iterator[Between]:
    """A server before an engine that has the bundled graph."""
    with oxigraph.serving() as engine, Between(engine) as server:
        corridor.put(Address(engine.query, engine.update))
        yield server


@pytest.mark.parametrize("asked", REQUESTS, ids=lambda asked: f"{asked.path} {asked.accept}")
def test_an_engine_that_fails_is_a_bad_gateway(asked: Asked, between: Between) -> None:
    """However far the reply has come; it is nobody's fault who asks, and none of the program."""
    between.heal()
    whole = reply(Corridor.load(endpoint=between.query), asked)
    assert whole.status == 200
    for good in (0, 1, 4):
        between.heal()
        there = Corridor.load(endpoint=between.query)
        between.heal()
        between.fault = lambda seen, good=good: GOOD if len(between.seen) <= good else LOST  # type: ignore[misc]
        got = reply(there, asked)
        if len(between.seen) <= good:
            assert got == whole
            continue
        assert got.status == 502
        text = html.unescape(got.body.decode()) if asked.accept == PAGE else json.loads(got.body)["detail"]
        assert f"{between.query} broke the connection off (" in text
        assert "try again later." in text


def reply(there: Corridor, asked: Asked) -> Reply:
    """Return what the server replies."""
    return site.answer(there, asked, Limits())
