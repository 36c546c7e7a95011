"""What value a literal has, however it is written, and which datatypes have it.

The values of one datatype may be values of another (``5`` as a byte and as a decimal), and those of most have none in
common (``5`` as an integer and as a double): OWL 2 Structural Specification, section 4.
"""

from __future__ import annotations

import math
import re
import struct
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal

from corridor_kg.rdf import datatypes
from corridor_kg.rdf.vocabulary import OWL, RDF, RDFS, XSD

_STRING, _TAGGED, _REAL, _MOMENT = f"{XSD}string", f"{RDF}langString", f"{OWL}real", f"{XSD}dateTime"
_INTEGERS = {XSD + name: bounds for name, bounds in datatypes.INTEGERS.items()}
_TIMES = [XSD + name for name in ("time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay", "date")]
_NARROWER_TEXTS = [XSD + name for name in ("normalizedString", "token", "language", "Name", "NCName", "NMTOKEN")]
_SPACES = {
    **dict.fromkeys((_STRING, *_NARROWER_TEXTS), _STRING),
    **dict.fromkeys((f"{XSD}decimal", *_INTEGERS, _REAL, f"{OWL}rational"), _REAL),
    **dict.fromkeys((_MOMENT, f"{XSD}dateTimeStamp"), _MOMENT),
    **{name: name for name in (*_TIMES, *(XSD + kind for kind in ("anyURI", "boolean", "double", "float")), _TAGGED)},
}
"""Datatypes, each with the space that its values are in; spaces have no value in common."""


def identity(literal: Literal) -> tuple[str, object] | None:
    """Return what a literal's value is: the space that it is in, and which one it is there.

    Two literals have one value where this is the same, and two where it differs. Moments are compared as instants,
    wherever their clocks stand.

    Args:
        literal: A literal.

    Returns:
        Both; None where the datatype is not told of here, or does not have this value.

    >>> identity(Literal(5)) == identity(Literal("5")), identity(Literal(5)) == identity(Literal(5.0))
    (False, False)
    """
    text, datatype = literal.value, literal.datatype.value
    space = _SPACES.get(datatype)
    if space is None or not datatypes.is_valid(text, datatype):
        return None
    value = _value(text, space, literal.language)
    return None if value is None else (space, value)


def _value(text: str, space: str, language: str | None) -> object:
    if space == _TAGGED:
        return text, str(language).lower()
    if space == _REAL:
        return Decimal(text) if re.fullmatch(r"[-+.0-9]+", text) else None  # a rational may be written 1/3
    if space == _MOMENT:
        return _instant(text)
    if space in _TIMES:
        return _plain(text)
    if space == f"{XSD}boolean":
        return text in ("true", "1")
    if space in (f"{XSD}double", f"{XSD}float"):
        return _floating(text, "d" if space == f"{XSD}double" else "f")
    return text


def belongs(literal: Literal, datatype: str) -> bool | None:
    """Return whether a datatype has the value of a literal, whatever the literal's own datatype is.

    Args:
        literal: A literal.
        datatype: The IRI of a datatype.

    Returns:
        None where it cannot be told: the literal has no value, or one of the two datatypes is not told of here.

    >>> [belongs(Literal(value), XSD + "byte") for value in (5, 500, "5", True)], belongs(Literal(5), "x:unknown")
    ([True, False, False, False], None)
    """
    if datatype in (literal.datatype.value, f"{RDFS}Literal"):
        return True
    found, space = identity(literal), _SPACES.get(datatype)
    if found is None:
        return None
    if datatype == f"{RDF}PlainLiteral":
        return found[0] in (_STRING, _TAGGED)
    if space is None or found[0] != space:
        return None if space is None else False
    if datatype in _INTEGERS:
        return _is_integer(found[1], *_INTEGERS[datatype])
    if datatype == f"{XSD}dateTimeStamp":
        return re.search(r"(Z|[+-][0-9]{2}:[0-9]{2})$", literal.value) is not None
    if datatype in _NARROWER_TEXTS:
        return None if re.search(r"[\t\r\n]", literal.value) is None else False
    return True


def same(one: Literal, other: Literal) -> bool | None:
    """Return whether two literals have one value; None where it cannot be told.

    >>> [same(Literal(5), Literal(value)) for value in (5, "5", 5.0)]
    [True, False, False]
    """
    if one == other:
        return True
    found, others = identity(one), identity(other)
    return None if found is None or others is None else found == others


def order(one: Literal, other: Literal) -> int | None:
    """Return whether a literal's value is less than another's (-1), the same (0) or greater (1); None for no telling.

    >>> order(Literal(5), Literal(12)), order(Literal(5), Literal("5"))
    (-1, None)
    """
    found, others = identity(one), identity(other)
    if found is None or others is None or found[0] != others[0]:
        return None
    first, second = (_ordered(space, value) for space, value in (found, others))
    return None if first is None or second is None else (first > second) - (first < second)


def _ordered(space: str, value: object) -> Any:
    """Return a value as something that Python orders as XML Schema does, or None."""
    if space in (f"{XSD}double", f"{XSD}float"):
        number = float(str(value))
        return None if math.isnan(number) else number
    if space in _TIMES:  # a year of four digits and no time zone: the order of the texts is that of time
        return value if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", str(value)) else None
    if space == _MOMENT:
        assert isinstance(value, tuple)
        return value[0] if value[1] else None  # without a time zone, a moment may be any of a day's
    return value if isinstance(value, Decimal) else None


def _is_integer(value: object, least: int | None, most: int | None) -> bool:
    assert isinstance(value, Decimal)
    within = (least is None or value >= least) and (most is None or value <= most)
    return within and value == value.to_integral_value()


def _instant(text: str) -> tuple[datetime, bool] | None:
    """Return a moment, and whether it has a time zone; None where Python has no such moment."""
    moment = datatypes.python_value(text, _MOMENT)
    if not isinstance(moment, datetime) or re.search(r"\.[0-9]{6}[0-9]*[1-9]", text):
        return None
    if moment.tzinfo is None:
        return moment, False
    try:
        return moment.astimezone(UTC).replace(tzinfo=None), True
    except OverflowError:
        return None


def _plain(text: str) -> str:
    """Return a date or a time in one of the ways in which it may be written."""
    zoned = re.sub(r"(Z|-00:00)$", "+00:00", text)
    return re.sub(r"(:[0-9]{2}(?:\.[0-9]*[1-9])?)\.?0+(?=$|[Z+-])", r"\1", zoned) if "." in zoned else zoned


def _floating(text: str, size: str) -> str:
    """Return how Python writes the number that is nearest to a text in 64 bits (d) or 32 (f); it tells 0 from -0."""
    number = float(text)
    try:
        return repr(struct.unpack(size, struct.pack(size, number))[0])
    except OverflowError:  # more than 32 bits hold
        return repr(math.copysign(math.inf, number))
