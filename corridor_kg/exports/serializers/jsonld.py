"""JSON-LD 1.1, nested by the project's frames or by somebody's own.

The default graph is the merge of all; a passage is a named graph of what it states besides, so that each fact names its
own passages.
"""

from __future__ import annotations

from collections.abc import Iterator

from corridor_kg.exports.selection import Selection
from corridor_kg.files import nested_jsonld


def serialize(selection: Selection, *, frame: str | None = None, inline_context: bool = True) -> Iterator[bytes]:
    """Yield a selection as JSON-LD.

    Args:
        selection: What to write.
        frame: A file with a JSON-LD 1.1 frame, instead of the project's own.
        inline_context: Whether the context is written out; else the document names it by its IRI.

    Raises:
        BadParameter: The frame cannot be read, or is none.
    """
    quads = list(selection.quads())
    yield nested_jsonld.serialize(
        quads,
        things=selection.things,
        frame=frame,
        inline_context=inline_context,
        graphs=selection.told_graphs(quads),
        seconds=selection.seconds,
    ).encode()
