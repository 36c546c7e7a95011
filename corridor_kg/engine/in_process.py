"""pyoxigraph in this process and its memory: the engine that is used unless another is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple

from corridor_kg.engine.engine import Engine, Found
from corridor_kg.rdf.terms import Node, Term


class InProcess(Engine):
    """A store of pyoxigraph.

    It rewrites literals (``2.50`` becomes ``2.5``), and so is an index only: what leaves the project is read from
    the files.

    >>> engine = InProcess()
    >>> engine.add([Quad(NamedNode("x:a"), NamedNode("x:b"), NamedNode("x:c"), NamedNode("x:graph"))])
    >>> engine.size, engine.holds("ASK { <x:a> <x:b> <x:c> }")
    (1, True)

    Attributes:
        store: The store itself.
    """

    def __init__(self) -> None:
        self.store = Store()

    def ask(self, query: str, *, prefixes: Mapping[str, str] | None = None, merged: bool = True) -> Found:
        """Ask a query; see `Engine.ask`."""
        return self.store.query(query, prefixes=dict(prefixes) if prefixes else None, use_default_graph_as_union=merged)

    def load(self, path: str, format: RdfFormat, graph: NamedNode) -> None:
        """Read a file into a named graph; see `Engine.load`."""
        self.store.load(path=path, format=format, to_graph=graph)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads; either all of them or, where reading them fails, none."""
        self.store.extend(quads)

    def remove(self, graph: NamedNode) -> None:
        """Remove a named graph."""
        self.store.remove_graph(graph)

    @property
    def size(self) -> int:
        """How many quads it holds."""
        return len(self.store)

    def match(
        self,
        subject: Node | Triple | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Return the quads that fit a pattern, straight from the index: twenty times as fast as by a query."""
        return self.store.quads_for_pattern(subject, predicate, object, graph)
