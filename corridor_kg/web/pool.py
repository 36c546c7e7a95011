"""A pool of processes, each of which answers one request at a time and is killed when its time is over.

No engine in a process can be stopped by anything but the end of the process. So each request has a process for itself,
and another takes its place at once where it had to be killed, or died.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple, TypeVar

from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.problems import problem
from corridor_kg.web.worker import Job, work

_T = TypeVar("_T")

_STARTING = 30.0
"""Seconds that a process may take to be ready, on a busy machine too."""

_AGAIN = "1"
"""After how many seconds it is worth to ask again."""


class _Worker(NamedTuple):
    """A process, with the server's ends of its pipes."""

    process: BaseProcess
    requests: Connection
    life: Connection


class Pool:
    """Processes that answer.

    Args:
        job: What they need to begin.
    """

    def __init__(self, job: Job) -> None:
        self._job, self._limits = job, job.limits
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["corridor_kg.web.worker", "corridor_kg.web.preloaded"])
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._every: set[_Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0
        # a thread waits for each process, and another may start the next: the loop has too few on a small machine
        self._threads = ThreadPoolExecutor(2 * self._limits.processes, "pool")

    async def start(self) -> None:
        """Start all processes, and wait until they are ready.

        Raises:
            RuntimeError: One of them ends before it is.
        """
        await asyncio.gather(*(self._begin() for _ in range(self._limits.processes)))

    async def stop(self) -> None:
        """End all processes."""
        for task in self._starting:
            task.cancel()
        for worker in list(self._every):
            self._end(worker)

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes that there are."""
        return sorted(worker.process.pid for worker in self._every if worker.process.pid)

    async def answer(self, asked: Asked) -> Reply:
        """Return what a process answers; a problem where none has time, or it takes too long or too much."""
        if self._idle.empty() and self._waiting >= self._limits.waiting:
            return _busy()
        self._waiting += 1
        try:
            worker = await asyncio.wait_for(self._next(), self._limits.seconds)
        except TimeoutError:
            return _busy()
        finally:
            self._waiting -= 1
        return await self._answer(worker, asked)

    async def _next(self) -> _Worker:
        """Return a process that has nothing to do; one that has died meanwhile is replaced."""
        while (worker := await self._idle.get()).requests.poll():  # one that lives says nothing unasked
            self._replace(worker)
        return worker

    async def _answer(self, worker: _Worker, asked: Asked) -> Reply:
        exchange = self._in_thread(partial(_exchange, worker.requests, asked))
        try:
            reply = await asyncio.wait_for(asyncio.shield(exchange), self._limits.seconds)
        except TimeoutError:
            self._replace(worker)
            told = f"This takes longer than the {self._limits.seconds:g} seconds that a query may have; ask for less."
            reply = problem(503, told, Retry_After=_AGAIN)
        except asyncio.CancelledError:  # the client has gone
            self._replace(worker)
            raise
        else:
            if reply is None:
                self._replace(worker)
                told = f"The process that answered this has ended: it may take {self._limits.memory} megabytes at most."
                return problem(503, told, Retry_After=_AGAIN)
            self._idle.put_nowait(worker)
        return reply

    # -- Processes -----------------------------------------------------------------------------------------

    def _replace(self, worker: _Worker) -> None:
        """Kill a process, and start another in its place."""
        self._end(worker)
        task = asyncio.ensure_future(self._begin_at_last())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    def _end(self, worker: _Worker) -> None:
        self._every.discard(worker)
        worker.process.kill()
        worker.life.close()  # the other pipe is closed by whoever waits for it, when nobody does any more

    async def _begin_at_last(self) -> None:
        """Start a process; where the machine has no room for it now, a little later."""
        while True:
            try:
                return await self._begin()
            except (RuntimeError, OSError):
                await asyncio.sleep(1)

    async def _begin(self) -> None:
        worker = await self._in_thread(self._started)
        self._every.add(worker)
        self._idle.put_nowait(worker)

    def _in_thread(self, work: Callable[[], _T]) -> asyncio.Future[_T]:
        return asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        life, their_life = self._context.Pipe()
        process = self._context.Process(target=work, args=(self._job, theirs, their_life), daemon=True)
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
        return _Worker(process, ours, life)


def _exchange(requests: Connection, asked: Asked) -> Reply | None:
    """Ask a process and wait for its reply; None where it has ended."""
    try:
        requests.send(asked)
        reply: Reply = requests.recv()
    except (EOFError, OSError):
        return None
    return reply


def _busy() -> Reply:
    return problem(503, "The server is busy with other queries; ask again in a second.", Retry_After=_AGAIN)
