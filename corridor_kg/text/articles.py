"""The text of an article as somebody has it: plain or HTML, and what is the same in every copy of it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser

from corridor_kg.errors import GraphNotFound

_VARIANTS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u200b\ufeff\u00ad", None),
    }
)
_BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 tr td th table section article figcaption title".split())


def read(path: str) -> str:
    """Return the text of a file: HTML without its tags, anything else as it is.

    Raises:
        GraphNotFound: The file cannot be read, or is not UTF-8.
    """
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig")
    except OSError as error:
        raise GraphNotFound(f"{path} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError as error:
        raise GraphNotFound(f"{path} is not UTF-8: byte {error.start + 1} cannot be read; save it as UTF-8.") from None
    return _without_tags(text) if re.search(r"<(?:!doctype html|html|body|p|div)\b", text, re.IGNORECASE) else text


def normalized(text: str) -> str:
    r"""Return a text with white space and typographic variants made plain.

    Unicode's compatibility forms are resolved (NFKC), quotes and dashes of all kinds made straight, and every
    run of white space made one space.

    >>> normalized("\u201cone\u00a0\u2013 two\u201d\r\n")
    '"one - two"'
    """
    return " ".join(unicodedata.normalize("NFKC", text).translate(_VARIANTS).split())


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


def spans(text: str, length: int) -> Iterator[tuple[int, int]]:
    """Yield places where a passage may stand: paragraphs and lines, then stretches of a length from each word on."""
    yield from paragraphs(text)
    for match in re.finditer(r"\S(?:.*\S)?", text):
        yield match.span()
    for match in re.finditer(r"(?<!\S)\S", text):
        yield match.start(), min(len(text), match.start() + length)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def _without_tags(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)
