"""What a machine recognises in a passage, with what each may be: the names, numbers, periods and speakers in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.rdf.terms import TYPE, Term
from corridor_kg.sources.described import term
from corridor_kg.store.graph import Graph
from corridor_kg.text.days import Days
from corridor_kg.text.found import Period, Place, Quantity, Speaker
from corridor_kg.text.names import Names
from corridor_kg.text.periods import periods
from corridor_kg.text.quantities import quantities
from corridor_kg.text.speakers import speakers
from corridor_kg.trust.known import Known
from corridor_kg.trust.terms import DENOTES, FIRST_DAY, LAST_DAY, PRINTED_FORM, QUANTITY_KIND

_SENTENCE = re.compile(r"(?:[^.!?。！？;；\n]|[.!?](?=[^\s]))+[.!?。！？;；]*[”’\"']*")

_TITLED = re.compile(r"《([^《》]{2,40})》")
"""A title, as Chinese has it."""

_PART = re.compile(r",(?!\d)|[;，；、]")
"""What parts a sentence, but for the comma within a number."""

_FAR = 30
"""How many characters may stand between a number in words and what it counts."""

_KINDS_OF_COUNTS = frozenset(map(term, ("quantitykind:Count", "quantitykind:Dimensionless")))
_KIND_OF_RATIOS = term("quantitykind:DimensionlessRatio")

_DOCUMENTED = (
    "SELECT ?measure ?what { ?count a ckg:StatedCount ; ckg:hasMeasure ?measure ; ckg:counts ?what } ORDER BY ?count"
)


class Named(NamedTuple):
    """A name, or words that stand for something elsewhere, in a passage.

    Attributes:
        start: Its first character.
        end: The character after its last.
        things: What it may denote.
        is_name: Whether it is a name, and not words that another passage has for a thing.
    """

    start: int
    end: int
    things: tuple[NamedNode, ...]
    is_name: bool = True


class Recognised(NamedTuple):
    """What is recognised in one passage; places are in its text.

    Attributes:
        text: The text of the passage.
        named: Names, and words for things, in the order of the text.
        quantities: The numbers.
        periods: The periods.
        speakers: Who is said to say something.
        measures: The words for measures.
        ranks: The words for ranks.
        roles: The words for roles.
        sentences: Where its sentences begin and end.
    """

    text: str
    named: list[Named]
    quantities: list[Quantity]
    periods: list[Period]
    speakers: list[Speaker]
    measures: list[Named]
    ranks: list[Named]
    roles: list[Named]
    sentences: list[Place]

    def sentence(self, place: Place) -> Place:
        """Return where the sentence begins and ends in which something stands."""
        last = bisect_right(self.sentences, place[0], key=itemgetter(0)) - 1
        found = self.sentences[last] if last >= 0 else (0, 0)
        return found if place[0] < found[1] else (0, len(self.text))

    def has_digits(self, place: Place) -> bool:
        """Return whether a digit stands in a place."""
        return any(character.isdigit() for character in self.text[slice(*place)])

    def beside(self, things: Iterable[Named], place: Place) -> list[Named]:
        """Return those of some things that stand in the sentence of a place, the nearest first; of two, that behind."""
        start, end = self.sentence(place)
        near = [thing for thing in things if start <= thing.start < end]
        return sorted(near, key=lambda thing: (_distance(thing, place), thing.start < place[0]))

    def part(self, place: Place) -> int:
        """Return where the part of the sentence begins, between its commas, in which something stands."""
        start, _ = self.sentence(place)
        return max((match.end() for match in _PART.finditer(self.text, start, place[0])), default=start)

    def around(self, place: Place) -> tuple[list[Named], list[Named]]:
        """Return what is named in the sentence of a number before it, and what behind it.

        First comes what begins the part of the sentence in which the number stands: as a rule it is spoken of. Where
        nothing is named before it, what the last sentence before begins with that names anything is.
        """
        start, end = self.sentence(place)
        part = self.part(place)
        before = [thing for thing in self.named if start <= thing.start < place[0]]
        behind = [thing for thing in self.named if place[1] <= thing.start < end]
        if not before:
            earlier = [thing for thing in self.named if thing.start < start]
            begin = self.sentence((earlier[-1].start, earlier[-1].end))[0] if earlier else start
            before = [thing for thing in earlier if thing.start >= begin][:1]
        return sorted(before, key=lambda thing: (thing.start < part, thing.start)), behind

    def named_beside(self, place: Place) -> list[Named]:
        """Return what is named in the sentence of a place, in the order of the text; else in the passage."""
        start, end = self.sentence(place)
        return [thing for thing in self.named if start <= thing.start < end] or self.named


def _distance(thing: Named, place: Place) -> int:
    return min(abs(thing.end - place[0]), abs(thing.start - place[1]))


class Recogniser:
    """Recognises in texts what a graph knows.

    Args:
        graph: The graph.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.known = Known(graph)

    def read(self, text: str) -> Recognised:
        """Return what is recognised in the text of a passage."""
        when = periods(text)
        # of names alone: else the label of a post, which no text has for a name, would hide that of its organization
        named = [Named(*found) for found in self.known.recogniser("name").find(text)]
        words = [
            found
            for found in (*self._meant(text), *self._short_titles(text))
            if not any(found.start < name.end and name.start < found.end for name in named)
        ]
        numbers = quantities(text, when)
        behind = {number.end for number in numbers}
        return Recognised(
            text=text,
            named=sorted([*named, *words]),
            quantities=numbers,
            periods=when,
            speakers=speakers(text, [(name.start, name.end) for name in named]),
            # a word of one character, as the step of a four-step plan in Chinese, is part of many others
            measures=[one for one in self._worded("measure", text) if one.end - one.start > 1 or one.start in behind],
            ranks=self._worded("rank", text),
            roles=self._worded("role", text),
            sentences=[match.span() for match in _SENTENCE.finditer(text)],
        )

    def _meant(self, text: str) -> list[Named]:
        """Return the words that stand for things in other passages; within a title they do not."""
        titles = [match.span() for match in _TITLED.finditer(text)]
        return [
            Named(found.start, found.end, found.things, is_name=False)
            for found in self._words.find(text)
            if not any((start <= found.start and found.end < end) or start < found.start < end for start, end in titles)
        ]

    def _short_titles(self, text: str) -> list[Named]:
        """Return the titles in brackets with which the name of one known plan ends, as 《规划》 is short for it."""
        found = []
        for match in _TITLED.finditer(text):
            plans = tuple(dict.fromkeys(plan for name, plan in self._plans if name.endswith(match[1])))
            if len(plans) == 1:
                found.append(Named(*match.span(), plans, is_name=False))
        return found

    @cached_property
    def _plans(self) -> list[tuple[str, NamedNode]]:
        """The names of plans, each with the plan."""
        found = (triple.subject for triple in self.graph.engine.match(None, TYPE, term("ckg:Plan")))
        plans = sorted({plan for plan in found if isinstance(plan, NamedNode)}, key=str)
        return [(name, plan) for plan in plans for name in self.known.names(plan)]

    def _worded(self, sort: str, text: str) -> list[Named]:
        found = self.known.recogniser(sort).find(text, case=False)
        return [Named(one.start, one.end, one.things) for one in found]

    # -- What other passages know --------------------------------------------------------------------------

    @cached_property
    def _words(self) -> Names[NamedNode]:
        """The words that passages have for named things, and for the one thing of its class."""
        forms = [
            (form, thing)
            for form, thing in self.mentions()
            if self.known.sort(thing) == "name" and (len(form) > 4 or not form.isascii())
        ]
        return Names([*forms, *self._only_ones()])

    def _only_ones(self) -> Iterator[tuple[str, NamedNode]]:
        """Yield *the corridor* and its like, where the graph has one thing alone of a class."""
        things: dict[Term, set[Term]] = defaultdict(set)
        for triple in self.graph.engine.match(None, TYPE):
            if self.known.sort(triple.subject) == "name" and isinstance(triple.object, NamedNode):
                things[triple.object].add(triple.subject)
        for kind, (thing, *others) in things.items():
            if not others and isinstance(kind, NamedNode) and isinstance(thing, NamedNode):
                yield f"the {self.known.label(kind)}", thing

    def mentions(self) -> Iterator[tuple[str, NamedNode]]:
        """Yield the words that passages have for things, each with what it denotes."""
        engine = self.graph.engine
        printed = ((triple.subject, triple.object) for triple in engine.match(None, PRINTED_FORM))
        forms = {subject: form.value for subject, form in printed if isinstance(form, Literal)}
        for triple in sorted(engine.match(None, DENOTES), key=str):
            if triple.subject in forms and isinstance(triple.object, NamedNode):
                yield forms[triple.subject], triple.object

    def measures(self, found: Recognised, quantity: Quantity) -> list[NamedNode]:
        """Return the measures that a number may be of: those whose words stand beside it, and that it can be of."""
        place = (quantity.start, quantity.end)
        beside = found.beside(found.measures, place)
        things = dict.fromkeys(thing for one in beside for thing in one.things)
        return [thing for thing in things if self.can_measure(thing, quantity)]

    def possible_measures(self, quantity: Quantity) -> list[NamedNode]:
        """Return all the measures that a number can be of, by its unit."""
        every = {triple.subject for triple in self.graph.engine.match(None, TYPE, term("ckg:Measure"))}
        things = [thing for thing in every if isinstance(thing, NamedNode) and self.can_measure(thing, quantity)]
        return sorted(things, key=str)

    def can_measure(self, measure: NamedNode, quantity: Quantity) -> bool:
        """Return whether a number can be of a measure, by its unit, and by whether it counts, orders or multiplies."""
        kinds = set(self.known.values(measure, QUANTITY_KIND))
        if quantity.nature == "ratio":
            return _KIND_OF_RATIOS in kinds
        if quantity.nature == "rank":
            return term("quantitykind:Dimensionless") in kinds
        if quantity.unit in (None, "unit:NUM"):
            return term("quantitykind:Count") in kinds
        own = self.known.values(term(quantity.unit or ""), QUANTITY_KIND)
        return bool(kinds & set(own)) if own else not kinds & _KINDS_OF_COUNTS

    def is_word(self, found: Recognised, quantity: Quantity) -> bool:
        """Return whether a number in words has no unit, and nothing behind it that is known to be counted.

        So is a place in an order that nothing says to be a rank, such as a first step.
        """
        if quantity.nature == "rank" and not self.measures(found, quantity):
            return True
        if quantity.nature != "number" or quantity.unit or found.has_digits((quantity.start, quantity.end)):
            return False
        if quantity.value == 1:  # as a rule an article
            return True
        return not any(0 <= one.start - quantity.end <= _FAR for one in (*found.measures, *found.ranks))

    @cached_property
    def counted(self) -> dict[NamedNode, NamedNode]:
        """What is counted by the measures of stated counts, as other passages have it."""
        rows = self.graph.rows(_DOCUMENTED)
        return {row.terms["measure"]: row.terms["what"] for row in rows}  # type: ignore[misc]  # both are named

    @cached_property
    def _days(self) -> dict[Days, NamedNode]:
        found: dict[NamedNode, dict[NamedNode, str]] = defaultdict(dict)
        for prop in (FIRST_DAY, LAST_DAY):
            for triple in self.graph.engine.match(None, prop):
                if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
                    found[triple.subject][prop] = triple.object.value
        ordered = sorted(found.items(), key=lambda item: str(item[0]), reverse=True)
        return {Days(days.get(FIRST_DAY, ""), days.get(LAST_DAY, "")): thing for thing, days in ordered}

    def period(self, days: Days) -> NamedNode | None:
        """Return the period of the graph that has some days, if there is one."""
        return self._days.get(days)
