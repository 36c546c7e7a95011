"""Literals as they are written, also in an engine that would rewrite them.

SHACL looks at terms: ``2.50`` and ``2.5`` are two values, and an ``xsd:byte`` is no ``xsd:integer``. An engine may
hold values instead, and pyoxigraph does. A literal that it would rewrite, and one that its datatype does not allow, is
therefore marked: its datatype gets another name, which every engine keeps, and the queries know such names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from corridor_kg.engine.engine import Engine
from corridor_kg.engine.marks import ILL_TYPED, WRITTEN
from corridor_kg.rdf import datatypes
from corridor_kg.rdf.terms import TEXTS, Node, Term

Statements = Callable[[], Iterable[Quad | Triple]]
"""Gives statements; the same each time."""

_GRAPH = NamedNode("x:graph")


class Rewritten(NamedTuple):
    """What an engine does not keep of some statements as it is written.

    Attributes:
        forms: What was written in place of a literal that the engine has: by the property of which it is a value,
            and by the thing as well where one literal of the property was written in several ways; else None.
        merged: The properties of which the engine may make one value of a thing out of two, or makes a value of another
            datatype, or of which a value is ill-typed.
        has_ill_typed: Whether any value is ill-typed.
    """

    forms: dict[tuple[Node | None, NamedNode, Literal], Literal]
    merged: frozenset[NamedNode]
    has_ill_typed: bool

    def form(self, thing: Term, predicate: NamedNode, value: Term) -> Term:
        """Return a value of a thing as it was written."""
        if not isinstance(value, Literal) or not isinstance(thing, Node):
            return value
        return self.forms.get((thing, predicate, value)) or self.forms.get((None, predicate, value)) or value


def rewritten(parts: Sequence[Statements], engine: Engine) -> Rewritten:
    """Return what an engine does not keep of statements.

    Args:
        parts: Each gives the statements of one named graph of the engine, as their files have them.
        engine: The engine; nothing is added to it.
    """
    where: dict[tuple[NamedNode, Literal], set[int]] = defaultdict(set)
    for number, part in enumerate(parts):
        for triple in part():
            literal = triple.object  # made anew each time that it is asked for
            if isinstance(literal, Literal) and literal.datatype not in TEXTS:
                where[triple.predicate, literal].add(number)
    kept = engine.kept(literal for _, literal in where)
    written: dict[tuple[NamedNode, Literal], list[Literal]] = defaultdict(list)
    merged, has_ill_typed = set(), False
    for predicate, literal in where:
        written[predicate, kept[literal]].append(literal)
        is_wrong = is_ill_typed(literal)
        has_ill_typed |= is_wrong
        if (is_wrong and not engine.marks_ill_typed) or kept[literal].datatype != literal.datatype:
            merged.add(predicate)
    forms: dict[tuple[Node | None, NamedNode, Literal], Literal] = {}
    unsure: dict[int, set[tuple[NamedNode, Literal]]] = defaultdict(set)
    for (predicate, stored), literals in written.items():
        for literal in literals:
            if literal != stored and len(literals) == 1:
                forms[None, predicate, stored] = literal
            elif literal != stored:
                for number in where[predicate, literal]:
                    unsure[number].add((predicate, stored))
    for number, pairs in unsure.items():
        for subject, predicate, literal in _values(parts[number], pairs, kept):
            if forms.setdefault((subject, predicate, kept[literal]), literal) != literal:
                merged.add(predicate)
    told = [(thing, predicate, stored) for thing, predicate, stored in forms if thing is not None]
    merged.update(_told_twice(engine, told))
    return Rewritten(forms, frozenset(merged), has_ill_typed)


def _values(
    part: Statements, pairs: set[tuple[NamedNode, Literal]], kept: dict[Literal, Literal]
) -> Iterator[tuple[Node, NamedNode, Literal]]:
    """Yield the statements that an engine has with one of some values of properties."""
    for triple in part():
        subject, literal = triple.subject, triple.object
        is_one = isinstance(literal, Literal) and (triple.predicate, kept.get(literal)) in pairs
        if is_one and isinstance(literal, Literal) and not isinstance(subject, Triple):
            yield subject, triple.predicate, literal


def _told_twice(engine: Engine, told: list[tuple[Node, NamedNode, Literal]]) -> Iterator[NamedNode]:
    """Yield the properties of statements that several graphs have, each of which may write it in a way of its own."""
    yield from (predicate for thing, predicate, _ in told if isinstance(thing, BlankNode))  # which cannot be asked for
    named = [f"({' '.join(map(str, one))})" for one in told if isinstance(one[0], NamedNode)]
    if named:
        row = f"VALUES (?thing ?property ?value) {{ {' '.join(named)} }} GRAPH ?graph {{ ?thing ?property ?value }}"
        twice = "GROUP BY ?thing ?property ?value HAVING(COUNT(DISTINCT ?graph) > 1)"
        found = engine.select(f"SELECT ?property WHERE {{ {row} }} {twice}", of_stated=True)
        yield from {one["property"] for one in found}


def marked(triples: Iterable[Quad | Triple], engine: Engine) -> Engine:
    """Fill an engine with statements, the literals marked that it would not keep, and return it.

    Args:
        triples: The statements, as their files have them.
        engine: An empty engine.
    """
    triples = list(triples)
    marks = marks_of((triple.object for triple in triples), engine)
    if marks:
        triples = [Triple(one.subject, one.predicate, marks.get(one.object, one.object)) for one in triples]
    engine.add(triples, _GRAPH)
    return engine


def marks_of(terms: Iterable[Term], engine: Engine) -> dict[Term, Literal]:
    """Return the marked form of each literal among terms that an engine would not keep, or that is ill-typed."""
    kept = engine.kept({term for term in terms if isinstance(term, Literal) and term.datatype not in TEXTS})
    marks: dict[Term, Literal] = {}
    for literal, stored in kept.items():
        mark = ILL_TYPED if is_ill_typed(literal) else WRITTEN if stored != literal else ""
        if mark:
            marks[literal] = Literal(literal.value, datatype=NamedNode(mark + literal.datatype.value))
    return marks


def is_ill_typed(literal: Literal) -> bool:
    """Return whether the datatype of a literal does not allow it.

    >>> from corridor_kg.rdf.vocabulary import XSD
    >>> is_ill_typed(Literal("twelve", datatype=NamedNode(XSD + "integer"))), is_ill_typed(Literal(12))
    (True, False)
    """
    return not datatypes.is_valid(literal.value, literal.datatype.value)
