"""Validates what differs from the bundled graph, and not the whole of it again for each of hundreds of cases.

The bundled graph is validated whole, once. A case then adds or takes away a few statements. The shapes are such
that whether a thing keeps them rests on three things only: its own statements, the types of what these refer to,
and the axioms about subclasses (``test_shapes`` holds the shapes to that). So only those things can come to break
a shape whose own statements have changed, or that refer to something whose statements have; all others are as
they were. A graph of those things alone is validated, and what is found of any other is dropped, for its
statements are not all there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Triple

from corridor_kg import Corridor
from corridor_kg.files import loading
from corridor_kg.model.origins import Origin
from corridor_kg.rdf.vocabulary import RDF, RDFS
from corridor_kg.trust import shapes
from corridor_kg.trust.shapes import Violation

TYPE, SUBCLASS = NamedNode(f"{RDF}type"), NamedNode(f"{RDFS}subClassOf")


class Nearby:
    """Stands in for `shapes.validate` and for `loading.quads`, and gives what they give.

    Attributes:
        spared: How many validations were of a part, or of nothing, rather than of the whole.
    """

    def __init__(self, corridor: Corridor) -> None:
        self.spared = 0
        self._read: dict[Origin, list[Quad]] = {}
        self._bundled = frozenset(corridor.origins)
        self._quads: Callable[[Origin], Iterator[Quad]] = loading.quads
        self._validate: Callable[[Iterable[Quad], str], Iterator[Violation]] = shapes.validate
        self._known: dict[str, tuple[frozenset[Triple], list[Violation]]] = {}

    def quads(self, origin: Origin) -> Iterator[Quad]:
        """Yield an origin's quads; a bundled one is read once, so that its blank nodes keep their names."""
        if origin not in self._bundled:
            return self._quads(origin)
        if origin not in self._read:
            self._read[origin] = list(self._quads(origin))
        return iter(self._read[origin])

    def known(self, path: str) -> frozenset[Triple]:
        """Return the graph that others are compared with."""
        return self._known[path][0]

    def whole(self, data: Iterable[Quad], path: str) -> Iterator[Violation]:
        """Validate a graph whole, and remember it as the one that others are compared with."""
        quads = list(data)
        found = list(self._validate(quads, path))
        self._known[path] = (frozenset(quad.triple for quad in quads), found)
        yield from found

    def validate(self, data: Iterable[Quad], path: str) -> Iterator[Violation]:
        """Validate what differs from the graph that was validated whole."""
        triples = frozenset(quad.triple for quad in data)
        known, before = self._known[path]
        changed = triples ^ known
        if any(triple.predicate == SUBCLASS for triple in changed):  # whatever has a type may be concerned
            yield from self._validate(map(_quad, triples), path)
            return
        self.spared += 1
        subjects = {triple.subject for triple in changed}
        near = subjects | {triple.subject for triple in triples if triple.object in subjects}
        own = [triple for triple in triples if triple.subject in near]
        values = {triple.object for triple in own}
        axioms = [
            triple
            for triple in triples
            if triple.predicate == SUBCLASS or (triple.predicate == TYPE and triple.subject in values)
        ]
        found = list(self._validate(map(_quad, {*own, *axioms}), path)) if near else []
        kept = [violation for violation in before if violation.focus not in near]
        new = [violation for violation in found if violation.focus in near]
        yield from sorted(kept + new, key=lambda violation: tuple(map(str, violation)))


def _quad(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object)
