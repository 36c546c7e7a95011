"""The folder of a source that is in the graph: what describes it, and its passages."""

from __future__ import annotations

import os
from typing import NamedTuple

from corridor_kg.answers.rows import Row
from corridor_kg.errors import BadParameter, did_you_mean
from corridor_kg.model.origins import SOURCE, Origin
from corridor_kg.spelling import quoted
from corridor_kg.store.graph import Graph
from corridor_kg.trust.copies import PASSAGES


class Folder(NamedTuple):
    """A source in its folder.

    Attributes:
        origin: What describes it.
        file: The file that does.
        rows: Its passages, as `PASSAGES` has them.
    """

    origin: Origin
    file: str
    rows: list[Row]

    @property
    def article(self) -> str:
        """The IRI of its article."""
        return str(self.rows[0].article) if self.rows else ""

    def file_of(self, row: Row) -> str:
        """Return the file of a passage."""
        return os.path.join(os.path.dirname(self.file), f"{str(row.name).partition(' ')[2]}.ttl")


def find(graph: Graph, name: str) -> Folder:
    """Return a source by its short name.

    Raises:
        BadParameter: The graph has none of this name, or it has no passages.

    >>> from corridor_kg.store.graph import open_graph
    >>> found = find(open_graph(), "china-daily")
    >>> len(found.rows), os.path.basename(found.file)
    (28, 'source.ttl')
    """
    described = {
        origin.name: (origin, file)
        for origin in graph.facts
        for file in origin.files
        if os.path.splitext(os.path.basename(file))[0] == SOURCE
    }
    if name not in described:
        hint = did_you_mean(name, described, otherwise=f"there are {', '.join(described)}")
        raise BadParameter(f"no source is called {quoted(name)}{hint}")
    origin, file = described[name]
    rows = [row for row in graph.rows(PASSAGES) if str(row.name).startswith(f"{name} ")]
    if not rows:
        raise BadParameter(f"the source {quoted(name)} has no passages; {file} is to describe them.")
    return Folder(origin, file, rows)
