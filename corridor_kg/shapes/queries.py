"""Shapes as queries: one for each property shape and constraint, over all the things that it is for.

A row of a query is a result: the focus node, the value that is wrong where there is one, and of a closed shape the
property. What no query says is told by the shape that asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode

from corridor_kg.engine.engine import Engine
from corridor_kg.rdf.terms import Node, Term
from corridor_kg.shapes import messages, shacl
from corridor_kg.shapes.conditions import MOST_NESTED, A, Conditions, Uncovered
from corridor_kg.shapes.paths import Path
from corridor_kg.shapes.shapes_graph import ShapesGraph

_FOCUS = "\nFOCUS\n"
"""Stands in a query for the pattern that binds ``?focus``, which is known when all shapes have been seen.

No term has a line break in it as a query writes it, so that nothing in a shape can be taken for this.
"""

_FOUND = "\nFOUND\n"
"""Stands for the pattern that binds ``?focus`` and ``?value`` to each thing and its value."""

_TOO = "\nTOO\n"
"""Stands behind a condition of a filter for one that is asked only where the first is true."""


class Query(NamedTuple):
    """One constraint of one shape, as a SELECT query.

    Attributes:
        shape: The shape.
        component: The IRI of the constraint component.
        text: The query, of ``?focus``, and of ``?value`` and ``?path`` where there are such.
        path: The path of the shape; None for a node shape.
        message: What a result says.
    """

    shape: Node
    component: str
    text: str
    path: Path | None
    message: str


class Way(NamedTuple):
    """A way in which things come to be looked at by a shape.

    Attributes:
        to: Makes the pattern that binds a variable to these things.
        kind: The class that they are of, where that is all; else None.
        node: The one thing that it is, as a query has it; else empty.
        is_one: The expression that ``?focus`` is one of them; empty where none says so.
    """

    to: Callable[[str], str]
    kind: Term | None = None
    node: str = ""
    is_one: str = ""


class Target(NamedTuple):
    """What a shape says that it is for.

    Attributes:
        shape: The shape.
        by: The property of SHACL that says so; of a shape that is a class, ``targetClass``.
        value: Its value.
        text: The ASK query whether there is any such thing.
    """

    shape: Node
    by: str
    value: Term
    text: str


class Compiled(NamedTuple):
    """What a shapes graph compiles to.

    Attributes:
        queries: The queries, in a fixed order.
        uncovered: The shapes with targets that no queries say, each with what it is that they cannot say.
        targets: What the shapes with targets say that they are for.
    """

    queries: tuple[Query, ...]
    uncovered: dict[Node, str]
    targets: tuple[Target, ...]


def compile_shapes(
    shapes: ShapesGraph, engine: Engine, *, has_all_types: bool = False, left_out: Collection[Node] = ()
) -> Compiled:
    """Compile the shapes of a shapes graph.

    Args:
        shapes: A shapes graph.
        engine: The engine that is to be asked.
        has_all_types: Whether what is of a class is stated there to be of each class above it too.
        left_out: Shapes that are malformed; what leads to one of them is not compiled.
    """
    conditions = Conditions(shapes, engine, has_all_types=has_all_types)
    return _Compiler(shapes, conditions, left_out).compiled()


class _Compiler:
    """Compiles one shapes graph."""

    def __init__(self, shapes: ShapesGraph, conditions: Conditions, left_out: Collection[Node]) -> None:
        self._shapes = shapes
        self._left_out = left_out
        self._conditions = conditions
        self._ways: dict[Node, dict[object, Way]] = {}
        self._constraints: dict[Node, list[tuple[str, list[Term], str]]] = {}

    def compiled(self) -> Compiled:
        """Compile the shapes with targets, those that no query says left aside."""
        uncovered: dict[Node, str] = {}
        targets = []
        for root in self._shapes.with_targets:
            if self._left_out and not self._shapes.all_parts(root).isdisjoint(self._left_out):
                continue
            try:
                self._refuse_uncovered(root, ())
            except Uncovered as error:
                uncovered[root] = str(error)
            ways: dict[object, Way] = {}
            for by, value, way in self._targets(root):
                ways[by, value] = way
                targets.append(Target(root, by, value, f"ASK {{ {way.to('?focus')} }}"))
            if root not in uncovered:
                self._spread(root, ways)
        queries = (query for shape in self._shapes.shapes if shape in self._ways for query in self._queries(shape))
        return Compiled(tuple(queries), uncovered, tuple(targets))

    def _refuse_uncovered(self, shape: Node, above: tuple[Node, ...]) -> None:
        """Let a shape pass all of whose results queries can say: its own, and those of its property shapes."""
        if shape in above:
            raise Uncovered(f"recursion ({self._shapes.name(shape)} leads to itself)")
        if len(above) == MOST_NESTED:
            raise Uncovered(f"more than {MOST_NESTED} shapes within each other")
        if self._shapes.values(shape, "target"):
            raise Uncovered("sh:target")
        nodes = self._shapes.values(shape, "targetNode")
        is_elsewhere = not all(map(self._conditions.occurs, nodes))
        if is_elsewhere and any(map(self._is_nothing_too, self._shapes.all_parts(shape))):
            # in SPARQL, what a path of no step leads to is a node of the graph
            raise Uncovered("a path of no step from a sh:targetNode that the graph does not have")
        if shape in self._constraints:
            return
        self._conditions.refuse_uncovered(shape)
        constraints = list(self._compiled(shape))
        for part in self._property_shapes(shape):
            self._refuse_uncovered(part, (*above, shape))
        self._constraints[shape] = constraints

    def _is_nothing_too(self, shape: Node) -> bool:
        path = self._shapes.path(shape)
        return path is not None and path.is_nothing_too

    def _property_shapes(self, shape: Node) -> list[Node]:
        found = self._shapes.values(shape, "property")
        return [part for part in found if isinstance(part, NamedNode | BlankNode) and not self._is_off(part)]

    def _is_off(self, shape: Node) -> bool:
        return self._shapes.is_true(shape, "deactivated")

    # -- Which things are looked at ----------------------------------------------------------------------

    def _targets(self, shape: Node) -> Iterator[tuple[str, Term, Way]]:
        """Yield the targets of a shape: by which property, what it names, and the way to its things."""
        for kind in (*self._shapes.values(shape, "targetClass"), *[shape] * self._shapes.is_class(shape)):
            yield "targetClass", kind, Way(partial(self._instances, [kind]), kind)
        for node in self._shapes.values(shape, "targetNode"):
            if text := self._conditions.term(node):
                is_one = self._conditions.is_term("?focus", [node])
                yield "targetNode", node, Way(partial("VALUES {1} {{ {0} }}".format, text), node=text, is_one=is_one)
        for by, pattern in (("targetSubjectsOf", "{2} {0} {1} ."), ("targetObjectsOf", "{1} {0} {2} .")):
            for prop in self._shapes.values(shape, by):
                to = partial(pattern.format, prop, self._conditions.variable())
                yield by, prop, Way(to, is_one=f"EXISTS {{ {to('?focus')} }}")

    def _instances(self, kinds: list[Term], x: str) -> str:
        classes = dict.fromkeys(text for kind in kinds for text in self._conditions.classes(kind))
        if len(classes) == 1:
            return f"{x} {A} {next(iter(classes))} ."
        kind = self._conditions.variable()
        return f"VALUES {kind} {{ {' '.join(classes)} }} {x} {A} {kind} ."

    def _spread(self, shape: Node, ways: dict[object, Way]) -> None:
        """Let a shape, and the property shapes that its values have, look at things."""
        known = self._ways.setdefault(shape, {})
        new = {key: way for key, way in ways.items() if key not in known}
        known.update(new)
        path = self._shapes.path(shape)
        if path is None:
            below = new
        else:
            below = {(key, path.text): Way(self._behind(way, path.text)) for key, way in new.items()}
        for part in self._property_shapes(shape) if new else ():
            self._spread(part, below)

    def _behind(self, way: Way, path: str) -> Callable[[str], str]:
        via = self._conditions.variable()
        return lambda x: f"{way.to(via)} {via} {path} {x} ."

    def _focus(self, shape: Node) -> str:
        """Return the pattern that binds ``?focus`` to each thing that a shape looks at."""
        ways = self._ways[shape].values()
        kinds = [way.kind for way in ways if way.kind is not None]
        nodes = [way.node for way in ways if way.node]
        patterns = [way.to("?focus") for way in ways if way.kind is None and not way.node]
        if kinds:
            patterns.insert(0, self._instances(kinds, "?focus"))
        if nodes:
            patterns.append(f"VALUES ?focus {{ {' '.join(nodes)} }}")
        if len(patterns) == 1 and len(kinds) < 2:
            return patterns[0]
        return f"{{ SELECT DISTINCT ?focus WHERE {{ {' UNION '.join(f'{{ {one} }}' for one in patterns)} }} }}"

    def _found(self, shape: Node, focus: str) -> tuple[str, str]:
        """Return the pattern that binds the things that a shape looks at and their values, and what is asked too.

        What is broken is rare. So where things of many kinds are looked at, the values of all things are asked first,
        and of what is broken whether it is of such a kind.
        """
        path, ways = self._shapes.path(shape), self._ways[shape].values()
        if path is None:
            return f"{focus} BIND(?focus AS ?value)", ""
        kinds = [way.kind for way in ways if way.kind is not None]
        tests = [way.is_one for way in ways if way.kind is None] + [
            self._conditions.is_of_class("?focus", *kinds)
        ] * bool(kinds)
        if path.predicate and len(ways) > 1 and all(tests):
            return f"?focus {path.text} ?value .", f" && ({' || '.join(tests)})"
        return f"{focus} ?focus {path.text} ?value .", ""

    # -- What is asked of them ---------------------------------------------------------------------------

    def _queries(self, shape: Node) -> Iterator[Query]:
        path, focus = self._shapes.path(shape), self._focus(shape)
        found, too = self._found(shape, focus)
        for name, terms, text in self._constraints[shape]:
            said = messages.of(self._shapes, shape, name, terms)
            for mark, meant in ((_FOUND, found), (_TOO, too), (_FOCUS, focus)):
                text = text.replace(mark, meant)
            yield Query(shape, shacl.COMPONENTS[name], text, path, said)

    def _compiled(self, shape: Node) -> Iterator[tuple[str, list[Term], str]]:
        """Yield each constraint of a shape: its parameter, the parameter's value or its members, and its query."""
        shapes, path = self._shapes, self._shapes.path(shape)
        names = shapes.names(shape)
        for name in (name for name in shacl.VALUES if name in names):
            values = [[one] for one in shapes.values(shape, name)]
            lists = shapes.members(shape, name) if name in shacl.LISTS else values
            for members, broken in zip(lists, self._conditions.broken(shape, name, "?value"), strict=True):
                asked = f"FILTER({broken}{_TOO})"
                if name == "class":  # as a set: the things of a class are asked for once, and not for each value
                    asked = f"MINUS {{ {self._instances(members, '?value')} }} FILTER(true{_TOO})"
                yield name, members, f"SELECT DISTINCT ?focus ?value WHERE {{ {_FOUND} {asked} }}"
        if not names.isdisjoint(shacl.PAIRS):
            yield from self._of_pairs(shape)
        if shapes.is_true(shape, "closed"):
            yield "closed", [], self._closed(shape)
        if path is None:
            for one in shapes.values(shape, "hasValue"):
                is_it = self._conditions.is_term("?focus", [one])
                yield "hasValue", [one], f"SELECT DISTINCT ?focus WHERE {{ {_FOCUS} FILTER(!{is_it}) }}"
        else:
            yield from self._of_numbers(shape, path.text)

    def _of_pairs(self, shape: Node) -> Iterator[tuple[str, list[Term], str]]:
        path = self._shapes.path(shape)
        head = "SELECT DISTINCT ?focus ?value WHERE"
        for other in self._shapes.values(shape, "equals"):
            yield "equals", [other], f"{head} {{ {_FOUND} FILTER(!EXISTS {{ ?focus {other} ?value }}{_TOO}) }}"
            missing = f"!EXISTS {{ ?focus {path.text} ?value }}" if path else "!sameTerm(?focus, ?value)"
            yield "equals", [other], f"{head} {{ {_FOCUS} ?focus {other} ?value . FILTER({missing}) }}"
        for other in self._shapes.values(shape, "disjoint"):
            yield "disjoint", [other], f"{head} {{ {_FOUND} FILTER(EXISTS {{ ?focus {other} ?value }}{_TOO}) }}"
        for name in ("lessThan", "lessThanOrEquals") if path else ():
            for other in self._shapes.values(shape, name):
                in_order = self._conditions.is_in_order(name, "?value", "?other")
                yield name, [other], f"{head} {{ {_FOUND} ?focus {other} ?other . FILTER(!{in_order}{_TOO}) }}"

    def _closed(self, shape: Node) -> str:
        path, denied = self._shapes.path(shape), self._conditions.is_closed_out(shape, "?path")
        node = f"?focus {path.text} ?node . ?node" if path else "?focus"
        return f"SELECT DISTINCT ?focus ?path ?value WHERE {{ {_FOCUS} {node} ?path ?value . FILTER({denied}) }}"

    def _of_numbers(self, shape: Node, path: str) -> Iterator[tuple[str, list[Term], str]]:
        """Yield the constraints of a property shape on all the values of a thing together."""
        shapes, conditions = self._shapes, self._conditions
        for name in ("minCount", "maxCount"):
            number = shapes.number(shape, name)
            if text := self._number(name == "minCount", number, path, ""):
                yield name, shapes.values(shape, name), text
        for one in shapes.values(shape, "hasValue"):
            term = conditions.term(one)
            missing = f"FILTER(!EXISTS {{ ?focus {path} {term} }})" if term else ""
            yield "hasValue", [one], f"SELECT DISTINCT ?focus WHERE {{ {_FOCUS} {missing} }}"
        if shapes.is_true(shape, "uniqueLang"):
            same = conditions.has_same_language("?focus", path, "?value")
            language = "BIND(LCASE(LANG(?value)) AS ?language)"
            yield (
                "uniqueLang",
                [],
                f"SELECT DISTINCT ?focus ?language WHERE {{ {_FOUND} FILTER({same}{_TOO}) {language} }}",
            )
        for test in conditions.qualified(shape):
            for name in ("qualifiedMinCount", "qualifiedMaxCount"):
                number = shapes.number(shape, name)
                if text := self._number(name == "qualifiedMinCount", number, path, test("?value")):
                    yield name, shapes.values(shape, name), text

    def _number(self, least: bool, number: int | None, path: str, test: str) -> str:
        """Return the query for the things that have too few, or too many, values that pass a test; empty for none."""
        if number is None or (least and not number):
            return ""
        value = f"?focus {path} ?value . {f'FILTER({test})' if test else ''}"
        if least and number == 1:
            return f"SELECT DISTINCT ?focus WHERE {{ {_FOCUS} FILTER(!EXISTS {{ {value} }}) }}"
        if not least and not number:
            return f"SELECT DISTINCT ?focus WHERE {{ {_FOCUS} {value} }}"
        if not least and number == 1 and not test:  # told by one more value, without counting the values of all things
            other = f"EXISTS {{ ?focus {path} ?other FILTER(!sameTerm(?value, ?other)) }}"
            return f"SELECT DISTINCT ?focus WHERE {{ {_FOUND} FILTER({other}{_TOO}) }}"
        counted = f"HAVING(COUNT(DISTINCT ?value) {'<' if least else '>'} {number})"
        return f"SELECT ?focus WHERE {{ {_FOCUS} OPTIONAL {{ {value} }} }} GROUP BY ?focus {counted}"
