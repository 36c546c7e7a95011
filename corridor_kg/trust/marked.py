"""A passage as a copy has it, with the words marked that carry facts, and the names and numbers that no fact claims."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from corridor_kg.choices import VERIFICATION_FORMATS
from corridor_kg.errors import refuse_format
from corridor_kg.files.output import printable
from corridor_kg.rdf.columns import hung
from corridor_kg.rdf.vocabulary import Json, shorten
from corridor_kg.text.found import Place

CARRIES, LEFT = ("«", "»"), ("‹", "›")
"""What stands around words that carry facts, and around those that no fact claims."""


class Mark(NamedTuple):
    """Words of a passage.

    Attributes:
        start: Their first character.
        end: The character after their last.
        things: The IRIs of what the facts speak of that they carry; empty where no fact claims them.
        kind: Of words that no fact claims, what they are: ``name``, ``number``, ``period`` or ``speaker``.
    """

    start: int
    end: int
    things: tuple[str, ...]
    kind: str = ""


class MarkedPassage(NamedTuple):
    """A passage as a copy has it.

    Attributes:
        passage: Its IRI.
        name: Its notation, such as ``china-daily p05``.
        text: Its text, white space as one space; empty where no copy has it.
        marks: The words that are marked in it, in their order; none share a character.
        note: What is to be known of it: that no copy was given, or that its text is another there.
    """

    passage: str
    name: str
    text: str = ""
    marks: tuple[Mark, ...] = ()
    note: str = ""

    @property
    def pieces(self) -> list[tuple[str, Mark | None]]:
        """The text in pieces, each with its mark where it has one.

        >>> MarkedPassage("", "p01", "It is 12 km long.", (Mark(6, 11, ("x:length",)),)).pieces[:2]
        [('It is ', None), ('12 km', Mark(start=6, end=11, things=('x:length',), kind=''))]
        """
        found: list[tuple[str, Mark | None]] = []
        before = 0
        for mark in self.marks:
            found += [(self.text[before : mark.start], None), (self.text[mark.start : mark.end], mark)]
            before = mark.end
        return [piece for piece in [*found, (self.text[before:], None)] if piece[0]]

    @property
    def marked(self) -> str:
        """The text with marks around its words.

        >>> MarkedPassage("", "p01", "In 2017 12 km", (Mark(3, 7, (), "period"), Mark(8, 13, ("x:y",)))).marked
        'In ‹2017› «12 km»'
        """
        edges = {True: CARRIES, False: LEFT}
        return "".join(text if mark is None else text.join(edges[bool(mark.things)]) for text, mark in self.pieces)

    def to_dict(self) -> dict[str, Json]:
        """Return it as JSON has it, things by their CURIEs."""
        marks = [
            {"start": mark.start, "end": mark.end, "things": list(map(shorten, mark.things)), "kind": mark.kind or None}
            for mark in self.marks
        ]
        return {"passage": self.name, "text": self.text or None, "marks": marks, "note": self.note or None}


def serialize(passages: Iterable[MarkedPassage], format: str, *, width: int | None = None) -> str:
    """Return passages as text for people, or as JSON.

    Args:
        passages: The passages.
        format: One of `corridor_kg.choices.VERIFICATION_FORMATS`.
        width: How many columns of the terminal a line may have; None for as many as it takes.

    Raises:
        OutputFailed: The format is none of these.
    """
    refuse_format(format, VERIFICATION_FORMATS, what="a marked article")
    if format == "json":
        return json.dumps([one.to_dict() for one in passages], ensure_ascii=False, indent=2) + "\n"
    lines: list[str] = []
    for one in passages:
        told = " ".join(filter(None, (one.marked, f"({one.note})" if one.note else "")))
        lines += hung(printable(f"{one.name}: {told}"), width, at=2)
    return "".join(f"{line}\n" for line in lines)


def marks(carried: Iterable[tuple[Place, str]], left: Iterable[tuple[Place, str]]) -> tuple[Mark, ...]:
    """Return marks that share no character.

    Args:
        carried: Where words stand that carry a fact, each with the thing that it speaks of; they may overlap.
        left: Where words stand that none claims, each with what they are; what overlaps one before it is left out.

    >>> marks([((0, 5), "x:a"), ((3, 8), "x:b")], [((9, 13), "period"), ((9, 13), "number")])[1:]
    (Mark(start=3, end=5, things=('x:a', 'x:b'), kind=''), Mark(start=5, end=8, things=('x:b',), kind=''), \
Mark(start=9, end=13, things=(), kind='period'))
    """
    whole = list(carried)
    edges = sorted({edge for place, _ in whole for edge in place})
    found: list[Mark] = []
    for start, end in pairwise(edges):
        things = tuple(dict.fromkeys(thing for place, thing in whole if place[0] <= start and end <= place[1]))
        if things and found and found[-1].end == start and found[-1].things == things:
            found[-1] = found[-1]._replace(end=end)
        elif things:
            found.append(Mark(start, end, things))
    for (start, end), kind in left:
        if not any(start < mark.end and mark.start < end for mark in found):
            found.append(Mark(start, end, (), kind))
    return tuple(sorted(found))
