"""A text in which one number, unit, word of bound or speaker is another: each as a whole text, with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corridor_kg.text.found import Place, Quantity
from corridor_kg.text.scripts import is_chinese

_WORDS = {
    "one": "five",
    "two": "five",
    "three": "five",
    "four": "seven",
    "six": "nine",
    "ten": "eight",
    "third": "fifth",
    "doubling": "trebling",
    "top": "second",
    "三": "五",
    "四": "五",
    "十": "九",
    "十八": "十九",
    "万亿": "三万亿",
}
"""Numbers in words, each with another."""

_UNITS = {
    "kilometers": ("miles", "meters", "square kilometers", "percent"),
    "square kilometers": ("hectares", "kilometers", "square meters"),
    "percent": ("kilometers", "percentage points"),
    "%": ("‰", " percentage points"),
    "yuan": ("dollars", "euros"),
    "$": ("€", "RMB"),
    "US$": ("€", "RMB"),
    "km": ("miles", "m"),
    "sq km": ("hectares", "miles"),
    "公里": ("米", "平方公里"),
    "平方公里": ("公顷", "公里", "亩"),
    "元": ("美元",),
    "年": ("天",),
}
"""Units as they are printed, each with others."""

_BOUNDS = {
    False: ("more than ", "less than ", "about ", "nearly ", "up to ", ""),
    True: ("超过", "不到", "约", "近", ""),
}
"""Words of bound before a number, in English and in Chinese."""


class Changed(NamedTuple):
    """A text with a change.

    Attributes:
        part: What was changed: ``value``, ``unit`` or ``bound``.
        what: From what to what.
        text: The whole of it.
        place: Where the number stands in it now.
    """

    part: str
    what: str
    text: str
    place: Place


def numbers(text: str, number: Quantity) -> Iterator[Changed]:
    """Yield a text with a number changed: digit by digit, and as a whole; its unit; its word of bound."""
    start, end = number.start, number.end
    for other in _values(text[start:end]):
        yield _changed("value", text, (start, end), other, number)
    if number.unit_place:
        for other in _UNITS[text[slice(*number.unit_place)]]:
            yield _changed("unit", text, number.unit_place, other, number)
    if number.nature == "number":
        yield from _bounds(text, number)


def _values(words: str) -> Iterator[str]:
    if words in _WORDS:
        yield _WORDS[words]
    match = re.search(r"\d[\d,]*(?:\.\d+)?", words)
    if not match:
        return
    digits = match[0]
    others = [
        digits[:place] + str((int(digit) + 3) % 10 or 1) + digits[place + 1 :]
        for place, digit in enumerate(digits)
        if digit.isdigit()
    ]
    plain = digits.replace(",", "")
    others += (
        [str(float(plain) * 2)] if "." in plain else [str(int(plain) * 2), str(int(plain) * 10), str(int(plain) + 1)]
    )
    yield from (words[: match.start()] + other + words[match.end() :] for other in dict.fromkeys(others))


def _bounds(text: str, number: Quantity) -> Iterator[Changed]:
    """Yield a text with another word of bound before a number, or with one where there was none."""
    begins = min(number.start, number.unit_place[0]) if number.unit_place else number.start
    own = [(bound.start, bound.end) for bound in number.bounds]
    if own and (len(own) > 1 or own[0][1] > begins):
        return  # behind the number, or two
    place = (own[0][0], begins) if own else (begins, begins)
    printed = text[slice(*place)].strip().lower()
    for other in _BOUNDS[any(map(is_chinese, text))]:
        if other.strip() != printed and not {other.strip(), printed} <= {"over", "more than"}:
            yield _changed("bound", text, place, other, number)


def _changed(part: str, text: str, place: Place, other: str, number: Quantity) -> Changed:
    more = len(other) - (place[1] - place[0])
    whole = text[: place[0]] + other + text[place[1] :]
    first = number.start + (more if place[1] <= number.start else 0)
    last = number.end + (more if place[0] < number.end else 0)
    return Changed(part, f"{text[slice(*place)]} -> {other}", whole, (first, last))
