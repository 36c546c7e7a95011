"""The text of an article as somebody has it: plain or HTML, and what is the same in every copy of it."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata

from corridor_kg.errors import GraphNotFound
from corridor_kg.files import piped
from corridor_kg.rdf import unreadable

_MARKS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\u02bc\u2039\u203a", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
"""What says where a word may break, how letters join, or which way they run, and is not seen itself."""


def read(path: str) -> list[str]:
    """Return the text of a file as it may be meant, the likeliest first.

    HTML as a browser shows it, then as it is, for a plain text may speak of ``<p>``; each also with its character
    references resolved, for a stretch of HTML without a tag looks like plain text.

    Args:
        path: The file; ``-`` is standard input.

    Raises:
        GraphNotFound: The file cannot be read, or is not UTF-8.
    """
    try:
        with open(piped.as_file(path, what="the article"), "rb") as file:
            text = file.read().decode("utf-8-sig")
    except OSError as error:
        raise GraphNotFound(f"{path} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError as error:
        raise GraphNotFound(
            f"{unreadable.shown(path)} is not UTF-8: byte {error.start + 1} cannot be read; save it as UTF-8."
        ) from None
    return readings(text)


def readings(text: str) -> list[str]:
    """Return a text as it may be meant, the likeliest first; see `read`.

    >>> readings("Research &amp; more"), readings("R & D"), readings("<p>One</p>")
    (['Research &amp; more', 'Research & more'], ['R & D'], ['One', '<p>One</p>'])
    """
    meant = [text]
    if "<" in text:
        from corridor_kg.text.html import is_html, shown  # late for the cold start: plain text needs no parser

        meant = [shown(text), text] if is_html(text) else meant
    return list(dict.fromkeys(reading for one in meant for reading in (one, html.unescape(one))))


def normalized(text: str) -> str:
    r"""Return a text with white space and typographic variants made plain.

    Unicode's compatibility forms are resolved (NFKC), quotes and dashes of all kinds made straight, what is not seen
    left out, and every run of white space made one space.

    >>> normalized("\u201cone\u00a0\u2013 two\u201d\r\n")
    '"one - two"'
    """
    if not text.isascii():
        # marks first, for NFKC takes a double prime apart, and again, for it makes marks of full-width ones
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text.translate(_MARKS))).translate(_MARKS)
    return " ".join(text.split())


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
