r"""Links to a sentence of a page: the part of an address behind ``#:~:text=``, by which a browser finds and marks it.

It is that of the WICG (https://wicg.github.io/scroll-to-text-fragment/): ``[prefix-,]start[,end][,-suffix]``. A browser
looks for whole words, whatever their case and accents, within one block of the page each; what it finds first counts.
So each part is as short as it can be and still stand once in the text, and ends where words do. Which words Chinese has
is for a dictionary to tell, so that there a part ends where characters of another kind begin, such as marks or digits.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote

from corridor_kg.text.found import Place
from corridor_kg.text.scripts import has_edges

_CHINESE = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_APART = r"\s、。《》【】「」『』“”"
_UNIT = re.compile(rf"[{_CHINESE}]+|[^{_APART}{_CHINESE}]+")
"""What is not taken apart: words between spaces, and of Chinese what stands between marks, digits and Latin letters."""

_CHARACTER, _MARK = re.compile(r"\s+|\S"), re.compile("[\u0300-\u036f]")

_SHORT = 40
"""How many characters of a part are quoted whole; of a longer one, its first and last words."""

_MOST, _MOST_BESIDE = 50, 12
"""How many words the beginning or the end of a part may have, and how many beside it tell which is meant."""


class _Directive(NamedTuple):
    """The parts of a directive, by their places; a part that there is not is empty."""

    start: Place
    end: Place | None = None
    prefix: Place | None = None
    suffix: Place | None = None


def link(address: str, text: str, start: int, end: int) -> str:
    r"""Return the address of a page, with that of a part of its text.

    Args:
        address: The address of the page.
        text: The text of the page.
        start: The first character of the part.
        end: The character after its last.

    >>> link("https://example.org/a", "One mill. One well-kept mill by the old bridge, and two wells.", 10, 62)
    'https://example.org/a#:~:text=One%20well%2Dkept,wells'
    """
    found = directive(text, start, end)
    return f"{address}{'' if '#' in address else '#'}:~:text={found}" if found else address


def directive(text: str, start: int, end: int) -> str:
    """Return a short directive by which a browser finds a part of a text and nothing else; empty for none.

    It is the part itself where that is short, else its first and its last words, as few as stand there alone; and where
    the part stands several times, the part with the words beside it that tell which is meant.

    Args:
        text: The text of the page, its blocks with an empty line between them.
        start: The first character of the part.
        end: The character after its last.

    >>> directive("It rained. It snowed. It rained.", 0, 10), directive("It rained. It snowed. It rained.", 22, 32)
    ('It%20rained,-.%20It', 'snowed.-,It%20rained')
    """
    page = _page(text)
    found = page.directive(start, end)
    return page.encoded(found) if found else ""


class _Page:
    """A text as browsers compare it: in small letters without accents, white space as one space, a block a line."""

    def __init__(self, text: str) -> None:
        self._text = text
        pieces = [(at, letter) for at, piece in _pieces(text) for letter in piece]
        self._origins = [at for at, _ in pieces]
        self._folded = "".join(letter for _, letter in pieces)
        trimmed = (_trimmed(self._folded, *unit.span()) for unit in _UNIT.finditer(self._folded))
        self._units = [(start, end) for start, end in trimmed if start < end]

    def directive(self, start: int, end: int) -> _Directive | None:
        """Return a directive that leads to a part of the text and to nothing else; None where there is none.

        The end of a line may be the page's own, behind which a block begins for a browser.
        """
        first, behind = bisect_left(self._origins, start), bisect_left(self._origins, end)
        words = [unit for unit in self._units if first <= unit[0] and unit[1] <= behind]
        if not words:
            return None
        whole = words[0][0], words[-1][1]
        is_unique = self._is_block(whole) and self._is_unique(whole)
        if is_unique and len(self._raw(whole)) <= _SHORT and "\n" not in self._raw(whole):
            return _Directive(whole)
        head = self._head(words)
        tail = self._tail([word for word in words if word[0] >= head[1]], head[1]) if head else None
        if head and tail:
            return _Directive(head, tail)
        if is_unique:
            return _Directive(whole)
        return self._beside(whole) if self._is_block(whole) else None

    def encoded(self, directive: _Directive) -> str:
        """Return a directive as it stands in an address."""
        start, end, prefix, suffix = (self._quoted(place) for place in directive)
        parts = (f"{prefix}-" if prefix else "", start, end, f"-{suffix}" if suffix else "")
        return ",".join(filter(None, parts))

    def _quoted(self, place: Place | None) -> str:
        """Return what stands at a place, with percent signs for what has a meaning in an address or a directive."""
        if place is None:
            return ""
        return quote(" ".join(self._raw(place).split()), safe="").replace("-", "%2D")

    def _raw(self, place: Place) -> str:
        """Return what stands at a place, as the text has it."""
        return self._text[self._origins[place[0]] : self._origins[place[1] - 1] + 1]

    def _head(self, words: list[Place]) -> Place | None:
        """Return the first words of a part, as few as stand once in the text; None where its first block has none."""
        heads = ((words[0][0], end) for _, end in words[:_MOST])
        return next((head for head in heads if self._is_block(head) and self._is_unique(head)), None)

    def _tail(self, words: list[Place], after: int) -> Place | None:
        """Return the last words of a part, as few as stand once behind its first ones."""
        tails = ((start, words[-1][1]) for start, _ in words[: -_MOST - 1 : -1])
        return next((tail for tail in tails if self._is_block(tail) and self._is_unique(tail, after)), None)

    def _beside(self, whole: Place) -> _Directive | None:
        """Return what leads to a part that stands several times, by the words before it or behind it, if these tell."""
        places = list(self._places(whole))
        before = [start for start, end in self._units if end <= whole[0]][: -_MOST_BESIDE - 1 : -1]
        behind = [end for start, end in self._units if start >= whole[1]][:_MOST_BESIDE]
        for prefix in filter(self._is_block, (self._stripped((start, whole[0])) for start in before)):
            if sum(self._is_before(prefix, start) for start, _ in places) == 1:
                return _Directive(whole, prefix=prefix)
        for suffix in filter(self._is_block, (self._stripped((whole[1], end)) for end in behind)):
            if sum(self._is_behind(suffix, end) for _, end in places) == 1:
                return _Directive(whole, suffix=suffix)
        return None

    def _is_before(self, place: Place, at: int) -> bool:
        """Return whether what stands at a place stands right before some other, too; white space does not count."""
        end = at - self._folded[at - 1 : at].isspace()
        return self._folded.endswith(self._folded[slice(*place)], 0, end)

    def _is_behind(self, place: Place, at: int) -> bool:
        """Return whether what stands at a place stands right behind some other, too; white space does not count."""
        return self._folded.startswith(self._folded[slice(*place)], at + self._folded[at : at + 1].isspace())

    def _stripped(self, place: Place) -> Place:
        """Return a place without the white space at its ends."""
        part = self._folded[slice(*place)]
        return place[0] + len(part) - len(part.lstrip()), place[1] - len(part) + len(part.rstrip())

    def _is_block(self, place: Place) -> bool:
        """Return whether nothing between two places begins a block: a browser looks within one alone."""
        return "\n" not in self._folded[slice(*place)]

    def _is_unique(self, place: Place, after: int = 0) -> bool:
        """Return whether what stands at a place stands there alone in the text behind some other."""
        return len(list(islice(self._places(place, after), 2))) == 1

    def _places(self, place: Place, after: int = 0) -> Iterator[Place]:
        """Yield where what stands at a place stands as whole words, behind some other."""
        words = self._folded[slice(*place)]
        start = self._folded.find(words, after)
        while start >= 0:
            if self._is_whole(start, start + len(words)):
                yield start, start + len(words)
            start = self._folded.find(words, start + 1)

    def _is_whole(self, start: int, end: int) -> bool:
        """Return whether no word goes on over one of two edges."""
        edges = ((self._folded[at - 1 : at] if at else "", self._folded[at : at + 1]) for at in (start, end))
        return not any(has_edges(one) and has_edges(other) for one, other in edges)


_page = lru_cache(maxsize=16)(_Page)
"""Of one text there are many links."""


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the characters of a text as browsers compare them, each with its place; a run of white space is one."""
    for match in _CHARACTER.finditer(text):
        if match[0].isspace():
            yield match.start(), "\n" if match[0].count("\n") > 1 else " "
        else:
            yield match.start(), _MARK.sub("", unicodedata.normalize("NFKD", match[0])).lower()


def _trimmed(text: str, start: int, end: int) -> Place:
    """Return a place without the marks at its ends, with which no word begins or ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end
