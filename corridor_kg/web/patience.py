"""Connections: how long one may take to say what it wants, and what is said to one that speaks no HTTP.

Uvicorn waits for ever for the rest of a request's head, and has a shape of its own for its errors.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from corridor_kg.web.problems import problem


def patient(seconds: float) -> Any:
    """Return a protocol for uvicorn that closes a connection whose request does not begin in time."""
    return partial(_Patient, seconds=seconds)


class _Patient(H11Protocol):
    def __init__(self, *arguments: Any, seconds: float, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._seconds = seconds
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._expect()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        self._calm()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Say that a request is none, as every problem is told."""
        told = problem(400, "This is no request of HTTP/1.1.", Connection="close")
        headers = [("Content-Type", told.media_type), ("Content-Length", str(len(told.body))), *told.headers]
        for event in (
            h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
            h11.Data(data=told.body),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _expect(self) -> None:
        """Start to wait where no request is being answered; more bytes of the same head give no more time."""
        if self.cycle is not None and not self.cycle.response_complete:
            self._calm()
        elif self._late is None:
            self._late = self.loop.call_later(self._seconds, self.transport.close)

    def _calm(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
