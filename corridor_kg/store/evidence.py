"""Who says so: the passages and sources of a triple, by the place where it stands.

A passage is a named graph, and what stands in it is what the passage states. Another named graph may say whence it is
as a whole; a reading says of one triple on what ground it stands, in an ``owl:Axiom`` about it. A file without named
graphs can say it of a thing alone (``prov:wasDerivedFrom``), which is taken for its triples where nothing else is
known of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, cast

from pyoxigraph import Literal, NamedNode, Quad, Triple

from corridor_kg.answers.marks import Mark, Marks
from corridor_kg.engine.engine import Engine
from corridor_kg.rdf.terms import DERIVED_FROM, INFERRED, TYPE, Node, Term
from corridor_kg.rdf.vocabulary import ONTOLOGY, OWL, prefixes
from corridor_kg.store import corrections, names

_GROUND = NamedNode(f"{ONTOLOGY}ground")
_PASSAGE = NamedNode(f"{ONTOLOGY}Passage")
_SUBJECT, _PROPERTY, _TARGET = (NamedNode(f"{OWL}annotated{part}") for part in ("Source", "Property", "Target"))
_CODE, _AUTHORITY = (NamedNode(f"{prefixes()['sssom']}object_{part}") for part in ("label", "source"))


class Source(NamedTuple):
    """A passage or a source that states something.

    Attributes:
        name: Its notation, such as ``china-daily p14``, or its label.
        iri: Its IRI.
        mark: Whether it was withdrawn or corrected.
    """

    name: str
    iri: str
    mark: Mark = Mark()

    @property
    def shown(self) -> str:
        """Its name as people read it: with its mark."""
        return self.mark.beside(self.name)


class Evidence:
    """Looks up, in one engine, who states what.

    Args:
        engine: What holds the graph.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._sources: dict[Term, Source] = {}
        self._whole: dict[Node, tuple[NamedNode, ...]] = {}

    @cached_property
    def _marks(self) -> Marks:
        return corrections.marks(self._engine)

    def of(self, triple: Triple) -> tuple[Source, ...]:
        """Return the passages and sources that state a triple, in any graph, sorted by name."""
        quads = self._engine.quads(triple.subject, triple.predicate, triple.object)
        graphs = {cast(Node, quad.graph_name) for quad in quads} - {INFERRED}
        return ordered(source for graph in graphs for source in self.within(triple, graph))

    def within(self, triple: Triple, graph: Node) -> tuple[Source, ...]:
        """Return the passages and sources of a triple as it stands in one named graph, sorted by name."""
        found = {*self._of_graph(graph), *self._of_readings(triple)}
        return ordered(map(self._named, found or self._derived(cast(Node, triple.subject), graph)))

    def grounds(self, triple: Triple) -> tuple[str, ...]:
        """Return on what ground a triple is read where it is not printed, sorted."""
        found = (ground.object for axiom in self._readings(triple) for ground in self._engine.match(axiom, _GROUND))
        return tuple(sorted({ground.value for ground in found if isinstance(ground, Literal)}))

    def _of_graph(self, graph: Node) -> tuple[NamedNode, ...]:
        """Return the passage that a named graph is, or what it says that it is derived from as a whole."""
        if graph not in self._whole:
            is_passage = next(self._engine.match(graph, TYPE, _PASSAGE), None) is not None
            self._whole[graph] = (cast(NamedNode, graph),) if is_passage else tuple(self._derived(graph))
        return self._whole[graph]

    def _of_readings(self, triple: Triple) -> Iterator[NamedNode]:
        """Yield what the axioms about a triple are derived from."""
        for axiom in self._readings(triple):
            yield from self._derived(axiom)

    def _readings(self, triple: Triple) -> Iterator[Node]:
        """Yield the axioms about a triple, readings and mappings."""
        for found in self._engine.match(None, _SUBJECT, cast(Node, triple.subject)):
            axiom = cast(Node, found.subject)
            if self._has(axiom, _PROPERTY, triple.predicate) and self._leads_to(axiom, triple.object):
                yield axiom

    def _leads_to(self, axiom: Node, value: Term) -> bool:
        """Return whether an axiom is about a value; a mapping has a code as its label, with the authority beside it."""
        if self._has(axiom, _TARGET, value):
            return True
        code = isinstance(value, Literal) and self._has(axiom, _CODE, Literal(value.value))
        return code and self._has(axiom, _AUTHORITY, cast(Literal, value).datatype)

    def _has(self, thing: Node, predicate: NamedNode, value: Term) -> bool:
        return next(self._engine.match(thing, predicate, value), None) is not None

    def _derived(self, thing: Node, graph: Node | None = None) -> Iterator[NamedNode]:
        """Yield what a thing says that it is derived from, in one graph or in any."""
        engine = self._engine
        found: Iterable[Quad | Triple]
        found = engine.quads(thing, DERIVED_FROM, None, graph) if graph else engine.match(thing, DERIVED_FROM)
        for statement in found:
            if isinstance(statement.object, NamedNode):
                yield statement.object

    def _named(self, source: NamedNode) -> Source:
        if source not in self._sources:
            self._sources[source] = Source(
                names.source_name(self._engine, source), source.value, self._marks.of(source.value)
            )
        return self._sources[source]


def ordered(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return sources, each once, by name; numbers in names as numbers.

    >>> [source.name for source in ordered([Source("a p10", ""), Source("a p9", ""), Source("a p9", "")])]
    ['a p9', 'a p10']
    """
    return tuple(sorted(set(sources), key=lambda source: (_key(source.name), source.iri)))


def notes(sources: Iterable[Source]) -> list[str]:
    """Return what is to be told of sources that were withdrawn or corrected, each sentence once."""
    return list(dict.fromkeys(note for source in sources for note in source.mark.notes))


def _key(name: str) -> list[tuple[int, str]]:
    parts = re.split(r"([0-9]+)", name.casefold())
    return [(int(part), "") if index % 2 else (0, part) for index, part in enumerate(parts)]
