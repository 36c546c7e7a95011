"""An environment without proxies, and a server that answers what a test wants."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.network.helpers import VARIABLES
from tests.support.reconciliation_server import ReconciliationServer


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test depend on the proxies and certificates of the machine."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[ReconciliationServer]:
    """A server that answers what a test wants."""
    with ReconciliationServer([]) as server:
        yield server
