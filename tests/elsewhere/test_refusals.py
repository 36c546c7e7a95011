"""What is no engine, or has not our graph, or lets not everybody in, is told in a sentence, whatever is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from corridor_kg import Corridor
from corridor_kg.engine.protocol import Address
from corridor_kg.errors import CorridorError, QueryInvalid, ServiceFailed
from tests.support import engines, oxigraph
from tests.support.between import Between, Fault
from tests.support.loopback import Reply

if oxigraph.MISSING:
    pytest.skip(oxigraph.MISSING, allow_module_level=True)

HTML = Reply(b"<!DOCTYPE html><html><title>Welcome</title>", media_type="text/html; charset=utf-8")
NO_ROWS = b'{"head": {"vars": ["nobody"]}, "results": {"bindings": []}}'

WRONG: dict[str, tuple[Reply, str]] = {
    "nothing": (Reply(), r"answered application/json that is no SPARQL result, or not all of one"),
    "a page": (HTML, "answered a web page, and no SPARQL results; check the address"),
    "not there": (Reply(status=404), r"is no SPARQL endpoint \(status 404\); check the address"),
    "a page that is not there": (HTML._replace(status=404), r"endpoint \(status 404: Welcome\); check the address"),
    "gone": (Reply(status=410), r"is no SPARQL endpoint \(status 410\)"),
    "no posting": (Reply(status=405), r"is no SPARQL endpoint \(status 405\)"),
    "no forms": (Reply(status=415), "refused with the status 415; check the address"),
    "bad gateway": (Reply(status=502), "refused with the status 502; try again later"),
    "failing": (Reply(status=500), "refused with the status 500; try again later"),
    "other JSON": (Reply(b'{"version": "1.1", "classes": []}'), "answered application/json that is no SPARQL result"),
    "a list": (Reply(b"[]"), "that is no SPARQL result"),
    "deep": (Reply(b"[" * 99_999), "that is no SPARQL result"),
    "a text": (Reply(b"hello", media_type="text/plain"), "answered text/plain that is no SPARQL result"),
    "Turtle": (Reply(b"<x:a> <x:b> <x:c> .", media_type="text/turtle"), "answered text/turtle that is no SPARQL"),
    "rows of nothing": (
        Reply(b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": 1}]}}'),
        "is no SPARQL result",
    ),
    "bad IRI": (Reply(NO_ROWS.replace(b"[]", b'[{"nobody": {"type": "uri", "value": "a b"}}]')), "is no SPARQL result"),
    "other columns": (Reply(NO_ROWS), r"no SPARQL result, or not all of one \((it has no|it answers with rows)"),
    "a query too many": (Reply(status=400, body=b"no such\x1b[31m thing"), r"status 400: no such.*thing\)"),
    "bytes": (Reply(b"\xff\xfe\x00", media_type="application/octet-stream"), "answered application/octet-stream that"),
    "elsewhere": (Reply(status=301, headers={"Location": "https://e.org/sparql"}), "points elsewhere .*e.org/sparql"),
    "elsewhere, here": (Reply(status=307, headers={"Location": "/query"}), "points elsewhere .* give that address"),
    "elsewhere, unsaid": (Reply(status=302), r"points elsewhere \(status 302\); give that address"),
    "unchanged": (Reply(status=304), "points elsewhere"),
    "packed": (Reply(b"x", headers={"Content-Encoding": "br"}), "packed as 'br', which was not asked for"),
    "badly packed": (Reply(b"x" * 99, headers={"Content-Encoding": "gzip"}), "damaged gzip"),
    "Virtuoso, unwelcome": (
        Reply(b"Virtuoso 42000 Error SR186:SECURITY: No permission to execute procedure", 500, "text/plain"),
        r"wants to know who asks \(status 500\); give --user",
    ),
}
"""What may be answered instead of SPARQL results, and what is said then."""

ASKED: dict[str, Callable[[Corridor], object]] = {
    "rows": lambda there: there.sparql("SELECT ?s { ?s a ckg:City }"),
    "truth": lambda there: there.sparql("ASK { ?s a ckg:Town }"),
    "triples": lambda there: there.sparql("CONSTRUCT WHERE { ?s a ckg:City }"),
    "a description": lambda there: there.sparql("DESCRIBE place:dongguan"),
    "of some graphs": lambda there: there.sparql(
        "SELECT * FROM <https://w3id.org/corridor-kg/graph/things> { ?s ?p ?o }"
    ),
    "a stored query": lambda there: there.run("people", city="dongguan"),
    "a thing": lambda there: there.describe("dongguan"),
    "evidence": lambda there: there.evidence("dongguan"),
    "a proof": lambda there: there.why("songshan-lake", "isLocatedIn", "innovation-corridor"),
    "a comparison": lambda there: there.compare(),
    "a name": lambda there: there.find("dongguan"),
    "a check": lambda there: there.check(),
    "an export": lambda there: there.export(include=["stated", "inferred"]).text("nquads"),
    "an rdflib graph": lambda there: there.graph(),
    "why nothing": lambda there: there.why_nothing("people", city="songshan-lake"),
}
"""What is asked of a graph."""


@pytest.fixture(scope="module")
def engine(corridor: Corridor) -> Iterator[engines.Server]:
    """An engine that has the bundled graph."""
    with oxigraph.serving() as server:
        corridor.put(Address(server.query, server.update))
        yield server


@pytest.fixture
def between(engine: engines.Server) -> Iterator[Between]:
    """A server before that engine."""
    with Between(engine) as server:
        yield server


@pytest.fixture
def empty() -> Iterator[Between]:
    """A server before an engine that has nothing."""
    with oxigraph.serving() as engine, Between(engine) as server:
        yield server


def told(call: Callable[[], object]) -> str:
    """Return the sentence that is said where something fails."""
    with pytest.raises(CorridorError) as failed:
        call()
    message = str(failed.value)
    assert type(failed.value) is ServiceFailed or (
        isinstance(failed.value, ServiceFailed | QueryInvalid) and "status 400" in message
    ), repr(failed.value)
    assert re.fullmatch(r"[^\n\x1b]*http://127\.0\.0\.1:\d+[^\n\x1b]*[^.\n]\.", message), message
    return message


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_engine_is_told_of(wrong: str, between: Between, corridor: Corridor) -> None:
    """To who opens a graph there, and to who puts one there."""
    reply, message = WRONG[wrong]
    between.fault = lambda seen: Fault(reply=reply)
    for call in (
        lambda: Corridor.load(endpoint=between.query),
        lambda: corridor.put(between.query),
        lambda: Corridor.clear(between.query),
    ):
        assert re.search(message, told(call))
    assert not between.updates


@pytest.mark.parametrize("asked", ASKED)
def test_an_engine_that_is_none_any_more_is_told_of(asked: str, between: Between) -> None:
    """Whatever is asked, and however it fails."""
    for reply, _ in WRONG.values():
        between.heal()
        there = Corridor.load(endpoint=Address(between.query, seconds=20))
        between.fault = lambda seen, reply=reply: Fault(reply=reply)  # type: ignore[misc]
        told(lambda there=there: ASKED[asked](there))  # type: ignore[misc]
