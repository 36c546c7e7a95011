"""What leaves the project: some origins or all, some things or all, with or without their evidence.

Quads come from the files, each literal exactly as it was written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from pyoxigraph import NamedNode, Quad, Triple

from corridor_kg.choices import PARTS, USUAL_PARTS
from corridor_kg.errors import BadParameter, UnknownThing, did_you_mean
from corridor_kg.exports import derived_evidence, self_description
from corridor_kg.files import loading, reading
from corridor_kg.model import frames
from corridor_kg.model.index import Index
from corridor_kg.model.kinds import OTHERS, Kind, kind_of
from corridor_kg.model.origins import ONTOLOGY as ONTOLOGY_ORIGIN
from corridor_kg.model.origins import Origin
from corridor_kg.rdf.canonical import SECONDS
from corridor_kg.rdf.terms import DERIVED_FROM, INFERRED, LABEL, TYPE, Node
from corridor_kg.rdf.vocabulary import GRAPHS, ONTOLOGY, prefixes, shorten
from corridor_kg.store.graph import Graph

LINKS = "links"
"""The name of the origin of links."""

_EVIDENCE = tuple(f"{ONTOLOGY}{name}" for name in ("Passage", "Source", "Mention", "Correction"))
_DENOTES = f"{ONTOLOGY}denotes"
_CORRECTIONS = (f"{ONTOLOGY}corrects", f"{ONTOLOGY}hasReplacement")
_OF_EVIDENCE = ("http://purl.org/dc/terms/isPartOf", f"{prefixes()['oa']}hasSource", _DENOTES, *_CORRECTIONS)
"""How evidence speaks of evidence; what is spoken of in no other way goes with it."""

_GROUND = f"{ONTOLOGY}ground"


@dataclass(frozen=True)
class Selection:
    """A part of a graph, to be written.

    Attributes:
        graph: The graph.
        parts: Which of `PARTS`.
        evidence: Whether the passages and sources that state each thing come along.
        things: The things asked for, with what belongs to them; empty for everything.
        seconds: How long naming its blank nodes may take.
    """

    graph: Graph
    parts: frozenset[str]
    evidence: bool
    things: tuple[NamedNode, ...]
    seconds: float = SECONDS

    @property
    def whole(self) -> bool:
        """Whether each of its origins leaves as it is."""
        return self.evidence and not self.things

    @cached_property
    def origins(self) -> tuple[Origin, ...]:
        """The origins that it takes from files."""
        return tuple(origin for origin in self.graph.origins if _part(origin) in self.parts)

    def streams(self) -> Iterator[tuple[Node, Iterable[Quad | Triple]]]:
        """Yield its statements as streams, each with the graph that they belong to.

        Where it is whole, files are read as they are passed on, and nothing is held in memory.
        """
        if self.whole:
            for origin in self.origins:
                for statements in _statements(origin):
                    yield origin.graph, statements
            yield INFERRED, (quad.triple for quad in self._inferred())
            yield NamedNode(GRAPHS + self_description.DESCRIPTION), (quad.triple for quad in self._counts())
        else:
            by_graph: dict[Node, list[Triple]] = defaultdict(list)
            for quad in self._chosen:
                by_graph[cast(Node, quad.graph_name)].append(quad.triple)
            yield from by_graph.items()

    def quads(self) -> Iterator[Quad]:
        """Yield its quads, in the order of origins and files."""
        if not self.whole:
            yield from self._chosen
            return
        read: list[tuple[str, Iterable[Quad]]] = []
        for origin in self.origins:
            quads = list(self_description.without_counts(origin, loading.quads(origin)))
            yield from quads
            read.append((origin.name, quads))
        inferred = list(self._inferred())
        yield from inferred
        yield from self._counts([*read, *([("inferred", inferred)] if "inferred" in self.parts else [])])

    def merged(self) -> Iterator[Quad | Triple]:
        """Yield its statements for a format without named graphs, with the evidence that its graphs tell."""
        quads = list(self.quads())
        yield from quads
        if self.evidence:
            yield from derived_evidence.derived(quads, derived_evidence.sources(quads))

    def merged_streams(self) -> Iterator[tuple[Node, Iterable[Quad | Triple]]]:
        """Yield the same as `merged`, as streams; where it is whole, nothing is held in memory."""
        if not self.whole:
            yield INFERRED, (one.triple if isinstance(one, Quad) else one for one in self.merged())
            return
        yield from self.streams()
        yield INFERRED, derived_evidence.of_origins(self.origins)

    def told_graphs(self, quads: list[Quad]) -> dict[NamedNode, list[Triple]]:
        """Return what stands in each named graph of which it is known who states it; nothing without evidence."""
        known = derived_evidence.sources(quads) if self.evidence else {}
        graphs: dict[Any, list[Triple]] = defaultdict(list)
        for quad in quads:
            if quad.graph_name in known:
                graphs[quad.graph_name].append(quad.triple)
        return dict(graphs)

    def _inferred(self) -> Iterable[Quad]:
        return self.graph.inferred() if "inferred" in self.parts else ()

    def _counts(self, read: Iterable[tuple[str, Iterable[Quad]]] = ()) -> Iterator[Quad]:
        """Yield what can be counted of the whole, as it leaves; from what was read of it, or by reading it."""
        parts = list(read) or [
            *((origin.name, loading.quads(origin)) for origin in self.origins),
            *([("inferred", self._inferred())] if "inferred" in self.parts else []),
        ]
        counted = [(name, quads) for name, quads in parts if name != self_description.DESCRIPTION]
        yield from self_description.counts(self.origins, counted, self.graph.as_of)

    def _files(self) -> Iterator[Quad]:
        for origin in self.origins:
            yield from self_description.without_counts(origin, loading.quads(origin))

    @cached_property
    def _chosen(self) -> list[Quad]:
        quads = [*self._files(), *self._inferred()]
        if not self.evidence:
            quads = _without_evidence(quads)
        if self.things:
            belonging = _belonging(quads, self.things, self.codes(), self._kind)
            return [*belonging, *self_description.credits(self.graph)]
        described = NamedNode(GRAPHS + self_description.DESCRIPTION)
        by_graph: dict[Any, list[Quad]] = defaultdict(list)
        for quad in quads:
            by_graph[quad.graph_name].append(quad)
        parts = [(self.graph.origin_name(kept[0]), kept) for graph, kept in by_graph.items() if graph != described]
        return [*quads, *self_description.counts(self.origins, parts, self.graph.as_of)]

    def _kind(self, thing: NamedNode) -> Kind:
        """Return the kind of a thing, which may be said by an origin that is not included."""
        stated = (quad for quad in self.graph.stated() if quad.subject == thing and quad.predicate == TYPE)
        return kind_of([str(quad.object)[1:-1] for quad in stated])

    def codes(self) -> list[Quad]:
        """Return the classes and labels of the ontology's terms, by which a part can be read."""
        terms = (origin for origin in self.graph.origins if origin.name == ONTOLOGY_ORIGIN)
        return [quad for origin in terms for quad in loading.quads(origin) if quad.predicate in (TYPE, LABEL)]


def select(
    graph: Graph,
    *,
    things: Iterable[str] = (),
    include: Collection[str] = USUAL_PARTS,
    evidence: bool = True,
    seconds: float = SECONDS,
) -> Selection:
    """Return a part of a graph.

    Args:
        graph: The graph.
        things: Slugs, CURIEs, IRIs or labels; empty for everything.
        include: Which of `PARTS`.
        evidence: Whether passages and sources come along.
        seconds: How long naming blank nodes may take, above 0.

    Raises:
        BadParameter: ``include`` names something else.
        UnknownThing: A thing is not there, or not in what is included.
    """
    things = [things] if isinstance(things, str) else things
    include = [include] if isinstance(include, str) else include
    for part in include:
        if part not in PARTS:
            hint = did_you_mean(part, PARTS, otherwise=f"write {', '.join(PARTS)}")
            raise BadParameter(f"nothing called {part!r} can be included{hint}")
    if not include:
        raise BadParameter(f"an export of nothing was asked for; include {', '.join(PARTS)}.")
    found = tuple(dict.fromkeys(graph.resolve(name) for name in things))
    selection = Selection(graph, frozenset(include), evidence, found, seconds)
    if not selection.origins and "inferred" not in include:
        raise BadParameter(f"this graph has nothing of {', '.join(include)}; include {', '.join(PARTS)}.")
    return selection


def _statements(origin: Origin) -> Iterator[Iterable[Quad | Triple]]:
    """Yield what each file of an origin states; what can be read fast comes straight from the parser."""
    for file in origin.files:
        if loading.is_plain(file, origin) and not _describes(origin):
            yield reading.plain(file)
        else:
            quads = loading.quads(origin._replace(files=(file,)))
            yield (quad.triple for quad in self_description.without_counts(origin, quads))


def _describes(origin: Origin) -> bool:
    return origin.name == self_description.DESCRIPTION


def _part(origin: Origin) -> str:
    return origin.name if origin.name in (ONTOLOGY_ORIGIN, LINKS) else "stated"


def _without_evidence(quads: list[Quad]) -> list[Quad]:
    """Return quads without what says where they come from, and without what only that speaks of.

    What a passage states is put into the graph in which the passage is described.
    """
    kept = [quad for quad in quads if quad.predicate != DERIVED_FROM]
    spoken_of = {
        quad.object for quad in kept if quad.predicate.value not in _OF_EVIDENCE and quad.object != quad.subject
    }
    gone = {quad.subject for quad in kept if quad.predicate.value == _GROUND}  # a reading, or a mention
    for thing, iris in _types(kept).items():
        if thing not in spoken_of and not iris.isdisjoint(_EVIDENCE):
            gone.add(thing)
    described: dict[Any, Any] = {
        quad.subject: quad.graph_name
        for quad in kept
        if quad.predicate == TYPE and quad.object == derived_evidence.PASSAGE
    }
    return [
        Quad(quad.subject, quad.predicate, quad.object, described.get(quad.graph_name, quad.graph_name))
        for quad in kept
        if quad.subject not in gone
    ]


def _belonging(
    quads: list[Quad], things: tuple[NamedNode, ...], codes: list[Quad], kind: Callable[[NamedNode], Kind]
) -> list[Quad]:
    """Return the quads of some things and of what belongs to them; of what they only name, class and label.

    Args:
        quads: What is included.
        things: What was asked for.
        codes: Classes and labels of the terms that they may name.
        kind: Tells the kind of a thing of which no class is included.

    Raises:
        UnknownThing: Nothing is said of one of them.
    """
    index = Index(quads)
    whole: set[Node] = set()
    for thing in things:
        if thing not in index.forward:
            raise UnknownThing(
                f"{shorten(thing.value)} is in the graph, but not in what is included; add to --include, which"
                f" takes {', '.join(PARTS)}."
            )
        found = index.kind(thing)
        index.follow(thing, frames.frame(found if found != OTHERS else kind(thing)), whole)
    index.share(whole)
    # an article comes along with its passages, and what is said of it may stand in yet another
    while stating := (_stating(quads, _kept(quads, whole, index), whole) & set(index.forward)) - whole:
        index.share(stating)
        whole |= stating
    return _kept([*quads, *(quad for quad in codes if quad.subject not in index.forward)], whole, index)


def _kept(quads: Iterable[Quad], whole: set[Node], index: Index) -> list[Quad]:
    """Return the quads of things, and of what these only name the class and the label."""
    named = {quad.object for thing in whole for quad in index.forward[thing] if quad.predicate != TYPE} - whole
    return [
        quad for quad in quads if quad.subject in whole or (quad.subject in named and quad.predicate in (TYPE, LABEL))
    ]


def _stating(quads: list[Quad], kept: list[Quad], things: set[Node]) -> set[Any]:
    """Return the passages and graphs that state what is kept, and what they print in place of the names of things."""
    known = derived_evidence.sources(quads)
    graphs: set[Any] = {quad.graph_name for quad in kept if quad.graph_name in known}
    mentions = {
        quad.subject
        for quad in quads
        if quad.predicate.value == _DENOTES and quad.object in things and quad.graph_name in graphs
    }
    return graphs | mentions


def _types(quads: Iterable[Quad]) -> dict[Node, set[str]]:
    types: dict[Any, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == TYPE:
            types[quad.subject].add(str(quad.object)[1:-1])
    return types
