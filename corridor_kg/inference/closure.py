"""Run the rules of an ontology in an engine until nothing is new, and report what clashes.

What is inferred goes into a named graph of its own, and never into a stated one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Triple

from corridor_kg.engine.engine import Engine
from corridor_kg.inference.compiler import compile_rules
from corridor_kg.inference.judgements import Differences, Solution
from corridor_kg.inference.patterns import filled, instantiate, match, solutions
from corridor_kg.inference.rules import A, Compilation, Rule
from corridor_kg.inference.strata import strata
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
        while run(engine, compilation.rules):
            engine.add(reference.inferred_triples(engine), INFERRED)
    else:
        run(engine, compilation.rules)
    return compilation


def run(engine: Engine, rules: tuple[Rule, ...]) -> bool:
    """Run rules, stratum by stratum, and again those that may follow from what is new; return whether anything was."""
    found_any = False
    for stratum in strata(rules):
        pending = set(stratum)
        while pending:
            for number, followers in stratum.items():
                if number in pending:
                    pending.remove(number)
                    if apply(engine, rules[number]):
                        found_any = True
                        pending.update(followers)
    return found_any


def apply(engine: Engine, rule: Rule) -> bool:
    """Add what one rule implies, and return whether anything is new."""
    if rule.path and not engine.walks_paths:
        step, found = rule.stepwise, False
        while engine.infer(step.new, step.body):
            found = True
        return found
    return engine.infer(rule.new, rule.body)


def clashes(engine: Engine, compilation: Compilation) -> Iterator[Clash]:
    """Yield each contradiction in an engine, once, in the order of the rules."""
    seen = set()
    known = Differences(engine)
    for rule in _that_may_clash(engine, compilation.clashes):
        candidates = sorted(_candidates(engine, rule, {}), key=lambda found: [*map(str, found.values())])
        for found in _judged(rule, candidates, known):  # in an order that is the same in any engine
            premises = (instantiate(premise, values) for values in found for premise in rule.premises)
            clash = Clash(rule, tuple(dict.fromkeys(premises)))
            key = rule.name, frozenset(map(str, clash.premises))
            if key not in seen:
                seen.add(key)
                yield clash


def _that_may_clash(engine: Engine, rules: tuple[Rule, ...]) -> Iterator[Rule]:
    """Yield rules but for those about pairs of classes of which nothing is at once.

    Most rules of clashes are such, and two questions tell it of all of them. It is asked of what is in the smaller
    class of each pair, for which things are looked through: the larger may have most things of the graph.
    """
    pairs = {rule: pair for rule in rules if (pair := _disjoint(rule))}
    sizes = _sizes(engine, {kind for pair in pairs.values() for kind in pair})
    smaller = {rule: sorted(pair, key=sizes.__getitem__) for rule, pair in pairs.items() if set(pair) <= set(sizes)}
    values = " ".join(f"({one} {other})" for one, other in smaller.values())
    both = f"SELECT DISTINCT ?one ?other {{ VALUES (?one ?other) {{ {values} }} ?x a ?one . ?x a ?other }}"
    found = [[str(row["one"]), str(row["other"])] for row in (engine.select(both) if smaller else ())]
    yield from (rule for rule in rules if rule not in pairs or smaller.get(rule) in found)


def _sizes(engine: Engine, kinds: Iterable[str]) -> dict[str, int]:
    """Return of how many things each of some classes is, but for those of which nothing is."""
    values = " ".join(sorted(kinds))
    counted = engine.select(
        f"SELECT ?kind (COUNT(?x) AS ?size) {{ VALUES ?kind {{ {values} }} ?x a ?kind }} GROUP BY ?kind"
    )
    return {str(row["kind"]): int(row["size"].value) for row in counted}


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
