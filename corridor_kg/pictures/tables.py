"""Tables as pictures, for pages that show what an answer looks like."""

from __future__ import annotations

from collections.abc import Sequence

from corridor_kg.pictures import svg
from corridor_kg.pictures.svg import MARGIN, SMALL, WIDTH, Drawing, Frame, Words
from corridor_kg.rdf.columns import unbroken

_GAP = 14


def draw(frame: Frame, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as a document of SVG."""
    if not heads:
        return svg.picture(frame, svg.nothing(), kind="Table")
    widths = _widths(heads, rows)
    head = _row(heads, widths, bold=True)
    rule = Drawing([svg.line(MARGIN, 1, WIDTH - MARGIN, 1, kind="line")], 3, [])
    said = [_row(row, widths)._replace(told=[_told(heads, row)]) for row in rows]
    count = svg.paragraph(f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}")
    return svg.picture(frame, svg.stacked([head._replace(told=[]), rule, *said, count], gap=5), kind="Table")


def _told(heads: Sequence[str], row: Sequence[str]) -> str:
    return "; ".join(f"{head}: {cell}" for head, cell in zip(heads, row, strict=True) if cell)


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Return how wide each column is: as wide as its longest word, and of the room that is left as much as it needs."""
    columns = [[head, *cells] for head, *cells in zip(heads, *rows, strict=True)]
    wanted = [max(map(_length, column)) for column in columns]
    least = [max(_length(piece) for cell in column for piece in ["", *unbroken(cell)]) for column in columns]
    room, widths = float(WIDTH - 2 * MARGIN - _GAP * (len(heads) - 1)), [0.0] * len(heads)
    if sum(least) > room:
        least = [0.0] * len(heads)  # some words are broken in any case
    room -= sum(least)
    for number, place in enumerate(sorted(range(len(heads)), key=lambda place: wanted[place] - least[place])):
        more = min(wanted[place] - least[place], room / (len(heads) - number))
        widths[place] = least[place] + more
        room -= more
    return widths


def _length(text: str) -> float:
    return svg.length(text.rstrip(), size=SMALL + 1, bold=True) + 4


def _row(cells: Sequence[str], widths: Sequence[float], bold: bool = False) -> Drawing:
    x, marks, height = float(MARGIN), list[str](), 0.0
    for cell, width in zip(cells, widths, strict=True):
        drawn = svg.block(x, 0, Words(cell), width, size=SMALL + 1, most=6, bold=bold)
        marks += drawn.marks
        height, x = max(height, drawn.height), x + width + _GAP
    return Drawing(marks, height, [])
