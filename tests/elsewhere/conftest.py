"""The bundled graph, and one that is broken in every way, in each engine."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest

from corridor_kg import Corridor
from tests.elsewhere.engines import Held, held
from tests.support import cases


@pytest.fixture(scope="session")
def bundled(request: pytest.FixtureRequest, corridor: Corridor) -> Iterator[Held]:
    """The bundled graph in an engine, which the parameter names."""
    with held(request.param, corridor) as found:
        yield found


@pytest.fixture(scope="session")
def broken(request: pytest.FixtureRequest) -> Iterator[Held]:
    """All the cases of what is wrong, beside the bundled facts, in an engine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what is wrong
        here = Corridor.load(add=cases.of_facts())
        with held(request.param, here) as found:
            yield found
