"""The rows that a SELECT query answers.

The formats are those of the SPARQL 1.1 results (W3C Recommendations for JSON, XML, CSV and TSV), written by the
engine's own library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from corridor_kg.answers import markdown
from corridor_kg.answers.about import About
from corridor_kg.answers.columns import LABEL, Column, Shown, chosen, together
from corridor_kg.answers.formats import serializer
from corridor_kg.answers.native import cell, native, plain, shown
from corridor_kg.answers.view import View
from corridor_kg.choices import PICTURE, ROW_FORMATS
from corridor_kg.errors import OutputFailed
from corridor_kg.files.output import printable
from corridor_kg.rdf.columns import hung
from corridor_kg.rdf.terms import Term, language_tag
from corridor_kg.rdf.unreadable import LONGEST_IN_JSON

if TYPE_CHECKING:
    import pandas  # an extra, which may not be installed


class Row:
    """One row of an answer: its values by the names of the columns, as Python values.

    >>> from pyoxigraph import NamedNode
    >>> row = Row({"city": NamedNode("http://example.org/a"), "count": None})
    >>> row.city, row["count"]
    ('http://example.org/a', None)
    """

    __slots__ = ("terms",)

    terms: dict[str, Term | None]
    """The RDF terms themselves, by column."""

    def __init__(self, terms: dict[str, Term | None]) -> None:
        self.terms = terms

    def __getattr__(self, column: str) -> Any:
        if column.startswith("__") or column == "terms":  # asked for before __init__, when copied
            raise AttributeError(column)
        try:
            return native(self.terms[column])
        except KeyError:
            raise AttributeError(f"no column {column!r}; the columns are {', '.join(self.terms)}") from None

    def __getitem__(self, column: str) -> Any:
        return native(self.terms[column])

    def __iter__(self) -> Iterator[Any]:
        return map(native, self.terms.values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(tuple(self.terms.items()))

    def __len__(self) -> int:
        return len(self.terms)

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{column}={self[column]!r}' for column in self.terms)})"

    def as_dict(self) -> dict[str, Any]:
        """Return the values by column, as JSON has them: see `corridor_kg.answers.native.plain`."""
        return {column: plain(term) for column, term in self.terms.items()}


class Rows:
    """The answer of a SELECT query: a sequence of rows.

    Args:
        solutions: What the engine returned.
        described: What its columns are, as the header of a stored query says.

    Attributes:
        columns: The names of its columns.
        described: As given, by name; empty for a query that nobody describes.
        about: What was asked, of which data, and what the rows rest on, as far as somebody has told it.
        view: As what they are drawn.
    """

    def __init__(self, solutions: QuerySolutions, described: Iterable[Column] = ()) -> None:
        self.columns: tuple[str, ...] = tuple(variable.value for variable in solutions.variables)
        self.described = {column.name: column for column in described}
        self.about = About()
        self.view = View()
        self._json = _numbered(solutions.serialize(format=QueryResultsFormat.JSON) or b"")

    @classmethod
    def of(
        cls,
        columns: Sequence[str],
        rows: Iterable[Sequence[NamedNode | BlankNode | Literal | None]],
        *,
        described: Iterable[Column] = (),
    ) -> Self:
        """Return rows that no query has answered.

        Args:
            columns: The names of the columns.
            rows: Of each row its terms, in the order of the columns; None leaves a cell empty.
            described: What the columns are.

        >>> Rows.of(["city", "count"], [[Literal("Dongguan"), Literal(1)], [Literal("Guangzhou"), None]])[0].count
        1
        """
        import json  # late for the cold start: most answers are an engine's

        bindings = [
            {column: _as_json(term) for column, term in zip(columns, row, strict=True) if term is not None}
            for row in rows
        ]
        content = {"head": {"vars": list(columns)}, "results": {"bindings": bindings}}
        return cls(_solutions(json.dumps(content, ensure_ascii=False).encode()), described)

    @cached_property
    def _rows(self) -> list[Row]:
        with _told_if_too_long():
            return [Row({name: solution[name] for name in self.columns}) for solution in _solutions(self._json)]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int) -> Row:
        return self._rows[index]

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self.columns)}>"

    def with_column(self, name: str, texts: Iterable[str]) -> Self:
        """Return the rows with a column of plain texts, the last.

        Args:
            name: What it is called; a column that is called so goes.
            texts: Its text in each row; an empty one leaves the cell empty.
        """
        import json  # late for the cold start: not every answer gets a column

        content = json.loads(self._json)
        content["head"]["vars"] = [*(column for column in self.columns if column != name), name]
        for binding, text in zip(content["results"]["bindings"], texts, strict=True):
            binding.pop(name, None)
            if text:
                binding[name] = {"type": "literal", "value": text}
        return self._of(content)

    def only(self, columns: str | Iterable[str]) -> Self:
        """Return the rows with some columns alone, in the order in which they are asked for.

        Args:
            columns: Their names, or that of one; with a column comes what belongs to it, such as names or a unit.

        Raises:
            BadParameter: There is no such column.
        """
        import json  # late for the cold start: few leave columns out

        content = json.loads(self._json)
        wanted = [columns] if isinstance(columns, str) else columns  # else a name would be read letter by letter
        content["head"]["vars"] = names = chosen(self.columns, wanted, self.described)
        content["results"]["bindings"] = [
            {name: binding[name] for name in names if name in binding} for binding in content["results"]["bindings"]
        ]
        return self._of(content)

    def called(self, label_of: Callable[[NamedNode], Literal | None]) -> Self:
        """Return the rows with other names for their things, where there are any.

        Args:
            label_of: Called with a thing; its name, or None where the one that it has is to stay.
        """
        import json  # late for the cold start: few ask for another language

        content = json.loads(self._json)
        for binding in content["results"]["bindings"]:
            for name in self.columns:
                thing, label = binding.get(name), f"{name}{LABEL}"
                is_named = label in self.columns and thing is not None and thing["type"] == "uri"
                called = label_of(NamedNode(thing["value"])) if is_named else None
                if called is not None:
                    binding[label] = _as_json(called)
        return self._of(content)

    def _of(self, content: Any) -> Self:
        """Return rows of other JSON results, whose columns are what they were."""
        import json  # late for the cold start, as above

        written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        rows = type(self)(_solutions(written), self.described.values())
        rows.about = self.about
        rows.view = self.view
        return rows

    def to_json(self) -> str:
        """Return the rows as SPARQL 1.1 Query Results JSON."""
        return _LANGUAGE_IN_JSON.sub(_cased, self._json.decode())

    def to_csv(self) -> str:
        """Return the rows as SPARQL 1.1 Query Results CSV: plain values, lines that end in CR LF."""
        return self._serialized(QueryResultsFormat.CSV)

    def to_tsv(self) -> str:
        """Return the rows as SPARQL 1.1 Query Results TSV: terms in Turtle's notation."""
        return _LANGUAGE_IN_TSV.sub(_cased, self._serialized(QueryResultsFormat.TSV))

    def to_xml(self) -> str:
        """Return the rows as SPARQL Query Results XML.

        Raises:
            OutputFailed: A value has a character that XML does not have.
        """
        from corridor_kg.files import xml_text  # late for the cold start: few ask for XML

        text = self._serialized(QueryResultsFormat.XML)
        return xml_text.settled(text, self._texts(), instead="JSON, CSV or TSV")

    def _serialized(self, format: QueryResultsFormat) -> str:
        with _told_if_too_long():
            return (_solutions(self._json).serialize(format=format) or b"").decode()

    def _texts(self) -> Iterator[tuple[str, str]]:
        """Yield the texts that are values, each with its column and row."""
        for number, row in enumerate(self, start=1):
            for column, term in row.terms.items():
                if isinstance(term, Literal):
                    yield f"?{column} in row {number}", term.value

    def cells(self) -> list[list[str]]:
        """Return the rows as texts for people: IRIs shortened to CURIEs, unbound values empty."""
        return [[cell(term) for term in row.terms.values()] for row in self]

    def shown(self, *, ids: bool | None = None, labels: bool = False) -> tuple[list[str], list[list[str]]]:
        """Return heads and cells as people read them: names in place of identifiers, numbers with their units.

        Args:
            ids: Whether to keep every column apart, identifiers too; None for those of a query that nobody describes.
            labels: Whether the heads are what people call the columns, and not their variables.
        """
        if ids if ids is not None else not self.described:
            names = {name: column.label for name, column in self.described.items() if labels}
            every = [Shown(names.get(name, name), name) for name in self.columns]
            return [column.head for column in every], self._marked(every, lambda terms, of: cell(terms[of.name]))
        columns = together(self.columns, self.described, labels=labels)
        return [column.head for column in columns], self._marked(columns, shown)

    def _marked(
        self, columns: Sequence[Shown], text_of: Callable[[Mapping[str, Term | None], Shown], str]
    ) -> list[list[str]]:
        """Return the cells as people read them, with the marks of what was withdrawn or corrected."""
        marks = self.about.marks
        if not marks:
            return [[text_of(row.terms, of) for of in columns] for row in self]
        return [[marks.beside(row.terms[of.name], text_of(row.terms, of)) for of in columns] for row in self]

    def notes(self) -> list[str]:
        """Return what is to be told below the rows: what of their sources was withdrawn or corrected, when and why."""
        marks = self.about.marks
        return marks.notes(term for row in self for term in row.terms.values()) if marks else []

    def to_markdown(self, *, ids: bool | None = None, labels: bool = False) -> str:
        """Return the rows as a table in Markdown, the way GitHub reads it.

        Args:
            ids: As in `shown`.
            labels: As in `shown`.
        """
        heads, cells = self.shown(ids=ids, labels=labels)
        table = markdown.table(map(markdown.escaped, heads), [list(map(markdown.escaped, row)) for row in cells])
        return table + "".join(f"\n{markdown.escaped(note)}\n" for note in self.notes())

    def to_table(self, width: int | None = None, *, ids: bool | None = None, labels: bool = False) -> str:
        """Return the rows as a table of plain text.

        Args:
            width: How many characters a line may have; None for as many as it takes.
            ids: As in `shown`.
            labels: As in `shown`.
        """
        from corridor_kg.answers import tables  # late for the cold start: rich is slow to import

        table = tables.render(*self.shown(ids=ids, labels=labels), width=width)
        return table + "".join(f"{line}\n" for note in self.notes() for line in hung(printable(note), width, at=2))

    def to_jsonl(self) -> str:
        """Return the rows as JSON Lines: a row is an object on a line of its own, as `Row.as_dict` has it."""
        from corridor_kg.answers import json_lines  # late for the cold start

        return json_lines.serialize(row.as_dict() for row in self)

    def to_html(self, *, ids: bool = False, labels: bool = True) -> str:
        """Return the rows as one page of HTML for people to read, print and keep, with their sources.

        Args:
            ids: Whether identifiers stand beside the names, which are links to them in any case.
            labels: Whether the heads are what people call the columns, and not their variables.
        """
        from corridor_kg.answers import cells, page  # late for the cold start

        columns = cells.laid_out(self.columns, self.described, ids=ids, labels=labels)
        return page.serialize(columns, [row.terms for row in self], self.about)

    def to_xlsx(self, *, ids: bool = False, labels: bool = True) -> bytes:
        """Return the rows as a workbook of Excel, with a sheet of their sources and one that says what was asked.

        Numbers and dates are such; a number with more digits than Excel keeps is a text, and so is a moment with a time
        zone. The same answer gives the same bytes.

        Args:
            ids: As in `to_html`; an identifier is an IRI, as in CSV.
            labels: As in `to_html`.

        Raises:
            MissingExtra: XlsxWriter is not installed.
            OutputFailed: The answer is larger than a sheet of Excel, or a text than a cell.

        >>> Rows.of(["city", "count"], [[Literal("Dongguan"), Literal(1)]]).to_xlsx()[:2]
        b'PK'
        """
        from corridor_kg.answers import cells, workbook  # late for the cold start

        columns = cells.laid_out(self.columns, self.described, ids=ids, labels=labels)
        return workbook.serialize(columns, [row.terms for row in self], self.about, self.described)

    def to_svg(self, view: str = "") -> str:
        """Return the rows as a picture: a bar chart, a time line, a map or a table.

        Args:
            view: One of `corridor_kg.choices.VIEWS`; where none is named, that of the stored query.

        Raises:
            OutputFailed: No view is named, and the query has none; or the rows have not what the view needs.
        """
        from corridor_kg.answers import drawing  # late for the cold start: few answers are drawn

        terms = [row.terms for row in self]
        return drawing.draw(view or self.view.kind, self.columns, terms, self.described, self.view, self.about)

    def to_dataframe(self) -> pandas.DataFrame:
        """Return the rows as a pandas DataFrame, whose columns have a type each.

        Integers are ``Int64``, other numbers ``Float64`` (all their digits are in `Row.terms`), days and moments
        ``datetime64``, truth values ``boolean``, things and words of a list ``category``, and other texts ``string``;
        no column is of objects, and what is not there is ``NA``.

        Raises:
            MissingExtra: pandas is not installed.

        >>> str(Rows.of(["city", "count"], [[Literal("Dongguan"), None]]).to_dataframe().dtypes["city"])
        'string'
        """
        from corridor_kg.answers import frame  # late for the cold start

        return frame.of(self.columns, [row.terms for row in self], self.described)

    def _repr_html_(self) -> str:
        import html  # late for the cold start: only a notebook asks for it

        heads, rows = self.shown(labels=True)
        head = "".join(f"<th>{html.escape(column)}</th>" for column in heads)
        body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>" for cells in rows)
        notes = "".join(f"<p>{html.escape(note)}</p>" for note in self.notes())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"

    def serialize(self, format: str, *, width: int | None = None, ids: bool | None = None, labels: bool = False) -> str:
        """Return the rows in one of `ROW_FORMATS`, or as the picture that the question has a view for.

        A workbook, which is no text, is what `to_xlsx` returns.

        Args:
            format: One of these.
            width: How many characters a line of a table may have; None for as many as it takes.
            ids: As in `shown`, for a table and for Markdown, and as in `to_html`; every other format has identifiers.
            labels: As in `shown`, for a table and for Markdown; a page of HTML has them anyway.

        Raises:
            OutputFailed: The format is none of them.
        """
        if format == "table":
            return self.to_table(width, ids=ids, labels=labels)
        if format == "markdown":
            return self.to_markdown(ids=ids, labels=labels)
        if format == "html":
            return self.to_html(ids=bool(ids))
        return serializer(self, format, (*ROW_FORMATS, PICTURE), what="an answer of rows")()


@contextmanager
def _told_if_too_long() -> Iterator[None]:
    """Say so where the engine's reader of results meets a value that is longer than it takes one."""
    try:
        yield
    except MemoryError:
        raise OutputFailed(
            f"a value of this answer has more than {LONGEST_IN_JSON:,} bytes; write json, or ask for a part of it with"
            " SUBSTR."
        ) from None


def _solutions(json: bytes) -> QuerySolutions:
    solutions = parse_query_results(json, format=QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    return solutions


def _as_json(term: NamedNode | BlankNode | Literal) -> dict[str, str]:
    """Return a term as the SPARQL 1.1 Query Results JSON Format has it (section 3.2.2)."""
    if not isinstance(term, Literal):
        return {"type": "uri" if isinstance(term, NamedNode) else "bnode", "value": term.value}
    kind = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **kind}


_LANGUAGE_IN_JSON = re.compile(r'("xml:lang":")([^"]*)')
_LANGUAGE_IN_TSV = re.compile(r'("(?:[^"\\]|\\.)*"@)([A-Za-z0-9-]+)')
"""The tags of languages, each with what stands before it, which cannot be part of a text: there a quote is escaped."""


def _cased(found: re.Match[str]) -> str:
    return found[1] + language_tag(found[2])


_BLANK = re.compile(rb'"type":"bnode","value":"([^"]*)"')


def _numbered(results: bytes) -> bytes:
    """Return JSON results in which blank nodes are numbered in their order: an engine names them anew each time."""
    numbers: dict[bytes, int] = {}
    return _BLANK.sub(
        lambda found: b'"type":"bnode","value":"b%d"' % numbers.setdefault(found[1], len(numbers)), results
    )
