"""The text of an article as somebody has it: plain or HTML, and what is the same in every copy of it."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from corridor_kg.errors import GraphNotFound
from corridor_kg.files import piped
from corridor_kg.rdf import unreadable
from corridor_kg.text.typography import INVISIBLE, MARKS, SHAPES

_QUOTED = re.compile(r"(?:>[ \t]?)+")
_IS_VALUE = re.compile(r"[ \t]*[-+\u2212$\u20ac\xa3\xa5]?\d")


def read(path: str) -> list[str]:
    """Return the text of a file as it may be meant, the likeliest first.

    HTML as a browser shows it, and as it is where it does not begin with a tag and none in it may hide words, for a
    plain text may speak of ``<p>``. Plain text with its character references resolved, for a stretch of HTML without
    a tag looks like it, and as it is. Each first without the marks with which mail quotes lines.

    Args:
        path: The file; ``-`` is standard input.

    Raises:
        GraphNotFound: The file cannot be read, or is not UTF-8.
    """
    return readings(_decoded(path, what="the article"))


def read_with_lines(path: str) -> tuple[str, bool]:
    """Return the text of a file as it is likeliest meant, and whether its lines are those of the file.

    Args:
        path: As in `read`.

    Raises:
        GraphNotFound: As in `read`.
    """
    text = _decoded(path, what="the text")
    if "<" in text:
        from corridor_kg.text.html import is_html  # late for the cold start: plain text needs none

        if is_html(text):
            return readings(text)[0], False
    return readings(text)[0], True


def _decoded(path: str, *, what: str) -> str:
    try:
        return piped.read(path, what=what).decode("utf-8-sig")
    except OSError as error:
        raise GraphNotFound(f"{path} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError as error:
        raise GraphNotFound(
            f"{unreadable.shown(path)} is not UTF-8: byte {error.start + 1} cannot be read; save it as UTF-8."
        ) from None


def readings(text: str) -> list[str]:
    """Return a text as it may be meant, the likeliest first; see `read`.

    >>> readings("Research &amp; more"), readings("R & D"), readings("<p>One</p>"), readings("<p>&amp;amp;")
    (['Research & more', 'Research &amp; more'], ['R & D'], ['One'], ['&amp;'])
    """
    meant = [text]
    if "&" in text:
        import html  # late for the cold start: few texts have a character reference

        meant = [html.unescape(text), text]
    if "<" in text:
        from corridor_kg.text.html import is_html, is_mention, shown  # late for the cold start: plain text needs none

        if is_html(text):
            meant = [shown(text), text] if is_mention(text) else [shown(text)]
    return list(dict.fromkeys(reading for one in meant for reading in (unquoted(one), one)))


def normalized(text: str) -> str:
    r"""Return a text with white space and typographic variants made plain.

    Other shapes of the same characters are made one, quotes and dashes of all kinds made straight, what is not seen
    left out, and every run of white space made one space. A superscript is no digit.

    >>> normalized("\u201cone\u00a0\u2013 two\u201d\r\n"), normalized("\uff11\uff12 ﬁns"), normalized("12\u2070")
    ('"one - two"', '12 fins', '12⁰')
    """
    if not text.isascii():
        # marks first, for a double prime is two primes to Unicode, and again, for full-width marks are marks
        text = INVISIBLE.sub("", text.translate(MARKS)).translate(SHAPES)
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.translate(MARKS).split())


def unquoted(text: str) -> str:
    r"""Return a text without the marks with which mail quotes lines.

    Where one line alone begins so, and a number follows, the mark is "more than".

    >>> unquoted("> one\n>> two\n\n> 120 mills")
    'one\ntwo\n\n> 120 mills'
    """
    lines = text.split("\n")
    marks = [_QUOTED.match(line) for line in lines]
    for number, mark in enumerate(marks):
        has_others = any(marks[max(0, number - 1) : number]) or any(marks[number + 1 : number + 2])
        if mark and (has_others or not _IS_VALUE.match(lines[number], mark.end())):
            lines[number] = lines[number][mark.end() :]
    return "\n".join(lines)


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Return where the paragraphs of a text begin and end: whatever stands between empty lines.

    >>> paragraphs("one\ntwo\n\nthree ")
    [(0, 7), (9, 14)]
    """
    found = re.finditer(r"\S(?:.*?\S)??(?=\s*?(?:\r?\n[ \t]*\r?\n|\Z))", text, re.DOTALL)
    return [match.span() for match in found]


def lines(text: str) -> list[tuple[int, int]]:
    r"""Return where the lines of a text begin and end, without those that are empty.

    >>> lines("one\n\n  two")
    [(0, 3), (7, 10)]
    """
    return [match.span() for match in re.finditer(r"\S(?:.*\S)?", text)]
