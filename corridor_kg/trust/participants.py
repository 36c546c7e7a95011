"""Whether a thing that takes part in a fact is printed: by a name, by what it is made of, or by a mention."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.rdf.terms import TYPE, Term
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.text.days import Days
from corridor_kg.text.found import Place
from corridor_kg.trust import remedies
from corridor_kg.trust.claims import Claimed
from corridor_kg.trust.known import WORDED, Known
from corridor_kg.trust.numbers import decimal
from corridor_kg.trust.printed import Printed, meet
from corridor_kg.trust.sentences import sentence
from corridor_kg.trust.terms import (
    DESIGNATED,
    FIRST_DAY,
    HOLDER,
    LAST_DAY,
    MEMBER,
    POST_IN,
    PRINTED_FORM,
    PUBLISHER,
    RANK,
    ROLE,
    SPEAKS,
    SUBJECT,
    VALUES,
)
from corridor_kg.trust.verdicts import BY_MENTION, CONTRADICTED, NOT_CHECKABLE, PRINTED, VERDICTS, Judgement

_MADE_OF = {"membership": (MEMBER,), "designation": (DESIGNATED, RANK)}
"""What print has in place of things that have no name, wherever it is said of them."""


_FEW = 4
"""How many names of a thing a sentence has room for."""


class Participants:
    """The things of one passage's facts, each judged once.

    Args:
        passage: The name of the passage, as that of its mentions begins.
        article: The article that it is part of; who publishes that speaks in it in its own voice.
        claimed: What is claimed of it.
        read_off: The facts of readings that rest on it, which it does not print.
        known: What is known of things.
        printed: What stands in it.

    Attributes:
        speakers: Whoever something is attributed to, but for who publishes the article.
        spoken_of: Whatever takes part in a fact, or makes what does.
    """

    def __init__(
        self,
        passage: str,
        article: Term,
        claimed: Claimed,
        read_off: list[Triple],
        known: Known,
        printed: Printed,
    ) -> None:
        self._passage, self._article = passage, article
        self._claimed, self._read_off, self._known, self._print = claimed, read_off, known, printed
        self._judged: dict[tuple[Term, str], Judgement | None] = {}
        self.speakers: set[NamedNode] = set()
        self.spoken_of: set[Term] = {term for triple in read_off for term in (triple.subject, triple.object)}

    def judge(
        self, thing: NamedNode, triple: Triple, *, part: str = "", beside: Term | None = None
    ) -> Judgement | None:
        """Return whether a thing is printed; None for what the passage itself describes, which is what its facts say.

        Args:
            thing: The thing.
            triple: The fact that it takes part in.
            part: What it is in the fact, if not just something of its sort.
            beside: What it is related to, whose name may hold its own, as that of a city's office does.
        """
        if (thing, part) not in self._judged:
            self._judged[thing, part] = self._judgement(thing, triple, part)
        found = self._judged[thing, part]
        if found and found.verdict == CONTRADICTED and self._stands_within(thing, beside):
            return Judgement(sentence(triple), found.part, PRINTED)  # there, and nowhere else
        return found

    def is_own_voice(self, speaker: Term) -> bool:
        """Return whether a speaker is who publishes the article."""
        return speaker in self._known.values(self._article, PUBLISHER)

    def is_heard(self, thing: Term) -> bool:
        """Return whether what a thing says is in the facts, though nothing is attributed to it.

        A newspaper's own voice is that of every fact. A place is no speaker: what it says is said of it, or its goal.
        """
        if self._known.is_place(thing):
            triples = [claim.triple for claim in self._claimed.claims]
            return any(triple.predicate in (SUBJECT, HOLDER) and triple.object == thing for triple in triples)
        return self.is_own_voice(thing)

    def days_of(self, period: Term) -> Days:
        """Return the first and the last day of a period."""
        days = [
            next((value.value for value in self._known.values(period, prop) if isinstance(value, Literal)), "")
            for prop in (FIRST_DAY, LAST_DAY)
        ]
        return Days(*days)

    def places_of(self, thing: NamedNode) -> list[Place]:
        """Return where a thing is called by a name, or by words that a mention gives to it."""
        mentioned = [place for words in self._claimed.words_for(thing) for place in self._places(words, thing)]
        return [*self._print.places_of(thing, self._known.sort(thing) or "name"), *mentioned]

    def places_of_all(self, thing: Term) -> list[Place]:
        """Return where a thing is called so, is told by a date, or what it is made of is called."""
        sort = self._known.sort(thing) or ""
        own = self.places_of(thing) if isinstance(thing, NamedNode) else []
        if sort == "period":
            dates = self._print.dates(self.days_of(thing))
            own += [self._print.place_of(date) for date in dates]
        parts = self._parts(thing, sort) if isinstance(thing, NamedNode) else []
        return [*own, *(place for part in parts for place in self.places_of_all(part))]

    def at(self, place: Place) -> list[NamedNode]:
        """Return what is called by a name, or by the words of a mention, at some place."""
        named = [name.things[0] for name in self._print.found("name") if meet(place, (name.start, name.end))]
        mentioned = [thing for thing in self._claimed.mentioned if isinstance(thing, NamedNode)]
        return named + [thing for thing in mentioned if any(meet(place, other) for other in self.places_of(thing))]

    def has_words(self, thing: Term) -> bool:
        """Return whether a mention gives words to a thing that stand in the passage."""
        return any(self._places(words, thing) for words in self._claimed.words_for(thing))

    def _places(self, words: str, thing: Term) -> list[Place]:
        return self._print.places_of_words(words, names=self._known.names(thing))

    def _judgement(self, thing: NamedNode, triple: Triple, part: str) -> Judgement | None:
        sort = self._known.sort(thing) or ""
        self.spoken_of.add(thing)
        if triple.predicate in SPEAKS and thing == triple.object:
            self.speakers.add(thing)
        if sort == "saying" and self._claimed.values(thing, TYPE):
            return None
        verdict = self._verdict(thing, sort)
        if part == "speaker" and sort == "unprinted":
            verdict = CONTRADICTED  # a code or a source of ours says nothing in print
        part = part or sort or "thing"
        if verdict != CONTRADICTED:
            return Judgement(sentence(triple), part, verdict)
        forms = dict.fromkeys([*self._forms(thing, sort), *self._claimed.words_for(thing)]) or [shorten(thing.value)]
        quoted = " or ".join(f'"{form}"' for form in [*forms][:_FEW])
        named = f"the {part} {quoted} of {self._known.label(thing)} ({shorten(thing.value)})"
        within = next((form for form in forms if sort == "name" and self._print.places_of_words(form)), "")
        remark = f"{named} does not stand in it; if other words stand for it there, say which."
        if within:
            remark = f'{named} stands in it as a part of longer names alone; if "{within}" there is it, say so.'
        turtle = remedies.mention(self._passage, thing, within, with_ground=bool(within))
        return Judgement(sentence(triple), part, verdict, remark, turtle)

    def _forms(self, thing: NamedNode, sort: str) -> list[str]:
        """Return what a thing may be called in print."""
        if sort == "post":
            return [name for role in self._roles(thing) for name in self._known.names(role)]
        if sort == "saying":
            return [form.value for form in self._known.values(thing, PRINTED_FORM) if isinstance(form, Literal)]
        return [name for one in self._parts(thing, sort) or [thing] for name in self._known.names(one)]

    def _verdict(self, thing: NamedNode, sort: str) -> str:
        """Return how a thing is printed."""
        if self.has_words(thing):
            return BY_MENTION
        if sort in ("name", *WORDED):
            is_printed = bool(self._print.places_of(thing, sort))
        elif sort == "period":
            is_printed = bool(self._print.dates(self.days_of(thing)))
        elif sort == "saying":
            is_printed = any(self._is_number_of(thing, form) for form in self._forms(thing, sort))
        elif sort == "article":
            return NOT_CHECKABLE if thing == self._article else CONTRADICTED
        else:
            return self._worst(self._parts(thing, sort))
        return PRINTED if is_printed else CONTRADICTED

    def _is_number_of(self, thing: NamedNode, form: str) -> bool:
        """Return whether a printed form that stands in it is the number of a thing that another passage describes."""
        values = {decimal(value) for prop in VALUES for value in self._known.values(thing, prop)}
        read = self._print.reading_at(form)
        return read is not None and (not values or read.value is None or read.value in values)

    def _stands_within(self, thing: NamedNode, other: Term | None) -> bool:
        """Return whether a name of a thing stands within the words for another that it is related to."""
        if not isinstance(other, NamedNode):
            return False
        places = self.places_of(other)
        inner = [place for name in self._known.names(thing) for place in self._print.places_of_words(name)]
        return any(meet(one, place) for one in inner for place in places)

    def _parts(self, thing: NamedNode, sort: str) -> list[Term]:
        """Return what print has in place of a thing without a name: of a post its role, and where it is."""
        if sort == "post":
            read_off = {triple.object for triple in self._read_off if triple.subject == thing}
            return [*self._roles(thing), *(one for one in self._known.values(thing, POST_IN) if one not in read_off)]
        return [part for prop in _MADE_OF.get(sort, ()) for part in self._known.values(thing, prop)]

    def _roles(self, post: NamedNode) -> list[Term]:
        """Return the roles of a post as the passage has them, or else as anybody has."""
        return self._claimed.values(post, ROLE) or self._known.values(post, ROLE)

    def _worst(self, parts: Iterable[Term]) -> str:
        """Return the worst verdict on some parts."""
        things = [part for part in parts if isinstance(part, NamedNode)]
        self.spoken_of.update(things)
        verdicts = [self._verdict(part, self._known.sort(part) or "") for part in things]
        return max(verdicts, key=VERDICTS.index, default=NOT_CHECKABLE)
