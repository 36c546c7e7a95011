"""What leaves the project: some origins or all, some things or all, with or without their evidence.

Quads come from the files, each literal exactly as it was written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard, cast

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from corridor_kg.errors import BadParameter, UnknownThing, did_you_mean
from corridor_kg.exports import self_description
from corridor_kg.files import loading, reading
from corridor_kg.inference import closure
from corridor_kg.model import frames
from corridor_kg.model.kinds import OTHERS, Kind, kind_of
from corridor_kg.rdf.terms import Node, Term
from corridor_kg.rdf.vocabulary import GRAPHS, ONTOLOGY, PROV, RDF, RDFS, Json, shorten

if TYPE_CHECKING:
    from corridor_kg.corridor import Corridor
    from corridor_kg.files.loading import Origin

PARTS = ("stated", "links", "inferred", "ontology")
"""What an export can be of: the facts, the links to open data, what follows, the ontology."""

USUAL = ("stated", "links")

LINKS = "links"
"""The name of the origin of links."""

_TYPE = NamedNode(f"{RDF}type")
_LABEL = NamedNode(f"{RDFS}label")
_DERIVED = NamedNode(f"{PROV}wasDerivedFrom")
_EVIDENCE = (f"{ONTOLOGY}Passage", f"{ONTOLOGY}Source")


@dataclass(frozen=True)
class Selection:
    """A part of a graph, to be written.

    Attributes:
        corridor: The graph.
        parts: Which of `PARTS`.
        evidence: Whether the passages and sources that state each thing come along.
        things: The things asked for, with what belongs to them; empty for everything.
    """

    corridor: Corridor
    parts: frozenset[str]
    evidence: bool
    things: tuple[NamedNode, ...]

    @property
    def whole(self) -> bool:
        """Whether each of its origins leaves as it is."""
        return self.evidence and not self.things

    @cached_property
    def origins(self) -> tuple[Origin, ...]:
        """The origins that it takes from files."""
        return tuple(origin for origin in self.corridor.origins if _part(origin) in self.parts)

    def streams(self) -> Iterator[tuple[NamedNode, Iterable[Quad | Triple]]]:
        """Yield its statements as streams, each with the graph that they belong to.

        Where it is whole, files are read as they are passed on, and nothing is held in memory.
        """
        if self.whole:
            for origin in self.origins:
                for statements in _statements(origin):
                    yield origin.graph, statements
            yield closure.INFERRED, (quad.triple for quad in self._inferred())
            yield NamedNode(GRAPHS + self_description.DESCRIPTION), (quad.triple for quad in self._counts())
        else:
            by_graph: dict[NamedNode, list[Triple]] = defaultdict(list)
            for quad in self._chosen:
                by_graph[cast(NamedNode, quad.graph_name)].append(quad.triple)
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

    def _inferred(self) -> Iterable[Quad]:
        return self.corridor.inferred() if "inferred" in self.parts else ()

    def _counts(self, read: Iterable[tuple[str, Iterable[Quad]]] = ()) -> Iterator[Quad]:
        """Yield what can be counted of the whole, as it leaves; from what was read of it, or by reading it."""
        parts = list(read) or [
            *((origin.name, loading.quads(origin)) for origin in self.origins),
            *([("inferred", self._inferred())] if "inferred" in self.parts else []),
        ]
        counted = [(name, quads) for name, quads in parts if name != self_description.DESCRIPTION]
        yield from self_description.counts(self, counted)

    def _files(self) -> Iterator[Quad]:
        for origin in self.origins:
            yield from self_description.without_counts(origin, loading.quads(origin))

    @cached_property
    def _chosen(self) -> list[Quad]:
        quads = [*self._files(), *self._inferred()]
        if not self.evidence:
            quads = _without_evidence(quads)
        if self.things:
            belonging = _belonging(quads, self.things, self._codes(), self._kind)
            return [*belonging, *self_description.credits(self.corridor)]
        described = NamedNode(GRAPHS + self_description.DESCRIPTION)
        by_graph: dict[Any, list[Quad]] = defaultdict(list)
        for quad in quads:
            by_graph[quad.graph_name].append(quad)
        parts = [(graph.value.removeprefix(GRAPHS), kept) for graph, kept in by_graph.items() if graph != described]
        return [*quads, *self_description.counts(self, parts)]

    def _kind(self, thing: NamedNode) -> Kind:
        """Return the kind of a thing, which may be said by an origin that is not included."""
        stated = (quad for quad in self.corridor.stated() if quad.subject == thing and quad.predicate == _TYPE)
        return kind_of([str(quad.object)[1:-1] for quad in stated])

    def _codes(self) -> list[Quad]:
        """Return the classes and labels of the ontology's terms, by which a part can be read."""
        return [quad for quad in loading.quads(self.corridor.origins[0]) if quad.predicate in (_TYPE, _LABEL)]


def select(
    corridor: Corridor,
    *,
    things: Iterable[str] = (),
    include: Collection[str] = USUAL,
    evidence: bool = True,
) -> Selection:
    """Return a part of a graph.

    Args:
        corridor: The graph.
        things: Slugs, CURIEs, IRIs or labels; empty for everything.
        include: Which of `PARTS`.
        evidence: Whether passages and sources come along.

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
    found = tuple(dict.fromkeys(corridor.resolve(name) for name in things))
    selection = Selection(corridor, frozenset(include), evidence, found)
    if not selection.origins and "inferred" not in include:
        raise BadParameter(f"this graph has nothing of {', '.join(include)}; include {', '.join(PARTS)}.")
    return selection


def _statements(origin: Origin) -> Iterator[Iterable[Quad | Triple]]:
    """Yield what each file of an origin states; what can be read fast comes straight from the parser."""
    for file in origin.files:
        if origin.part is None and not _describes(origin) and reading.is_plain(file):
            yield reading.plain(file)
        else:
            quads = loading.quads(origin._replace(files=(file,)))
            yield (quad.triple for quad in self_description.without_counts(origin, quads))


def _describes(origin: Origin) -> bool:
    return origin.name == self_description.DESCRIPTION


def _part(origin: Origin) -> str:
    return origin.name if origin.name in ("ontology", LINKS) else "stated"


def _without_evidence(quads: list[Quad]) -> list[Quad]:
    """Return quads without what says where they come from, and without what only that speaks of."""
    kept = [quad for quad in quads if quad.predicate != _DERIVED]
    spoken_of = {quad.object for quad in kept if quad.predicate.value != "http://purl.org/dc/terms/isPartOf"}
    types = _types(kept)
    gone = {thing for thing, iris in types.items() if thing not in spoken_of and not iris.isdisjoint(_EVIDENCE)}
    return [quad for quad in kept if quad.subject not in gone]


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
    named = {quad.object for thing in whole for quad in index.forward[thing] if quad.predicate != _TYPE} - whole
    return [
        quad
        for quad in [*quads, *(quad for quad in codes if quad.subject not in index.forward)]
        if quad.subject in whole or (quad.subject in named and quad.predicate in (_TYPE, _LABEL))
    ]


class Belongings(NamedTuple):
    """A thing with what belongs to it.

    Attributes:
        thing: The thing.
        inside: What belongs to it, each with the branch of the frame on which it was found.
    """

    thing: Node
    inside: list[tuple[frames.Branch, Belongings]]


class Index:
    """Quads by their two ends."""

    def __init__(self, quads: Iterable[Quad | Triple]) -> None:
        self.forward: dict[Any, list[Quad | Triple]] = defaultdict(list)
        self.backward: dict[Node, list[Quad | Triple]] = defaultdict(list)
        for quad in quads:
            self.forward[quad.subject].append(quad)
            if isinstance(quad.object, NamedNode | BlankNode):
                self.backward[quad.object].append(quad)

    def values(self, thing: Node, predicate: str) -> list[Term]:
        """Return the values that a thing has of a property, in the order of the quads."""
        found = (quad.object for quad in self.forward.get(thing, ()) if quad.predicate.value == predicate)
        return list(dict.fromkeys(found))

    def predicates(self, thing: Node) -> set[str]:
        """Return the IRIs of the properties that a thing has."""
        return {quad.predicate.value for quad in self.forward.get(thing, ())}

    def kind(self, thing: Node) -> Kind:
        """Return the kind of a thing."""
        return kind_of(self._classes(thing))

    def follow(self, thing: Node, frame: Json, found: set[Node]) -> Belongings:
        """Add a thing, and what belongs to it by a frame, to what was found; return what was new, as a tree."""
        new = Belongings(thing, [])
        if thing in found or thing not in self.forward:
            return new
        found.add(thing)
        for branch in frames.branches(frame):
            ends = self.backward[thing] if branch.inverse else self.forward[thing]
            for quad in [quad for quad in ends if quad.predicate.value == branch.predicate]:
                end = quad.subject if branch.inverse else quad.object
                if self._belongs(end, branch) and end not in found:
                    new.inside.append((branch, self.follow(end, branch.frame, found)))
        self._follow_blank(thing, found)
        return new

    def _follow_blank(self, thing: Node, found: set[Node]) -> None:
        """Add the blank nodes to which a thing leads; a long list is no deep call."""
        waiting = [thing]
        while waiting:
            for quad in self.forward.get(waiting.pop(), ()):
                if isinstance(quad.object, BlankNode) and quad.object not in found and quad.object in self.forward:
                    found.add(quad.object)
                    waiting.append(quad.object)

    def _belongs(self, end: Term, branch: frames.Branch) -> TypeGuard[Node]:
        """Return whether what stands at the end of a branch is a thing of the right class."""
        if not isinstance(end, NamedNode | BlankNode) or end not in self.forward:
            return False
        return not branch.types or bool(branch.types & self._classes(end))

    def share(self, found: set[Node]) -> None:
        """Add what the things found share with others, passages and measures say, as far as they name it.

        What is only shared comes without its own evidence.
        """
        followed, waiting = set(found), list(found)
        while waiting:
            thing = waiting.pop()
            for quad in list(self.forward[thing]):
                end = quad.object
                if quad.predicate == _DERIVED and thing not in followed:
                    continue
                if isinstance(end, NamedNode) and end in self.forward and end not in found and self.kind(end).shared:
                    found.add(end)
                    waiting.append(end)

    def _classes(self, thing: Node) -> frozenset[str]:
        return frozenset(str(quad.object)[1:-1] for quad in self.forward.get(thing, ()) if quad.predicate == _TYPE)


def _types(quads: Iterable[Quad]) -> dict[Node, set[str]]:
    types: dict[Any, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == _TYPE:
            types[quad.subject].add(str(quad.object)[1:-1])
    return types
