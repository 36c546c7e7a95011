"""Any engine that speaks the SPARQL 1.1 Protocol: on this machine, on another one, or on a cluster."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Triple

from corridor_kg.engine import (
    dataset_clause,
    describing,
    functions,
    marks,
    parsing,
    portable,
    results,
    templates,
    whole,
)
from corridor_kg.engine.dataset_clause import DatasetClause
from corridor_kg.engine.engine import Engine, Found
from corridor_kg.engine.portable import Dataset
from corridor_kg.engine.protocol import Protocol
from corridor_kg.engine.skolem import named
from corridor_kg.errors import NotAnswered
from corridor_kg.rdf import tokens
from corridor_kg.rdf.terms import INFERRED, Node, Term

_REMEMBERED = 1 << 14
"""Of how many things it is remembered what was answered about them."""


class Graphs(NamedTuple):
    """How what an engine holds is laid out in it.

    Attributes:
        dataset: The graphs that it is asked.
        inferred: The graph of what was inferred.
        is_strict: Whether literals are marked that the engine would not keep; see `corridor_kg.engine.marks`.
    """

    dataset: Dataset
    inferred: NamedNode = INFERRED
    is_strict: bool = False

    def placed(self, term: Term) -> Term:
        """Return a term as the engine has it."""
        if isinstance(term, Literal):
            return marks.marked(results.settled(term), strict=self.is_strict)
        return named(term)

    def has(self, graph: Node) -> bool:
        """Return whether a named graph is one of those that are asked, and none that we keep there for ourselves."""
        if self.dataset.merge is None:
            return not graph.value.startswith(portable.ENDPOINT)
        return named(graph) in self.dataset.named


class OverHttp(Engine):
    """An engine elsewhere; what it answers is read as the engine in process would have it.

    Args:
        protocol: Sends queries and updates.
        graphs: How what it holds is laid out.
        is_settled: Whether nobody changes what it holds meanwhile, so that what was asked once need not be asked again.
    """

    walks_paths = False
    marks_ill_typed = True

    def __init__(self, protocol: Protocol, graphs: Graphs, *, is_settled: bool = False) -> None:
        self.protocol = protocol
        self.joins_texts = not graphs.is_strict
        self.graphs = graphs
        self._about: dict[Node, list[Quad]] | None = {} if is_settled else None
        self._inferred: int | None = None
        self._functions: dict[str, bool] = {}

    # -- Asking ------------------------------------------------------------------------------------------

    def ask(
        self, query: str, *, prefixes: Mapping[str, str] | None = None, dataset: DatasetClause | None = None
    ) -> Found:
        """Ask a query; see `Engine.ask`.

        Raises:
            ServiceFailed: The engine cannot be reached, refuses, is too slow, or has not answered all.
        """
        if wrong := parsing.objection(query, prefixes):
            raise SyntaxError(wrong)
        for function in functions.used(query, prefixes):
            if not self._has(function):
                raise ValueError(f"{self.protocol.address.query} has no function <{function}>; ask files, or Oxigraph")
        form = tokens.form(query)
        clause = dataset or dataset_clause.read(query, prefixes)
        if clause or form == "DESCRIBE":
            return self._ask_here(query, form, clause, prefixes)
        if form == "CONSTRUCT":
            return self._constructed(query, prefixes)
        asked = portable.portable(query, self.graphs.dataset, prefixes)
        return whole.truth(self.protocol, asked) if form == "ASK" else whole.rows(self.protocol, asked)

    def _has(self, function: str) -> bool:
        """Return whether the engine has a function that not every engine has; it is asked once."""
        if function not in self._functions:
            try:
                self._functions[function] = self.told(functions.PROBES[function])
            except NotAnswered:
                self._functions[function] = False
        return self._functions[function]

    def _ask_here(
        self, query: str, form: str, clause: DatasetClause | None, prefixes: Mapping[str, str] | None
    ) -> Found:
        """Ask what engines answer in ways of their own: of graphs that are merged here, or by what a description is."""
        if clause is None:
            return results.of(describing.described(query, self, prefixes))
        merge = dataset_clause.merge(clause, self.quads)
        known = dict(prefixes) if prefixes else None
        return merge.query(query, prefixes=known, default_graph=DefaultGraph(), named_graphs=list(clause.named))

    def _constructed(self, query: str, prefixes: Mapping[str, str] | None) -> Found:
        """Ask a CONSTRUCT query by the rows of which its triples are made."""
        parts = templates.constructed(query)
        found = whole.rows(self.protocol, portable.portable(parts.rows, self.graphs.dataset, prefixes))
        return parts.triples(found, prefixes)

    def kept(self, literals: Iterable[Literal]) -> dict[Literal, Literal]:
        """Return what is read in place of literals: each engine's are settled as those of the engine in process."""
        return {literal: results.settled(literal) for literal in literals}

    def match(
        self, subject: Node | Triple | None = None, predicate: NamedNode | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """Yield the triples of the merge that fit a pattern; see `Engine.match`."""
        if self._about is not None and isinstance(subject, Node):
            found = (quad for quad in self._of(subject) if _fits(quad, predicate, object))
            return iter(dict.fromkeys(quad.triple for quad in found))
        terms = self._terms("{0} {1} {2}", subject, predicate, object)
        return (Triple(*found) for found in terms)

    def quads(
        self,
        subject: Node | Triple | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: Node | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of the named graphs that fit a pattern; see `Engine.quads`."""
        if self._about is not None and isinstance(subject, Node):
            return (quad for quad in self._of(subject) if _fits(quad, predicate, object, graph))
        found = self._terms("GRAPH {3} {{ {0} {1} {2} }}", subject, predicate, object, graph)
        return (Quad(*terms) for terms in found if self.graphs.has(terms[3]))

    def _of(self, subject: Node) -> list[Quad]:
        """Return the quads about a thing, which are asked for once."""
        assert self._about is not None
        if subject not in self._about:
            if len(self._about) >= _REMEMBERED:
                self._about.clear()
            found = self._terms("GRAPH {3} {{ {0} {1} {2} }}", subject, None, None, None)
            self._about[subject] = [Quad(*terms) for terms in found if self.graphs.has(terms[3])]
        return self._about[subject]

    def _terms(self, pattern: str, *wanted: Term | None) -> Iterator[list[Any]]:
        """Yield the terms of what fits a pattern; blank nodes have names here.

        Where it speaks of graphs, each is told in the answer, and need not be named in the query.
        """
        if any(isinstance(term, Triple) for term in wanted) or isinstance(wanted[0], Literal):
            return  # which no engine is given
        columns = {place: f"?_{place}" for place, term in enumerate(wanted) if term is None}
        places = ("" if term is None else str(self.graphs.placed(term)) for term in wanted)
        asked = pattern.format(*(columns.get(place, text) for place, text in enumerate(places)))
        text = f"SELECT {' '.join(columns.values())} WHERE {{ {asked} }}" if columns else f"ASK {{ {asked} }}"
        if len(wanted) < 4:
            text = portable.portable(text, self.graphs.dataset)
        if not columns:
            yield from [list(wanted)] if whole.truth(self.protocol, text) else []
            return
        for row in whole.rows(self.protocol, text):
            yield [row[columns[place][1:]] if term is None else term for place, term in enumerate(wanted)]

    # -- Changing ----------------------------------------------------------------------------------------

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

    def load(self, files: Iterable[tuple[str, RdfFormat]], graph: NamedNode) -> None:
        """Refuse: what is put into an engine elsewhere is put there whole; see `corridor_kg.store.transfer`."""
        raise NotImplementedError("an engine elsewhere is loaded whole")

    def add(self, statements: Iterable[Triple | Quad], graph: Node) -> None:
        """Refuse, as `load` does."""
        raise NotImplementedError("an engine elsewhere is loaded whole")

    def remove(self, graph: Node) -> None:
        """Refuse, as `load` does."""
        raise NotImplementedError("an engine elsewhere is loaded whole")


def _fits(quad: Quad, predicate: NamedNode | None, object: Term | None, graph: Node | None = None) -> bool:
    return predicate in (None, quad.predicate) and object in (None, quad.object) and graph in (None, quad.graph_name)
