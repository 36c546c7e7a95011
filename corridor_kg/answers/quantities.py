"""The numbers of a cell, as a chart needs them: how much, of what, and which way each may be wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from corridor_kg.answers.columns import Shown
from corridor_kg.answers.native import beside, bounds, cell, shown
from corridor_kg.pictures.bars import ABOUT, LESS, MORE
from corridor_kg.rdf.datatypes import number_of
from corridor_kg.rdf.terms import Term

BOUNDS = {
    "more than": MORE,
    "over": MORE,
    "at least": MORE,
    "odd": MORE,
    "less than": LESS,
    "up to": LESS,
    "nearly": ABOUT,
    "about": ABOUT,
}
"""Which way a number may be wrong, by the labels of the ontology's quantifiers."""

_NO_LENGTHS = ("rank",)
"""What is counted in these is an order: who is first is no third of who is third."""

_WORD = re.compile("|".join(BOUNDS))
_QUANTITY = re.compile(
    rf"(?P<words>(?:(?:{'|'.join(BOUNDS)}) )*)"
    r"(?P<money>[A-Z]*[$€£¥])?(?P<number>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<odd>-odd)?"
    r"(?: ?(?P<unit>[^\d\s(;][^\d(;]*?))?(?: \(.*\))?"
)
_BETWEEN = re.compile(r"; (?![^()]*\))")
"""What stands between the numbers of a cell; within brackets it stands between other things."""


class Quantity(NamedTuple):
    """A number of a cell.

    Attributes:
        shown: The number as people read it, with its unit and its words of bound.
        value: The number; None where only words tell it, or where no length does.
        bound: `MORE`, `LESS`, `ABOUT`, or empty for the number itself.
        unit: What is counted or measured in; may be empty.
    """

    shown: str
    value: float | None = None
    bound: str = ""
    unit: str = ""


def quantities(row: Mapping[str, Term | None], column: Shown) -> list[Quantity]:
    """Return the numbers in a column of a row: one; or of a text, those that have semicolons between them."""
    term = row[column.name]
    value = number_of(term)
    if not cell(term):
        return [Quantity("")]
    if value is None:
        return [read(part) for part in _BETWEEN.split(cell(term))]
    unit = beside(row, column.unit)
    drawn = value if math.isfinite(value) and unit not in _NO_LENGTHS else None
    return [Quantity(shown(row, column), drawn, _way(bounds(row, column)), unit)]


def _way(words: list[str]) -> str:
    """Return which way a number may be wrong under its words of bound.

    A word that nobody knows makes it no exact one, and words that differ leave both ways open.

    >>> [_way(words) for words in ([], ["over", "odd"], ["about", "odd"], ["unheard"])]
    ['', 'more', 'about', 'about']
    """
    ways = {BOUNDS.get(word, ABOUT) for word in words}
    return ways.pop() if len(ways) == 1 else ABOUT if ways else ""


def read(text: str) -> Quantity:
    """Return the quantity that a text is, with or without brackets behind it; else the text without a number.

    >>> read("over 4,739 firms (end of 2016; Zhan Decun)")[1:], read("third (2016)").value
    ((4739.0, 'more', 'firms'), None)
    >>> read("about 180-odd km (2017)")[1:]
    (180.0, 'about', 'km')
    """
    found = _QUANTITY.fullmatch(text)
    if found is None:
        return Quantity(text)
    unit = found["unit"] or found["money"] or ""
    value = float(found["number"].replace(",", ""))
    words = [*_WORD.findall(found["words"]), *(["odd"] if found["odd"] else [])]
    return Quantity(text, value if unit not in _NO_LENGTHS else None, _way(words), unit)
