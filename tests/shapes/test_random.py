"""Of random shapes and random graphs, the queries find what pySHACL finds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from corridor_kg.engine.in_process import InProcess
from corridor_kg.rdf.terms import TYPE, Node, Term
from corridor_kg.rdf.vocabulary import RDF, RDFS, XSD
from corridor_kg.shapes import literals, queries, reference, validation
from corridor_kg.shapes.shacl import sh
from corridor_kg.shapes.shapes_graph import ShapesGraph
from corridor_kg.shapes.validation import Violation

FIRST, REST, NIL = (NamedNode(RDF + name) for name in ("first", "rest", "nil"))
P, Q, R = PROPERTIES = [NamedNode(f"http://example.org/{name}") for name in "pqr"]
C, D = CLASSES = [NamedNode(f"http://example.org/{name}") for name in "CD"]
NODES: list[Node] = [NamedNode("http://example.org/a"), NamedNode("http://example.org/bb"), BlankNode("x")]


def typed(text: str, name: str) -> Literal:
    """Return a literal of a datatype of XML Schema."""
    return Literal(text, datatype=NamedNode(XSD + name))


NUMBERS = [Literal(1), typed("01", "integer"), typed("1", "byte"), typed("2.5", "decimal"), typed("2.50", "decimal")]
NUMBERS += [typed("3", "double"), typed("2E0", "double")]
DATES = [typed("2017-12-01", "date"), typed("2016-02-29", "date")]
TEXTS = [Literal(""), Literal("a"), Literal("abc")]
IN_A_LANGUAGE = [Literal("a", language="en"), Literal("b", language="en-gb"), Literal("b", language="zh")]
ODD = [typed("one", "integer"), typed("2017-02-30", "date"), typed("true", "boolean"), typed("1", "boolean")]
LITERALS = [*NUMBERS, *DATES, *TEXTS, *IN_A_LANGUAGE, *ODD]
VALUES: list[Term] = [*NODES, *LITERALS]

COMPARING = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive", "lessThan", "lessThanOrEquals")
"""What compares values. What SPARQL cannot compare, as a date with a number, pySHACL puts into an order of its own."""

Triples = list[Triple]
Part = Callable[[Node, Triples], None]
"""Says something of a shape."""


@st.composite
def graphs(draw: st.DrawFn, values: list[Term]) -> Triples:
    """Draw a graph of some values."""
    of_values = st.builds(Triple, st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from(values))
    of_types = st.builds(Triple, st.sampled_from(NODES), st.just(TYPE), st.sampled_from(CLASSES))
    triples = draw(st.lists(st.one_of(of_values, of_types), min_size=1, max_size=14, unique=True))
    below = [Triple(D, NamedNode(f"{RDFS}subClassOf"), C)] if draw(st.booleans()) else []
    return triples + below


class Shapes:
    """Draws the shapes of one shapes graph."""

    def __init__(self, draw: st.DrawFn, ranges: list[Term]) -> None:
        self._draw = draw
        self.ranges = ranges
        self._numbers = count()
        self.triples: Triples = []

    def one(self, choices: list[Term]) -> Term:
        """Draw one of some terms."""
        return self._draw(st.sampled_from(choices))

    def say(self, shape: Node, name: str, value: Term) -> None:
        """Say something of a shape in a word of SHACL."""
        self.triples.append(Triple(shape, sh(name), value))

    def node(self) -> NamedNode:
        """Return a name for another shape."""
        return NamedNode(f"http://example.org/shape-{next(self._numbers)}")

    def listed(self, members: list[Term]) -> Node:
        """Return the head of a list."""
        head: Node = NIL
        for member in reversed(members):
            cell = BlankNode(f"cell{next(self._numbers)}")
            self.triples += [Triple(cell, FIRST, member), Triple(cell, REST, head)]
            head = cell
        return head

    def path(self) -> Node:
        """Draw a property path."""
        kind = self._draw(st.sampled_from(["", "", "", "inverse", "/", "|", "*", "+", "?"]))
        if not kind:
            return self._draw(st.sampled_from(PROPERTIES))
        node = BlankNode(f"path{next(self._numbers)}")
        if kind == "/":
            return self.listed([self.one([*PROPERTIES]), self.one([*PROPERTIES])])
        if kind == "|":
            self.say(node, "alternativePath", self.listed([P, Q]))
        elif kind == "inverse":
            self.say(node, "inversePath", self.one([*PROPERTIES]))
        else:
            repeated = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}
            self.say(node, repeated[kind], self.one([*PROPERTIES]))
        return node

    def shape(self, depth: int, *, is_property: bool | None = None) -> NamedNode:
        """Draw a shape, and those within it as deep as is allowed."""
        shape = self.node()
        is_property = self._draw(st.booleans()) if is_property is None else is_property
        if is_property:
            self.say(shape, "path", self.path())
        names = [*_OF_VALUES, *(_OF_PROPERTIES if is_property else ()), *(_OF_SHAPES if depth else ())]
        names = [name for name in names if self.ranges or name not in COMPARING]
        if not any(triple.subject == shape and triple.object in PROPERTIES for triple in self.triples):
            names = [name for name in names if not name.startswith("less")]  # the path may lead to a node
        for name in self._draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)):
            self._constrain(shape, name, depth, is_property)
        return shape

    def _constrain(self, shape: Node, name: str, depth: int, is_property: bool) -> None:
        if name in ("and", "or", "xone"):
            self.say(shape, name, self.listed([self.shape(depth - 1) for _ in range(self._draw(st.integers(1, 3)))]))
        elif name in ("not", "node"):
            self.say(shape, name, self.shape(depth - 1, is_property=False if name == "node" else None))
        elif name == "property":
            self.say(shape, name, self.shape(depth - 1, is_property=True))
        elif name == "qualifiedValueShape" and is_property:
            self.say(shape, name, self.shape(depth - 1))
            limit = self._draw(st.sampled_from(["qualifiedMinCount", "qualifiedMaxCount"]))
            self.say(shape, limit, Literal(self._draw(st.integers(0, 2))))
        elif name == "closed":
            self.say(shape, name, typed("true", "boolean"))
            self.say(shape, "ignoredProperties", self.listed([TYPE, self.one([*PROPERTIES])]))
        elif name != "qualifiedValueShape":
            self.say(shape, name, (_OF_VALUES | _OF_PROPERTIES)[name](self))


_DATATYPES = ("string", "integer", "byte", "decimal", "double", "date", "boolean")
_OF_VALUES: dict[str, Callable[[Shapes], Term]] = {
    "class": lambda shapes: shapes.one([*CLASSES]),
    "datatype": lambda shapes: shapes.one([NamedNode(XSD + name) for name in _DATATYPES]),
    "nodeKind": lambda shapes: sh(shapes._draw(st.sampled_from(["IRI", "BlankNode", "Literal", "BlankNodeOrIRI"]))),
    "minInclusive": lambda shapes: shapes.one(shapes.ranges),
    "minExclusive": lambda shapes: shapes.one(shapes.ranges),
    "maxInclusive": lambda shapes: shapes.one(shapes.ranges),
    "maxExclusive": lambda shapes: shapes.one(shapes.ranges),
    "minLength": lambda shapes: shapes.one([Literal(1), Literal(2)]),
    "maxLength": lambda shapes: shapes.one([Literal(1), Literal(2)]),
    "pattern": lambda shapes: shapes.one([Literal("^[a-c]*$"), Literal("1"), Literal("example")]),
    "languageIn": lambda shapes: shapes.listed([shapes.one([Literal("en"), Literal("zh"), Literal("en-GB")])]),
    "in": lambda shapes: shapes.listed([shapes.one([*LITERALS, *NODES[:2]]) for _ in range(2)]),
    "hasValue": lambda shapes: shapes.one([*LITERALS, *NODES[:2]]),
    "equals": lambda shapes: shapes.one([*PROPERTIES]),
    "disjoint": lambda shapes: shapes.one([*PROPERTIES]),
    "closed": lambda shapes: typed("true", "boolean"),
}
_OF_PROPERTIES: dict[str, Callable[[Shapes], Term]] = {
    "minCount": lambda shapes: Literal(shapes._draw(st.integers(0, 3))),
    "maxCount": lambda shapes: Literal(shapes._draw(st.integers(0, 2))),
    "uniqueLang": lambda shapes: typed("true", "boolean"),
    "lessThan": lambda shapes: shapes.one([*PROPERTIES]),
    "lessThanOrEquals": lambda shapes: shapes.one([*PROPERTIES]),
}
_OF_SHAPES = ("and", "or", "xone", "not", "node", "property", "qualifiedValueShape")


@st.composite
def examples(draw: st.DrawFn) -> tuple[Triples, Triples]:
    """Draw a graph, and a shapes graph of one shape with a target and those that it leads to."""
    kind: list[Term] = draw(st.sampled_from([NUMBERS, DATES, []]))
    data = draw(graphs(kind or VALUES))
    shapes = Shapes(draw, kind)
    top = shapes.shape(2)
    target = draw(st.sampled_from(["targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"]))
    names: dict[str, list[Term]] = {"targetClass": [C], "targetNode": [NODES[0], *(kind or LITERALS)]}
    shapes.say(top, target, shapes.one(names.get(target, [*PROPERTIES])))
    if draw(st.booleans()):
        shapes.say(top, "severity", sh("Warning"))
    return data, shapes.triples


def compared(found: Violation) -> tuple[str, ...]:
    """Return what two validators have to agree on, and that a report can be compared by."""
    path = found.path.text if found.path else ""
    return (str(found.source), str(found.focus), path, str(found.value), found.severity, found.component)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(example=examples())
def test_the_queries_find_what_pyshacl_finds(example: tuple[Triples, Triples]) -> None:
    """Focus, path, value, shape, severity and component of each result are the same."""
    data, triples = example
    shapes = ShapesGraph(triples)
    assert list(shapes.malformed()) == []
    engine = literals.marked(data, InProcess())
    compiled = queries.compile_shapes(shapes, engine)
    assume(not compiled.uncovered)
    ours = set(map(compared, validation.validate(engine, shapes, compiled)))
    assert ours == set(map(compared, reference.validate(data, triples)))
