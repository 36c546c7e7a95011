"""Tables of plain text that fit the terminal: labels wrap, IRIs do not."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor_kg.answers.columns import padded

WIDEST = 10_000
NARROWEST = 14
GAP = 3


def render(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, unbroken: Collection[str] = (), width: int | None = None
) -> str:
    """Return rows as a table with a line under its head, or as blocks of lines where that cannot fit.

    Args:
        columns: The heads.
        rows: The cells, row by row.
        unbroken: Columns whose cells stay on one line.
        width: How many characters a line may have; None for as many as it takes.

    >>> print(render(["city", "cityLabel"], [["place:dongguan", "Dongguan"]]), end="")
    city             cityLabel
    ──────────────────────────
    place:dongguan   Dongguan
    (1 row)
    """
    rows = [[cell.replace("\t", " ") for cell in row] for row in rows]  # a tab is as wide as the terminal likes
    widths = [max(map(cell_len, (head, *cells))) for head, *cells in zip(columns, *rows, strict=True)]
    least = [
        natural if column in unbroken else min(natural, max(NARROWEST, _longest_word(column)))
        for column, natural in zip(columns, widths, strict=True)
    ]
    count = f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})\n"
    if not columns:
        return count
    if width is not None and sum(least) + GAP * (len(least) - 1) > width:
        return _blocks(columns, rows, unbroken, width) + count
    return _table(columns, rows, unbroken, least, width) + count


def _table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    unbroken: Collection[str],
    least: Sequence[int],
    width: int | None,
) -> str:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1), header_style="")
    for column, narrowest in zip(columns, least, strict=True):
        table.add_column(column, no_wrap=column in unbroken, overflow="fold", min_width=narrowest)
    for row in rows:
        table.add_row(*map(Text, row))
    stream = io.StringIO()
    Console(file=stream, width=width or WIDEST, no_color=True, highlight=False, emoji=False, markup=False).print(table)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().removesuffix("\n").split("\n"))


def _blocks(columns: Sequence[str], rows: Sequence[Sequence[str]], unbroken: Collection[str], width: int) -> str:
    """Return each row as a block, a line a column; the way of a table too wide for its terminal."""
    head = max(map(cell_len, columns)) + 2
    room = max(width - head, NARROWEST)
    lines = []
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            parts = [cell] if column in unbroken else wrapped(cell, room)
            names = [column] + [""] * len(parts)
            lines += [f"{padded(name, head)}{part}" for name, part in zip(names, parts, strict=False)]
        lines.append("")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def wrapped(text: str, room: int) -> list[str]:
    """Return a text as lines that are no wider than so many columns of a terminal; one at least.

    Words are kept whole where they fit. Chinese, which has no spaces, breaks between any two characters.

    >>> wrapped("one two three", 8), wrapped("广州和深圳", 4)
    (['one two', 'three'], ['广州', '和深', '圳'])
    """
    console = Console(width=room, color_system=None)
    lines = Text(text).wrap(console, room, overflow="fold", tab_size=1)
    return [line.plain.rstrip() for line in lines] or [""]


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split()), default=1)
