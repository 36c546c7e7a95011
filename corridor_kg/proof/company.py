"""Which passages a paragraph goes along with: those that speak of the same things, numbers and years.

Whoever writes from a source, or translates it, keeps its company of names and numbers. So a number that was changed on
the way is still known by what stands around it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property

from pyoxigraph import DefaultGraph, Literal, NamedNode

from corridor_kg.comparison.figures import Figure
from corridor_kg.proof.traits import Trait, number, year
from corridor_kg.rdf.terms import TYPE, Term
from corridor_kg.sources.described import term
from corridor_kg.store.graph import Graph
from corridor_kg.trust.known import Known
from corridor_kg.trust.terms import TARGET_YEAR

_PASSAGE, _NOTATION, _UNNAMED = term("ckg:Passage"), term("skos:notation"), term("ckg:UnnamedThing")

NEAR = 0.5
"""The share from which a paragraph goes along with a passage."""


class Company:
    """The passages of a graph, and what each speaks of.

    Args:
        graph: The graph.
        known: What is known of things.
        figures: The figures of the graph.
    """

    def __init__(self, graph: Graph, known: Known, figures: Collection[Figure]) -> None:
        self._graph, self._known, self._figures = graph, known, figures
        self._sums: dict[frozenset[Trait], float] = {}

    def share(self, passage: str, spoken_of: Collection[Trait], *, without: Collection[Trait] = ()) -> float:
        """Return how much of what a passage speaks of a paragraph speaks of too, from 0 to 1; what is rare counts more.

        Args:
            passage: The short name of the passage.
            spoken_of: What the paragraph speaks of.
            without: What is left aside.
        """
        own = self.traits.get(passage, frozenset())
        of = self._totals.get(passage, 0) - self._sum(own.intersection(without))
        return self._sum(own.intersection(spoken_of).difference(without)) / of if of > 0 else 0.0

    def likeness(self, passage: str, spoken_of: Collection[Trait], *, without: Collection[Trait] = ()) -> float:
        """Return how much a passage and a paragraph have in common of all that they speak of, from 0 to 1 (Dice)."""
        own, others = self.traits.get(passage, frozenset()), frozenset(spoken_of).difference(without)
        of = self._totals.get(passage, 0) - self._sum(own.intersection(without)) + self._sum(others)
        return 2 * self._sum(own & others) / of if of > 0 else 0.0

    @cached_property
    def _totals(self) -> dict[str, float]:
        return {passage: self._sum(traits) for passage, traits in self.traits.items()}

    def _sum(self, traits: Iterable[Trait]) -> float:
        weights, unknown = self._weights, math.log(1 + len(self.traits))
        return sum(weights.get(trait, unknown) for trait in traits)

    @cached_property
    def _weights(self) -> dict[Trait, float]:
        """How much each trait counts: what few passages speak of counts more."""
        counted = Counter(trait for traits in self.traits.values() for trait in traits)
        return {trait: math.log(1 + len(self.traits) / count) for trait, count in counted.items()}

    @cached_property
    def traits(self) -> dict[str, frozenset[Trait]]:
        """What each passage speaks of, by its short name: what print has names for, years of goals, and numbers."""
        unnamed = {triple.subject for triple in self._graph.engine.match(None, TYPE, _UNNAMED)}
        found: dict[str, set[Trait]] = {name: set(things - unnamed) for name, things in self.things.items()}
        for quad in self._graph.engine.quads(None, TARGET_YEAR):
            name = self.notation(quad.graph_name)
            if name in found and isinstance(quad.object, Literal):
                found[name].add(year(quad.object.value))
        for figure in self._figures:
            for name in figure.passages:
                found.setdefault(name, set()).add(number(figure.stated.value))
        return {name: frozenset(traits) for name, traits in found.items()}

    @cached_property
    def things(self) -> dict[str, set[Term]]:
        """What each passage speaks of by a name, or by other words of its own, by its short name."""
        found: dict[str, set[Term]] = {}
        for triple in self._graph.engine.match(None, TYPE, _PASSAGE):
            if isinstance(triple.subject, NamedNode):
                quads = self._graph.engine.quads(graph=triple.subject)
                every = {thing for quad in quads for thing in (quad.subject, quad.object)}
                found[self.notation(triple.subject)] = {thing for thing in every if self._known.sort(thing) == "name"}
        return found

    def notation(self, passage: Term | DefaultGraph) -> str:
        """Return the short name of a passage; empty for what is none."""
        if isinstance(passage, DefaultGraph):
            return ""
        return next((one.value for one in self._known.values(passage, _NOTATION) if isinstance(one, Literal)), "")
