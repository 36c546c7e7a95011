"""Which conditions of a query leave its answer empty: the fewest without which something would fit.

The query is asked again without one condition, then without two (`corridor_kg.rdf.query_parts` tells which there are,
and how it is written without them). A condition with a name that nothing has is looked at first: such a name is what is
wrong, whatever else would help. Each time it is only asked whether anything fits at all.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions

from corridor_kg.answers.native import cell
from corridor_kg.engine import dataset_clause
from corridor_kg.errors import did_you_mean
from corridor_kg.files.output import printable
from corridor_kg.questions import unknown_names
from corridor_kg.rdf.query_parts import Condition, Edit, Parts
from corridor_kg.rdf.terms import TEXTS, Term
from corridor_kg.rdf.tokens import Token
from corridor_kg.rdf.vocabulary import prefixes, shorten
from corridor_kg.spelling import folded
from corridor_kg.store import names
from corridor_kg.store.graph import Graph

SECONDS = 2.0
"""How long is looked for conditions; the last one that was begun is looked at to its end."""

_KINDS = ("filter", "values", "value", "class", "property", "graph", "minus", "pattern")
"""The kinds of conditions, those that more often leave nothing first."""

_MOST_INSTEAD = 3
"""How many other values are told."""

_MOST_TRIED = 12
"""How many other values are tried, the nearest first."""

_MOST_READ = 500
"""How many other values are read."""


class Culprit(NamedTuple):
    """A condition that leaves nothing.

    Attributes:
        kind: One of those of `corridor_kg.rdf.query_parts.Condition`, or ``parameter``, ``having``, ``slice``,
            ``service`` or ``selection``.
        text: The condition as it is written.
        term: The term in it that is meant; empty where the whole is.
        reason: Why, as a sentence.
        instead: Values with which there would be an answer; of a clause, values of its variables in what fits the rest.
        more: How many more such values there are.
    """

    kind: str
    text: str
    term: str
    reason: str
    instead: tuple[str, ...] = ()
    more: int = 0


class Found(NamedTuple):
    """What the search has found.

    Attributes:
        sets: The smallest sets of conditions; without all of any one of them there is an answer.
        is_whole: Whether the time was enough to look at all.
    """

    sets: tuple[tuple[Condition, ...], ...]
    is_whole: bool


class Search:
    """A query, asked of a graph without some of its conditions.

    Args:
        graph: The graph.
        parts: The query.
    """

    def __init__(self, graph: Graph, parts: Parts) -> None:
        self._graph = graph
        self._parts = parts
        self._end = time.monotonic() + SECONDS
        self._resolved = cache(self._resolve)
        self._conditions = [one for one in parts.conditions if not _is_parameter(one)]
        self._unknown = [condition for condition in self._conditions if self.unknown_terms(condition)]

    @property
    def _is_late(self) -> bool:
        return time.monotonic() > self._end

    def fits(self, without: Iterable[Condition] = ()) -> bool:
        """Return whether anything fits the pattern of the query without some of its conditions."""
        return self._holds(self._parts.asking(without))

    def smallest(self) -> Found:
        """Return the smallest sets of conditions without which something fits."""
        if unknown := self.with_unknown_terms():
            return Found(unknown, is_whole=True)
        others = sorted(
            (one for one in self._conditions if one not in self._unknown), key=lambda one: _KINDS.index(one.kind)
        )
        terms = [one for one in others if one.kind != "pattern"]
        for candidates in (terms, [one for one in others if one.kind == "pattern"]):
            if found := self._helpful(self._unknown, candidates):
                return Found(tuple(dict.fromkeys(map(self._shrunk, found))), is_whole=not self._is_late)
        pairs = [pair for pair in combinations(terms, 2) if not _overlap(*pair)]
        found = self._fitting([*self._unknown, *pair] for pair in pairs) or self._several(terms)
        return Found(tuple(dict.fromkeys(map(self._shrunk, found))), is_whole=not self._is_late)

    def with_unknown_terms(self) -> tuple[tuple[Condition, ...], ...]:
        """Return the smallest sets of conditions that name what the graph does not know, if they alone are why."""
        found = self._helpful((), self._unknown)
        if not found and self._unknown and self.fits(self._unknown):
            found = [self._shrunk(self._unknown)]
        return tuple(map(tuple, found))

    def _several(self, conditions: Sequence[Condition]) -> list[Sequence[Condition]]:
        """Return one set of more than two conditions without which something fits, a kind of them after the other."""
        so_far = [[*self._unknown, *conditions[:end]] for end in range(1, len(conditions) + 1)]
        ends = [part for part, after in pairwise([*so_far, []]) if not after or after[-1].kind != part[-1].kind]
        return self._fitting(ends)[:1]

    def _helpful(self, always: Sequence[Condition], candidates: Iterable[Condition]) -> list[Sequence[Condition]]:
        """Return the sets of conditions that are left out always, and one more, without which something fits."""
        return self._fitting([*always, one] for one in candidates)

    def _fitting(self, sets: Iterable[Sequence[Condition]]) -> list[Sequence[Condition]]:
        """Return the sets of conditions without which something fits, as far as there is time to try them."""
        return [some for some in sets if not self._is_late and self.fits(some)]

    def _shrunk(self, conditions: Sequence[Condition]) -> tuple[Condition, ...]:
        """Return the conditions of a set that are needed in it."""
        needed = list(conditions)
        for one in conditions:
            rest = [other for other in needed if other is not one]
            if rest and self.fits(rest):
                needed = rest
        return tuple(needed)

    # -- What is wrong with one ------------------------------------------------------------------------------

    def culprit(self, condition: Condition, set_of: Collection[Condition]) -> Culprit:
        """Return what is to be told of a condition.

        Args:
            condition: One without which something fits.
            set_of: The set that it belongs to.
        """
        others = [one for one in set_of if one is not condition]
        if condition.kind in ("filter", "values", "minus"):
            unknown = " ".join(self._unknown_told(term, ()) for term in self.unknown_terms(condition))
            reason = unknown or "nothing that fits the rest passes it."
            return Culprit(condition.kind, condition.text, "", reason, self._passing(condition, others))
        instead = self._instead(condition, others) if condition.term else ()
        if self.unknown_terms(condition):
            reason = self._unknown_told(condition.term, instead)
        elif self._fits_alone(condition):
            reason = "something fits it by itself, but nothing together with the rest."
        else:
            reason = "nothing in the graph fits it."
        return Culprit(condition.kind, condition.text, condition.term, reason, instead)

    def unknown_terms(self, condition: Condition) -> list[str]:
        """Return the terms of a condition that stand nowhere in the graph."""
        if condition.kind == "pattern":
            return []
        written = [condition.term] if condition.term else list(dict.fromkeys(_names(condition.tokens)))
        return [term for term in written if self._is_unknown(term)]

    def _is_unknown(self, term: str) -> bool:
        iri = self._resolved(term)
        if iri is None:
            return not self._holds(f"{self._parts.prologue} ASK {{ ?subject ?property {term} }}")
        graphs = {origin.graph for origin in self._graph.origins}
        return iri not in graphs and not names.stands_in(self._graph.engine, iri)

    def _resolve(self, term: str) -> NamedNode | None:
        """Return the IRI that a term stands for; None for a literal."""
        if term[0] in "\"'+-.0123456789" or term in ("true", "false"):
            return None
        return dataset_clause.resolved(self._parts.prologue, [term], prefixes())[0]

    def _unknown_told(self, term: str, instead: Sequence[str]) -> str:
        iri = self._resolved(term)
        if iri is None:
            return f"nothing in the graph has the value {term}."
        name = shorten(iri.value)
        hint = did_you_mean(name, instead)
        hint = hint if hint != "." else did_you_mean(name, unknown_names.known(self._graph))
        return f"nothing in the graph is called {name}{hint}"

    def _fits_alone(self, condition: Condition) -> bool:
        return self._holds(f"{self._parts.prologue} ASK {{ {condition.text} }}")

    # -- What would do ---------------------------------------------------------------------------------------

    def _instead(self, condition: Condition, others: Sequence[Condition]) -> tuple[str, ...]:
        """Return what may stand in the place of a term so that there is an answer, the nearest first."""
        written = self._resolved(condition.term)
        wanted = shorten(written.value) if written else condition.term.strip("\"'")
        candidates = sorted(self._candidates(condition), key=lambda term: _distance(wanted, term))
        ((start, end, _),) = condition.edits
        found: list[str] = []
        for term in candidates[:_MOST_TRIED]:
            if self._is_late or len(found) == _MOST_INSTEAD:
                break
            other = condition._replace(edits=(Edit(start, end, str(term)),))
            if term != written and self.fits([*others, other]):
                found.append(_written(term))
        return tuple(found)

    def _candidates(self, condition: Condition) -> list[Term]:
        """Return what stands in the place of a term in whatever fits its pattern."""
        query = f"SELECT DISTINCT ?free {{ {condition.opened} }} LIMIT {_MOST_READ}"
        return self._values(f"{self._parts.prologue} {query}")

    def _passing(self, condition: Condition, others: Sequence[Condition]) -> tuple[str, ...]:
        """Return what the first variable of a clause is in what fits the rest."""
        for variable in condition.variables:
            if values := self.values_of(variable, [*others, condition]):
                shown = sorted({cell(value) for value in values})
                return tuple(f"{variable} = {value}" for value in shown[:_MOST_INSTEAD])
        return ()

    def values_of(self, variable: str, without: Iterable[Condition] = ()) -> list[Term]:
        """Return the different values of a variable in what fits the pattern without some of its conditions."""
        return self._values(self._parts.selecting([variable], _MOST_READ, without))

    def _values(self, query: str) -> list[Term]:
        try:
            found = self._graph.engine.ask(query, prefixes=prefixes())
        except (SyntaxError, OSError, RuntimeError, ValueError):
            return []
        assert isinstance(found, QuerySolutions)
        return [solution[0] for solution in found if solution[0] is not None]

    def _holds(self, query: str) -> bool:
        """Return the truth of an ASK query; one that cannot be written so, or answered, is not true."""
        try:
            return bool(self._graph.engine.ask(query, prefixes=prefixes()))
        except (SyntaxError, OSError, RuntimeError, ValueError):
            return False


def _written(term: Term) -> str:
    """Return a term as people may write it into a query: a text with its language."""
    is_text = isinstance(term, Literal) and term.datatype in TEXTS
    return printable(str(term)) if is_text else cell(term)


def _is_parameter(condition: Condition) -> bool:
    """Return whether a condition is the VALUES by which a parameter was bound."""
    return condition.kind == "values" and any(name.startswith("?_") for name in condition.variables)


def _names(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the IRIs of a clause, but for functions, datatypes, and what names a prefix alone, as for STRSTARTS."""
    texts = [token.text for token in tokens]
    for before, token, after in zip(["", *texts], tokens, [*texts[1:], ""], strict=False):
        is_iri = token.kind == "iri" or (token.kind == "name" and not token.text.startswith("_:"))
        if is_iri and not token.text.endswith(":") and before != "^^" and after != "(":
            yield token.text


def _overlap(one: Condition, other: Condition) -> bool:
    """Return whether two conditions are written at the same place, so that leaving out both is leaving out one."""
    return any(a.start < b.end and b.start < a.end for a in one.edits for b in other.edits)


def _distance(wanted: str, term: Term) -> tuple[float, str]:
    """Return how far a term is from what was written, to sort by."""
    import difflib  # late for the cold start: few answers are empty

    name = cell(term)
    return -round(difflib.SequenceMatcher(None, folded(wanted), folded(name)).ratio(), 2), name
