"""What tests of many small changes to the bundled graph share."""

from __future__ import annotations

import pytest

from corridor_kg import Corridor
from corridor_kg.files import loading
from corridor_kg.trust import shapes
from tests.support.nearby import Nearby


@pytest.fixture(scope="session")
def validated(corridor: Corridor) -> Nearby:
    """The bundled graph, validated whole, and nothing found in it."""
    nearby = Nearby(corridor)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "quads", nearby.quads)
        patch.setattr(shapes, "validate", nearby.whole)
        assert corridor.check().findings == ()
    return nearby


@pytest.fixture
def nearby(validated: Nearby, monkeypatch: pytest.MonkeyPatch) -> Nearby:
    """Let what a test checks be validated only where it differs from the bundled graph."""
    monkeypatch.setattr(loading, "quads", validated.quads)
    monkeypatch.setattr(shapes, "validate", validated.validate)
    return validated
