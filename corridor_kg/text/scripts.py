"""Traditional Chinese characters as simplified ones, character by character, so that each stays in its place.

What a character stands for depends on its neighbours now and then: 乾 of 乾隆 stays, 乾 of 乾淨 is 干. A name is
compared by itself and in the midst of a text, where its neighbours differ; so they are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

_IN_BOTH = frozenset("乾菸薹拚捱摺吒後徵夥榘於袷麴醣麽")
"""The characters of GB 2312, the set of simplified ones, that have another form there too."""


def simplified(text: str) -> str:
    """Return a text in simplified characters, each where it was; other scripts stay as they are.

    >>> simplified("東莞松山湖, Macau 澳門")
    '东莞松山湖, Macau 澳门'
    """
    return text if text.isascii() else text.translate(_CHARACTERS)


def is_chinese(character: str) -> bool:
    """Return whether a character is one of those that Chinese is written in.

    >>> [is_chinese(character) for character in "莞a，"]
    [True, False, False]
    """
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"


_WITHOUT_EDGES = "\u2e80"
"""From here on, characters are of scripts in which words have no edges."""


def has_edges(character: str) -> bool:
    """Return whether a character is a letter or a digit of a word that has edges; words of Chinese have none.

    >>> has_edges("é"), has_edges("东"), has_edges("")
    (True, False, False)
    """
    return (character.isalnum() or character == "_") and character < _WITHOUT_EDGES


class _Characters(dict[int, str]):
    """A table for `str.translate` that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = _converted(character) if is_chinese(character) and not _is_simplified(character) else character
        return self[code]


_CHARACTERS = _Characters()


def _is_simplified(character: str) -> bool:
    """Return whether a character needs no converter, whose tables take longer to load than a query to answer."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return character not in _IN_BOTH


def _converted(character: str) -> str:
    converted = _converter()(character)
    return converted if len(converted) == 1 else character


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC  # late for the cold start: few texts have traditional characters

    return OpenCC("t2s").convert
