"""Shapes and what breaks them: ours of the facts and of the ontology's style, and those that somebody brings."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from corridor_kg.engine.engine import Engine
from corridor_kg.engine.in_process import InProcess
from corridor_kg.errors import GraphUnreadable
from corridor_kg.files import line_numbers, loading, reading
from corridor_kg.files.line_numbers import Place
from corridor_kg.model.origins import Origin, PathLike
from corridor_kg.rdf import bundled, unreadable
from corridor_kg.rdf.terms import Node, Term
from corridor_kg.rdf.vocabulary import OWL, shorten
from corridor_kg.shapes import literals, looked_at, queries, validation
from corridor_kg.shapes.literals import Rewritten
from corridor_kg.shapes.queries import Compiled, Target
from corridor_kg.shapes.shapes_graph import Fault, ShapesGraph, local_name
from corridor_kg.shapes.validation import Violation
from corridor_kg.store.graph import Graph
from corridor_kg.trust.whereabouts import NOWHERE

_IMPORTS = NamedNode(f"{OWL}imports")

FACTS = os.path.join(bundled.SHAPES, "facts.ttl")
STYLE = os.path.join(bundled.SHAPES, "ontology-style.ttl")


class Shapes(NamedTuple):
    """A shapes graph.

    Attributes:
        origins: Where it stands.
        triples: What it holds.
        graph: The shapes in it.
        faults: What is wrong with them; of our own, tests see to it that there are none.
        is_own: Whether they are the project's own.
    """

    origins: tuple[Origin, ...]
    triples: tuple[Quad, ...]
    graph: ShapesGraph
    faults: tuple[Fault, ...]
    is_own: bool

    @property
    def files(self) -> list[str]:
        """Its files."""
        return [file for origin in self.origins for file in origin.files]

    @property
    def paths(self) -> set[str]:
        """The IRIs of the properties that they speak of; a malformed path speaks of none."""
        looking = (one for one in self.graph.shapes if "path" in self.graph.names(one) and one not in self.left_out)
        found = map(self.graph.path, looking)
        return {predicate.value for path in found if path for predicate in path.predicates}

    @property
    def left_out(self) -> frozenset[Node]:
        """The shapes that cannot be made sense of."""
        return frozenset(fault.about for fault in self.faults if fault.kind == "malformed-shapes")


@cache
def read_own(path: str) -> Shapes:
    """Read one of the project's files of shapes.

    Args:
        path: `FACTS` or `STYLE`, or a file in its place.
    """
    triples = tuple(reading.quads(path))
    return Shapes((Origin("shapes", (path,)),), triples, ShapesGraph(triples), (), is_own=True)


def read(paths: Iterable[PathLike]) -> Shapes:
    """Read somebody's own shapes: files, folders and pipes in any format of RDF, which are one shapes graph.

    Args:
        paths: The files and so on; ``-`` is standard input.

    Raises:
        GraphNotFound: One of them cannot be read.
        GraphUnreadable: One is not valid RDF.
    """
    origins = tuple(dict.fromkeys(origin for path in paths for origin in loading.find_origins(path)))
    triples = tuple(quad for origin in origins for quad in loading.quads(origin))
    imported = sorted({str(quad.object) for quad in triples if quad.predicate == _IMPORTS})
    if imported:
        warnings.warn(
            f"owl:imports of shapes is not followed, for nothing is fetched: {', '.join(imported)}; save what is"
            " imported as a file, and name it with --shapes too.",
            stacklevel=2,
        )
    graph = ShapesGraph(triples)
    faults = (*graph.unknown_terms(), *graph.unknown_shapes(), *graph.malformed())
    return Shapes(origins, triples, graph, faults, is_own=False)


class Data:
    """A graph as shapes look at it: the merge of all that is stated and inferred, each literal as it is written."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    @cached_property
    def _rewritten(self) -> Rewritten:
        return literals.rewritten(self._graph.parts_as_written(), self._graph.engine)

    @property
    def has_ill_typed(self) -> bool:
        """Whether a value is none that its datatype has."""
        return self._rewritten.has_ill_typed

    def quads(self) -> Iterator[Quad]:
        """Yield the merge."""
        return self._graph.as_written(Quad(*triple) for triple in self._graph.engine.match())

    @cached_property
    def _marked(self) -> Engine:
        return literals.marked(self.quads(), InProcess())

    def engine(self, shapes: ShapesGraph) -> Engine:
        """Return the engine to ask: that of the graph, unless shapes look at something that it has rewritten."""
        minds = looked_at.looked_at(shapes).minds(self._rewritten)
        return self._marked if minds else self._graph.engine

    def as_written(self, found: Violation, engine: Engine) -> Violation:
        """Return a result of an engine with its value as it is written; that of marked literals has it so."""
        predicate = found.path.predicate if found.path else None
        if engine is not self._graph.engine or predicate is None or found.value is None:
            return found
        return found._replace(value=self._rewritten.form(found.focus, predicate, found.value))


class Validation:
    """Shapes compiled for one graph.

    Args:
        shapes: The shapes.
        data: The graph.
        has_all_types: Whether what is of a class is stated in it to be of each class above it too.

    Attributes:
        shapes: As given.
        unusable: The shapes of which it turned out that neither queries nor pySHACL can validate with them.
    """

    def __init__(self, shapes: Shapes, data: Data, *, has_all_types: bool) -> None:
        self.shapes = shapes
        self._data = data
        self._has_all_types = has_all_types
        self.unusable: list[Fault] = []

    @cached_property
    def _engine(self) -> Engine:
        return self._data.engine(self.shapes.graph)

    @cached_property
    def compiled(self) -> Compiled:
        """What the shapes compile to."""
        return queries.compile_shapes(
            self.shapes.graph, self._engine, has_all_types=self._has_all_types, left_out=self.shapes.left_out
        )

    @property
    def names(self) -> list[str]:
        """The names of the shapes that may be broken."""
        graph = self.shapes.graph
        return [graph.name(shape) for shape in dict.fromkeys((*graph.reporting, *self.compiled.uncovered))]

    def violations(self) -> Iterator[Violation]:
        """Yield what breaks the shapes; what no query says is told, and asked of pySHACL."""
        for found in validation.validate(self._engine, self.shapes.graph, self.compiled):
            yield self._data.as_written(found, self._engine)
        yield from self._by_pyshacl()

    def _by_pyshacl(self) -> Iterator[Violation]:
        """Yield what breaks the shapes that no query says; those that pySHACL cannot use either are faults."""
        uncovered = self.compiled.uncovered
        if not uncovered:
            return
        from corridor_kg.shapes import reference  # late for the cold start: pySHACL is slow to import

        named = "; ".join(f"{what} in {_called(self.shapes.graph, shape)}" for shape, what in uncovered.items())
        done = "nobody looks at sh:js, and pySHACL validated the rest" if "sh:js" in named else "pySHACL validated that"
        warnings.warn(f"no query says {named}; {done}, which is slower.", stacklevel=2)
        quads = list(self._data.quads())
        try:
            yield from reference.validate(quads, self.shapes.triples, list(uncovered))
        except GraphUnreadable:
            for shape in uncovered:
                try:
                    yield from reference.validate(quads, self.shapes.triples, [shape])
                except GraphUnreadable as error:
                    self.unusable.append(Fault("malformed-shapes", shape, None, None, str(error)))

    def place(self, shape: Node, value: Term | None = None, prop: NamedNode | None = None) -> Place:
        """Return where in the file something is said of a shape; the nearest line that can be told, or 0."""
        wanted = NOWHERE if value is None else value
        if isinstance(shape, BlankNode):  # inside brackets, which are found by the block around them
            shape, wanted = self.shapes.graph.named(shape), NOWHERE
        found = line_numbers.nearest(self.shapes.origins, Triple(shape, prop or NOWHERE, wanted))
        files = self.shapes.files
        return found or Place(unreadable.shown(files[0]) if len(files) == 1 else "", 0)

    def place_of_fault(self, fault: Fault) -> Place:
        """Return where in the file a fault stands: on the line of a word that nobody knows, or near the shape."""
        near = self.place(fault.about, fault.value, fault.property)
        word = fault.property if fault.value is None else fault.value
        if fault.kind == "unknown-shacl-terms" and near.line and isinstance(word, NamedNode):
            (file,) = (file for file in dict.fromkeys(self.shapes.files) if unreadable.shown(file) == near.file)
            with open(file, encoding="utf-8-sig", errors="replace") as stream:
                word_in = re.compile(rf"[:#]{re.escape(local_name(word.value))}\b").search
                lines = (number for number, line in enumerate(stream, 1) if number >= near.line and word_in(line))
                return near._replace(line=next(lines, near.line))
        return near

    def idle(self) -> Iterator[Target]:
        """Yield what shapes say that they are for, and there is nothing of."""
        return (target for target in self.compiled.targets if not self._engine.holds(target.text))


def validate(data: Iterable[Quad], path: str) -> Iterator[Violation]:
    """Yield what in some statements breaks a file of shapes, in a fixed order.

    Args:
        data: The statements, with the subclass axioms that the shapes need.
        path: The file of shapes.
    """
    shapes = read_own(path)
    engine = literals.marked(data, InProcess())
    yield from validation.validate(engine, shapes.graph, queries.compile_shapes(shapes.graph, engine))


def _called(shapes: ShapesGraph, shape: Node) -> str:
    return shorten(shape.value) if isinstance(shape, NamedNode) else shapes.name(shape)
