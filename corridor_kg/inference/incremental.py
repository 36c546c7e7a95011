"""What follows from a change alone: what is no more inferred, and what is now, without closing the whole graph again.

The method is Delete and Rederive (A. Gupta, I. S. Mumick and V. S. Subrahmanian, "Maintaining views incrementally",
SIGMOD 1993). What rests on something that is gone is taken to be gone too; what of that follows from what is left is
added again; then what is added is followed up. Each step asks of a graph of the change, which is small, and is one
update of SPARQL 1.1.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.engine.over_http import OverHttp
from corridor_kg.inference.rules import A, Pattern, Rule
from corridor_kg.rdf.vocabulary import OWL, RDF, RDFS


class Change(NamedTuple):
    """The graphs of a change that is being made.

    Attributes:
        gone: What is taken to be so no more.
        added: What is so from now on, also what was taken to be gone and is not.
        inferred: What was inferred before.
    """

    gone: NamedNode
    added: NamedNode
    inferred: NamedNode


_AXIOMS = (
    f'STRSTARTS(STR(?p), "{OWL}") || ?p IN (<{RDFS}subClassOf>, <{RDFS}subPropertyOf>, <{RDFS}domain>, <{RDFS}range>,'
    f' <{RDF}first>, <{RDF}rest>) || (?p = {A} && STRSTARTS(STR(?o), "{OWL}"))'
)


def has_axioms(engine: OverHttp, change: Change) -> bool:
    """Return whether a change may make other rules, so that what follows has to be inferred anew."""
    annotated = ", ".join(f"<{OWL}{name}>" for name in ("annotatedSource", "annotatedProperty", "annotatedTarget"))
    spares = f"?p NOT IN ({annotated}) && !(?p = {A} && ?o = <{OWL}Axiom>)"
    return any(
        engine.told(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o FILTER(({_AXIOMS}) && {spares}) }} }}")
        for graph in (change.gone, change.added)
    )


def follow(engine: OverHttp, rules: Iterable[Rule], change: Change) -> None:
    """Add to the graphs of a change what follows from it.

    Args:
        engine: Has the merge as it was, what was inferred in it, and the graphs of the change, with what is stated no
            more in one and what is stated anew in the other.
        rules: The rules by which the merge was closed, before the change as after it.
        change: The graphs.
    """
    steps = [rule.stepwise for rule in rules]
    _until_nothing_is_new(engine, change.gone, lambda kinds: _overdeletions(steps, change, kinds))
    if lost := _kinds(engine, change.gone):
        _until_nothing_is_new(engine, change.added, lambda _: _rederivations(steps, change, lost))
    _until_nothing_is_new(engine, change.added, lambda kinds: _additions(steps, change, kinds))


class _Step(NamedTuple):
    """What follows, and from what, as the braces of an update have it."""

    head: str
    into: NamedNode
    where: str


_Kinds = Collection[tuple[str, str | None]]


def _until_nothing_is_new(engine: OverHttp, graph: NamedNode, steps: Callable[[_Kinds], Iterator[_Step]]) -> None:
    """Make steps again and again as long as a graph grows by them, each of those that its triples may begin."""
    before = -1
    while (number := engine.number_in(graph)) > before:
        before = number
        for step in steps(_kinds(engine, graph)):
            engine.insert(step.head, step.into, step.where)


def _kinds(engine: OverHttp, graph: NamedNode) -> _Kinds:
    """Return the predicates in a graph, each with no class, and ``rdf:type`` with each of its classes too."""
    predicates = engine.rows_told(f"SELECT DISTINCT ?p WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
    classes = engine.rows_told(f"SELECT DISTINCT ?k WHERE {{ GRAPH {graph} {{ ?s {A} ?k }} }}")
    return {(str(row["p"]), None) for row in predicates} | {(A, str(row["k"])) for row in classes}


def _may_be(pattern: Pattern, kinds: _Kinds) -> bool:
    """Return whether a pattern may fit a triple of some kinds."""
    _, predicate, value = pattern
    if predicate.startswith("?"):
        return bool(kinds)
    return (predicate, value if predicate == A and not value.startswith("?") else None) in kinds


def _overdeletions(rules: Sequence[Rule], change: Change, kinds: _Kinds) -> Iterator[_Step]:
    """Yield what was inferred by something that is gone, whatever else it follows from."""
    for rule in rules:
        for place, premise in enumerate(rule.premises):
            if _may_be(premise, kinds):
                others = [_old(other) for other in _without(rule.premises, place)]
                found = [_in(change.gone, premise), *others, _in(change.inferred, rule.conclusion)]
                yield _Step(rule.new, change.gone, _where(rule, found, change.gone))


def _rederivations(rules: Sequence[Rule], change: Change, kinds: _Kinds) -> Iterator[_Step]:
    """Yield what is taken to be gone and follows from what is left."""
    for rule in rules:
        if rule.conclusion and _may_be(rule.conclusion, kinds):
            for body in _now(rule.premises, change):
                found = [_in(change.gone, rule.conclusion), *body]
                yield _Step(rule.new, change.added, _where(rule, found, change.added))


def _additions(rules: Sequence[Rule], change: Change, kinds: _Kinds) -> Iterator[_Step]:
    """Yield what follows from something that is added."""
    for rule in rules:
        for place, premise in enumerate(rule.premises):
            if _may_be(premise, kinds):
                for body in _now(_without(rule.premises, place), change):
                    for is_new in (_not(_old(rule.conclusion)), _in(change.gone, rule.conclusion)):
                        found = [_in(change.added, premise), *body, is_new]
                        yield _Step(rule.new, change.added, _where(rule, found, change.added))


def _now(premises: Sequence[Pattern], change: Change) -> Iterator[list[str]]:
    """Yield the ways in which premises may be so now: each as before and not gone, or added."""
    ways = ((f"{_old(one)} {_not(_in(change.gone, one))}", _in(change.added, one)) for one in premises)
    yield from map(list, product(*ways))


def _where(rule: Rule, found: Iterable[str], graph: NamedNode) -> str:
    """Return where a rule finds something that a graph has not."""
    return f"{' '.join(found)} {rule._replace(premises=()).body} {_not(_in(graph, rule.conclusion))}"


def _without(premises: Sequence[Pattern], place: int) -> Sequence[Pattern]:
    return [*premises[:place], *premises[place + 1 :]]


def _old(pattern: Pattern | None) -> str:
    return f"{' '.join(pattern or ())} ."


def _in(graph: NamedNode, pattern: Pattern | None) -> str:
    return f"GRAPH {graph} {{ {' '.join(pattern or ())} }}"


def _not(group: str) -> str:
    return f"FILTER NOT EXISTS {{ {group} }}"
