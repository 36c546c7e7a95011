"""From rows to pictures: which column is the name, the number, the date, the place.

The header of a stored query says what each column is; where nobody says it, what stands in the column does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.answers.about import About
from corridor_kg.answers.columns import Column, Shown, together
from corridor_kg.answers.native import cell, native, shown
from corridor_kg.answers.quantities import quantities
from corridor_kg.answers.spans import NEVER, Span, span
from corridor_kg.answers.view import View
from corridor_kg.choices import VIEWS
from corridor_kg.errors import OutputFailed
from corridor_kg.pictures import bars, maps, tables, timelines
from corridor_kg.pictures.bars import Bar, Panel
from corridor_kg.pictures.maps import Entry, Spot
from corridor_kg.pictures.svg import Frame, Words
from corridor_kg.pictures.timelines import Event
from corridor_kg.rdf.datatypes import number_of
from corridor_kg.rdf.terms import Term, language_tag
from corridor_kg.rdf.vocabulary import XSD

Terms = Mapping[str, Term | None]
"""A row."""


def draw(
    kind: str,
    columns: Sequence[str],
    rows: Sequence[Terms],
    described: Mapping[str, Column],
    view: View,
    about: About,
) -> str:
    """Return rows as a picture, a document of SVG.

    Args:
        kind: One of `VIEWS`.
        columns: The names of their columns.
        rows: The rows.
        described: What the columns are, by name, as far as somebody says it.
        view: Tells where a thing is, in a map without columns ``lat`` and ``long``.
        about: Tells what the picture is called, and of which data it is.

    Raises:
        OutputFailed: The rows have not what the picture needs.
    """
    if kind not in VIEWS:
        have = f"there is no view {kind!r}" if kind else "this answer has no view to be drawn as"
        raise OutputFailed(
            f"{have}; ask a question whose header names one, or in Python call to_svg with {', '.join(VIEWS)}."
        )
    notes = about.marks.notes(term for row in rows for term in row.values()) if about.marks else []
    foot = " ".join([*notes, *([f"Data: {about.data}"] if about.data else [])])
    frame = Frame(Words(_title(about) or _TITLES[kind]), foot=foot)
    table = _Table(columns, rows, described, frame)
    if kind == "table":
        heads = [column.head for column in table.columns]
        cells = [[about.marks.beside(row[of.name], shown(row, of)) for of in table.columns] for row in rows]
        return tables.draw(table.frame, heads, cells)
    if kind == "map":
        return _map(table, view.spot)
    return _bars(table) if kind == "bar" else _timeline(table)


_TITLES = {"bar": "Numbers compared", "timeline": "In the order of time", "map": "Where things are", "table": "Answer"}


def _title(about: About) -> str:
    """Return what was asked, with the values that were given: who sees a part is not to take it for the whole."""
    if about.question is None:
        return ""
    values = "; ".join(f"{name}: {value}" for name, value in about.values)
    return f"{about.title} ({values})" if values else about.title


class _Table:
    """Rows, with what their columns are."""

    def __init__(
        self, names: Sequence[str], rows: Sequence[Terms], described: Mapping[str, Column], frame: Frame
    ) -> None:
        self.rows = rows
        self.frame = frame
        self.columns = together(names, described, labels=True)
        self._described = described

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What stands in each column, in the words of `corridor_kg.answers.columns.KINDS`."""
        return {
            column.name: self._described[column.name].kind if column.name in self._described else self._guessed(column)
            for column in self.columns
        }

    def _guessed(self, column: Shown) -> str:
        if column.name == "year":
            return "year"
        kinds = {_kind_of(row[column.name]) for row in self.rows if row[column.name] is not None}
        return kinds.pop() if len(kinds) == 1 else "text"

    def of(self, *kinds: str) -> list[Shown]:
        """Return the columns of some kinds."""
        return [column for column in self.columns if self.kinds[column.name] in kinds]

    def named(self, *names: str) -> Shown | None:
        """Return the first column that has one of these names."""
        return next((column for column in self.columns if column.name in names), None)

    def first(self, *kinds: str, beside: Iterable[Shown | None] = (), what: str, view: str) -> Shown:
        """Return the first column of some kinds, the kinds by rank.

        Args:
            kinds: The kinds.
            beside: Columns that are taken.
            what: What the column is for, as a refusal has it.
            view: For which picture.

        Raises:
            OutputFailed: There is none.
        """
        for kind in kinds:
            for column in self.of(kind):
                if column not in beside:
                    return column
        raise self.refusal(view, what)

    def refusal(self, view: str, what: str) -> OutputFailed:
        """Return the word that a picture cannot be drawn, for no column is of what it needs."""
        have = ", ".join(f"{column.name} ({self.kinds[column.name]})" for column in self.columns)
        return OutputFailed(f"{view} needs a column of {what}, and none of these is one: {have or 'no columns'}.")

    def detail(self, row: Terms, beside: Iterable[Shown | None], *, known: Iterable[str] = ()) -> str:
        """Return what else stands in a row, but for what is the same in all of them."""
        others = [column for column in self.columns if column not in beside and column not in self.common]
        texts = [self._said(row, column) for column in others]
        return " · ".join(dict.fromkeys(text for text in texts if text and text not in known))

    def _said(self, row: Terms, column: Shown) -> str:
        if self.kinds[column.name] == "flag":
            return column.head if native(row[column.name]) is True else ""
        return shown(row, column)

    @cached_property
    def common(self) -> list[Shown]:
        """The columns in which all rows say the same."""
        if len(self.rows) < 2:
            return []
        return [column for column in self.columns if len({shown(row, column) for row in self.rows}) == 1]

    def noted(self, beside: Iterable[Shown | None]) -> Frame:
        """Return the frame with what all rows say."""
        said = [(column.head, self._said(self.rows[0], column)) for column in self.common if column not in beside]
        return self.frame._replace(note="; ".join(f"{head}: {text}" for head, text in said if text))


def _kind_of(term: Term | None) -> str:
    """Return the kind that a value has by itself."""
    if isinstance(term, NamedNode):
        return "name"
    if number_of(term) is not None:
        return "number"
    kinds = {"gYear": "year", "gYearMonth": "date", "date": "date", "dateTime": "date", "boolean": "flag"}
    return kinds.get(term.datatype.value.removeprefix(XSD), "text") if isinstance(term, Literal) else "text"


def _words(row: Terms, column: Shown) -> Words:
    """Return what people read in a column of a row, in its language."""
    term = row.get(column.label) if column.label else None
    term = row[column.name] if term is None else term
    language = language_tag(term.language) if isinstance(term, Literal) and term.language else ""
    return Words(shown(row, column), "" if language.partition("-")[0] == "en" else language)


# -- Bars --------------------------------------------------------------------------------------------


def _bars(table: _Table) -> str:
    """Return a bar chart: of one column of numbers, a bar a row; of several, a bar a column in a panel a row."""
    if not table.rows:
        return bars.draw(table.frame, [])
    numbers = table.of("number", "count") or [column for column in table.of("text") if _has_quantities(table, column)]
    if not numbers:
        raise table.refusal("a bar chart", "numbers")
    measure = table.named("measure") if len(numbers) == 1 else None
    name = table.first(*_NAMES, beside=[*numbers, measure], what="names", view="a bar chart")
    panels = _by_measure(table, name, numbers[0], measure) if len(numbers) == 1 else _by_row(table, name, numbers)
    return bars.draw(table.noted([name, *numbers, measure]), panels)


_NAMES = ("name", "text", "date", "year", "code", "identifier")
"""What a bar may be called by; the first by rank."""


def _has_quantities(table: _Table, column: Shown) -> bool:
    """Return whether the texts of a column are quantities, or half of them at least."""
    found = [quantities(row, column) for row in table.rows if cell(row[column.name])]
    return 0 < len(found) <= 2 * sum(all(one.value is not None for one in several) for several in found)


def _by_measure(table: _Table, name: Shown, number: Shown, measure: Shown | None) -> list[Panel]:
    """Return a panel for each measure and unit."""
    found: dict[tuple[Words, str], list[Bar]] = {}
    for row in table.rows:
        title, detail = _words(row, measure) if measure else Words(""), table.detail(row, [name, number, measure])
        for quantity in quantities(row, number):
            bar = Bar(_words(row, name), *quantity[:3], detail)
            found.setdefault((title, quantity.unit), []).append(bar)
    return [Panel(title, unit, drawn) for (title, unit), drawn in found.items()]


def _by_row(table: _Table, name: Shown, numbers: Sequence[Shown]) -> list[Panel]:
    """Return a panel for each row, and where its numbers have several units, for each of them."""
    panels = []
    for row in table.rows:
        found = [(Words(number.head), one) for number in numbers for one in quantities(row, number)]
        units = list(dict.fromkeys(one.unit for _, one in found if one.value is not None)) or [""]
        for unit in units:
            drawn = [
                Bar(head, *one[:3])
                for head, one in found
                if one.unit == unit or (one.value is None and unit == units[0])
            ]
            panels.append(Panel(_words(row, name), unit, drawn, table.detail(row, [name, *numbers])))
    return panels


# -- Time lines --------------------------------------------------------------------------------------


def _timeline(table: _Table) -> str:
    """Return a time line: of a column of dates, or of two that say since when and until when."""
    if not table.rows:
        return timelines.draw(table.frame, [])
    begins = table.first("date", "year", what="dates or years", view="a time line")
    ends = next((column for column in table.of("date", "year") if column.name in _ENDS and column != begins), None)
    kind = table.named("class", "kind")
    name = table.first("name", "text", beside=[kind, begins], what="names", view="a time line")
    events = []
    for row in table.rows:
        time = _time(row, begins, ends)
        said = _words(row, kind).text if kind else ""
        detail = table.detail(row, [name, begins, ends, kind])
        events.append(Event(_words(row, name), Words(_date(row, begins, ends)), *time, kind=said, detail=detail))
    return timelines.draw(table.noted([name, begins, ends, kind]), events)


_ENDS = ("until", "end", "ends")
"""How a column is called that says when what began in another ended."""


def _date(row: Terms, begins: Shown, ends: Shown | None) -> str:
    first, last = shown(row, begins), shown(row, ends) if ends else ""
    return f"{first} – {last}".strip() if ends and (first or last) else first


def _time(row: Terms, begins: Shown, ends: Shown | None) -> Span:
    """Return when something is: from its first to its last day where these are given, else as the words say."""
    days = Span(span(row.get(begins.first)).start, span(row.get(begins.last)).end)
    first = days if days != NEVER else span(row[begins.name])
    if ends is None:
        return first
    start = first.start if first.start is not None else first.end
    return Span(start, span(row[ends.name]).end)


# -- Maps --------------------------------------------------------------------------------------------


class _Found(NamedTuple):
    """A thing of a map, with what its rows say of it."""

    name: Words
    spot: Spot | None
    details: list[str]


def _map(table: _Table, spot: Callable[[NamedNode], Spot | None]) -> str:
    """Return a map of the things of the first column of names, each once."""
    if not table.rows:
        return maps.draw(table.frame, [])
    own = table.named("lat"), table.named("long")
    has_own = all(own)
    what = "things, or columns lat and long" if not has_own else "names"
    thing = table.first("name", *(["text"] if has_own else []), beside=own, what=what, view="a map")
    found: dict[object, _Found] = {}
    for row in table.rows:
        name = _words(row, thing)
        where = _own_spot(row, name) if has_own else None
        term = row[thing.name]
        if where is None and isinstance(term, NamedNode):
            where = spot(term)
        entry = found.setdefault((term, where), _Found(name, where, []))
        detail = table.detail(row, [thing, *own], known=[where.place.text] if where else ())
        if detail and detail not in entry.details:
            entry.details.append(detail)
    entries = [Entry(one.name, one.spot, "; ".join(one.details)) for one in found.values()]
    return maps.draw(table.noted([thing, *own]), entries)


def _own_spot(row: Terms, name: Words) -> Spot | None:
    latitude, longitude = number_of(row["lat"]), number_of(row["long"])
    if latitude is None or longitude is None or not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return Spot(latitude, longitude, name)
