"""What a shape asks of a term, as an expression of SPARQL.

Each expression is true or false and never an error, so that it may be denied and joined: where SPARQL cannot compare,
COALESCE says what SHACL says of it. A shape within a shape becomes EXISTS within an expression, and its patterns hold
nothing but triples and filters, which all engines read alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import count

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.engine import marks
from corridor_kg.engine.engine import Engine
from corridor_kg.rdf import datatypes
from corridor_kg.rdf.terms import LANGUAGE_STRING, STRING, TYPE, Node, Term
from corridor_kg.rdf.vocabulary import RDFS, XSD
from corridor_kg.shapes import literals, shacl
from corridor_kg.shapes.shacl import SH
from corridor_kg.shapes.shapes_graph import ShapesGraph

MOST_COUNTED = 5
"""The greatest number of values that is counted inside another shape, where each takes one more EXISTS."""

MOST_NESTED = 100
"""How many shapes may stand within each other; what is made of them is made by functions that call themselves."""

A = str(TYPE)
_ALLOWED = frozenset(SH + name for name in (*shacl.VALUES, *shacl.SETS, *shacl.BESIDE, *shacl.ABOUT, *shacl.TARGETS))
_ORDER = {"minExclusive": ">", "minInclusive": ">=", "maxExclusive": "<", "maxInclusive": "<="}
_IN_ORDER = {"lessThan": "<", "lessThanOrEquals": "<="}
_EXACT = ", ".join(f"<{XSD}{name}>" for name in ("decimal", *datatypes.INTEGERS))
_LITERAL = f"{RDFS}Literal"


class Uncovered(Exception):
    """A shape asks for something that no query says.

    Args:
        what: What it is, in a word or two.
    """


class Conditions:
    """Makes expressions of the shapes of one shapes graph, for one engine.

    Args:
        shapes: The shapes graph.
        engine: The engine that is asked; the classes that are kinds of others are read from it.
        has_all_types: Whether what is of a class is stated to be of each class above it too.
    """

    def __init__(self, shapes: ShapesGraph, engine: Engine, *, has_all_types: bool = False) -> None:
        self._shapes = shapes
        self._engine = engine
        self._has_all_types = has_all_types
        self._numbers = count()
        self._within: list[Node] = []
        self._patterns: dict[tuple[str, str], bool] = {}

    # -- Words -------------------------------------------------------------------------------------------

    def variable(self) -> str:
        """Return a variable that stands nowhere else."""
        return f"?x{next(self._numbers)}"

    @cached_property
    def _marks(self) -> dict[Term, Literal]:
        """The marked forms of those literals of the shapes that the engine would not keep."""
        shapes = self._shapes
        named = [
            one for name in ("hasValue", "targetNode") for each in shapes.shapes for one in shapes.values(each, name)
        ]
        listed = [one for each in shapes.shapes for members in shapes.members(each, "in") for one in members]
        return literals.marks_of([*named, *listed], self._engine)

    def term(self, term: Term) -> str | None:
        """Return a term as a query has it; None for a blank node, which no query can name."""
        return str(self._marks.get(term, term)) if isinstance(term, NamedNode | Literal) else None

    def is_term(self, x: str, terms: Iterable[Term]) -> str:
        """Return the expression that a variable is one of some terms: the very terms, not their equals."""
        texts = [text for text in map(self.term, terms) if text]
        if not texts:
            return "false"
        iris = [text for text in texts if text.startswith("<")]
        strings = [text for text in texts if text.endswith('"')]
        either = [f"{x} IN ({', '.join(iris)})"] if iris else []
        if strings:  # a list, for an engine needs long for many alternatives
            is_string = f'isLiteral({x}) && COALESCE(DATATYPE({x}) = {STRING} && LANG({x}) = "", false)'
            either.append(f"({is_string} && STR({x}) IN ({', '.join(strings)}))")
        either += [f"sameTerm({x}, {text})" for text in texts if text[0] != "<" and text[-1] != '"']
        return f"({' || '.join(either)})"

    def classes(self, above: Term) -> list[str]:
        """Return a class and those below it of which a thing may be said to be; the class alone where all is said."""
        found = [above]
        for one in found if not self._has_all_types else ():
            found += [below for below in self._below.get(one, ()) if below not in found]
        return [str(one) for one in found if isinstance(one, NamedNode)]

    @cached_property
    def _below(self) -> dict[Term, list[Term]]:
        found: dict[Term, list[Term]] = {}
        for row in self._engine.select(f"SELECT ?sub ?sup {{ ?sub <{RDFS}subClassOf> ?sup }} ORDER BY STR(?sub)"):
            found.setdefault(row["sup"], []).append(row["sub"])
        return found

    def is_of_class(self, x: str, *above: Term) -> str:
        """Return the expression that a variable is of a class, or of one of several."""
        classes = list(dict.fromkeys(text for one in above for text in self.classes(one)))
        if len(classes) == 1:
            return f"EXISTS {{ {x} {A} {classes[0]} }}"
        kind = self.variable()
        return f"EXISTS {{ {x} {A} {kind} FILTER({kind} IN ({', '.join(classes)})) }}"

    def occurs(self, term: Term) -> bool:
        """Return whether a term stands anywhere in the graph."""
        text = self.term(term)
        subject = f"{{ {text} ?p ?o }} UNION" if isinstance(term, NamedNode) else ""
        return text is None or self._engine.holds(f"ASK {{ {subject} {{ ?s ?p {text} }} }}")

    # -- What a value breaks -----------------------------------------------------------------------------

    def broken(self, shape: Node, name: str, x: str) -> list[str]:
        """Return the expressions that say that a value breaks the constraints of one parameter, one for each.

        Args:
            shape: The shape that has them.
            name: The parameter, one of `shacl.VALUES`.
            x: The variable of the value.

        Raises:
            Uncovered: No query says so.
        """
        values = self._shapes.values(shape, name)
        if name in shacl.OF_SHAPES:
            return [self._combined(name, members, x) for members in self._shapes.members(shape, name)]
        if name in ("in", "languageIn"):
            of = self._is_not_listed if name == "in" else self._is_in_no_language
            return [of(members, x) for members in self._shapes.members(shape, name)]
        if name == "pattern":
            flags = next((text.value for text in self._shapes.values(shape, "flags") if isinstance(text, Literal)), "")
            return [self._does_not_match(value, flags, x) for value in values if isinstance(value, Literal)]
        if name in _ORDER:
            return [f"!({_compared(x, _ORDER[name], str(value), _meant(str(value)))})" for value in values]
        return [_BROKEN[name](self, value, x) for value in values]

    def _is_not_listed(self, members: list[Term], x: str) -> str:
        return f"!{self.is_term(x, members)}" if members else "true"

    def _is_in_no_language(self, members: list[Term], x: str) -> str:
        ranges = [Literal(member.value) for member in members if isinstance(member, Literal)]
        matched = " || ".join(f"LANGMATCHES(LANG({x}), {text})" for text in ranges)
        return f"!COALESCE({matched or 'false'}, false)"

    def _does_not_match(self, pattern: Literal, flags: str, x: str) -> str:
        call = f"{Literal(pattern.value)}, {Literal(flags)}" if flags else str(Literal(pattern.value))
        if (pattern.value, flags) not in self._patterns:  # what its engine cannot read is an error, and no answer
            asked = f'SELECT ?read WHERE {{ BIND(REGEX("", {call}) AS ?read) }}'
            self._patterns[pattern.value, flags] = next(iter(self._engine.select(asked)))["read"] is not None
        if not self._patterns[pattern.value, flags]:
            raise Uncovered(f"the regular expression {pattern.value!r}")
        return f"(isBlank({x}) || !REGEX(STR({x}), {call}))"

    def _combined(self, name: str, members: list[Term], x: str) -> str:
        each = [f"({self.conforms(member, x)})" for member in members]
        if name == "and":
            return f"!({' && '.join(each) or 'true'})"
        if name == "or":
            return f"!({' || '.join(each) or 'false'})"
        return f"({' + '.join(f'IF({one}, 1, 0)' for one in each) or '0'}) != 1"

    def is_in_order(self, name: str, one: str, other: str) -> str:
        """Return the expression that two variables are as ``sh:lessThan`` or ``sh:lessThanOrEquals`` asks."""
        return _compared(one, _IN_ORDER[name], other, _meant(other))

    # -- Whether a term has a shape ----------------------------------------------------------------------

    def refuse_uncovered(self, shape: Node) -> None:
        """Let a shape pass that asks for nothing but what queries say.

        Raises:
            Uncovered: It has constraints of SPARQL, of its own components, or of no standard.
        """
        for predicate in self._shapes.predicates(shape):
            name = predicate.removeprefix(SH)
            if name in shacl.TERMS and predicate.startswith(SH) and predicate not in _ALLOWED:
                raise Uncovered(f"sh:{name}")
            if predicate in self._shapes.parameters:
                raise Uncovered(f"<{predicate}>")

    def conforms(self, shape: Term, x: str) -> str:
        """Return the expression that a term conforms to a shape.

        Args:
            shape: The shape; what is none asks for nothing.
            x: The variable of the term.

        Raises:
            Uncovered: No query says so, for it leads to itself, counts too far, or asks for more than SHACL Core.
        """
        if isinstance(shape, Literal | Triple) or self._shapes.is_true(shape, "deactivated"):
            return "true"
        if shape in self._within:
            raise Uncovered(f"recursion ({self._shapes.name(shape)} leads to itself)")
        if len(self._within) == MOST_NESTED:
            raise Uncovered(f"more than {MOST_NESTED} shapes within each other")
        self.refuse_uncovered(shape)
        self._within.append(shape)
        try:
            path = self._shapes.path(shape)
            parts = self._of_node(shape, x) if path is None else self._of_values(shape, x, path.text)
        finally:
            self._within.pop()
        return " && ".join(parts) or "true"

    def _of_node(self, shape: Node, x: str) -> list[str]:
        shapes, w = self._shapes, self.variable()
        parts = [f"!({broken})" for name in shacl.VALUES for broken in self.broken(shape, name, x)]
        parts += [self.is_term(x, [value]) for value in shapes.values(shape, "hasValue")]
        for other in shapes.values(shape, "equals"):
            parts.append(f"EXISTS {{ {x} {other} {x} }}")
            parts.append(f"!EXISTS {{ {x} {other} {w} FILTER(!sameTerm({x}, {w})) }}")
        parts += [f"!EXISTS {{ {x} {other} {x} }}" for other in shapes.values(shape, "disjoint")]
        return parts + self._of_every(shape, x)

    def _of_every(self, shape: Node, x: str) -> list[str]:
        """Return what a shape asks of a value beside the constraints of the value alone."""
        parts = [f"({self.conforms(part, x)})" for part in self._shapes.values(shape, "property")]
        if self._shapes.is_true(shape, "closed"):
            predicate, value = self.variable(), self.variable()
            parts.append(f"!EXISTS {{ {x} {predicate} {value} FILTER({self.is_closed_out(shape, predicate)}) }}")
        return parts

    def is_closed_out(self, shape: Node, predicate: str) -> str:
        """Return the expression that a closed shape does not allow a property."""
        own = [value for part in self._shapes.values(shape, "property") for value in self._shapes.values(part, "path")]
        ignored = [value for members in self._shapes.members(shape, "ignoredProperties") for value in members]
        allowed = dict.fromkeys(str(one) for one in (*own, *ignored) if isinstance(one, NamedNode))
        return f"{predicate} NOT IN ({', '.join(allowed)})" if allowed else "true"  # pyoxigraph drops all of NOT IN ()

    def _of_values(self, shape: Node, x: str, path: str) -> list[str]:
        shapes, w = self._shapes, self.variable()
        step = f"{x} {path} {w} ."
        broken = [one for name in shacl.VALUES for one in self.broken(shape, name, w)]
        broken += [f"!({one})" for one in self._of_every(shape, w)]
        parts = [f"!EXISTS {{ {step} FILTER({' || '.join(broken)}) }}"] if broken else []
        parts += self._of_number(x, path, shapes.number(shape, "minCount"), shapes.number(shape, "maxCount"))
        for value in shapes.values(shape, "hasValue"):
            text = self.term(value)
            parts.append(f"EXISTS {{ {x} {path} {text} }}" if text else "false")
        for other in shapes.values(shape, "equals"):
            parts.append(f"!EXISTS {{ {step} FILTER(!EXISTS {{ {x} {other} {w} }}) }}")
            parts.append(f"!EXISTS {{ {x} {other} {w} FILTER(!EXISTS {{ {step} }}) }}")
        parts += [f"!EXISTS {{ {step} {x} {other} {w} }}" for other in shapes.values(shape, "disjoint")]
        for name in _IN_ORDER:
            for other in shapes.values(shape, name):
                y = self.variable()
                parts.append(f"!EXISTS {{ {step} {x} {other} {y} FILTER(!{self.is_in_order(name, w, y)}) }}")
        if shapes.is_true(shape, "uniqueLang"):
            parts.append(f"!EXISTS {{ {step} FILTER({self.has_same_language(x, path, w)}) }}")
        for test in self.qualified(shape):
            least, most = (shapes.number(shape, name) for name in ("qualifiedMinCount", "qualifiedMaxCount"))
            parts += self._of_number(x, path, least, most, test)
        return parts

    def has_same_language(self, x: str, path: str, w: str) -> str:
        """Return the expression that a value has the language of another value of the same thing."""
        other = self.variable()
        same = f"LCASE(LANG({w})) = LCASE(LANG({other}))"
        pair = f"EXISTS {{ {x} {path} {other} FILTER(!sameTerm({w}, {other}) && {same}) }}"
        return f'COALESCE(LANG({w}) != "", false) && {pair}'

    def qualified(self, shape: Node) -> list[Callable[[str], str]]:
        """Return, for each qualified shape that a shape has, what makes the expression that a value counts."""
        shapes, siblings = self._shapes, dict[Term, None]()
        own = shapes.values(shape, "qualifiedValueShape")
        if shapes.is_true(shape, "qualifiedValueShapesDisjoint"):
            parents = shapes.parents_by_property.get(shape, ())
            beside = [part for parent in parents for part in shapes.values(parent, "property")]
            found = (one for part in beside for one in shapes.values(part, "qualifiedValueShape"))
            siblings = dict.fromkeys(one for one in found if one not in own)

        def test(of: Term) -> Callable[[str], str]:
            def counts(w: str) -> str:
                others = [f"!({self.conforms(one, w)})" for one in siblings]
                return " && ".join([f"({self.conforms(of, w)})", *others])

            return counts

        return [test(of) for of in own]

    def _of_number(
        self, x: str, path: str, least: int | None, most: int | None, test: Callable[[str], str] | None = None
    ) -> list[str]:
        for number in (least or 0, (most or 0) + 1):
            if number > MOST_COUNTED:
                raise Uncovered(f"more than {MOST_COUNTED} values counted within another shape")
        parts = [self._at_least(least, x, path, test)] if least else []
        return parts if most is None else [*parts, f"!{self._at_least(most + 1, x, path, test)}"]

    def _at_least(
        self, number: int, x: str, path: str, test: Callable[[str], str] | None, others: tuple[str, ...] = ()
    ) -> str:
        """Return the expression that a thing has some values, each beside the others: one, and then one less.

        As one pattern of so many triples it would be a product, of which an engine might make all before it looks.
        """
        value = self.variable()
        conditions = [*(f"!sameTerm({value}, {other})" for other in others), *([test(value)] if test else [])]
        asked = " && ".join(conditions) or "true"
        if number > 1:  # IF keeps the order, for an engine may ask the parts of a conjunction in any
            asked = f"IF({asked}, {self._at_least(number - 1, x, path, test, (*others, value))}, false)"
        return f"EXISTS {{ {x} {path} {value} . FILTER({asked}) }}"


def _compared(one: str, operator: str, other: str, other_meant: str) -> str:
    """Return the expression that two terms stand in an order; false where they cannot be compared.

    Args:
        one: A variable.
        operator: ``<``, ``<=``, ``>`` or ``>=``.
        other: A term or variable.
        other_meant: What the other means, where it may be marked, or a number too great for the engine.
    """
    compared = f"COALESCE({one} {operator} {other}, {_meant(one)} {operator} {other_meant}, false)"
    return f"({_alike(one, other)} && {compared})"


def _alike(one: str, other: str) -> str:
    """Return the expression that two terms are literals of one kind: some engines compare a text with a number."""
    pairs = [f"DATATYPE({one}) = DATATYPE({other})", f"({_is_number(one)} && {_is_number(other)})"]
    pairs += [f'STRSTARTS(STR(DATATYPE({x})), "{marks.WRITTEN}")' for x in (one, other)]
    return f"isLiteral({one}) && isLiteral({other}) && ({' || '.join(pairs)})"


def _is_number(x: str) -> str:
    return f"(isNumeric({x}) || DATATYPE({x}) IN ({_EXACT}))"


def _meant(x: str) -> str:
    """Return the expression for what a literal means that an engine does not read: the marked one, the great number."""
    datatype = f"STR(DATATYPE({x}))"
    written = f'STRDT(STR({x}), IRI(STRAFTER({datatype}, "{marks.WRITTEN}")))'
    marked = f'IF(STRSTARTS({datatype}, "{marks.WRITTEN}"), {written}, 1/0)'
    great = f"IF(DATATYPE({x}) IN ({_EXACT}), <{XSD}double>(STR({x})), 1/0)"
    return f"COALESCE({marked}, {great}, {x})"


def _has_not_datatype(_: Conditions, value: Term, x: str) -> str:
    if isinstance(value, NamedNode) and value.value == _LITERAL:  # of which pySHACL takes every literal to be
        return f"!isLiteral({x})"
    if value == LANGUAGE_STRING:  # which some engines take for strings
        return f'!COALESCE(LANG({x}) != "", false)'
    names = [str(value)]
    if isinstance(value, NamedNode):
        names.append(f"<{marks.WRITTEN}{value.value}>")
    plain = f' && LANG({x}) = ""' if value == STRING else ""
    return f"!COALESCE(DATATYPE({x}) IN ({', '.join(names)}){plain}, false)"


def _has_not_kind(_: Conditions, value: Term, x: str) -> str:
    name = value.value.removeprefix(SH) if isinstance(value, NamedNode) else ""
    return f"!{shacl.NODE_KINDS[name].format(x)}"


_BROKEN: dict[str, Callable[[Conditions, Term, str], str]] = {
    "class": lambda conditions, value, x: f"(isLiteral({x}) || !{conditions.is_of_class(x, value)})",
    "datatype": _has_not_datatype,
    "nodeKind": _has_not_kind,
    "minLength": lambda _, value, x: f"(isBlank({x}) || STRLEN(STR({x})) < {_whole(value)})",
    "maxLength": lambda _, value, x: f"(isBlank({x}) || STRLEN(STR({x})) > {_whole(value)})",
    "not": lambda conditions, value, x: conditions.conforms(value, x),
    "node": lambda conditions, value, x: f"!({conditions.conforms(value, x)})",
}


def _whole(value: Term) -> str:
    return str(Literal(min(int(value.value), shacl.GREATEST) if isinstance(value, Literal) else 0))
