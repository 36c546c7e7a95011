"""What a data set says of itself that can be counted: sizes, classes, properties, vocabularies, in VoID.

The rest of its description, in DCAT, is stated: in the origin ``description``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Triple

from corridor_kg.files import loading
from corridor_kg.model.origins import Origin
from corridor_kg.rdf.terms import TYPE
from corridor_kg.rdf.vocabulary import BASE, ONTOLOGY, SKOS, XSD, expand, prefixes, shorten
from corridor_kg.store.as_of import AsOf
from corridor_kg.store.graph import Graph

DESCRIPTION = "description"
"""The name of the origin in which a data set describes itself."""

VOID = prefixes()["void"]
_DATASET = NamedNode(f"{VOID}Dataset")
_NOTE = NamedNode(f"{SKOS}scopeNote")
_TITLE = NamedNode(f"{prefixes()['dcterms']}title")
_DCAT = NamedNode(f"{prefixes()['dcat']}Dataset")
_MARKS = ("-origin-", "-class-", "-property-")
_SIZES = ("triples", "entities", "distinctSubjects", "distinctObjects", "classes", "properties")
_COUNTED = frozenset(
    NamedNode(VOID + name) for name in (*_SIZES, "vocabulary", "subset", "classPartition", "propertyPartition")
)
_CREDITS = frozenset(
    NamedNode(expand(curie) or curie)
    for curie in (
        "rdf:type rdfs:label dcterms:title dcterms:description dcterms:creator dcterms:license dcterms:source"
        " dcat:version dcat:keyword"
    ).split()
)
_CREATOR = NamedNode(f"{prefixes()['dcterms']}creator")


def counts(
    origins: Iterable[Origin], parts: Iterable[tuple[str, Iterable[Quad]]], as_of: AsOf | None = None
) -> Iterator[Quad]:
    """Yield what can be counted of an export, about the data set that the origin ``description`` describes.

    Args:
        origins: What is to be exported; nothing is yielded where that origin is not among it.
        parts: What is counted: its other origins, by name.
        as_of: The day as of which it is, and what that leaves out; None for all.
    """
    described = next((origin for origin in origins if origin.name == DESCRIPTION), None)
    if described is None:
        return
    counted = _Counts(parts, described)
    for dataset in sorted(_datasets(described), key=str):
        for triple in counted.about(dataset):
            yield Quad(triple.subject, triple.predicate, triple.object, described.graph)
        if as_of:
            yield Quad(dataset, _NOTE, Literal(str(as_of), language="en"), described.graph)


def credits(graph: Graph) -> Iterator[Quad]:
    """Yield what has to come along with any part of a data set: its title, version, licence, and who created it."""
    for origin in graph.origins:
        if origin.name == DESCRIPTION:
            datasets, stated = _datasets(origin), list(loading.quads(origin))
            creators = {quad.object for quad in stated if quad.subject in datasets and quad.predicate == _CREATOR}
            for quad in stated:
                if quad.subject in creators or (quad.subject in datasets and quad.predicate in _CREDITS):
                    yield quad


def without_counts(origin: Origin, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield an origin's quads but for what `counts` had counted when the file was exported."""
    if origin.name != DESCRIPTION:
        yield from quads
        return
    datasets = _datasets(origin)
    marked = tuple(f"<{dataset.value}{mark}" for dataset in datasets for mark in _MARKS)
    for quad in quads:
        counted = quad.subject in datasets and quad.predicate in _COUNTED
        if not counted and not str(quad.subject).startswith(marked):
            yield quad


def _datasets(described: Origin) -> set[NamedNode]:
    """Return the data sets that an origin describes, as DCAT has it."""
    return {
        quad.subject
        for quad in loading.quads(described)
        if quad.predicate == TYPE and quad.object == _DCAT and isinstance(quad.subject, NamedNode)
    }


class _Counts:
    """The sizes of a selection, leaving aside what it says of itself."""

    def __init__(self, parts: Iterable[tuple[str, Iterable[Quad]]], described: Origin) -> None:
        self.triples: set[Triple] = set()
        self.origins: Counter[str] = Counter()
        self.subjects: set[Any] = set()
        self.objects: set[Any] = set()
        self.classes: Counter[Any] = Counter()
        self.properties: Counter[Any] = Counter()
        leave_out = {quad.subject for quad in loading.quads(described)}
        for name, quads in parts:
            triples = {quad.triple for quad in quads if quad.subject not in leave_out}
            self.origins[name] += len(triples)
            self._count(triples - self.triples)
            self.triples |= triples

    def _count(self, triples: Iterable[Triple]) -> None:
        for subject, predicate, value in triples:  # a term is made anew each time that it is asked for
            self.subjects.add(subject)
            self.objects.add(value)
            self.properties[predicate] += 1
            if predicate == TYPE:
                self.classes[value] += 1

    def about(self, dataset: NamedNode) -> Iterator[Triple]:
        """Yield the triples that tell the counts."""
        yield _size(dataset, "triples", len(self.triples))
        yield _size(dataset, "entities", sum(1 for subject in self.subjects if str(subject).startswith(f"<{BASE}")))
        yield _size(dataset, "distinctSubjects", len(self.subjects))
        yield _size(dataset, "distinctObjects", len(self.objects))
        yield _size(dataset, "classes", len(self.classes))
        yield _size(dataset, "properties", len(self.properties))
        for vocabulary in self._vocabularies():
            yield Triple(dataset, NamedNode(f"{VOID}vocabulary"), NamedNode(vocabulary))
        for name, count in sorted(self.origins.items()):
            part = NamedNode(f"{dataset.value}-origin-{name}")
            yield Triple(dataset, NamedNode(f"{VOID}subset"), part)
            yield Triple(part, TYPE, _DATASET)
            yield Triple(part, _TITLE, Literal(f"The origin {name}", language="en"))
            yield _size(part, "triples", count)
        yield from _partition(dataset, "class", "entities", self.classes)
        yield from _partition(dataset, "property", "triples", self.properties)

    def _vocabularies(self) -> list[str]:
        """Return the namespaces of the classes and properties that are used, as far as the project has a prefix."""
        used = {shorten(str(term)[1:-1]).partition(":")[0] for term in (*self.classes, *self.properties)}
        known = {name: iri for name, iri in prefixes().items() if not iri.startswith(BASE) or iri == ONTOLOGY}
        return sorted(known[name] for name in used & set(known))


def _partition(dataset: NamedNode, name: str, size: str, counted: Counter[Any]) -> Iterator[Triple]:
    for term, count in sorted(counted.items(), key=lambda item: str(item[0])):
        slug = shorten(term.value).replace(":", "-").replace("/", "-").replace("#", "-")
        part = NamedNode(f"{dataset.value}-{name}-{slug}")
        yield Triple(dataset, NamedNode(f"{VOID}{name}Partition"), part)
        yield Triple(part, TYPE, _DATASET)
        yield Triple(part, NamedNode(VOID + name), term)
        yield _size(part, size, count)


def _size(subject: NamedNode, name: str, count: int) -> Triple:
    return Triple(subject, NamedNode(VOID + name), Literal(str(count), datatype=NamedNode(f"{XSD}integer")))
