"""RDF/XML, the origins merged."""

from __future__ import annotations

from collections.abc import Iterator

from corridor_kg.exports.selection import Selection
from corridor_kg.files import rdfxml


def serialize(selection: Selection) -> Iterator[bytes]:
    """Yield a selection as RDF/XML."""
    yield rdfxml.serialize(selection.merged(), seconds=selection.seconds).encode()
