"""Our own things, as far as they can be compared with things elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode

from corridor_kg.engine.engine import Engine
from corridor_kg.links.matching import Point, Profile
from corridor_kg.model import coordinates, kinds
from corridor_kg.model.authorities import known
from corridor_kg.rdf.terms import ALTERNATE_LABEL, LABEL, NOTATION, TYPE
from corridor_kg.rdf.vocabulary import BASE, ONTOLOGY, prefixes
from corridor_kg.store.graph import Graph

PLACES = ("cities", "regions", "platforms")
LINKED = (*PLACES, "organizations", "people")
"""The kinds of things that are known elsewhere at all; a statement or a figure is nobody else's."""

_NAMES = (LABEL, ALTERNATE_LABEL)  # a name as printed may be short for the article alone, as Wang
CONTAINED_IN = NamedNode(f"{ONTOLOGY}isLocatedIn")
_LATITUDE, _LONGITUDE = NamedNode(prefixes()["wgs84"] + "lat"), NamedNode(prefixes()["wgs84"] + "long")
_UNNAMED = NamedNode(f"{ONTOLOGY}UnnamedThing")
_DIVISIONS = ("iso3166-1-alpha-2", "geonames-admin1")
_SAID_ELSEWHERE = {"person": {"human"}, "company": {"business", "enterprise"}, "organization": {"organisation"}}
"""Words that other authorities have for our kinds."""


def profiles(graph: Graph, names: Iterable[str] = ()) -> list[Profile]:
    """Return some things of the graph, each by what it can be matched by.

    Args:
        graph: The graph.
        names: Slugs, CURIEs, IRIs or labels; empty for all things that are known elsewhere at all.

    Raises:
        UnknownThing: A thing is not there.
        AmbiguousThing: Several things are called so.

    >>> from corridor_kg.store.graph import open_graph
    >>> dongguan, = profiles(open_graph(), ["dongguan"])
    >>> dongguan.names, sorted(dongguan.divisions), dongguan.point
    (('Dongguan', '东莞市', '东莞'), ['CN', 'CN.30'], (23.01797, 113.74866))
    """
    wanted = [graph.resolve(name) for name in names]
    return [_profile(graph.engine, thing) for thing in dict.fromkeys(wanted) or _all(graph.engine)]


def kind_of(engine: Engine, iri: str) -> str:
    """Return the name of a thing's kind, such as ``cities``."""
    return kinds.kind_of([quad.object.value for quad in _facts(engine, NamedNode(iri), TYPE)]).name


def is_known_elsewhere(engine: Engine, thing: NamedNode) -> bool:
    """Return whether others may know a thing, for it has a name and is of one of the kinds `LINKED`."""
    is_unnamed = any(quad.object == _UNNAMED for quad in _facts(engine, thing, TYPE))
    return not is_unnamed and kind_of(engine, thing.value) in LINKED


def _all(engine: Engine) -> Iterator[NamedNode]:
    things = {quad.subject for quad in engine.match(None, TYPE)}
    for thing in sorted((node for node in things if isinstance(node, NamedNode)), key=lambda node: node.value):
        if thing.value.startswith(BASE) and is_known_elsewhere(engine, thing):
            yield thing


def _profile(engine: Engine, thing: NamedNode) -> Profile:
    return Profile(
        iri=thing.value,
        names=tuple(_names(engine, thing)),
        kinds=frozenset(_kinds(engine, thing)),
        divisions=frozenset(_divisions(engine, _containing_places(engine, thing))),
        point=_point(engine, _containing_places(engine, thing)),
    )


def _names(engine: Engine, thing: NamedNode) -> Iterator[str]:
    """Yield a thing's names: labels first, and of these the English one."""
    seen = set()
    for predicate in _NAMES:
        texts = [quad.object for quad in _facts(engine, thing, predicate) if isinstance(quad.object, Literal)]
        for text in sorted(texts, key=lambda text: (text.language != "en", text.value)):
            if text.value not in seen:
                seen.add(text.value)
                yield text.value


def _kinds(engine: Engine, thing: NamedNode) -> Iterator[str]:
    """Yield the words for what a thing is: the names of its classes in our own ontology, and what others say."""
    for quad in _facts(engine, thing, TYPE):
        if quad.object.value.startswith(ONTOLOGY) and quad.object.value != f"{ONTOLOGY}Place":
            for label in _facts(engine, quad.object, LABEL):
                yield from label.object.value.split()
                yield from _SAID_ELSEWHERE.get(label.object.value, ())


def _containing_places(engine: Engine, thing: NamedNode) -> list[NamedNode]:
    """Return a thing and the places that hold it, the nearest first: those that lie in most others."""

    def above(place: NamedNode) -> list[NamedNode]:
        return [quad.object for quad in _facts(engine, place, CONTAINED_IN)]

    return [thing, *sorted(above(thing), key=lambda place: (-len(above(place)), place.value))]


def _divisions(engine: Engine, holders: Sequence[NamedNode]) -> Iterator[str]:
    authorities = {known()[name].iri for name in _DIVISIONS if name in known()}
    for holder in holders:
        for quad in _facts(engine, holder, NOTATION):
            if quad.object.datatype.value in authorities:
                yield quad.object.value


def _point(engine: Engine, holders: Sequence[NamedNode]) -> Point | None:
    """Return the coordinates of the first place that has some, and one of each."""
    for holder in holders:
        latitudes, longitudes = (
            [triple.object for triple in _facts(engine, holder, predicate)] for predicate in (_LATITUDE, _LONGITUDE)
        )
        if latitudes and longitudes:
            with contextlib.suppress(ValueError):  # what is wrong with them is for ``check`` to tell
                return (
                    coordinates.degrees(latitudes, coordinates.LATITUDE),
                    coordinates.degrees(longitudes, coordinates.LONGITUDE),
                )
    return None


def _facts(engine: Engine, subject: NamedNode, predicate: NamedNode) -> list[Any]:
    """Return the triples of a subject with a predicate, each once."""
    found = set(engine.match(subject, predicate))
    return sorted(found, key=lambda triple: str(triple.object))
