"""Which words of a passage bear a fact, and in which of its sentences they stand.

They are what `corridor_kg.trust.judging` holds a fact against: numbers with unit and words of bound, names and
mentions of things, roles, measures, periods, speakers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.rdf.terms import Term
from corridor_kg.text import days, quotation, sentence_ends
from corridor_kg.text.found import Place
from corridor_kg.trust.claims import Claim, Claimed
from corridor_kg.trust.judging import DATES
from corridor_kg.trust.known import WORDED, Known
from corridor_kg.trust.numbers import Numbers
from corridor_kg.trust.participants import Participants
from corridor_kg.trust.printed import Printed, meet
from corridor_kg.trust.terms import PRINTED_FORM, QUANTIFIER, UNIT, VALUES

_NUMBER, _VALUE, _OWN, _BESIDE = 4, 3, 2, 1
"""How much it tells of a sentence that it has the number of a fact, its value, its subject, or what belongs to one."""

_DESCRIBED = frozenset(("saying", "designation", "membership", "post", "mention"))
"""The sorts of things of which a passage says what they are: all that it says of one belongs together."""


class Words(NamedTuple):
    """What bears a part of a fact: how much it tells, and where it stands, any of which will do."""

    weight: int
    places: list[Place]


class Borne(NamedTuple):
    """The sentence of a passage that bears a fact: its place, and those of the words that matter."""

    sentence: Place
    marks: tuple[Place, ...]


class Bearing:
    """The words of one passage that bear its facts.

    Args:
        passage: The notation of the passage, as that of its mentions begins.
        article: The article that it is part of.
        claims: What is claimed of it.
        read_off: The facts of readings that rest on it.
        known: What is known of things.
        plain: Its text, normalised.
    """

    def __init__(
        self, passage: str, article: Term, claims: list[Claim], read_off: list[Triple], known: Known, plain: str
    ) -> None:
        self._plain, self._known = plain, known
        self._claimed, self._print = Claimed(claims), Printed(plain, known)
        self._things = Participants(passage, article, self._claimed, read_off, known, self._print)
        self._numbers = Numbers(self._claimed, known, self._print)

    def of_triple(self, triple: Triple) -> Borne:
        """Return the sentence that bears a fact; else the whole passage."""
        subject, prop, value = triple
        words = [*self._of_thing(subject), *self._of_thing(value, _VALUE)]
        if isinstance(value, Literal) and not (prop == PRINTED_FORM or prop in VALUES):
            words.append(Words(_VALUE, self._of_literal(value)))
        return self._borne(words)

    def of_things(self, things: Iterable[Term]) -> Borne:
        """Return the sentence that bears what the passage says of some things; else the whole passage."""
        return self._borne([words for thing in things for words in self._of_thing(thing)])

    def carried(self) -> Iterator[tuple[Place, str]]:
        """Yield the words that bear each fact, with the IRI of the thing of which it is told."""
        for triple in (claim.triple for claim in self._claimed.claims):
            if isinstance(triple.subject, NamedNode) and self._known.sort(triple.subject) != "mention":
                yield from ((place, triple.subject.value) for place in self.of_triple(triple).marks)

    def left(self) -> list[tuple[Place, str]]:
        """Return the names, speakers, numbers and dates that no fact claims, each with which of these it is.

        A name of what some fact speaks of is claimed wherever it stands.
        """
        spoken_of = {term for claim in self._claimed.claims for term in (claim.triple.subject, claim.triple.object)}
        claimed = [place for thing in spoken_of for words in self._of_thing(thing) for place in words.places]
        claimed += [place for term in spoken_of if isinstance(term, Literal) for place in self._of_literal(term)]
        printed = {
            "name": [(one.start, one.end) for one in self._print.found("name")],
            "speaker": [(one.start, one.end) for one in self._print.speakers],
            "number": [(one.start, one.end) for one in self._print.quantities],
            "period": [(one.start, one.end) for one in self._print.periods if one.first],
        }
        return [
            (place, kind)
            for kind, places in printed.items()
            for place in places
            if not any(meet(place, other) for other in claimed)
        ]

    def _of_thing(self, thing: Term, weight: int = _OWN) -> Iterator[Words]:
        """Yield the words for a thing, and for all that the passage says of it where it describes it."""
        yield Words(weight, self._places(thing))
        if self._known.sort(thing) not in _DESCRIBED:
            return
        yield Words(_NUMBER, self._numbers.places_of(thing))
        for _, prop, value in (claim.triple for claim in self._claimed.claims if claim.triple.subject == thing):
            if isinstance(value, NamedNode) and prop not in (UNIT, QUANTIFIER):
                yield Words(_BESIDE, self._places(value))
            elif isinstance(value, Literal):
                yield Words(_BESIDE, self._of_date(value))

    def _places(self, thing: Term) -> list[Place]:
        """Return where a thing is called so; a word such as area that is a part of a name is none for a measure."""
        places = self._things.places_of_all(thing)
        if self._known.sort(thing) not in WORDED:
            return places
        names = [(name.start, name.end) for name in self._print.found("name")]
        return [place for place in places if not any(start <= place[0] and place[1] <= end for start, end in names)]

    def _of_literal(self, value: Literal) -> list[Place]:
        """Return where a name or a date stands."""
        return self._of_date(value) or self._print.places_of_words(value.value)

    def _of_date(self, value: Literal) -> list[Place]:
        """Return where a date is printed, or one that lies in it; a text is none."""
        meant = days.of_date(value.value) if value.datatype.value in DATES else None
        dates = (one for one in self._print.periods if one.first)
        return [self._print.place_of(one) for one in dates if meant and days.of_period(one).lies_in(meant)]

    def _borne(self, words: list[Words]) -> Borne:
        whole = (0, len(self._plain))
        sentences = sentence_ends.sentences(self._plain) or [whole]
        best = max(sentences, key=lambda sentence: _told(sentence, words))
        if not _told(best, words):
            best = whole
        within = (place for one in words for place in one.places if _begins_in(place, best))
        marks = ((start, min(end, best[1])) for start, end in within)
        return Borne(best, quotation.joined(marks, lambda end, start: not self._plain[end:start].strip(" -")))


def _told(sentence: Place, words: Iterable[Words]) -> int:
    """Return how much a sentence has of what bears a fact."""
    return sum(one.weight for one in words if any(_begins_in(place, sentence) for place in one.places))


def _begins_in(place: Place, sentence: Place) -> bool:
    return sentence[0] <= place[0] < sentence[1]
