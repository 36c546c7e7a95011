"""Statements by their two ends, and the walk along frames from a thing to what belongs to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeGuard

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from corridor_kg.model import frames
from corridor_kg.model.kinds import Kind, kind_of
from corridor_kg.rdf.terms import DERIVED_FROM, TYPE, Node, Term
from corridor_kg.rdf.vocabulary import Json


class Belongings(NamedTuple):
    """A thing with what belongs to it.

    Attributes:
        thing: The thing.
        inside: What belongs to it, each with the branch of the frame on which it was found.
    """

    thing: Node
    inside: list[tuple[frames.Branch, Belongings]]


class Index:
    """Quads by their two ends."""

    def __init__(self, quads: Iterable[Quad | Triple]) -> None:
        self.forward: dict[Any, list[Quad | Triple]] = defaultdict(list)
        self.backward: dict[Node, list[Quad | Triple]] = defaultdict(list)
        for quad in quads:
            self.forward[quad.subject].append(quad)
            if isinstance(quad.object, NamedNode | BlankNode):
                self.backward[quad.object].append(quad)

    def values(self, thing: Node, predicate: str) -> list[Term]:
        """Return the values that a thing has of a property, in the order of the quads."""
        found = (quad.object for quad in self.forward.get(thing, ()) if quad.predicate.value == predicate)
        return list(dict.fromkeys(found))

    def predicates(self, thing: Node) -> set[str]:
        """Return the IRIs of the properties that a thing has."""
        return {quad.predicate.value for quad in self.forward.get(thing, ())}

    def kind(self, thing: Node) -> Kind:
        """Return the kind of a thing."""
        return kind_of(self._classes(thing))

    def follow(self, thing: Node, frame: Json, found: set[Node]) -> Belongings:
        """Add a thing, and what belongs to it by a frame, to what was found; return what was new, as a tree."""
        new = Belongings(thing, [])
        if thing in found or thing not in self.forward:
            return new
        found.add(thing)
        for branch in frames.branches(frame):
            ends = self.backward[thing] if branch.inverse else self.forward[thing]
            for quad in [quad for quad in ends if quad.predicate.value == branch.predicate]:
                end = quad.subject if branch.inverse else quad.object
                if self._belongs(end, branch) and end not in found:
                    new.inside.append((branch, self.follow(end, branch.frame, found)))
        self._follow_blank(thing, found)
        return new

    def _follow_blank(self, thing: Node, found: set[Node]) -> None:
        """Add the blank nodes to which a thing leads; a long list is no deep call."""
        waiting = [thing]
        while waiting:
            for quad in self.forward.get(waiting.pop(), ()):
                if isinstance(quad.object, BlankNode) and quad.object not in found and quad.object in self.forward:
                    found.add(quad.object)
                    waiting.append(quad.object)

    def _belongs(self, end: Term, branch: frames.Branch) -> TypeGuard[Node]:
        """Return whether what stands at the end of a branch is a thing of the right class."""
        if not isinstance(end, NamedNode | BlankNode) or end not in self.forward:
            return False
        return not branch.types or bool(branch.types & self._classes(end))

    def share(self, found: set[Node]) -> None:
        """Add what the things found share with others, passages and measures say, as far as they name it.

        What is only shared comes without its own evidence.
        """
        followed, waiting = set(found), list(found)
        while waiting:
            thing = waiting.pop()
            for quad in list(self.forward[thing]):
                end = quad.object
                if quad.predicate == DERIVED_FROM and thing not in followed:
                    continue
                if isinstance(end, NamedNode) and end in self.forward and end not in found and self.kind(end).shared:
                    found.add(end)
                    waiting.append(end)

    def _classes(self, thing: Node) -> frozenset[str]:
        return frozenset(str(quad.object)[1:-1] for quad in self.forward.get(thing, ()) if quad.predicate == TYPE)
