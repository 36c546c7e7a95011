"""Who says so: the passages and sources of a triple, by the place where it stands.

A passage is a named graph, and what stands in it is what the passage states. Another named graph may say whence it is
as a whole; a reading says of one triple on what ground it stands, in an ``owl:Axiom`` about it. A file without named
graphs can say it of a thing alone (``prov:wasDerivedFrom``), which is taken for its triples where nothing else is
known of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from pyoxigraph import NamedNode, Quad, Triple

from corridor_kg.engine.engine import Engine
from corridor_kg.rdf.terms import DERIVED_FROM, INFERRED, TYPE, Node, Term
from corridor_kg.rdf.vocabulary import ONTOLOGY, OWL
from corridor_kg.store import names

_PASSAGE = NamedNode(f"{ONTOLOGY}Passage")
_ABOUT = tuple(NamedNode(f"{OWL}annotated{part}") for part in ("Source", "Property", "Target"))


class Source(NamedTuple):
    """A passage or a source that states something.

    Attributes:
        name: Its notation, such as ``china-daily p14``, or its label.
        iri: Its IRI.
    """

    name: str
    iri: str


class Evidence:
    """Looks up, in one engine, who states what.

    Args:
        engine: What holds the graph.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._sources: dict[Term, Source] = {}
        self._whole: dict[Node, tuple[NamedNode, ...]] = {}

    def of(self, triple: Triple) -> tuple[Source, ...]:
        """Return the passages and sources that state a triple, in any graph, sorted by name."""
        quads = self._engine.quads(triple.subject, triple.predicate, triple.object)
        graphs = {cast(Node, quad.graph_name) for quad in quads} - {INFERRED}
        return ordered(source for graph in graphs for source in self.within(triple, graph))

    def within(self, triple: Triple, graph: Node) -> tuple[Source, ...]:
        """Return the passages and sources of a triple as it stands in one named graph, sorted by name."""
        found = {*self._of_graph(graph), *self._of_readings(triple)}
        return ordered(map(self._named, found or self._derived(cast(Node, triple.subject), graph)))

    def _of_graph(self, graph: Node) -> tuple[NamedNode, ...]:
        """Return the passage that a named graph is, or what it says that it is derived from as a whole."""
        if graph not in self._whole:
            is_passage = next(self._engine.match(graph, TYPE, _PASSAGE), None) is not None
            self._whole[graph] = (cast(NamedNode, graph),) if is_passage else tuple(self._derived(graph))
        return self._whole[graph]

    def _of_readings(self, triple: Triple) -> Iterator[NamedNode]:
        """Yield what the axioms about a triple are derived from."""
        source, *others = zip(_ABOUT, (triple.subject, triple.predicate, triple.object), strict=True)
        for axiom in self._engine.match(None, *source):
            if all(next(self._engine.match(axiom.subject, *other), None) for other in others):
                yield from self._derived(cast(Node, axiom.subject))

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
            self._sources[source] = Source(names.source_name(self._engine, source), source.value)
        return self._sources[source]


def ordered(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return sources, each once, by name; numbers in names as numbers.

    >>> [source.name for source in ordered([Source("a p10", ""), Source("a p9", ""), Source("a p9", "")])]
    ['a p9', 'a p10']
    """
    return tuple(sorted(set(sources), key=lambda source: (_key(source.name), source.iri)))


def _key(name: str) -> list[tuple[int, str]]:
    parts = re.split(r"([0-9]+)", name)
    return [(int(part), "") if index % 2 else (0, part) for index, part in enumerate(parts)]
