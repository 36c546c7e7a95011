"""Where stretches of a text stand of which only the hash is known, and about how long they are."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from corridor_kg.text import articles

Place = tuple[int, int]
"""The first character of a stretch in the text as it is, and the one after its last."""

_WORDS = re.compile(r"\S+?(?=\s|\Z|(?<=[。！？；…」』”）])[^。！？；…」』”）])")
"""Words; where nothing stands between them, as in Chinese, the parts that the marks of sentences end."""

_SHORTEST, _LONGEST, _MORE = 0.7, 1.1, 16
"""How much shorter or longer a text may be in its plain form: marks and white space go, and an ellipsis is three."""


def find(text: str, wanted: Sequence[tuple[str, int]]) -> dict[str, list[Place]]:
    r"""Return where stretches of whole words stand, by the SHA-256 of their plain form; those alone that are there.

    Paragraphs and lines are looked at first. For what is none of them, each run of words that has about the length of
    something wanted is: hard line ends, and what an editor makes of a paragraph, move where it begins and ends.

    Args:
        text: Where to look.
        wanted: The hashes, and how many characters each stretch had where its hash was taken; what is wanted twice
            is looked for until it is found twice.

    >>> hash = articles.sha256("two 'three'")
    >>> find("one two\n\u2018three\u2019 four", [(hash, 11)]) == {hash: [(4, 15)]}
    True
    """
    found: dict[str, list[Place]] = {}
    hashes = Counter(hash for hash, _ in wanted)
    for start, end in sorted({*articles.paragraphs(text), *articles.lines(text)}):
        hash = articles.sha256(articles.normalized(text[start:end]))
        if hash in hashes:
            found.setdefault(hash, []).append((start, end))
    missing = {bytes.fromhex(hash): length for hash, length in wanted if len(found.get(hash, ())) < hashes[hash]}
    for digest, place in _runs(text, missing) if missing else ():
        found.setdefault(digest.hex(), []).append(place)
    return found


class _Word(NamedTuple):
    """Where a word stands in the plain form of a text, in characters and in bytes, and where in the text as it is."""

    characters: Place
    octets: Place
    place: Place


def _runs(text: str, wanted: Mapping[bytes, int]) -> Iterator[tuple[bytes, Place]]:
    """Yield the runs of words whose plain form has one of some hashes.

    The plain form of the whole is made once, and each run is a slice of it: of a long text there are many.
    """
    plain, words = _words(text)
    view, sha256 = memoryview(plain), hashlib.sha256
    ends, octets = [word.characters[1] for word in words], [word.octets[1] for word in words]
    shortest, longest = min(wanted.values()) * _SHORTEST, max(wanted.values()) * _LONGEST + _MORE
    for first, word in enumerate(words):
        start, octet = word.characters[0], word.octets[0]
        low = max(first, bisect_left(ends, start + shortest))
        for last in range(low, bisect_right(ends, start + longest)):
            digest = sha256(view[octet : octets[last]]).digest()
            if digest in wanted:
                yield digest, (word.place[0], words[last].place[1])


def _words(text: str) -> tuple[bytes, list[_Word]]:
    """Return the plain form of a text in UTF-8, and its words."""
    pieces: list[bytes] = []
    words: list[_Word] = []
    length = size = before = 0
    for match in _WORDS.finditer(text):
        word = articles.normalized(match[0])
        if not word:
            continue
        gap = 1 if words and match.start() != before else 0
        pieces += [b" " * gap, word.encode()]
        start, begin = length + gap, size + gap
        length, size, before = start + len(word), begin + len(pieces[-1]), match.end()
        words.append(_Word((start, length), (begin, size), match.span()))
    return b"".join(pieces), words
