"""Of which properties a shapes graph looks at the values, and of which at the very terms.

Where an engine has rewritten nothing of these, the graph can be asked as it is.
"""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.rdf.terms import Node
from corridor_kg.shapes import shacl
from corridor_kg.shapes.literals import Rewritten
from corridor_kg.shapes.shapes_graph import ShapesGraph

_CONSTRAINTS = frozenset((*shacl.VALUES, *shacl.SETS))
_OF_TERMS = frozenset(("pattern", "minLength", "maxLength", "in", "hasValue", "equals", "disjoint"))
"""The constraints for which a literal is another if it is written otherwise."""

_PAIRS = ("equals", "disjoint", "lessThan", "lessThanOrEquals")


class LookedAt(NamedTuple):
    """The properties whose values shapes look at.

    Attributes:
        values: Those of which the values count.
        terms: Those of which it counts how they are written.
    """

    values: frozenset[NamedNode]
    terms: frozenset[NamedNode]

    def minds(self, rewritten: Rewritten) -> bool:
        """Return whether it makes a difference what an engine has rewritten."""
        properties = {predicate for _, predicate, _ in rewritten.forms}
        return not (self.terms.isdisjoint(properties) and self.values.isdisjoint(rewritten.merged))


def looked_at(shapes: ShapesGraph) -> LookedAt:
    """Return what a shapes graph looks at."""
    values, terms = set[NamedNode](), set[NamedNode]()
    seen: set[tuple[Node, frozenset[NamedNode]]] = set()

    def walk(shape: Node, given: frozenset[NamedNode]) -> None:
        path = shapes.path(shape)
        if path is not None:  # a path of no step ends where it begins
            given = path.predicates if path.predicate else path.predicates | given
        if (shape, given) in seen:
            return
        seen.add((shape, given))
        names = shapes.names(shape)
        beside = {other for name in _PAIRS for other in shapes.values(shape, name) if isinstance(other, NamedNode)}
        if not names.isdisjoint(_CONSTRAINTS):
            values.update(given, beside)
        if not names.isdisjoint(_OF_TERMS):
            terms.update(given, beside)
        for part in shapes.parts(shape):
            walk(part, given)

    for root in shapes.with_targets:
        objects = shapes.values(root, "targetObjectsOf")
        walk(root, frozenset(one for one in objects if isinstance(one, NamedNode)))
    return LookedAt(frozenset(values), frozenset(terms))
