"""Drafts of what is said: goals with their years, and statements with their speakers."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.rdf.terms import LABEL, TYPE
from corridor_kg.rdf.vocabulary import XSD
from corridor_kg.sources.described import question, term
from corridor_kg.sources.drafts import KINDS, Drafts, local, of_what, things
from corridor_kg.sources.recognised import Recognised
from corridor_kg.text.found import Period, Speaker


def goal(drafts: Drafts, passage: str, found: Recognised, when: Period) -> Iterator[Triple]:
    """Yield the draft of what is to be reached in a year."""
    place = (when.start, when.end)
    year = (when.last or "")[:4]
    subjects = things(found.named_beside(place))
    thing = drafts.new("goal", f"{local(subjects[0])}-{year}" if subjects else f"{passage}-{year}")
    whose = drafts.label(subjects[0]) if subjects else "Who"
    yield Triple(thing, TYPE, term("ckg:Goal"))
    yield Triple(thing, LABEL, Literal(f"{whose}, by {year}", language="en"))
    yield Triple(thing, term("ckg:targetYear"), Literal(year, datatype=NamedNode(f"{XSD}gYear")))
    if subjects:
        yield Triple(thing, term("ckg:hasSubject"), subjects[0])
    yield drafts.attributed(thing, found, place)
    yield question(thing, "What is it to be, in our words? Write it as label, and in short as ckg:role.")
    yield question(thing, KINDS)
    if len(subjects) != 1:
        yield question(thing, of_what(subjects))


def statement(drafts: Drafts, passage: str, found: Recognised, speaker: Speaker) -> Iterator[Triple]:
    """Yield the draft of what a speaker says; of a document, its goals and figures say by themselves who says them."""
    who = drafts.who(found, speaker)
    if who is None or drafts.is_document(who):
        return
    thing = drafts.new("statement", f"{passage}-{local(who)}")
    yield Triple(thing, TYPE, term("ckg:Statement"))
    yield Triple(thing, LABEL, Literal(f"What {drafts.label(who)} says", language="en"))
    if drafts.known.is_place(who):
        yield Triple(thing, term("ckg:hasSubject"), who)
        yield Triple(thing, term("prov:wasAttributedTo"), drafts.source.publisher)
    else:
        yield Triple(thing, term("prov:wasAttributedTo"), who)
    yield question(thing, "What is said, in our words? Write it as label, and of what it is (ckg:hasSubject).")
    yield question(thing, KINDS)
