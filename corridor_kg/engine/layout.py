"""How what an engine elsewhere holds is laid out in it: in which graphs, and with which terms."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.engine import marks, portable, results
from corridor_kg.engine.portable import Dataset
from corridor_kg.engine.skolem import named
from corridor_kg.rdf.terms import INFERRED, Node, Term


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
