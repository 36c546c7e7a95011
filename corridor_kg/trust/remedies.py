"""What to write where a fact is not printed so, as Turtle that can be pasted into the file of the passage."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from corridor_kg.rdf.terms import Term
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.text.found import Quantity
from corridor_kg.text.numeral import plain
from corridor_kg.trust.sentences import quoted

_TURTLE_NAME = re.compile(r"[\w-]+:[\w-]+\Z", re.ASCII)


def name(term: Term) -> str:
    """Return an IRI as Turtle has it: a CURIE where it can be one.

    >>> name(NamedNode("https://w3id.org/corridor-kg/place/dongguan")), name(NamedNode("http://example.org/a/b"))
    ('place:dongguan', '<http://example.org/a/b>')
    """
    curie = shorten(term.value) if isinstance(term, NamedNode) else str(term)
    return curie if _TURTLE_NAME.match(curie) else str(term)


def read_anew(subject: Term, prop: str, words: str, read: Quantity) -> str:
    """Return the value and the printed form of a number that is printed in place of another."""
    value = plain(read.value) if read.value is not None else '"…"'
    return f"{name(subject)} ckg:printedForm {quoted(words)} ; {prop} {value} ."


def fact(subject: Term, prop: str, value: str) -> str:
    """Return a triple, its property and value as they are written."""
    return f"{name(subject)} {prop} {value} ."


def mention(passage: str, thing: NamedNode, words: str = "", *, with_ground: bool = False) -> str:
    """Return a mention; its words are to be filled in where they are not given, and its ground where it needs one.

    >>> mention("herald-h1", NamedNode("https://w3id.org/corridor-kg/place/dongguan"))
    'mention:herald-h1-dongguan a ckg:Mention ; ckg:printedForm "…" ; ckg:denotes place:dongguan .'
    """
    start = f"mention:{passage}-{_slug(thing)} a ckg:Mention ; ckg:printedForm {quoted(words or '…')}"
    ground = ' ckg:ground "…"@en ;' if with_ground else ""
    return f"{start} ;{ground} ckg:denotes {name(thing)} ."


def statement(passage: str, speaker: NamedNode, *, is_place: bool = False) -> str:
    """Return a statement by a speaker, or of a place, which is none; what is said is to be filled in.

    >>> statement("herald-h1", NamedNode("https://w3id.org/corridor-kg/place/dongguan"), is_place=True)[-58:]
    'ckg:hasSubject place:dongguan . # and prov:wasAttributedTo'
    """
    said = f"ckg:hasSubject {name(speaker)} . # and prov:wasAttributedTo"
    return (
        f'statement:{passage}-{_slug(speaker)} a ckg:Statement ; rdfs:label "…"@en ; ckg:hasStatementKind kind:claim ;'
        f" {said if is_place else f'prov:wasAttributedTo {name(speaker)} .'}"
    )


def figure(passage: str, words: str, read: Quantity) -> str:
    """Return a figure for a number that no fact has, as far as print tells it; the rest is to be filled in."""
    value = "" if read.value is None else f" sdmx-measure:obsValue {plain(read.value)} ;"
    bounds = "".join(f" ckg:hasQuantifier quantifier:{bound.codes[0]} ;" for bound in read.bounds)
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "number"
    return (
        f'figure:{passage}-{slug} a ckg:Figure ; rdfs:label "…"@en ;{value}{bounds} ckg:printedForm {quoted(words)} ;'
        f" sdmx-attribute:unitMeasure {read.unit or 'unit:NUM'} ."
        " # and ckg:isFigureOf, ckg:hasMeasure, prov:wasAttributedTo"
    )


def _slug(thing: NamedNode) -> str:
    return re.sub(r"[^\w-]+", "-", thing.value.replace("#", "/").rpartition("/")[2], flags=re.ASCII) or "thing"
