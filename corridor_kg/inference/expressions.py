"""Class expressions: under which premises a thing is of a class, what follows where it is, and how to say it.

A class expression is compiled into the rule itself, so that no anonymous class ever appears as somebody's type.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from corridor_kg.errors import GraphUnreadable
from corridor_kg.inference.axioms import Axioms
from corridor_kg.inference.rules import SAME, A, Pattern, Sentence, says
from corridor_kg.rdf.terms import Node
from corridor_kg.rdf.vocabulary import OWL

MOST_WAYS = 1_000
"""In how many ways the unions of one axiom may be combined."""

Body = tuple[tuple[str, ...], tuple[Pattern, ...]]
"""Names of the rules used, and the patterns under which a thing is of a class."""


def bodies(axioms: Axioms, expression: Node, variable: str, seen: tuple[Node, ...] = ()) -> list[Body]:
    """Return the ways in which a thing is known to be of a class: premises of rules."""
    if isinstance(expression, NamedNode):
        return [((), ((variable, A, str(expression)),))]
    if expression in seen:
        return []
    seen = (*seen, expression)
    if members := axioms.members(axioms.value(expression, f"{OWL}intersectionOf")):
        return combined([bodies(axioms, member, variable, seen) for member in members], "cls-int1")
    if members := axioms.members(axioms.value(expression, f"{OWL}unionOf")):
        return _renamed([body for member in members for body in bodies(axioms, member, variable, seen)], "cls-uni")
    prop = axioms.property(expression)
    if prop is None:
        axioms.missed.add("a class without a name that is neither an intersection, a union nor a restriction")
        return []
    if (value := axioms.value(expression, f"{OWL}hasValue")) is not None:
        return [(("cls-hv2",), ((variable, str(prop), str(value)),))]
    filler = axioms.value(expression, f"{OWL}someValuesFrom")
    if isinstance(filler, Node):
        other = f"{variable}v"
        step = (variable, str(prop), other)
        if filler == NamedNode(f"{OWL}Thing"):
            return [(("cls-svf2",), (step,))]
        return [(("cls-svf1", *names), (step, *body)) for names, body in bodies(axioms, filler, other, seen)]
    return []


def combined(choices: list[list[Body]], name: str) -> list[Body]:
    """Return every way to satisfy all the members of an intersection at once."""
    result: list[Body] = [((name,), ())]
    for choice in choices:
        if len(result) * len(choice) > MOST_WAYS:
            raise GraphUnreadable(f"an axiom joins unions in more than {MOST_WAYS} ways; write it as several.")
        result = [((*n, *names), (*b, *body)) for n, b in result for names, body in choice]
    return result


def _renamed(ways: Iterable[Body], name: str) -> list[Body]:
    return [((name, *names), body) for names, body in ways]


Head = tuple[tuple[str, ...], tuple[Pattern, ...], Pattern | None, tuple[str, ...]]
"""Names of the rules used, further premises, what follows (None: a clash), and conditions."""


def heads(axioms: Axioms, expression: Node, variable: str, seen: tuple[Node, ...] = ()) -> list[Head]:
    """Return what follows for a thing of a class: conclusions of rules."""
    if expression == NamedNode(f"{OWL}Nothing"):
        return [(("cls-nothing2",), (), None, ())]
    if isinstance(expression, NamedNode):
        return [((), (), (variable, A, str(expression)), ())]
    if expression in seen:
        return []
    seen = (*seen, expression)
    # a member of an intersection is a conclusion of its own; what a complement excludes becomes further premises of a
    # clash; a filler is what follows for the thing one step on, whose variable is named after the step
    result: list[Head] = []
    for member in axioms.members(axioms.value(expression, f"{OWL}intersectionOf")):
        result += [(("cls-int2", *n), p, c, f) for n, p, c, f in heads(axioms, member, variable, seen)]
    complement = axioms.value(expression, f"{OWL}complementOf")
    if isinstance(complement, Node):
        result += [(("cls-com", *n), body, None, ()) for n, body in bodies(axioms, complement, variable)]
    prop = axioms.property(expression)
    if prop is None:
        return result
    if (value := axioms.value(expression, f"{OWL}hasValue")) is not None:
        result.append((("cls-hv1",), (), (variable, str(prop), str(value)), ()))
    filler = axioms.value(expression, f"{OWL}allValuesFrom")
    if isinstance(filler, Node):
        other = f"{variable}v"
        step = (variable, str(prop), other)
        result += [(("cls-avf", *n), (step, *p), c, f) for n, p, c, f in heads(axioms, filler, other, seen)]
    most = axioms.value(expression, f"{OWL}maxCardinality")
    if most is not None and most.value == "0":
        result.append((("cls-maxc1",), ((variable, str(prop), f"{variable}v"),), None, ()))
    if most is not None and most.value == "1":
        pair = ((variable, str(prop), f"{variable}v"), (variable, str(prop), f"{variable}w"))
        condition = f"{variable}v != {variable}w && !isLiteral({variable}v) && !isLiteral({variable}w)"
        result.append((("cls-maxc2",), pair, (f"{variable}v", SAME, f"{variable}w"), (condition,)))
    return result


def in_words(axioms: Axioms, expression: Node) -> Sentence:
    """Return a class expression in words: a clause with gaps, and the terms that fill them."""
    value = axioms.value(expression, f"{OWL}hasValue")
    prop = axioms.property(expression)
    if value is not None and isinstance(prop, NamedNode):
        return says("what {} {}", prop, value)
    return says("a {}", expression)
