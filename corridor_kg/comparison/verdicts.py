"""When two figures agree: a verdict, and its reason. The first test that decides counts; no source is ranked."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from corridor_kg.comparison.intervals import DOWNWARD, UPWARD, Interval, interval
from corridor_kg.text.days import Days
from corridor_kg.text.numeral import grouped

EQUAL, COMPATIBLE, SAYS_LITTLE, DIFFERS = "equal", "compatible", "compatible, says little", "differs"
OTHER_PERIOD, OTHER_UNIT, NOT_COMPARED = "other period", "other unit", "not compared"
VERDICTS = (DIFFERS, COMPATIBLE, SAYS_LITTLE, EQUAL, OTHER_PERIOD, OTHER_UNIT, NOT_COMPARED)
"""The verdicts: first what is worth a look, last what says nothing of the two."""

_FACTORS = {
    "unit:KiloM": ("unit:M", Decimal(1000)),
    "unit:M": ("unit:M", Decimal(1)),
    "unit:MI": ("unit:M", Decimal("1609.344")),
    "unit:KiloM2": ("unit:M2", Decimal(1_000_000)),
    "unit:HA": ("unit:M2", Decimal(10_000)),
    "ckg:mu": ("unit:M2", Decimal(2000) / Decimal(3)),
    "unit:M2": ("unit:M2", Decimal(1)),
}
"""Units that convert: to which, and how many of it make one (QUDT; a mu is a fifteenth of a hectare)."""


class Stated(NamedTuple):
    """A number as a source states it.

    Attributes:
        thing: Of what it is, by IRI.
        measure: What it measures, by IRI.
        nature: ``figure``, ``forecast`` or ``goal``: what is, what is expected, what is wanted.
        value: The number.
        printed: How it is printed.
        unit: Its unit, as a CURIE.
        bounds: The names of the codes of its words of bound.
        whole: Of which whole a share or a rank is, by IRI; empty where that is not said.
        needs_whole: Whether it is a share or a rank.
        period: Its days; None where there is no period.
    """

    thing: str
    measure: str
    nature: str
    value: Decimal
    printed: str = ""
    unit: str = "unit:NUM"
    bounds: tuple[str, ...] = ()
    whole: str = ""
    needs_whole: bool = False
    period: Days | None = None

    @property
    def interval(self) -> Interval:
        """What it may be, in its own unit."""
        return interval(self.value, self.printed, self.bounds)


class Verdict(NamedTuple):
    """Whether two figures agree.

    Attributes:
        verdict: One of `VERDICTS`.
        reason: Why, in a few words.
    """

    verdict: str
    reason: str


def compare(one: Stated, other: Stated) -> Verdict:
    """Return whether two figures agree, and why.

    >>> area = Stated("place:corridor", "measure:area", "figure", Decimal(11836), "11,836", "unit:KiloM2")
    >>> compare(area, area._replace(value=Decimal(11000), printed="1.1万", bounds=("over",)))
    Verdict(verdict='compatible', reason='11,836 is more than 11,000')
    >>> compare(area, area._replace(value=Decimal(11000), printed="11,000"))
    Verdict(verdict='differs', reason='11,835.5 to 11,836.5 and 10,725 to 11,275 are 560.5 apart')
    """
    return (
        _of_another(one, other)
        or _in_another_unit(one, other)
        or _at_another_time(one, other)
        or _equal(one, other)
        or _of_intervals(one, other)
    )


def _of_another(one: Stated, other: Stated) -> Verdict | None:
    """Return that two figures are of different things, if they are."""
    for part, what in (("thing", "thing"), ("measure", "measure"), ("nature", "nature")):
        if getattr(one, part) != getattr(other, part):
            return Verdict(NOT_COMPARED, f"another {what}")
    if one.needs_whole and not (one.whole and other.whole):
        return Verdict(NOT_COMPARED, "of which whole is not said")
    if one.whole != other.whole:
        return Verdict(NOT_COMPARED, "another whole")
    return None


def _in_another_unit(one: Stated, other: Stated) -> Verdict | None:
    """Return that two figures are in units that do not convert, if they are."""
    if convert(one.unit, other.unit):
        return None
    return Verdict(OTHER_UNIT, "the two units do not convert")


def convert(one: str, other: str) -> bool:
    """Return whether two units are the same, or measure the same, so that a number in one is a number in the other.

    >>> convert("ckg:mu", "unit:HA"), convert("unit:CCY_CNY", "unit:CCY_USD")
    (True, False)
    """
    return one == other or _base(one) == _base(other)


def is_same_number(one: Stated, other: Stated) -> bool:
    """Return whether two numbers are the same, in one unit."""
    return convert(one.unit, other.unit) and one.value * _factor(one) == other.value * _factor(other)


def _base(unit: str) -> str:
    return _FACTORS.get(unit, (unit, Decimal(1)))[0]


def _at_another_time(one: Stated, other: Stated) -> Verdict | None:
    """Return that two figures are of times that do not meet, if they are."""
    if one.period and other.period and not one.period.meets(other.period):
        return Verdict(OTHER_PERIOD, f"{_told(one.period)} and {_told(other.period)} do not meet")
    return None


def _told(days: Days) -> str:
    return days.first if days.first == days.last else f"{days.first or '…'} to {days.last or '…'}"


def _equal(one: Stated, other: Stated) -> Verdict | None:
    """Return that two figures say the same, if they do."""
    same = is_same_number(one, other) and set(one.bounds) == set(other.bounds)
    if not same or one.period != other.period:
        return None
    return Verdict(EQUAL, "the same number" + (" and words of bound" if one.bounds else ""))


def _of_intervals(one: Stated, other: Stated) -> Verdict:
    """Return whether what two numbers may be meets."""
    untimed = _untimed(one, other)
    for direction in (UPWARD, DOWNWARD):
        if direction & set(one.bounds) and direction & set(other.bounds):
            return Verdict(SAYS_LITTLE, f"both are bounds in one direction{untimed}")
    first, second = one.interval.scaled(_factor(one)), other.interval.scaled(_factor(other))
    factor = _factor(one)
    shown = [edge.scaled(1 / factor) for edge in (first, second)]
    if first.meets(second):
        return Verdict(COMPATIBLE, f"{_meeting(one, other, shown)}{untimed}")
    gap = first.gap(second) / factor
    apart = f"are {grouped(gap)} apart" if gap else "only touch"
    return Verdict(DIFFERS, f"{shown[0].words} and {shown[1].words} {apart}{untimed}")


def _meeting(one: Stated, other: Stated, shown: list[Interval]) -> str:
    """Return how two intervals meet: a number without a word of bound lies in the other, or they do by rounding."""
    for number, within in ((one, shown[1]), (other, shown[0])):
        value = number.value * _factor(number) / _factor(one)
        exact = Interval(value, value, has_low=True, has_high=True)
        if not number.bounds and exact.meets(within):
            verb = "lies in" if within.low and within.high else "is"
            return f"{grouped(value)} {verb} {within.words}"
    rounded = ", by rounding" if not (one.bounds and other.bounds) else ""
    return f"{shown[0].words} and {shown[1].words} meet{rounded}"


def _untimed(one: Stated, other: Stated) -> str:
    """Return that one of two figures has no period, where that is so."""
    return "; one has no period" if (one.period is None) != (other.period is None) else ""


def _factor(stated: Stated) -> Decimal:
    return _FACTORS.get(stated.unit, (stated.unit, Decimal(1)))[1]
