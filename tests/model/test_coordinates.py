"""A thing is where it says, else where the innermost place is in which it lies, and never at a guess."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from corridor_kg.model.coordinates import placed
from corridor_kg.model.index import Index
from corridor_kg.rdf.vocabulary import ONTOLOGY

WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"


def place(thing: str, *facts: str) -> tuple[float, str] | None:
    """Return the latitude of a thing, and what has it, by facts such as ``a in b`` and ``b at 23``."""
    quads = []
    for fact in facts:
        subject, verb, value = fact.split()
        node = NamedNode(f"x:{subject}")
        if verb == "at":
            quads += [Quad(node, NamedNode(f"{WGS84}{name}"), Literal(value)) for name in ("lat", "long")]
        else:
            predicate = {"in": "isLocatedIn", "based": "isBasedIn"}[verb]
            quads.append(Quad(node, NamedNode(f"{ONTOLOGY}{predicate}"), NamedNode(f"x:{value}")))
    found = placed(NamedNode(f"x:{thing}"), Index(quads).values)
    return found and (found.latitude, found.at.value.removeprefix("x:"))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (["p at 1", "p in city", "city at 2"], (1, "p")),
        (["p in city", "city at 2"], (2, "city")),
        (["p based park", "park in city", "city at 2"], (2, "city")),
        (["p in district", "p in city", "district in city", "district at 3", "city at 2"], (3, "district")),
        (["p in district", "p in city", "district in city", "city at 2"], (2, "city")),
        (["p in one", "p in two", "one at 1", "two at 2"], None),
        (["p in one", "one in p", "one at 1"], (1, "one")),
        (["p in one", "p in two", "one in two", "two in one", "one at 1", "two at 2"], None),
        (["p in city"], None),
        ([], None),
    ],
)
def test_where_a_thing_is(facts: list[str], expected: tuple[float, str] | None) -> None:
    """With and without what follows from its place, and where places lie in one another."""
    assert place("p", *facts) == expected


def test_a_coordinate_that_is_none_is_told_with_its_thing() -> None:
    """Whose it is, for it may be that of the city."""
    with pytest.raises(ValueError, match=r"^x:city has wgs84:lat '95'; write degrees from -90 to 90\.$"):
        place("p", "p in city", "city at 95")
