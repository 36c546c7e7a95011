r"""The words of a text, each in the forms that it may have in the article.

A copy breaks lines where the article has none, and hyphenates at them; it may have marks of notes that the article has
not, and superscripts where plain text has digits. A word that is one of these has several forms; nearly all have one.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corridor_kg.text import articles

_CJK = r"[\u2e80-\u2fff\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff]"
_GAP = r"[ \t]*(?:\r\n?|\n)[ \t]*"
_BREAK = rf"(?<=\w[-\u2010-\u2015/]){_GAP}(?=\w)|(?<=\w\u00ad){_GAP}(?=[^\W\d_A-Z])|(?<={_CJK}){_GAP}(?={_CJK})"
"""A line end within a word: behind a hyphen, a dash or a slash, or between characters of Chinese."""

_WORD = rf"(?:\S|{_BREAK})+?(?=(?!{_BREAK})\s|\Z|(?<=[。！？；…」』”）])[^。！？；…」』”）])"
"""Words; where nothing stands between them, as in Chinese, the parts that the marks of sentences end."""

_RAISED, _LOWERED, _LETTER = "⁰¹²³⁴-⁹", "₀-₉", "ªºʰ-ʸˡ-ˣᴬ-ᵂᵃ-ᶻⁱⁿ"
_ALPHA = rf"[^\W\d_{_RAISED}{_LOWERED}]"  # to Python a superscript is no digit, and a part of a word

_LINE_END = re.compile(rf"(?P<hyphen>(?<={_ALPHA})[-\u2010]){_GAP}(?=[^\W\d_A-Z])|(?P<soft>\u00ad){_GAP}|{_GAP}")

_NUMBERS = rf"⁽?[{_RAISED}]{{1,3}}(?:[,;⁻-][{_RAISED}]{{1,3}})*⁾?"
_NOTE = (
    rf"(?:(?<![\d{_RAISED}{_LOWERED}])(?<!\d\s)(?:{_NUMBERS}|(?<![{_LETTER}])[{_LETTER}]|[*†‡§]{{1,3}})"
    rf"|(?P<bracketed>\[(?:(?:[a-z{_LETTER}]{{1,4}}\.? ?)?[\d{_RAISED}]{{1,3}}|[a-z{_LETTER}*])\]))+(?!\w|[,.]\d)"
)
"""What tells of a note behind a word or a mark of punctuation; behind a digit a superscript is a part of the number."""

_SYMBOL = re.compile(rf"(?:[\d{_RAISED}]\s*{_ALPHA}{{1,3}}|(?<!\w){_ALPHA}|(?<!\w)[a-zµ][A-Za-z])\Z")
"""A unit or a variable, behind which a superscript is a power: km², x²."""

_INDEX = re.compile(rf"(?<={_ALPHA})(?:[{_RAISED}{_LOWERED}]+(?!\w|[,.]\d)|[{_LOWERED}]+(?={_ALPHA}))")
"""Digits above or below the line behind a letter, which plain text has in the line: km², CO₂, H₂O."""

_SPECIAL = re.compile(rf"[{_RAISED}{_LOWERED}{_LETTER}*†‡§\[\n\r]")
_FORMS = 32
"""How many forms of a word are looked at: a text that is made of hyphens and line ends has no end of them."""


_compiled = cache(re.compile)
"""Compiles, when it is first needed, what takes milliseconds: a true copy in plain text needs none of it."""


class Word(NamedTuple):
    """A word: where it stands in the text, its plain forms, and whether there is white space before it."""

    place: tuple[int, int]
    forms: tuple[str, ...]
    is_apart: bool


def readings(text: str) -> list[list[Word]]:
    r"""Return the words of a text as they may be meant: as they are, without notes, with indexes in the line, or both.

    A word has several forms where a line end stands in it. What nothing is seen of is left out.

    >>> for words in readings("an inno-\nvation of 12⁰ km² here.¹"):
    ...     [" or ".join(word.forms) for word in words]
    ['an', 'innovation or inno-vation', 'of', '12⁰', 'km²', 'here.¹']
    ['an', 'innovation or inno-vation', 'of', '12⁰', 'km²', 'here.']
    ['an', 'innovation or inno-vation', 'of', '12⁰', 'km2', 'here.¹']
    ['an', 'innovation or inno-vation', 'of', '12⁰', 'km2', 'here.']
    """
    found: list[list[Word]] = [[], [], [], []]
    before = -1
    for match in _compiled(_WORD).finditer(text):
        if _SPECIAL.search(match[0]):
            bare = without_notes(text, *match.span())
            forms = [_forms(shape) for shape in (match[0], bare, _in_line(match[0]), _in_line(bare))]
        else:
            forms = [(articles.normalized(match[0]),)] * len(found)
        for words, own in zip(found, forms, strict=True):
            if own != ("",):
                words.append(Word(match.span(), own, match.start() != before))
        before = match.end()
    return [words for number, words in enumerate(found) if words not in found[:number]]


def without_notes(text: str, start: int = 0, end: int | None = None) -> str:
    """Return a text, or a part of it, without the marks of its notes.

    >>> without_notes("One¹ two.[2] 10² km², 20 km² *"), without_notes("2016[3], x²")
    ('One two. 10² km², 20 km² ', '2016, x²')
    """
    end = len(text) if end is None else end
    kept = []
    for match in _compiled(_NOTE).finditer(text, start, end):
        is_power = not match["bracketed"] and _SYMBOL.search(text[max(0, match.start() - 12) : match.start()])
        if not is_power:
            kept.append(text[start : match.start()])
            start = match.end()
    return "".join([*kept, text[start:end]])


def _in_line(word: str) -> str:
    return _INDEX.sub(lambda index: unicodedata.normalize("NFKC", index[0]), word)


def _forms(word: str) -> tuple[str, ...]:
    """Return the plain forms of a word within which lines may end, each once."""
    return tuple(dict.fromkeys(map(articles.normalized, itertools.islice(_joined(word), _FORMS))))


def _joined(word: str) -> Iterator[str]:
    """Yield what a word is without its line ends."""
    ends = list(_LINE_END.finditer(word))
    starts = [0, *(end.end() for end in ends)]
    parts = [word[start : end.start()] for start, end in zip(starts, ends, strict=False)]
    for joints in itertools.product(*map(_joints, ends)):
        yield "".join(f"{part}{joint}" for part, joint in zip(parts, joints, strict=True)) + word[starts[-1] :]


def _joints(end: re.Match[str]) -> tuple[str, ...]:
    """Return what may stand for a line end: a hyphen may be the word's own or the line's, a soft one is neither."""
    return ("", "-") if end["hyphen"] else ("", " ") if end["soft"] else ("",)
