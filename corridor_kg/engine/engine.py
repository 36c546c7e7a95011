"""What is asked of a SPARQL engine: four things, on which everything else stands."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

from corridor_kg.engine.dataset_clause import DatasetClause
from corridor_kg.rdf.terms import INFERRED, Node, Term

Found = QuerySolutions | QueryBoolean | QueryTriples
"""What a query finds: rows, yes or no, or triples, as pyoxigraph's readers of SPARQL results have them too."""


_AT_ONCE = 1000
"""How many literals are asked about in one query."""


class Engine(ABC):
    """An engine that holds named graphs and their merge, and answers SPARQL 1.1 queries about them.

    The merge is the default graph: each triple once, in however many named graphs it stands (RDF 1.1 Semantics,
    section 4.1), so that no count depends on how often a triple is stated. To use another engine, write the four
    abstract methods; the others stand on `ask`, and may be written anew where the engine has something faster.
    """

    walks_paths = True
    """Whether it is asked for paths of any length with both ends free, which not every engine walks."""

    joins_texts = True
    """Whether a text of VALUES finds the same text in the graph, which Virtuoso's does not."""

    marks_ill_typed = False
    """Whether it holds what is ill-typed as marked; see `corridor_kg.engine.marks`."""

    @abstractmethod
    def ask(
        self, query: str, *, prefixes: Mapping[str, str] | None = None, dataset: DatasetClause | None = None
    ) -> Found:
        """Ask a query of the merge, or of the data set that its FROM and FROM NAMED describe (SPARQL 1.1, 13.2).

        Args:
            query: The text of a SELECT, ASK, CONSTRUCT or DESCRIBE query.
            prefixes: Prefixes that the query need not declare, each with its namespace.
            dataset: A data set in place of that which the query describes.

        Raises:
            SyntaxError: The query cannot be parsed.
            OSError, RuntimeError, ValueError: The engine cannot answer it.
        """

    @abstractmethod
    def load(self, files: Iterable[tuple[str, RdfFormat]], graph: NamedNode) -> None:
        """Read files of one graph each into a named graph, and into the merge.

        Args:
            files: Paths, each with its format.
            graph: The name of the graph.

        Raises:
            SyntaxError, OSError: A file cannot be read; ``filename`` of the error is its path.
            GraphUnreadable: The same, as a message says it.
        """

    @abstractmethod
    def add(self, statements: Iterable[Triple | Quad], graph: Node) -> None:
        """Add statements to a named graph and to the merge; what is there already stays as it is.

        Args:
            statements: Triples, or quads whose own graph is not looked at.
            graph: The name of the graph.
        """

    @abstractmethod
    def remove(self, graph: Node) -> None:
        """Remove a named graph, and from the merge those of its triples that stand in no other."""

    # -- What stands on these four -----------------------------------------------------------------------

    def kept(self, literals: Iterable[Literal]) -> dict[Literal, Literal]:
        """Return what the engine makes of literals, which may be others of the same value; nothing is added to it.

        >>> from corridor_kg.engine.in_process import InProcess
        >>> [literal.value for literal in InProcess().kept([Literal("2.50", datatype=Literal(2.5).datatype)]).values()]
        ['2.5']
        """
        kept: dict[Literal, Literal] = {}
        numbered = list(dict.fromkeys(literals))
        for start in range(0, len(numbered), _AT_ONCE):
            part = numbered[start : start + _AT_ONCE]
            rows = " ".join(f"({number} {literal})" for number, literal in enumerate(part))
            for found in self.select(f"SELECT ?number ?literal WHERE {{ VALUES (?number ?literal) {{ {rows} }} }}"):
                kept[part[int(found["number"].value)]] = found["literal"]
        return kept

    def infer(self, triples: str, where: str) -> bool:
        """Add what follows, and is not there, to the graph `INFERRED` and to the merge; return whether anything is new.

        Args:
            triples: What follows, with variables, as in the braces of CONSTRUCT.
            where: That from which it follows, as in the braces of WHERE.
        """
        new = f"{where} FILTER NOT EXISTS {{ {triples} }}"
        found = list(self.construct(f"CONSTRUCT {{ {triples} }} WHERE {{ {new} }}"))
        if found:
            self.add(found, INFERRED)
        return bool(found)

    def ask_of_stated(self, query: str, *, prefixes: Mapping[str, str] | None = None) -> Found:
        """Ask a query that leaves the graph `INFERRED` out by itself, so that an engine need not have it ready.

        What is inferred is in the merge all the same. An engine to which it makes no difference asks the query as any.
        """
        return self.ask(query, prefixes=prefixes)

    @property
    def size(self) -> int:
        """How many triples the merge has."""
        (counted,) = self.select("SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }")
        return int(counted["triples"].value)

    def select(self, query: str, *, of_stated: bool = False) -> QuerySolutions:
        """Return the solutions of a SELECT query; where it leaves out what is inferred, as of `ask_of_stated`."""
        found = self.ask_of_stated(query) if of_stated else self.ask(query)
        if not isinstance(found, QuerySolutions):
            raise TypeError("this is no SELECT query")
        return found

    def construct(self, query: str) -> Iterator[Triple]:
        """Return the triples of a CONSTRUCT query."""
        found = self.ask(query)
        if not isinstance(found, QueryTriples):
            raise TypeError("this is no CONSTRUCT query")
        return found

    def holds(self, query: str) -> bool:
        """Return the truth of an ASK query."""
        return bool(self.ask(query))

    def match(
        self,
        subject: Node | Triple | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
    ) -> Iterator[Triple]:
        """Yield the triples of the merge that fit a pattern; None fits anything."""
        for found in self._matching("{0}", subject=subject, predicate=predicate, object=object):
            yield Triple(*found)

    def quads(
        self,
        subject: Node | Triple | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: Node | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of the named graphs that fit a pattern; None fits anything."""
        pattern = "GRAPH {1} {{ {0} }}"
        for found in self._matching(pattern, subject=subject, predicate=predicate, object=object, graph=graph):
            yield Quad(*found)

    def _matching(self, pattern: str, **wanted: Term | None) -> Iterator[list[Any]]:
        """Yield the terms of what fits a pattern, in the order of what is wanted.

        No query can name a blank node, so that such a place is asked as a variable, and compared here.
        """
        fixed = {name: term for name, term in wanted.items() if term is not None and not _is_blank(term)}
        places = [str(fixed.get(name, f"?{name}")) for name in wanted]
        asked = pattern.format(" ".join(places[:3]), *places[3:])
        for found in self.select(f"SELECT * WHERE {{ {asked} }}"):
            values = [fixed[name] if name in fixed else found[name] for name in wanted]
            if all(term in (None, value) for term, value in zip(wanted.values(), values, strict=True)):
                yield values


def _is_blank(term: Term) -> bool:
    return isinstance(term, BlankNode | Triple)
