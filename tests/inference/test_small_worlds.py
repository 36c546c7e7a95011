"""Whatever an ontology says of three things that differ, a clash is reported where no world is so, and only there.

A world is who is an A, who is a B, and who has whom for p: 2 to the power of 15 worlds, each of which is looked at. The
axioms are those from which everything follows step by step, so that nothing needs a fourth thing.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corridor_kg.inference import closure
from tests.inference.helpers import engine_of

NAMES = "xyz"
EVERYBODY = frozenset(NAMES)
PAIRS = list(product(NAMES, NAMES))


class World(NamedTuple):
    """Who is what, and has whom."""

    a: frozenset[str]
    b: frozenset[str]
    p: frozenset[tuple[str, str]]

    def has(self, one: str) -> frozenset[str]:
        """Return what a thing has for p."""
        return frozenset(other for thing, other in self.p if thing == one)


Axiom = tuple[str, Callable[[World], bool]]


def most(number: int, kind: str) -> Axiom:
    """Return an axiom about how many values a thing has at most."""
    word = "cardinality" if not number else "maxCardinality"
    text = f"{kind} rdfs:subClassOf [ owl:onProperty :p ; owl:{word} {number} ] ."
    return text, lambda world: all(len(world.has(one)) <= number for one in (world.a if kind == ":A" else EVERYBODY))


def qualified(number: int) -> Axiom:
    """Return one about how many of them are a B."""
    text = ":A rdfs:subClassOf [ owl:onProperty :p ; owl:onClass :B ; owl:maxQualifiedCardinality {} ] ."
    return text.format(number), lambda world: all(len(world.has(one) & world.b) <= number for one in world.a)


AXIOMS: list[Axiom] = [
    *(most(number, kind) for number in (0, 1, 2) for kind in (":A", "owl:Thing")),
    *map(qualified, (0, 1, 2)),
    (":A rdfs:subClassOf :B .", lambda world: world.a <= world.b),
    (":B rdfs:subClassOf :A .", lambda world: world.b <= world.a),
    (":A owl:disjointWith :B .", lambda world: not world.a & world.b),
    (":A owl:disjointUnionOf (:B) .", lambda world: world.a == world.b),
    (":A owl:disjointUnionOf (:B :B) .", lambda world: not world.a | world.b),
    (":A owl:unionOf () .", lambda world: not world.a),
    (":B owl:oneOf () .", lambda world: not world.b),
    (":A owl:oneOf (:x :y) .", lambda world: world.a == {"x", "y"}),
    ("owl:Thing rdfs:subClassOf :A .", lambda world: world.a == EVERYBODY),
    (":B owl:equivalentClass owl:Thing .", lambda world: world.b == EVERYBODY),
    (":B rdfs:subClassOf owl:Nothing .", lambda world: not world.b),
    (":p a owl:IrreflexiveProperty .", lambda world: all(one != other for one, other in world.p)),
    (":p a owl:AsymmetricProperty .", lambda world: all((other, one) not in world.p for one, other in world.p)),
    (":p a owl:SymmetricProperty .", lambda world: all((other, one) in world.p for one, other in world.p)),
    (":p a owl:FunctionalProperty .", lambda world: all(len(world.has(one)) < 2 for one in NAMES)),
    (":p rdfs:subPropertyOf owl:bottomObjectProperty .", lambda world: not world.p),
    (":p rdfs:domain :A .", lambda world: all(one in world.a for one, _ in world.p)),
    (":p rdfs:range :B .", lambda world: all(other in world.b for _, other in world.p)),
    (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:hasSelf true ] .",
        lambda world: all((one, one) in world.p for one in world.a),
    ),
    (
        "[ owl:onProperty :p ; owl:hasSelf true ] rdfs:subClassOf :B .",
        lambda world: all(one in world.b for one in NAMES if (one, one) in world.p),
    ),
    (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :B ] .",
        lambda world: all(world.has(one) <= world.b for one in world.a),
    ),
    (
        "[ owl:onProperty :p ; owl:someValuesFrom :B ] rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 1 ] .",
        lambda world: all(len(world.has(one)) < 2 for one in NAMES if world.has(one) & world.b),
    ),
    (
        "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetIndividual :y .",
        lambda world: ("x", "y") not in world.p,
    ),
]
FACTS: list[Axiom] = [
    *((f":{one} a :A .", lambda world, one=one: one in world.a) for one in NAMES),
    *((f":{one} a :B .", lambda world, one=one: one in world.b) for one in NAMES),
    *((f":{s} :p :{o} .", lambda world, pair=(s, o): pair in world.p) for s, o in PAIRS),
]
THINGS = f"[] a owl:AllDifferent ; owl:members (:x :y :z) . {' '.join(f':{one} a owl:Thing .' for one in NAMES)}"


def subsets(items: list[tuple[str, str]] | str) -> list[frozenset[object]]:
    """Return the sets of some items."""
    chosen = product((False, True), repeat=len(items))
    return [frozenset(item for item, is_in in zip(items, choice, strict=True) if is_in) for choice in chosen]


WORLDS = [World(*world) for world in product(subsets(NAMES), subsets(NAMES), subsets(PAIRS))]  # type: ignore[arg-type]


def some(axioms: list[Axiom], size: int) -> st.SearchStrategy[list[Axiom]]:
    """Return a strategy for some of them."""
    return st.lists(st.sampled_from(axioms), min_size=1, max_size=size, unique_by=lambda axiom: axiom[0])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some(AXIOMS, 4), some(FACTS, 6))
def test_a_clash_is_reported_where_no_world_is_so(axioms: list[Axiom], facts: list[Axiom]) -> None:
    """And none where there is one."""
    said = [*facts, *axioms]
    engine = engine_of(f"{THINGS} {' '.join(text for text, _ in said)}")
    found = [clash.rule.words for clash in closure.clashes(engine, closure.close(engine))]
    world = next((world for world in WORLDS if all(holds(world) for _, holds in said)), None)
    assert bool(found) == (world is None), (found, world)
