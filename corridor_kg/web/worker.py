"""A process that answers: it reads the kept store, answers one request after the other, and may always be killed."""

from __future__ import annotations

import os
import resource
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import NamedTuple

from corridor_kg.corridor import Corridor
from corridor_kg.trust.marked import MarkedPassage
from corridor_kg.web import site
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.problems import problem


class Job(NamedTuple):
    """What a worker needs to begin.

    Attributes:
        corridor: Opens the graph, on the kept store.
        limits: How much a request may take.
        copies: The passages of which the reader has copies, as these have them, by their IRI.
    """

    corridor: Callable[[], Corridor]
    limits: Limits
    copies: Mapping[str, MarkedPassage]


def work(job: Job, requests: Connection, life: Connection) -> None:
    """Answer requests until nobody asks any more.

    Args:
        job: What is answered about, and within which limits.
        requests: Where requests come from, and replies go.
        life: What ends when the server does.
    """
    threading.Thread(target=_end_with, args=(life,), daemon=True).start()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what the engine says before it aborts is told by the server
    corridor = job.corridor()
    _cap(job.limits.memory)
    requests.send(None)  # ready
    while True:
        try:
            asked: Asked = requests.recv()
        except (EOFError, OSError):
            return
        requests.send(_answered(corridor, asked, job))


def _answered(corridor: Corridor, asked: Asked, job: Job) -> Reply:
    try:
        return site.answer(corridor, asked, job.limits, job.copies)
    except MemoryError:
        return problem(503, f"This takes more memory than the {job.limits.memory} megabytes that a query may have.")
    except Exception:  # nobody outside sees a trace; the server says that it was its fault
        return problem(500, "The server failed to answer this. That is a fault of the program; please report it.")


def _end_with(life: Connection) -> None:
    """End this process when the server ends, also while the engine computes."""
    try:
        life.recv()
    except (EOFError, OSError):
        os._exit(0)


def _cap(megabytes: int) -> None:
    """Cap the memory of this process; the engine aborts where it gets no more."""
    with open("/proc/self/statm", encoding="ascii") as file:
        data = int(file.read().split()[5]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (data + megabytes * 1_000_000, hard))
