"""Names: when two are the same, and where in a text they stand. A name is never another's because it looks like it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from corridor_kg.spelling import WHITE_SPACE, composed, fitting, folded
from corridor_kg.text.scripts import simplified
from corridor_kg.text.typography import MARKS

if TYPE_CHECKING:
    pass

T = TypeVar("T")

LIKE = 70
"""The likeness from which a name is near another: below it, names of three letters are near one another."""

_LEGAL_FORMS = frozenset("co corp corporation gmbh inc incorporated limited llc llp ltd plc pte pty".split())
_BEFORE_LEGAL_FORMS = frozenset(("and", "company", "private", "public"))
_CHINESE_LEGAL_FORMS = ("股份有限公司", "有限责任公司", "有限公司", "股份公司", "有限合伙")
"""What a firm is in law, as `key` has it. A group (集团) is another firm than the one that it is named after, and a
company may be a plain word."""


class Name(NamedTuple, Generic[T]):
    """A name that stands in a text.

    Attributes:
        start: Its first character.
        end: The character after its last; a legal form behind it belongs to it, an ``'s`` does not.
        things: What it may denote; several where several have this name.
    """

    start: int
    end: int
    things: tuple[T, ...]


class Near(NamedTuple, Generic[T]):
    """A name that is spelt nearly like another, which does not make it the same.

    Attributes:
        thing: What has the name.
        name: The name, as it was given to the index.
        likeness: How alike they are, to 100, which only a name reaches that is the same.
    """

    thing: T
    name: str
    likeness: int


def key(name: str) -> str:
    r"""Return the form in which names are compared: two names with one key are one name.

    Case, accents, script of Chinese, widths, apostrophes, full stops and the legal forms of firms make no difference;
    hyphens, brackets and other marks are spaces, and ``&`` is a word. What is no part of any name, such as a control or
    the character that stands for one that was lost, does not vanish: a broken name is not a whole one.

    >>> key("São  Paulo"), key("Xi'an"), key("Guangzhou–Shenzhen"), key("東莞（國際）城"), key("Xi\0an")
    ('sao paulo', 'xian', 'guangzhou shenzhen', '东莞国际城', 'xi\x00an')
    >>> key("Haige Communications Group Co., Ltd."), key("广州海格通信集团股份有限公司"), key("Limited")
    ('haige communications group', '广州海格通信集团', 'limited')
    """
    whole = _BESIDE_CHINESE.sub("", composed(simplified(name).translate(_FORMS)))
    return _without_legal_form(whole) or whole or folded(name)


def _without_legal_form(name: str) -> str:
    """Return a key without what a firm is in law; it may be that nothing is left.

    >>> _without_legal_form("kingmed and co pte ltd"), _without_legal_form("the good company")
    ('kingmed', 'the good company')
    """
    words = name.split(" ")
    if words[-1] in _LEGAL_FORMS:
        while words and words[-1] in _LEGAL_FORMS | _BEFORE_LEGAL_FORMS:
            del words[-1]
        return " ".join(words)
    form = next(filter(name.endswith, _CHINESE_LEGAL_FORMS), "")
    return name.removesuffix(form)


class Names(Generic[T]):
    """An index of names.

    What takes time, the search in texts and that by likeness, is prepared when it is first asked for.

    Args:
        entries: Names, each with what it denotes. A name may be given for several things, a thing several names.

    >>> names = Names([("Guangzhou", 1), ("Guangzhou Science City", 2), ("科学城", 2), ("科学城", 3)])
    >>> names.called("GUANGZHOU"), names.called("科學城")
    ((1,), (2, 3))
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._entries: dict[str, list[tuple[str, T]]] = {}
        for name, thing in entries:
            if found := key(name):
                self._entries.setdefault(found, []).append((name, thing))

    def called(self, name: str) -> tuple[T, ...]:
        """Return the things that have a name, each once.

        Where names differ in case, accents or a legal form alone, those that are written most like it are meant.

        >>> Names([("US", 1), ("us", 2)]).called("US"), Names([("KingMed Ltd", 1)]).called("Kingmed")
        ((1,), (1,))
        """
        alike = self._entries.get(key(name), [])
        if len(alike) > 1:
            alike = fitting(name, alike, text=lambda entry: entry[0]) or alike
        return tuple(dict.fromkeys(thing for _, thing in alike))

    def near(self, name: str, limit: int = 5) -> list[Near[T]]:
        """Return what has a name that is spelt like another, the most alike first: candidates, and no more.

        Args:
            name: A name.
            limit: How many names to return at most; a name of several things counts once.

        >>> Names([("Guangzhou", 1), ("Hangzhou", 2), ("Shenzhen", 3)]).near("Guanzhou")
        [Near(thing=1, name='Guangzhou', likeness=94), Near(thing=2, name='Hangzhou', likeness=75)]
        """
        from rapidfuzz import fuzz, process  # late for the cold start: most names are known

        wanted = key(name)
        keys, span = self._by_length, (200 - LIKE) / LIKE  # what is longer or shorter than so cannot be so alike
        first = bisect_left(keys, len(wanted) / span, key=len)
        behind = bisect_right(keys, len(wanted) * span, key=len)
        found = process.extract(wanted, keys[first:behind], scorer=fuzz.ratio, score_cutoff=LIKE, limit=limit)
        return [
            Near(thing, written, int(likeness))
            for candidate, likeness, _ in sorted(found, key=lambda found: (-found[1], found[0]))
            for thing, written in {thing: written for written, thing in self._entries[candidate]}.items()
        ]

    @cached_property
    def _by_length(self) -> list[str]:
        """The keys, the shortest first, each beside the next in memory too: to run through them takes a fourth."""
        return "\n".join(sorted(self._entries, key=len)).split("\n")


_IN_NAMES = frozenset("'.")
"""What may be left out of a name, or stand in it: O'Brien, U.S."""

_ACCENTS = frozenset((*range(10, 37), *range(200, 255)))
"""The combining classes of what may be left out: points of Hebrew and Arabic, and what stands above and below letters.

Marks of the other classes are letters themselves, in India and South-East Asia, or the voice of kana."""


class _Forms(dict[int, str]):
    """What each character becomes where names are compared, found when it is first met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code).translate(MARKS)).casefold())
        self[code] = "".join(map(_compared, decomposed))
        return self[code]


_FORMS = _Forms()


def _compared(character: str) -> str:
    """Return what a decomposed character counts as: itself, a space, or nothing."""
    if character.isalnum() or character in "_\ufffd":
        return character
    kind = unicodedata.category(character)
    if character in _IN_NAMES or kind == "Cf" or (kind[0] == "M" and unicodedata.combining(character) in _ACCENTS):
        return ""
    if character == "&":
        return " and "
    return " " if kind[0] in "PS" or WHITE_SPACE.match(character) else character


_CHINESE = "[\u3400-\u9fff\U00020000-\U0003ffff]"
_BESIDE_CHINESE = re.compile(f" (?={_CHINESE})|(?<={_CHINESE}) ")
"""Spaces that only fill a line."""
