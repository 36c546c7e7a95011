"""Canonical N-Triples, the origins merged."""

from __future__ import annotations

from collections.abc import Iterator

from corridor_kg.exports.selection import Selection
from corridor_kg.files.canonical_lines import canonical_lines


def serialize(selection: Selection) -> Iterator[bytes]:
    """Yield a selection as N-Triples; memory does not grow with the number of statements."""
    return canonical_lines(selection.merged_streams(), graphs=False, seconds=selection.seconds)
