"""The sources: their list, and for each what it states, passage by passage, and where others say otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.answers.native import cell
from corridor_kg.answers.rows import Row, Rows
from corridor_kg.corridor import Corridor
from corridor_kg.questions import descriptions
from corridor_kg.rdf.terms import LABEL
from corridor_kg.rdf.vocabulary import RDF, expand
from corridor_kg.trust.marked import MarkedPassage
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.pages import addresses, thing
from corridor_kg.web.pages.tables import Part, Table
from corridor_kg.web.pages.visit import Visit

_PART_OF = "dcterms:isPartOf"

_FIGURE_OF = NamedNode(expand("ckg:isFigureOf") or "")

_DATING = tuple(
    NamedNode(expand(name) or "")
    for name in ("schema:foundingDate", "ckg:hasPublicationPeriod", "ckg:beginsIn", "ckg:endsIn")
)
"""By which relations a day is given for something."""

_LABELS = (LABEL.value,)
"""What is not told of a thing whose name it is already."""


class Said(NamedTuple):
    """What a passage says of one thing.

    Attributes:
        number: Which of the passage's it is, from 1.
        part: Its name and address.
        facts: The properties, each with what stands there.
    """

    number: int
    part: Part
    facts: list[tuple[str, list[Part]]]


class Piece(NamedTuple):
    """A piece of a passage's text.

    Attributes:
        text: The text.
        numbers: The numbers of the things of whose facts it is the last words.
        title: What is told of it where one points at it.
        is_left: Whether it is a name or a number that no fact claims.
    """

    text: str
    numbers: list[int]
    title: str
    is_left: bool


class Passage(NamedTuple):
    """A passage.

    Attributes:
        slug: Its place on the page.
        part: What it is called, and its own address.
        said: What it says, thing by thing.
        copy: Its text in pieces, as the reader's copy has it; empty where there is none.
        note: What is to be known of the copy.
    """

    slug: str
    part: Part
    said: list[Said]
    copy: list[Piece]
    note: str


def listed(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the list of sources: the articles, and what else facts and links are derived from."""
    visit = Visit(corridor, asked, limits)
    rows = corridor.sources()
    articles = {row.article for row in rows}
    others = [curie for curie in corridor.curies() if curie.startswith("source:")]
    iris = [iri for iri in map(expand, others) if iri and iri not in articles]
    return visit.page(
        "sources.html",
        visit.word("sources"),
        table=visit.table(rows),
        others=sorted(Part(visit.label(iri), visit.thing(iri)) for iri in iris),
    )


def page(
    corridor: Corridor, asked: Asked, limits: Limits, copies: Mapping[str, MarkedPassage] = MappingProxyType({})
) -> Reply:
    """Return the page of an article by its short name; of a source without passages, that of a thing.

    Where the reader has a copy, it is shown to nobody else: no other page may read it, and no browser keeps it.
    """
    visit = Visit(corridor, asked, limits)
    article = addresses.article(corridor.data.engine, asked.path.removeprefix("/source/"))
    if article is None:
        return thing.page(corridor, asked, limits)
    iri, listed = article.value, corridor.sources()
    iris = _passages(visit, iri)
    passages = _contents(visit, iris, copies)
    shown = visit.page(
        "source.html",
        visit.label(iri),
        iri=iri,
        article=visit.to(addresses.path(iri)),
        passages=passages,
        has_copy=any(passage.copy for passage in passages),
        table=visit.table(listed, [row for row in listed if row.article == iri]),
        beside=_beside(visit, asked.path.removeprefix("/source/"), iris),
        days=_other_days(visit, iri, iris),
    )
    return shown._replace(headers=(*shown.headers, *_private(asked))) if copies else shown


def _private(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Return the headers by which what a page has stays with who asked for it."""
    return (
        ("Cache-Control", "no-store"),
        ("Access-Control-Allow-Origin", asked.base),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    )


def _passages(visit: Visit, iri: str) -> list[str]:
    """Return the IRIs of the passages of an article, in their order."""
    known = descriptions.describe(visit.corridor.data, iri)
    found = [fact.value for fact in known.facts if fact.inverse and fact.predicate == _PART_OF and not fact.inferred]
    return sorted(expand(curie) or curie for curie in found)


def _contents(visit: Visit, passages: list[str], copies: Mapping[str, MarkedPassage]) -> list[Passage]:
    """Return what passages state, in their order; one that states nothing too."""
    answer = visit.corridor.run("passage-contents", None, visit.language, passage=passages)
    assert isinstance(answer, Rows)
    by_passage = {passage: list(rows) for passage, rows in groupby(sorted(answer, key=_passage), key=_passage)}
    return [_told(visit, iri, by_passage.get(iri, []), copies.get(iri)) for iri in passages]


def _told(visit: Visit, iri: str, rows: list[Row], copy: MarkedPassage | None) -> Passage:
    """Return a passage with what it says, and the words of the reader's copy with the numbers of what they carry."""
    by_thing = [(subject, list(found)) for subject, found in groupby(rows, key=lambda row: str(row.subject))]
    numbers = {subject: number for number, (subject, _) in enumerate(by_thing, 1)}
    return Passage(
        iri.rpartition("/")[2],
        Part(visit.label(iri), visit.to(addresses.path(iri))),
        [_said(visit, numbers[subject], subject, found) for subject, found in by_thing],
        _pieces(visit, copy, numbers) if copy else [],
        copy.note if copy else "",
    )


def _pieces(visit: Visit, copy: MarkedPassage, numbers: Mapping[str, int]) -> list[Piece]:
    """Return the text of a copy in pieces; a number stands behind the last words that carry its facts."""
    found: list[Piece] = []
    told: set[int] = set()
    for text, mark in reversed(copy.pieces):
        if mark is None:
            found.append(Piece(text, [], "", is_left=False))
        elif not mark.things:
            found.append(Piece(text, [], visit.word(f"left_{mark.kind}"), is_left=True))
        else:
            own = sorted(numbers[thing] for thing in mark.things if thing in numbers)
            title = visit.word("fact_number", number=", ".join(map(str, own)))
            found.append(Piece(text, [number for number in own if number not in told], title, is_left=False))
            told.update(own)
    return found[::-1]


def _passage(row: Row) -> str:
    return str(row.passage)


def _said(visit: Visit, number: int, subject: str, rows: list[Row]) -> Said:
    """Return what a passage says of one thing; what is a mere label of it stands above the rest."""
    facts: dict[str, list[Part]] = {}
    for row in rows:
        if row.property in _LABELS:
            continue
        head = "is a" if row.property == f"{RDF}type" else str(row.propertyLabel)
        facts.setdefault(head, []).append(_value(visit, row))
    is_node = isinstance(rows[0].terms["subject"], NamedNode)
    name = str(rows[0].subjectLabel or subject)
    return Said(number, Part(name, visit.thing(subject) if is_node else ""), list(facts.items()))


def _value(visit: Visit, row: Row) -> Part:
    term = row.terms["value"]
    if isinstance(term, NamedNode):
        return Part(str(row.valueLabel or cell(term)), visit.thing(term.value))
    return Part(cell(term))


def _beside(visit: Visit, name: str, passages: list[str]) -> Table | None:
    """Return what other sources say of what one speaks of, with the verdicts; None where none does."""
    engine = visit.corridor.data.engine
    figures = (quad for passage in passages for quad in engine.quads(None, _FIGURE_OF, None, NamedNode(passage)))
    things = {quad.object.value for quad in figures if isinstance(quad.object, NamedNode)}
    found = visit.corridor.compare(*sorted(things)).of_source(name) if things else None
    return visit.table(found.rows) if found and found.lines else None


def _other_days(visit: Visit, iri: str, passages: list[str]) -> Table | None:
    """Return what other sources give another day for; None where they do not."""
    things = [thing for thing in _dated(visit, passages) if _is_dated_otherwise(visit, thing)]
    rows = visit.corridor.run("disagreements", None, visit.language, thing=things) if things else None
    own = [row for row in rows if iri in (row.source, row.otherSource)] if isinstance(rows, Rows) else []
    days = [row for row in own if NamedNode(str(row.about)) in _DATING]
    return visit.table(rows, days) if isinstance(rows, Rows) and days else None


def _dated(visit: Visit, passages: list[str]) -> list[NamedNode]:
    """Return of what passages say when it was founded, came out, begins or ends."""
    engine = visit.corridor.data.engine
    found = {
        quad.subject for at in passages for day in _DATING for quad in engine.quads(None, day, None, NamedNode(at))
    }
    return sorted((thing for thing in found if isinstance(thing, NamedNode)), key=str)


def _is_dated_otherwise(visit: Visit, thing: NamedNode) -> bool:
    """Return whether somewhere another day is given for the same."""
    engine = visit.corridor.data.engine
    return any(len({quad.object for quad in engine.match(thing, day)}) > 1 for day in _DATING)
