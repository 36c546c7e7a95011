"""A pool of processes, each of which answers one request at a time and is killed when its time is over.

No engine in a process can be stopped by anything but the end of the process. So each request has a process for itself,
and another takes its place at once where it had to be killed, or died.

Most requests are answered at once, and what is not shall not keep them waiting: a process that has computed for long
lets others compute first; and where somebody waits while more than half of the processes do so, the one that began to
last is ended.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from corridor_kg.web import process
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.problems import problem
from corridor_kg.web.process import Process
from corridor_kg.web.worker import Job

_T = TypeVar("_T")

_AGAIN = "1"
"""After how many seconds it is worth to ask again."""

_SOON = 0.05
"""Seconds between two looks at how long a process has computed, at least."""


class Pool:
    """Processes that answer.

    Args:
        job: What they need to begin.
    """

    def __init__(self, job: Job) -> None:
        self._job, self._limits = job, job.limits
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["corridor_kg.web.worker", "corridor_kg.web.preloaded"])
        self._idle: asyncio.Queue[Process] = asyncio.Queue()
        self._every: set[Process] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._long: dict[Process, asyncio.Future[None]] = {}
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
        return sorted(worker.pid for worker in self._every)

    async def answer(self, asked: Asked) -> Reply:
        """Return what a process answers; a problem where none has time, or it takes too long or too much."""
        if self._idle.empty() and self._waiting >= self._limits.waiting:
            return _busy()
        self._waiting += 1
        self._make_room()
        try:
            worker = await asyncio.wait_for(self._next(), self._limits.seconds)
        except TimeoutError:
            return _busy()
        finally:
            self._waiting -= 1
        return await self._answer(worker, asked)

    async def _next(self) -> Process:
        """Return a process that has nothing to do; one that has died meanwhile is replaced."""
        while (worker := await self._idle.get()).has_ended:
            self._replace(worker)
        return worker

    async def _answer(self, worker: Process, asked: Asked) -> Reply:
        exchange = self._in_thread(partial(worker.exchange, asked))
        ended = asyncio.get_running_loop().create_future()
        watching = asyncio.ensure_future(self._watch(worker, ended))
        try:
            await asyncio.wait((exchange, ended), timeout=self._limits.seconds, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:  # the client has gone
            self._replace(worker)
            raise
        finally:
            watching.cancel()
            is_long = self._long.pop(worker, None) is not None or ended.done()
        reply = exchange.result() if exchange.done() else None
        if reply is None or is_long:
            self._replace(worker)
        else:
            self._idle.put_nowait(worker)
        return reply or self._missed(exchange.done(), ended.done())

    def _missed(self, has_died: bool, was_ended: bool) -> Reply:
        """Return why a request was not answered."""
        if has_died:
            told = f"The process that answered this has ended: it may take {self._limits.memory} megabytes at most."
        elif was_ended:
            told = "This takes long, and others wait; ask for less, or again in a second."
        else:
            told = f"This takes longer than the {self._limits.seconds:g} seconds that a query may have; ask for less."
        return problem(503, told, Retry_After=_AGAIN)

    # -- What takes long -----------------------------------------------------------------------------------

    async def _watch(self, worker: Process, ended: asyncio.Future[None]) -> None:
        """Let others compute first when a process has computed for long; it may be ended for them from then on."""
        before, left = worker.seconds(), self._limits.short
        while left > 0:
            await asyncio.sleep(max(left, _SOON))
            left = self._limits.short - (worker.seconds() - before)
        worker.step_back()
        self._long[worker] = ended
        self._make_room()

    def _make_room(self) -> None:
        """Where somebody waits, end the last of those that take long, if they are more than half of all."""
        if self._waiting and self._idle.empty() and len(self._long) > max(1, self._limits.processes // 2):
            _, ended = self._long.popitem()
            ended.set_result(None)

    # -- Processes -----------------------------------------------------------------------------------------

    def _replace(self, worker: Process) -> None:
        """Kill a process, and start another in its place."""
        self._end(worker)
        task = asyncio.ensure_future(self._begin_at_last())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    def _end(self, worker: Process) -> None:
        self._every.discard(worker)
        worker.kill()

    async def _begin_at_last(self) -> None:
        """Start a process; where the machine has no room for it now, a little later."""
        while True:
            try:
                return await self._begin()
            except (RuntimeError, OSError):
                await asyncio.sleep(1)

    async def _begin(self) -> None:
        worker = await self._in_thread(partial(process.start, self._context, self._job))
        self._every.add(worker)
        self._idle.put_nowait(worker)

    def _in_thread(self, work: Callable[[], _T]) -> asyncio.Future[_T]:
        return asyncio.get_running_loop().run_in_executor(self._threads, work)


def _busy() -> Reply:
    return problem(503, "The server is busy with other queries; ask again in a second.", Retry_After=_AGAIN)
