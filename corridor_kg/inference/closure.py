"""Run the rules of an ontology over a store until nothing is new, and report what clashes.

What is inferred goes into a named graph of its own, and never into a stated one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from corridor_kg.inference.rules import A, Compilation, Pattern, Rule, compile_rules
from corridor_kg.rdf.terms import Term
from corridor_kg.rdf.vocabulary import GRAPHS

INFERRED = NamedNode(f"{GRAPHS}inferred")
"""The named graph of everything that was inferred."""


class Clash(NamedTuple):
    """A contradiction: the rule that it breaks, and the triples that together break it.

    Attributes:
        rule: A rule without a conclusion.
        premises: The triples that cannot all be so.
    """

    rule: Rule
    premises: tuple[Triple, ...]


def close(store: Store) -> Compilation:
    """Add to a store everything that its ontology implies about its facts.

    Args:
        store: Ontology and facts, in named graphs; what follows goes into the graph `INFERRED`.

    Returns:
        The rules that were run; where an axiom is covered by none of them, the store has been closed by
        owlrl instead, and ``uncovered`` of the result names it.

    Raises:
        MissingExtra: owlrl is needed, and is not installed.
    """
    compilation = compile_rules(store)
    if compilation.uncovered:
        from corridor_kg.inference import reference

        store.bulk_extend(
            Quad(triple.subject, triple.predicate, triple.object, INFERRED)
            for triple in reference.inferred_triples(store)
        )
    else:
        _run(store, compilation.rules)
    return compilation


def _run(store: Store, rules: tuple[Rule, ...]) -> None:
    """Run rules in their order, and again those that may follow from what is new, until nothing is."""
    followers = _followers(rules)
    pending = [True] * len(rules)
    while any(pending):
        for number, rule in enumerate(rules):
            if pending[number]:
                pending[number] = False
                if apply(store, rule):
                    for follower in followers[number]:
                        pending[follower] = True


def _followers(rules: tuple[Rule, ...]) -> list[list[int]]:
    """Return for each rule the numbers of those that may have a premise among its conclusions."""
    readers: dict[Key, list[int]] = {}
    for number, rule in enumerate(rules):
        for key in dict.fromkeys(map(_key, rule.premises)):
            readers.setdefault(key, []).append(number)
    result = []
    for number, rule in enumerate(rules):
        assert rule.conclusion is not None
        key = _key(rule.conclusion)
        found = [reader for pattern in _overlapping(key, readers) for reader in readers[pattern]]
        result.append([follower for follower in found if not (rule.path and follower == number)])
    return result


Key = tuple[str | None, str | None]
"""What a pattern is about: its predicate and, for a type, its class; None where either is a variable."""


def _key(pattern: Pattern) -> Key:
    _, predicate, value = pattern
    if predicate.startswith("?"):
        return None, None
    return predicate, value if predicate == A and not value.startswith("?") else None


def _overlapping(key: Key, keys: Collection[Key]) -> Collection[Key]:
    predicate, kind = key
    if predicate is None or (predicate == A and kind is None):
        return [other for other in keys if predicate is None or other[0] in (predicate, None)]
    return [other for other in {key, (predicate, None), (None, None)} if other in keys]


def apply(store: Store, rule: Rule) -> int:
    """Add what one rule implies, and return how many triples are new."""
    found = store.query(rule.sparql, use_default_graph_as_union=True)
    new = [Quad(triple.subject, triple.predicate, triple.object, INFERRED) for triple in found]  # type: ignore[union-attr]
    store.extend(new)
    return len(new)


def clashes(store: Store, compilation: Compilation) -> Iterator[Clash]:
    """Yield each contradiction in a store, once, in the order of the rules."""
    seen = set()
    for rule in compilation.clashes:
        for solution in store.query(rule.sparql, use_default_graph_as_union=True):  # type: ignore[union-attr]
            values = {variable: solution[variable[1:]] for variable in _variables(rule)}
            clash = Clash(rule, tuple(instantiate(premise, values) for premise in rule.premises))
            key = rule.name, frozenset(map(str, clash.premises))
            if key not in seen:
                seen.add(key)
                yield clash


def instantiate(pattern: Pattern, values: Mapping[str, Term]) -> Triple:
    """Return a pattern as a triple, each variable replaced by its value."""
    subject, predicate, value = (values[part] if part.startswith("?") else _parse(part) for part in pattern)
    return Triple(subject, predicate, value)  # type: ignore[arg-type]


def _variables(rule: Rule) -> list[str]:
    parts = (part for premise in rule.premises for part in premise)
    return list(dict.fromkeys(part for part in parts if part.startswith("?")))


def _parse(term: str) -> Term:
    """Return the term that a rule has in N-Triples notation."""
    quad = next(iter(parse(f"<x:s> <x:p> {term} .", RdfFormat.N_TRIPLES)))
    value: Term = quad.object
    return value
