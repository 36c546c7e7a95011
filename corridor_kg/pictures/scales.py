"""Scales: round numbers between two ends, and where on the paper each value is."""

from __future__ import annotations

import math
from typing import NamedTuple

_LEAST = 1e-280
"""What is narrower is no width."""


def _short(value: float) -> float:
    """Return a number without what only the arithmetic has added to it."""
    return float(f"{value:.12g}")


def step(width: float, most: int) -> float:
    """Return the smallest round number that goes into a width no more often than so many times.

    >>> step(4739, 5), step(1.0, 5), step(33, 5)
    (1000.0, 0.2, 10.0)
    """
    least = width / most
    power = 10.0 ** math.floor(math.log10(least))
    return next(_short(times * power) for times in (1, 2, 5, 10) if times * power >= least * (1 - 1e-9))


class Scale(NamedTuple):
    """A range of values on a range of the paper.

    Attributes:
        low: The value at its beginning.
        high: The value at its end.
        start: Where it begins, in pixels.
        end: Where it ends.
        step: How far its ticks are apart.
    """

    low: float
    high: float
    start: float
    end: float
    step: float

    @classmethod
    def over(cls, low: float, high: float, start: float, end: float, *, most: int, least_step: float = 0) -> Scale:
        """Return a scale with round ends around two values.

        Args:
            low: The least value.
            high: The greatest.
            start: Where the scale begins on the paper.
            end: Where it ends.
            most: How many steps it may have, about.
            least_step: What no step may be below, such as a year.
        """
        high = high if high - low > _LEAST else low + 1
        by = max(step(high - low, most), least_step)
        return cls(math.floor(low / by + 1e-9) * by, math.ceil(high / by - 1e-9) * by, start, end, by)

    def __call__(self, value: float) -> float:
        """Return where a value is on the paper."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Return its round values, both ends among them."""
        count = round((self.high - self.low) / self.step)
        return [_short(self.low + number * self.step) for number in range(count + 1)]


def written(value: float) -> str:
    """Return a number as people write it.

    >>> written(5000.0), written(0.2), written(2e15)
    ('5,000', '0.2', '2e+15')
    """
    return f"{value:,.10g}" if abs(value) < 1e12 else f"{value:g}"
