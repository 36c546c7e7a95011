"""What a server or a caller says: nothing of it makes a client wait, read or follow without end."""

from __future__ import annotations

import contextlib
import gzip
import logging
import re
import threading
import time
import tracemalloc

import httpx
import pytest

from corridor_kg.errors import BadParameter, ServiceFailed
from corridor_kg.network import transport
from corridor_kg.network.client import Client
from tests.conftest import Run
from tests.network.helpers import failure
from tests.support.loopback import Reply
from tests.support.reconciliation_server import ReconciliationServer

# -- What a server says ----


@pytest.mark.parametrize("location", ["javascript:alert(1)", "data:,x", "mailto:x@y", "http://[::1", "http://a..b/"])
def test_a_redirect_to_nowhere_is_told_of(location: str, server: ReconciliationServer) -> None:
    """The address that was asked is named, and what to check."""
    server.replies = [Reply(status=302, headers={"Location": location})]
    told = failure(server.url)
    assert server.url in told
    assert re.search(r"is no address \(|cannot be reached \(|its host, or one that it leads to", told)


@pytest.mark.parametrize("after", ["0", "soon", "nan", "-5", "1e400", "inf", "Wed, 99 Foo", "9" * 400])
def test_a_wait_that_cannot_be_understood_has_an_end(
    after: str, server: ReconciliationServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in time."""
    monkeypatch.setattr("random.uniform", max)  # the longest wait that chance allows
    server.replies = [Reply(status=503, headers={"Retry-After": after})] * 4
    start = time.monotonic()
    with Client(seconds=0.2) as client, contextlib.suppress(ServiceFailed):  # a wait may end just before the time
        assert client.get(server.url).status == 503
    assert time.monotonic() - start < 1


def test_who_waits_while_the_time_ends_asks_no_more(server: ReconciliationServer) -> None:
    """A connection that is opened then would stay open, since nobody closes it."""
    server.replies = [Reply(status=503, headers={"Retry-After": "3"})]
    client = transport.open_client(5, headers={})
    threading.Timer(0.1, client.close).start()
    start = time.monotonic()
    with pytest.raises(httpx.PoolTimeout):
        client.get(server.url)
    assert time.monotonic() - start < 2
    assert len(server.requests) == 1


@pytest.mark.parametrize("after", ["Fri, 31 Dec 2021 23:59:59", "Fri, 31 Dec 2021 23:59:59 +99999999999999999999"])
def test_a_date_without_a_zone_that_exists_is_understood_in_silence(after: str, server: ReconciliationServer) -> None:
    """No handler of last resort prints what a library doubts."""
    server.replies = [Reply(status=503, headers={"Retry-After": after})]
    with Client(seconds=5) as client:
        assert client.get(server.url).status == 200
    assert any(isinstance(handler, logging.NullHandler) for handler in logging.getLogger("httpx_retries").handlers)


def test_a_small_answer_that_unpacks_to_a_large_one_is_not_unpacked(
    server: ReconciliationServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the memory of the bound, and not its own."""
    monkeypatch.setattr("corridor_kg.network.client.MOST_BYTES", 1000)
    server.replies = [Reply(gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"})]
    tracemalloc.start()
    told = failure(server.url)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "answers more than 1,000 bytes" in told
    assert most < 15_000_000


def test_what_is_packed_is_unpacked(server: ReconciliationServer) -> None:
    """As it was asked for; another packing is told of."""
    server.replies = [Reply(gzip.compress(b'{"a": 1}'), headers={"Content-Encoding": "gzip"})]
    with Client() as client:
        assert client.get(server.url).json() == {"a": 1}
    assert server.requests[0].headers["accept-encoding"] == "gzip"
    server.replies = [Reply(b"x", headers={"Content-Encoding": "gzip, gzip"})]
    assert "packed as 'gzip, gzip', which was not asked for" in failure(server.url)


def test_a_media_type_that_no_terminal_should_get_is_none(server: ReconciliationServer) -> None:
    """It goes into messages."""
    server.replies = [Reply(media_type="\x1b[31mtext/html"), Reply(media_type="Text/HTML; charset=utf-8")]
    with Client() as client:
        assert [client.get(server.url).media_type for _ in range(2)] == ["", "text/html"]


# -- What the caller says ----


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), 0, -1, 3601])
def test_a_time_that_is_none_is_refused(seconds: float) -> None:
    """By every command that gives one."""
    with pytest.raises(BadParameter, match="a time is a number of seconds above 0 and up to 3,600, not"):
        Client(seconds=seconds)


@pytest.mark.parametrize("command", [("suggest", "--from", "http://127.0.0.1:1/"), ("check",)])
def test_a_time_that_is_no_number_is_refused_on_the_command_line(command: tuple[str, ...], run: Run) -> None:
    """Before anything is asked."""
    done = run("links", *command, "--timeout", "nan")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("Error: Invalid value for '--timeout': 'nan' is not a valid float; write it as 2.5.\n")
