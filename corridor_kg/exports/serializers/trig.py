"""TriG, each origin a named graph."""

from __future__ import annotations

from collections.abc import Iterator

from corridor_kg.exports.selection import Selection
from corridor_kg.files import turtle


def serialize(selection: Selection) -> Iterator[bytes]:
    """Yield a selection as TriG."""
    yield turtle.serialize_graphs(selection.quads(), seconds=selection.seconds).encode()
