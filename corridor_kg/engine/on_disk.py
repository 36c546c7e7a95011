"""pyoxigraph over a store on disk that is read and never written: ready at once, and shared by many processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NoReturn

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple

from corridor_kg.engine import dataset_clause
from corridor_kg.engine.dataset_clause import DatasetClause
from corridor_kg.engine.engine import Engine, Found
from corridor_kg.rdf.terms import Node, Term

_DEFAULT = DefaultGraph()


class OnDisk(Engine):
    """A store that `write` has made, with the merge as its default graph.

    Args:
        folder: The folder of the store.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write([Quad(NamedNode("x:a"), NamedNode("x:b"), NamedNode("x:c"))], f"{folder}/store")
    ...     OnDisk(f"{folder}/store").size
    1
    """

    def __init__(self, folder: str) -> None:
        self._store = Store.read_only(folder)

    def ask(
        self, query: str, *, prefixes: Mapping[str, str] | None = None, dataset: DatasetClause | None = None
    ) -> Found:
        """Ask a query; see `Engine.ask`."""
        known = dict(prefixes) if prefixes else None
        clause = dataset or dataset_clause.read(query, known)
        if clause is None:
            return self._store.query(query, prefixes=known)
        merge = dataset_clause.merge(clause, self.quads)
        return merge.query(query, prefixes=known, default_graph=_DEFAULT, named_graphs=list(clause.named))

    def match(
        self, subject: Node | Triple | None = None, predicate: NamedNode | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """Return the triples that fit a pattern, straight from the index."""
        return (quad.triple for quad in self._store.quads_for_pattern(subject, predicate, object, _DEFAULT))

    def quads(
        self,
        subject: Node | Triple | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: Node | None = None,
    ) -> Iterator[Quad]:
        """Return the quads that fit a pattern, straight from the index."""
        found = self._store.quads_for_pattern(subject, predicate, object, graph)
        return found if graph is not None else (quad for quad in found if quad.graph_name != _DEFAULT)

    def load(self, files: Iterable[tuple[str, RdfFormat]], graph: NamedNode) -> NoReturn:
        """Refuse: it is read only."""
        raise NotImplementedError("a store on disk is read only")

    def add(self, statements: Iterable[Triple | Quad], graph: Node) -> NoReturn:
        """Refuse: it is read only."""
        raise NotImplementedError("a store on disk is read only")

    def remove(self, graph: Node) -> NoReturn:
        """Refuse: it is read only."""
        raise NotImplementedError("a store on disk is read only")


def write(quads: Iterable[Quad], folder: str) -> None:
    """Write a store to a folder that is not there yet; whoever opens it later reads it only.

    A writer beside a reader gives no error, and nobody knows what is then read; so none is opened for writing again.

    Raises:
        OSError: The folder cannot be written.
    """
    store = Store(folder)
    store.bulk_extend(quads)
    store.optimize()
    store.flush()
