"""Origins: where facts come from. Each is a named graph, made of the files of one folder, or of one file."""

from __future__ import annotations

import os
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Triple

from corridor_kg.rdf.vocabulary import GRAPHS, PASSAGES

ONTOLOGY = "ontology"
"""The name of the origin of the program's own ontology."""

RESERVED = (ONTOLOGY, "inferred")
"""Names of graphs that no origin of facts may take. A data set that was exported may hold them; they are not
read from it, for the ontology is the program's own and what follows is inferred anew."""

PathLike = str | os.PathLike[str]
Part = NamedNode | BlankNode | DefaultGraph


SOURCE = "source"
"""The name, without its ending, of the file that makes a folder a source: it describes the article and its passages,
and what each of the other files states is the named graph of the passage that is called as it is."""


def passage(source: str, file: str) -> NamedNode:
    """Return the passage whose graph a file in a source's folder is.

    Args:
        source: The name of the folder.
        file: The name of the file, without its ending.

    >>> passage("china-daily", "p05").value
    'https://w3id.org/corridor-kg/passage/china-daily-p05'
    """
    return NamedNode(f"{PASSAGES}{source}-{file}")


class Origin(NamedTuple):
    """Facts that came from one place: the files that hold them, and the named graph that they form.

    Attributes:
        name: The folder's, file's or named graph's name; unique in one graph.
        files: Absolute paths, sorted.
        part: The named graph of the files that the origin is; the default graph; or None for all they hold. A file
            that can hold no named graphs, as one of Turtle, is the whole of it: the file of a passage is its graph.
        named_in: Where the files are named, such as ``corridor-kg.toml, line 2``; empty where a caller names them.
        left_out: What stands in the files and is not read, as what was not known on a day.
    """

    name: str
    files: tuple[str, ...]
    part: Part | None = None
    named_in: str = ""
    left_out: frozenset[Triple] = frozenset()

    @property
    def graph(self) -> NamedNode | BlankNode:
        """The named graph that the origin is: under the name that its file gives it, else under its own.

        >>> Origin("article", ()).graph.value
        'https://w3id.org/corridor-kg/graph/article'
        >>> Origin("g1", (), NamedNode("http://example.org/g1")).graph.value
        'http://example.org/g1'
        """
        return NamedNode(GRAPHS + self.name) if isinstance(self.part, DefaultGraph | None) else self.part
