"""Rows as a pandas DataFrame whose columns have a type each: numbers, dates, categories, texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode

from corridor_kg.answers.columns import LABEL, Column
from corridor_kg.answers.native import native
from corridor_kg.errors import MissingExtra
from corridor_kg.rdf.terms import Term

if TYPE_CHECKING:
    import pandas  # an extra, which may not be installed

_CATEGORIES = ("name", "code", "flag")
"""The kinds of columns in which few texts come back again and again."""

_WHEN_EMPTY = {"number": "Float64", "count": "Int64", "year": "Int64", "flag": "boolean"}
"""The types of columns in which nothing stands, by what is to stand there."""

DAY, MOMENT, UTC = "datetime64[s]", "datetime64[us]", "datetime64[us, UTC]"
"""The types of days, and of moments without a time zone and with one."""

_MOST, _MOST_DIGITS = 2**63, 300
"""What an integer of 64 bits is below, and how many digits a float may have before its point."""


def of(
    names: Sequence[str], rows: Sequence[Mapping[str, Term | None]], described: Mapping[str, Column]
) -> pandas.DataFrame:
    """Return rows as a DataFrame; no column is of objects.

    Args:
        names: The columns.
        rows: The terms of each row, by column.
        described: What the header of a stored query says of the columns, by name.

    Raises:
        MissingExtra: pandas is not installed.
    """
    try:
        import pandas  # late, for it is an extra
    except ImportError:
        raise MissingExtra("to_dataframe needs pandas; pip install pandas.") from None
    named = {f"{name}{LABEL}" for name in names}
    columns: dict[str, Any] = {}
    for name in names:
        kind = "name" if name in named else described[name].kind if name in described else ""
        terms = [row[name] for row in rows]
        type = _type(terms, kind)
        values: Any = [_READ[type](term) if term is not None else None for term in terms]
        if type == UTC:  # a Series takes no moments of several zones
            values = pandas.to_datetime(pandas.Series(values, dtype="object"), utc=True)
        columns[name] = pandas.Series(values, dtype=type)
    return pandas.DataFrame(columns, index=pandas.RangeIndex(len(rows)))


def _type(terms: Sequence[Term | None], kind: str) -> str:
    """Return the type that holds every value of a column; texts where it has values of several sorts."""
    values = [native(term) for term in terms if term is not None]
    if not values:
        return _WHEN_EMPTY.get(kind, "string")
    sorts = {_sort(value) for value in values}
    if sorts in ({"Int64"}, {"Float64"}, {"Int64", "Float64"}):
        return max(sorts, key=["Int64", "Float64"].index)
    if len(sorts) == 1 and "string" not in sorts:
        return sorts.pop()
    is_named = all(isinstance(term, NamedNode) for term in terms if term is not None)
    return "category" if kind in _CATEGORIES or is_named else "string"


def _sort(value: object) -> str:
    """Return the type of a column that has values such as this."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) and -_MOST <= value < _MOST:
        return "Int64"
    if isinstance(value, float) or (isinstance(value, Decimal) and abs(value.adjusted()) < _MOST_DIGITS):
        return "Float64"
    if isinstance(value, datetime):
        return MOMENT if value.tzinfo is None else UTC
    return DAY if isinstance(value, date) else "string"


def _text(term: Term) -> str:
    return term.value if isinstance(term, Literal | NamedNode | BlankNode) else str(term)


_READ: dict[str, Callable[[Term], Any]] = {
    **dict.fromkeys(("boolean", "Int64", DAY, MOMENT, UTC), native),
    "Float64": lambda term: float(native(term)),
    **dict.fromkeys(("category", "string"), _text),
}
"""What stands in a column of each type."""
