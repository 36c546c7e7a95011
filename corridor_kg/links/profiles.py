"""Our own things, as far as they can be compared with things elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Store

from corridor_kg.links.matching import Description, Point
from corridor_kg.model import kinds
from corridor_kg.model.authorities import known
from corridor_kg.rdf.vocabulary import BASE, ONTOLOGY, RDF, RDFS, SKOS, prefixes

if TYPE_CHECKING:
    from corridor_kg.corridor import Corridor

PLACES = ("cities", "regions", "platforms")
LINKED = (*PLACES, "organizations", "people")
"""The kinds of things that are known elsewhere at all; a statement or a figure is nobody else's."""

_TYPE, _LABEL = NamedNode(f"{RDF}type"), NamedNode(f"{RDFS}label")
_NAMES = (_LABEL, NamedNode(f"{SKOS}altLabel"))  # a name as printed may be short for the article alone, as Wang
_HELD = NamedNode(f"{ONTOLOGY}isLocatedIn")
_NOTATION = NamedNode(f"{SKOS}notation")
_LATITUDE, _LONGITUDE = NamedNode(prefixes()["wgs84"] + "lat"), NamedNode(prefixes()["wgs84"] + "long")
_UNNAMED = NamedNode(f"{ONTOLOGY}UnnamedThing")
_DIVISIONS = ("iso3166-1-alpha-2", "geonames-admin1")
_SAID_ELSEWHERE = {"person": {"human"}, "company": {"business", "enterprise"}, "organization": {"organisation"}}
"""Words that other authorities have for our kinds."""


def describe(corridor: Corridor, names: Iterable[str]) -> list[Description]:
    """Return some things of the graph, each by what it can be matched by.

    Args:
        corridor: The graph.
        names: Slugs, CURIEs, IRIs or labels; empty for all things that are known elsewhere at all.

    Raises:
        UnknownThing: A thing is not there.
        AmbiguousThing: Several things are called so.

    >>> from corridor_kg import Corridor
    >>> dongguan, = describe(Corridor.load(), ["dongguan"])
    >>> dongguan.names, sorted(dongguan.divisions), dongguan.point
    (('Dongguan', '东莞市'), ['CN', 'CN.30'], (23.01797, 113.74866))
    """
    wanted = [corridor.resolve(name) for name in names]
    return [_described(corridor.store, thing) for thing in dict.fromkeys(wanted) or _all(corridor.store)]


def kind_of(store: Store, iri: str) -> str:
    """Return the name of a thing's kind, such as ``cities``."""
    return kinds.kind_of([quad.object.value for quad in _facts(store, NamedNode(iri), _TYPE)]).name


def _all(store: Store) -> Iterator[NamedNode]:
    things = {quad.subject for quad in store.quads_for_pattern(None, _TYPE, None)}
    for thing in sorted((node for node in things if isinstance(node, NamedNode)), key=lambda node: node.value):
        own = thing.value.startswith(BASE) and kind_of(store, thing.value) in LINKED
        if own and not any(quad.object == _UNNAMED for quad in _facts(store, thing, _TYPE)):
            yield thing


def _described(store: Store, thing: NamedNode) -> Description:
    return Description(
        iri=thing.value,
        names=tuple(_names(store, thing)),
        kinds=frozenset(_kinds(store, thing)),
        divisions=frozenset(_divisions(store, _holders(store, thing))),
        point=_point(store, _holders(store, thing)),
    )


def _names(store: Store, thing: NamedNode) -> Iterator[str]:
    """Yield a thing's names: labels first, and of these the English one."""
    seen = set()
    for predicate in _NAMES:
        texts = [quad.object for quad in _facts(store, thing, predicate) if isinstance(quad.object, Literal)]
        for text in sorted(texts, key=lambda text: (text.language != "en", text.value)):
            if text.value not in seen:
                seen.add(text.value)
                yield text.value


def _kinds(store: Store, thing: NamedNode) -> Iterator[str]:
    """Yield the words for what a thing is: the names of its classes in our own ontology, and what others say."""
    for quad in _facts(store, thing, _TYPE):
        if quad.object.value.startswith(ONTOLOGY) and quad.object.value != f"{ONTOLOGY}Place":
            for label in _facts(store, quad.object, _LABEL):
                yield from label.object.value.split()
                yield from _SAID_ELSEWHERE.get(label.object.value, ())


def _holders(store: Store, thing: NamedNode) -> list[NamedNode]:
    """Return a thing and the places that hold it, the nearest first: those that lie in most others."""

    def above(place: NamedNode) -> list[NamedNode]:
        return [quad.object for quad in _facts(store, place, _HELD)]

    return [thing, *sorted(above(thing), key=lambda place: (-len(above(place)), place.value))]


def _divisions(store: Store, holders: Sequence[NamedNode]) -> Iterator[str]:
    authorities = {known()[name].iri for name in _DIVISIONS if name in known()}
    for holder in holders:
        for quad in _facts(store, holder, _NOTATION):
            if quad.object.datatype.value in authorities:
                yield quad.object.value


def _point(store: Store, holders: Sequence[NamedNode]) -> Point | None:
    """Return the coordinates of the first place that has some."""
    for holder in holders:
        latitudes, longitudes = (_facts(store, holder, predicate) for predicate in (_LATITUDE, _LONGITUDE))
        if latitudes and longitudes:
            try:
                return float(latitudes[0].object.value), float(longitudes[0].object.value)
            except ValueError:
                continue
    return None


def _facts(store: Store, subject: NamedNode, predicate: NamedNode) -> list[Any]:
    """Return the triples of a subject with a predicate, each once."""
    found = {quad.triple for quad in store.quads_for_pattern(subject, predicate, None)}
    return sorted(found, key=lambda triple: str(triple.object))
