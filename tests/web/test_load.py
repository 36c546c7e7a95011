"""Fifty clients for a minute, one request in ten of which means harm: the server stays up, and as large as it was."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from tests.support.load import load
from tests.support.serving import SMALL, served


def test_fifty_clients_of_whom_some_mean_harm(stores: Path) -> None:
    """Each good request is answered, or told when to come again; what is hostile is refused or ended.

    How long they wait beside those who are alone is measured by `tests/benchmarks/serving.py`.
    """
    with served(stores, "--memory", "512") as site:
        load(site.address, clients=8, seconds=3)  # so that each process has been asked
        before = site.memory()
        met = load(site.address, clients=50, seconds=60, hostile=10)
        statuses = Counter(met.statuses)
        assert set(statuses) <= {200, 503}
        assert statuses[200] > 0.9 * statuses.total(), statuses
        assert set(met.hostile) <= {0, 200, 400, 403, 413, 503}
        assert len(met.hostile) > 20
        assert site.process.poll() is None
        end = time.monotonic() + 60
        while (site.memory() > before + 100 or len(site.workers()) != 4) and time.monotonic() < end:
            time.sleep(0.5)
        assert site.memory() <= before + 100
        assert len(site.workers()) == 4
        assert site.ask(SMALL).status_code == 200
