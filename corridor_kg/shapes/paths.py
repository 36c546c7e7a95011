"""Property paths: from the triples in which SHACL writes them to those of SPARQL (SHACL, section 2.3.1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode

from corridor_kg.rdf.terms import NIL, Term
from corridor_kg.rdf.vocabulary import shorten

_REPEATED = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}

MOST_NESTED = 100
"""How many paths may stand within each other: readers of paths and of queries have stacks that end."""

Values = Callable[[Term, str], list[Term]]
"""What a node of a shapes graph has of a property of SHACL, by the property's local name."""

Items = Callable[[Term], list[Term] | None]
"""The members of a list; None where a node is no list."""


class PathMalformed(ValueError):
    """A node is no property path."""


class Path(NamedTuple):
    """A property path.

    Attributes:
        text: The path as SPARQL has it, with IRIs in full.
        predicates: The properties that it may end with.
        predicate: The property that it is, where it is one and no more; else None.
        is_nothing_too: Whether it leads from a node to that node itself, without a step.
    """

    text: str
    predicates: frozenset[NamedNode]
    predicate: NamedNode | None = None
    is_nothing_too: bool = False

    @property
    def words(self) -> str:
        """The path with short names, for people; an IRI without one stands in angle brackets within others."""
        if self.predicate:
            return shorten(self.predicate.value)
        return re.sub(
            "<([^>]*)>", lambda found: found[0] if (short := shorten(found[1])) == found[1] else short, self.text
        )


def read(node: Term, values: Values, items: Items) -> Path:
    """Return the path that a node of a shapes graph is.

    Args:
        node: The value of ``sh:path``.
        values: Reads the shapes graph.
        items: Reads its lists.

    Raises:
        PathMalformed: The node is no path.

    >>> read(NamedNode("https://schema.org/name"), lambda node, name: [], lambda node: None).words
    'schema:name'
    """
    return _read(node, values, items, ())


def _read(node: Term, values: Values, items: Items, within: tuple[Term, ...]) -> Path:
    if isinstance(node, NamedNode) and node != NIL:
        return Path(str(node), frozenset([node]), node)
    if not isinstance(node, BlankNode) or node in within:
        raise PathMalformed("it is no property, and no path of properties")
    if len(within) == MOST_NESTED:
        raise PathMalformed(f"more than {MOST_NESTED} paths stand within each other; write it with fewer")

    def inner(part: Term) -> Path:
        return _read(part, values, items, (*within, node))

    steps = items(node)
    if steps is not None:
        return _joined([inner(step) for step in steps], "/")
    found = [(name, value) for name in ("inversePath", "alternativePath", *_REPEATED) for value in values(node, name)]
    if len(found) != 1:
        raise PathMalformed("it is no list of steps, and has not one of sh:inversePath and the like")
    ((name, value),) = found
    if name == "alternativePath":
        return _joined([inner(choice) for choice in items(value) or ()], "|")
    part = inner(value)
    if name == "inversePath":
        return part._replace(text=f"^{_closed(part.text)}", predicate=None)
    mark = _REPEATED[name]
    return Path(f"{_closed(part.text)}{mark}", part.predicates, None, part.is_nothing_too or mark != "+")


def _joined(parts: list[Path], by: str) -> Path:
    if len(parts) < 2:
        raise PathMalformed("a list of steps, or of choices, has at least two")
    predicates = frozenset().union(*(part.predicates for part in parts))
    is_nothing_too = (all if by == "/" else any)(part.is_nothing_too for part in parts)
    return Path(f"({by.join(part.text for part in parts)})", predicates, None, is_nothing_too)


def _closed(text: str) -> str:
    """Return a path so that a mark before or behind it is said of all of it.

    >>> _closed("^a"), _closed("(a/b)"), _closed("a")
    ('(^a)', '(a/b)', 'a')
    """
    return f"({text})" if text[0] == "^" or text[-1] in "*+?" else text
