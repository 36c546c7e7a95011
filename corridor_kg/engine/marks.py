"""Literals that an engine would rewrite or refuse, under names of datatypes that every engine keeps.

An engine may hold values in place of literals, or take none that its datatype does not allow. Such a literal is marked:
its datatype gets another name, and queries that look at datatypes know such names.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from corridor_kg.rdf import datatypes
from corridor_kg.rdf.vocabulary import XSD

WRITTEN = "urn:x-corridor-kg:as-written:"
"""What the name of a datatype begins with whose literals an engine would rewrite."""

ILL_TYPED = "urn:x-corridor-kg:ill-typed:"
"""What the name of a datatype begins with that does not allow its literal."""

_REAL = ("boolean", "decimal", "double", "float", "string", "anyURI", "date", "dateTime", "gYear", "gYearMonth")
_INTEGERS = ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger", "unsignedInt")
_KEPT = frozenset(f"{XSD}{name}" for name in (*_REAL, *_INTEGERS))
"""The datatypes of XML Schema that every engine has met so far keeps, with those of its literals that are values."""

_GEOMETRIES = "http://www.opengis.net/ont/"
_LONGEST = 18
"""How many characters of a number or a year every engine keeps."""


def unmarked(literal: Literal) -> Literal:
    """Return a literal as it was written.

    >>> unmarked(Literal("2.50", datatype=NamedNode(WRITTEN + XSD + "decimal")))
    <Literal value=2.50 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#decimal>>
    """
    datatype = unmarked_datatype(literal.datatype.value)
    return literal if datatype is None else Literal(literal.value, datatype=NamedNode(datatype))


def unmarked_datatype(datatype: str) -> str | None:
    """Return the datatype of a literal that is marked with another; None where it is not marked."""
    mark = next((mark for mark in (WRITTEN, ILL_TYPED) if datatype.startswith(mark)), None)
    return mark and datatype.removeprefix(mark)


def marked(literal: Literal, *, strict: bool) -> Literal:
    """Return a literal for an engine elsewhere: marked where its datatype does not allow it, else as it is.

    Args:
        literal: The literal.
        strict: Whether the engine keeps few literals, so that the others are marked too.

    >>> marked(Literal("twelve", datatype=NamedNode(XSD + "integer")), strict=False).datatype.value
    'urn:x-corridor-kg:ill-typed:http://www.w3.org/2001/XMLSchema#integer'
    """
    datatype = literal.datatype.value
    if not datatypes.is_valid(literal.value, datatype):
        return Literal(literal.value, datatype=NamedNode(ILL_TYPED + datatype))
    if not strict:
        return literal
    is_kept = not datatype.startswith((XSD, _GEOMETRIES)) or datatype in _KEPT
    if datatype.startswith(XSD) and datatype not in (f"{XSD}string", f"{XSD}anyURI"):
        is_year_before = datatype.startswith(f"{XSD}gYear") and literal.value.startswith("-")
        is_kept = is_kept and not is_year_before and (len(literal.value) <= _LONGEST or "T" in literal.value)
    return literal if is_kept else Literal(literal.value, datatype=NamedNode(WRITTEN + datatype))
