"""What a reader finds in a text: numbers, periods, names and speakers, each with its place, and what it is sure of.

A place is the first character of the text, from 0, and the one after the last.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

Place = tuple[int, int]

Nature = Literal["number", "rank", "ratio"]
"""Whether a number counts or measures, orders (``third``, ``No 1``), or says how many times as much (``doubled``)."""


class Bound(NamedTuple):
    """A word that bounds a number.

    Attributes:
        start: Its first character.
        end: The character after its last.
        codes: The names of the codes of words of bound that it may stand for: ``more than`` is ``more-than`` alone,
            ``超过`` is ``more-than`` or ``over``.
    """

    start: int
    end: int
    codes: tuple[str, ...]


class Quantity(NamedTuple):
    """A number that is printed, read.

    Attributes:
        start: The first character of the number itself: of ``about $4.6 trillion`` that of ``4.6 trillion``.
        end: The character after its last; a word that multiplies it is part of it, a unit is not.
        value: What it is, in its unit; of a range the least. None where no number is meant: ``dozens``, ``several``.
        most: The greatest value of a range, else None.
        nature: One of `Nature`.
        unit: The unit as a CURIE, such as ``unit:KiloM2``; None where none is printed, as of what is counted.
        unit_place: Where the words of the unit stand; None where there are none.
        bounds: The words that bound it, in the order of the text.
        doubts: What the reader is not sure of, a sentence each; empty where it is sure.
    """

    start: int
    end: int
    value: Decimal | None
    most: Decimal | None = None
    nature: Nature = "number"
    unit: str | None = None
    unit_place: Place | None = None
    bounds: tuple[Bound, ...] = ()
    doubts: tuple[str, ...] = ()


class Period(NamedTuple):
    """A stretch of time that is printed, read.

    Attributes:
        start: The first character of its words: of ``by 2030`` that of ``2030``.
        end: The character after their last.
        first: Its first day as YYYY-MM-DD; None where it is not printed, as in ``last year``.
        last: Its last day, likewise.
        relation: How it is related to what is told of it: ``in``, ``by``, ``since``, ``until``, ``before``, ``after``,
            ``on``, or nothing.
        relative: How many years it lies from the year in which the text was written, where that is what is printed:
            ``last year`` is -1; else None.
        doubts: What the reader is not sure of, a sentence each: a day without a year has no year.
    """

    start: int
    end: int
    first: str | None
    last: str | None
    relation: str = ""
    relative: int | None = None
    doubts: tuple[str, ...] = ()


class Speaker(NamedTuple):
    """Somebody, or a document, of whom the text says that they say something.

    Attributes:
        start: The first character of the words that say who it is: a name, or a role such as ``the mayor``.
        end: The character after their last.
        verb: Where the words of saying stand: ``said``, ``according to``, ``介绍`` of ``据…介绍``.
    """

    start: int
    end: int
    verb: Place
