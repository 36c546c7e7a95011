"""RDF terms as what Python programs and people take them for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.answers.columns import Shown
from corridor_kg.files.output import printable
from corridor_kg.rdf.datatypes import python_value
from corridor_kg.rdf.terms import Term
from corridor_kg.rdf.vocabulary import shorten


def native(term: Term | None) -> Any:
    """Return an RDF term as the Python value that is nearest to it.

    IRIs become texts, numbers ``int``, ``Decimal`` or ``float``, dates ``date``, years ``int``; a literal
    that does not have the form of its datatype stays a text, and an unbound variable is None.

    Args:
        term: What a variable is bound to.

    >>> native(Literal("2.41", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
    Decimal('2.41')
    """
    if term is None or isinstance(term, Triple):
        return term if term is None else str(term)
    if not isinstance(term, Literal):
        return term.value
    return python_value(term.value, term.datatype.value)


def plain(term: Term | None) -> Any:
    """Return an RDF term as a value of JSON: a number, a truth value, a text, or None.

    A decimal is a number where a float, or an integer, has each of its digits, and else the text that it was written
    as, so that none is lost; so is a float that JSON cannot say (``INF``, ``NaN``). Dates are texts as ISO 8601 has
    them.

    >>> decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    >>> [plain(Literal(text, datatype=decimal)) for text in ("2.41", "3.0", "0.12345678901234567890")]
    [2.41, 3.0, '0.12345678901234567890']
    """
    value = native(term)
    if not isinstance(term, Literal) or isinstance(value, int):  # a truth value is an int too
        return value
    if isinstance(value, Decimal) and Decimal(repr(float(value))) == value:
        return float(value)
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value if isinstance(value, float) and math.isfinite(value) else term.value


def cell(term: Term | None) -> str:
    """Return a term as a table for people has it: a CURIE, or a text without what would command the terminal."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return printable(shorten(term.value))
    text = term.value if isinstance(term, Literal) else str(term)
    return printable(text)


RANK = "rank"
"""What stands in place of a unit where a number is a place in an order."""

_BEFORE = ("$", "¥", "€", "£")
"""How the symbols of units end that stand in front of their number."""

_BEHIND = {"odd": "-odd"}
"""Which words of bound stand behind their number, and how."""


def shown(terms: Mapping[str, Term | None], column: Shown) -> str:
    """Return what people read in a column of a row: a name, a quantity, a date and how it is known, a text.

    Args:
        terms: The row.
        column: The column, with those that belong to it.

    >>> terms = {"value": Literal("11836", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ...          "unit": Literal("km²"), "word": Literal("over")}
    >>> shown(terms, Shown("value", "value", unit="unit", bound="word"))
    'over 11,836 km²'
    >>> shown({**terms, "word": Literal("about, odd")}, Shown("value", "value", unit="unit", bound="word"))
    'about 11,836-odd km²'
    >>> shown({"since": Literal("2016"), "sinceIs": Literal("read")}, Shown("since", "since", told="sinceIs"))
    '2016 (read)'
    """
    term = terms[column.name]
    if column.label and terms.get(column.label) is not None:
        term = terms[column.label]
    text, value = cell(term), native(term)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(term, Literal):
        return text
    if column.told:
        how = beside(terms, column.told)
        return f"{text} ({how})" if how else text
    if not (column.unit or column.bound):
        return text
    number = f"{value:,}" if isinstance(value, int | Decimal) else text
    return bounded(number, beside(terms, column.unit), bounds(terms, column))


def bounds(terms: Mapping[str, Term | None], column: Shown) -> list[str]:
    """Return the words of bound of a number in a column of a row, of which it may have several.

    >>> bounds({"word": Literal("about, odd")}, Shown("value", "value", bound="word"))
    ['about', 'odd']
    """
    words = beside(terms, column.bound)
    return words.split(", ") if words else []


def bounded(number: str, unit: str, words: Sequence[str]) -> str:
    """Return a number with its unit and its words of bound, as people write them.

    >>> bounded("180", "km", ["about", "odd"]), bounded("20,000", "US$", ["more than"])
    ('about 180-odd km', 'more than US$20,000')
    """
    before = [word for word in words if word not in _BEHIND]
    behind = "".join(_BEHIND.get(word, "") for word in words)
    return " ".join([*before, quantity(number, unit, behind)])


def quantity(number: str, unit: str, behind: str = "") -> str:
    """Return a number with its unit, as people write the two.

    Args:
        number: It, as text.
        unit: Its symbol, what is counted, or `RANK`; empty where it has none.
        behind: What stands between the two.

    >>> [quantity("20,000", "US$"), quantity("2.41", "%"), quantity("2,028", "firms"), quantity("3", RANK)]
    ['US$20,000', '2.41 %', '2,028 firms', '3rd']
    >>> [quantity("180", "km", "-odd"), quantity("20,000", "US$", "-odd")]
    ['180-odd km', 'US$20,000-odd']
    """
    if unit == RANK:
        return _ordinal(number) + behind
    return f"{unit}{number}{behind}" if unit.endswith(_BEFORE) else f"{number}{behind} {unit}".rstrip()


def _ordinal(number: str) -> str:
    """Return a place in an order, as English writes it.

    >>> [_ordinal(number) for number in ("1", "2", "3", "11", "21", "112")]
    ['1st', '2nd', '3rd', '11th', '21st', '112th']
    """
    ending = "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th")
    return number + ending


def beside(terms: Mapping[str, Term | None], column: str) -> str:
    """Return what stands in a column that belongs to another; a name that is no column stands for itself."""
    return cell(terms[column]) if column in terms else column
