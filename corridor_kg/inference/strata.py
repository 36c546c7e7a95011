"""Strata: in which order rules are run, so that what a rule needs is there before it is asked for."""

from __future__ import annotations

from collections.abc import Collection

from corridor_kg.inference.rules import A, Pattern, Rule

Stratum = dict[int, list[int]]
"""Rules that feed one another, by number, each with those of them that may have more to say after it."""


def strata(rules: tuple[Rule, ...]) -> list[Stratum]:
    """Return the strata of rules: what a stratum needs is inferred in those before it, or in itself.

    So a rule that feeds no rule by which it is fed runs once. Within a stratum, rules keep their order. The strata are
    the strongly connected components of who feeds whom (R. Tarjan, "Depth-first search and linear graph algorithms",
    1972), in topological order.

    Args:
        rules: Rules with conclusions.
    """
    followers = _followers(rules)
    return [
        {number: [follower for follower in followers[number] if follower in component] for number in sorted(component)}
        for component in _components(followers)
    ]


def _components(followers: list[list[int]]) -> list[set[int]]:
    """Return the components of a graph, each before those that follow it; without recursion, for it may be deep."""
    found: list[set[int]] = []
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    open_: list[int] = []
    done: set[int] = set()
    for root in range(len(followers)):
        waiting = [] if root in order else [(root, iter(followers[root]))]
        while waiting:
            number, left = waiting[-1]
            if number not in order:
                order[number] = lowest[number] = len(order)
                open_.append(number)
            follower = next((other for other in left if other not in done), None)
            if follower is not None and follower not in order:
                waiting.append((follower, iter(followers[follower])))
            elif follower is not None:
                lowest[number] = min(lowest[number], order[follower])
            else:
                waiting.pop()
                if waiting:
                    above = waiting[-1][0]
                    lowest[above] = min(lowest[above], lowest[number])
                if lowest[number] == order[number]:
                    at = open_.index(number)
                    component, open_ = set(open_[at:]), open_[:at]
                    done |= component
                    found.append(component)
    return found[::-1]


def _followers(rules: tuple[Rule, ...]) -> list[list[int]]:
    """Return for each rule the numbers of those that may have a premise among its conclusions, and more to say."""
    readers: dict[_PatternKey, list[int]] = {}
    for number, rule in enumerate(rules):
        for key in dict.fromkeys(map(_key, rule.premises)):
            readers.setdefault(key, []).append(number)
    transitive = {rule.premises[0][1] for rule in rules if rule.path}
    result = []
    for number, rule in enumerate(rules):
        assert rule.conclusion is not None
        key = _key(rule.conclusion)
        found = [reader for pattern in _overlapping(key, readers) for reader in readers[pattern]]
        all_said = {other for other in found if _mirrors(rules[other], rule)}
        if rule.path or _carries_on(rule, transitive):
            all_said.add(number)
        result.append([follower for follower in found if follower not in all_said])
    return result


def _carries_on(rule: Rule, transitive: Collection[str]) -> bool:
    """Return whether a rule has nothing to add to what it found itself, for it goes on along a transitive property.

    As a path has walked all the way at once, so has a chain of a property and a transitive one, which makes the first:
    whoever is based in what lies in a place that lies in another is found by the step from the first to the last.
    """
    if rule.conclusion is None or rule.conditions or len(rule.premises) != 2:
        return False
    (start, first, middle), (also_middle, second, end) = rule.premises
    chains = [
        own
        for own, other in ((first, second), (second, first))
        if other in transitive and rule.conclusion == (start, own, end)
    ]
    return bool(chains) and middle == also_middle


def _mirrors(one: Rule, other: Rule) -> bool:
    """Return whether a rule leads from what another concludes back to its premise, as an inverse does."""
    if any(rule.path or rule.conditions or len(rule.premises) != 1 for rule in (one, other)):
        return False
    (premise,), (begins,) = one.premises, other.premises
    assert one.conclusion is not None
    assert other.conclusion is not None
    values: dict[str, str] = {}
    for part, term in zip(premise, other.conclusion, strict=True):
        if values.setdefault(part, term) != term or (not part.startswith("?") and part != term):
            return False
    return tuple(values.get(part, part) for part in one.conclusion) == begins


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
