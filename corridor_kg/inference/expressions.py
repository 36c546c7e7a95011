"""Class expressions: under which premises a thing is of a class, what follows where it is, and how to say it.

A class expression is compiled into the rule itself, so that no anonymous class ever appears as somebody's type.
"""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.errors import GraphUnreadable
from corridor_kg.inference.axioms import Axioms
from corridor_kg.inference.rules import SAME, A, Pattern, Sentence, says
from corridor_kg.rdf.terms import Node
from corridor_kg.rdf.vocabulary import OWL

MOST_WAYS = 1_000
"""In how many ways the unions of one axiom may be combined."""


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


class Head(NamedTuple):
    """What follows for a thing of a class.

    Attributes:
        names: The W3C's names of the rules used.
        premises: Further patterns that have to hold.
        conclusion: What follows; None for a clash.
        conditions: SPARQL expressions that have to be true as well.
    """

    names: tuple[str, ...]
    premises: tuple[Pattern, ...]
    conclusion: Pattern | None
    conditions: tuple[str, ...] = ()

    def after(self, name: str, *premises: Pattern) -> Head:
        """Return it with a rule and premises before its own."""
        return self._replace(names=(name, *self.names), premises=(*premises, *self.premises))


def bodies(axioms: Axioms, expression: Node, variable: str, seen: tuple[Node, ...] = ()) -> list[Body]:
    """Return the ways in which a thing is known to be of a class: premises of rules."""
    if isinstance(expression, NamedNode):
        return [Body((), ((variable, A, str(expression)),))]
    if expression in seen:
        return []
    seen = (*seen, expression)
    if members := axioms.members(axioms.value(expression, f"{OWL}intersectionOf")):
        return combined([bodies(axioms, member, variable, seen) for member in members], "cls-int1")
    if members := axioms.members(axioms.value(expression, f"{OWL}unionOf")):
        return [body.after("cls-uni") for member in members for body in bodies(axioms, member, variable, seen)]
    prop = axioms.property(expression)
    if prop is None:
        axioms.missed.add("a class without a name that is neither an intersection, a union nor a restriction")
        return []
    if (value := axioms.value(expression, f"{OWL}hasValue")) is not None:
        return [Body(("cls-hv2",), ((variable, str(prop), str(value)),))]
    filler = axioms.value(expression, f"{OWL}someValuesFrom")
    if isinstance(filler, Node):
        other = f"{variable}v"  # the thing one step on is named after the step
        step = (variable, str(prop), other)
        if filler == NamedNode(f"{OWL}Thing"):
            return [Body(("cls-svf2",), (step,))]
        return [body.after("cls-svf1", step) for body in bodies(axioms, filler, other, seen)]
    return []


def combined(choices: list[list[Body]], name: str) -> list[Body]:
    """Return every way to satisfy all the members of an intersection at once."""
    result = [Body((name,), ())]
    for choice in choices:
        if len(result) * len(choice) > MOST_WAYS:
            raise GraphUnreadable(f"an axiom joins unions in more than {MOST_WAYS} ways; write it as several.")
        result = [
            Body((*one.names, *other.names), (*one.premises, *other.premises)) for one in result for other in choice
        ]
    return result


def heads(axioms: Axioms, expression: Node, variable: str, seen: tuple[Node, ...] = ()) -> list[Head]:
    """Return what follows for a thing of a class: conclusions of rules."""
    if expression == NamedNode(f"{OWL}Nothing"):
        return [Head(("cls-nothing2",), (), None)]
    if isinstance(expression, NamedNode):
        return [Head((), (), (variable, A, str(expression)))]
    if expression in seen:
        return []
    seen = (*seen, expression)
    result: list[Head] = []
    # each member of an intersection is a conclusion of its own
    for member in axioms.members(axioms.value(expression, f"{OWL}intersectionOf")):
        result += [head.after("cls-int2") for head in heads(axioms, member, variable, seen)]
    complement = axioms.value(expression, f"{OWL}complementOf")
    if isinstance(complement, Node):  # to be of both classes is a clash
        result += [Head(("cls-com", *n), premises, None) for n, premises in bodies(axioms, complement, variable)]
    if axioms.property(expression) is not None:
        result += _restricted(axioms, expression, variable, seen)
    return result


def _restricted(axioms: Axioms, restriction: Node, variable: str, seen: tuple[Node, ...]) -> list[Head]:
    """Return what a restriction of a property makes follow."""
    prop = str(axioms.property(restriction))
    one, other = f"{variable}v", f"{variable}w"  # what stands at the other end of the property
    result: list[Head] = []
    if (value := axioms.value(restriction, f"{OWL}hasValue")) is not None:
        result.append(Head(("cls-hv1",), (), (variable, prop, str(value))))
    filler = axioms.value(restriction, f"{OWL}allValuesFrom")
    if isinstance(filler, Node):
        step = (variable, prop, one)
        result += [head.after("cls-avf", step) for head in heads(axioms, filler, one, seen)]
    most = axioms.value(restriction, f"{OWL}maxCardinality")
    if most is not None and most.value == "0":
        result.append(Head(("cls-maxc1",), ((variable, prop, one),), None))
    if most is not None and most.value == "1":
        pair = ((variable, prop, one), (variable, prop, other))
        condition = f"{one} != {other} && !isLiteral({one}) && !isLiteral({other})"
        result.append(Head(("cls-maxc2",), pair, (one, SAME, other), (condition,)))
    none = axioms.value(restriction, f"{OWL}maxQualifiedCardinality")
    kind = axioms.value(restriction, f"{OWL}onClass")
    if none is not None and none.value == "0" and isinstance(kind, Node):
        everything = kind == NamedNode(f"{OWL}Thing")
        of_kind = [Body((), ())] if everything else bodies(axioms, kind, one, seen)
        name = "cls-maxqc2" if everything else "cls-maxqc1"
        result += [Head((name, *n), ((variable, prop, one), *premises), None) for n, premises in of_kind]
    return result


def in_words(axioms: Axioms, expression: Node) -> Sentence:
    """Return a class expression in words: a clause with gaps, and the terms that fill them."""
    value = axioms.value(expression, f"{OWL}hasValue")
    prop = axioms.property(expression)
    if value is not None and isinstance(prop, NamedNode):
        return says("what {} {}", prop, value)
    return says("a {}", expression)
