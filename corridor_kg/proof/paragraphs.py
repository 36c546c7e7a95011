"""The paragraphs of a text of one's own, with the lines on which they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from corridor_kg.text import articles


class Paragraph(NamedTuple):
    """A paragraph.

    Attributes:
        text: Its text, with white space and typography made plain.
        lines: Of each of its lines where that begins in the text, and its number in the file, from 1.
    """

    text: str
    lines: tuple[tuple[int, int], ...]

    def line(self, place: int) -> int:
        """Return the number of the line on which a character of its text stands."""
        return self.lines[bisect_right(self.lines, place, key=itemgetter(0)) - 1][1]


def paragraphs(text: str) -> Iterator[Paragraph]:
    r"""Yield the paragraphs of a text, or its lines where no line is empty.

    >>> [(one.text, one.line(5)) for one in paragraphs("A title\n\nOne\ntwo.\n")]
    [('A title', 1), ('One two.', 4)]
    """
    spans = articles.paragraphs(text)
    if len(spans) == 1:
        spans = articles.lines(text)
    for start, end in spans:
        yield _paragraph(text[start:end], text.count("\n", 0, start) + 1)


def _paragraph(text: str, first: int) -> Paragraph:
    parts: list[str] = []
    lines: list[tuple[int, int]] = []
    length = 0
    for number, line in enumerate(text.split("\n"), first):
        if plain := articles.normalized(line):
            lines.append((length, number))
            parts.append(plain)
            length += len(plain) + 1
    return Paragraph(" ".join(parts), tuple(lines) or ((0, first),))
