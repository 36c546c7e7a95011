"""Literals are what XML Schema says that they are, and not what Python would take them for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from corridor_kg.answers.native import native
from corridor_kg.rdf.datatypes import is_valid, number, python_value
from corridor_kg.rdf.vocabulary import XSD

INTEGERS = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-9223372036854775808, 9223372036854775807),
    "int": (-2147483648, 2147483647),
    "short": (-32768, 32767),
    "byte": (-128, 127),
    "unsignedLong": (0, 18446744073709551615),
    "unsignedInt": (0, 4294967295),
    "unsignedShort": (0, 65535),
    "unsignedByte": (0, 255),
}

BOUNDS = [2**bits for bits in (7, 8, 15, 16, 31, 32, 63, 64)]


@pytest.mark.parametrize(
    ("datatype", "text", "value"),
    [
        ("boolean", "1", True),
        ("boolean", "0", False),
        ("integer", "+007", 7),
        ("decimal", ".5", Decimal("0.5")),
        ("decimal", "1.", Decimal(1)),
        ("double", "+INF", float("inf")),
        ("double", "1e3", 1000.0),
        ("float", "-INF", float("-inf")),
        ("gYear", "2050", 2050),
        ("gYear", "-0044", -44),
        ("date", "2016-02-29", date(2016, 2, 29)),
        ("dateTime", "2016-02-28T24:00:00Z", datetime(2016, 2, 29, tzinfo=UTC)),
    ],
)
def test_a_valid_literal_is_its_value(datatype: str, text: str, value: object) -> None:
    """Each form of the standard has the value that the standard gives it."""
    found = native(Literal(text, datatype=NamedNode(XSD + datatype)))
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("datatype", "texts"),
    [
        ("boolean", ["TRUE", "True", "yes", "", "on", " true", "2"]),
        ("integer", ["١٢", "1_0", " 5 ", "5\n", "1.0", "1e3", "", "+", "－1"]),
        ("decimal", ["1e3", "NaN", "INF", ".", "1,5", "９", "1_0.0"]),
        ("double", ["inf", "Infinity", "nan", "infinity", "1_0", "0x1", "1e", " 1", "-NaN"]),
        ("date", ["2017-02-30", "2100-02-29", "2017-13-01", "20170228", "2017-W01-1", "02017-01-01", "2017-01-01+15"]),
        ("dateTime", ["2017-01-01", "2017-01-01 10:00:00", "2017-01-01T24:00:01", "2017-02-30T00:00:00"]),
        ("gYear", ["50", "02050", "2050-01", "２０５０", "+2050"]),
    ],
)  # fmt: skip
def test_what_has_not_the_form_of_its_datatype_stays_text(datatype: str, texts: list[str]) -> None:
    """What Python would take, and the standard does not have, is a text like any other."""
    for text in texts:
        assert not is_valid(text, XSD + datatype)
        assert native(Literal(text, datatype=NamedNode(XSD + datatype))) == text


@pytest.mark.parametrize(
    ("datatype", "text"),
    [
        ("date", "2017-01-01Z"),
        ("date", "-0044-03-15"),
        ("date", "-0004-02-29"),
        ("date", "12000-02-29"),
        ("gYear", "2050Z"),
        ("dateTime", "10000-01-01T00:00:00"),
        ("integer", "1" * 5000),
    ],
)
def test_what_python_has_no_value_for_is_valid_and_stays_text(datatype: str, text: str) -> None:
    """That Python cannot reckon with a day or a number makes it no less valid, and changes nothing of it."""
    assert is_valid(text, XSD + datatype)
    assert python_value(text, XSD + datatype) == text


@given(
    name=st.sampled_from(sorted(INTEGERS)),
    size=st.integers() | st.sampled_from([bound + more for bound in BOUNDS for more in (-1, 0, 1)]),
    sign=st.sampled_from([1, -1]),
)
def test_integers_keep_to_the_range_of_their_datatype(name: str, size: int, sign: int) -> None:
    """A whole number is a number of a datatype exactly where it lies between its bounds."""
    value, (least, most) = size * sign, INTEGERS[name]
    inside = (least is None or value >= least) and (most is None or value <= most)
    assert python_value(str(value), XSD + name) == (value if inside else str(value))


@given(st.from_regex(r"-?[0-9]{4}-[01][0-9]-[0-3][0-9](Z|[+-][01][0-9]:[0-6]0)?", fullmatch=True))
def test_the_engine_agrees_on_what_is_a_day(text: str) -> None:
    """What SPARQL can reckon with is valid here, and nothing else is: two readers of one standard."""
    query = f'SELECT (STRDT("{text}", <{XSD}date>) <= "2000-01-01Z"^^<{XSD}date> AS ?known) {{}}'
    (solution,) = Store().query(query)  # type: ignore[misc]
    assert is_valid(text, f"{XSD}date") == (solution["known"] is not None)


@given(st.floats())
def test_a_number_is_one_that_json_can_have(value: float) -> None:
    """Neither infinities nor NaN are numbers to draw or to write."""
    text = str(value).replace("inf", "INF").replace("nan", "NaN")
    assert is_valid(text, f"{XSD}double")
    assert number(text) == (None if "N" in text else value)
