"""Rules are run when what they need is there, and again only where that may bring something."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg import Corridor
from corridor_kg.engine.engine import Engine
from corridor_kg.engine.in_process import InProcess
from corridor_kg.inference import closure
from corridor_kg.inference.rules import Rule
from corridor_kg.inference.strata import strata
from corridor_kg.rdf.vocabulary import shorten
from tests.inference.helpers import GRAPH, engine_of, inferred, triples


@pytest.fixture
def applied(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each rule is run, by its name."""
    counted: Counter[str] = Counter()
    apply = closure.apply

    def counting(engine: Engine, rule: Rule) -> int:
        counted[rule.name] += 1
        return apply(engine, rule)

    monkeypatch.setattr(closure, "apply", counting)
    return counted


ONCE = [
    (
        "steps in the other order",
        ":A rdfs:subClassOf :B . :p rdfs:domain :A . :q rdfs:subPropertyOf :p . :x :q :y .",
        ":x a :B .",
    ),
    ("there and back", ":p owl:inverseOf :q . :x :p :y . :z :q :x .", ":y :q :x . :x :p :z ."),
    ("both ways", ":p a owl:SymmetricProperty . :x :p :y .", ":y :p :x ."),
    ("the same property", ":p owl:equivalentProperty :q . :x :p :y . :z :q :x .", ":x :q :y . :z :p :x ."),
    (
        "a chain along a transitive property",
        ":p owl:propertyChainAxiom (:p :in) . :in a owl:TransitiveProperty . :x :p :a . :a :in :b . :b :in :c .",
        ":x :p :b , :c . :a :in :c .",
    ),
    (
        "a chain that begins with a transitive property",
        ":p owl:propertyChainAxiom (:in :p) . :in a owl:TransitiveProperty . :a :in :b . :b :in :c . :c :p :x .",
        ":a :p :x . :b :p :x .",
    ),
]


@pytest.mark.parametrize(("given", "follows"), [case[1:] for case in ONCE], ids=[case[0] for case in ONCE])
def test_a_rule_that_has_said_all_runs_once(given: str, follows: str, applied: Counter[str]) -> None:
    """A rule by which nothing more can follow from what it or its mirror found is not run again."""
    engine = engine_of(given)
    rules = Counter(rule.name for rule in closure.close(engine).rules)
    assert triples(follows) <= inferred(engine)
    assert {name: runs for name, runs in applied.items() if not name.startswith("scm-")} == {
        name: number for name, number in rules.items() if not name.startswith("scm-")
    }


AGAIN = [
    (
        "a chain that is its own next step",
        ":p owl:propertyChainAxiom (:p :q) . :a :p :b . :b :q :c . :c :q :d .",
        ":a :p :d .",
    ),
    (
        "the transitive property is the whole's",
        ":p owl:propertyChainAxiom (:p :q) ; a owl:TransitiveProperty . :a :p :b . :b :q :c . :c :q :d .",
        ":a :p :d .",
    ),
    (
        "a chain that feeds the property along which it goes",
        ":p owl:propertyChainAxiom (:p :in) ; rdfs:subPropertyOf :in . :in a owl:TransitiveProperty ."
        " :a :p :b . :b :in :c . :d :in :a . :e :p :d .",
        ":e :p :a , :b , :c . :d :in :c .",
    ),
    (
        "two that turn round each other",
        ":p rdfs:subPropertyOf :q . :q owl:inverseOf :r . :r rdfs:subPropertyOf :p . :x :p :y .",
        ":y :p :x . :x :r :y .",
    ),
    ("a mirror of another property", ":p owl:inverseOf :q . :q owl:inverseOf :r . :x :p :y .", ":x :r :y . :y :q :x ."),
]


@pytest.mark.parametrize(("given", "follows"), [case[1:] for case in AGAIN], ids=[case[0] for case in AGAIN])
def test_a_rule_that_has_more_to_say_runs_again(given: str, follows: str) -> None:
    """What follows from what follows is found, and each rule, run once more, finds nothing."""
    engine = engine_of(given)
    compilation = closure.close(engine)
    assert triples(follows) <= inferred(engine)
    assert [rule for rule in compilation.rules if closure.apply(engine, rule)] == []


def test_the_rules_of_the_ontology_run_once(applied: Counter[str], stated: Corridor) -> None:
    """All but two chains that end in the property that they imply, of which a step may be one that they found."""
    engine = InProcess()
    engine.add(stated.data.stated(), GRAPH)
    rules = closure.close(engine).rules
    chained = [
        rule.conclusion[1]
        for rule in rules
        if rule.name == "prp-spo2" and rule.conclusion and rule.conclusion[1] == rule.premises[-1][1]
    ]
    assert {shorten(name[1:-1]) for name in chained} == {"ckg:aimsAt", "org:role"}
    assert len(rules) < applied.total() <= len(rules) + len(chained)


NAMES = [f"<x:{letter}>" for letter in "abcdef"]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=14))
def test_what_feeds_a_stratum_is_in_it_or_before_it(steps: list[tuple[str, str]]) -> None:
    """And those in one stratum feed one another, all of them; each rule is in one."""
    rules = tuple(
        Rule("step", ("",), (("?x", one, "?y"), ("?y", one, "?z")), ("?x", other, "?z")) for one, other in steps
    )
    feeds = {
        (number, other)
        for number, (_, end) in enumerate(steps)
        for other, (begin, _) in enumerate(steps)
        if begin == end
    }
    reaches = set(feeds)
    for middle in range(len(steps)):
        for one in range(len(steps)):
            reaches |= {(one, end) for begin, end in reaches if begin == middle and (one, middle) in reaches}
    found = strata(rules)
    place = {number: at for at, stratum in enumerate(found) for number in stratum}
    assert sorted(number for stratum in found for number in stratum) == list(range(len(rules)))
    assert all(place[one] <= place[other] for one, other in feeds)
    assert all(one == other or (one, other) in reaches for stratum in found for one in stratum for other in stratum)
    assert all(
        set(stratum[one]) == {other for other in stratum if (one, other) in feeds}
        for stratum in found
        for one in stratum
    )
