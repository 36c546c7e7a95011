"""From the plain form of a stretch of text back to the text: which characters each of its characters was made of."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from corridor_kg.text import articles
from corridor_kg.text.found import Place


def aligned(text: str, parts: Iterable[Place], plain: str) -> list[Place] | None:
    r"""Return of which characters of a text each character of its plain form was made; None where that cannot be told.

    What is left out of the plain form, such as the mark of a note or what is not seen, belongs to no character.

    Args:
        text: The text.
        parts: Where the stretch stands in it.
        plain: The plain form of the stretch, see `corridor_kg.text.articles.normalized`.

    >>> text = "\u201cfi\u00adne\u201d\n words\u00b9 here"
    >>> [text[start:end] for start, end in aligned(text, [(0, len(text))], '"fine" words here') or ()][4:8]
    ['e', '”', '\n ', 'w']
    """
    places: list[Place] = []
    for start, end in _clusters(text, parts):
        if len(places) == len(plain):
            break
        wanted, made = plain[len(places)], _plain(text[start:end])
        if wanted == " " and made.isspace():
            places.append((start, end))
        elif made and any(plain.startswith(form, len(places)) for form in (made, _compatible(made))):
            form = made if plain.startswith(made, len(places)) else _compatible(made)
            places += [(start, end)] * len(form)
        elif wanted == " " and made and plain.startswith(made, len(places) + 1):
            places += [(start, start), *[(start, end)] * len(made)]  # parts that nothing stands between
    return places if len(places) == len(plain) else None


def _plain(cluster: str) -> str:
    return " " if cluster.isspace() else articles.normalized(cluster)


def _compatible(plain: str) -> str:
    """Return a form with its raised and lowered digits in the line, as a copy of plain text has them."""
    return unicodedata.normalize("NFKC", plain)


def _clusters(text: str, parts: Iterable[Place]) -> Iterator[Place]:
    """Yield the runs of white space, and the characters with what combines with them."""
    for first, behind in parts:
        start = first
        for end in range(first + 1, behind + 1):
            is_inside = end < behind and (
                unicodedata.combining(text[end]) or (text[start:end].isspace() and text[end].isspace())
            )
            if not is_inside:
                yield start, end
                start = end
