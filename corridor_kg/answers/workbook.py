"""An answer as a workbook of Excel (Office Open XML): the rows, their sources, and what was asked.

Numbers and dates are what they are, and everything else is text, whatever it begins with: no cell is a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from corridor_kg.answers.about import About
from corridor_kg.answers.cells import Cell, Terms, cell_of
from corridor_kg.answers.columns import Column, Shown
from corridor_kg.answers.marks import Marks
from corridor_kg.answers.native import cell as text_of
from corridor_kg.errors import MissingExtra, OutputFailed
from corridor_kg.rdf.columns import width_of

if TYPE_CHECKING:  # an extra, which may not be installed
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS, LONGEST_TEXT, LONGEST_LINK, MOST_LINKS = 1_048_576, 16_384, 32_767, 2_079, 65_530
"""What Excel takes: rows and columns of a sheet, characters (of UTF-16) of a cell and of a link, links of a sheet."""

MOST_DIGITS = 15
"""How many digits of a number Excel keeps."""

FIRST_YEAR = 1900
"""The first year that has dates in Excel."""

NARROWEST, WIDEST = 8, 48
"""How many characters wide a column is at least and at most; longer texts wrap."""

_MADE = datetime(1980, 1, 1)
"""When a workbook says that it was made: always the same, as its bytes are to be."""

_NOT_IN_XML = re.compile("[\ufffe\uffff]")
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t")

_USUAL = {"valign": "top", "text_wrap": True}
_LINK = {"font_color": "#0563C1", "underline": 1}
_HEAD = {"bold": True, "bottom": 1, "bg_color": "#F2F2F2"}


def serialize(
    columns: Sequence[Shown], rows: Sequence[Terms], about: About, described: Mapping[str, Column] | None = None
) -> bytes:
    """Return an answer as a workbook.

    Args:
        columns: Its columns, as people read them; what belongs to a number gets a column of its own, but for a unit
            that is the same in each row, which stands in the head.
        rows: Its rows.
        about: What it answers, and the sources of the second sheet.
        described: What the header of a stored query says of the columns, by name.

    Raises:
        MissingExtra: XlsxWriter is not installed.
        OutputFailed: The answer is larger than a sheet of Excel.
    """
    try:
        from xlsxwriter import Workbook  # late, for it is an extra
    except ImportError:
        raise MissingExtra("writing xlsx needs XlsxWriter; pip install XlsxWriter.") from None
    apart = [each for column in columns for each in _apart(column, rows, described or {})]
    cells = [[_in_full(terms, column, about.marks) for column in apart] for terms in rows]
    _refuse_what_is_too_large(apart, cells)
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": about.title[:255], "created": _MADE})
        formats = _Formats(book)
        _Sheet(book.add_worksheet("Answer"), formats).fill([column.head for column in apart], cells)
        if about.sources:
            heads = ["name", "title", "publisher", "address", "licence", "identifier"]
            sources = [_texts((*source[:-1], " ".join(source.mark.notes))) for source in about.sources]
            if any(source.mark.notes for source in about.sources):
                heads.append("withdrawn or corrected")
            _Sheet(book.add_worksheet("Sources"), formats).fill(heads, [row[: len(heads)] for row in sources])
        told = [("Question", about.title), ("What the rows tell", about.description), *about.entries()]
        _Sheet(book.add_worksheet("About"), formats).fill(
            ["what", "this answer"], [_texts(map(_cut, entry)) for entry in told if entry[1]]
        )
    return stream.getvalue()


# -- What stands in which column -----------------------------------------------------------------------


def _apart(column: Shown, rows: Sequence[Terms], described: Mapping[str, Column]) -> list[Shown]:
    """Return a column as those that a program reads: the word of bound, the number, and the unit where it differs."""
    alone = column._replace(unit="", bound="")
    units = {_unit(terms, column) for terms in rows if terms[column.name] is not None} if column.unit else set()
    has_bounds = any(terms.get(column.bound) for terms in rows)
    before = [_named(column.bound, described, "word of bound")] if has_bounds else []
    if len(units) > 1:
        return [*before, alone, _named(column.unit, described, "unit")]
    unit = next(iter(units), "")
    return [*before, alone._replace(head=f"{column.head} ({unit})") if unit else alone]


def _unit(terms: Terms, column: Shown) -> str:
    return text_of(terms[column.unit]) if column.unit in terms else column.unit


def _named(name: str, described: Mapping[str, Column], label: str) -> Shown:
    return Shown(described[name].label if name in described else label, name)


def _in_full(terms: Terms, column: Shown, marks: Marks) -> Cell:
    """Return what a cell of the answer has; an identifier is whole, as in CSV, for another table to be joined by it."""
    term, found = terms[column.name], cell_of(terms, column, marks)
    has_name = terms.get(column.label) is not None
    return found._replace(text=term.value) if isinstance(term, NamedNode) and not has_name else found


def _texts(texts: Iterable[str]) -> list[Cell]:
    return [Cell(text, link=text if text.startswith(("http://", "https://")) else "") for text in texts]


def _cut(text: str) -> str:
    return text if _length(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT // 2]}…"


def _refuse_what_is_too_large(columns: Sequence[Shown], rows: Sequence[Sequence[Cell]]) -> None:
    instead = "; write csv or json, or ask for less."
    if len(rows) >= MOST_ROWS or len(columns) > MOST_COLUMNS:
        raise OutputFailed(
            f"this answer has {len(rows):,} rows of {len(columns):,} columns, and a sheet of Excel takes"
            f" {MOST_ROWS - 1:,} of {MOST_COLUMNS:,}{instead}"
        )
    for number, row in enumerate(rows, 1):
        for column, cell in zip(columns, row, strict=True):
            if (length := _length(cell.text)) > LONGEST_TEXT:
                raise OutputFailed(
                    f"?{column.name} in row {number} has {length:,} characters, and a cell of Excel takes"
                    f" {LONGEST_TEXT:,}{instead}"
                )


def _length(text: str) -> int:
    """Return how long a text is in characters of UTF-16, as Excel counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


# -- How it is written ---------------------------------------------------------------------------------


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def of(self, **properties: Any) -> Format:
        """Return the format that has these properties beside the usual ones."""
        key = repr(properties)
        if key not in self._made:
            self._made[key] = self._book.add_format({**_USUAL, **properties})
        return self._made[key]


class _Sheet:
    """A sheet of a workbook: a table under a head that stays in sight, ready to be printed."""

    def __init__(self, sheet: Worksheet, formats: _Formats) -> None:
        self._sheet = sheet
        self._formats = formats
        self._links = 0

    def fill(self, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Write heads, and cells row by row."""
        for at, head in enumerate(heads):
            self._sheet.write_string(0, at, _clean(head), self._formats.of(**_HEAD))
            self._sheet.set_column(at, at, _width([head, *(row[at].text for row in rows)]))
        for down, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                self._put(down, at, cell)
        self._sheet.freeze_panes(1, 0)
        if heads and rows:
            self._sheet.autofilter(0, 0, len(rows), len(heads) - 1)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&L&A&R&P / &N")

    def _put(self, down: int, at: int, cell: Cell) -> None:
        value = cell.value
        if isinstance(value, bool):
            self._sheet.write_boolean(down, at, value, self._formats.of())
        elif isinstance(value, int | float | Decimal) and _is_kept(value):
            self._sheet.write_number(down, at, float(value), self._formats.of(num_format=_number_format(cell)))
        elif isinstance(value, date) and _is_day_of_excel(value):
            form = "yyyy-mm-dd hh:mm:ss" if isinstance(value, datetime) else "yyyy-mm-dd"
            self._sheet.write_datetime(down, at, value, self._formats.of(num_format=form, align="left"))
        elif cell.text:
            self._put_text(down, at, cell)

    def _put_text(self, down: int, at: int, cell: Cell) -> None:
        text = _clean(cell.text)
        if cell.link and self._links < MOST_LINKS and _length(cell.link) <= LONGEST_LINK:
            self._links += 1
            self._sheet.write_url(down, at, cell.link, self._formats.of(**_LINK), text)
        else:
            # the mark makes it stay a text when somebody edits the cell
            quoted = {"quote_prefix": True} if text.startswith(_LIKE_A_FORMULA) else {}
            self._sheet.write_string(down, at, text, self._formats.of(**quoted))


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _width(texts: Iterable[str]) -> int:
    lines = (line for text in texts for line in text.split("\n"))
    return min(max(NARROWEST, *(width_of(line) + 2 for line in lines)), WIDEST)


def _is_kept(number: float | Decimal) -> bool:
    """Return whether Excel keeps every digit of a number; of a float, those that a float has for sure."""
    if isinstance(number, float):
        return number - number == 0  # neither infinite nor no number
    digits = Decimal(number).normalize()
    return len(digits.as_tuple().digits) <= MOST_DIGITS and abs(digits.adjusted()) < 300


def _number_format(cell: Cell) -> str:
    """Return how a number is shown: with as many decimals as it is written with, a year without a comma."""
    value = cell.value
    if isinstance(value, float):
        return "General"
    if isinstance(value, Decimal):
        decimals = min(max(0, -int(value.as_tuple().exponent)), MOST_DIGITS)
        return f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return "0" if cell.is_year else "#,##0"


def _is_day_of_excel(day: date) -> bool:
    """Return whether Excel has a day; it knows no time zones."""
    return day.year >= FIRST_YEAR and getattr(day, "tzinfo", None) is None
