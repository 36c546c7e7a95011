"""What the servers on loopback share: how they run, a reply that may misbehave, and how it is sent."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple, Self

from corridor_kg.rdf.vocabulary import Json


class Reply(NamedTuple):
    """What the service answers instead of the truth.

    Attributes:
        body: The bytes.
        status: The HTTP status.
        media_type: Said of the bytes.
        headers: Further headers.
        pause: Seconds before every byte.
    """

    body: bytes = b""
    status: int = 200
    media_type: str = "application/json"
    headers: dict[str, str] = {}  # noqa: RUF012 -- never written to
    pause: float = 0

    @classmethod
    def of(cls, document: Json) -> Reply:
        """Return a reply with a JSON document."""
        return cls(json.dumps(document).encode())


class Replying(BaseHTTPRequestHandler):
    """Sends a reply to whatever is asked, slowly where it says so, until the server is stopped."""

    stopped: threading.Event

    def reply(self) -> Reply:
        """Return the reply to what was sent."""
        raise NotImplementedError

    def do_GET(self) -> None:
        """Answer a GET."""
        self._send(self.reply())

    def do_POST(self) -> None:
        """Answer a POST."""
        self._send(self.reply())

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.media_type)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self._write(reply)

    def _write(self, reply: Reply) -> None:
        size = 1 if reply.pause else len(reply.body) or 1
        try:
            for start in range(0, len(reply.body), size):
                if reply.pause and self.stopped.wait(reply.pause):
                    return
                self.wfile.write(reply.body[start : start + size])
        except OSError:  # the client has had enough, as it should
            self.close_connection = True

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


class Loopback:
    """A server on a port of its own, to be used in a ``with`` statement.

    Attributes:
        base: Its address, without a path.
    """

    def __init__(self, handler: type[Replying]) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self._server.daemon_threads = False  # so that closing waits for every socket
        self._stopped = handler.stopped = threading.Event()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
