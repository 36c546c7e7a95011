"""Many clients at once, of whom some mean harm: how long those who mean none wait, and what they are told."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

import httpx

from tests.support.serving import CROSS

GOOD = (
    ("/place/dongguan", "text/html"),
    ("/queries/core-platforms?city=dongguan", "text/html"),
    ("/queries/figures.csv?thing=shenzhen", "*/*"),
    ("/sparql?query=SELECT+%3Fs+%7B+%3Fs+a+ckg%3ACity+%7D", "*/*"),
)
"""What people and programs ask, each with what they take."""

HOSTILE = (
    CROSS,
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g",
    f"ASK {{ ?s ?p ?o FILTER(REGEX(STR(?o), '{'(a*)*' * 20}b')) }}",
    "SELECT * { " + "{" * 3000,
)
"""What nobody asks who means well: what never ends, what takes all memory, what the parser has to go deep for."""

_LARGE = b"query=" + b"A" * 10_000_000


class Load(NamedTuple):
    """What clients met.

    Attributes:
        seconds: How long each good request took that was answered, sorted.
        statuses: What the good ones were answered with.
        hostile: What the others were answered with; 0 where the connection ended.
    """

    seconds: list[float]
    statuses: list[int]
    hostile: list[int]

    def percentile(self, share: float) -> float:
        """Return within how many seconds a share of the good requests was answered."""
        return self.seconds[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def load(
    address: str,
    *,
    clients: int,
    seconds: float,
    hostile: int = 0,
    good: Sequence[tuple[str, str]] = GOOD,
    seed: int = 19,
) -> Load:
    """Return what clients meet who ask one after the other for some time, and wait where they are told to.

    Args:
        address: Where the server is.
        clients: How many there are.
        seconds: For how long.
        hostile: One request in so many means harm; 0 for none.
        good: The paths of the others, each with what is accepted.
        seed: Decides who asks what when.
    """
    return asyncio.run(_load(address, clients, seconds, hostile, good, seed))


async def _load(
    address: str, clients: int, seconds: float, hostile: int, good: Sequence[tuple[str, str]], seed: int
) -> Load:
    met = Load([], [], [])
    end = time.monotonic() + seconds
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=clients)
    async with httpx.AsyncClient(base_url=address, timeout=120, trust_env=False, limits=limits) as client:

        async def one(number: int) -> None:
            turns = random.Random(seed * 1000 + number)
            harm = itertools.cycle(_harms(client, address))
            for _ in range(turns.randrange(len(HOSTILE) + 2)):
                next(harm)
            while time.monotonic() < end:
                if hostile and turns.randrange(hostile) == 0:
                    met.hostile.append(await next(harm)())
                else:
                    await _good(client, *turns.choice(good), met)

        await asyncio.gather(*map(one, range(clients)))
    met.seconds.sort()
    return met


async def _good(client: httpx.AsyncClient, path: str, accept: str, met: Load) -> None:
    began = time.monotonic()
    answer = await client.get(path, headers={"Accept": accept})
    met.statuses.append(answer.status_code)
    if answer.status_code == 503:
        await asyncio.sleep(float(answer.headers["retry-after"]))
    else:
        met.seconds.append(time.monotonic() - began)


def _harms(client: httpx.AsyncClient, address: str) -> list[Callable[[], Awaitable[int]]]:
    """Return what does harm: the queries, a large body, and a request of which half arrives."""

    def asking(query: str) -> Callable[[], Awaitable[int]]:
        async def ask() -> int:
            return (await client.post("/sparql", data={"query": query})).status_code

        return ask

    async def large() -> int:
        try:
            return (await client.post("/sparql", content=_LARGE, headers=_FORM)).status_code
        except httpx.HTTPError:
            return 0  # the server does not read to the end what it does not take

    async def half() -> int:
        host, _, port = address.removeprefix("http://").rpartition(":")
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST /sparql HTTP/1.1\r\nHost: ")
        await writer.drain()
        asyncio.get_running_loop().call_later(5, writer.close)
        return 0

    return [*map(asking, HOSTILE), large, half]


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
