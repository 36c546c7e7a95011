"""From a date, a year, or the words for a period to the part of the line of time that it takes."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date
from typing import NamedTuple

from pyoxigraph import Literal

from corridor_kg.rdf.terms import Term

_MONTHS = "January February March April May June July August September October November December".split()
_DATE = re.compile(
    rf"(?:(?P<first>\d{{1,2}})[–-])?(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(_MONTHS)}) (?P<year>\d{{4}})"
    r"|(?P<iso_year>-?\d{4})(?:[-年](?P<iso_month>\d{1,2})(?:[-月](?P<iso_day>\d{1,2}))?)?"
)
_OPEN_START = re.compile(r"^(?:by|until|before|up to)\b|[之以]前")
_END_OF = re.compile(r"^(?:the )?end of\b|[年月][底末]")
_OPEN_END = re.compile(r"^(?:since|from|after)\b|[之以]后")


class Span(NamedTuple):
    """A part of the line of time, in years, as 2016.5.

    Attributes:
        start: When it begins; None where nobody says.
        end: When it ends; None likewise.
    """

    start: float | None
    end: float | None


NEVER = Span(None, None)
"""What is no time, or none that can be told."""


def span(term: Term | None) -> Span:
    """Return the time that a value speaks of, from the first date in it to the last.

    Args:
        term: A year, a date, or a text that has some, in English, Chinese or as ISO 8601 has them.

    >>> span(Literal("2016")), span(Literal("by 1 July 2017")).start
    (Span(start=2016.0, end=2017.0), None)
    """
    if not isinstance(term, Literal):
        return NEVER
    spans = [one for found in _DATE.finditer(term.value) if (one := _found(found)) is not None]
    if not spans:
        return NEVER
    start, end = min(one[0] for one in spans), max(one[1] for one in spans)
    if _OPEN_START.search(term.value):
        return Span(None, end)
    if _END_OF.search(term.value):
        start = end - 1 / 366
    return Span(start, None if _OPEN_END.search(term.value) else end)


def _found(found: re.Match[str]) -> tuple[float, float] | None:
    """Return when a date begins and ends; None where the calendar has it not."""
    year = int(found["year"] or found["iso_year"])
    month = _MONTHS.index(found["month"]) + 1 if found["month"] else int(found["iso_month"] or 0)
    day = int(found["day"] or found["iso_day"] or 0)
    try:
        if not month:
            return float(year), year + 1.0
        if not day:
            return _days(year, month, 1), _days(year, month + 1, 1) if month < 12 else year + 1.0
        last = _days(year, month, day)
        return _days(year, month, int(found["first"] or day)), last + 1 / (366 if isleap(year) else 365)
    except ValueError:
        return None


def _days(year: int, month: int, day: int) -> float:
    first = date(year, 1, 1)
    return year + (date(year, month, day) - first).days / (366 if isleap(year) else 365)
