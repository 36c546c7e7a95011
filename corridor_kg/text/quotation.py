"""A sentence as a copy has it, with the words that matter, and where it can be read on the web."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from corridor_kg.files.output import printable
from corridor_kg.rdf.columns import hung
from corridor_kg.rdf.vocabulary import Json
from corridor_kg.text.found import Place

MARKS = "«", "»"
"""What stands around the words that matter, wherever a text is read."""


class Quotation(NamedTuple):
    """What a copy has of a passage that states something.

    Attributes:
        passage: The notation of the passage, such as ``china-daily p05``.
        sentence: The sentence that carries what is stated; the whole passage where no one sentence does; empty where
            no copy has the passage.
        marks: Where the words that matter stand in it: the first character of each, and the one after its last.
        link: The address of the page with a text fragment that leads to the sentence; empty for a source without one.
        note: What is to be known of it: that no copy was given, or that its text is another there.
    """

    passage: str
    sentence: str = ""
    marks: tuple[Place, ...] = ()
    link: str = ""
    note: str = ""

    @property
    def marked(self) -> str:
        """The sentence with marks around the words that matter.

        >>> Quotation("made-up p01", "It is 12 km long.", ((6, 11),)).marked
        'It is «12 km» long.'
        """
        edges = sorted(
            [*((start, 1, MARKS[0]) for start, _ in self.marks), *((end, 0, MARKS[1]) for _, end in self.marks)]
        )
        pieces, before = [], 0
        for at, _, mark in edges:
            pieces += [self.sentence[before:at], mark]
            before = at
        return "".join([*pieces, self.sentence[before:]])

    def to_dict(self) -> dict[str, Json]:
        """Return it as JSON has it."""
        return {
            "passage": self.passage,
            "sentence": self.sentence or None,
            "marks": [list(mark) for mark in self.marks],
            "link": self.link or None,
            "note": self.note or None,
        }


def merged(quotations: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """Return quotations, each sentence of a passage once, with all the words that matter.

    >>> one = Quotation("made-up p01", "It is 12 km long.", ((6, 8),))
    >>> [each.marked for each in merged([one, one._replace(marks=((0, 2), (6, 11)))])]
    ['«It» is «12 km» long.']
    """
    found: dict[Quotation, list[Place]] = {}
    for one in quotations:
        found.setdefault(one._replace(marks=()), []).extend(one.marks)
    return tuple(one._replace(marks=joined(marks)) for one, marks in found.items())


def joined(
    places: Iterable[Place], is_one: Callable[[int, int], bool] = lambda end, start: end >= start
) -> tuple[Place, ...]:
    """Return places in their order, those as one that nothing parts.

    Args:
        places: The places.
        is_one: Called with the end of a place and the start of the next; whether nothing parts the two.
    """
    found: list[Place] = []
    for start, end in sorted(places):
        if found and is_one(found[-1][1], start):
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def lines(quotations: Iterable[Quotation], indent: int, *, width: int | None = None) -> Iterator[str]:
    """Yield sentences as lines for people to read; of passages that stand in no copy, `notes` tells.

    Args:
        quotations: The quotations.
        indent: How many spaces stand before each.
        width: How many columns of the terminal a line may have; None for as many as it takes.
    """
    for one in quotations:
        if not one.sentence:
            continue
        told = f"{one.passage} ({one.note})" if one.note else one.passage
        for line in (f"{told}: {one.marked}", *([f"  {one.link}"] if one.link else [])):
            yield from hung(" " * indent + printable(line), width, at=indent + 2)


def notes(quotations: Iterable[Quotation], *, width: int | None = None) -> list[str]:
    """Return why passages have no sentence, each once, as lines for people to read.

    Args:
        quotations: The quotations.
        width: As in `lines`.
    """
    told = dict.fromkeys(
        f"{one.note[:1].upper()}{one.note[1:]}." for one in quotations if one.note and not one.sentence
    )
    return [line for note in told for line in hung(printable(note), width, at=2)]


def as_json(quotations: Iterable[Quotation] | None) -> dict[str, Json]:
    """Return quotations as a member of a JSON object; none where nobody has given a copy."""
    return {} if quotations is None else {"quotations": [one.to_dict() for one in quotations]}
