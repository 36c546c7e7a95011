"""Of which properties a shapes graph looks at the values, and of which at the very terms.

Where an engine has rewritten nothing of these, the graph can be asked as it is.
"""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.rdf.terms import Node
from corridor_kg.shapes import shacl
from corridor_kg.shapes.literals import Rewritten
from corridor_kg.shapes.paths import PathMalformed
from corridor_kg.shapes.shapes_graph import ShapesGraph

_OF_TERMS = frozenset(("pattern", "minLength", "maxLength", "in", "hasValue", "equals", "disjoint"))
"""The constraints for which a literal is another if it is written otherwise."""


class LookedAt(NamedTuple):
    """The properties whose values shapes look at.

    Attributes:
        values: Those of which the values count.
        terms: Those of which it counts how they are written.
        has_closed: Whether values of any property at all are looked at: a closed shape tells those that it denies.
    """

    values: frozenset[NamedNode]
    terms: frozenset[NamedNode]
    has_closed: bool

    def minds(self, rewritten: Rewritten) -> bool:
        """Return whether it makes a difference what an engine has rewritten."""
        properties = {predicate for _, predicate, _ in rewritten.forms}
        if self.has_closed and rewritten.merged:
            return True
        return not (self.terms.isdisjoint(properties) and self.values.isdisjoint(rewritten.merged))


def looked_at(shapes: ShapesGraph) -> LookedAt:
    """Return what a shapes graph looks at; what leads to a malformed path looks at nothing."""
    values, terms, has_closed = set[NamedNode](), set[NamedNode](), False
    waiting: list[tuple[Node, frozenset[NamedNode], bool]] = []  # the last: whether it tells results of its own
    for root in shapes.with_targets:
        objects = shapes.values(root, "targetObjectsOf")
        waiting.append((root, frozenset(one for one in objects if isinstance(one, NamedNode)), True))
    seen = set[tuple[Node, frozenset[NamedNode], bool]]()
    while waiting:
        shape, given, tells = waiting.pop()
        told = given  # what is told beside the value of one property is told as the engine has it
        try:
            path = shapes.path(shape)
        except PathMalformed:
            continue
        if path is not None:  # a path of no step ends where it begins
            given = path.predicates if path.predicate else path.predicates | given
            told |= frozenset() if path.predicate else given
        if (shape, told | given, tells) in seen:
            continue
        seen.add((shape, told | given, tells))
        has_closed = has_closed or shapes.is_true(shape, "closed")
        names = shapes.names(shape)
        beside = {other for name in shacl.PAIRS for other in shapes.values(shape, name) if isinstance(other, NamedNode)}
        if not names.isdisjoint(shacl.CONSTRAINTS):
            values.update(given, beside)
            terms.update(told if tells else ())
        if not names.isdisjoint(_OF_TERMS):
            terms.update(given, beside)
        own = shapes.values(shape, "property")
        waiting += [(part, given, tells and part in own) for part in shapes.parts(shape)]
    return LookedAt(frozenset(values), frozenset(terms), has_closed)
