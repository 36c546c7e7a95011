"""What a printed number may be: an interval, by its words of bound and the digits to which it was rounded.

Eleven thousand is rounded, 11,836 is not; *more than 180* is open above. The Civil Code of China (article 1259) says
that 以上 includes the number and 超过 does not, and so it is read here.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from corridor_kg.text.numeral import grouped, plain

_DIGITS = re.compile(r"[0-9][0-9,]*(?:\.([0-9]+))?")

_SHARE = Decimal("0.05")
"""What *about* leaves open, and how coarse rounding may be at most, as a share of the number."""

_NEARLY = Decimal("0.9")

UPWARD = frozenset(("more-than", "over", "at-least"))
"""Words that say that it is more."""

DOWNWARD = frozenset(("less-than", "up-to", "nearly"))
"""Words that say that it is less."""


class Interval(NamedTuple):
    """From the least to the greatest that a number may be.

    Attributes:
        low: The least; None where there is no least.
        high: The greatest; None where there is no greatest.
        has_low: Whether the least itself is meant.
        has_high: Whether the greatest itself is meant.
    """

    low: Decimal | None
    high: Decimal | None
    has_low: bool = False
    has_high: bool = False

    def meets(self, other: Interval) -> bool:
        """Return whether any number may be meant by both.

        >>> Interval(Decimal(180), None).meets(Interval(Decimal(170), Decimal(180), False, True))
        False
        """
        return _is_below(self.low, self.has_low, other.high, other.has_high) and _is_below(
            other.low, other.has_low, self.high, self.has_high
        )

    def gap(self, other: Interval) -> Decimal:
        """Return how far apart two intervals are that do not meet; 0 where they only just do not."""
        if self.high is not None and other.low is not None and self.high <= other.low:
            return other.low - self.high
        if other.high is not None and self.low is not None and other.high <= self.low:
            return self.low - other.high
        return Decimal(0)

    def scaled(self, factor: Decimal) -> Interval:
        """Return the interval in another unit, of which a factor more or fewer make one of this."""
        low, high = (None if edge is None else edge * factor for edge in (self.low, self.high))
        return self._replace(low=low, high=high)

    @property
    def words(self) -> str:
        """The interval as people say it.

        >>> [interval(Decimal(180), "180", bounds).words for bounds in (["over"], ["up-to"], ["about", "odd"])]
        ['more than 180', 'at most 180', '171 to 199.5']
        """
        if self.high is None:
            return f"{'at least' if self.has_low else 'more than'} {grouped(self.low or Decimal(0))}"
        if not self.low:
            return f"{'at most' if self.has_high else 'less than'} {grouped(self.high)}"
        return f"{grouped(self.low)} to {grouped(self.high)}"

    def __str__(self) -> str:
        left, right = "[" if self.has_low else "(", "]" if self.has_high else ")"
        low, high = ("…" if edge is None else plain(edge) for edge in (self.low, self.high))
        return f"{left}{low}, {high}{right}"


def _is_below(low: Decimal | None, has_low: bool, high: Decimal | None, has_high: bool) -> bool:  # edges
    if low is None or high is None:
        return True
    return low < high or (low == high and has_low and has_high)


def interval(value: Decimal, printed: str = "", bounds: Collection[str] = ()) -> Interval:
    """Return what a printed number may be.

    Args:
        value: The number, in its unit.
        printed: How it is printed, which says to which digit it was rounded; empty where that is not known.
        bounds: The names of the codes of its words of bound; several where several are printed.

    >>> str(interval(Decimal(11836), "11,836")), str(interval(Decimal(11000), "11,000"))
    ('[11835.5, 11836.5)', '[10725, 11275)')
    >>> str(interval(Decimal(180), "180", ["odd"])), str(interval(Decimal(180), "180", ["about", "odd"]))
    ('(180, 190)', '(171, 199.5)')
    >>> str(interval(Decimal(11000), "1.1万", ["over"])), str(interval(Decimal(80), "八成", ["nearly"]))
    ('(11000, …)', '[72, 80)')
    """
    rounding = rounded_to(value, printed)
    found = Interval(None, None)
    for bound in (bound for bound in bounds if bound != "about"):
        found = _within(found, _bounded(value, bound))
    if found == Interval(None, None):
        if "about" in bounds:
            around = max(rounding / 2, value * _SHARE)
            return Interval(value - around, value + around, has_low=True, has_high=True)
        return Interval(value - rounding / 2, value + rounding / 2, has_low=True)
    if "about" in bounds:
        low = None if found.low is None else found.low * (1 - _SHARE)
        high = None if found.high is None else found.high * (1 + _SHARE)
        return found._replace(low=low, high=high)
    return found


def _bounded(value: Decimal, bound: str) -> Interval:
    """Return the interval that a word of bound leaves; all where the word is not known."""
    known = {
        "more-than": Interval(value, None),
        "over": Interval(value, None),
        "at-least": Interval(value, None, has_low=True),
        "less-than": Interval(Decimal(0), value, has_low=True),
        "up-to": Interval(Decimal(0), value, has_low=True, has_high=True),
        "odd": Interval(value, value + last_place(value)),
        "nearly": Interval(value * _NEARLY, value, has_low=True),
    }
    return known.get(bound, Interval(None, None))


def _within(one: Interval, other: Interval) -> Interval:
    """Return what two intervals have in common, of words of bound that go together."""
    low, has_low = max(
        ((one.low, one.has_low), (other.low, other.has_low)),
        key=lambda edge: (edge[0] is not None, edge[0] or Decimal(0), not edge[1]),
    )
    high, has_high = min(
        ((one.high, one.has_high), (other.high, other.has_high)),
        key=lambda edge: (edge[0] is None, edge[0] or Decimal(0), edge[1]),
    )
    return Interval(low, high, has_low, has_high)


def rounded_to(value: Decimal, printed: str = "") -> Decimal:
    """Return how coarse a printed number is.

    The larger of the place of its last printed digit, and the smaller of the place of its last digit that is not zero
    and a twentieth of it.

    >>> [plain(rounded_to(*number)) for number in ((Decimal(11836), "11,836"), (Decimal(11000), "11,000"))]
    ['1', '550']
    >>> [plain(rounded_to(*number)) for number in ((Decimal(11000), "1.1万"), (Decimal(37), "37"))]
    ['1000', '1']
    """
    return max(_printed_place(value, printed), min(last_place(value), abs(value) * _SHARE))


def last_place(value: Decimal) -> Decimal:
    """Return the place of the last digit of a number that is not zero.

    >>> [plain(last_place(Decimal(number))) for number in ("180", "2.41", "11000", "3")]
    ['10', '0.01', '1000', '1']
    """
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent)) if value else Decimal(1)


def _printed_place(value: Decimal, printed: str) -> Decimal:
    """Return the place of the last digit that is printed; of words, of the last that is not zero."""
    match = _DIGITS.search(printed)
    number = Decimal(match[0].replace(",", "")) if match else Decimal(0)
    if not match or not number or not value:
        return last_place(value)
    return abs(value / number).scaleb(-len(match[1] or ""))
