"""What is asked of a SPARQL engine: five things, on which everything else stands."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import (
    BlankNode,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

from corridor_kg.rdf.terms import Node, Term

Found = QuerySolutions | QueryBoolean | QueryTriples
"""What a query finds: rows, yes or no, or triples, as pyoxigraph's readers of SPARQL results have them too."""


class Engine(ABC):
    """An engine that holds named graphs, and answers SPARQL 1.1 queries about them.

    To use another engine, write the five abstract methods; the others stand on `ask`, and may be written anew where
    the engine has something faster.
    """

    @abstractmethod
    def ask(self, query: str, *, prefixes: Mapping[str, str] | None = None, merged: bool = True) -> Found:
        """Ask a query.

        Args:
            query: The text of a SELECT, ASK, CONSTRUCT or DESCRIBE query.
            prefixes: Prefixes that the query need not declare, each with its namespace.
            merged: Whether the default graph is all the named graphs together; else it is what the query says.

        Raises:
            SyntaxError: The query cannot be parsed.
            OSError, RuntimeError, ValueError: The engine cannot answer it.
        """

    @abstractmethod
    def load(self, path: str, format: RdfFormat, graph: NamedNode) -> None:
        """Read a file of one graph into a named graph.

        Raises:
            SyntaxError, OSError: The file cannot be read.
        """

    @abstractmethod
    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads; what is there already stays as it is."""

    @abstractmethod
    def remove(self, graph: NamedNode) -> None:
        """Remove a named graph and all that stands in it."""

    @property
    @abstractmethod
    def size(self) -> int:
        """How many quads it holds."""

    # -- What stands on these five -----------------------------------------------------------------------

    def select(self, query: str) -> QuerySolutions:
        """Return the solutions of a SELECT query over all the graphs together."""
        found = self.ask(query)
        if not isinstance(found, QuerySolutions):
            raise TypeError("this is no SELECT query")
        return found

    def construct(self, query: str) -> Iterator[Triple]:
        """Return the triples of a CONSTRUCT query over all the graphs together."""
        found = self.ask(query)
        if not isinstance(found, QueryTriples):
            raise TypeError("this is no CONSTRUCT query")
        return found

    def holds(self, query: str) -> bool:
        """Return the truth of an ASK query over all the graphs together."""
        return bool(self.ask(query))

    def match(
        self,
        subject: Node | Triple | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of the named graphs that fit a pattern; None fits anything.

        No query can name a blank node, so that such a place is asked as a variable, and compared here.
        """
        names = ("subject", "predicate", "object", "graph")
        wanted = dict(zip(names, (subject, predicate, object, graph), strict=True))
        fixed = {name: term for name, term in wanted.items() if term is not None and not _is_blank(term)}
        s, p, o, g = (str(fixed.get(name, f"?{name}")) for name in names)
        for found in self.select(f"SELECT * WHERE {{ GRAPH {g} {{ {s} {p} {o} }} }}"):
            values: list[Any] = [fixed[name] if name in fixed else found[name] for name in names]
            if all(term in (None, value) for term, value in zip(wanted.values(), values, strict=True)):
                yield Quad(*values)


def _is_blank(term: Term) -> bool:
    return isinstance(term, BlankNode | Triple)
