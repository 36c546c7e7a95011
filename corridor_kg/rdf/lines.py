r"""Lines as editors count them: CR, LF, or both together end one, and nothing else does.

For Python a form feed, U+0085 and U+2028 end a line too; with ``splitlines`` the numbers of lines, and the lines that
are shown, would not be those that somebody sees who opens the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right

END = re.compile(r"\r\n|\r|\n")
"""What ends a line."""


def split(text: str) -> list[str]:
    r"""Return the lines of a text, each with its end; nothing is lost.

    >>> split("one\rtwo\u2028\r\nthree")
    ['one\r', 'two\u2028\r\n', 'three']
    """
    return list(filter(None, re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)))


def plain(text: str) -> list[str]:
    r"""Return the lines of a text without their ends; an empty one at the last where the text ends in one.

    >>> plain("one\rtwo\u2028\r\n")
    ['one', 'two\u2028', '']
    """
    return END.split(text)


class Positions:
    r"""Where the lines of a text begin, so that many places in it are found fast.

    Args:
        text: The text.

    >>> Positions("one\r\ntwo").of(6)
    (2, 2)
    """

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in END.finditer(text))]

    def of(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 1, of the character at an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
