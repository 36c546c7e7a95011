"""Where the passages of a text stand: a paragraph each, with its place and its hashes."""

from __future__ import annotations

from typing import NamedTuple

from corridor_kg.text import articles

DIGITS = 2
"""How many digits the number of a passage has, at least."""


class Laid(NamedTuple):
    """A passage of a text.

    Attributes:
        name: What it is called in its source, such as ``p05``.
        start: Its first character, from 0.
        end: The character after its last.
        sha256: The SHA-256 of its text.
        plain_sha256: That of its text with white space and typography made plain, by which copies know it.
    """

    name: str
    start: int
    end: int
    sha256: str
    plain_sha256: str


def lay_out(text: str, *, first: int = 1) -> list[Laid]:
    r"""Return the passages of a text: its paragraphs, or its lines where no line is empty.

    What stands there twice is laid out once, where it stands first: a headline is often repeated.

    Args:
        text: The text, as `corridor_kg.text.articles.read` has it.
        first: The number of the first.

    >>> [(one.name, one.start, one.end) for one in lay_out("A title\n\nOne\ntwo.\n\nA title")]
    [('p01', 0, 7), ('p02', 9, 17)]
    """
    spans = articles.paragraphs(text)
    if len(spans) == 1:
        spans = articles.lines(text)
    found: dict[str, Laid] = {}
    for start, end in spans:
        here = text[start:end]
        plain = articles.sha256(articles.normalized(here))
        if plain not in found:
            found[plain] = Laid(passage_name(first + len(found)), start, end, articles.sha256(here), plain)
    return list(found.values())


def passage_name(number: int) -> str:
    """Return what a passage is called.

    >>> passage_name(5), passage_name(120)
    ('p05', 'p120')
    """
    return f"p{number:0{DIGITS}}"
