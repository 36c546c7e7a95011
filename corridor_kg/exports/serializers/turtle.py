"""Turtle, the origins merged."""

from __future__ import annotations

from collections.abc import Iterator

from corridor_kg.exports.selection import Selection
from corridor_kg.files import turtle


def serialize(selection: Selection) -> Iterator[bytes]:
    """Yield a selection as Turtle."""
    yield turtle.serialize(selection.merged(), seconds=selection.seconds).encode()
