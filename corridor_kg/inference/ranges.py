"""Data ranges: which values an axiom allows, read from OWL, and whether a literal has one of them.

They are those of the OWL 2 Structural Specification, section 7. What cannot be told of a literal, such as whether it is
of a datatype that nobody here knows, is told of neither way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from pyoxigraph import Literal, NamedNode

from corridor_kg.inference.axioms import Axioms
from corridor_kg.rdf import values
from corridor_kg.rdf.terms import Node
from corridor_kg.rdf.vocabulary import OWL, RDF, RDFS, XSD, shorten


class DataRange(Protocol):
    """Some values."""

    def has(self, literal: Literal) -> bool | None:
        """Return whether the value of a literal is one of them; None where it cannot be told."""


class Datatype(NamedTuple):
    """The values of a datatype that has nothing but a name."""

    iri: str

    def has(self, literal: Literal) -> bool | None:
        """Return whether the datatype has the value of a literal."""
        return values.belongs(literal, self.iri)


class Listed(NamedTuple):
    """The values of some literals."""

    literals: tuple[Literal, ...]

    def has(self, literal: Literal) -> bool | None:
        """Return whether the value of a literal is that of one of these."""
        return _any(values.same(literal, other) for other in self.literals)


class Without(NamedTuple):
    """All values but some."""

    left_out: DataRange

    def has(self, literal: Literal) -> bool | None:
        """Return whether the value of a literal is none of those that are left out."""
        found = self.left_out.has(literal)
        return None if found is None else not found


class Either(NamedTuple):
    """The values that any of several ranges has."""

    parts: tuple[DataRange, ...]

    def has(self, literal: Literal) -> bool | None:
        """Return whether one of them has the value of a literal."""
        return _any(part.has(literal) for part in self.parts)


def both(parts: Iterable[DataRange]) -> DataRange:
    """Return the values that several ranges have in common."""
    return Without(Either(tuple(map(Without, parts))))


class Facet(NamedTuple):
    """The values to which a facet of XML Schema restricts a datatype."""

    name: str
    limit: Literal

    def has(self, literal: Literal) -> bool | None:
        """Return whether the value of a literal is on the right side of the limit."""
        length = self.name in _LENGTHS
        one = Literal(len(literal.value)) if length else literal
        order = None if length and not _has_length(literal) else values.order(one, self.limit)
        return None if order is None else _FACETS[self.name](order)


_LENGTHS = ("length", "minLength", "maxLength")
_FACETS: dict[str, Callable[[int], bool]] = {
    "length": lambda order: order == 0,
    **dict.fromkeys(("minLength", "minInclusive"), lambda order: order >= 0),
    **dict.fromkeys(("maxLength", "maxInclusive"), lambda order: order <= 0),
    "minExclusive": lambda order: order > 0,
    "maxExclusive": lambda order: order < 0,
}
"""Whether a value that is less than the limit (-1), the same (0) or greater (1) is allowed."""

_OTHER_FACETS = ("pattern", "totalDigits", "fractionDigits", f"{RDF}langRange")
"""Those of which it cannot be told."""


def _has_length(literal: Literal) -> bool:
    found = values.identity(literal)
    return found is not None and found[0] in (f"{XSD}string", f"{XSD}anyURI", f"{RDF}langString")


def _any(answers: Iterable[bool | None]) -> bool | None:
    told = set(answers)
    return True if True in told else None if None in told else False


# -- From OWL ----------------------------------------------------------------------------------------


def data_range(axioms: Axioms, expression: Node, seen: tuple[Node, ...] = ()) -> DataRange | None:
    """Return what values a node allows, or None where it is no data range.

    Args:
        axioms: What is said of it.
        expression: A datatype, or what stands for some values.
        seen: Those in which it stands.
    """
    if expression in seen or not _is_data_range(axioms, expression):
        return None
    seen = (*seen, expression)
    inner = {name: axioms.value(expression, OWL + name) for name in _INNER}
    parts: list[DataRange] = []
    if inner["oneOf"] is not None:
        literals = axioms.listed(inner["oneOf"])
        parts.append(Listed(tuple(item for item in literals if isinstance(item, Literal))))
    for word, joined in (("intersectionOf", both), ("unionOf", _either)):
        if inner[word] is not None:
            found = [data_range(axioms, member, seen) for member in axioms.members(inner[word])]
            parts += [joined(filter(None, found))] if all(found) else []
    for word, made in (("datatypeComplementOf", Without), ("equivalentClass", _same)):
        node = inner[word]
        other = data_range(axioms, node, seen) if isinstance(node, Node) else None
        parts += [made(other)] if other else []
    parts += _restricted(axioms, expression)
    if isinstance(expression, NamedNode):
        parts.append(Datatype(expression.value))
    return parts[0] if len(parts) == 1 else both(parts)


_INNER = ("oneOf", "intersectionOf", "unionOf", "datatypeComplementOf", "equivalentClass")


def _same(part: DataRange) -> DataRange:
    return part


def _either(parts: Iterable[DataRange]) -> DataRange:
    return Either(tuple(parts))


def _is_data_range(axioms: Axioms, expression: Node) -> bool:
    if isinstance(expression, NamedNode) and (expression.value.startswith(XSD) or expression.value in _BUILT_IN):
        return True
    listed = axioms.listed(axioms.value(expression, f"{OWL}oneOf"))
    is_restricted = axioms.value(expression, f"{OWL}onDatatype") is not None
    return expression in axioms.datatypes or is_restricted or any(isinstance(item, Literal) for item in listed)


_BUILT_IN = (f"{RDF}langString", f"{RDF}PlainLiteral", f"{RDFS}Literal", f"{OWL}real", f"{OWL}rational")
"""Datatypes beside those of XML Schema."""


def _restricted(axioms: Axioms, expression: Node) -> list[DataRange]:
    """Return what the facets of a restriction of a datatype allow, and the datatype."""
    kind = axioms.value(expression, f"{OWL}onDatatype")
    if not isinstance(kind, NamedNode):
        return []
    result: list[DataRange] = [Datatype(kind.value)]
    for facet in axioms.members(axioms.value(expression, f"{OWL}withRestrictions")):
        for name in (*_FACETS, *_OTHER_FACETS):
            limit = axioms.value(facet, name if name.startswith(RDF) else XSD + name)
            if isinstance(limit, Literal) and name in _FACETS:
                result.append(Facet(name, limit))
            elif limit is not None:
                axioms.unchecked.add(shorten(name) if name.startswith(RDF) else f"xsd:{name}")
    return result
