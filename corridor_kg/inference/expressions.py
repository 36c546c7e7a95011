"""Class expressions: under which premises a thing is of a class, what follows where it is, and how to say it.

A class expression is compiled into the rule itself, so that no anonymous class ever appears as somebody's type.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode

from corridor_kg.inference.axioms import NOTHING, THING, Axioms, AxiomUnreadable, number_of
from corridor_kg.inference.judgements import Allowed, Judgement, NoneOf, TooMany
from corridor_kg.inference.ranges import data_range
from corridor_kg.inference.rules import SAME, A, Pattern, Sentence, name_of, says
from corridor_kg.rdf.terms import Node
from corridor_kg.rdf.vocabulary import OWL, RDFS

MOST_WAYS = 1_000
"""In how many ways the unions of one axiom may be combined."""

BOTTOM = (NamedNode(f"{OWL}bottomObjectProperty"), NamedNode(f"{OWL}bottomDataProperty"))
"""The properties that nothing has."""


class Body(NamedTuple):
    """A way in which a thing is known to be of a class.

    Attributes:
        names: The W3C's names of the rules used.
        premises: Patterns that have to hold.
    """

    names: tuple[str, ...]
    premises: tuple[Pattern, ...]

    def after(self, name: str, *premises: Pattern) -> Body:
        """Return it with a rule and premises before its own."""
        return Body((name, *self.names), (*premises, *self.premises))

    def apart(self, variable: str, mark: str) -> Body:
        """Return it with other variables but for one, so that it can stand beside other ways to be of a class."""
        if all(s == variable and o[0] != "?" for s, _, o in self.premises):  # as of any class with a name
            return self

        def renamed(term: str) -> str:
            inner = term.startswith(variable) and term != variable
            return f"{variable}{mark}{term.removeprefix(variable)}" if inner else term

        return Body(self.names, tuple((renamed(s), p, renamed(o)) for s, p, o in self.premises))


class Head(NamedTuple):
    """What follows for a thing of a class.

    Attributes:
        names: The W3C's names of the rules used.
        premises: Further patterns that have to hold.
        conclusion: What follows; None for a clash.
        conditions: SPARQL expressions that have to be true as well.
        judgement: Of a clash, what else has to be so.
    """

    names: tuple[str, ...]
    premises: tuple[Pattern, ...]
    conclusion: Pattern | None
    conditions: tuple[str, ...] = ()
    judgement: Judgement | None = None

    def after(self, name: str, *premises: Pattern) -> Head:
        """Return it with a rule and premises before its own."""
        return self._replace(names=(name, *self.names), premises=(*premises, *self.premises))


CLASH = Head((), (), None)
"""What follows where nothing can be so."""

LIMITING = ("maxCardinality", "cardinality", "maxQualifiedCardinality", "qualifiedCardinality")
"""What limits how many values of a property a thing has."""


def bodies(axioms: Axioms, expression: Node, variable: str, seen: tuple[Node, ...] = ()) -> list[Body]:
    """Return the ways in which a thing is known to be of a class: premises of rules."""
    if isinstance(expression, NamedNode):
        ways = (expression, THING) if expression in axioms.universal and expression != THING else (expression,)
        return [Body((), ((variable, A, str(kind)),)) for kind in ways]
    if expression in seen or data_range(axioms, expression):  # no thing is a value
        return []
    seen = (*seen, expression)
    for word, found in (("intersectionOf", _of_all), ("unionOf", _of_any)):
        head = axioms.value(expression, OWL + word)
        if head is not None:
            return found(axioms, axioms.members(head), variable, seen)
    prop = axioms.property(expression)
    if prop is None:
        if not axioms.is_empty(axioms.value(expression, f"{OWL}oneOf")):
            axioms.refrain("a class without a name that is neither an intersection, a union nor a restriction")
        return []
    if (value := axioms.value(expression, f"{OWL}hasValue")) is not None:
        return [Body(("cls-hv2",), ((variable, str(prop), str(value)),))]
    if axioms.value(expression, f"{OWL}hasSelf") is not None:
        return [Body(("cls-hs2",), ((variable, str(prop), variable),))]
    filler = axioms.value(expression, f"{OWL}someValuesFrom")
    if isinstance(filler, Node):
        other = f"{variable}v"  # the thing one step on is named after the step
        step = (variable, str(prop), other)
        if data_range(axioms, filler):
            axioms.unchecked.add("a data range in owl:someValuesFrom")
        if filler == THING:
            return [Body(("cls-svf2",), (step,))]
        return [body.after("cls-svf1", step) for body in bodies(axioms, filler, other, seen)]
    return []


def _of_all(axioms: Axioms, members: list[Node], variable: str, seen: tuple[Node, ...]) -> list[Body]:
    choices = [bodies(axioms, member, variable, seen) for member in members or [THING]]
    return combined(choices, "cls-int1", variable=variable, where=seen[-1])


def _of_any(axioms: Axioms, members: list[Node], variable: str, seen: tuple[Node, ...]) -> list[Body]:
    return [body.after("cls-uni") for member in members for body in bodies(axioms, member, variable, seen)]


def combined(choices: list[list[Body]], name: str, *, variable: str, where: Node) -> list[Body]:
    """Return every way in which a thing is of several classes at once.

    Args:
        choices: For each class, the ways in which a thing is of it.
        name: The W3C's name of the rule that joins them.
        variable: What stands for the thing.
        where: What joins them, for a message.

    Raises:
        AxiomUnreadable: There are too many.
    """
    result = [Body((name,), ())]
    for number, choice in enumerate(choices):
        if len(result) * len(choice) > MOST_WAYS:
            message = f"an axiom joins unions in more than {MOST_WAYS} ways; write it as several."
            raise AxiomUnreadable(message, where)
        apart = [body.apart(variable, f"i{number}") for body in choice]
        result = [
            Body((*one.names, *other.names), (*one.premises, *other.premises)) for one in result for other in apart
        ]
    return result


def heads(axioms: Axioms, expression: Node, variable: str, seen: tuple[Node, ...] = ()) -> list[Head]:
    """Return what follows for a thing of a class: conclusions of rules."""
    if expression == NOTHING:
        return [Head(("cls-nothing2",), (), None)]
    result: list[Head] = []
    if isinstance(expression, NamedNode):
        result.append(Head((), (), (variable, A, str(expression))))
    if expression == NamedNode(f"{RDFS}Literal"):
        return result
    if (values := data_range(axioms, expression)) is not None:
        outside = (f"isLiteral({variable}) && DATATYPE({variable}) != {expression}",) if result else ()
        return [*result, Head(("dt-not-type",), (), None, outside, Allowed(variable, values, False))]
    if isinstance(expression, NamedNode) or expression in seen:
        return result
    seen = (*seen, expression)
    # each member of an intersection is a conclusion of its own
    for member in axioms.members(axioms.value(expression, f"{OWL}intersectionOf")):
        result += [head.after("cls-int2") for head in heads(axioms, member, variable, seen)]
    complement = axioms.value(expression, f"{OWL}complementOf")
    if isinstance(complement, Node):  # to be of both classes is a clash
        result += [
            Head(("cls-com", *n), premises, None) for n, premises in _further(axioms, complement, variable, seen)
        ]
    result += chosen(axioms, expression, variable, seen)
    if axioms.property(expression) is not None:
        result += _restricted(axioms, expression, variable, seen)
    return result


def chosen(axioms: Axioms, expression: Node, variable: str, seen: tuple[Node, ...] = ()) -> list[Head]:
    """Return what follows for a thing of a union or a list: where no choice is left, or but one."""
    result: list[Head] = []
    members = axioms.value(expression, f"{OWL}oneOf")
    if members is not None:
        listed = tuple(axioms.members(members))
        result.append(Head(("cls-oo",), (), None, (), NoneOf(variable, listed) if listed else None))
    for word in ("unionOf", "disjointUnionOf"):
        members = axioms.value(expression, OWL + word)
        if members is not None:
            parts = axioms.members(members)
            choices = [heads(axioms, member, variable, seen) for member in parts]
            if word == "disjointUnionOf" and len(parts) > 1 and len(set(parts)) == 1:
                choices = []  # what is apart from itself is nothing
            left = [choice for choice in choices if not any(map(is_impossible, choice))]
            if len(left) < 2:
                result += [head.after("cls-uni") for head in (left[0] if left else [CLASH])]
    return result


def is_impossible(head: Head) -> bool:
    """Return whether nothing at all can be of a class of which this follows."""
    return head.conclusion is None and not (head.premises or head.conditions or head.judgement)


def _further(axioms: Axioms, expression: Node, variable: str, seen: tuple[Node, ...] = ()) -> list[Body]:
    """Return the ways in which a thing is of a class beside others that are known of it."""
    return [body.apart(variable, "h") for body in bodies(axioms, expression, variable, seen)]


# -- Restrictions ------------------------------------------------------------------------------------


def _restricted(axioms: Axioms, restriction: Node, variable: str, seen: tuple[Node, ...]) -> list[Head]:
    """Return what a restriction of a property makes follow."""
    prop = str(axioms.property(restriction))
    result: list[Head] = []
    if (value := axioms.value(restriction, f"{OWL}hasValue")) is not None:
        result.append(Head(("cls-hv1",), (), (variable, prop, str(value))))
    if axioms.value(restriction, f"{OWL}hasSelf") is not None:
        result.append(Head(("cls-hs1",), (), (variable, prop, variable)))
    filler = axioms.value(restriction, f"{OWL}allValuesFrom")
    if isinstance(filler, Node):
        other = f"{variable}h"
        step = (variable, prop, other)
        result += [head.after("cls-avf", step) for head in heads(axioms, filler, other, seen)]
    filler = axioms.value(restriction, f"{OWL}someValuesFrom")
    if isinstance(filler, Node) and (
        axioms.property(restriction) in BOTTOM or any(map(is_impossible, heads(axioms, filler, f"{variable}h", seen)))
    ):
        result.append(Head(("cls-svf1",), (), None))
    for most, kind, name in _limits(axioms, restriction):
        result += _at_most(axioms, most, kind, name, (variable, prop))
    return result


def _limits(axioms: Axioms, restriction: Node) -> Iterator[tuple[int, Node, str]]:
    """Yield how many values of which kind a restriction allows, and the beginning of the W3C's names for it."""
    kinds = [axioms.value(restriction, OWL + word) for word in ("onClass", "onDataRange")]
    kind = next((kind for kind in kinds if isinstance(kind, Node)), THING)
    for word in LIMITING:
        number = number_of(axioms.value(restriction, OWL + word))
        if number is not None:
            qualified = "ualified" in word
            yield number, kind if qualified else THING, "cls-maxqc" if qualified else "cls-maxc"


def _at_most(axioms: Axioms, most: int, kind: Node, name: str, step: tuple[str, str]) -> list[Head]:
    """Return what follows where a thing has so many values of a kind at most."""
    thing, prop = step
    one, other = f"{thing}h", f"{thing}k"
    values = data_range(axioms, kind)
    qualified = name == "cls-maxqc"
    of_kind = [Body((), ())] if kind == THING or values else _further(axioms, kind, one)
    value = (thing, prop, one)
    if not most:
        told = f"{name}{1 + (kind == THING)}" if qualified else f"{name}1"
        none = Allowed(one, values, True) if values else None
        return [Head((told, *names), (value, *premises), None, (), none) for names, premises in of_kind]
    result: list[Head] = []
    if most == 1 and values is None:
        told = f"{name}{3 + (kind == THING)}" if qualified else f"{name}2"
        named = f"{one} != {other} && !isLiteral({one}) && !isLiteral({other})"
        others = [Body((), ())] if kind == THING else _further(axioms, kind, other)
        for names, premises in of_kind:
            for more, beside in others:
                pair = (value, (thing, prop, other), *premises, *beside)
                result.append(Head((told, *names, *more), pair, (one, SAME, other), (named,)))
    literal = (f"isLiteral({one})",) if most == 1 else ()  # things of which there is one are the same
    many = TooMany(thing, one, most, values)
    told = f"{name}2" if (most, qualified) == (1, False) else name
    return result + [Head((told, *names), (value, *premises), None, literal, many) for names, premises in of_kind]


def in_words(axioms: Axioms, expression: Node) -> Sentence:
    """Return a class expression in words: a clause with gaps, and the terms that fill them."""
    value = axioms.value(expression, f"{OWL}hasValue")
    prop = axioms.property(expression)
    if value is not None and isinstance(prop, NamedNode):
        return says("what {} {}", prop, value)
    filler = axioms.value(expression, f"{OWL}someValuesFrom")
    if isinstance(filler, Node) and isinstance(prop, NamedNode):
        clause, *terms = in_words(axioms, filler)
        return (f"what {{}} {clause}", name_of(prop), *terms)
    members = axioms.value(expression, f"{OWL}intersectionOf")
    if isinstance(expression, BlankNode) and members is not None:
        parts = [in_words(axioms, member) for member in axioms.members(members)]
        return (" and ".join(part[0] for part in parts), *(term for part in parts for term in part[1:]))
    return says("a {}", expression)
