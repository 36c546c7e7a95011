"""The page of a thing: all that the graph says of it, each fact with its passages, and what follows apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.answers.about import About
from corridor_kg.answers.rows import Rows
from corridor_kg.corridor import Corridor
from corridor_kg.errors import UnknownThing
from corridor_kg.model.mappings import Mapping
from corridor_kg.questions import asking, descriptions
from corridor_kg.questions.descriptions import Description
from corridor_kg.questions.facts import Fact
from corridor_kg.rdf.terms import is_iri
from corridor_kg.rdf.vocabulary import BASE, expand, shorten
from corridor_kg.store.evidence import Source, notes
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.pages import addresses, failure
from corridor_kg.web.pages.tables import Part, Table
from corridor_kg.web.pages.visit import Visit

FORMATS = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML", "json": "JSON", "svg": "SVG"}
"""In which formats a thing is there, by the ending of its address."""

_LABEL, _TYPE = "rdfs:label", "rdf:type"


class More(NamedTuple):
    """What more is asked of a thing.

    Attributes:
        word: What it is called.
        question: The stored question.
        parameter: The parameter that the thing is given as.
        columns: The columns that are shown.
        properties: By which of these something has to lead to the thing, or it is not worth to ask.
    """

    word: str
    question: str
    parameter: str
    columns: tuple[str, ...]
    properties: frozenset[str]


_MEMBER, _GOAL = "ckg:hasMember", "ckg:isGoalOf"

_MORE = (
    More(
        "figures",
        "figures",
        "thing",
        ("measure", "thing", "value", "whole", "period", "reporter", "source", "doubt"),
        frozenset(("ckg:isFigureOf", _MEMBER)),
    ),
    More("goals", "goals", "holder", ("goal", "year", "speaker", "source"), frozenset((_GOAL, _MEMBER))),
    More(
        "statements",
        "statements",
        "thing",
        ("statement", "kind", "speaker", "when"),
        frozenset(("ckg:hasSubject", "schema:about", _GOAL, _MEMBER)),
    ),
    More(
        "says",
        "statements",
        "speaker",
        ("statement", "kind", "about", "when"),
        frozenset(("prov:wasAttributedTo", "prov:hadPrimarySource")),
    ),
)

_TAG = re.compile("[a-z]{2,3}(-[A-Za-z0-9]+)*")

_MOST_VALUES = 50
"""How many values of one property are shown."""

_DEEPEST = 4
"""How deep what has no name of its own is shown."""


class Value(NamedTuple):
    """What a thing is said to have.

    Attributes:
        parts: What people read; several where what has no name of its own is told by what is said of it.
        sources: The passages and sources that state it.
        why: The address of why it holds, where it is inferred.
    """

    parts: list[Part]
    sources: tuple[Source, ...]
    why: str = ""


class Link(NamedTuple):
    """A link to what is the same elsewhere, or is not."""

    part: Part
    authority: str
    decision: str
    confidence: str
    comment: str


class Group(NamedTuple):
    """What a thing is said to have by one property.

    Attributes:
        property: What the property is called.
        values: What stands there, of which there may be more than are shown.
        total: How many there are.
    """

    property: str
    values: list[Value]
    total: int


def page(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the page of the thing whose IRI ends in the path that is asked for."""
    iri = BASE + asked.path.lstrip("/")
    if not is_iri(iri):
        return failure.nothing_here(corridor, asked, limits)
    try:
        thing = corridor.resolve(iri)
    except UnknownThing:
        if not failure.is_for_people(asked):
            return failure.nothing_here(corridor, asked, limits)
        thing = corridor.resolve(shorten(iri))  # whose error names what is near
    return shown(Visit(corridor, asked, limits), thing)


def named(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the page of the thing that is named in the request, by slug, CURIE, IRI or label."""
    visit = Visit(corridor, asked, limits)
    return shown(visit, corridor.resolve(visit.value("name")))


def shown(visit: Visit, thing: NamedNode) -> Reply:
    """Return the page of a thing."""
    data = visit.corridor.data
    known = descriptions.describe(
        data, thing.value, evidence=data.evidence.of, language=visit.language, most=_MOST_VALUES
    )
    facts = [fact for fact in known.facts if not fact.restates]
    own = [fact for fact in facts if not fact.inferred and not fact.inverse and fact.predicate != _TYPE]
    here = [fact for fact in facts if not fact.inferred and fact.inverse and not fact.value.startswith("mapping:")]
    stated, leading = _groups(visit, known, own), _groups(visit, known, here)
    told = (source for group in [*stated, *leading] for value in group.values for source in value.sources)
    return visit.page(
        "thing.html",
        known.label,
        iri=thing.value,
        others=_other_names(known),
        kinds=[fact for fact in known.facts if fact.predicate == _TYPE and not fact.inverse and not fact.restates],
        address_of=lambda curie: visit.thing(expand(curie) or curie),
        facts=stated,
        here=leading,
        inferred=_groups(visit, known, [fact for fact in facts if fact.inferred and not fact.inverse]),
        inferred_here=_groups(visit, known, [fact for fact in facts if fact.inferred and fact.inverse]),
        links=_links(visit, thing, facts),
        compared=_compared(visit, thing),
        about=list(_more(visit, thing, facts)),
        notes=notes(told),
        downloads=_downloads(visit, thing),
        picture=visit.to(f"{addresses.path(thing.value)}.svg") if thing.value.startswith(BASE) else "",
    )


def _other_names(known: Description) -> list[str]:
    """Return the labels beside the one that is the title, without the tags of their languages."""
    labels = [fact.value.rpartition(" @")[0] or fact.value for fact in known.facts if _is_label(fact)]
    return [label for label in dict.fromkeys(labels) if label != known.label]


def _is_label(fact: Fact) -> bool:
    return fact.predicate == _LABEL and not fact.inverse


def _groups(visit: Visit, known: Description, facts: Iterable[Fact]) -> list[Group]:
    """Return facts by their properties, in their order."""
    by_property: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_property[fact.predicateLabel].append(fact)
    return [
        Group(name, [_value(visit, known, fact) for fact in same[:_MOST_VALUES]], _total(known, same))
        for name, same in by_property.items()
    ]


def _total(known: Description, same: Sequence[Fact]) -> int:
    """Return how many facts there are of which some are told."""
    fact = same[0]
    return max(len(same), known.totals.get((fact.predicate, fact.inferred), 0) if fact.inverse else 0)


def _value(visit: Visit, known: Description, fact: Fact) -> Value:
    why = _why(visit, known.thing, fact) if fact.inferred and fact.type != "bnode" else ""
    return Value(_parts(visit, known, fact, 0), () if fact.inferred else known.told_by(fact), why)


def _why(visit: Visit, thing: str, fact: Fact) -> str:
    subject, predicate, value = fact.arguments(thing)
    return visit.to("/why", "", {"subject": subject, "property": predicate, "value": value})


def _parts(visit: Visit, known: Description, fact: Fact, depth: int) -> list[Part]:
    """Return what people read of a value: a name with its address, a text, or what is said of what has no name."""
    if fact.type == "uri":
        return [Part(fact.valueLabel or fact.value, visit.thing(expand(fact.value) or fact.value))]
    if fact.type == "literal":
        text, _, tag = fact.value.rpartition(" @")
        return [Part(text, "", tag)] if text and _TAG.fullmatch(tag) else [Part(fact.value)]
    inside: list[Part] = []
    if depth < _DEEPEST:
        for said in known.nodes.get(fact.value, ()):
            if not said.restates:
                inside += [Part(f"{said.predicateLabel}: "), *_parts(visit, known, said, depth + 1), Part("; ")]
    return [Part("[ "), *inside[:-1], Part(" ]")] if inside else [Part("[ … ]")]


def _links(visit: Visit, thing: NamedNode, facts: Sequence[Fact]) -> list[Link]:
    """Return the links of a thing, if anything says that it has some."""
    if not any(fact.inverse and fact.predicate == "owl:annotatedSource" for fact in facts):
        return []
    return [_link(visit, mapping) for mapping in visit.corridor.links([thing.value]).mappings if not mapping.closed]


def _link(visit: Visit, mapping: Mapping) -> Link:
    target = mapping.target
    is_address = target.startswith(("http://", "https://"))
    called = "" if mapping.is_code else mapping["object_label"]
    return Link(
        Part(f"{called} ({shorten(target)})" if called else shorten(target), target if is_address else ""),
        visit.label(mapping.authority) if mapping.authority else "",
        mapping.decision,
        mapping["confidence"],
        mapping["comment"],
    )


def _compared(visit: Visit, thing: NamedNode) -> Table | None:
    """Return what several sources say of a thing, side by side with the verdicts; None where nothing is compared."""
    compared = visit.corridor.compare(thing.value)
    rows = compared.rows
    return visit.table(rows.only(rows.columns[2:])) if compared.lines else None


def _more(visit: Visit, thing: NamedNode, facts: Sequence[Fact]) -> Iterator[tuple[More, Table]]:
    """Yield what more is said of a thing, each as a table in which a row stands once."""
    leading = {fact.predicate for fact in facts if fact.inverse}
    for more in _MORE:
        rows = _asked(visit, more, thing) if leading & more.properties else ()
        if isinstance(rows, Rows) and len(rows):
            yield more, visit.table(rows, list(dict.fromkeys(rows)))


def _asked(visit: Visit, more: More, thing: NamedNode) -> Rows:
    """Return the rows of a stored query about a thing: without the passages and verdicts beside them."""
    data, query = visit.corridor.data, visit.corridor.queries[more.question]
    found = data.rows(asking.bound(data, query, {more.parameter: thing}), known={})
    found.described = {column.name: column for column in query.described}
    found.about = About(query, marks=data.marks)
    rows = asking.in_language(data, found, visit.language) if visit.language != "en" else found
    assert isinstance(rows, Rows)
    return rows.only(more.columns)


def _downloads(visit: Visit, thing: NamedNode) -> list[tuple[str, str]]:
    """Return in which formats a thing is there, each with its address; only things of ours have one."""
    if not thing.value.startswith(BASE):
        return []
    path = addresses.path(thing.value)
    return [(name, f"{path}.{ending}") for ending, name in FORMATS.items()]
