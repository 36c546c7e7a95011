"""Any engine that speaks the SPARQL 1.1 Protocol: on this machine, on another one, or on a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from corridor_kg.engine import (
    dataset_clause,
    describing,
    functions,
    parsing,
    portable,
    results,
    templates,
    whole,
)
from corridor_kg.engine.changing import Changing
from corridor_kg.engine.dataset_clause import DatasetClause
from corridor_kg.engine.engine import Found
from corridor_kg.engine.layout import Graphs
from corridor_kg.engine.protocol import Protocol
from corridor_kg.errors import NotAnswered
from corridor_kg.rdf import tokens
from corridor_kg.rdf.terms import Node, Term

_REMEMBERED = 1 << 14
"""Of how many things it is remembered what was answered about them."""


class OverHttp(Changing):
    """An engine elsewhere; what it answers is read as the engine in process would have it.

    Args:
        protocol: Sends queries and updates.
        graphs: How what it holds is laid out.
        is_settled: Whether nobody changes what it holds meanwhile, so that what was asked once need not be asked again.
    """

    walks_paths = False
    marks_ill_typed = True

    def __init__(self, protocol: Protocol, graphs: Graphs, *, is_settled: bool = False) -> None:
        super().__init__(protocol, graphs)
        self.joins_texts = not graphs.is_strict
        self._about: dict[Node, list[Quad]] | None = {} if is_settled else None
        self._functions: dict[str, bool] = {}

    def forget(self) -> None:
        """Forget what was answered, for it may be another thing now."""
        super().forget()
        if self._about:
            self._about.clear()

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


def _fits(quad: Quad, predicate: NamedNode | None, object: Term | None, graph: Node | None = None) -> bool:
    return predicate in (None, quad.predicate) and object in (None, quad.object) and graph in (None, quad.graph_name)
