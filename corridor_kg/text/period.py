"""A stretch of time made of what its words say: days, months, a point in a year, or a year that is not printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from corridor_kg.text.found import Period

YEAR = "(?:1[89][0-9]{2}|2[01][0-9]{2})"
"""A year that a text of our days may speak of."""

ROUGH = "{} is not told to the day."
NO_YEAR = "The year is not printed."


class Pattern(NamedTuple):
    """What a period looks like, and what its words say."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Period | None]


def patterns(*pairs: tuple[str, Callable[[re.Match[str]], Period | None]]) -> tuple[Pattern, ...]:
    """Return patterns from what each looks like and what reads it."""
    return tuple(Pattern(re.compile(pattern), read) for pattern, read in pairs)


def days(match: re.Match[str], first: date, last: date, *doubts: str) -> Period:
    """Return the period from a day to a day whose words a match is."""
    return Period(*match.span(), first.isoformat(), last.isoformat(), doubts=doubts)


def undated(match: re.Match[str], relative: int | None = None) -> Period:
    """Return a period whose year is not in its words."""
    return Period(*match.span(), None, None, relative=relative, doubts=(NO_YEAR,) if relative is None else ())


def months(year: int, first: int, last: int | None = None) -> tuple[date, date]:
    """Return the first and the last day of a month, or of some."""
    last = last or first
    return date(year, first, 1), date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)


def day(match: re.Match[str], year: int, month: int, day: int, until: int | None = None) -> Period | None:
    """Return a day, or the days of a month until another; None where the month has no such day."""
    try:
        return days(match, date(year, month, day), date(year, month, until or day))
    except ValueError:
        return None


def year(match: re.Match[str], number: int, last: int | None = None, *doubts: str) -> Period:
    """Return a year, or the years to a last one."""
    return days(match, date(number, 1, 1), date(last or number, 12, 31), *doubts)


def point(match: re.Match[str], word: str, year: int) -> Period:
    """Return what an end of a year is: its last day; and its beginning or middle, which are not told to the day."""
    if word in ("end", "close", "底", "末"):
        return days(match, date(year, 12, 31), date(year, 12, 31))
    if word in ("beginning", "start", "初"):
        return days(match, date(year, 1, 1), date(year, 1, 1), ROUGH.format(match[0]))
    return days(match, date(year, 1, 1), date(year, 12, 31), ROUGH.format(match[0]))
