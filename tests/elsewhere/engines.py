"""The engines elsewhere that the tests put graphs into: each is started once, and what it has not is told by name."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from pyoxigraph import BlankNode, Quad, Triple

from corridor_kg import Corridor
from corridor_kg.engine.protocol import Address
from corridor_kg.network import logins
from tests.support import jena, oxigraph, virtuoso
from tests.support.engines import Server


class Kind(NamedTuple):
    """An engine.

    Attributes:
        start: Starts a server over a folder.
        missing: Why there is none; None where there is.
    """

    start: Callable[[str], contextlib.AbstractContextManager[Server]]
    missing: str | None


KINDS = {
    "oxigraph": Kind(oxigraph.serving, oxigraph.MISSING),
    "jena": Kind(jena.serving, jena.MISSING),
    "virtuoso": Kind(virtuoso.serving, virtuoso.MISSING),
}

LACKING = {name: {"jena", "virtuoso"} for name in ("distances", "geography-checked")}
"""The stored queries that some engines cannot answer, for they have no geof:distance; who asks is told."""

TAKEN_FOR_ONE = {
    ("figure:example-figure", "sdmx-measure:obsValue"),
    ("forecast:example-forecast", "ckg:expectedValue"),
    ("mapping:example", "sssom:confidence"),
    ("period:example-month", "schema:endDate"),
    ("period:example-month", "schema:startDate"),
}
"""What has, in the broken graph, two values that differ in their datatypes alone: Virtuoso takes them for one."""

EACH = list(KINDS)
"""Each engine, as a parameter: its tests are run by one process (`tests.support.scheduling`), which starts it once."""


class Held(NamedTuple):
    """A graph as an engine holds it, and as files have it.

    Attributes:
        kind: The name of the engine.
        address: Where the engine is.
        there: The graph in that engine.
        here: The same in process.
    """

    kind: str
    address: Address
    there: Corridor
    here: Corridor


def address_of(server: Server) -> Address:
    """Return the address of a server, with the login that it wants."""
    urls = server.query, server.update
    login = logins.as_user(server.user, server.password or "", *urls) if server.user else None
    return Address(*urls, login)


@contextlib.contextmanager
def started(kind: str) -> Iterator[Address]:
    """Yield the address of an engine that has nothing yet; a test is skipped where there is none."""
    if missing := KINDS[kind].missing:
        pytest.skip(missing)
    with TemporaryDirectory() as folder, KINDS[kind].start(folder) as server:
        yield address_of(server)


@contextlib.contextmanager
def held(kind: str, here: Corridor) -> Iterator[Held]:
    """Yield a graph that was put into an engine."""
    with started(kind) as address:
        here.put(address)
        yield Held(kind, address, Corridor.load(endpoint=address), here)


def lines(triples: Iterable[Triple | Quad]) -> list[str]:
    """Return triples as texts, sorted, blank nodes without their names, and quads without their graphs."""
    terms = ((one.subject, one.predicate, one.object) for one in triples)
    return sorted(" ".join("_:" if isinstance(term, BlankNode) else str(term) for term in one) for one in terms)
