"""Whether a passage prints what is claimed of it: each fact's things, numbers, units, words of bound and periods.

What print cannot tell (which way a relation runs, and which it is; what our own words and codes say) is not checkable,
and counted so.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.rdf.terms import ALTERNATE_LABEL, LABEL, TYPE, Term
from corridor_kg.rdf.vocabulary import PASSAGES, XSD
from corridor_kg.text import days
from corridor_kg.trust import remedies
from corridor_kg.trust.claims import Claim, Claimed
from corridor_kg.trust.known import WORDED, Known
from corridor_kg.trust.numbers import NUMERIC, Numbers, decimal
from corridor_kg.trust.participants import Participants
from corridor_kg.trust.printed import Printed, meet
from corridor_kg.trust.sentences import brief, quoted, sentence
from corridor_kg.trust.terms import (
    DENOTES,
    GROUND,
    PRINTED_FORM,
    QUANTIFIER,
    SPEAKER,
    SPEAKS,
    STEP_NUMBER,
    TARGET_YEAR,
    UNIT,
    VALUES,
)
from corridor_kg.trust.verdicts import BY_MENTION, BY_READING, CONTRADICTED, NOT_CHECKABLE, PRINTED, Judgement

DATES = {f"{XSD}{name}" for name in ("date", "dateTime", "dateTimeStamp", "gYearMonth", "gYear")}
"""The datatypes of dates, months and years."""


class Passage:
    """A passage whose claims are held against its text.

    Args:
        iri: Its IRI.
        article: The article that it is part of.
        claims: What is claimed of it.
        read_off: The facts of readings that rest on it.
        known: What is known of things.
        plain: Its text, normalised.
    """

    def __init__(
        self, iri: str, article: Term, claims: list[Claim], read_off: list[Triple], known: Known, plain: str
    ) -> None:
        self._name = iri.removeprefix(PASSAGES)
        self._claimed, self._read_off, self._known = Claimed(claims), read_off, known
        self._print = Printed(plain, known)
        self._things = Participants(self._name, article, self._claimed, read_off, known, self._print)
        self._numbers = Numbers(self._claimed, known, self._print)

    def judgements(self) -> list[Judgement]:
        """Return what became of each claim, then what is printed and claimed by none; each once."""
        found = [one for claim in self._claimed.claims for one in self._judged(claim)]
        found += [Judgement(sentence(triple), "reading", BY_READING) for triple in self._read_off]
        found += self._idle_mentions()
        found += self._unheard()
        found += self._left_over()
        return list(dict.fromkeys(found))

    def _judged(self, claim: Claim) -> Iterator[Judgement]:
        """Yield what became of the parts of a fact."""
        triple = claim.triple
        subject, prop, value = triple
        if self._known.sort(subject) == "mention":
            yield self._mention(triple)
            return
        # of a thing that names several passages, all of them speak, but not of everything that it has to do with
        if isinstance(subject, NamedNode):
            yield from filter(None, [self._things.judge(subject, triple)])
        if prop in VALUES:
            yield from self._numbers.judge(triple)
        elif prop == PRINTED_FORM:
            yield self._numbers.judge_form(triple)
        elif prop in (UNIT, QUANTIFIER) and self._numbers.has_number(subject):
            return  # which are judged with the number
        elif isinstance(value, Literal):
            yield self._literal(triple, value)
        elif isinstance(value, NamedNode) and prop != TYPE and claim.alone:
            yield from self._relation(triple, value)
        else:
            yield Judgement(sentence(triple), "class", NOT_CHECKABLE)

    def _relation(self, triple: Triple, thing: NamedNode) -> Iterator[Judgement]:
        """Yield whether the thing that a relation leads to is printed; that it is this relation, print cannot tell."""
        if triple.predicate == SPEAKER and self._things.is_own_voice(thing):
            yield Judgement(sentence(triple), "speaker", NOT_CHECKABLE)  # a newspaper in its own voice names nobody
            return
        part = "speaker" if triple.predicate in SPEAKS else ""
        yield from filter(None, [self._things.judge(thing, triple, part=part, beside=triple.subject)])
        yield Judgement(sentence(triple), "relation", NOT_CHECKABLE)

    # -- Mentions --------------------------------------------------------------------------------------

    def _mention(self, triple: Triple) -> Judgement:
        """Return whether the words of a mention stand in the passage, and may be read as what it denotes."""
        mention, prop, value = triple
        if prop == PRINTED_FORM and isinstance(value, Literal):
            denoted = self._claimed.values(mention, DENOTES)
            places = self._print.places_of_words(
                value.value, names=[n for one in denoted for n in self._known.names(one)]
            )
            self._print.account(places)
            remark = f'the mention "{value.value}" ({remedies.name(mention)}) does not stand in it.'
            turtle = remedies.fact(mention, "ckg:printedForm", '"…"')
            return _judgement(triple, "mention", remark="" if places else remark, turtle="" if places else turtle)
        if prop == DENOTES and not self._claimed.texts(mention, PRINTED_FORM):
            remark = f"{remedies.name(mention)} does not say which words stand for {self._called(value)}."
            return _judgement(triple, "mention", remark=remark, turtle=remedies.fact(mention, "ckg:printedForm", '"…"'))
        if prop == DENOTES and self._known.sort(value) == "period":
            return self._period_read(triple)
        if prop == DENOTES and isinstance(value, NamedNode) and not self._claimed.values(mention, GROUND):
            return self._name_read(triple, value)
        return Judgement(sentence(triple), "mention", BY_MENTION if prop == DENOTES else NOT_CHECKABLE)

    def _name_read(self, triple: Triple, thing: NamedNode) -> Judgement:
        """Return whether the words of a mention without a ground may be what it denotes, and are no other's name."""
        mention = triple.subject
        for words in self._claimed.texts(mention, PRINTED_FORM):
            places = self._print.places_of_words(words)
            for named in (name for name in self._print.found("name") if (name.start, name.end) in places):
                if thing not in named.things and self._known.sort(thing) == "name":
                    is_it = f'"{words}" is {self._called(named.things[0])}'
                    remark = f"{is_it}; {remedies.name(mention)} has to say on what ground it is {self._called(thing)}."
                    return _judgement(
                        triple, "mention", remark=remark, turtle=remedies.fact(mention, "ckg:ground", '"…"@en')
                    )
        return Judgement(sentence(triple), "mention", BY_MENTION)

    def _period_read(self, triple: Triple) -> Judgement:
        """Return whether the words of a mention name a date in which a period lies, or a ground is given for it."""
        mention, _, period = triple
        name = remedies.name(mention)
        for words in self._claimed.texts(mention, PRINTED_FORM):
            dates = [one for one in self._print.periods_at(words) if one.first]
            if dates and not any(self._things.days_of(period).lies_in(days.of_period(one)) for one in dates):
                remark = f'"{words}" is not {self._called(period)}, which {name} says that it denotes.'
                return _judgement(triple, "period", remark=remark)
            if not dates and not self._claimed.values(mention, GROUND):
                remark = f'"{words}" names no date; {name} has to say on what ground it is read as one.'
                return _judgement(
                    triple, "period", remark=remark, turtle=remedies.fact(mention, "ckg:ground", '"…"@en')
                )
        return Judgement(sentence(triple), "mention", BY_MENTION)

    def _idle_mentions(self) -> Iterator[Judgement]:
        """Yield the mentions of what no fact of the passage speaks of: whoever reads them waits for a fact."""
        for claim in self._claimed.claims:
            mention, prop, thing = claim.triple
            if prop == DENOTES and thing not in self._things.spoken_of:
                words = f"{remedies.name(mention)} says which words stand for {self._called(thing)}"
                yield _judgement(claim.triple, "mention", remark=f"{words}, and no fact of the passage speaks of it.")

    def _called(self, thing: Term) -> str:
        label = self._known.label(thing) if isinstance(thing, NamedNode) else str(thing)
        return f"{label} ({remedies.name(thing)})"

    # -- Other values ----------------------------------------------------------------------------------

    def _literal(self, triple: Triple, value: Literal) -> Judgement:
        """Return whether a name, a date or a number is printed; words of ours are not.

        The label of what has a name is one: that of a figure or a statement is ours.
        """
        has_name = triple.predicate == LABEL and self._known.sort(triple.subject) == "name"
        if has_name or triple.predicate == ALTERNATE_LABEL:
            return self._other_name(triple, value.value)
        if value.datatype.value in DATES:
            return self._date(triple, value.value)
        if value.datatype.value in NUMERIC and triple.predicate != STEP_NUMBER:
            read = [(one.start, one.end) for one in self._print.quantities if one.value == decimal(value)]
            self._print.account(read)
            remark = f"the number {brief(value.value)} of {self._called(triple.subject)} does not stand in it."
            return _judgement(triple, "value", remark="" if read else remark)
        return Judgement(sentence(triple), "words of ours", NOT_CHECKABLE)

    def _other_name(self, triple: Triple, name: str) -> Judgement:
        places = self._print.places_of_words(name, names=self._known.names(triple.subject))
        self._print.account(places)
        remark = f'the name "{name}" of {self._called(triple.subject)} does not stand in it.'
        return _judgement(triple, "name", remark="" if places else remark)

    def _date(self, triple: Triple, date: str) -> Judgement:
        """Return whether a date is printed, or for a month or a year a date that lies in it."""
        meant = days.of_date(date)
        beyond = ("after", "since") if triple.predicate == TARGET_YEAR else ("after", "before")
        dates = [one for one in self._print.periods if one.first]
        fitting = [one for one in dates if one.relation not in beyond]
        printed = [self._print.place_of(one) for one in fitting if meant and days.of_period(one).lies_in(meant)]
        self._print.account(printed)
        if not printed and any(self._things.days_of(thing) == meant for thing in self._claimed.mentioned):
            return Judgement(sentence(triple), "date", BY_MENTION)
        instead = [
            self._print.words(one) if one in fitting else f"{one.relation} {self._print.words(one)}" for one in dates
        ]
        told = f", where {' or '.join(map(quoted, instead))} is printed" if instead else ""
        remark = f"the date {date} of {self._called(triple.subject)} does not stand in it{told}."
        return _judgement(triple, "date", remark="" if printed else remark)

    # -- What is left ----------------------------------------------------------------------------------

    def _unheard(self) -> Iterator[Judgement]:
        """Yield who is said to say something, and is no speaker of any fact; of whom nothing is known, that is told."""
        if not self._claimed.claims:
            return  # of which it is told that nothing says what it states
        heard = [place for speaker in self._things.speakers for place in self._things.places_of(speaker)]
        for speaker in self._print.speakers:
            place = (speaker.start, speaker.end)
            if any(meet(place, other) for other in heard):
                continue
            remark = (
                f'"{self._print.words(speaker)}" is said to say something, and no fact is attributed to that speaker.'
            )
            named = self._things.at(place)
            if any(map(self._things.is_heard, named)):
                continue
            if named:
                turtle = remedies.statement(self._name, named[0], is_place=self._known.is_place(named[0]))
                yield Judgement("", "speaker", CONTRADICTED, remark, turtle)
            elif not heard:
                yield Judgement("", "speaker", NOT_CHECKABLE, remark)

    def _left_over(self) -> Iterator[Judgement]:
        """Yield the numbers in digits that stand in the passage, and in no fact and no name."""
        self._print.account((name.start, name.end) for sort in ("name", *WORDED) for name in self._print.found(sort))
        for numeral in self._print.numerals_left():
            read = self._print.reading_at(numeral)
            turtle = remedies.figure(self._name, self._print.words(read), read) if read else ""
            remark = f'the number "{numeral}" stands in it and in no fact that cites it.'
            yield Judgement("", "number", CONTRADICTED, remark, turtle)


def _judgement(triple: Triple, part: str, *, remark: str, turtle: str = "") -> Judgement:
    """Return that something is printed, or, with a remark, that it is not."""
    return Judgement(sentence(triple), part, CONTRADICTED if remark else PRINTED, remark, turtle)
