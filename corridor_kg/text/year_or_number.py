"""Whether a number of four digits is a year: of ``in 2016, 2016 firms`` the first is, the second is none."""

from __future__ import annotations

import re

from corridor_kg.text import units

_PREPOSITION = re.compile(
    r"\b(?:in|by|since|until|till|before|after|during|from|to|through|late|early|mid|year|than|on|and|for|fiscal|as of"
    r"|between|throughout|spring|summer|autumn|winter|of)[ -]\Z|[(/]\Z",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:[0-9%]|\b(?:percent|cent|points|[a-z]+illion|yuan|times|units)) (?:more|less|fewer) than \Z"
)
_DETERMINER = re.compile(r"(?:\b(?:the|its|their|his|her|a|our|this|that)|'s|s') \Z", re.IGNORECASE)
_NO_NOUN = frozenset(
    "and or to as with was is were are has had have the a an in on by for of at from when while which that will would"
    " may can could should but than this its it he she they we who under over into after before since until through"
    " about if because so where whose not also only just did does do saw came went made there alone onwards onward"
    " during within against among between per both then became becomes began marks marked sees plans aims".split()
)
_OF_A_YEAR = frozenset("levels figures prices standards results targets terms statistics revenues sales".split())
"""What is told of a year: ``2016 levels``."""
_IS_NOT_PLURAL = ("ss", "us", "is")


def is_year(text: str, start: int, end: int) -> bool:
    """Return whether the number at a place of a folded text is a year.

    >>> [is_year(text, 0, 4) for text in ("2016, the", "2016 firms", "2016 saw", "2016 km", "2016-odd")]
    [True, False, True, False, False]
    """
    before, behind = text[max(0, start - 3) : start], text[end : end + 1]
    if units.before(text, start) or re.search(r"[0-9A-Za-z_][.,:/-]?\Z|[#$]\Z", before):
        return False
    unit = units.behind(text, end)
    if unit and text[end : end + 1] != "年":
        return False
    if behind and not behind.isascii():
        return behind in "，。、；：）》”…—·"
    if re.match(
        r"[A-Za-z_%+]|[,.][0-9]|[-/:][0-9A-Za-z]|-(?:odd|plus)| ?(?:million|billion|trillion|percent)",
        text[end : end + 9],
    ):
        return False
    return not _counts(text, start, end)


def _counts(text: str, start: int, end: int) -> bool:
    """Return whether what stands around a number of four digits makes it count something: ``about 2000 firms``."""
    first = re.match(r" ([a-z]+)", text[end : end + 16])
    if not first or first[1] in _NO_NOUN:
        return not _COMPARED.search(text, max(0, start - 32), start) and bool(
            re.search(r"\b(?:more than|at least|about|some|roughly|approximately) \Z", text[max(0, start - 16) : start])
        )
    is_time = _PREPOSITION.search(text, max(0, start - 12), start)
    is_named = _DETERMINER.search(text, max(0, start - 7), start)
    counted = counts_many(text, end)
    if is_time and is_time[0].lower() not in ("of ", "to ", "than ", "and ", "for ", "from "):
        return False
    if is_named:
        return False
    return counted or not is_time


def counts_many(text: str, end: int) -> bool:
    """Return whether a noun in the plural follows: as the first word, or behind adjectives.

    >>> [counts_many(text, 4) for text in ("2016 firms", "2016 new big firms", "2016 levels", "2016 the firms")]
    [True, True, False, False]
    """
    words = re.match(r"((?: [a-z]+(?:-[a-z]+)*){1,3})", text[end : end + 60])
    for word in words[1].split() if words else []:
        if word in _NO_NOUN or word in _OF_A_YEAR:
            return False
        if (word.endswith("s") and not word.endswith(_IS_NOT_PLURAL)) or word in ("people", "staff"):
            return True
    return False
