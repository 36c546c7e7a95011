"""How much a request may take; each limit is told in the answer when it bites."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """The limits of a server.

    Attributes:
        seconds: How long a query may take.
        short: For how many seconds a query may compute before others come first.
        rows: How many rows, or triples, an answer to a query has at most.
        megabytes: How many megabytes an answer has at most.
        memory: How many megabytes of memory a process that answers may take beside those that it starts with.
        request: How many bytes the body of a request may have.
        processes: How many queries run at once.
        waiting: How many more wait for one of these.
        header: How many seconds the head of a request may take to arrive, and then its body.
    """

    seconds: float = 5.0
    short: float = 0.25
    rows: int = 10_000
    megabytes: int = 20
    memory: int = 1024
    request: int = 1_000_000
    processes: int = 4
    waiting: int = 64
    header: float = 10.0
