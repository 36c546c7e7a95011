"""Triples as people read them: CURIEs, and texts between quotes."""

from __future__ import annotations

import re

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from corridor_kg.rdf.terms import TYPE, Term, language_tag
from corridor_kg.rdf.vocabulary import XSD, shorten

_ESCAPED = re.compile(r'["\\\x00-\x1f]')


def sentence(triple: Triple) -> str:
    """Return a triple as people read it.

    >>> sentence(Triple(NamedNode("http://x/a"), TYPE, NamedNode("http://x/B")))
    'http://x/a is a http://x/B'
    """
    predicate = "is a" if triple.predicate == TYPE else shorten(triple.predicate.value)
    return f"{shown(triple.subject)} {predicate} {shown(triple.object)}"


def shown(term: Term) -> str:
    """Return a term as sentences have it: a CURIE, a text between quotes, or ``[]`` for what has no name.

    A text has its language or datatype behind it, for two that differ in nothing else are two.

    >>> shown(Literal("2.41", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
    '"2.41"^^xsd:decimal'
    """
    if isinstance(term, NamedNode):
        return shorten(term.value)
    if isinstance(term, BlankNode):
        return "[]"
    if not isinstance(term, Literal):
        return str(term)
    text = quoted(term.value)
    if term.language:
        return f"{text}@{language_tag(term.language)}"
    return text if term.datatype.value == f"{XSD}string" else f"{text}^^{shorten(term.datatype.value)}"


def brief(text: str) -> str:
    """Return a text that may be very long as a sentence can have it.

    >>> len(brief("9" * 5000)), brief("11,836")
    (60, '11,836')
    """
    return text if len(text) <= 60 else f"{text[:59]}…"


def quoted(text: str) -> str:
    r"""Return a text between quotes, as JSON and Turtle have it.

    >>> print(quoted("a \"b\"\n"))
    "a \"b\"\n"
    """
    if not _ESCAPED.search(text):
        return f'"{text}"'
    import json  # late for the cold start: few texts need it

    return json.dumps(text, ensure_ascii=False)
