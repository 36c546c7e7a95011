"""The servers that the tests share: each takes a second to start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.serving import Site, served


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the kept store of the bundled graph lies."""
    return tmp_path_factory.mktemp("kept") / "stores"


@pytest.fixture(scope="session")
def site(stores: Path) -> Iterator[Site]:
    """A server with time enough for a busy machine."""
    with served(stores, "--timeout", "60", "--processes", "2") as site:
        yield site
