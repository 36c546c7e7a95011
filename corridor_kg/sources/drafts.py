"""What the drafts of one source share: what is known, who is heard, and names that no two of them have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pyoxigraph import NamedNode, Triple

from corridor_kg.rdf.terms import TYPE
from corridor_kg.rdf.vocabulary import BASE, shorten
from corridor_kg.sources.candidates import Candidates
from corridor_kg.sources.described import Described, term
from corridor_kg.sources.recognised import Named, Recognised, Recogniser
from corridor_kg.text.days import Days, of_period
from corridor_kg.text.found import Period, Place, Speaker
from corridor_kg.text.periods import periods
from corridor_kg.trust import remedies

THEN = "Then delete this line."

LOOK = f"Is it so? {THEN}"
"""What is asked of a draft of which everything was read."""

MOST = 6
"""How many answers a question names."""

KINDS = "Which kind? kind:claim, kind:comparison, kind:intention, kind:expectation, kind:promise"

_FUTURE = re.compile(
    r"\b(?:will|shall|would|to be|must|expect\w*|aim\w*|hope\w*|target\w*|plan(?:s|ned)? to|set for|forecast\w*)\b"
    r"|将|力争|预计|有望|目标|拟|建成|成为",
    re.IGNORECASE,
)
_DOCUMENTS = frozenset(map(term, ("ckg:Plan",)))


class Drafts:
    """The drafts of one source.

    Args:
        recogniser: Recognises what the graph knows.
        source: The source.

    Attributes:
        recogniser: As given.
        known: What is known of things.
        source: As given.
        candidates: What may be new.
        heard: Who was heard so far, by the first word of their name and by the whole.
    """

    def __init__(self, recogniser: Recogniser, source: Described) -> None:
        self.recogniser, self.known, self.source = recogniser, recogniser.known, source
        self.candidates = Candidates(recogniser, source)
        self.heard: dict[str, NamedNode] = {}
        self._taken: dict[str, int] = {}

    def new(self, kind: str, name: str) -> NamedNode:
        """Return a name for a draft, which no other has."""
        first = own = f"{BASE}{kind}/{self.source.name}-{name}"
        number = self._taken.get(first, 1)
        while own in self._taken:  # another may end in a number by itself
            number += 1
            own = f"{first}-{number}"
        self._taken[own] = 1
        self._taken[first] = number
        return NamedNode(own)

    def label(self, thing: NamedNode) -> str:
        """Return what a thing is called, new ones among them."""
        return self.candidates.names.get(thing) or self.known.label(thing)

    # -- Who says it ---------------------------------------------------------------------------------------

    def who(self, found: Recognised, speaker: Speaker) -> NamedNode | None:
        """Return who a speaker is: whoever is named there, was heard before by the same name, or may be new."""
        inside = [name for name in found.named if name.start < speaker.end and speaker.start < name.end]
        printed = found.text[speaker.start : speaker.end]
        if inside:
            thing = inside[0].things[0]
        elif printed in self.heard:
            return self.heard[printed]
        else:
            new = self.candidates.speaker(found, speaker)
            if new is None:
                return None
            thing = new
        self.heard.setdefault(self.label(thing).partition(" ")[0], thing)
        return thing

    def is_document(self, thing: NamedNode) -> bool:
        """Return whether something is a document, which says what it says by itself."""
        return bool(_DOCUMENTS & set(self.known.values(thing, TYPE)))

    def attributed(self, thing: NamedNode, found: Recognised, place: Place) -> Triple:
        """Return who says something: the speaker of its sentence, else the last before it, else the source.

        A place is no speaker: what it says, the source says of it.
        """
        start, end = found.sentence(place)
        beside = [one for one in found.speakers if start <= one.start < end]
        earlier = [one for one in found.speakers if one.start < start]
        for speaker in [*beside, *earlier[-1:]]:
            if (who := self.who(found, speaker)) and not self.known.is_place(who):
                prop = "prov:hadPrimarySource" if self.is_document(who) else "prov:wasAttributedTo"
                return Triple(thing, term(prop), who)
        return Triple(thing, term("prov:wasAttributedTo"), self.source.publisher)

    # -- When ----------------------------------------------------------------------------------------------

    @staticmethod
    def is_future(found: Recognised, place: Place) -> bool:
        """Return whether what stands before a place, in its part of the sentence, speaks of what is to come."""
        return _FUTURE.search(found.text, found.part(place), place[0]) is not None

    @staticmethod
    def is_future_sentence(found: Recognised, place: Place) -> bool:
        """Return whether the sentence of a place speaks of what is to come."""
        return _is_future(found.text[slice(*found.sentence(place))])

    def goal_year(self, found: Recognised, place: Place) -> str:
        """Return the year of a goal that holds at a place: one in its sentence, else the last before it."""
        start, end = found.sentence(place)
        years = [when for when in found.periods if when.start < end and self.is_goal(found, when)]
        here = [when for when in years if when.start >= start]
        return ((here or years)[-1].last or "")[:4] if years else ""

    def is_goal(self, found: Recognised, when: Period) -> bool:
        """Return whether a period is the year of a goal: to come, and *by* or a word of the future stands beside."""
        if not when.first or when.last is None:
            return False
        written = int(self.source.published.last[:4]) if self.source.published else 0
        is_ahead = not written or int(when.last[:4]) > written
        return is_ahead and (when.relation == "by" or self.is_future_sentence(found, (when.start, when.end)))

    def when(self, found: Recognised, place: Place) -> NamedNode | None:
        """Return the period in the sentence of a place, if there is one alone."""
        start, end = found.sentence(place)
        inside = [when for when in found.periods if start <= when.start < end]
        days = {told for when in inside if (told := self.days(found, when))}
        return self.period(days.pop()) if len(days) == 1 else None

    def days(self, found: Recognised, when: Period) -> Days | None:
        """Return the days of a period in print; where it lacks the year, by that in which the source came out."""
        if when.first and when.last:
            return of_period(when)
        year = self.source.year
        if year is None:
            return None
        printed = found.text[when.start : when.end]
        for whole in _with_year(printed, year + (when.relative or 0)):
            read = [one for one in periods(whole) if one.first and one.last]
            if len(read) == 1:
                return of_period(read[0])
        return None if when.relative is None else Days(f"{year + when.relative}-01-01", f"{year + when.relative}-12-31")

    def period(self, days: Days) -> NamedNode:
        """Return the period of some days, which is a new thing where the graph has none."""
        known = self.recogniser.period(days)
        return known if known is not None else self.candidates.period(days)


_RELATIVE = re.compile("(?:this|last|next|the same|the previous|the current) year|今年|去年|明年|本年|上年")


def _with_year(printed: str, year: int) -> Iterator[str]:
    """Yield how a period may be printed with its year.

    >>> [next(_with_year(*one)) for one in (("Sept 22", 2017), ("今年4月", 2017), ("last year", 2016))]
    ['Sept 22 2017', '2017年4月', '2016']
    """
    if _RELATIVE.search(printed):
        yield _RELATIVE.sub(str(year) if printed.isascii() else f"{year}年", printed)
    else:
        yield f"{printed} {year}" if printed.isascii() else f"{year}年{printed}"


@lru_cache(maxsize=1)  # of one sentence it is asked for each number in it, which may be thousands
def _is_future(sentence: str) -> bool:
    return _FUTURE.search(sentence) is not None


def things(named: Sequence[Named]) -> list[NamedNode]:
    """Return what some words may denote, each once."""
    return list(dict.fromkeys(thing for name in named for thing in name.things))


def of_what(answers: Iterable[NamedNode]) -> str:
    """Return the question of what a draft is."""
    return f"Of what? {either(answers) or 'No thing that is known is named beside it.'}"


def either(answers: Iterable[NamedNode], *, most: int = MOST) -> str:
    """Return what may be the answer to a question, as it is written in Turtle."""
    names = [shorten(thing.value) for thing in dict.fromkeys(answers)]
    return ", ".join([*names[:most], *(["…"] if len(names) > most else [])])


def slug(words: str) -> str:
    """Return words as they may end the name of a draft; nothing is left of Chinese."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def local(thing: NamedNode) -> str:
    """Return the last part of a thing's name."""
    return remedies.name(thing).rpartition(":")[2]
