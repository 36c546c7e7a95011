"""First and last days: of a date, a month or a year in the graph, and of a stretch of time in print."""

from __future__ import annotations

import re
from typing import NamedTuple

from corridor_kg.text.found import Period

_BEYOND = ("before", "after")
"""What is before or after a stretch of time is not in it."""


class Days(NamedTuple):
    """A stretch of time.

    Attributes:
        first: Its first day as YYYY-MM-DD; empty where it has none.
        last: Its last day, likewise.
    """

    first: str
    last: str

    def lies_in(self, other: Days) -> bool:
        """Return whether it lies within another; of one that is open, the side that it has."""
        first, last = self.first or self.last, self.last or self.first
        return bool(first) and other.first <= first and last <= other.last

    def meets(self, other: Days) -> bool:
        """Return whether two stretches of time have a day in common; one that is open has no end.

        >>> Days("2016-01-01", "2016-12-31").meets(Days("2016-12-01", ""))
        True
        """
        return (self.first or "0") <= (other.last or "9") and (other.first or "0") <= (self.last or "9")

    def is_printed_as(self, period: Period) -> bool:
        """Return whether a stretch of time in print is this one: if this is open, as its end or its beginning."""
        if not period.first or not period.last:
            return False
        if self.first and self.last:
            return self == of_period(period) and period.relation not in _BEYOND
        ends = period.relation in ("by", "until", "before") and period.last == self.last
        begins = period.relation in ("since", "after", "from") and period.first == self.first
        return ends or begins


def of_period(period: Period) -> Days:
    """Return the days of a stretch of time in print."""
    return Days(period.first or "", period.last or "")


def of_date(date: str) -> Days | None:
    """Return the first and the last day of a date, a month or a year as XML Schema writes them; None for what is none.

    >>> of_date("2016-02"), of_date("soon")
    (Days(first='2016-02-01', last='2016-02-29'), None)
    """
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date)
    if not found:
        return None
    year, month, day = found.groups()
    if day:
        return Days(found[0], found[0])
    if month and 1 <= int(month) <= 12:
        from calendar import monthrange  # late for the cold start: few have a month

        return Days(f"{year}-{month}-01", f"{year}-{month}-{monthrange(int(year), int(month))[1]}")
    return Days(f"{year}-01-01", f"{year}-12-31")


def in_words(days: Days) -> str:
    """Return a stretch of time as a label has it.

    >>> in_words(Days("2017-12-16", "2017-12-16")), in_words(Days("2017-12-01", "2017-12-31"))
    ('16 December 2017', 'December 2017')
    >>> in_words(Days("2017-01-01", "2017-12-31")), in_words(Days("2017-12-02", "2018-03-04"))
    ('2017', '2 December 2017 to 4 March 2018')
    """
    first, last = days
    if first == last:
        return _day(first)
    if days == of_date(first[:4]):
        return first[:4]
    if days == of_date(first[:7]):
        return _day(first).partition(" ")[2]
    return f"{_day(first)} to {_day(last)}" if first and last else _day(first or last)


def _day(date: str) -> str:
    from calendar import month_name  # late for the cold start

    return f"{int(date[8:10])} {month_name[int(date[5:7])]} {date[:4]}"
