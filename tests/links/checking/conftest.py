"""The three authorities on loopback, and a client of theirs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corridor_kg.network.client import Client
from tests.links.checking.helpers import FEATURES, ITEMS, TRIPLES
from tests.support.authority_server import AuthorityServer


@pytest.fixture
def server() -> Iterator[AuthorityServer]:
    """The three authorities."""
    with AuthorityServer(items=ITEMS, features=FEATURES, triples=TRIPLES) as server:
        yield server


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A client that soon loses its patience; one for all, since certificates take long to load."""
    with Client(seconds=2) as client:
        yield client
