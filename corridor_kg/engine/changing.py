"""The half of an engine elsewhere by which it is changed: a named graph and the merge, together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Triple, parse

from corridor_kg.engine import portable, whole
from corridor_kg.engine.engine import Engine
from corridor_kg.engine.layout import Graphs
from corridor_kg.engine.protocol import Protocol
from corridor_kg.engine.skolem import named
from corridor_kg.errors import GraphUnreadable
from corridor_kg.rdf.terms import Node

_AT_ONCE = 2_000
"""How many triples are sent in one update."""


class Changing(Engine):
    """An engine elsewhere, as far as it is changed.

    Args:
        protocol: Sends queries and updates.
        graphs: How what it holds is laid out.
    """

    def __init__(self, protocol: Protocol, graphs: Graphs) -> None:
        self.protocol = protocol
        self.graphs = graphs
        self._inferred: int | None = None

    def forget(self) -> None:
        """Forget what was answered, for it may be another thing now."""
        self._inferred = None

    def update(self, text: str) -> None:
        """Let the engine change what it holds; see `Protocol.update`."""
        self.protocol.update(text)

    def infer(self, triples: str, where: str) -> bool:
        """Add what follows to the graphs of what is inferred and of the merge; see `Engine.infer`.

        It is put into the first, and from there into the second; whether anything is new is counted there.
        """
        merge, inferred = self.graphs.dataset.merge, self.graphs.inferred
        using = f"USING {merge}" if merge else ""
        into = f"GRAPH {merge} {{ {triples} }}" if merge else triples
        new = portable.portable_kinds(f"{where} FILTER NOT EXISTS {{ {triples} }}")
        before = self.number_inferred
        self.update(f"INSERT {{ GRAPH {inferred} {{ {triples} }} }} {using} WHERE {{ {new} }}")
        self._inferred = None
        if self.number_inferred == before:
            return False
        self.update(f"INSERT {{ {into} }} WHERE {{ GRAPH {inferred} {{ {triples} }} }}")
        return True

    def insert(self, triples: str, graph: NamedNode, where: str, *, beside: Iterable[NamedNode] = ()) -> None:
        """Add to a named graph what is found in the merge and in named graphs.

        Args:
            triples: What is added, with variables, as in the braces of INSERT.
            graph: The graph that it is added to.
            where: Where it is found, as in the braces of WHERE.
            beside: The named graphs in which it is looked for, beside those that it names by their IRIs.
        """
        using = self._using(where, beside)
        self.update(f"INSERT {{ GRAPH {graph} {{ {triples} }} }} {using} WHERE {{ {portable.portable_kinds(where)} }}")

    def _using(self, where: str, beside: Iterable[NamedNode]) -> str:
        """Return the clause that names the graphs of an update, where these have to be named."""
        merge = self.graphs.dataset.merge
        graphs = dict.fromkeys([*re.findall(r"GRAPH (<[^>]*>)", where), *map(str, beside)])
        return " ".join([f"USING {merge}", *(f"USING NAMED {graph}" for graph in graphs)]) if merge else ""

    def rows_told(self, query: str) -> QuerySolutions:
        """Return the rows of a query of named graphs, sent as it is."""
        return whole.rows(self.protocol, query)

    def told(self, query: str) -> bool:
        """Return the truth of an ASK query of named graphs, sent as it is."""
        return bool(whole.truth(self.protocol, query))

    @property
    def number_inferred(self) -> int:
        """How many triples were inferred."""
        if self._inferred is None:
            self._inferred = self.number_in(self.graphs.inferred)
        return self._inferred

    def number_in(self, graph: NamedNode) -> int:
        """Return how many triples a named graph has."""
        (row,) = self.rows_told(f"SELECT (COUNT(*) AS ?number) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
        return int(row["number"].value)

    # -- As any engine is changed ------------------------------------------------------------------------

    def load(self, files: Iterable[tuple[str, RdfFormat]], graph: NamedNode) -> None:
        """Read files of one graph each into a named graph; see `Engine.load`."""
        for path, format in files:
            try:
                self.add(parse(path=path, format=format, rename_blank_nodes=True), graph)
            except (SyntaxError, OSError) as error:
                error.filename = path
                raise

    def add(self, statements: Iterable[Triple | Quad], graph: Node) -> None:
        """Add statements to a named graph and to the merge, some of them at once; see `Engine.add`.

        Raises:
            GraphUnreadable: One of them is about a triple; those before it may have been added.
            ServiceFailed: The engine cannot be reached, or refuses; some may have been added.
        """
        merge, place = self.graphs.dataset.merge, named(graph)
        if merge is not None and place not in self.graphs.dataset.named:
            self._let_ask([*self.graphs.dataset.named, place])
        waiting = iter(statements)
        while part := [self._line(statement) for statement in islice(waiting, _AT_ONCE)]:
            lines = "\n".join(part)
            into_merge = f"GRAPH {merge} {{\n{lines}\n}}" if merge else lines
            self.update(f"INSERT DATA {{\nGRAPH {place} {{\n{lines}\n}}\n{into_merge}\n}}")
        self.forget()

    def remove(self, graph: Node) -> None:
        """Remove a named graph, and from the merge those of its triples that stand in no other; see `Engine.remove`."""
        merge, place = self.graphs.dataset.merge, named(graph)
        others = [one for one in self.graphs.dataset.named if one != place]
        in_merge = f"GRAPH {merge} {{ ?s ?p ?o }}" if merge else "?s ?p ?o"
        is_other = f"?other IN ({', '.join(map(str, others))})" if merge else portable.is_asked("?other")
        other = f"GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {place} && {is_other})"
        self.update(
            f"DELETE {{ {in_merge} }} WHERE {{ GRAPH {place} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ {other} }} }} ;\n"
            f"DROP SILENT GRAPH {place}"
        )
        if merge:
            self._let_ask(others)
        self.forget()

    def clear(self) -> None:
        """Remove all that is asked: the named graphs, and the merge of them."""
        found = self.rows_told("SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }")
        for graph in [row["graph"] for row in found]:
            if self.graphs.has(graph):
                self.remove(graph)

    def _let_ask(self, graphs: Iterable[NamedNode]) -> None:
        """Let these named graphs be asked, where they have to be named."""
        dataset = self.graphs.dataset._replace(named=dict.fromkeys(graphs))
        self.graphs = self.graphs._replace(dataset=dataset)

    def _line(self, statement: Triple | Quad) -> str:
        terms = (statement.subject, statement.predicate, statement.object)
        if any(isinstance(term, Triple) for term in terms):
            raise GraphUnreadable(f"{statement} is about a triple (RDF 1.2), which not every engine takes.")
        return f"{' '.join(str(self.graphs.placed(term)) for term in terms)} ."
