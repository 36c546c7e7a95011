"""Drafts of what a passage states: a node for each number, goal, speaker and word that stands for a thing.

All of them are open (``ckg:open``): what is not known is asked for, with what may be the answer, and what was read is
to be looked at. So nothing that a machine guessed is a fact before somebody has deleted what says that it is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.rdf.terms import LABEL, TYPE, Term
from corridor_kg.rdf.vocabulary import BASE, XSD, shorten
from corridor_kg.sources.candidates import Candidates
from corridor_kg.sources.described import Described, question, term
from corridor_kg.sources.recognised import Named, Recognised, Recogniser
from corridor_kg.text.found import Period, Quantity, Speaker
from corridor_kg.trust import remedies
from corridor_kg.trust.days import Days, of_period

_THEN = "Then delete this line."

LOOK = f"Is it so? {_THEN}"
"""What is asked of a draft of which everything was read."""

_MOST = 6
"""How many answers a question names."""

_FUTURE = re.compile(
    r"\b(?:will|shall|would|to be|must|expect\w*|aim\w*|hope\w*|target\w*|plan(?:s|ned)? to|set for|forecast\w*)\b"
    r"|将|力争|预计|有望|目标|拟|建成|成为",
    re.IGNORECASE,
)
_KINDS = "kind:claim, kind:comparison, kind:intention, kind:expectation, kind:promise"
_DOCUMENTS = frozenset(map(term, ("ckg:Plan",)))


class Drafter:
    """Drafts the passages of one source.

    Args:
        recogniser: Recognises what the graph knows.
        source: The source.
    """

    def __init__(self, recogniser: Recogniser, source: Described) -> None:
        self._recogniser, self._known = recogniser, recogniser.known
        self._source = source
        self._taken: set[NamedNode] = set()
        self.candidates = Candidates(recogniser, source)

    def draft(self, passage: str, text: str) -> list[Triple]:
        """Return what a passage may state.

        Args:
            passage: The passage's own name, such as ``p05``.
            text: Its text.
        """
        found = self._recogniser.read(text)
        thing = self._source.passage(passage)
        drafts = [*self._named(thing, found), *self._mentions(passage, found)]
        for quantity in found.quantities:
            drafts += self._number(passage, found, quantity)
        for when in found.periods:
            if self._is_goal(found, when):
                drafts += self._goal(passage, found, when)
        for speaker in found.speakers:
            drafts += self._statement(passage, found, speaker)
        drafts += self.candidates.read(passage, found)
        return drafts or [question(thing, "What does it state? If nothing, delete this file, and the passage.")]

    # -- Names ---------------------------------------------------------------------------------------------

    def _named(self, passage: NamedNode, found: Recognised) -> Iterator[Triple]:
        """Yield which things a passage names, and the question what it says of them."""
        things = dict.fromkeys(thing for name in found.named if name.is_name for thing in name.things)
        for thing in things:
            yield Triple(passage, term("schema:mentions"), thing)
        if things:
            yield question(passage, "What does it say of these? Write it as facts, and delete these lines.")

    def _mentions(self, passage: str, found: Recognised) -> Iterator[Triple]:
        """Yield the words that stand for things elsewhere, and periods that are counted from the writer's own year."""
        for words in (name for name in found.named if not name.is_name):
            printed = found.text[words.start : words.end]
            mention = self._new("mention", f"{passage}-{_slug(printed) or 'words'}")
            yield from self._printed(mention, printed)
            yield Triple(mention, term("ckg:denotes"), words.things[0])
            yield question(mention, f"Does it stand for {_either(words.things)}, as elsewhere? {_THEN}")
        for when in found.periods:
            if when.relative is not None:
                yield from self._relative(passage, found.text[when.start : when.end], when)

    def _relative(self, passage: str, printed: str, when: Period) -> Iterator[Triple]:
        mention = self._new("mention", f"{passage}-{_slug(printed) or 'period'}")
        yield from self._printed(mention, printed)
        year = self._source.year
        if year is None:
            yield question(mention, "Which period is it? When the source came out is not known to the year.")
            return
        yield Triple(mention, term("ckg:denotes"), self._period(_year(year + (when.relative or 0))))
        yield Triple(mention, term("ckg:ground"), Literal(f"The source came out in {year}.", language="en"))
        yield question(mention, LOOK)

    @staticmethod
    def _printed(mention: NamedNode, printed: str) -> Iterator[Triple]:
        yield Triple(mention, TYPE, term("ckg:Mention"))
        yield Triple(mention, term("ckg:printedForm"), Literal(printed))

    # -- Numbers -------------------------------------------------------------------------------------------

    def _number(self, passage: str, found: Recognised, quantity: Quantity) -> Iterator[Triple]:
        place = (quantity.start, quantity.end)
        printed = found.text[quantity.start : quantity.end]
        measures = self._recogniser.measures(found, quantity)
        before, behind = found.around(place)
        subjects = _things(before)
        about = subjects[0] if subjects else None
        of = measures[0] if measures else None
        counts = self._recogniser.counted.get(of) if of is not None else None
        is_forecast = counts is None and self._is_future(found, place)
        kind = "Forecast" if is_forecast else "StatedCount" if counts is not None else "Figure"
        name = f"{_local(about)}-{_local(of)}" if about and of else f"{passage}-{_slug(printed) or 'number'}"
        figure = self._new("forecast" if is_forecast else "figure", name)
        yield Triple(figure, TYPE, term(f"ckg:{kind}"))
        yield Triple(figure, LABEL, Literal(self._label(of, about), language="en"))
        yield Triple(figure, term("ckg:printedForm"), Literal(printed))
        if quantity.value is not None:
            value = remedies.number(quantity.value)
            datatype = NamedNode(f"{XSD}{'decimal' if '.' in value else 'integer'}")
            prop = "ckg:expectedValue" if is_forecast else "sdmx-measure:obsValue"
            yield Triple(figure, term(prop), Literal(value, datatype=datatype))
        yield Triple(figure, term("sdmx-attribute:unitMeasure"), term(quantity.unit or "unit:NUM"))
        for bound in quantity.bounds:
            yield Triple(figure, term("ckg:hasQuantifier"), term(f"quantifier:{bound.codes[0]}"))
        if about:
            yield Triple(figure, term("ckg:hasSubject" if is_forecast else "ckg:isFigureOf"), about)
        if of:
            yield Triple(figure, term("ckg:hasMeasure"), of)
        if quantity.unit == "unit:PERCENT" and behind:
            yield Triple(figure, term("ckg:isMeasuredAgainst"), behind[0].things[0])
        if counts is not None:
            yield Triple(figure, term("ckg:counts"), counts)
        if is_forecast:
            yield Triple(figure, term("ckg:hasStatementKind"), term("kind:expectation"))
        when = self._when(found, place)
        if when is not None:
            yield Triple(figure, term("sdmx-dimension:refPeriod"), when)
        yield self._attributed(figure, found, place)
        asked = list(self._asked(quantity, measures, subjects, _things(behind)))
        yield from (question(figure, text) for text in asked or [LOOK])

    def _asked(
        self, quantity: Quantity, measures: list[NamedNode], subjects: list[NamedNode], others: list[NamedNode]
    ) -> Iterator[str]:
        """Yield what is not known of a number."""
        yield from quantity.doubts
        if quantity.value is None:
            yield "How many? No number is printed: a statement says it, no figure."
        if quantity.most is not None:
            yield f"Which of the two? It is a range, to {remedies.number(quantity.most)}."
        for bound in quantity.bounds:
            if len(bound.codes) > 1:
                yield f"Which word of bound? {', '.join(f'quantifier:{code}' for code in bound.codes)}"
        if not measures:
            yield f"Which measure? {_either(self._recogniser.possible_measures(quantity), most=20) or 'a new one'}"
        elif len(measures) > 1:
            yield f"Which measure? {_either(measures)}"
        if len(subjects) != 1:
            yield _of_what([*subjects, *others])

    def _label(self, measure: NamedNode | None, subject: NamedNode | None) -> str:
        """Return what a figure is called in our words."""
        what = self._known.label(measure) if measure else "What"
        whose = self._known.label(subject) if subject else "what"
        return f"{what[:1].upper()}{what[1:]} of {whose}"

    def _when(self, found: Recognised, place: tuple[int, int]) -> NamedNode | None:
        """Return the period in the sentence of a number, if there is one alone."""
        start, end = found.sentence(place)
        inside = [when for when in found.periods if start <= when.start < end and when.first and when.last]
        days = {of_period(when) for when in inside}
        return self._period(days.pop()) if len(days) == 1 else None

    def _period(self, days: Days) -> NamedNode:
        """Return the period of some days, which is a new thing where the graph has none."""
        known = self._recogniser.period(days)
        return known if known is not None else self.candidates.period(days)

    # -- What is said --------------------------------------------------------------------------------------

    @staticmethod
    def _is_future(found: Recognised, place: tuple[int, int]) -> bool:
        start, end = found.sentence(place)
        return _FUTURE.search(found.text, start, end) is not None

    def _is_goal(self, found: Recognised, when: Period) -> bool:
        """Return whether a period is the year of a goal: it is to come, and told with by, or a word of the future."""
        if not when.first or when.last is None:
            return False
        written = int(self._source.published.last[:4]) if self._source.published else 0
        is_ahead = not written or int(when.last[:4]) > written
        return is_ahead and (when.relation == "by" or self._is_future(found, (when.start, when.end)))

    def _goal(self, passage: str, found: Recognised, when: Period) -> Iterator[Triple]:
        place = (when.start, when.end)
        year = (when.last or "")[:4]
        subjects = _things(found.named_beside(place))
        goal = self._new("goal", f"{_local(subjects[0])}-{year}" if subjects else f"{passage}-{year}")
        whose = self._known.label(subjects[0]) if subjects else "Who"
        yield Triple(goal, TYPE, term("ckg:Goal"))
        yield Triple(goal, LABEL, Literal(f"{whose}, by {year}", language="en"))
        yield Triple(goal, term("ckg:targetYear"), Literal(year, datatype=NamedNode(f"{XSD}gYear")))
        if subjects:
            yield Triple(goal, term("ckg:hasSubject"), subjects[0])
        yield self._attributed(goal, found, place)
        yield question(goal, "What is it to be, in our words? Write it as label, and in short as ckg:role.")
        yield question(goal, f"Which kind? {_KINDS}")
        if len(subjects) != 1:
            yield question(goal, _of_what(subjects))

    def _statement(self, passage: str, found: Recognised, speaker: Speaker) -> Iterator[Triple]:
        """Yield a statement of a speaker; of a document, the goals and figures say by themselves who says them."""
        who = self._who(found, speaker)
        if who is None or self._is_document(who):
            return
        statement = self._new("statement", f"{passage}-{_local(who)}")
        yield Triple(statement, TYPE, term("ckg:Statement"))
        yield Triple(statement, LABEL, Literal(f"What {self._known.label(who)} says", language="en"))
        yield Triple(statement, term("prov:wasAttributedTo"), who)
        yield question(statement, "What is said, in our words? Write it as label, and of what it is (ckg:hasSubject).")
        yield question(statement, f"Which kind? {_KINDS}")

    def _attributed(self, thing: NamedNode, found: Recognised, place: tuple[int, int]) -> Triple:
        """Return who says something: the speaker of its sentence, else the source."""
        start, end = found.sentence(place)
        for speaker in found.speakers:
            if start <= speaker.start < end and (who := self._who(found, speaker)):
                prop = "prov:hadPrimarySource" if self._is_document(who) else "prov:wasAttributedTo"
                return Triple(thing, term(prop), who)
        return Triple(thing, term("prov:wasAttributedTo"), self._source.publisher)

    def _who(self, found: Recognised, speaker: Speaker) -> NamedNode | None:
        """Return who a speaker is: whoever is named there, or a new person."""
        inside = [name for name in found.named if name.start < speaker.end and speaker.start < name.end]
        if inside:
            return inside[0].things[0]
        return self.candidates.speaker(found.text, speaker)

    def _is_document(self, thing: NamedNode) -> bool:
        return bool(_DOCUMENTS & set(self._known.values(thing, TYPE)))

    # -- Names of drafts -----------------------------------------------------------------------------------

    def _new(self, kind: str, name: str) -> NamedNode:
        """Return a name for a draft, which no other has."""
        number = 1
        while True:
            more = f"-{number}" if number > 1 else ""
            thing = NamedNode(f"{BASE}{kind}/{self._source.name}-{name}{more}")
            if thing not in self._taken:
                self._taken.add(thing)
                return thing
            number += 1


def _year(year: int) -> Days:
    return Days(f"{year}-01-01", f"{year}-12-31")


def _things(named: Sequence[Named]) -> list[NamedNode]:
    return list(dict.fromkeys(thing for name in named for thing in name.things))


def _of_what(things: list[NamedNode]) -> str:
    return f"Of what? {_either(dict.fromkeys(things)) or 'No thing that is known is named beside it.'}"


def _either(things: Iterable[NamedNode], *, most: int = _MOST) -> str:
    names = [shorten(thing.value) for thing in things]
    return ", ".join([*names[:most], *(["…"] if len(names) > most else [])])


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _local(thing: Term) -> str:
    return remedies.name(thing).rpartition(":")[2] if isinstance(thing, NamedNode) else ""
