"""A process that answers, as the server sees it: started, asked, made to step back, and killed."""

from __future__ import annotations

import contextlib
import os
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.worker import Job, work

_STARTING = 30.0
"""Seconds that a process may take to be ready, on a busy machine too."""

_LAST = 19
"""The priority of what computes when nobody else does, in the numbers of `nice`."""

_TICKS = os.sysconf("SC_CLK_TCK")
"""How many of the units in which the system counts the time of processes make a second."""


class Process(NamedTuple):
    """A process, with the server's ends of its pipes.

    Attributes:
        process: The process.
        requests: Where requests go, and replies come from.
        life: What ends when the server does, or when the process is killed.
    """

    process: BaseProcess
    requests: Connection
    life: Connection

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self.process.pid or 0

    @property
    def has_ended(self) -> bool:
        """Whether a process that has nothing to do has ended: one that lives says nothing unasked."""
        return self.requests.poll()

    def exchange(self, asked: Asked) -> Reply | None:
        """Ask it and wait for its reply; None where it has ended."""
        try:
            self.requests.send(asked)
            reply: Reply = self.requests.recv()
        except (EOFError, OSError):
            return None
        return reply

    def seconds(self) -> float:
        """Return how many seconds it has computed; nothing where it has ended."""
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{self.pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / _TICKS
        return 0.0

    def step_back(self) -> None:
        """Let others compute first, from now on: nobody may take that back."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _LAST)

    def kill(self) -> None:
        """End it; the other pipe is closed by whoever waits for it, when nobody does any more."""
        self.process.kill()
        self.life.close()


def start(context: ForkServerContext, job: Job) -> Process:
    """Start a process, and return it when it is ready.

    Args:
        context: What starts processes.
        job: What it needs to begin.

    Raises:
        RuntimeError: It ends before it is ready, or takes too long.
    """
    ours, theirs = context.Pipe()
    life, their_life = context.Pipe()
    process = context.Process(target=work, args=(job, theirs, their_life), daemon=True)
    process.start()
    theirs.close()
    their_life.close()
    if not ours.poll(_STARTING):
        process.kill()
        raise RuntimeError("a process that answers did not begin in time")
    try:
        ours.recv()
    except EOFError:
        raise RuntimeError("a process that answers ended before it began") from None
    return Process(process, ours, life)
