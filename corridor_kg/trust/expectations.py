"""What has to stand in print, passage by passage: whatever the facts that are claimed of it speak of, as it is called.

A thing is called by its labels, and by the words that a mention in the same passage gives to it; a post is called as
its role is. Memberships, designations, ranks, measures, codes, classes and the article itself are not looked for, nor
is what a source says: that has no name in print. Nor has a newspaper where it speaks in its own voice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TypeGuard

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.model.kinds import superclasses
from corridor_kg.rdf.terms import ALTERNATE_LABEL, LABEL, TYPE, Term
from corridor_kg.rdf.vocabulary import BASE, PASSAGES, expand, shorten
from corridor_kg.store.graph import Graph
from corridor_kg.text import articles
from corridor_kg.trust import claims
from corridor_kg.trust.claims import Claim

NAMED = {
    "org:Post": "post",
    "org:Role": "role",
    "ckg:Period": "period",
    **dict.fromkeys(("ckg:Place", "ckg:Organization", "ckg:Person", "ckg:Group", "ckg:Plan", "ckg:PlanStep"), "name"),
}
"""The classes of things that print has words for, and what these are called in a problem."""

_CHINESE = "\u2e80"
"""From here on, characters are of scripts in which words have no edges."""

_MULTIPLIED = "十百千万亿兆"
"""What stands in Chinese behind a number and makes another one of it."""

_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Expectation:
    """Something that has to stand in a passage.

    Attributes:
        thing: The CURIE of the thing that says so.
        label: Its label.
        kind: ``number``, ``name``, ``speaker``, ``post``, ``role``, ``mention``, ``year``, ``period`` or ``date``.
        forms: Any of these will do.
        bound: The word that bounds a number in print, or None.
        names: All that the thing is called; a form that begins one of them must not begin yet another name.
        apart: Longer names of other things, in which a form does not count.
        remedy: What to do where it does not stand there.
    """

    thing: str
    label: str
    kind: str
    forms: tuple[str, ...]
    bound: str | None = None
    names: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    remedy: str = ""

    def stands_in(self, plain: str) -> bool:
        """Return whether a normalised text has it."""
        if self.kind == "date":
            return any(all(re.search(part, plain, re.IGNORECASE) for part in _parts(form)) for form in self.forms)
        for name in self.apart:
            plain = re.sub(re.escape(articles.normalized(name)), "·", plain, flags=re.IGNORECASE)
        return any(self._finds(form, plain) for form in self.forms)

    def _finds(self, form: str, plain: str) -> bool:
        words = articles.normalized(form)
        bound = rf"\b{re.escape(self.bound)} \W?" if self.bound else ""
        # edges are looked at one by one: a pattern with all letters of Chinese takes longer to compile than to find
        starts = re.finditer(rf"(?=({bound}{re.escape(words)}))", plain, re.IGNORECASE)
        return any(self._ends(words, form, plain[: found.start()], plain[found.end(1) :]) for found in starts)

    def _ends(self, words: str, form: str, before: str, behind: str) -> bool:
        """Return whether words that were found are words of their own, and not a part of others."""
        if self.kind in ("number", "year"):
            begins = bool(self.bound) or not (_is_letter(before[-1:]) or before.endswith((",", ".")))
            goes_on = _is_letter(behind[:1]) or behind.startswith(tuple(_MULTIPLIED)) or re.match(r"[,.]\d", behind)
            return begins and not goes_on
        # a part of a longer name, such as the family name alone, must not stand in yet another name
        is_part = any(other.startswith(f"{form} ") for other in (*self.forms, *self.names))
        begins = words[:1] >= _CHINESE or not _is_letter(before[-1:])
        ends = words[-1:] >= _CHINESE or not _is_letter(behind[:1])
        return begins and ends and not (is_part and re.match(r" [A-Z]", behind))

    @property
    def problem(self) -> str:
        """What to say where it does not stand there."""
        forms = " or ".join(f'"{form}"' for form in self.forms)
        bound = f'"{self.bound}" before ' if self.bound else ""
        return f"the {self.kind} {bound}{forms} of {self.label} ({self.thing}) does not stand in it{self.remedy}."


def _is_letter(character: str) -> bool:
    """Return whether a character is a letter or a digit of a word that has edges; words of Chinese have none.

    >>> _is_letter("é"), _is_letter("东"), _is_letter("")
    (True, False, False)
    """
    return (character.isalnum() or character == "_") and character < _CHINESE


def _parts(date: str) -> list[str]:
    """Return patterns of the year, the month and the day of a date in English words.

    >>> all(re.search(part, "on Dec 1 of 2017") for part in _parts("1 December 2017"))
    True
    """
    day, month, year = date.split()
    return [rf"\b{year}\b", rf"\b{month[:3]}(?:{month[3:]})?\b", rf"\b0?{day}(?!\d)"]


def expected(graph: Graph) -> dict[str, list[Expectation]]:
    """Return by passage what has to stand in it."""
    known = _Known(graph)
    return {
        passage: _Passage(passage, known, found).expectations() for passage, found in claims.by_passage(graph).items()
    }


class _Known:
    """What a graph says of things wherever it stands: what they are, and what they are called."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    @cached_property
    def _kinds(self) -> dict[Term, str]:
        """Return what print has for each thing that it has words for."""
        heads = {expand(curie): kind for curie, kind in NAMED.items()}
        above = superclasses()
        found: dict[Term, str] = {}
        for triple in self._graph.engine.match(None, TYPE):
            name = triple.object.value if isinstance(triple.object, NamedNode) else ""
            for head in heads.keys() & above.get(name, {name}):
                found[triple.subject] = heads[head]
        return found

    @cached_property
    def _names(self) -> dict[Term, list[str]]:
        names: dict[Term, list[str]] = defaultdict(list)
        for prop in (LABEL, ALTERNATE_LABEL):
            for triple in self._graph.engine.match(None, prop):
                if _is_english(triple.object):
                    names[triple.subject].append(triple.object.value)
        return names

    @cached_property
    def _bounds(self) -> dict[Term | None, str]:
        rows = self._graph.rows(
            "SELECT ?thing ?bound { ?thing ckg:hasQuantifier ?quantifier . ?quantifier rdfs:label ?bound ."
            ' FILTER(LANG(?bound) = "en") FILTER NOT EXISTS { ?quantifier owl:deprecated true } }'
        )
        return {row.terms["thing"]: row.bound for row in rows}

    @cached_property
    def _roles(self) -> dict[Term, list[Term]]:
        roles: dict[Term, list[Term]] = defaultdict(list)
        for triple in self._graph.engine.match(None, _ROLE):
            roles[triple.subject].append(triple.object)
        return roles

    @cached_property
    def role_names(self) -> list[tuple[Term, str]]:
        """What each role is called, in an order that is always the same."""
        roles = [role for role, kind in self._kinds.items() if kind == "role"]
        return sorted(((role, name) for role in roles for name in self.names(role)), key=lambda pair: pair[1])

    @cached_property
    def _publishers(self) -> set[tuple[str, Term | None]]:
        rows = self._graph.rows(
            "SELECT ?passage ?publisher"
            " { ?passage dcterms:isPartOf ?article . ?article a ckg:Article ; schema:publisher ?publisher . }"
        )
        return {(row.passage, row.terms["publisher"]) for row in rows}

    def is_own_voice(self, speaker: Term, passage: str) -> bool:
        """Return whether a speaker is who publishes the article that a passage is of."""
        return (passage, speaker) in self._publishers

    def roles(self, post: Term) -> list[Term]:
        """Return the roles of a post, whoever says so."""
        return self._roles.get(post, [])

    def kind(self, thing: Term) -> str | None:
        """Return what print has for a thing, or None where it is not looked for."""
        if thing in self._kinds or not isinstance(thing, NamedNode) or not thing.value.startswith(BASE):
            return self._kinds.get(thing)
        # what nobody describes is called by no name, and so stands nowhere
        return "name" if next(self._graph.engine.match(thing), None) is None else None

    def names(self, thing: Term) -> list[str]:
        """Return the labels of a thing in English, and what else it is called."""
        return self._names.get(thing, [])

    def label(self, thing: NamedNode) -> str:
        """Return the label of a thing, in English if it has one, else its CURIE."""
        names = self._names.get(thing)
        return names[0] if names else self._graph.label(thing)

    def bound(self, thing: Term) -> str | None:
        """Return the word that bounds a thing's number in print."""
        return self._bounds.get(thing)


_MENTION, _PRINTED, _DENOTES, _SPEAKER, _DOCUMENT, _ROLE, _YEAR, _FOUNDED, _SAID_ON = (
    NamedNode(expand(curie) or "")
    for curie in (
        "ckg:Mention",
        "ckg:printedForm",
        "ckg:denotes",
        "prov:wasAttributedTo",
        "prov:hadPrimarySource",
        "org:role",
        "ckg:targetYear",
        "schema:foundingDate",
        "schema:dateCreated",
    )
)
_SPEAKS = (_SPEAKER, _DOCUMENT)
"""The properties that lead to who says something, or to the document that says it."""

_DATES = (_FOUNDED, _SAID_ON)
"""The properties with a day that is printed."""


class _Passage:
    """What is claimed of one passage, and what has to stand in it for that."""

    def __init__(self, iri: str, known: _Known, claimed: list[Claim]) -> None:
        self._iri = iri
        self._name = iri.removeprefix(PASSAGES)
        self._known = known
        self._claims = claimed
        self._said: dict[tuple[Term, Term], list[Term]] = defaultdict(list)
        for claim in claimed:
            self._said[claim.triple.subject, claim.triple.predicate].append(claim.triple.object)
        self._words: dict[Term, list[str]] = defaultdict(list)
        for claim in claimed:
            if claim.triple.predicate == _DENOTES:
                self._words[claim.triple.object] += self._texts(claim.triple.subject, _PRINTED)
        terms = {term for claim in claimed for term in (claim.triple.subject, claim.triple.object)}
        called = [(term, name) for term in terms if known.kind(term) == "name" for name in known.names(term)]
        self._called = sorted(called, key=lambda pair: pair[1])
        self._found: dict[tuple[Term, str, object], Expectation] = {}

    def _texts(self, thing: Term, prop: NamedNode) -> list[str]:
        """Return the texts that the passage is claimed to give for a property of a thing."""
        return [value.value for value in self._said.get((thing, prop), ()) if isinstance(value, Literal)]

    def expectations(self) -> list[Expectation]:
        """Return what has to stand in the passage, each once."""
        for triple, alone in self._claims:
            self._expect_value(triple)
            if triple.predicate == _DENOTES or not isinstance(triple.subject, NamedNode):
                continue
            # of a thing that names several passages, all of them speak, but not of everything that it has to do with
            self._expect_words(triple.subject)
            if triple.predicate == _SPEAKER and self._known.is_own_voice(triple.object, self._iri):
                continue
            if alone and isinstance(triple.object, NamedNode):
                self._expect_words(triple.object, speaks=triple.predicate in _SPEAKS, of=triple.subject)
        return list(self._found.values())

    def _expect_value(self, triple: Triple) -> None:
        """Expect what a fact says to be printed: numbers, words, years, dates, other names."""
        thing, value = triple.subject, triple.object
        if not isinstance(value, Literal) or not isinstance(thing, NamedNode):
            return
        if triple.predicate == _PRINTED and _MENTION in self._said[thing, TYPE]:
            names = [name for denoted in self._said[thing, _DENOTES] for name in self._known.names(denoted)]
            self._add(thing, "mention", [value.value], names=tuple(names))
        elif triple.predicate == _PRINTED:
            self._add(thing, "number", [value.value], bound=self._known.bound(thing))
        elif triple.predicate == _YEAR:
            self._add(thing, "year", [value.value])
        elif triple.predicate == ALTERNATE_LABEL and _is_english(value):
            self._add(thing, "name", [value.value], names=tuple(self._known.names(thing)), key=value)
        elif triple.predicate in _DATES and (date := re.match(r"(\d{4})-(\d\d)-(\d\d)", value.value)):
            year, month, day = map(int, date.groups())
            if 1 <= month <= 12:
                self._add(thing, "date", [f"{day} {_MONTHS[month - 1]} {year}"])
        elif triple.predicate in _DATES and (short := re.match(r"(\d{4})(?:-\d\d)?$", value.value)):
            self._add(thing, "year", [short[1]])

    def _expect_words(self, thing: NamedNode, *, speaks: bool = False, of: Term | None = None) -> None:
        """Expect a thing to be called by one of its names, or by words that a mention gives to it.

        Args:
            thing: The thing.
            speaks: Whether it is looked for as who says something.
            of: What it is related to, the name of which may hold its own, as that of a city's office does.
        """
        kind = "speaker" if speaks and self._known.kind(thing) else self._known.kind(thing)
        if kind is None:
            return
        called = self._called_as(thing, kind)
        own = [name for one in called for name in self._known.names(one)]
        forms = [*own, *(words for one in dict.fromkeys([*called, thing]) for words in self._words[one])]
        curie = shorten(thing.value)
        remedy = (
            f"; if other words stand for it there, say which: mention:{self._name}-… a ckg:Mention ;"
            f' ckg:printedForm "…" ; ckg:denotes {curie}'
        )
        # a head is not meant where a deputy head is, whether or not anything else is said of that role
        names = [*self._called, *(self._known.role_names if kind in ("post", "role") else ())]
        longer = [(other, name) for other, name in names if any(_holds(name, form) for form in own)]
        apart = tuple(dict.fromkeys(name for other, name in longer if other not in (*called, thing, of)))
        self._add(thing, kind, forms or [curie], remedy=remedy, apart=apart, key=apart)

    def _called_as(self, thing: NamedNode, kind: str) -> list[Term]:
        """Return as what a thing is printed: a post as its role in the passage, or else as its role elsewhere."""
        roles = (self._said.get((thing, _ROLE)) or self._known.roles(thing)) if kind == "post" else []
        return [role for role in roles if self._known.names(role)] or [thing]

    def _add(
        self,
        thing: NamedNode,
        kind: str,
        forms: list[str],
        *,
        bound: str | None = None,
        names: tuple[str, ...] = (),
        remedy: str = "",
        apart: tuple[str, ...] = (),
        key: object = None,
    ) -> None:
        label = self._known.label(thing)
        found = Expectation(shorten(thing.value), label, kind, tuple(dict.fromkeys(forms)), bound, names, apart, remedy)
        self._found.setdefault((thing, kind, key), found)


def _holds(name: str, form: str) -> bool:
    """Return whether a name holds another as a part that begins and ends with a word."""
    if form.casefold() not in name.casefold():  # which is quick to see, and so of nearly all
        return False
    return name != form and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", name, re.IGNORECASE) is not None


def _is_english(term: Term) -> TypeGuard[Literal]:
    return isinstance(term, Literal) and term.language in (None, "en")
