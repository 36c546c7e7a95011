"""What is wrong and what to write, for a constraint whose shape says nothing of its own."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import Literal, NamedNode

from corridor_kg.rdf.terms import Node, Term
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.shapes import shacl
from corridor_kg.shapes.shapes_graph import ShapesGraph

_KINDS = {
    "IRI": "an IRI",
    "BlankNode": "a blank node",
    "Literal": "a literal",
    "BlankNodeOrIRI": "an IRI or a blank node, and no literal",
    "BlankNodeOrLiteral": "a literal or a blank node, and no IRI",
    "IRIOrLiteral": "an IRI or a literal, and no blank node",
}
_OF_VALUES = {
    "class": "is to be a {0}; give it that class, or write another value",
    "datatype": "is to be a literal with the datatype {0}",
    "nodeKind": "is to be {0}",
    "minExclusive": "is to be greater than {0}",
    "minInclusive": "is to be {0} or greater",
    "maxExclusive": "is to be less than {0}",
    "maxInclusive": "is to be {0} or less",
    "minLength": "is to have {0} characters or more",
    "maxLength": "is to have {0} characters or fewer",
    "pattern": "is to match the regular expression {0}",
    "languageIn": "is to be in a language of {0}",
    "in": "is to be one of {0}",
    "not": "is not to conform to {0}, and does",
    "and": "is to conform to each of {0}",
    "or": "is to conform to one of {0}",
    "xone": "is to conform to exactly one of {0}",
    "node": "is to conform to {0}",
    "lessThan": "is to be less than each value of {0}",
    "lessThanOrEquals": "is to be no greater than any value of {0}",
    "disjoint": "is not to be a value of {0} as well",
    "equals": "is to be a value of {0} as well, and each of these a value here",
    "closed": "is of a property that the shape does not allow; remove it",
}
_OF_NUMBERS = {
    "minCount": "{1} is to have {0} or more values; add {1}",
    "maxCount": "{1} is to have {0} or fewer values; remove the others",
    "hasValue": "{1} is to have the value {0}; add {1} {0}",
    "uniqueLang": "{1} is to have one value in a language; remove the others",
    "qualifiedMinCount": "{1} is to have {0} or more values that conform to the shape that it names",
    "qualifiedMaxCount": "{1} is to have {0} or fewer values that conform to the shape that it names",
}


def message(name: str, parameter: str, path: str) -> str:
    """Return a sentence about a constraint that is broken.

    Args:
        name: The parameter of the constraint.
        parameter: Its value in words; see `words`.
        path: The property path in words; empty where the thing itself is looked at.

    >>> message("minCount", "1", "schema:name")
    'The property schema:name is to have 1 or more values; add schema:name.'
    >>> message("nodeKind", "IRI", "")
    'This is to be an IRI.'
    """
    if name in _OF_NUMBERS:
        said = _OF_NUMBERS[name].format(parameter, path or "it")
        return f"The property {said}." if path else f"{said[0].upper()}{said[1:]}."
    subject = f"A value of {path}" if path and name != "closed" else "This"
    return f"{subject} {_OF_VALUES[name].format(_KINDS.get(parameter, parameter))}."


def of(shapes: ShapesGraph, shape: Node, name: str, terms: list[Term]) -> str:
    """Return what a result of a shape says: its own message, or one for the constraint.

    Args:
        shapes: The shapes graph.
        shape: The shape.
        name: The parameter of the constraint.
        terms: Its value, or the members of the list that it is.
    """
    if own := shapes.message(shape):
        return own
    path = shapes.path(shape)
    return message(name, words(terms, name, shapes.name), path.words if path else "")


def words(terms: list[Term], name: str, called: Callable[[Node], str]) -> str:
    """Return the value of a parameter in words.

    Args:
        terms: The value, or the members of the list that it is.
        name: The parameter.
        called: Returns the name of a shape.
    """
    if name == "nodeKind" and isinstance(terms[0], NamedNode):
        return terms[0].value.rpartition("#")[2]
    is_shape = name in (*shacl.LEADING, *shacl.OF_SHAPES)
    return ", ".join(called(term) if is_shape and isinstance(term, Node) else _word(term) for term in terms)


def _word(term: Term) -> str:
    if isinstance(term, NamedNode):
        return shorten(term.value)
    if isinstance(term, Literal):
        return term.value if term.datatype.value.rpartition("#")[2] in ("integer", "decimal") else f'"{term.value}"'
    return "[]"
