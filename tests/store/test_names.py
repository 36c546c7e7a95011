"""A thing is known by slug, CURIE, IRI and label; what is near is named."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from corridor_kg import Corridor
from corridor_kg.errors import AmbiguousThing, UnknownThing
from corridor_kg.store.graph import Graph


@pytest.mark.parametrize("name", ["dongguan", "place:dongguan", "Dongguan", "DONGGUAN", "东莞市", " dongguan "])
def test_a_thing_is_known_by_slug_curie_and_label(name: str, corridor: Corridor) -> None:
    """In either language, in any case, with space around it."""
    assert corridor.resolve(name).value == "https://w3id.org/corridor-kg/place/dongguan"


def test_a_thing_is_known_by_its_iri(corridor: Corridor) -> None:
    """With and without angle brackets."""
    iri = "https://w3id.org/corridor-kg/place/dongguan"
    assert corridor.resolve(iri) == corridor.resolve(f"<{iri}>") == NamedNode(iri)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("donguan", "dongguan"),
        ("Guangzhu", "guangzhou"),
        ("place:donguan", "place:dongguan"),
        ("东莞", "东莞市"),
        ("songshan", "songshan-lake"),
    ],
)
def test_what_is_near_is_named(name: str, near: str, corridor: Corridor) -> None:
    """A name that nothing has leads to the names that are like it."""
    with pytest.raises(UnknownThing, match=f"did you mean .*{near}"):
        corridor.resolve(name)


@pytest.mark.parametrize("name", ["", " ", "<>", "<x", "http://nowhere.example/<>", '"} x', "a\nb", "place:", "\0"])
def test_a_name_that_is_no_name_is_unknown(name: str, corridor: Corridor) -> None:
    """Odd characters lead to the same sentence as any other unknown name."""
    with pytest.raises(UnknownThing):
        corridor.resolve(name)


def test_a_name_of_several_things_is_ambiguous() -> None:
    """The message lists what it may be."""
    corridor = Corridor(Graph([], inference=False))
    for kind in ("place", "platform"):
        thing = NamedNode(f"https://w3id.org/corridor-kg/{kind}/x")
        corridor.store.add(Quad(thing, NamedNode("http://example.org/p"), Literal("1")))
    with pytest.raises(AmbiguousThing, match="place:x or platform:x"):
        corridor.resolve("x")
