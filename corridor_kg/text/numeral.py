"""A number in a text before its unit and the words that bound it are known."""

from __future__ import annotations

from decimal import Decimal, Inexact, localcontext
from typing import NamedTuple

from corridor_kg.text.found import Bound, Nature, Place

DIGITS = (
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{1,3}(?:[' ][0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9.])"
    r"|[0-9]+(?:\.[0-9]+)?"
)
"""A number in digits: groups of three parted by commas, spaces, apostrophes or points, or none; and decimals."""


class Numeral(NamedTuple):
    """A number that is printed.

    Attributes:
        start: Its first character.
        end: The character after its last.
        value: What it is; of a range the least. None where no number is meant.
        most: The greatest value of a range.
        nature: Whether it counts, orders, or says how many times as much.
        scale: What a word in it multiplies by: of ``4.6 trillion`` a trillion.
        unit: The unit, where the number is printed within it: of 百分之三 percent.
        unit_place: Where that stands.
        bounds: The words of bound within it, as 多 in 20多万, or that belong to it alone, as 前 to 前三.
        doubts: What is not sure, a sentence each.
    """

    start: int
    end: int
    value: Decimal | None
    most: Decimal | None = None
    nature: Nature = "number"
    scale: Decimal = Decimal(1)
    unit: str | None = None
    unit_place: Place | None = None
    bounds: tuple[Bound, ...] = ()
    doubts: tuple[str, ...] = ()


def in_digits(words: str) -> Decimal:
    """Return what digits with separators are.

    >>> [str(in_digits(words)) for words in ("11,836", "11 836", "1.1", "1.234.567", "1'000.50")]
    ['11836', '11836', '1.1', '1234567', '1000.50']
    """
    if words.count(".") > 1:
        words = words.replace(".", "")
    return Decimal(words.replace(",", "").replace(" ", "").replace("'", ""))


def times(value: Decimal, scale: Decimal) -> Decimal:
    """Return a product, without zeros behind the point.

    >>> times(Decimal("1.1"), Decimal(10_000)), times(Decimal("2.50"), Decimal(1))
    (Decimal('11000'), Decimal('2.50'))
    """
    product = value * scale
    return product.to_integral_value() if scale != 1 and product == product.to_integral_value() else product


def fraction(numerator: Decimal, denominator: Decimal) -> tuple[Decimal, tuple[str, ...]]:
    """Return a fraction as a decimal, and a doubt where it has no end.

    >>> fraction(Decimal(1), Decimal(8)), fraction(Decimal(2), Decimal(3))[1]
    ((Decimal('0.125'), ()), ('2/3 has no end as a decimal, and is cut behind 28 digits.',))
    """
    with localcontext() as context:
        context.clear_flags()
        value = numerator / denominator
        is_cut = bool(context.flags[Inexact])
    return value, (f"{numerator}/{denominator} has no end as a decimal, and is cut behind 28 digits.",) * is_cut


def plain(number: Decimal) -> str:
    """Return a number as Turtle and people have it: without a power of ten, and without zeros behind.

    >>> plain(Decimal("1E+3")), plain(Decimal("2.410")), plain(Decimal("4.6E+12")), plain(Decimal("-0"))
    ('1000', '2.41', '4600000000000', '0')
    """
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def grouped(number: Decimal) -> str:
    """Return a number with its thousands apart.

    >>> grouped(Decimal("11835.50")), grouped(Decimal(37))
    ('11,835.5', '37')
    """
    whole, point, rest = plain(number).partition(".")
    return f"{int(whole):,}{point}{rest}"
