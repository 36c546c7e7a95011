"""RDF terms as what Python programs and people take them for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.answers.columns import Shown
from corridor_kg.files.output import printable
from corridor_kg.rdf.datatypes import python_value
from corridor_kg.rdf.terms import Term
from corridor_kg.rdf.vocabulary import shorten


def native(term: Term | None) -> Any:
    """Return an RDF term as the Python value that is nearest to it.

    IRIs become texts, numbers ``int``, ``Decimal`` or ``float``, dates ``date``, years ``int``; a literal
    that does not have the form of its datatype stays a text, and an unbound variable is None.

    Args:
        term: What a variable is bound to.

    >>> native(Literal("2.41", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
    Decimal('2.41')
    """
    if term is None or isinstance(term, Triple):
        return term if term is None else str(term)
    if not isinstance(term, Literal):
        return term.value
    return python_value(term.value, term.datatype.value)


def plain(term: Term | None) -> Any:
    """Return an RDF term as a value of JSON: a number, a truth value, a text, or None.

    A decimal is a number where a float, or an integer, has each of its digits, and else the text that it was written
    as, so that none is lost; so is a float that JSON cannot say (``INF``, ``NaN``). Dates are texts as ISO 8601 has
    them.

    >>> decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    >>> [plain(Literal(text, datatype=decimal)) for text in ("2.41", "3.0", "0.12345678901234567890")]
    [2.41, 3.0, '0.12345678901234567890']
    """
    value = native(term)
    if not isinstance(term, Literal) or isinstance(value, int):  # a truth value is an int too
        return value
    if isinstance(value, Decimal) and Decimal(repr(float(value))) == value:
        return float(value)
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value if isinstance(value, float) and math.isfinite(value) else term.value


def cell(term: Term | None) -> str:
    """Return a term as a table for people has it: a CURIE, or a text without what would command the terminal."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return printable(shorten(term.value))
    text = term.value if isinstance(term, Literal) else str(term)
    return printable(text)


def shown(terms: Mapping[str, Term | None], column: Shown) -> str:
    """Return what people read in a column of a row: a name, a number with its unit and its word of bound, or a text.

    Args:
        terms: The row.
        column: The column, with those that belong to it.

    >>> terms = {"value": Literal("11836", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ...          "unit": Literal("km²"), "word": Literal("over")}
    >>> shown(terms, Shown("value", "value", unit="?unit", bound="?word"))
    'over 11,836 km²'
    """
    term = terms[column.name]
    if column.label and terms.get(column.label) is not None:
        term = terms[column.label]
    text = cell(term)
    if not (column.unit or column.bound) or not isinstance(term, Literal):
        return text
    unit, bound = (
        cell(terms.get(beside[1:])) if beside.startswith("?") else beside for beside in (column.unit, column.bound)
    )
    value = native(term)
    number = f"{value:,}" if isinstance(value, int | Decimal) and not isinstance(value, bool) else text
    return " ".join(filter(None, [bound, number, unit]))
