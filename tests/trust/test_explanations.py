"""Which literal is meant when somebody asks why: as it was written, as it is shown, or by its value."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg import Corridor
from corridor_kg.errors import UnknownThing
from corridor_kg.questions.parameters import Given
from corridor_kg.rdf.vocabulary import XSD
from corridor_kg.store.graph import Graph
from corridor_kg.trust import explanations

OWN = """
@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:a ex:share 2.50 ; ex:year "2017"^^xsd:gYear ; ex:many 007 ; ex:on "1"^^xsd:boolean ; ex:day "2017-12-01Z"^^xsd:date ;
    ex:name "Caf\u00e9"@fr , "Kaffee"@de ; ex:near ex:b ; ex:double 1.5e3 ;
    ex:end "INF"^^xsd:double ; ex:big 99999999999999999999999 ; ex:code "CN.30"^^ex:code ; ex:word "abc" , "\\"x\\"" .
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Corridor:
    """A graph with a literal of each kind."""
    path = tmp_path_factory.mktemp("own") / "own.ttl"
    path.write_text(OWN, encoding="utf-8")
    return Corridor.load(graph=path)


@pytest.mark.parametrize(
    ("prop", "values"),
    [
        ("share", ["2.50", "2.5", "2.500", '"2.50"^^xsd:decimal', 2.5]),
        ("year", ["2017", "\uff12017", '"2017"^^xsd:gYear', 2017]),
        ("many", ["007", "7", "7.0", 7]),
        ("on", ["1", "true", True]),
        ("day", ["2017-12-01Z"]),
        ("name", ["Caf\u00e9", "Cafe\u0301", " caf\u00e9 ", '"Caf\u00e9"@fr', "Kaffee"]),
        ("double", ["1.5e3", "1500", "1.5E3", 1500.0, '"1500"^^xsd:double', Literal(1500.0)]),
        ("end", ["INF", "+INF", '"+INF"^^xsd:double', math.inf]),
        ("big", ["+99999999999999999999999", 99999999999999999999999]),
        ("code", ["CN.30", "cn.30", '"CN.30"^^<http://example.org/code>']),
        ("word", ["abc", "ABC", " abc", '"abc"', "'abc'", '"x"', '"\\"x\\""', Literal("abc")]),
        ("near", [NamedNode("http://example.org/b")]),
    ],
)
def test_a_literal_is_known_as_written_or_by_value(prop: str, values: list[object], own: Corridor) -> None:
    """A number, a year or a text of Python is as good as its text."""
    for value in values:
        assert own.why("http://example.org/a", f"http://example.org/{prop}", value), value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("prop", "values"),
    [
        ("share", ['"2.5"^^xsd:double', '"2.5"', '"2.5 "^^xsd:decimal', Literal(2.5)]),
        ("end", ["Infinity", "+inf", "inf", '"Infinity"^^xsd:double', '"INF"^^xsd:float', "infinity"]),
        ("on", ["TRUE", '"1"', '"true"', "yes"]),
        ("year", ['"2017"', "2017.0e0x"]),
        ("name", ['"Caf\u00e9"', '"Caf\u00e9"@de', '"caf\u00e9"@fr']),
        ("code", ['"cn.30"^^<http://example.org/code>', '"CN.30"']),
        ("word", ['"ABC"', '" abc"', '"abc"@en', Literal("ABC")]),
    ],
)
def test_what_stands_between_quotes_is_this_very_literal(prop: str, values: list[Given], own: Corridor) -> None:
    """Of this datatype; and a value has the form that its datatype asks for, whatever Python or the engine takes."""
    for value in values:
        assert not own.why("http://example.org/a", f"http://example.org/{prop}", value), value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.integers(0, 3))
def test_a_decimal_is_known_by_its_value_and_by_no_other_datatype(number: Decimal, zeros: int) -> None:
    """However many zeros it is written with."""
    thing, prop, text = NamedNode("x:s"), NamedNode("x:p"), f"{number:f}"
    stated = Literal(text, datatype=NamedNode(f"{XSD}decimal"))
    one = Graph([], inference=False)
    one.engine.add([Triple(thing, prop, stated)], NamedNode("x:graph"))
    assert explanations.why(one, "x:s", "x:p", text + "0" * zeros)
    assert explanations.why(one, "x:s", "x:p", f'"{text}{"0" * zeros}"^^xsd:decimal')
    assert not explanations.why(one, "x:s", "x:p", f'"{text}"^^xsd:double')


@pytest.mark.parametrize(("prop", "value"), [("share", "2.51"), ("year", "2018"), ("name", "Coffee"), ("on", "0")])
def test_what_is_not_so_is_denied_with_what_is(prop: str, value: str, own: Corridor) -> None:
    """A wrong number is no unknown thing."""
    found = own.why("http://example.org/a", f"http://example.org/{prop}", value)
    assert not found
    assert any(near.startswith("So is: ") for near in found.nearest)


def test_what_is_neither_a_literal_nor_a_thing_is_unknown(own: Corridor) -> None:
    """Where the property leads to things."""
    with pytest.raises(UnknownThing):
        own.why("http://example.org/a", "http://example.org/near", "nobody")
