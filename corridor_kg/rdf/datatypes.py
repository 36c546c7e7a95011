"""The lexical forms of XML Schema 1.1, part 2, and what a literal is in Python.

Python's own readers take more than the standard has (digits of any script, ``1_0``, white space around a number) and
other things than it has (``inf``, but not ``INF``). So a literal is read here, and by nobody else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from pyoxigraph import Literal

from corridor_kg.rdf.vocabulary import XSD

Value = int | float | Decimal | bool | date | datetime | str
"""What a literal may be in Python."""

_YEAR, _DAY = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))", r"(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])"
_ZONE = r"(?P<zone>Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|(?P<midnight>24:00:00(?:\.0+)?))"
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"


class _Form(NamedTuple):
    """How the values of a datatype are written.

    Attributes:
        pattern: What the whole of a text has to match.
        read: From a match to its value; a ValueError where Python has none.
        least: The least value, where there is one.
        most: The greatest value, where there is one.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Value]
    least: int | None = None
    most: int | None = None


def _integer(match: re.Match[str]) -> Value:
    return int(match[0])


def _double(match: re.Match[str]) -> Value:
    return float(match[0])  # which knows INF and NaN too


def _year(match: re.Match[str]) -> Value:
    if match["zone"]:
        raise ValueError("a year with a time zone is no number")
    return int(match["year"])


def _date(match: re.Match[str]) -> Value:
    return date.fromisoformat(match[0])  # which has no time zones, and the years 1 to 9999


def _moment(match: re.Match[str]) -> Value:
    if match["midnight"] is None:
        return datetime.fromisoformat(match[0])
    return datetime.fromisoformat(match[0].replace("T24", "T00")) + timedelta(days=1)


_INTEGER = re.compile(r"[+-]?[0-9]+")
INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    **{name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for name, bits in (("long", 64), ("int", 32), ("short", 16))},
    "byte": (-128, 127),
    **{f"unsigned{name}": (0, 2**bits - 1) for name, bits in (("Long", 64), ("Int", 32), ("Short", 16), ("Byte", 8))},
}
"""The datatypes of integers, each with its least and its greatest value; None where there is none."""

_FORMS = {
    **{XSD + name: _Form(_INTEGER, _integer, *bounds) for name, bounds in INTEGERS.items()},
    f"{XSD}decimal": _Form(re.compile(_NUMBER), lambda match: Decimal(match[0])),
    **dict.fromkeys(
        (f"{XSD}double", f"{XSD}float"), _Form(re.compile(rf"{_NUMBER}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"), _double)
    ),
    f"{XSD}boolean": _Form(re.compile("true|false|1|0"), lambda match: match[0] in ("true", "1")),
    f"{XSD}gYear": _Form(re.compile(_YEAR + _ZONE), _year),
    f"{XSD}date": _Form(re.compile(f"{_YEAR}-{_DAY}{_ZONE}"), _date),
    f"{XSD}dateTime": _Form(re.compile(f"{_YEAR}-{_DAY}T{_TIME}{_ZONE}"), _moment),
}


def has_values(datatype: str) -> bool:
    """Return whether a datatype is one of those here, whose values are not just texts.

    >>> has_values(XSD + "gYear"), has_values(XSD + "string")
    (True, False)
    """
    return datatype in _FORMS


def is_valid(text: str, datatype: str) -> bool:
    """Return whether a text has the form that a datatype of XML Schema asks for, and names a value of it.

    Args:
        text: The text of a literal.
        datatype: The IRI of its datatype; of one that is not told of here, every text is valid.

    >>> [is_valid(text, XSD + "date") for text in ("2016-02-29", "2017-02-29", "2017-02-28Z", "20170228")]
    [True, False, True, False]
    >>> [is_valid(text, XSD + "byte") for text in ("+12", "128", "1_0", " 5 ", "١٢")]
    [True, False, False, False, False]
    """
    form = _FORMS.get(datatype)
    match = form and form.pattern.fullmatch(text)
    if not form or not match:
        return form is None
    if form.pattern is _INTEGER:
        return _is_between(text, form.least, form.most)
    found = match.groupdict()
    return "day" not in found or int(found["day"]) <= _days(found["year"], int(found["month"]))


def _is_between(text: str, least: int | None, most: int | None) -> bool:
    number = Decimal(text)  # for int() refuses thousands of digits
    return (least is None or number >= least) and (most is None or number <= most)


def _days(year: str, month: int) -> int:
    """Return how many days a month has, in the calendar that goes on before and after what Python knows of it."""
    number = int(year[-4:].lstrip("-"))  # 10,000 years are 25 times 400
    is_leap = number % 4 == 0 and (number % 100 != 0 or number % 400 == 0)
    return 28 + is_leap if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def python_value(text: str, datatype: str) -> Value:
    """Return what a literal is in Python; the text itself where it is not valid, or where Python has no such value.

    Args:
        text: The text of the literal.
        datatype: The IRI of its datatype.

    >>> python_value("2.50", XSD + "decimal"), python_value("1", XSD + "boolean"), python_value("-INF", XSD + "double")
    (Decimal('2.50'), True, -inf)
    >>> python_value("TRUE", XSD + "boolean"), python_value("-0044-03-15", XSD + "date")
    ('TRUE', '-0044-03-15')
    """
    form = _FORMS.get(datatype)
    match = form and form.pattern.fullmatch(text)
    if not form or not match or not is_valid(text, datatype):
        return text
    try:
        return form.read(match)
    except (ValueError, ArithmeticError):
        return text


MOST_DIGITS = 1000
"""How far from its point a digit of a number may stand that is written out; a double ends before."""


def without_exponent(text: str, datatype: str) -> str | None:
    """Return a number in the canonical form of a datatype whose forms have no exponent; None where it has no such form.

    Args:
        text: The number, with or without a point or an exponent.
        datatype: The IRI of ``xsd:decimal``, or of an integer; of any other, nothing is returned.

    >>> without_exponent("2.50", XSD + "decimal"), without_exponent("-1e3", XSD + "integer")
    ('2.5', '-1000')
    >>> without_exponent("2.5", XSD + "integer"), without_exponent("2.5", XSD + "double")
    (None, None)
    """
    if datatype != f"{XSD}decimal" and datatype.removeprefix(XSD) not in INTEGERS:
        return None
    value = Decimal(text)
    if not value:
        return "0"
    if not -MOST_DIGITS <= value.adjusted() <= MOST_DIGITS:
        return None
    written = format(value, "f")
    canonical = written.rstrip("0").rstrip(".") if "." in written else written
    return canonical if is_valid(canonical, datatype) else None


def number(text: str, datatype: str = f"{XSD}double") -> float | None:
    """Return the number that a text is, or None where it is none: neither infinite, nor out of what a float can hold.

    Args:
        text: The text of a literal.
        datatype: The IRI of its datatype; the text of any other than numbers is read as a number of XML Schema.

    >>> number("2.50"), number("INF"), number("９"), number("1.5", XSD + "integer")
    (2.5, None, None, None)
    """
    found = python_value(text, f"{XSD}double") if is_valid(text, datatype) else text
    return found if isinstance(found, float) and math.isfinite(found) else None


def number_of(term: object) -> float | None:
    """Return the number that a term is, or None where it is none; see `number`."""
    return number(term.value, term.datatype.value) if isinstance(term, Literal) else None
