"""Who is said to say something, in English and Chinese: a name, a role or a document beside a word of saying.

No grammar is read, only the order of words that newspapers keep to; so a speaker may be missed where a sentence is
built in an uncommon way. Pronouns are left out: who *he* is, is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from corridor_kg.text.found import Place, Speaker

_Reader = Callable[[str, Mapping[int, int], Mapping[int, int]], Iterator[tuple[Place, Place]]]

_CHINESE = "\u4e00"
"""The first character of Chinese; what stands behind the last is no rarer, and does no harm."""


def speakers(text: str, names: Iterable[Place] = ()) -> list[Speaker]:
    """Return who is said to say something, in the order of the text, each place once.

    Args:
        text: Where to look.
        names: Where names stand that are known. Others are taken for names where they have capitals, or a common
            Chinese surname, beside a word of saying.

    >>> text = "The plan lists 12 parks. Ann Li, head of a firm, said they grow. 据市长张明介绍，园区已建成。"
    >>> [(text[start:end], text[slice(*verb)]) for start, end, verb in speakers(text)]
    [('The plan', 'lists'), ('Ann Li', 'said'), ('张明', '介绍')]
    """
    places = sorted(set(names), key=lambda place: place[0] - place[1])  # of those that start together the longest
    starts = dict(reversed(places))
    ends = {end: start for start, end in reversed(places)}
    found: dict[Place, Place] = {}
    for read in _readers(text):
        for who, verb in read(text, starts, ends):
            found.setdefault(verb, who)
    kept: list[Speaker] = []
    for who, verb in sorted((who, verb) for verb, who in found.items()):
        if not kept or kept[-1].end <= who[0]:
            kept.append(Speaker(*who, verb))
    return kept


def _readers(text: str) -> Iterator[_Reader]:
    """Yield what reads the languages of the text."""
    from corridor_kg.text import sayings_english  # late for the cold start: the patterns take some ms to compile

    yield sayings_english.sayings
    if max(text, default="") >= _CHINESE:
        from corridor_kg.text import sayings_chinese  # late for the cold start: not every text has Chinese

        yield sayings_chinese.sayings
