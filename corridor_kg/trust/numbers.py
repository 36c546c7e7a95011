"""Whether the number of a figure, forecast or goal is what is printed: its value, its unit, its word of bound."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.rdf.terms import Term
from corridor_kg.rdf.vocabulary import BASE, XSD, shorten
from corridor_kg.text import units
from corridor_kg.text.found import Bound, Place, Quantity
from corridor_kg.text.numeral import plain
from corridor_kg.trust import remedies
from corridor_kg.trust.claims import Claimed
from corridor_kg.trust.known import Known
from corridor_kg.trust.printed import Printed, meet
from corridor_kg.trust.sentences import brief, quoted, sentence, shown
from corridor_kg.trust.terms import COUNTS, MEASURE, PRINTED_FORM, QUANTIFIER, QUANTITY_KIND, UNIT, VALUES
from corridor_kg.trust.verdicts import CONTRADICTED, NOT_CHECKABLE, PRINTED, Judgement

COUNT = "unit:NUM"
"""The unit of what is counted, for which print has no word."""

_QUANTIFIERS = f"{BASE}quantifier/"


NUMERIC = frozenset(
    f"{XSD}{name}"
    for name in (
        "decimal double float integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger"
        " negativeInteger unsignedInt unsignedLong unsignedShort unsignedByte"
    ).split()
)
"""The datatypes of numbers."""


def decimal(term: Term) -> Decimal | None:
    """Return the number that a literal is, or None where it is none: a text with digits is a text, and a year a date.

    >>> decimal(Literal("1.1836E4", datatype=NamedNode(f"{XSD}double"))), decimal(Literal("11836"))
    (Decimal('11836'), None)
    """
    try:
        return Decimal(term.value) if isinstance(term, Literal) and term.datatype.value in NUMERIC else None
    except InvalidOperation:
        return None


class Numbers:
    """The numbers of one passage's facts.

    Args:
        claimed: What is claimed of the passage.
        known: What is known of things.
        printed: What stands in it.
    """

    def __init__(self, claimed: Claimed, known: Known, printed: Printed) -> None:
        self._claimed, self._known, self._print = claimed, known, printed

    def has_number(self, thing: Term) -> bool:
        """Return whether a thing has a value in the passage, with which its unit and word of bound are judged."""
        return any(self._claimed.values(thing, prop) for prop in VALUES)

    def places_of(self, thing: Term) -> list[Place]:
        """Return where the number of a thing stands, with its unit and its words of bound."""
        forms = self._claimed.texts(thing, PRINTED_FORM)
        places = [one for form in forms for one in self._taken_up(thing, self._print.places_of_words(form))]
        read = [one for place in places for one in self._readings_at(place)]
        places += [(one.start, one.end) for one in read]
        places += [one.unit_place for one in read if one.unit_place]
        return [*places, *((bound.start, bound.end) for one in read for bound in one.bounds)]

    def judge(self, triple: Triple) -> Iterator[Judgement]:
        """Yield what became of a value, and of the unit and the words of bound beside it."""
        thing = triple.subject
        forms = self._claimed.texts(thing, PRINTED_FORM)
        if not forms:
            remark = f"{self._called(thing)} does not say how its number is printed (ckg:printedForm)."
            yield Judgement(sentence(triple), "value", CONTRADICTED, remark, self._other_form(thing))
        read = [one for form in forms for one in self._readings_of(form)]
        if read:
            best = max(read, key=lambda one: self._fit(triple, one))
            yield self._value(triple, best)
            yield from self._unit(thing, best)
            yield from self._bounds(thing, best)
        elif any(self._print.places_of_words(form) for form in forms):
            yield Judgement(sentence(triple), "value", NOT_CHECKABLE)  # what cannot be read as a number

    def _fit(self, triple: Triple, read: Quantity) -> tuple[bool, bool, bool]:
        """Return whether the value, the unit and the words of bound are those of a number in print."""
        thing, _, value = triple
        bounds_fit = not self._unprinted(thing, read) and not self._uncoded(thing, read)
        return read.value == decimal(value), self._has_units(thing, read), bounds_fit

    def judge_form(self, triple: Triple) -> Judgement:
        """Return whether a printed form stands in the passage."""
        words = triple.object.value if isinstance(triple.object, Literal) else ""
        places = self._print.places_of_words(words)
        self._print.account(self._taken_up(triple.subject, places))
        if not places:
            remark = f'the number "{brief(words)}" of {self._called(triple.subject)} does not stand in it.'
            turtle = self._other_form(triple.subject) or self._another(triple.subject)
            return Judgement(sentence(triple), "number", CONTRADICTED, remark, turtle)
        if self._is_another(triple.subject, words):
            remark = (
                f'the printed form "{brief(words)}" of {self._called(triple.subject)} is not its value; leave it out.'
            )
            return Judgement(sentence(triple), "number", CONTRADICTED, remark)
        if whole := self._longer(places):
            form = f'the printed form "{brief(words)}" of {self._called(triple.subject)}'
            remark = f'{form} is a part of the number "{brief(whole)}".'
            turtle = remedies.fact(triple.subject, "ckg:printedForm", quoted(whole))
            return Judgement(sentence(triple), "number", CONTRADICTED, remark, turtle)
        return Judgement(sentence(triple), "number", PRINTED)

    def _longer(self, places: list[Place]) -> str:
        """Return the number that words are but a part of wherever they stand; empty where they are whole."""
        wholes = [
            next((one for one in self._readings_at(place) if one.start < place[0] or place[1] < one.end), None)
            for place in places
        ]
        return self._print.words(wholes[0]) if wholes[0] and all(wholes) else ""

    def _another(self, thing: Term) -> str:
        """Return what to write where one number with the unit of a thing stands in no fact: it may be the thing's."""
        forms = {
            form for claim in self._claimed.claims for form in self._claimed.texts(claim.triple.subject, PRINTED_FORM)
        }
        taken = [place for form in forms for place in self._print.places_of_words(form)]
        unit = next(iter(self._claimed.values(thing, UNIT)), None)
        prop = next((prop for prop in VALUES if self._claimed.values(thing, prop)), None)
        free = [
            one
            for one in self._print.quantities
            if (one.unit or COUNT) == (remedies.name(unit) if unit else COUNT)
            and not any(meet((one.start, one.end), place) for place in taken)
        ]
        if prop is None or len(free) != 1 or free[0].value is None:
            return ""
        self._print.account([(free[0].start, free[0].end)])
        return remedies.read_anew(thing, shorten(prop.value), self._print.words(free[0]), free[0])

    def _taken_up(self, thing: Term, places: list[Place]) -> list[Place]:
        """Return the places of a printed form that a thing takes up; where the number stands in none, all of them.

        Of a number that is printed twice, and once with another unit or a word of bound, the other alone is its own.
        """
        fitting = [place for place in places if all(self._is_said(thing, read) for read in self._readings_at(place))]
        return fitting or places

    def _is_said(self, thing: Term, read: Quantity) -> bool:
        """Return whether a number in print says no more of a thing than its facts do."""
        is_value = read.value in self._values(thing)
        return is_value and self._has_units(thing, read) and not self._uncoded(thing, read)

    def _has_units(self, thing: Term, read: Quantity) -> bool:
        return all(remedies.name(unit) == (read.unit or COUNT) for unit in self._claimed.values(thing, UNIT))

    def _is_another(self, thing: Term, form: str) -> bool:
        """Return whether one of several printed forms of a thing is read as another number than its value."""
        read = [one.value for one in self._readings_of(form)]
        has_others = len(self._claimed.texts(thing, PRINTED_FORM)) > 1
        return bool(has_others and read and self._values(thing)) and self._values(thing).isdisjoint(read)

    def _values(self, thing: Term) -> set[Decimal | None]:
        return {decimal(value) for prop in VALUES for value in self._claimed.values(thing, prop)}

    def _called(self, thing: Term) -> str:
        label = self._known.label(thing) if isinstance(thing, NamedNode) else str(thing)
        return f"{label} ({remedies.name(thing)})"

    def _other_form(self, thing: Term) -> str:
        """Return the triple to write where the value of a thing is printed in another form; empty where it is not."""
        values = self._values(thing)
        for one in self._print.quantities:
            if one.value is not None and one.value in values:
                return remedies.fact(thing, "ckg:printedForm", quoted(self._print.words(one)))
        return ""

    def _readings_of(self, form: str) -> Iterator[Quantity]:
        """Yield the numbers that stand where a printed form does."""
        for place in self._print.places_of_words(form):
            yield from self._readings_at(place)

    def _readings_at(self, place: Place) -> list[Quantity]:
        return [one for one in self._print.quantities if meet((one.start, one.end), place)]

    def _value(self, triple: Triple, read: Quantity) -> Judgement:
        thing, prop, value = triple
        if read.value is None:
            return Judgement(sentence(triple), "value", NOT_CHECKABLE)
        words = brief(self._print.words(read))
        if read.value == decimal(value) and read.most in (None, read.value):
            if read.nature == "number" or not self._counts(thing):
                return Judgement(sentence(triple), "value", PRINTED)
            other = "orders" if read.nature == "rank" else "multiplies"
            remark = f'the number "{words}" of {self._called(thing)} {other}, and its measure counts.'
            return Judgement(sentence(triple), "value", CONTRADICTED, remark)
        printed = plain(read.value)
        is_number = isinstance(value, Literal) and value.datatype.value in NUMERIC
        written = brief(value.value if isinstance(value, Literal) and is_number else shown(value))
        remark = f'the value {written} of {self._called(thing)} is printed "{words}", which is {brief(printed)}.'
        turtle = remedies.fact(thing, shorten(prop.value), printed)
        return Judgement(sentence(triple), "value", CONTRADICTED, remark, turtle)

    def _counts(self, thing: Term) -> bool:
        """Return whether a measure of a thing is how many there are of something."""
        measures = self._claimed.values(thing, MEASURE)
        return any(COUNTS in self._known.values(measure, QUANTITY_KIND) for measure in measures)

    # -- Units -----------------------------------------------------------------------------------------

    def _unit(self, thing: Term, read: Quantity) -> Iterator[Judgement]:
        """Yield whether the word of each unit stands with a number; of what is counted, that there is none."""
        coded = self._claimed.values(thing, UNIT)
        if read.unit and not coded:
            turtle = remedies.fact(thing, "sdmx-attribute:unitMeasure", read.unit)
            of = f'the number "{brief(self._print.words(read))}" of {self._called(thing)}'
            remark = f"a unit stands with {of}, and is not coded."
            yield Judgement(turtle.removesuffix(" ."), "unit", CONTRADICTED, remark, turtle)
        for unit in coded:
            fact, name, printed = sentence(_triple(thing, UNIT, unit)), remedies.name(unit), read.unit or COUNT
            words = " or ".join(f'"{word}"' for word in units.words(name)[:3])
            if name == printed:
                yield Judgement(fact, "unit", PRINTED)
            elif not words and name != COUNT and not read.unit:
                yield Judgement(fact, "unit", NOT_CHECKABLE)  # which nobody knows a word for
            else:
                told = f"the unit {words} does not stand with" if words else f"another unit than {name} stands with"
                remark = f'{told} the number "{brief(self._print.words(read))}" of {self._called(thing)}.'
                turtle = remedies.fact(thing, "sdmx-attribute:unitMeasure", printed)
                yield Judgement(fact, "unit", CONTRADICTED, remark, turtle)

    # -- Words of bound --------------------------------------------------------------------------------

    def _codes(self, thing: Term) -> dict[Term, str]:
        """Return the codes of words of bound of a thing, each with its name; what is no code of ours has none."""
        codes = self._claimed.values(thing, QUANTIFIER)
        return {code: _code(code) for code in codes}

    def _unprinted(self, thing: Term, read: Quantity) -> list[Term]:
        return [
            code for code, name in self._codes(thing).items() if not any(name in bound.codes for bound in read.bounds)
        ]

    def _uncoded(self, thing: Term, read: Quantity) -> list[Bound]:
        """Return the words of bound in print that are not coded, of which a number may have several."""
        names = set(self._codes(thing).values())
        return [bound for bound in read.bounds if names.isdisjoint(bound.codes)]

    def _bounds(self, thing: Term, read: Quantity) -> Iterator[Judgement]:
        """Yield whether each coded word of bound stands with a number, then each that does and is not coded."""
        of = f'the number "{brief(self._print.words(read))}" of {self._called(thing)}'
        unprinted = self._unprinted(thing, read)
        for code in self._codes(thing):
            fact = sentence(_triple(thing, QUANTIFIER, code))
            if code not in unprinted:
                yield Judgement(fact, "bound", PRINTED)
            elif read.bounds and not _code(code):
                yield Judgement(fact, "bound", NOT_CHECKABLE)  # whose words nobody knows
            else:
                called = self._known.label(code) if isinstance(code, NamedNode) else shown(code)
                remark = f'"{called}" does not stand with {of}; leave out {remedies.name(code)}.'
                yield Judgement(fact, "bound", CONTRADICTED, remark)
        for bound in self._uncoded(thing, read):
            remark = f'"{self._print.plain[bound.start : bound.end]}" stands with {of}, and is not coded.'
            turtle = remedies.fact(thing, "ckg:hasQuantifier", f"quantifier:{bound.codes[0]}")
            yield Judgement(turtle.removesuffix(" ."), "bound", CONTRADICTED, remark, turtle)


def _code(code: Term) -> str:
    """Return the name of a code of words of bound, empty for what is none of ours."""
    is_ours = isinstance(code, NamedNode) and code.value.startswith(_QUANTIFIERS)
    return code.value.removeprefix(_QUANTIFIERS) if is_ours and isinstance(code, NamedNode) else ""


def _triple(subject: Term, prop: NamedNode, value: Term) -> Triple:
    return Triple(subject, prop, value)  # type: ignore[arg-type]  # as the claims have them
