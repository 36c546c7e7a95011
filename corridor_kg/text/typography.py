"""Which characters are other shapes of others: quotes, dashes, full-width forms, ligatures, and what is not seen.

Unicode's compatibility forms (NFKC) go too far: they take 12⁰ and ①20 for 120. A form is made plain here where it is
another shape of the same characters: full-width forms, ligatures, hard spaces. A digit is made of nothing but a digit.
"""

from __future__ import annotations

import re
import unicodedata

MARKS = str.maketrans(
    {
        **dict.fromkeys("\u0060\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a", "'"),
        **dict.fromkeys("\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u2036\u301d\u301e\u301f", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202d\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
"""What says where a word may break, how letters join, or which way they run, and is not seen itself.

U+202E is left out: it turns digits round.
"""

_SHAPES = frozenset("compat final font initial isolated medial narrow noBreak small square vertical wide".split())
_LEVELS = frozenset(("super", "sub"))
"""Unicode's names for the kinds of compatibility forms; circles and fractions are missing."""


class _Shapes(dict[int, str]):
    """A table for `str.translate` that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain(chr(code))
        return self[code]


def _plain(character: str) -> str:
    """Return what a character is another shape of, or the character.

    >>> [_plain(character) for character in "１ﬁ²①½™㎡\u00a8"]
    ['1', 'fi', '²', '①', '½', 'TM', '㎡', '¨']
    """
    kind = unicodedata.decomposition(character).partition(">")[0].removeprefix("<")
    plain = unicodedata.normalize("NFKC", character)
    if kind in _LEVELS:
        return plain if plain.isalpha() else character
    makes_a_number = any(map(str.isdigit, plain)) and not character.isdecimal()
    is_an_accent = len(plain) > 1 and plain[0] == " "
    return plain if kind in _SHAPES and not makes_a_number and not is_an_accent else character


SHAPES = _Shapes()
