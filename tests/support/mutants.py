"""Mutants: one fact of a passage, or one word of its text, changed to what the passage does not print.

What a mutant is changed to is chosen without the code that has to find it: things by their labels, numbers, units and
words of bound by lists of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg import Corridor
from corridor_kg.rdf.terms import Term
from corridor_kg.rdf.vocabulary import expand, shorten
from corridor_kg.trust.claims import Claim

UNITS = ("unit:KiloM", "unit:PERCENT", "unit:KiloM2", "unit:CCY_USD", "unit:HA", "unit:NUM")
UNIT_WORDS = {
    "unit:KiloM": "kilomet",
    "unit:PERCENT": "percent",
    "unit:KiloM2": "square",
    "unit:CCY_USD": "$",
    "unit:HA": "hectare",
}
BOUNDS = ("about", "more-than", "over", "at-least", "less-than", "up-to", "nearly")
OTHER_WORDS = {"six": "nine", "four": "eight", "three": "twelve", "doubling": "tripling", "third": "seventh"}
OTHER_WORDS |= {"四": "七", "十": "二十", "十八": "十九", "万亿": "亿"}
TWO_BOUNDS = {"超过": ("over", "more-than")}
"""Words of bound that stand for two of ours, so that a fact may have either."""

TEXT_SWAPS = (
    ("square kilometers", "hectares"),
    ("kilometers", "miles"),
    ("percent", "kilometers"),
    ("$", "RMB "),
    ("more than", "less than"),
    ("more than ", ""),
    ("over 78", "under 78"),
    ("over 78", "78"),
    ("about", "nearly"),
    ("About", "Over"),
    ("about ", ""),
    ("doubling", "tripling"),
    ("third place", "fourth place"),
    ("the top", "the second place"),
    ("last year", "in 2013"),
    ("this year", "next decade"),
    ("2015", "2011"),
    ("2016", "2012"),
    ("2017", "2019"),
    ("Dec 1", "Dec 3"),
    ("2020", "2024"),
    ("2050", "2040"),
    ("sq km", "hectares"),
    ("-odd-km", "-odd-mile"),
    ("-odd", ""),
    ("trillion yuan", "billion yuan"),
    ("trillion yuan", "trillion yen"),
    ("US$", "HK$"),
    ("%", " km"),
    ("over 4", "under 4"),
    ("over 4", "4"),
    ("40 years", "50 years"),
    ("12th", "13th"),
    ("Sept 22", "Sept 24"),
    ("2030", "2034"),
    ("平方公里", "公顷"),
    ("公里", "英里"),
    ("约", ""),
    ("多公里", "公里"),
    ("超过", "不足"),
    ("超过", ""),
    ("1.1万", "1.1亿"),
    ("万亿元", "亿元"),
    ("万亿元", "万亿美元"),
    ("33年", "35年"),
    ("12-16", "12-18"),
    ("2025", "2029"),
    ("2035", "2039"),
    ("第三步", "第七步"),
    ("四步", "七步"),
)
"""Units, words of bound and periods of the articles, each with what is printed in its place."""


class Mutant(NamedTuple):
    """A fact that was changed.

    Attributes:
        old: The fact.
        new: What it was changed to; None where it was left out.
        part: What of it was changed.
    """

    old: Triple | None
    new: Triple | None
    part: str

    def __str__(self) -> str:
        return f"{self.part}: {self.old} → {self.new}"


def node(curie: str) -> NamedNode:
    """Return the IRI of a CURIE of the project."""
    return NamedNode(expand(curie) or "")


VALUES = (node("sdmx-measure:obsValue"), node("ckg:expectedValue"))
UNIT, BOUND, FORM, DENOTES = (
    node(curie) for curie in ("sdmx-attribute:unitMeasure", "ckg:hasQuantifier", "ckg:printedForm", "ckg:denotes")
)
SPEAKER = node("prov:wasAttributedTo")
OURS = ("ckg:hasStatementKind", "rdf:type", "ckg:ground", "ckg:stepNumber", "ckg:listIsComplete", "prov:wasDerivedFrom")
"""What print cannot tell: codes and classes of ours, our grounds, our numbering of steps."""


class Mutator:
    """Makes the mutants of passages.

    Args:
        corridor: The graph from which other things are taken.
    """

    def __init__(self, corridor: Corridor) -> None:
        self.engine = corridor.data.engine
        self.labels: dict[Term, list[str]] = {}
        for name in ("rdfs:label", "skos:altLabel", "skos:hiddenLabel"):
            for triple in self.engine.match(None, node(name)):
                if isinstance(triple.object, Literal):
                    self.labels.setdefault(triple.subject, []).append(triple.object.value)
        self.kinds: dict[str, list[NamedNode]] = {}
        for thing in sorted(self.labels, key=str):
            if isinstance(thing, NamedNode):
                self.kinds.setdefault(shorten(thing.value).partition(":")[0], []).append(thing)

    def _of(self, thing: Term, *props: str) -> list[Term]:
        return [triple.object for prop in props for triple in self.engine.match(thing, node(prop))]  # type: ignore[arg-type]

    def words_for(self, thing: Term) -> list[str]:
        """Return what print would have for a thing, so that none of it may stand in the passage."""
        kind = shorten(thing.value).partition(":")[0] if isinstance(thing, NamedNode) else ""
        if kind == "membership":
            return [word for member in self._of(thing, "org:member") for word in self.labels.get(member, [])]
        if kind == "designation":
            return [word for place in self._of(thing, "ckg:isDesignationOf") for word in self.labels.get(place, [])]
        if kind == "post":
            return [word for part in self._of(thing, "org:postIn") for word in self.labels.get(part, [])]
        if kind == "figure":
            return [form.value for form in self._of(thing, "ckg:printedForm") if isinstance(form, Literal)]
        if kind == "period":
            days = [
                day.value for day in self._of(thing, "schema:startDate", "schema:endDate") if isinstance(day, Literal)
            ]
            return [day[:4] for day in days]
        return self.labels.get(thing, [])

    def another(self, thing: NamedNode, text: str, taken: set[Term]) -> NamedNode | None:
        """Return a thing of the same kind for which the text has no words, and which is none of some."""
        kind = shorten(thing.value).partition(":")[0]
        for other in self.kinds.get(kind, []):
            words = self.words_for(other)
            if other not in taken and words and not any(word.casefold() in text.casefold() for word in words):
                return other
        return None

    def mutants(self, claims: list[Claim], text: str) -> Iterator[Mutant]:
        """Yield the mutants of what is claimed of a passage with a text."""
        taken: set[Term] = {term for claim in claims for term in (claim.triple.subject, claim.triple.object)}
        valued: set[Term] = {claim.triple.subject for claim in claims if claim.triple.predicate in VALUES}
        for claim in claims:
            triple = claim.triple
            if shorten(triple.predicate.value) in OURS:
                continue
            yield from self._of_literal(triple)
            yield from self._of_code(triple, valued, text)
            yield from self._of_things(triple, text, taken)
        bounded = {claim.triple.subject for claim in claims if claim.triple.predicate == BOUND}
        for thing in (one for one in sorted(valued - bounded, key=str) if isinstance(one, NamedNode)):
            yield Mutant(None, Triple(thing, BOUND, node("quantifier:nearly")), "bound")

    def _of_literal(self, triple: Triple) -> Iterator[Mutant]:
        value = triple.object
        if not isinstance(value, Literal):
            return
        subject, prop, _ = triple
        if prop in VALUES:
            yield Mutant(triple, Triple(subject, prop, Literal(f"{value.value}7", datatype=value.datatype)), "number")
        elif prop == FORM:
            other = OTHER_WORDS.get(value.value) or re.sub(
                r"\d", lambda digit: str((int(digit[0]) + 3) % 10), value.value
            )
            yield Mutant(triple, Triple(subject, prop, Literal(other if other != value.value else "Zubrow")), "form")
        elif re.match(r"\d{4}", value.value) and value.datatype.value.endswith(("date", "gYear", "gYearMonth")):
            other = f"{int(value.value[:4]) + 3}{value.value[4:]}"
            yield Mutant(triple, Triple(subject, prop, Literal(other, datatype=value.datatype)), "period")
        elif shorten(prop.value) == "skos:altLabel":
            yield Mutant(triple, Triple(subject, prop, Literal("Zubrow Town", language="en")), "name")

    def _of_code(self, triple: Triple, valued: set[Term], text: str) -> Iterator[Mutant]:
        subject, prop, value = triple
        if prop == UNIT and subject in valued:
            for unit in UNITS:
                word = UNIT_WORDS.get(unit)
                if node(unit) != value and not (word and word in text):
                    yield Mutant(triple, Triple(subject, prop, node(unit)), "unit")
        elif prop == BOUND:
            either = {name for word, names in TWO_BOUNDS.items() if word in text for name in names}
            for name in BOUNDS:
                is_printed = name in either or name.replace("-", " ") in text
                if node(f"quantifier:{name}") != value and not is_printed:
                    yield Mutant(triple, Triple(subject, prop, node(f"quantifier:{name}")), "bound")
            yield Mutant(triple, None, "bound")

    def _of_things(self, triple: Triple, text: str, taken: set[Term]) -> Iterator[Mutant]:
        subject, prop, value = triple
        if prop in (UNIT, BOUND):
            return
        own = {"statement", "goal", "strength", "forecast", "figure", "mention"}
        is_shared = isinstance(subject, NamedNode) and shorten(subject.value).partition(":")[0] not in own
        if isinstance(subject, NamedNode) and is_shared and (other := self.another(subject, text, taken)):
            yield Mutant(triple, Triple(other, prop, value), "subject")
        if isinstance(value, NamedNode) and (other := self.another(value, text, taken)):
            kind = "period" if shorten(value.value).startswith("period:") else "object"
            part = "speaker" if prop == SPEAKER else "mention" if prop == DENOTES else kind
            yield Mutant(triple, Triple(subject, prop, other), part)


def mutated(claims: list[Claim], mutant: Mutant) -> list[Claim]:
    """Return claims with one of them changed."""
    kept = [claim for claim in claims if claim.triple != mutant.old]
    return [*kept, *([Claim(mutant.new, alone=True)] if mutant.new else [])]


def altered_texts(plain: str, claims: list[Claim], mutator: Mutator) -> Iterator[tuple[str, str]]:
    """Yield a text with one number, unit, word of bound, period, speaker, name or mention changed, and what was."""
    for old, new in TEXT_SWAPS:
        if old in plain:
            yield plain.replace(old, new), f"{old} → {new}"
    for words in _ways(claims, mutator):
        pattern = re.compile("|".join(map(_whole, words)), re.IGNORECASE)
        if pattern.search(plain):
            yield pattern.sub(_other, plain), " or ".join(words)


def _ways(claims: list[Claim], mutator: Mutator) -> Iterator[list[str]]:
    """Yield the ways in which each number, mention and thing may be printed, the longest first."""
    spoken: dict[Term, list[str]] = {}
    for subject, prop, value in (claim.triple for claim in claims):
        if prop == FORM and isinstance(value, Literal):
            yield [value.value]
            for thing in (
                c.triple.object for c in claims if (c.triple.subject, c.triple.predicate) == (subject, DENOTES)
            ):
                spoken.setdefault(thing, []).append(value.value)
    for subject, prop, value in (claim.triple for claim in claims):
        for thing in (subject, value):
            if isinstance(thing, NamedNode) and shorten(prop.value) not in (*OURS, "prov:wasAttributedTo"):
                spoken.setdefault(thing, [])
    for thing, words in spoken.items():
        yield sorted({*words, *mutator.labels.get(thing, [])} or {"—"}, key=lambda word: (-len(word), word))


def _whole(word: str) -> str:
    """Return a pattern of a word, or of its plural; Chinese has no edges of words."""
    if re.search(r"[\u3400-\u9fff]", word):
        return re.escape(word)
    ending = r"(?:y|ies)" if word.endswith("y") else rf"{re.escape(word[-1:])}s?"
    return rf"(?<![^\W\u3400-\u9fff]){re.escape(word[:-1])}{ending}(?![^\W\u3400-\u9fff])"


def _other(found: re.Match[str]) -> str:
    """Return what is printed in place of something: another number, or a name that nobody has."""
    words = found[0]
    other = OTHER_WORDS.get(words) or re.sub(r"\d", lambda digit: str((int(digit[0]) + 3) % 10), words)
    return other if other != words else "Zubrow"
