"""Finding things by what people call them, forgivingly: whatever may be meant, and how it was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.answers.columns import Column
from corridor_kg.answers.rows import Row, Rows
from corridor_kg.engine.engine import Engine
from corridor_kg.errors import BadParameter, did_you_mean
from corridor_kg.model.kinds import KINDS, OTHERS, TERMS, Kind, kind_of
from corridor_kg.rdf.terms import TYPE
from corridor_kg.rdf.vocabulary import XSD, shorten
from corridor_kg.spelling import composed, folded, quoted
from corridor_kg.store import names
from corridor_kg.store.graph import Graph

NAME, IN_TEXT, PART, NEAR, OF_KIND = "name", "in the text", "part of a name", "near, not the same", "of this kind"
"""How a thing was found."""

COLUMNS = ("thing", "thingLabel", "kind", "name", "how", "start", "end")
"""What is told of each thing; the last two are where its name stands in a text, from 0, and where it ends."""

_DESCRIBED = (
    Column("thing", "thing", "name"),
    Column("kind", "kind", "code"),
    Column("name", "name that was found", "text"),
    Column("how", "how it was found", "code"),
    Column("start", "begins at", "count"),
    Column("end", "ends at", "count"),
)

_MOST_NEAR = 5
_MOST_NAMED = 4
"""How many things a sentence names."""
_MOST_WORDS = 5
"""Of how many words a text is that may be one name, and no sentence."""
_WORD = re.compile(r"[\u3400-\u9fff]{1,2}|\w+")
"""A word; most of Chinese have two characters."""

_OTHERWISE = "write another part of its name, or give a kind to list, such as platforms"


class _Found(NamedTuple):
    thing: NamedNode
    name: str
    how: str
    place: tuple[int, int] | None = None


def find(graph: Graph, text: str = "", *, kind: str | None = None) -> Rows:
    """Return the things that a text may mean.

    Those that it is a name of, be it slug, CURIE, IRI or label; else those whose names stand in it, and those of whose
    names all its words are a part; else those whose names are spelt like it, which does not make them the same.

    Args:
        graph: Where to look.
        text: A name, some words of one, or a text with names in it; without it, all things of a kind are meant.
        kind: The kind that things have to be of, such as ``platforms`` or ``platform``.

    Raises:
        BadParameter: There is no such kind, or neither a text nor a kind is given.

    >>> from corridor_kg.store.graph import open_graph
    >>> [(row.name, row.how) for row in find(open_graph(), "science city", kind="platform")][:1]
    [('Neutron Science City', 'part of a name')]
    """
    wanted = named_kind(kind) if kind is not None else None
    if not text.strip() and wanted is None:
        raise BadParameter("there is nothing to find; give a text, or a kind to list.")
    ways = (_called, _inside, _near) if text.strip() else (_of_kind,)
    kinds = _Kinds(graph.engine)
    for way in ways:
        found = [one for one in way(graph, text) if wanted in (None, kinds[one.thing])]
        if found:
            told = found[:_MOST_NEAR] if way is _near else found
            return Rows.of(COLUMNS, _rows(graph, kinds, told), described=_DESCRIBED)
    return Rows.of(COLUMNS, [], described=_DESCRIBED)


def named_kind(name: str) -> Kind:
    """Return the kind of a name, which may be one thing's or several things'.

    Raises:
        BadParameter: There is none; the message names what is near.

    >>> named_kind("Cities").name, named_kind("city").name, named_kind("person").name
    ('cities', 'cities', 'people')
    """
    from corridor_kg.text.names import plural  # late for the cold start: completion needs it not

    known = {kind.name: kind for kind in (*KINDS, *TERMS, OTHERS)}
    asked = folded(name)
    kind = known.get("people" if asked == "person" else asked) or known.get(plural(asked))
    if kind is None:
        hint = did_you_mean(name, known, otherwise=f"there are {', '.join(known)}")
        raise BadParameter(f"no kind {quoted(name)}{hint}")
    return kind


def remarks(graph: Graph, rows: Rows, text: str, *, kind: str | None = None) -> list[str]:
    """Return what is to be said of an answer of `find`, a sentence each.

    Which names several things have; that a name stands in a longer one; that nothing is more than near; or that nothing
    is, and what there is.

    Args:
        graph: Where was looked.
        rows: The answer.
        text: What was asked.
        kind: The kind that was asked for.
    """
    sharing: dict[tuple[str, int | None], list[Row]] = {}
    for row in rows:
        if row.how in (NAME, IN_TEXT):
            name = text.strip() if row.start is None else text[row.start : row.end]
            sharing.setdefault((name, row.start), []).append(row)
    told = [f"{quoted(name)} may be {_either(same)}." for (name, _), same in sharing.items() if len(same) > 1]
    parts = [row for row in rows if row.how == PART]
    if len(parts) > 1:
        told.append(f"{quoted(text)} is a part of several names, and may be {_either(parts)}.")
    if name := _within_a_longer_name(rows, text):
        told.append(f"nothing is called {quoted(text)}; {quoted(name)} stands in it, and need not be what is meant.")
    if not len(rows):
        told.append(_nothing(graph, text, kind))
    elif is_only_near(rows):
        told.append("nothing is called so; what is told is near, and not the same.")
    return told


def is_only_near(rows: Rows) -> bool:
    """Return whether nothing was found, or what is near alone."""
    return all(row.how == NEAR for row in rows)


def _nothing(graph: Graph, text: str, kind: str | None) -> str:
    """Return a sentence about a text for which nothing is found, with what to do."""
    elsewhere = find(graph, text) if kind is not None and text.strip() else Rows.of(COLUMNS, [])
    if not is_only_near(elsewhere):
        return f"nothing of this kind is found; of another there is {_either(list(elsewhere))}."
    return f"nothing is found{names.nearest(graph.engine, composed(text), otherwise=_OTHERWISE)}"


def _within_a_longer_name(rows: Rows, text: str) -> str:
    """Return the one name that stands in what looks like a longer one, as in Shenzhen Bay; empty where none does.

    So does a text of few words of which none begins with a small letter, unless all of them do.
    """
    places = {(row.start, row.end) for row in rows}
    if len(places) != 1 or {row.how for row in rows} != {IN_TEXT} or len(_WORD.findall(text)) > _MOST_WORDS:
        return ""
    ((start, end),) = places
    around = _WORD.findall(f"{text[:start]} {text[end:]}")
    is_name = around and (text == text.lower() or not any(word[0].islower() for word in around))
    return text[start:end] if is_name else ""


def _called(graph: Graph, text: str) -> Iterator[_Found]:
    from corridor_kg.text.names import key  # late for the cold start of completion

    for thing in names.meant(graph.engine, text):
        own = sorted(names.labels(graph.engine, thing), key=lambda name: (folded(name) != folded(text), name))
        yield _Found(thing, next((name for name in own if key(name) == key(text)), text.strip()), NAME)


def _inside(graph: Graph, text: str) -> Iterator[_Found]:
    index = graph.names
    held = sorted(index.holding(text), key=lambda held: (len(held[1]), held[1], held[0].value))
    shortest = dict(reversed(held))
    for name in index.find(text, case=text != text.lower()):
        for thing in sorted(name.things, key=str):
            if thing not in shortest:  # of which more than this name stands in the text
                yield _Found(thing, text[name.start : name.end], IN_TEXT, (name.start, name.end))
    yield from (_Found(thing, shortest[thing], PART) for thing in dict.fromkeys(thing for thing, _ in held))


def _near(graph: Graph, text: str) -> Iterator[_Found]:
    seen = set[NamedNode]()
    for near in graph.names.near(text, limit=4 * _MOST_NEAR):
        if near.thing not in seen:
            seen.add(near.thing)
            yield _Found(near.thing, near.name, NEAR)


def _of_kind(graph: Graph, text: str) -> Iterator[_Found]:
    found = {row["thing"] for row in graph.engine.select("SELECT DISTINCT ?thing WHERE { ?thing a ?class }")}
    labels = [(names.label(graph.engine, thing), thing.value) for thing in found if isinstance(thing, NamedNode)]
    labels.sort(key=lambda one: (folded(one[0]), *one))
    yield from (_Found(NamedNode(iri), label, OF_KIND) for label, iri in labels)


class _Kinds(dict[NamedNode, Kind]):
    """The kinds of things, looked up when they are first asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __missing__(self, thing: NamedNode) -> Kind:
        types = [quad.object.value for quad in self._engine.match(thing, TYPE) if isinstance(quad.object, NamedNode)]
        self[thing] = kind_of(types)
        return self[thing]


def _rows(graph: Graph, kinds: _Kinds, found: Iterable[_Found]) -> Iterator[list[NamedNode | Literal | None]]:
    for one in found:
        texts = (names.label(graph.engine, one.thing), kinds[one.thing].name, one.name, one.how)
        place = [Literal(str(place), datatype=NamedNode(f"{XSD}integer")) for place in one.place or ()]
        yield [one.thing, *map(Literal, texts), *(place or (None, None))]


def _either(rows: list[Row]) -> str:
    """Return the things of rows as a sentence names them."""
    things = list(dict.fromkeys(shorten(row.thing) for row in rows))
    named, more = things[:_MOST_NAMED], len(things) - _MOST_NAMED
    return " or ".join([*named, f"one of {more} more"] if more > 0 else named)
