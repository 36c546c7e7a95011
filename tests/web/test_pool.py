"""The server stays up, whatever it is asked and whatever ends in it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.conftest import Run
from tests.support.serving import CROSS, SMALL, Site, is_alive, served

PATIENCE = 60.0
"""Seconds until something that has to come is missing, on a busy machine too."""

GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def brief(stores: Path) -> Iterator[Site]:
    """A server of two processes with little time."""
    with served(stores, "--timeout", "2", "--processes", "2", "--header", "2") as site:
        yield site


def _until(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def _busy(pid: int) -> bool:
    """Whether a process computes: it takes time of the processor."""

    def taken() -> int:
        with contextlib.suppress(OSError):
            return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
        return 0

    before = taken()
    time.sleep(0.2)
    return taken() > before + 5


def _answered(site: Site) -> bool:
    """Whether a small query is answered, by and by: a process that was ended is replaced meanwhile."""

    def right() -> bool:
        answer = site.ask(SMALL)
        assert answer.status_code in (200, 503)
        return answer.status_code == 200 and answer.json()["boolean"] is True

    return _until(right)


def _is_problem(answer: httpx.Response, status: int) -> bool:
    return (answer.status_code, json.loads(answer.content)["status"]) == (status, status)


def test_what_takes_too_long_is_ended_and_others_go_on(brief: Site) -> None:
    """One process computes; the other answers; what takes too long is told, and when to come again."""
    with ThreadPoolExecutor() as threads:
        slow = threads.submit(brief.ask, CROSS)
        while not slow.done():
            assert brief.ask(SMALL).status_code == 200
        assert _is_problem(slow.result(), 503)
    assert slow.result().headers["retry-after"]
    assert "2 seconds" in slow.result().json()["detail"]
    assert _until(lambda: len(brief.workers()) == 2)


def test_a_process_that_is_killed_takes_one_request_with_it(stores: Path) -> None:
    """The one that it answers, with 503; an idle one takes none."""
    with served(stores, "--timeout", "60", "--processes", "2") as site:
        for pid in site.workers():
            os.kill(pid, signal.SIGKILL)
        assert _until(lambda: site.ask(SMALL).status_code == 200)
        assert _until(lambda: len([pid for pid in site.workers() if is_alive(pid)]) == 2)
        with ThreadPoolExecutor() as threads:
            slow = threads.submit(site.ask, CROSS)
            assert _until(lambda: any(map(_busy, site.workers())))
            os.kill(next(pid for pid in site.workers() * 50 if _busy(pid)), signal.SIGKILL)
            assert _is_problem(slow.result(), 503)
        assert all(site.ask(SMALL).status_code == 200 for _ in range(4))


def test_nobody_notices_that_idle_processes_were_killed(stores: Path) -> None:
    """Whoever asks next is answered by those that take their place."""
    with served(stores, "--timeout", "60", "--processes", "2") as site:
        for _ in range(5):
            workers = site.workers()
            for pid in workers:
                os.kill(pid, signal.SIGKILL)
            assert _until(lambda workers=workers: not any(map(is_alive, workers)))  # type: ignore[misc]
            assert [site.ask(SMALL).status_code for _ in range(3)] == [200] * 3


def test_what_takes_too_much_memory_is_ended(stores: Path) -> None:
    """The process is, and the server is not."""
    with served(stores, "--timeout", "60", "--processes", "1", "--memory", "64") as site:
        answer = site.ask(GREEDY)
        assert _is_problem(answer, 503)
        assert "64 megabytes" in answer.json()["detail"]
        assert _answered(site)


def test_an_answer_has_a_number_of_rows(stores: Path) -> None:
    """More are refused, and nothing is cut off without a word."""
    with served(stores, "--processes", "1", "--rows", "10", "--timeout", "60") as site:
        answer = site.ask("SELECT * { ?s ?p ?o } LIMIT 11")
        assert _is_problem(answer, 413)
        assert "LIMIT" in answer.json()["detail"]
        assert len(site.ask("SELECT * { ?s ?p ?o } LIMIT 10").json()["results"]["bindings"]) == 10


def test_each_limit_is_settable_and_told(stores: Path) -> None:
    """The size of an answer and of a body, the number of parameters, and how many wait."""
    options = ("--processes", "1", "--size", "1", "--request", "2000", "--waiting", "0", "--timeout", "3")
    with served(stores, *options) as site:
        large = site.ask("SELECT * { ?s ?p ?o . ?a a ckg:City } LIMIT 10000")
        assert (_is_problem(large, 413), "1 megabytes" in large.text) == (True, True)
        body = site.request("POST", "/sparql", data={"query": "ASK { }" + " " * 3000})
        assert (_is_problem(body, 413), "2,000 bytes" in body.text) == (True, True)
        many = site.request("GET", "/sparql?" + "&".join(["a="] * 1001))
        assert (_is_problem(many, 400), "1,000 parameters" in many.text) == (True, True)
        with ThreadPoolExecutor(8) as threads:
            answers = [threads.submit(site.ask, CROSS) for _ in range(8)]
            assert all(_is_problem(answer.result(), 503) for answer in answers)
            assert sum("busy" in answer.result().text for answer in answers) > 3


def test_what_is_no_http_is_told_as_any_problem(brief: Site) -> None:
    """In the same shape, and the connection ends."""
    host, _, port = brief.address.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as client:
        client.sendall(b"what is this\r\n\r\n")
        answer = b"".join(iter(lambda: client.recv(1000), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400")
    assert b"application/problem+json" in head
    assert json.loads(body)["status"] == 400


def test_a_client_that_goes_away_frees_its_process(stores: Path) -> None:
    """The only process is there for the next one, long before the time of the first is over."""
    with served(stores, "--timeout", "600", "--processes", "1") as site:
        host, _, port = site.address.removeprefix("http://").rpartition(":")
        query = httpx.QueryParams(query=CROSS)
        with socket.create_connection((host, int(port))) as client:
            client.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
            assert _until(lambda: any(map(_busy, site.workers())))
        assert _answered(site)


@pytest.mark.parametrize("sent", [b"", b"GET /sparql HTTP/1.1\r\n", b"POST /sparql HTTP/1.1\r\nContent-Length: 9\r\n"])
def test_who_does_not_say_what_he_wants_stops_nobody(brief: Site, sent: bytes) -> None:
    """A connection that is open and silent, or a head that never ends, is closed; others are answered meanwhile."""
    host, _, port = brief.address.removeprefix("http://").rpartition(":")
    with contextlib.ExitStack() as opened:
        clients = [opened.enter_context(socket.create_connection((host, int(port)))) for _ in range(50)]
        for client in clients:
            client.sendall(sent)
        assert brief.ask(SMALL).status_code == 200
        clients[0].settimeout(PATIENCE)
        assert clients[0].recv(1000) == b""


def test_a_body_that_never_ends_is_told(brief: Site) -> None:
    """It has a time as the head has."""
    host, _, port = brief.address.removeprefix("http://").rpartition(":")
    head = f"POST /sparql HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/sparql-query\r\n"
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as client:
        client.sendall(f"{head}Content-Length: 100\r\n\r\nASK".encode())
        assert client.recv(1000).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_no_process_outlives_the_server(stores: Path, end: signal.Signals) -> None:
    """Also one that computes: it is ended however the server ends."""
    with served(stores, "--timeout", "600", "--processes", "2") as site:
        threading.Thread(target=_asked, args=(site,)).start()
        assert _until(lambda: any(map(_busy, site.workers())))
        workers = site.workers()
        site.process.send_signal(end)
        assert site.process.wait(PATIENCE) is not None
        assert _until(lambda: not any(map(is_alive, workers)))


def _asked(site: Site) -> httpx.Response | None:
    """What is answered to a query that takes long; nothing where the server ends."""
    with contextlib.suppress(httpx.HTTPError):
        return site.ask(CROSS)
    return None


def test_too_many_at_once_are_told_at_once(stores: Path) -> None:
    """Those who wait have a place; whoever finds none is told, and not kept."""
    with served(stores, "--timeout", "3", "--processes", "1") as site, ThreadPoolExecutor(80) as threads:
        answers = list(threads.map(site.ask, [CROSS] * 80))
        assert {answer.status_code for answer in answers} == {503}
        assert all(answer.headers["retry-after"] for answer in answers)
        assert _answered(site)


def test_what_takes_long_steps_back_and_makes_room(stores: Path) -> None:
    """Whoever asks for little is answered, though all processes compute; those that may go on do so after others."""
    with served(stores, "--timeout", "600", "--processes", "4") as site, ThreadPoolExecutor(4) as threads:
        long = [threads.submit(_asked, site) for _ in range(4)]

        def behind() -> list[int]:
            return [pid for pid in site.workers() if is_alive(pid) and os.getpriority(os.PRIO_PROCESS, pid) == 19]

        assert _until(lambda: len(behind()) == 4)
        assert site.ask(SMALL).status_code == 200
        ended = [answer.result() for answer in long if answer.done()]
        assert [answer and (answer.status_code, "others wait" in answer.text) for answer in ended] == [(503, True)]
        assert site.ask(SMALL).status_code == 200
        assert len(behind()) == 3
        os.killpg(site.process.pid, signal.SIGKILL)


def test_a_port_that_is_taken_is_told(brief: Site, run: Run, stores: Path) -> None:
    """By its number, and what to do."""
    port = brief.address.rpartition(":")[2]
    done = run("serve", "--port", port, "--store", str(stores), "--no-config")
    assert done.returncode == 2
    assert f"{port} cannot be listened at" in done.stderr
