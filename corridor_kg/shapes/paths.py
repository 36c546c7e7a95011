"""Property paths: from the triples in which SHACL writes them to those of SPARQL (SHACL, section 2.3.1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode

from corridor_kg.rdf.terms import Term
from corridor_kg.rdf.vocabulary import shorten

_REPEATED = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}

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
        words: The same with short names, for people.
        predicates: The properties that it may end with.
        predicate: The property that it is, where it is one and no more; else None.
        is_nothing_too: Whether it leads from a node to that node itself, without a step.
    """

    text: str
    words: str
    predicates: frozenset[NamedNode]
    predicate: NamedNode | None = None
    is_nothing_too: bool = False


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
    path = _read(node, values, items, ())
    return path._replace(words=shorten(path.predicate.value)) if path.predicate else path


def _read(node: Term, values: Values, items: Items, within: tuple[Term, ...]) -> Path:
    if isinstance(node, NamedNode):
        short = shorten(node.value)
        return Path(str(node), short if short != node.value else str(node), frozenset([node]), node)
    if not isinstance(node, BlankNode) or node in within:
        raise PathMalformed("it is no property, and no path of properties")

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
        return part._replace(text=f"^{_closed(part.text)}", words=f"^{_closed(part.words)}", predicate=None)
    mark = _REPEATED[name]
    text, words = (f"{_closed(one)}{mark}" for one in (part.text, part.words))
    return Path(text, words, part.predicates, None, part.is_nothing_too or mark != "+")


def _joined(parts: list[Path], by: str) -> Path:
    if len(parts) < 2:
        raise PathMalformed("a list of steps, or of choices, has at least two")
    predicates = frozenset().union(*(part.predicates for part in parts))
    is_nothing_too = (all if by == "/" else any)(part.is_nothing_too for part in parts)
    text, words = (f"({by.join(each)})" for each in ([p.text for p in parts], [p.words for p in parts]))
    return Path(text, words, predicates, None, is_nothing_too)


def _closed(text: str) -> str:
    """Return a path so that a mark before or behind it is said of all of it.

    >>> _closed("^a"), _closed("(a/b)"), _closed("a")
    ('(^a)', '(a/b)', 'a')
    """
    return f"({text})" if text[0] == "^" or text[-1] in "*+?" else text
