"""Days, months, quarters, years, decades and centuries that are printed in a text, English and Chinese.

A day is written as YYYY-MM-DD. Where the words do not say the year nothing is guessed: a year that is counted from the
writer's own (*last year*) is told as such, and a day without one has a doubt.
"""

from __future__ import annotations

import re

from corridor_kg.text import english_periods
from corridor_kg.text.folding import folded
from corridor_kg.text.found import Period
from corridor_kg.text.period import ROUGH

_RELATIONS = {
    **dict.fromkeys("in during within throughout".split(), "in"),
    **dict.fromkeys(("by", "as of"), "by"),
    **dict.fromkeys("since from".split(), "since"),
    **dict.fromkeys(("until", "till", "through", "up to"), "until"),
    **dict.fromkeys("before".split(), "before"),
    **dict.fromkeys("after".split(), "after"),
    **dict.fromkeys("on at".split(), "on"),
}
_RELATION = re.compile(rf"\b({'|'.join(_RELATIONS)})( the)?(?: early| late| around| about)*[ -]\Z", re.IGNORECASE)
_ROUGHLY_BEFORE = re.compile(
    r"(?:\b(?:early|late|mid|around|about|circa|roughly|approximately)[ -]"
    r"|(?:大约|大概)在?|(?<![节公条契签预])约在?) ?\Z",
    re.IGNORECASE,
)
_ROUGHLY_BEHIND = re.compile("左右|前后")
_COMPARED = frozenset(
    "percent cent point points million billion trillion yuan dollars up down rise rises rose risen fall falls fell high"
    " low higher lower more less fewer growth gain gains jump drop decline declines change improvement increase"
    " increased decrease decreased doubled tripled".split()
)
"""Behind what *from* names what a number is compared with, as in ``up 5 percent from 2015``."""


def periods(text: str) -> list[Period]:
    """Return the periods that are printed in a text, in its order.

    A number of four digits is a year where it can be one and counts nothing: of ``2016 firms`` it is none.

    >>> [(one.first, one.last, one.relation) for one in periods("by 2030, on Dec 1 of 2017; 到2020年底")]
    [('2030-01-01', '2030-12-31', 'by'), ('2017-12-01', '2017-12-01', 'on'), ('2020-12-31', '2020-12-31', 'by')]
    """
    plain = folded(text)
    patterns = english_periods.made()
    if not plain.isascii():
        from corridor_kg.text import chinese_periods  # late for the cold start

        patterns += chinese_periods.made()
    found = [
        period for pattern in patterns for match in pattern.pattern.finditer(plain) if (period := pattern.read(match))
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Period] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return [_in_context(plain, one) for one in kept]


def _in_context(text: str, period: Period) -> Period:
    """Return a period with what the words around it say: how it is related, and whether it is only roughly meant.

    >>> _in_context("around 2020", Period(7, 11, "2020-01-01", "2020-12-31")).doubts
    ('around 2020 is not told to the day.',)
    """
    related = period if period.relation else period._replace(relation=_relation(text, period))
    before = _ROUGHLY_BEFORE.search(text, max(0, period.start - 16), period.start)
    behind = _ROUGHLY_BEHIND.match(text, period.end)
    if period.doubts or not period.first or not (before or behind):
        return related
    words = text[before.start() if before else period.start : behind.end() if behind else period.end]
    return related._replace(doubts=(ROUGH.format(words),))


def _relation(text: str, period: Period) -> str:
    """Return how the words around a period relate it to what is told."""
    if not text.isascii():
        from corridor_kg.text import chinese_periods  # late for the cold start

        relation = chinese_periods.relation(text, period)
        if relation is not None:
            return relation
    match = _RELATION.search(text, max(0, period.start - 24), period.start)
    if not match or (match[2] and text[period.start : period.end].isdecimal()):  # as in "in the 2016 plan"
        return ""
    if match[1].lower() == "from":
        word = text[max(0, match.start() - 16) : match.start()].rstrip().rpartition(" ")[2].lower()
        if word in _COMPARED or word[-1:] == "%" or word[-1:].isdigit():
            return ""
    return _RELATIONS[match[1].lower()]
