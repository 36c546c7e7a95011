"""Literals as they are written, also in an engine that would rewrite them.

SHACL looks at terms: ``2.50`` and ``2.5`` are two values, and an ``xsd:byte`` is no ``xsd:integer``. An engine may
hold values instead, and pyoxigraph does. A literal that it would rewrite, and one that its datatype does not allow, is
therefore marked: its datatype gets another name, which every engine keeps, and the queries know such names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Triple

from corridor_kg.engine.engine import Engine
from corridor_kg.rdf import datatypes
from corridor_kg.rdf.terms import Node, Term
from corridor_kg.rdf.vocabulary import RDF, XSD

WRITTEN = "urn:x-corridor-kg:as-written:"
"""What the name of a datatype begins with whose literals an engine would rewrite."""

ILL_TYPED = "urn:x-corridor-kg:ill-typed:"
"""What the name of a datatype begins with that does not allow its literal."""

_TEXTS = frozenset((NamedNode(f"{XSD}string"), NamedNode(f"{RDF}langString")))
_GRAPH = NamedNode("x:graph")


class Rewritten(NamedTuple):
    """What an engine does not keep of some statements as it is written.

    Attributes:
        forms: What was written in place of a literal that the engine has: by the property of which it is a value,
            and by the thing as well where one literal of the property was written in several ways; else None.
        merged: The properties of which the engine makes one value of a thing out of two, or a value of another
            datatype, or of which a value is ill-typed.
    """

    forms: dict[tuple[Node | None, NamedNode, Literal], Literal]
    merged: frozenset[NamedNode]

    def form(self, thing: Term, predicate: NamedNode, value: Term) -> Term:
        """Return a value of a thing as it was written."""
        if not isinstance(value, Literal) or not isinstance(thing, Node):
            return value
        return self.forms.get((thing, predicate, value)) or self.forms.get((None, predicate, value)) or value


def rewritten(triples: Callable[[], Iterable[Quad | Triple]], engine: Engine) -> Rewritten:
    """Return what an engine does not keep of statements.

    Args:
        triples: Gives the statements, as their files have them; the same each time.
        engine: The engine; nothing is added to it.
    """
    pairs = set()
    for triple in triples():
        literal = triple.object  # made anew each time that it is asked for
        if isinstance(literal, Literal) and literal.datatype not in _TEXTS:
            pairs.add((triple.predicate, literal))
    kept = engine.kept(literal for _, literal in pairs)
    written: dict[tuple[NamedNode, Literal], list[Literal]] = defaultdict(list)
    merged = set()
    for predicate, literal in pairs:
        written[predicate, kept[literal]].append(literal)
        if kept[literal].datatype != literal.datatype or is_ill_typed(literal):
            merged.add(predicate)
    forms: dict[tuple[Node | None, NamedNode, Literal], Literal] = {
        (None, *key): of[0] for key, of in written.items() if of != [key[1]]
    }
    several = {key[0] for key, of in written.items() if len(of) > 1}
    for triple in triples() if several else ():
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if predicate not in several or not isinstance(value, Literal) or isinstance(subject, Triple):
            continue
        if forms.setdefault((subject, predicate, kept.get(value, value)), value) != value:
            merged.add(predicate)
    return Rewritten(forms, frozenset(merged))


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
    kept = engine.kept({term for term in terms if isinstance(term, Literal) and term.datatype not in _TEXTS})
    marks: dict[Term, Literal] = {}
    for literal, stored in kept.items():
        mark = ILL_TYPED if is_ill_typed(literal) else WRITTEN if stored != literal else ""
        if mark:
            marks[literal] = Literal(literal.value, datatype=NamedNode(mark + literal.datatype.value))
    return marks


def unmarked(term: Term) -> Term:
    """Return a term as it was written.

    >>> unmarked(Literal("2.50", datatype=NamedNode(WRITTEN + XSD + "decimal")))
    <Literal value=2.50 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#decimal>>
    """
    if isinstance(term, Literal):
        for mark in (WRITTEN, ILL_TYPED):
            if term.datatype.value.startswith(mark):
                return Literal(term.value, datatype=NamedNode(term.datatype.value.removeprefix(mark)))
    return term


def is_ill_typed(literal: Literal) -> bool:
    """Return whether the datatype of a literal does not allow it.

    >>> is_ill_typed(Literal("twelve", datatype=NamedNode(XSD + "integer"))), is_ill_typed(Literal(12))
    (True, False)
    """
    return not datatypes.is_valid(literal.value, literal.datatype.value)
