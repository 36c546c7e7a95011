"""A service on loopback in both versions, a client and a cache for tests of reconciliation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corridor_kg.links.cache import Cache
from corridor_kg.links.reconciliation import Service
from corridor_kg.network.client import Client
from tests.links.reconciliation.helpers import SPECIFICATION, THINGS, VERSIONS
from tests.support.reconciliation_server import SPACE, ReconciliationServer, manifest


@pytest.fixture(scope="module")
def specification() -> Path:
    """The schemas and examples of the protocol; not part of the project."""
    if not SPECIFICATION.is_dir():
        pytest.skip("the examples are the W3C group's and not part of the project; put them into ../shared")
    return SPECIFICATION


@pytest.fixture
def server() -> Iterator[ReconciliationServer]:
    """A service of both versions."""
    with ReconciliationServer(THINGS) as server:
        yield server


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A client that soon loses its patience; one for all, since certificates take long to load."""
    with Client(seconds=2) as client:
        yield client


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    """An empty cache."""
    with Cache(tmp_path / "cache") as cache:
        yield cache


@pytest.fixture(params=VERSIONS)
def service(request: pytest.FixtureRequest, server: ReconciliationServer, client: Client) -> Service:
    """The service, asked in each version."""
    server.manifest = manifest([request.param])
    return Service.open(client, server.url, space=SPACE)
