"""What a paragraph or a passage speaks of: things, numbers and years, by which the one is known in the other."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal

Trait = Hashable
"""What a paragraph may have in common with a passage: a thing, a number, or a year."""


def number(value: Decimal | None) -> Trait:
    """Return the trait of speaking of a number."""
    return ("number", value)


def year(printed: str) -> Trait:
    """Return the trait of speaking of a year, which may be that of a date."""
    return ("year", printed[:4])
