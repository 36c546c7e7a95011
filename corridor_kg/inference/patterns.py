"""Patterns of rules and triples: where one fits the other, and what an engine has that fits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, RdfFormat, Triple, parse

from corridor_kg.engine.engine import Engine
from corridor_kg.inference.judgements import Solution
from corridor_kg.inference.rules import Pattern
from corridor_kg.rdf.terms import Term


def match(pattern: Pattern, triple: Triple) -> dict[str, Term] | None:
    """Return the values of a pattern's variables that make it a triple, or None where none do."""
    values: dict[str, Term] = {}
    for part, term in zip(pattern, (triple.subject, triple.predicate, triple.object), strict=True):
        if isinstance(term, BlankNode):
            return None  # SPARQL has no way to name it
        if not part.startswith("?"):
            if part != str(term):
                return None
        elif values.setdefault(part, term) != term:
            return None
    return values


def filled(pattern: Pattern, values: Mapping[str, Term]) -> Pattern:
    """Return a pattern in which variables have their values."""
    subject, predicate, value = (str(values[part]) if part in values else part for part in pattern)
    return subject, predicate, value


def instantiate(pattern: Pattern, values: Mapping[str, Term]) -> Triple:
    """Return a pattern as a triple, each variable replaced by its value."""
    subject, predicate, value = (values[part] if part.startswith("?") else _parse(part) for part in pattern)
    return Triple(subject, predicate, value)  # type: ignore[arg-type]


def solutions(
    engine: Engine, patterns: Iterable[Pattern], conditions: Iterable[str], values: Mapping[str, Term]
) -> Iterator[Solution]:
    """Yield the values of the variables for which an engine has all of some patterns, and conditions hold.

    Args:
        engine: Ontology, facts, and what follows.
        patterns: With the values filled in that are known.
        conditions: SPARQL expressions.
        values: Those values, for the conditions.
    """
    tests = (re.sub(r"\?\w+", lambda name: str(values.get(name[0], name[0])), text) for text in conditions)
    group = [f"{s} {p} {o} ." for s, p, o in patterns]
    if any(pattern.startswith('"') for pattern in group):
        return  # no literal is the subject of anything
    found = engine.select(
        f"SELECT DISTINCT * WHERE {{ {' '.join(group)}{''.join(f' FILTER({test})' for test in tests)} }}"
    )
    names = [variable.value for variable in found.variables]
    for solution in found:
        yield {f"?{name}": solution[name] for name in names}


def _parse(term: str) -> Term:
    """Return the term that a rule has in N-Triples notation."""
    quad = next(iter(parse(f"<x:s> <x:p> {term} .", RdfFormat.N_TRIPLES)))
    value: Term = quad.object
    return value
