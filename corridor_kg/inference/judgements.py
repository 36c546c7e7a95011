"""What SPARQL cannot say of the premises of a contradiction: what values literals have, and which things differ.

A rule finds candidates, in an engine of whichever make; a judgement tells which of them contradict one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode

from corridor_kg.engine.engine import Engine
from corridor_kg.inference.ranges import DataRange
from corridor_kg.rdf import values
from corridor_kg.rdf.terms import TYPE, Node, Term
from corridor_kg.rdf.vocabulary import OWL, RDF

Solution = dict[str, Term]
"""The values of a rule's variables."""


class Differences:
    """Which things an engine says to differ: word for word, in a list, or by classes that have nothing in common.

    Args:
        engine: Ontology, facts, and what follows from them.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kinds: dict[Node, set[Term]] = {}

    def apart(self, one: Term, other: Term) -> bool:
        """Return whether two terms are known to stand for two things."""
        if isinstance(one, Literal) and isinstance(other, Literal):
            return values.same(one, other) is False
        if not isinstance(one, NamedNode | BlankNode) or not isinstance(other, NamedNode | BlankNode):
            return False
        if frozenset((one, other)) in self._stated or self._in_one_list(self._lists, one, other):
            return True
        kinds = [(kind, another) for kind in self._kinds_of(one) for another in self._kinds_of(other)]
        return any(frozenset(pair) in self._disjoint or self._in_one_list(self._partitions, *pair) for pair in kinds)

    @cached_property
    def _stated(self) -> set[frozenset[Term]]:
        return self._pairs("differentFrom")

    @cached_property
    def _disjoint(self) -> set[frozenset[Term]]:
        return self._pairs("disjointWith") | self._pairs("complementOf")

    @cached_property
    def _lists(self) -> dict[Term, set[Term]]:
        return self._members("a", "AllDifferent", "members", "distinctMembers")

    @cached_property
    def _partitions(self) -> dict[Term, set[Term]]:
        return self._members("a", "AllDisjointClasses", "members") | self._members("", "", "disjointUnionOf")

    def _pairs(self, word: str) -> set[frozenset[Term]]:
        triples = self._engine.match(None, NamedNode(OWL + word))
        return {frozenset((triple.subject, triple.object)) for triple in triples}

    def _members(self, is_a: str, kind: str, *words: str) -> dict[Term, set[Term]]:
        """Return for each member of lists the lists that it is in."""
        of_kind = f"?all {is_a} <{OWL}{kind}> ." if kind else ""
        paths = "|".join(f"<{OWL}{word}>" for word in words)
        found: dict[Term, set[Term]] = defaultdict(set)
        query = f"SELECT ?list ?member {{ {of_kind} ?all {paths} ?list . ?list <{RDF}rest>*/<{RDF}first> ?member }}"
        for row in self._engine.select(query):
            found[row["member"]].add(row["list"])
        return found

    def _in_one_list(self, lists: dict[Term, set[Term]], one: Term, other: Term) -> bool:
        return one != other and bool(lists.get(one, set()) & lists.get(other, set()))

    def _kinds_of(self, thing: Node) -> set[Term]:
        if thing not in self._kinds:
            self._kinds[thing] = {triple.object for triple in self._engine.match(thing, TYPE)}
        return self._kinds[thing]


class Judgement(Protocol):
    """What has to be so for candidates to contradict one another."""

    def contradictions(self, candidates: Iterable[Solution], known: Differences) -> Iterator[list[Solution]]:
        """Yield the candidates that do, those together that do so together.

        Args:
            candidates: Values of the rule's variables.
            known: Which things differ.
        """


class Allowed(NamedTuple):
    """A literal is, or is not, in a data range.

    Attributes:
        variable: The variable that stands for the literal.
        range: The data range.
        allowed: What contradicts: to be in the range, or not to be.
    """

    variable: str
    range: DataRange
    allowed: bool

    def contradictions(self, candidates: Iterable[Solution], known: Differences) -> Iterator[list[Solution]]:
        """Yield each candidate whose literal is so."""
        for found in candidates:
            literal = found[self.variable]
            if isinstance(literal, Literal) and self.range.has(literal) is self.allowed:
                yield [found]


class OneValue(NamedTuple):
    """Two literals have one value, however they are written.

    Attributes:
        one: The variable that stands for the first of them.
        other: That which stands for the second.
    """

    one: str
    other: str

    def contradictions(self, candidates: Iterable[Solution], known: Differences) -> Iterator[list[Solution]]:
        """Yield each candidate whose literals have one value."""
        for found in candidates:
            one, other = found[self.one], found[self.other]
            if isinstance(one, Literal) and isinstance(other, Literal) and values.same(one, other):
                yield [found]


class NoneOf(NamedTuple):
    """A thing is none of those in a list.

    Attributes:
        variable: The variable that stands for the thing.
        members: Those in the list.
    """

    variable: str
    members: tuple[Node, ...]

    def contradictions(self, candidates: Iterable[Solution], known: Differences) -> Iterator[list[Solution]]:
        """Yield each candidate that is known to differ from all of them."""
        for found in candidates:
            if all(known.apart(found[self.variable], member) for member in self.members):
                yield [found]


class TooMany(NamedTuple):
    """A thing has more values that differ than it may have.

    Attributes:
        thing: The variable that stands for the thing.
        value: That which stands for one of its values.
        most: How many it may have, from 1.
        range: The data range of which no more are allowed; None where it does not matter.
    """

    thing: str
    value: str
    most: int
    range: DataRange | None = None

    def contradictions(self, candidates: Iterable[Solution], known: Differences) -> Iterator[list[Solution]]:
        """Yield the candidates for one thing whose values differ from one another, if they are too many."""
        by_thing: dict[Term, dict[Term, Solution]] = defaultdict(dict)
        for found in candidates:
            if self._counts(found[self.value]):
                by_thing[found[self.thing]].setdefault(found[self.value], found)
        for by_value in by_thing.values():
            if len(by_value) > self.most:
                apart = _apart(sorted(by_value, key=str), self.most + 1, known)
                if apart:
                    yield [by_value[value] for value in apart]

    def _counts(self, value: Term) -> bool:
        return self.range is None or (isinstance(value, Literal) and self.range.has(value) is True)


def _apart(terms: list[Term], number: int, known: Differences) -> list[Term]:
    """Return a number of terms each of which is known to differ from each, or none where there are not as many."""

    def extended(chosen: list[Term], left: list[Term]) -> list[Term]:
        if len(chosen) == number:
            return chosen
        for place, term in enumerate(left):
            if len(chosen) + len(left) - place < number:
                break
            found = extended([*chosen, term], [other for other in left[place + 1 :] if known.apart(term, other)])
            if found:
                return found
        return []

    return extended([], terms)
