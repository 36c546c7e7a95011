"""What goes wrong between a client and an engine is told in a sentence, and nobody sees a part for the whole."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from corridor_kg import Answer, Corridor
from corridor_kg.answers.triples import Triples
from corridor_kg.engine import results
from corridor_kg.engine.protocol import Address, Protocol
from corridor_kg.errors import CorridorError, QueryInvalid, ServiceFailed
from tests.conftest import Run
from tests.elsewhere.engines import address_of, lines
from tests.support import engines, oxigraph, virtuoso
from tests.support.between import GOOD, Between, Fault
from tests.support.loopback import Reply

if oxigraph.MISSING:
    pytest.skip(oxigraph.MISSING, allow_module_level=True)

LOCATED = "{ ?place ckg:isLocatedIn ?region }"
SELECT = f"SELECT ?place ?region WHERE {LOCATED}"
CONSTRUCT = f"CONSTRUCT WHERE {LOCATED}"
ASK = f"ASK {LOCATED}"
DESCRIBE = "DESCRIBE place:dongguan"
ROWS = b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri", "value": "x:a"}}]}}'
TIMED_OUT = b"Virtuoso S1T00 Error SR171: Transaction timed out"
ECHOED = b"\n\nSPARQL query:\nSELECT * WHERE { " + b"?s ?p ?o . " * 99 + b"}"


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
def there(between: Between) -> Corridor:
    """The graph in that engine, by way of that server, which may misbehave from now on."""
    opened = Corridor.load(endpoint=Address(between.query, between.update, seconds=20))
    between.heal()
    return opened


def told(call: Callable[[], object], kind: type[CorridorError] = ServiceFailed) -> str:
    """Return the sentence that is said where something fails."""
    with pytest.raises(CorridorError) as failed:
        call()
    message = str(failed.value)
    assert type(failed.value) is kind, message
    assert re.fullmatch(r"[^\n]*http://127\.0\.0\.1:\d+[^\n]*[^.\n]\.", message), message
    return message


def lines_of(answer: Answer) -> list[str]:
    """Return an answer as texts, a row or a triple each, in some order."""
    return lines(answer) if isinstance(answer, Triples) else sorted(answer.serialize("csv").splitlines()[1:])


# -- Time --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [Fault(pause=2), Fault(reply=Reply(ROWS, pause=0.1))], ids=["at first", "on and on"])
def test_an_engine_that_is_slow_is_told_of(fault: Fault, between: Between) -> None:
    """When the time is over that it was given, however it spends that; and what gives it more."""
    between.faults = [fault]
    begun = time.monotonic()
    message = told(lambda: Corridor.load(endpoint=Address(between.query, seconds=0.3)))
    assert time.monotonic() - begun < 1.5
    assert "did not answer within 0.3 seconds; ask for less, or let it take longer with --endpoint-timeout" in message


def test_the_time_is_given_on_the_command_line(between: Between, run: Run) -> None:
    """And holds for each query."""
    between.fault = lambda seen: Fault(pause=2) if "ORDER BY" in seen.query else GOOD
    done = run("run", "people", "city=dongguan", "--endpoint", between.query, "--endpoint-timeout", "0.5")
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"error: http://\S+ did not answer within 0\.5 seconds; .*\.\n", done.stderr), done.stderr


@pytest.mark.parametrize("status", [429, 503])
def test_an_engine_that_asks_to_wait_is_asked_again(status: int, between: Between, there: Corridor) -> None:
    """After the wait that it wants."""
    between.faults = [Fault(reply=Reply(status=status, headers={"Retry-After": "1"}))]
    begun = time.monotonic()
    assert there.sparql(ASK)
    assert time.monotonic() - begun > 1
    assert len(between.queries) == 2


@pytest.mark.parametrize("status", [429, 503])
def test_an_engine_that_asks_to_wait_too_long_is_told_of(status: int, between: Between, there: Corridor) -> None:
    """With how long."""
    between.faults = [Fault(reply=Reply(status=status, headers={"Retry-After": "3600"}))]
    assert "asks to wait 3600 seconds; try again after that" in told(lambda: there.sparql(ASK))
    assert len(between.queries) == 1


def test_a_query_that_a_gateway_has_given_up_is_not_asked_again(between: Between, there: Corridor) -> None:
    """It would take as long."""
    between.faults = [Fault(reply=Reply(status=504))]
    assert "gave up, for it took too long; ask for less, or let it take longer" in told(lambda: there.sparql(ASK))
    assert len(between.queries) == 1


EXPENSIVE = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) = 3) }"


def test_what_the_engine_gives_up_is_told_of(tmp_path: Path) -> None:
    """Oxigraph has said 200 by then, and half an answer; behind that it says what has happened."""
    numbers = "".join(f"<x:{number}> <x:p> {number} .\n" for number in range(400))
    (tmp_path / "facts.ttl").write_text(numbers, encoding="utf-8")
    with oxigraph.serving(seconds=1) as server:
        address = Address(server.query, server.update)
        Corridor.load(graph=tmp_path / "facts.ttl", ontology=False).put(address)
        there = Corridor.load(endpoint=address)
        for form in ("SELECT ?a WHERE", "SELECT (COUNT(*) AS ?n) WHERE", "CONSTRUCT { ?a ?e ?i } WHERE"):
            message = told(lambda form=form: there.sparql(f"{form} {EXPENSIVE}"))  # type: ignore[misc]
            assert "gave up in the middle, for it took too long; ask for less, or let it take longer" in message


def cut(reply: Reply, part: float, word: bytes) -> Reply:
    """Return a part of an answer, with a word behind it."""
    return reply._replace(body=reply.body[: int(part * len(reply.body))] + word)


@pytest.mark.parametrize("query", [SELECT, CONSTRUCT])
@pytest.mark.parametrize("half", [0.3, 0.9])
def test_half_an_answer_with_a_word_behind_it_is_none(
    half: float, query: str, between: Between, there: Corridor
) -> None:
    """As in Oxigraph, and as in Virtuoso, which shows the query behind."""
    for word in (b"The SPARQL operation has been cancelled", TIMED_OUT + ECHOED):
        between.faults = [Fault(spoil=partial(cut, part=half, word=word))]
        assert "gave up in the middle, for it took too long" in told(lambda: there.sparql(query))


@pytest.mark.parametrize("body", [TIMED_OUT + ECHOED, b'{"head": {"vars": ["a"]}, "resu' + TIMED_OUT + ECHOED])
def test_a_failure_that_says_that_time_was_over_is_told_as_that(body: bytes, between: Between, there: Corridor) -> None:
    """As of Virtuoso, which says it in front, or behind what it had found."""
    between.faults = [Fault(reply=Reply(body, 500, "text/plain"))]
    message = told(lambda: there.sparql(SELECT))
    assert "gave up, for it took too long: " in message
    assert "let it take longer" in message


def test_a_query_about_what_is_cancelled_is_not_taken_for_one(between: Between, there: Corridor) -> None:
    """Some engines show the query with what is wrong with it."""
    body = b"Virtuoso 37000 Error SP031: SPARQL compiler: no" + ECHOED + b' FILTER(?o = "cancelled: timed out")'
    between.faults = [Fault(reply=Reply(body, 500, "text/plain"))]
    message = told(lambda: there.sparql(SELECT), QueryInvalid)
    assert "the engine cannot answer this query" in message
    assert "SP031: SPARQL compiler: no" in message


# -- The connection ----------------------------------------------------------------------------------


def test_an_engine_that_is_not_there_is_told_of() -> None:
    """And what to look at."""
    address = f"http://127.0.0.1:{engines.free_port()}/query"
    message = told(lambda: Corridor.load(endpoint=address))
    assert re.search(r"query cannot be reached \(.*\); check the network and the address\.$", message)


@pytest.mark.parametrize("query", [SELECT, ASK, CONSTRUCT, DESCRIBE])
@pytest.mark.parametrize("framing", ["length", "chunks", "close"])
@pytest.mark.parametrize("sent", [0, 1, 20, -1])
def test_an_answer_that_ends_in_the_middle_is_none(
    sent: int, framing: str, query: str, between: Between, there: Corridor
) -> None:
    """Whether or not the server has said how long it would be."""
    between.fault = lambda seen: Fault(sent=sent, framing=framing)
    message = told(lambda: there.sparql(query))
    broken = r"broke the connection off \(.*\); try again later\.$"
    assert re.search(broken if framing != "close" else r"that is no SPARQL result, or not all of one \(", message)


def test_no_beginning_of_an_answer_is_one() -> None:
    """Not of rows, not of a truth."""
    for whole in (ROWS, ROWS.replace(b"uri", b"literal"), b'{"head": {}, "boolean": true}'):
        assert results.read(whole).found
        for end in range(len(whole)):
            with pytest.raises((SyntaxError, ValueError)):
                results.read(whole[:end])


# -- What is left out --------------------------------------------------------------------------------


def part(reply: Reply, number: int) -> Reply:
    """Return an answer with so many of its rows, as an engine answers that has left out the rest."""
    document = json.loads(reply.body)
    document["results"]["bindings"] = document["results"]["bindings"][:number]
    return reply._replace(body=json.dumps(document).encode())


@pytest.mark.parametrize("query", [SELECT, CONSTRUCT])
def test_rows_that_an_engine_leaves_out_are_missed(query: str, between: Between, there: Corridor) -> None:
    """As Virtuoso does, which says how many it answers; and it need not say so where they are many."""
    most = {"X-SPARQL-MaxRows": "7"}
    between.faults = [Fault(spoil=lambda reply: part(reply, 7)._replace(headers=most))]
    assert re.search(r"answered 7 of \d{2} rows; let it answer more at once", told(lambda: there.sparql(query)))
    everything = query.replace(LOCATED, "{ ?place ?p ?region }")
    between.faults = [Fault(spoil=lambda reply: part(reply, 1000))]
    assert re.search(r"answered 1,000 of \d+,\d{3} rows", told(lambda: there.sparql(everything)))


def test_as_many_rows_as_there_may_be_can_be_all(between: Between, there: Corridor) -> None:
    """They are counted, and answered."""
    ours = lines_of(there.sparql(SELECT))
    between.faults = [Fault(spoil=lambda reply: reply._replace(headers={"X-SPARQL-MaxRows": str(len(ours) - 1)}))]
    assert lines_of(there.sparql(SELECT)) == ours
    assert [query for query in between.queries if "COUNT(*)" in query]


@pytest.mark.parametrize("wrong", [Reply(status=500), Reply(ROWS), Reply(b'{"head": {}, "boolean": true}')])
def test_rows_that_cannot_be_counted_are_not_taken_for_all(wrong: Reply, between: Between, there: Corridor) -> None:
    """Whatever is answered instead of their number."""
    between.faults = [Fault(spoil=lambda reply: reply._replace(headers={"X-SPARQL-MaxRows": "7"})), Fault(reply=wrong)]
    told(lambda: there.sparql(SELECT))


def test_what_was_found_when_time_was_over_is_no_answer(between: Between, there: Corridor) -> None:
    """Virtuoso says so beside it."""
    between.faults = [Fault(spoil=lambda reply: reply._replace(headers={"X-SQL-State": "S1TAT"}))]
    message = told(lambda: there.sparql(SELECT))
    assert "answered what it had found when its time was over, and no more; ask for less" in message


@pytest.mark.skipif(bool(virtuoso.MISSING), reason=virtuoso.MISSING or "")
def test_what_virtuoso_leaves_out_is_missed(tmp_path: Path) -> None:
    """Of triples too, of which it does not say that there are more."""
    (tmp_path / "store").mkdir()
    facts = tmp_path / "facts.ttl"
    facts.write_text("".join(f"<x:{number}> <x:p> <x:{number % 9}> .\n" for number in range(300)), encoding="utf-8")
    with virtuoso.serving(str(tmp_path / "store"), rows=100) as server:
        address = address_of(server)
        Corridor.load(graph=facts, ontology=False).put(address)
        there = Corridor.load(endpoint=address)
        raw = Protocol(address).query("CONSTRUCT { ?s <x:p> ?o } WHERE { ?s <x:p> ?o }", accept="application/n-triples")
        assert raw.content.count(b"<x:p>") < 300
        assert "x-sparql-maxrows" not in raw.headers
        for query in ("SELECT * { ?s <x:p> ?o }", "CONSTRUCT { ?s <x:q> ?o } WHERE { ?s <x:p> ?o }"):
            assert "answered 100 of 300 rows" in told(lambda query=query: there.sparql(query))  # type: ignore[misc]
        with pytest.raises(ServiceFailed, match="answered 100 of 300 rows"):
            list(there.data.engine.match())
        assert len(lines_of(there.sparql("SELECT * { ?s <x:p> <x:0> }"))) == 34
        made = there.sparql("CONSTRUCT { ?o <x:q> [ <x:r> ?s ] } WHERE { ?s <x:p> ?o . FILTER(?o = <x:0>) }")
        assert len(lines_of(made)) == 68


TEMPLATES = (
    "CONSTRUCT WHERE { ?place ckg:isLocatedIn ?region }",
    "CONSTRUCT { ?place a ckg:Thing . ?region ckg:has ?place, 2.5, 'x'@EN } WHERE { ?place ckg:isLocatedIn ?region }",
    "CONSTRUCT { ?place ckg:p [ ckg:q ?region ; ckg:r ( 1 ?place ) ] } WHERE { ?place ckg:isLocatedIn ?region }",
    "CONSTRUCT { ?place ckg:p ?none . ?none ckg:p 1 } WHERE { ?place a ckg:City OPTIONAL { ?place ckg:none ?none } }",
    "CONSTRUCT { ?place rdfs:label ?label } WHERE { ?place rdfs:label ?label } ORDER BY ?label ?place LIMIT 7 OFFSET 2",
    "CONSTRUCT { $place ckg:p $region } { ?place ckg:isLocatedIn ?region VALUES ?region { place:dongguan } }",
    "CONSTRUCT { ckg:x ckg:y ckg:z } WHERE { ?place ckg:isLocatedIn ?region }",
    "CONSTRUCT { ckg:x ckg:y ckg:z } WHERE { ?place ckg:isNowhere ?region }",
    "CONSTRUCT { [] ckg:y 1 } WHERE { ?place a ckg:City }",
    "CONSTRUCT { } WHERE { ?place a ckg:City }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }",
    "CONSTRUCT { ?s ckg:in ?g } WHERE { GRAPH ?g { ?s a ckg:City } }",
    "CONSTRUCT { ?s ckg:p ?n } WHERE { { SELECT ?s (COUNT(?o) AS ?n) { ?s ckg:isLocatedIn ?o } GROUP BY ?s } }",
    "# CONSTRUCT { ?a ?b ?c }\nCONSTRUCT { ?s ckg:p ?o . # { \n } WHERE { ?s ckg:isLocatedIn ?o }",
    "BASE <https://e.org/> CONSTRUCT { ?s <p> <#o>, '}' } WHERE { ?s ckg:isLocatedIn ?o }",
)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("query", TEMPLATES)
def test_triples_are_made_of_rows_as_the_engine_in_process_makes_them(
    query: str, there: Corridor, corridor: Corridor
) -> None:
    """Blank nodes of its own for each row, nothing where a variable has no value, and each triple once."""
    theirs, ours = (lines_of(one.sparql(query)) for one in (there, corridor))
    assert theirs == ours
