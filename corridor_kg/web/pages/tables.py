"""The rows of an answer as a table of a page: each cell with its text, where it leads, and in which language it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from corridor_kg.answers.cells import Cell, cell_of, laid_out
from corridor_kg.answers.rows import Row, Rows

_BETWEEN = "; "


class Part(NamedTuple):
    """A part of a cell.

    Attributes:
        text: What people read.
        address: Where it leads; may be empty.
        language: The tag of its language, where it is told.
    """

    text: str
    address: str = ""
    language: str = ""


class Column(NamedTuple):
    """A column.

    Attributes:
        head: What stands above it.
        is_number: Whether all that stands in it are numbers.
    """

    head: str
    is_number: bool


class Table(NamedTuple):
    """A table.

    Attributes:
        columns: The columns that have anything in them.
        rows: The rows, each with its cells, of which each has parts.
        total: How many rows the answer has, of which there may be more than are shown.
        notes: What is to be told of the sources.
    """

    columns: list[Column]
    rows: list[list[list[Part]]]
    total: int
    notes: list[str]


def table(rows: Rows, chosen: Sequence[Row], address_of: Callable[[str], str], *, most: int) -> Table:
    """Return rows as a table.

    Args:
        rows: An answer.
        chosen: Those of its rows that are told.
        address_of: Called with an IRI; returns where it leads.
        most: How many rows are shown.
    """
    columns = laid_out(rows.columns, rows.described)
    cited = {name: source.iri for source in rows.about.sources for name in (source.name, source.shown)}
    shown = chosen[:most]
    cells = [[cell_of(row.terms, column, rows.about.marks) for column in columns] for row in shown]
    kept = [at for at in range(len(columns)) if not shown or any(row[at].text for row in cells)]
    return Table(
        [Column(columns[at].head, _is_number([row[at] for row in cells])) for at in kept],
        [[_parts(row[at], cited, address_of) for at in kept] for row in cells],
        len(chosen),
        rows.about.marks.notes(term for row in shown for term in row.terms.values()),
    )


def _is_number(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if cell.text]
    return bool(filled) and all(cell.is_number for cell in filled)


def _parts(cell: Cell, cited: Mapping[str, str], address_of: Callable[[str], str]) -> list[Part]:
    """Return the parts of a cell: a thing, the passages that it names, or a text."""
    if cell.link:
        return [Part(cell.text, address_of(cell.link), cell.language)]
    names = cell.text.split(_BETWEEN)
    if all(name in cited for name in names):
        return [Part(name, address_of(cited[name])) for name in names]
    return [Part(cell.text, "", cell.language)]
