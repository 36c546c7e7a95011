"""Tables of plain text that fit the terminal: what people read wraps, and no identifier does."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor_kg.rdf.columns import padded, unbroken, width_of, wrapped

NARROWEST = 14
GAP = 3


def render(columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None = None) -> str:
    """Return rows as a table with a line under its head, or as blocks of lines where that cannot fit.

    Args:
        columns: The heads.
        rows: The cells, row by row.
        width: How many columns of the terminal a line may have; None for as many as it takes.

    >>> print(render(["city", "cityLabel"], [["place:dongguan", "Dongguan"]]), end="")
    city             cityLabel
    ──────────────────────────
    place:dongguan   Dongguan
    (1 row)
    """
    rows = [[cell.replace("\t", " ") for cell in row] for row in rows]  # a tab is as wide as the terminal likes
    count = f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})\n"
    if not columns:
        return count
    widths = [max(map(_longest_line, (head, *cells))) for head, *cells in zip(columns, *rows, strict=True)]
    room = sum(widths) if width is None else width - GAP * (len(columns) - 1)
    if sum(widths) > room:
        longest = [max(map(_longest_piece, (head, *cells))) for head, *cells in zip(columns, *rows, strict=True)]
        least = [max(piece, min(whole, NARROWEST)) for piece, whole in zip(longest, widths, strict=True)]
        if width is not None and sum(least) > room:
            return _blocks(columns, rows, width) + count
        widths = _shared_out(room, least, widths)
        columns, *rows = ([_folded(*cell) for cell in zip(row, widths, strict=True)] for row in (columns, *rows))
    return _table(columns, rows, widths) + count


def _longest_line(text: str) -> int:
    return max(map(width_of, text.split("\n")))


def _longest_piece(text: str) -> int:
    return max((width_of(piece.rstrip()) for line in text.split("\n") for piece in unbroken(line)), default=0)


def _shared_out(room: int, least: Sequence[int], most: Sequence[int]) -> list[int]:
    """Return how wide each column is: as wide as it likes, up to the greatest width that leaves room for all.

    >>> _shared_out(60, [14, 20, 5], [100, 20, 8]), _shared_out(60, [14, 20, 5], [100, 45, 8])
    ([32, 20, 8], [26, 26, 8])
    """
    for widest in range(room, 0, -1):
        widths = [min(whole, max(piece, widest)) for piece, whole in zip(least, most, strict=True)]
        if sum(widths) <= room:
            return widths
    return list(least)


def _folded(text: str, columns: int) -> str:
    return "\n".join(wrapped(text, columns))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1), header_style="")
    for column, width in zip(columns, widths, strict=True):
        table.add_column(_cell(column), width=width)
    for row in rows:
        table.add_row(*map(_cell, row))
    stream = io.StringIO()
    whole = sum(widths) + GAP * len(widths)
    Console(file=stream, width=whole, no_color=True, highlight=False, emoji=False, markup=False).print(table)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().removesuffix("\n").split("\n"))


def _cell(text: str) -> Text:
    """Return a cell whose lines are as they are to be."""
    return Text(text, no_wrap=True, overflow="ignore")


def _blocks(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Return each row as a block, a line a column that is not empty; the way of a table too wide for its terminal."""
    head = max(map(width_of, columns)) + 2
    room = max(width - head, NARROWEST)
    lines = []
    for row in rows:
        for column, cell in ((column, cell) for column, cell in zip(columns, row, strict=True) if cell):
            parts = wrapped(cell, room)
            names = [column] + [""] * len(parts)
            lines += [f"{padded(name, head)}{part}" for name, part in zip(names, parts, strict=False)]
        lines.append("")
    return "".join(f"{line.rstrip()}\n" for line in lines)
