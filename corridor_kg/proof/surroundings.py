"""What stands around a number: which thing is named nearest, whose words for a measure, and which period holds.

Each part is told as a weight: how much it speaks for a figure that the number may be of, or against it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.comparison.figures import Figure
from corridor_kg.proof.reading import Read, Reader
from corridor_kg.sources.drafts import Drafts
from corridor_kg.sources.recognised import Named
from corridor_kg.text.days import Days, of_period
from corridor_kg.text.found import Period, Place, Quantity

_POINTING = re.compile(r"(?:\b(?:these|those) |[这那])\Z", re.IGNORECASE)

_RELATIVE = re.compile(r"\s*(?:in |of |to )?(?:which|who|whose|where)\b", re.IGNORECASE)
_LEADS_TO = re.compile(r"[^\d.,;:]{0,24}?\b(?:in|of|for|at) (?:the )?", re.IGNORECASE)
"""What stands between a number and what it is of, where that follows: 15 *in* Shenzhen, 15 *centres in* Shenzhen."""

_ITEM = re.compile(r"\s*(?:[-*•·|]|\d+[.)])\s")
"""How an item of a list begins, or a row of a table."""

_STRANGER = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+")
"""A word that is a name, for it begins with a capital and no sentence."""

COUNT = "unit:NUM"
"""The unit of what is counted."""

NAMED, NAMED_FAR = 1.5, 1.0
"""What speaks for a thing that is named in the paragraph, or in the one before."""


class Said(NamedTuple):
    """A number of a text, in its surroundings.

    Attributes:
        read: The paragraph.
        quantity: The number.
    """

    read: Read
    quantity: Quantity

    @property
    def place(self) -> Place:
        """Where it stands in the paragraph."""
        return self.quantity.start, self.quantity.end

    @property
    def unit(self) -> str:
        """Its unit, as a CURIE."""
        return self.quantity.unit or COUNT

    @property
    def points_back(self) -> bool:
        """Whether it counts what was counted before it, as in *these ten areas*."""
        is_count = self.unit == COUNT and self.quantity.nature == "number"
        return is_count and _POINTING.search(self.read.found.text, 0, self.quantity.start) is not None

    def nature(self, nature: str) -> float:
        """Return how much its sentence speaks for a nature: for what is, or for what is to come."""
        is_ahead = Drafts.is_future_sentence(self.read.found, self.place)
        if nature == "figure":
            return -1 if Drafts.is_future(self.read.found, self.place) else 1 - is_ahead
        return 1 if is_ahead else -1

    @property
    def periods_beside(self) -> list[Days]:
        """The periods that are printed with their year in its part of the sentence, but for those by which is meant."""
        part = self.read.found.part(self.place)
        beside = [when for when in self._dated if self.read.found.part((when.start, when.end)) == part]
        return [of_period(when) for when in beside if when.relation != "by"]

    @property
    def periods(self) -> list[Days]:
        """The periods beside it, else those before it in its sentence."""
        before = [of_period(when) for when in self._dated if when.start < self.quantity.start]
        return self.periods_beside or before

    @property
    def _dated(self) -> list[Period]:
        start, end = self.read.found.sentence(self.place)
        return [when for when in self.read.found.periods if start <= when.start < end and when.first and when.last]


class Surroundings:
    """What stands around a number.

    Args:
        said: The number.
        reader: What read the text.

    Attributes:
        said: As given.
    """

    def __init__(self, said: Said, reader: Reader) -> None:
        self.said, self._reader = said, reader
        found, place = said.read.found, said.place
        start, end = found.sentence(place)
        part = found.part(place)
        beside = [name for name in found.named if start <= name.start < end]
        before = [name for name in beside if name.start < place[0] and not self._is_aside(name, part)]
        behind = [name for name in beside if name.start >= place[1]]
        self._in_part = _things(name for name in before if name.start >= part)
        self._before, self._behind = _things(before), _things(behind)
        self._right_behind = _things(name for name in behind if _LEADS_TO.fullmatch(found.text, place[1], name.start))
        self._context = [] if before else self._said_before()
        self._rivals = _things(name for name in before if name.is_name)
        self._measures = _things(filter(self._may_measure, found.beside(found.measures, place)))
        self._told: dict[tuple[str, bool], float] = {}

    def _may_measure(self, word: Named) -> bool:
        """Return whether a word for a measure may be that of the number: of one character only right behind it."""
        return word.end - word.start > 1 or word.start == self.said.quantity.end

    def _said_before(self) -> list[NamedNode]:
        """Return what the sentence speaks of where it names nothing itself: what was named before.

        Of an item of a list that names nothing it is what stands above; and nothing that is known where the sentence
        has a name that nobody knows.
        """
        found = self.said.read.found
        if _ITEM.match(found.text) and not found.named:
            return sorted(self.said.read.before, key=str)
        start, _ = found.sentence(self.said.place)
        known = [(one.start, one.end) for one in (*found.measures, *found.ranks, *found.roles)]
        known += [(when.start, when.end) for when in found.periods]
        for stranger in _STRANGER.finditer(found.text, start, self.said.quantity.start):
            if not any(first <= stranger.start() < last for first, last in known):
                return []
        return _things(found.around(self.said.place)[0])

    def _is_aside(self, name: Named, part: int) -> bool:
        """Return whether a name stands in a part of the sentence that only says more of another name."""
        begin = self.said.read.found.part((name.start, name.end))
        return begin != part and _RELATIVE.match(self.said.read.found.text, begin) is not None

    def thing(self, figure: Figure) -> float:
        """Return how much speaks for the thing of a figure: how near it is named, and what of its kind is nearer."""
        asked = figure.stated.thing, figure.stated.unit == COUNT
        if asked not in self._told:
            self._told[asked] = self._thing(NamedNode(asked[0]), in_count=asked[1])
        return self._told[asked]

    def _thing(self, thing: NamedNode, *, in_count: bool) -> float:
        if self._is_among(thing, self._right_behind):
            return 4.5
        for things, last, other in ((self._in_part, 4.0, 3.0), (self._before, 3.0, 2.5), (self._context, 2.5, 2.5)):
            if self._is_among(thing, things, in_count=in_count):
                return last if self._is_last(thing, things) else other
            if self._has_like(thing, things):
                return 1.0 if self._is_among(thing, self._before) else 0.0
        if any(self._reader.are_rivals(one, thing) for one in (*self._rivals, *self._right_behind)):
            return 0.0
        if self._is_among(thing, self._behind):
            return 2.0
        if self._is_among(thing, self.said.read.things):
            return 0.0 if self._has_like(thing, self._behind) else NAMED
        is_far = thing in self.said.read.before and not self._has_like(thing, self.said.read.things)
        return NAMED_FAR if is_far else 0.0

    def _is_among(self, thing: NamedNode, things: Collection[NamedNode], *, in_count: bool = False) -> bool:
        if thing in self._reader.with_groups(things):
            return True
        return any(self._reader.stands_for(one, thing, in_count=in_count) for one in things)

    def _is_last(self, thing: NamedNode, things: Sequence[NamedNode]) -> bool:
        """Return whether a thing is the last of its kind among some."""
        alike = [one for one in things if self._reader.are_alike(one, thing)]
        return not alike or alike[-1] == thing

    def _has_like(self, thing: NamedNode, things: Iterable[NamedNode]) -> bool:
        return any(self._reader.are_alike(one, thing) for one in things)

    def measure(self, figure: Figure) -> float:
        """Return how much speaks for the measure of a figure: whether its words stand near, and which are nearer."""
        measure, ordered = NamedNode(figure.stated.measure), self._measures
        fitting = [one for one in ordered if self.can_measure(one)]
        if measure in fitting:
            return 4 if fitting[0] == measure else 2
        if measure in ordered:
            return 3 if ordered[0] == measure else 1
        return -2 if fitting else 0

    def can_measure(self, measure: NamedNode) -> bool:
        """Return whether the number can be of a measure, by its unit and whether it counts or ranks."""
        return self._reader.recogniser.can_measure(measure, self.said.quantity)

    def whole(self, figure: Figure) -> float:
        """Return how much speaks for the whole that a figure is taken in."""
        whole = NamedNode(figure.stated.whole) if figure.stated.whole else None
        if whole is None:
            return 0
        return 1.5 if whole in (*self._before, *self._behind) else -1

    def period(self, figure: Figure) -> float:
        """Return how much speaks for the period of a figure."""
        own, printed = figure.stated.period, self.said.periods
        if own is None or not printed:
            return 0
        return 1 if any(own.meets(days) for days in printed) else -1


def _things(named: Iterable[Named]) -> list[NamedNode]:
    return list(dict.fromkeys(thing for name in named for thing in name.things))
