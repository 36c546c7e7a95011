"""Text in columns of a terminal, where a Chinese character is two wide, and a combining mark is none.

A line breaks where people would break it: at spaces, and on either side of a Chinese character. No word is broken, and
no identifier: who copies it needs it whole, even where it is longer than the line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LEAST_ROOM = 28
"""Columns that a hanging text needs at least; where fewer are left, it hangs further to the left."""

_WORDS = re.compile("[^ \t\u3000]+[ \t\u3000]*|[ \t\u3000]+")
"""Words, each with the spaces behind it; those that forbid a break, such as U+00A0, are none."""

_IDENTIFIER = re.compile(r"[A-Za-z][\w+.-]*:[^\s]")
"""The beginning of an IRI or a CURIE, which may have Chinese characters too."""

_NOT_FIRST = frozenset("，。、；：？！）」』》〉】”’»…—·％)]}>,.;:?!%\"'")
_NOT_LAST = frozenset("（「『《〈【“‘«([{<")
"""Characters that stand with the one before, or behind them."""


def width_of(text: str) -> int:
    """Return how many columns a text takes.

    >>> width_of("广州"), width_of("Lisle")
    (4, 5)
    """
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # late for the cold start

    return cell_len(text)


def padded(text: str, columns: int) -> str:
    """Return a text with spaces behind it, up to so many columns of a terminal.

    >>> padded("广州", 6) + "|", padded("Lisle", 6) + "|"
    ('广州  |', 'Lisle |')
    """
    return text + " " * (columns - width_of(text))


def wrapped(text: str, columns: int) -> list[str]:
    """Return a text as lines that are no wider than so many columns, but for a word that is; one line at least.

    >>> wrapped("one two three", 8), wrapped("广州和深圳", 4)
    (['one two', 'three'], ['广州', '和深', '圳'])
    >>> wrapped("see place:innovation-corridor.", 8)
    ['see', 'place:innovation-corridor.']
    """
    return hung(text, columns, at=0)


def hung(text: str, columns: int | None, *, at: int) -> list[str]:
    """Return a text as lines, those after the first behind so many spaces; None for as many columns as it takes.

    >>> hung("  label  one two three", 18, at=9)
    ['  label  one two', '    three']
    """
    if columns is None:
        return [text]
    at = at if columns - at >= LEAST_ROOM else min(at, 4)
    first, *others = text.split("\n")
    return [*_hung(first, columns, at), *(part for one in others for part in _hung(" " * at + one, columns, at))]


def _hung(line: str, columns: int, at: int) -> list[str]:
    lines, current, used = [], "", 0
    for piece in unbroken(line):
        if used + width_of(piece.rstrip(" \t\u3000")) > columns:  # spaces alone before a long word are given up
            lines += [current.rstrip()] if current.strip() else []
            current, used = " " * at, at
        current += piece
        used += width_of(piece)
    return [*lines, current.rstrip()]


def unbroken(text: str) -> Iterator[str]:
    """Yield what a text is made of and may not be broken itself, each with the spaces behind it.

    >>> list(unbroken("see 广州, https://e.org/广州"))
    ['see ', '广', '州, ', 'https://e.org/广州']
    """
    for word in _WORDS.findall(text):
        if word.isascii():
            yield word
            continue
        identifier = _IDENTIFIER.search(word)
        start, end = 0, identifier.start() if identifier else len(word)
        for place in range(1, min(end + 1, len(word))):
            if _may_break(word[place - 1], word[place]):
                yield word[start:place]
                start = place
        yield word[start:]


def _may_break(before: str, after: str) -> bool:
    """Return whether a line may end between two characters of a word."""
    if after in _NOT_FIRST or before in _NOT_LAST or after in " \t\u3000" or not (_is_wide(before) or _is_wide(after)):
        return False
    return width_of(after) > 0 and unicodedata.category(before) != "Cf"  # nor within what is seen as one character


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
