"""Canonical N-Quads, whose SHA-256 is the RDFC-1.0 hash of the data set; each origin is a named graph."""

from __future__ import annotations

from collections.abc import Iterator

from corridor_kg.exports.selection import Selection
from corridor_kg.files.canonical_lines import canonical_lines


def serialize(selection: Selection) -> Iterator[bytes]:
    """Yield a selection as N-Quads; memory does not grow with the number of statements."""
    return canonical_lines(selection.streams(), graphs=True, seconds=selection.seconds)
