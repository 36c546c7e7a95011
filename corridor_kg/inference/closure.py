"""Run the rules of an ontology in an engine until nothing is new, and report what clashes.

What is inferred goes into a named graph of its own, and never into a stated one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from pyoxigraph import Triple

from corridor_kg.engine.engine import Engine
from corridor_kg.inference.compiler import compile_rules
from corridor_kg.inference.judgements import Differences, Solution
from corridor_kg.inference.patterns import filled, instantiate, match, solutions
from corridor_kg.inference.rules import A, Compilation, Pattern, Rule
from corridor_kg.rdf.terms import INFERRED


class Clash(NamedTuple):
    """A contradiction: the rule that it breaks, and the triples that together break it.

    Attributes:
        rule: A rule without a conclusion.
        premises: The triples that cannot all be so.
    """

    rule: Rule
    premises: tuple[Triple, ...]


def close(engine: Engine) -> Compilation:
    """Add to an engine everything that its ontology implies about its facts.

    Args:
        engine: Ontology and facts, in named graphs; what follows goes into the graph `INFERRED`.

    Returns:
        The rules that were run; where an axiom is covered by none of them, all has been closed by
        owlrl too, and ``uncovered`` of the result names it.

    Raises:
        MissingExtra: owlrl is needed, and is not installed.
    """
    compilation = compile_rules(engine)
    if compilation.uncovered:
        from corridor_kg.inference import reference  # late for the cold start: seldom needed, slow to import

        # the rules know words that owlrl does not, and it knows others; each may have more to say after the other
        engine.add(reference.inferred_triples(engine), INFERRED)
        while _run(engine, compilation.rules):
            engine.add(reference.inferred_triples(engine), INFERRED)
    else:
        _run(engine, compilation.rules)
    return compilation


def _run(engine: Engine, rules: tuple[Rule, ...]) -> bool:
    """Run rules in their order, and again those that may follow from what is new; return whether anything was."""
    followers = _followers(rules)
    pending = [True] * len(rules)
    found_any = False
    while any(pending):
        for number, rule in enumerate(rules):
            if pending[number]:
                pending[number] = False
                if apply(engine, rule):
                    found_any = True
                    for follower in followers[number]:
                        pending[follower] = True
    return found_any


def _followers(rules: tuple[Rule, ...]) -> list[list[int]]:
    """Return for each rule the numbers of those that may have a premise among its conclusions."""
    readers: dict[_PatternKey, list[int]] = {}
    for number, rule in enumerate(rules):
        for key in dict.fromkeys(map(_key, rule.premises)):
            readers.setdefault(key, []).append(number)
    result = []
    for number, rule in enumerate(rules):
        assert rule.conclusion is not None
        key = _key(rule.conclusion)
        found = [reader for pattern in _overlapping(key, readers) for reader in readers[pattern]]
        # a path has walked all the way at once, so that it has nothing to add to what it found itself
        result.append([follower for follower in found if not (rule.path and follower == number)])
    return result


_PatternKey = tuple[str | None, str | None]
"""What a pattern is about: its predicate and, for a type, its class; None where either is a variable."""


def _key(pattern: Pattern) -> _PatternKey:
    _, predicate, value = pattern
    if predicate.startswith("?"):
        return None, None
    return predicate, value if predicate == A and not value.startswith("?") else None


def _overlapping(key: _PatternKey, keys: Collection[_PatternKey]) -> Collection[_PatternKey]:
    predicate, kind = key
    # a conclusion with a variable for its predicate may feed every premise, one with a variable for its class every
    # premise about types; any other feeds those of the same key, of its predicate with any class, and of anything
    if predicate is None or (predicate == A and kind is None):
        return [other for other in keys if predicate is None or other[0] in (predicate, None)]
    return [other for other in {key, (predicate, None), (None, None)} if other in keys]


def apply(engine: Engine, rule: Rule) -> int:
    """Add what one rule implies, and return how many triples are new."""
    new = list(engine.construct(rule.sparql))
    if new:
        engine.add(new, INFERRED)
    return len(new)


def clashes(engine: Engine, compilation: Compilation) -> Iterator[Clash]:
    """Yield each contradiction in an engine, once, in the order of the rules."""
    seen = set()
    known = Differences(engine)
    for rule in _that_may_clash(engine, compilation.clashes):
        for found in _judged(rule, _candidates(engine, rule, {}), known):
            premises = (instantiate(premise, values) for values in found for premise in rule.premises)
            clash = Clash(rule, tuple(dict.fromkeys(premises)))
            key = rule.name, frozenset(map(str, clash.premises))
            if key not in seen:
                seen.add(key)
                yield clash


def _that_may_clash(engine: Engine, rules: tuple[Rule, ...]) -> Iterator[Rule]:
    """Yield rules but for those about pairs of classes, where nothing is of any such pair.

    Most rules of clashes are such, and in a consistent graph one question tells it of all of them.
    """
    pairs = {rule: pair for rule in rules if (pair := _disjoint(rule))}
    values = " ".join(f"({one} {other})" for one, other in pairs.values())
    quiet = not pairs or not engine.holds(f"ASK {{ VALUES (?one ?other) {{ {values} }} ?x a ?one . ?x a ?other }}")
    yield from (rule for rule in rules if not (quiet and rule in pairs))


def _disjoint(rule: Rule) -> tuple[str, str] | None:
    """Return the two classes of a rule by which nothing is of both; None for another rule."""
    if rule.conditions or rule.judgement or len(rule.premises) != 2:
        return None
    (one, first, kind), (other, second, another) = rule.premises
    is_pair = one == other and one.startswith("?") and first == second == A
    return (kind, another) if is_pair and not (kind + another).count("?") else None


def contradicts(engine: Engine, rule: Rule, triple: Triple) -> bool:
    """Return whether a triple, if it were so, would stand against what an engine holds, by a rule of a clash."""
    known = Differences(engine)
    for number, premise in enumerate(rule.premises):
        bound = match(premise, triple)
        if bound is not None:
            supposed = _candidates(engine, rule, bound, without=number)
            held = _candidates(engine, rule, {}) if supposed and rule.judgement else []
            if any(candidate in supposed for found in _judged(rule, [*supposed, *held], known) for candidate in found):
                return True
    return False


def _candidates(engine: Engine, rule: Rule, bound: Solution, *, without: int | None = None) -> list[Solution]:
    """Return the values of a rule's variables for which its premises hold, all but one that need not."""
    patterns = [filled(premise, bound) for number, premise in enumerate(rule.premises) if number != without]
    return [bound | solution for solution in solutions(engine, patterns, rule.conditions, bound)]


def _judged(rule: Rule, candidates: list[Solution], known: Differences) -> Iterator[list[Solution]]:
    """Yield the candidates that contradict one another, those together that do so together."""
    if rule.judgement is None:
        return ([candidate] for candidate in candidates)
    return rule.judgement.contradictions(candidates, known)
