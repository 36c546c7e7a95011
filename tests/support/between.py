"""A server on loopback between a client and an engine: it passes requests on, and misbehaves as a test wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import parse_qs

import httpx

from tests.support.engines import Server
from tests.support.loopback import Loopback, Reply, Replying

_PASSED = ("Accept", "Content-Type", "Authorization")
"""What of a request's headers the engine gets."""

_ANSWERED = ("Server", "X-SPARQL-MaxRows", "X-SQL-State", "X-SQL-Message")
"""What of the headers of the engine's answer the client gets."""

STEP = " ;\n"
"""What stands between the steps of an update."""


class Seen(NamedTuple):
    """A request.

    Attributes:
        path: Its path.
        headers: Its headers, by names in small letters.
        body: What was posted.
    """

    path: str
    headers: Mapping[str, str]
    body: str

    @property
    def update(self) -> str:
        """The text of the update; empty where it is none."""
        return self.body if "update" in self.headers.get("content-type", "") else ""

    @property
    def query(self) -> str:
        """The text of the query; empty where it is none."""
        return "" if self.update else parse_qs(self.body).get("query", [""])[0]


class Fault(NamedTuple):
    """What goes wrong with a request.

    Attributes:
        reply: What is answered in place of the engine, which is not asked then.
        spoil: Makes another answer of that of the engine.
        steps: How many steps of the update the engine makes before the connection breaks; None for all of it.
        is_lost: Whether the connection is closed in place of an answer.
        is_passed: Whether the engine gets the request.
        pause: How many seconds nothing happens at first.
        sent: How many bytes of the answer are sent before the connection is closed; None for all.
        framing: How it is told where the answer ends: by its ``length``, by ``chunks``, or by the ``close``.
    """

    reply: Reply | None = None
    spoil: Callable[[Reply], Reply] = lambda reply: reply
    steps: int | None = None
    is_lost: bool = False
    is_passed: bool = True
    pause: float = 0
    sent: int | None = None
    framing: str = "length"


GOOD = Fault()
LOST = Fault(is_lost=True, is_passed=False)
"""The connection is closed, and nothing has reached the engine."""

UNANSWERED = Fault(is_lost=True)
"""The engine does all of it, and the connection is closed in place of an answer."""


class Between(Loopback):
    """A server before an engine, to be used in a ``with`` statement.

    Attributes:
        seen: The requests, in order.
        faults: What goes wrong with the next requests, each once.
        fault: Tells of any other request what goes wrong with it.
    """

    def __init__(self, engine: Server | None = None) -> None:
        self.engine = engine
        self.seen: list[Seen] = []
        self.faults: list[Fault] = []
        self.fault: Callable[[Seen], Fault] = lambda seen: GOOD
        login = httpx.DigestAuth(engine.user, engine.password or "") if engine and engine.user else None
        self._client = httpx.Client(auth=login, trust_env=False, timeout=60)
        super().__init__(_handler(self))

    def __exit__(self, *error: object) -> None:
        super().__exit__(*error)
        self._client.close()

    @property
    def query(self) -> str:
        """Where it is asked."""
        return f"{self.base}/query"

    @property
    def update(self) -> str:
        """Where it takes updates."""
        return f"{self.base}/update"

    @property
    def updates(self) -> list[str]:
        """The updates that it was sent."""
        return [seen.update for seen in self.seen if seen.update]

    @property
    def queries(self) -> list[str]:
        """The queries that it was sent."""
        return [seen.query for seen in self.seen if seen.query]

    def heal(self) -> None:
        """Let nothing go wrong any more, and forget what was seen."""
        self.faults, self.fault = [], lambda seen: GOOD
        self.seen.clear()

    def break_at(self, number: int, fault: Fault = LOST) -> None:
        """Let something go wrong with an update, and close all later connections, until it is healed.

        Args:
            number: How many updates go well before.
            fault: What goes wrong with the next.
        """

        def broken(seen: Seen) -> Fault:
            done = len(self.updates)
            return GOOD if done <= number else fault if done == number + 1 and seen.update else LOST

        self.fault = broken

    def passed(self, seen: Seen) -> Reply:
        """Return what the engine answers."""
        assert self.engine is not None
        address = self.engine.update if seen.update else self.engine.query
        headers = {name: seen.headers[name.lower()] for name in _PASSED if name.lower() in seen.headers}
        answer = self._client.post(address, content=seen.body.encode(), headers=headers)
        told = {name: answer.headers[name] for name in _ANSWERED if name in answer.headers}
        return Reply(answer.content, answer.status_code, answer.headers.get("Content-Type", ""), told)


def _handler(server: Between) -> type[Replying]:
    class Handler(Replying):
        protocol_version = "HTTP/1.1"  # so that an answer may be sent in chunks

        def reply(self) -> Reply:
            """Answer what the engine does, unless something is to go wrong."""
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            seen = Seen(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            server.seen.append(seen)
            self.fault = server.faults.pop(0) if server.faults else server.fault(seen)
            self.stopped.wait(self.fault.pause)
            return self.fault.reply or self.fault.spoil(self._passed(seen))

        def _passed(self, seen: Seen) -> Reply:
            if self.fault.steps is not None:
                for step in seen.update.split(STEP)[: self.fault.steps]:
                    server.passed(seen._replace(body=step))
            elif self.fault.is_passed:
                return server.passed(seen)
            return Reply(status=204)

        def _send(self, reply: Reply) -> None:
            self.close_connection = True
            if self.fault.is_lost:
                return
            self.send_response_only(reply.status)
            for name, value in {"Connection": "close", "Content-Type": reply.media_type, **reply.headers}.items():
                self.send_header(name, value)
            if self.fault.framing == "length":
                self.send_header("Content-Length", str(len(reply.body)))
            if self.fault.framing == "chunks":
                self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            body = reply.body[: self.fault.sent]
            if self.fault.framing == "chunks":
                last = b"0\r\n\r\n" if self.fault.sent is None else b""
                body = (f"{len(body):x}\r\n".encode() + body + b"\r\n" if body else b"") + last
            self._write(reply._replace(body=body))

    return Handler
