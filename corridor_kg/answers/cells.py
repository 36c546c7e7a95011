"""The cells of a page or a sheet: what people read there, what a program computes with, where it leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.answers.columns import Column, Shown, together
from corridor_kg.answers.marks import Marks
from corridor_kg.answers.native import native, shown
from corridor_kg.rdf.datatypes import Value
from corridor_kg.rdf.terms import Term, language_tag
from corridor_kg.rdf.vocabulary import XSD

_YEAR = NamedNode(f"{XSD}gYear")

Terms = Mapping[str, Term | None]
"""A row: its terms by column."""


class Cell(NamedTuple):
    """A cell.

    Attributes:
        text: What people read.
        value: The value of a literal that is no text; else None.
        link: The address of the thing that is named in it, where it is one of the web; else empty.
        language: The language of a name or a text, where one is told; else empty.
        is_year: Whether the value is a year, which has no comma.
    """

    text: str
    value: Value | None = None
    link: str = ""
    language: str = ""
    is_year: bool = False

    @property
    def is_number(self) -> bool:
        """Whether the value is a number."""
        return isinstance(self.value, int | float | Decimal) and not isinstance(self.value, bool)


def laid_out(
    names: Sequence[str], described: Mapping[str, Column], *, ids: bool = False, labels: bool = True
) -> list[Shown]:
    """Return the columns of an answer as people read them; as they are where nobody has described any.

    Args:
        names: The columns of the answer.
        described: Those that the header of a stored query describes, by name.
        ids: Whether an identifier has a column of its own behind that of the name.
        labels: Whether to call them by their labels.

    >>> city = {"city": Column("city", "which city", "name")}
    >>> [column.head for column in laid_out(["city", "cityLabel"], city, ids=True)]
    ['which city', 'which city (identifier)']
    """
    if not described:
        return [Shown(name, name) for name in names]
    columns = []
    for column in together(names, described, labels=labels):
        columns.append(column)
        if ids and column.label:
            columns.append(Shown(f"{column.head} (identifier)", column.name))
    return columns


def cell_of(terms: Terms, column: Shown, marks: Marks | None = None) -> Cell:
    """Return what a row has in a column.

    Args:
        terms: The row.
        column: The column.
        marks: What was withdrawn or corrected, to be told behind its name.

    >>> cell_of({"a": NamedNode("http://e.org/a"), "aLabel": Literal("A", language="en")}, Shown("a", "a", "aLabel"))
    Cell(text='A', value=None, link='http://e.org/a', language='en', is_year=False)
    """
    term, name = terms[column.name], terms.get(column.label)
    read = term if name is None else name
    value = native(read) if isinstance(read, Literal) else None
    language = language_tag(read.language) if isinstance(read, Literal) and read.language else ""
    link = term.value if isinstance(term, NamedNode) and term.value.startswith(("http://", "https://")) else ""
    number_or_date = value if isinstance(value, int | float | Decimal | date) else None
    is_year = isinstance(read, Literal) and read.datatype == _YEAR
    text = marks.beside(term, shown(terms, column)) if marks else shown(terms, column)
    return Cell(text, number_or_date, link, language, is_year)
