"""Services that misbehave: each is explained, and none is taken at its word."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from corridor_kg.errors import ServiceFailed
from corridor_kg.links.manifest import read_manifest
from corridor_kg.links.reconciliation import Question, Service
from corridor_kg.network.client import Client
from corridor_kg.network.replies import clean
from corridor_kg.rdf.vocabulary import Json
from tests.conftest import Run
from tests.links.reconciliation.helpers import PAGE, THINGS, right
from tests.support.loopback import Reply
from tests.support.reconciliation_server import ReconciliationServer, Thing

LATER = "; try again later, or choose another service.$"


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (PAGE, r"answered a web page \(HTML\) instead of JSON; check the address"),
        (Reply(), "answered nothing instead of JSON"),
        (Reply(b"callback({})"), r"answered 'callback\(\{\}\)' instead of JSON"),
        (Reply(b'{"q0": {"result": ['), "instead of JSON"),
        (Reply(b"\xff\xfe\x00"), "instead of JSON"),
        (Reply(b"[" * 100_000), "instead of JSON"),
        (Reply(b"[]"), f"answered a list instead of an object{LATER}"),
        (Reply(b"null"), f"answered null instead of an object{LATER}"),
        (Reply(b'"error"'), f"answered a text instead of an object{LATER}"),
        (Reply.of({"status": "error", "message": "too\x1b much."}), rf"answered with an error \(too +much\){LATER}"),
        (Reply.of({"status": "error"}), f"answered with an error{LATER}"),
        (Reply(status=500), "refused with the status 500; try again later"),
        (Reply(PAGE.body, 404), "refused with the status 404; check the address"),
        (Reply(status=401), "refused with the status 401: it wants credentials, and none can be given; choose"),
        (Reply(b'{"q0": ' + b" " * 100, pause=0.1), "did not answer within 1 seconds; try again later"),
        (Reply(status=429, headers={"Retry-After": "3600"}), "asks to wait 3600 seconds; try again after that"),
        (Reply(status=503, headers={"Retry-After": "Fri, 31 Dec 2100 23:59:59 GMT"}), r"asks to wait \d+ seconds"),
        (Reply(status=301, headers={"Location": "ftp://x.example/"}), "cannot be reached"),
        (Reply(b"x" * 99, headers={"Content-Encoding": "gzip"}), "cannot be reached"),
        (Reply(b"{}", headers={"Content-Length": "99"}), "cannot be reached"),
    ],
)
def test_a_bad_answer_is_explained(
    reply: Reply,
    message: str,
    service: Service,
    server: ReconciliationServer,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The message names the service, says what is wrong and what to do."""
    monkeypatch.setattr(client, "seconds", 1)
    server.replies = [reply]
    with pytest.raises(ServiceFailed, match=rf"(?s)^{server.url}.* {message}"):
        service.ask([Question("Foshan")])
    assert len(server.posted) == 1


@pytest.mark.parametrize("result", [None, [], "x", {}, {"result": {}, "candidates": {}}, {"message": "no index."}])
def test_a_result_of_another_shape_is_explained(result: Json, service: Service, server: ReconciliationServer) -> None:
    """The message says for which question, and what the service says itself."""
    server.spoil = lambda answer: {**answer, "q1": result} if "q0" in answer else {"results": [result] * 2}
    said = r" \(no index\)" if isinstance(result, dict) and "message" in result else ""
    number = 1 if service.version == "0.2" else 0
    with pytest.raises(ServiceFailed, match=f"^{server.url} has no '.*' for 'name {number}'{said}{LATER}"):
        service.ask([Question("name 0"), Question("name 1")])


@pytest.mark.parametrize("batch", [{}, {"q1": {"result": []}, "results": [{"candidates": []}]}, {"results": {}}])
def test_a_missing_result_is_explained(batch: Json, service: Service, server: ReconciliationServer) -> None:
    """With fewer results than questions, or none at all, nothing is attributed to the wrong question."""
    server.spoil = lambda _: batch
    with pytest.raises(ServiceFailed, match=r"has no 'result' for 'a'|(1|no) results to 2 queries"):
        service.ask([Question("a"), Question("b")])


@pytest.mark.parametrize("bad", [{"name": "x"}, {"id": 5, "name": "x"}, {"id": " ", "name": "x"}, "T1", None, [1]])
def test_a_candidate_without_an_identifier_is_left_out(
    bad: Json, service: Service, server: ReconciliationServer
) -> None:
    """There is nothing to link to; the others are as good as before, and it is said once."""
    server.spoil = lambda _: right(service.version, [bad, {"id": "T4", "name": "Foshan"}, bad])
    with pytest.warns(UserWarning, match=f"{server.url} gives a candidate without an identifier for 'x'") as told:
        [found] = service.ask([Question("x")])
    assert [candidate.id for candidate in found] == ["T4"]
    assert len(told) == 1


LIES = ("http://[zz]/", "http://x.example/%zz", "http://x.example:port/", "%zz")


@pytest.mark.parametrize("id", LIES)
def test_a_candidate_whose_identifier_makes_no_iri_is_left_out(
    id: str, service: Service, server: ReconciliationServer
) -> None:
    """The others stay, and it is said once; what a view can quote is an address."""
    server.spoil = lambda _: right(service.version, [{"id": id}, {"id": "T4"}, {"id": id}])
    with pytest.warns(UserWarning, match="gives a candidate whose identifier '.*' makes no IRI for 'x'; it is") as told:
        [found] = service.ask([Question("x")])
    assert [candidate.id for candidate in found] == ["T4"]
    assert len(told) == 1


def test_a_space_that_makes_no_iris_is_none() -> None:
    """The message asks for another, where it would be a warning for each candidate."""
    content = {"versions": ["0.2"], "identifierSpace": "http://[zz]/"}
    assert read_manifest(content, url="http://x.example/").space is None


@pytest.mark.parametrize("format", ["table", "json", "sssom"])
def test_nothing_that_a_service_says_reaches_the_terminal_raw(
    format: str, server: ReconciliationServer, run: Run
) -> None:
    """Escapes, turns of direction and false identifiers end neither there nor in a traceback."""
    evil = "Yu Qingsong \x1b[31m\x9b2J\u202e\u2028"
    given = [
        {"id": id, "name": evil, "description": evil, "score": 99} for id in (*LIES, "Q1|Q2", "javascript:1", evil)
    ]
    server.manifest["name"] = evil
    server.spoil = lambda _: right("1.0-draft", given)
    done = run("links", "suggest", "yu-qingsong", "--again", "--no-cache", "--from", server.url, "-f", format)
    assert done.returncode == 0
    assert "Yu Qingsong" in done.stdout
    assert re.fullmatch(r"warning: .* makes no IRI for 'Yu Qingsong'; it is left out\.\n", done.stderr)
    assert not re.search(r"[^\n\t\x20-\x7e\xa0-\u200d\u2010-\u2027\u202f-\u2065\u2070-\uffff]", done.stdout)


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("a\u202eb\u202c", "ab"),
        ("\u2066a\u2069\u200e\u200f\u061c", "a"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("\x1b[31mred", "[31mred"),
        ("余青松 \u200d é", "余青松 \u200d é"),
    ],
)
def test_words_of_others_are_cleaned(given: str, cleaned: str) -> None:
    """What turns the direction of writing goes, what breaks a line becomes a space, and the rest stays."""
    assert clean(given) == cleaned


@pytest.mark.parametrize("cache", ["file", "file/below", "damaged"])
def test_a_cache_that_cannot_be_used_fails_no_command(
    cache: str, server: ReconciliationServer, run: Run, tmp_path: Path
) -> None:
    """A warning, and the answer."""
    (tmp_path / "file").touch()
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "cache.db").write_bytes(b"no database" * 1000)
    server.things = [Thing("T9", "Yu Qingsong")]
    done = run("links", "suggest", "yu-qingsong", "--again", "--from", server.url, "--cache", cache)
    assert done.returncode == 0
    assert "entity/T9" in done.stdout
    assert re.fullmatch(r"warning: answers are not kept, since .* delete it or choose another\.\n", done.stderr)


def test_a_service_that_is_waited_for_can_be_interrupted(server: ReconciliationServer) -> None:
    """At once, and with the status that shells know."""
    server.replies = [Reply(b"{" + b" " * 1000, pause=0.1)]
    command = [sys.executable, "-m", "corridor_kg", "links", "suggest", "--no-cache", "--from", server.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not server.requests:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=10) == (b"", b"interrupted; nothing was written.\n")
    assert process.returncode == 130


def test_retry_after_is_obeyed(service: Service, server: ReconciliationServer) -> None:
    """The question is asked again when the server says so, and not before."""
    server.replies = [Reply(status=429, headers={"Retry-After": "1"})]
    start = time.monotonic()
    assert service.ask([Question("Foshan")])[0][0].id == "T4"
    assert time.monotonic() - start >= 1
    assert len(server.posted) == 2


@pytest.mark.parametrize("reply", [PAGE, Reply(), Reply(status=500), Reply(status=404), Reply(b"x")])
def test_what_is_no_service_is_explained(reply: Reply, server: ReconciliationServer, client: Client) -> None:
    """Already when it is opened."""
    server.replies = [reply]
    with pytest.raises(ServiceFailed, match=f"^{server.url} (answered|refused).*; (check|try)|instead of JSON"):
        Service.open(client, server.url)


def test_without_a_network_nothing_is_reached(client: Client) -> None:
    """Nobody listens there."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/api"
        with pytest.raises(ServiceFailed, match=f"^{url} cannot be reached .*; check the network and the address"):
            Service.open(client, url)


def test_a_service_that_goes_away_is_explained(client: Client) -> None:
    """Between the manifest and the question."""
    with ReconciliationServer(THINGS) as server:
        service = Service.open(client, server.url)
    with pytest.raises(ServiceFailed, match=f"^{server.url}/match cannot be reached"):
        service.ask([Question("Foshan")])


@pytest.mark.parametrize(
    "url", ["", "wikidata", "ftp://x.example", "http://", "http://[::1", "http://a b", "file:///x"]
)
def test_what_is_no_address_is_explained(url: str, client: Client) -> None:
    """Before anything is sent."""
    with pytest.raises(ServiceFailed, match=r"is not the address of a service|cannot be reached"):
        Service.open(client, url)


def test_a_date_is_a_date(service: Service) -> None:
    """For whoever writes it into a graph."""
    assert type(service.ask([Question("Foshan")])[0][0].asked) is date
