"""Drafts of numbers: a figure, a forecast or a stated count, with what is printed of it and what is to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.rdf.terms import LABEL, TYPE
from corridor_kg.rdf.vocabulary import XSD
from corridor_kg.sources.described import question, term
from corridor_kg.sources.drafts import LOOK, Drafts, either, local, of_what, slug, things
from corridor_kg.sources.recognised import Recognised
from corridor_kg.text.found import Quantity
from corridor_kg.text.numeral import plain

_MEASURES = 20
"""How many measures a question names: all that a number can be of, as a rule."""


class _Read(NamedTuple):
    """What was read of a number: what it may measure, of what, and of which whole; the likeliest first."""

    printed: str
    measures: list[NamedNode]
    subjects: list[NamedNode]
    others: list[NamedNode]
    counts: NamedNode | None
    is_ahead: bool
    year: str

    @property
    def kind(self) -> str:
        """The class of its draft: what is to come is a goal where it has a year to be reached by, else a forecast."""
        if self.is_ahead:
            return "Goal" if self.year else "Forecast"
        return "StatedCount" if self.counts is not None else "Figure"


def drafts_of(drafts: Drafts, passage: str, found: Recognised) -> Iterator[Triple]:
    """Yield the drafts of the numbers that are printed in a passage.

    Left out are a number that says the same of the same again, one that is part of a name, how long something lasts,
    and one in words that nothing is said to be counted by: the *two* of two engines.
    """
    seen = set()
    names = [(name.start, name.end) for name in found.named if name.is_name]
    for quantity in found.quantities:
        if quantity.unit in _DURATIONS or any(start <= quantity.start < end for start, end in names):
            continue
        read = _read(drafts, found, quantity)
        told = (quantity.value, quantity.unit, quantity.nature, *read.measures[:1], *read.subjects[:1])
        if told not in seen and not drafts.recogniser.is_word(found, quantity):
            seen.add(told)
            yield from _draft(drafts, passage, found, quantity, read)


_DURATIONS = frozenset(("unit:YR", "unit:MO", "unit:WK", "unit:DAY", "unit:HR"))


def _draft(drafts: Drafts, passage: str, found: Recognised, quantity: Quantity, read: _Read) -> Iterator[Triple]:
    """Yield the draft of a number."""
    about, of = next(iter(read.subjects), None), next(iter(read.measures), None)
    name = f"{local(about)}-{local(of)}" if about and of else f"{passage}-{slug(read.printed) or 'number'}"
    figure = drafts.new(read.kind.lower() if read.is_ahead else "figure", name)
    yield Triple(figure, TYPE, term(f"ckg:{read.kind}"))
    yield Triple(figure, LABEL, Literal(_label(drafts, of, about), language="en"))
    yield from _printed(figure, read, quantity)
    if about:
        yield Triple(figure, term("ckg:hasSubject" if read.is_ahead else "ckg:isFigureOf"), about)
    if of:
        yield Triple(figure, term("ckg:hasMeasure"), of)
    if quantity.unit == "unit:PERCENT" and read.others:
        yield Triple(figure, term("ckg:isMeasuredAgainst"), read.others[0])
    if read.counts is not None:
        yield Triple(figure, term("ckg:counts"), read.counts)
    if read.is_ahead:
        yield Triple(figure, term("ckg:hasStatementKind"), term("kind:intention" if read.year else "kind:expectation"))
    if read.is_ahead and read.year:
        yield Triple(figure, term("ckg:targetYear"), Literal(read.year, datatype=NamedNode(f"{XSD}gYear")))
    place = (quantity.start, quantity.end)
    when = drafts.when(found, place)
    if when is not None and read.kind != "Goal":
        yield Triple(figure, term("sdmx-dimension:refPeriod"), when)
    yield drafts.attributed(figure, found, place)
    yield from (question(figure, text) for text in list(_asked(drafts, quantity, read)) or [LOOK])


def _read(drafts: Drafts, found: Recognised, quantity: Quantity) -> _Read:
    place = (quantity.start, quantity.end)
    measures = drafts.recogniser.measures(found, quantity)
    before, behind = found.around(place)
    counts = drafts.recogniser.counted.get(measures[0]) if measures else None
    is_ahead = counts is None and drafts.is_future(found, place)
    year = drafts.goal_year(found, place) if is_ahead else ""
    printed = found.text[quantity.start : quantity.end]
    return _Read(printed, measures, things(before), things(behind), counts, is_ahead, year)


def _printed(figure: NamedNode, read: _Read, quantity: Quantity) -> Iterator[Triple]:
    """Yield what print says by itself: the number, its unit, its words of bound."""
    yield Triple(figure, term("ckg:printedForm"), Literal(read.printed))
    if quantity.value is not None:
        value = plain(quantity.value)
        datatype = NamedNode(f"{XSD}{'decimal' if '.' in value else 'integer'}")
        prop = "ckg:expectedValue" if read.is_ahead else "sdmx-measure:obsValue"
        yield Triple(figure, term(prop), Literal(value, datatype=datatype))
    yield Triple(figure, term("sdmx-attribute:unitMeasure"), term(quantity.unit or "unit:NUM"))
    for bound in quantity.bounds:
        yield Triple(figure, term("ckg:hasQuantifier"), term(f"quantifier:{bound.codes[0]}"))


def _asked(drafts: Drafts, quantity: Quantity, read: _Read) -> Iterator[str]:
    """Yield what is not known of a number."""
    yield from quantity.doubts
    if quantity.value is None:
        yield "How many? No number is printed: a statement says it, no figure."
    if quantity.most is not None:
        yield f"Which of the two? It is a range, to {plain(quantity.most)}."
    for bound in quantity.bounds:
        if len(bound.codes) > 1:
            yield f"Which word of bound? {', '.join(f'quantifier:{code}' for code in bound.codes)}"
    if not read.measures:
        possible = drafts.recogniser.possible_measures(quantity)
        yield f"Which measure? {either(possible, most=_MEASURES) or 'A new one.'}"
    elif len(read.measures) > 1:
        yield f"Which measure? {either(read.measures)}"
    if len(read.subjects) != 1:
        yield of_what([*read.subjects, *read.others])


def _label(drafts: Drafts, measure: NamedNode | None, subject: NamedNode | None) -> str:
    """Return what a figure is called in our words."""
    what = drafts.label(measure) if measure else "What"
    whose = drafts.label(subject) if subject else "what"
    return f"{what[:1].upper()}{what[1:]} of {whose}"
