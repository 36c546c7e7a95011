"""Answers: rows of a SELECT, the truth of an ASK, the triples of a CONSTRUCT or DESCRIBE.

An answer holds no store open and can be read as often as one likes. The formats of rows are those of the
SPARQL 1.1 results (W3C Recommendations for JSON, XML, CSV and TSV), written by the engine's own library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)

from corridor_kg.errors import MissingExtra, OutputFailed
from corridor_kg.files.output import printable
from corridor_kg.rdf.terms import Term
from corridor_kg.rdf.vocabulary import XSD, context, prefixes, shorten

if TYPE_CHECKING:
    import pandas
    import rdflib

ROW_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")
GRAPH_FORMATS = ("turtle", "jsonld", "ntriples", "rdfxml")

_INTEGERS = "integer int long short byte nonNegativeInteger positiveInteger unsignedInt unsignedLong gYear".split()
_READERS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(_INTEGERS, int),
    "decimal": Decimal,
    "double": float,
    "float": float,
    "boolean": "true".__eq__,
    "date": date.fromisoformat,
    "dateTime": datetime.fromisoformat,
}


def native(term: Term | None) -> Any:
    """Return an RDF term as the Python value that is nearest to it.

    IRIs become texts, numbers ``int``, ``Decimal`` or ``float``, dates ``date``, years ``int``; a literal
    that does not have the form of its datatype stays a text, and an unbound variable is None.

    >>> native(Literal("2.41", datatype=NamedNode(XSD + "decimal")))
    Decimal('2.41')
    """
    if term is None or isinstance(term, Triple):
        return term if term is None else str(term)
    if not isinstance(term, Literal):
        return term.value
    reader = _READERS.get(term.datatype.value.removeprefix(XSD))
    if reader is None:
        return term.value
    try:
        return reader(term.value)
    except (ValueError, ArithmeticError):
        return term.value


class Row:
    """One row of an answer: its values by the names of the columns, as Python values.

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
        """Return the values by column."""
        return {column: self[column] for column in self.terms}


class Rows:
    """The answer of a SELECT query: a sequence of rows.

    Args:
        solutions: What the engine returned.
    """

    def __init__(self, solutions: QuerySolutions) -> None:
        self.columns: tuple[str, ...] = tuple(variable.value for variable in solutions.variables)
        self._json = solutions.serialize(format=QueryResultsFormat.JSON) or b""

    @cached_property
    def _rows(self) -> list[Row]:
        return [Row({name: solution[name] for name in self.columns}) for solution in self._solutions()]

    def _solutions(self) -> QuerySolutions:
        solutions = parse_query_results(self._json, format=QueryResultsFormat.JSON)
        assert isinstance(solutions, QuerySolutions)
        return solutions

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int) -> Row:
        return self._rows[index]

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self.columns)}>"

    def to_json(self) -> str:
        """Return the rows as SPARQL 1.1 Query Results JSON."""
        return self._json.decode()

    def to_csv(self) -> str:
        """Return the rows as SPARQL 1.1 Query Results CSV: plain values, lines that end in CR LF."""
        return self._written(QueryResultsFormat.CSV)

    def to_tsv(self) -> str:
        """Return the rows as SPARQL 1.1 Query Results TSV: terms in Turtle's notation."""
        return self._written(QueryResultsFormat.TSV)

    def to_xml(self) -> str:
        """Return the rows as SPARQL Query Results XML."""
        return self._written(QueryResultsFormat.XML)

    def _written(self, format: QueryResultsFormat) -> str:
        return (self._solutions().serialize(format=format) or b"").decode()

    def cells(self) -> list[list[str]]:
        """Return the rows as texts for people: IRIs shortened to CURIEs, unbound values empty."""
        return [[_cell(term) for term in row.terms.values()] for row in self]

    def to_markdown(self) -> str:
        """Return the rows as a table in Markdown, the way GitHub reads it."""
        body = [[cell.replace("|", "\\|").replace("\n", " ") for cell in cells] for cells in self.cells()]
        lines = [self.columns, ["---"] * len(self.columns), *body]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)

    def to_table(self, width: int | None = None) -> str:
        """Return the rows as a table of plain text.

        Args:
            width: How many characters a line may have; None for as many as it takes.
        """
        from corridor_kg.answers import tables

        named = [column for column in self.columns if any(isinstance(row.terms[column], NamedNode) for row in self)]
        return tables.render(self.columns, self.cells(), unbroken=named, width=width)

    def to_dataframe(self) -> pandas.DataFrame:
        """Return the rows as a pandas DataFrame.

        Raises:
            MissingExtra: pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise MissingExtra("to_dataframe needs pandas; pip install 'corridor-kg[pandas]'.") from None
        return pandas.DataFrame([row.as_dict() for row in self], columns=list(self.columns))

    def _repr_html_(self) -> str:
        import html

        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>" for cells in self.cells()
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def write(self, format: str, *, width: int | None = None) -> str:
        """Return the rows in one of `ROW_FORMATS`.

        Raises:
            OutputFailed: The format is none of them.
        """
        if format == "table":
            return self.to_table(width)
        return _writer(self, format, ROW_FORMATS)()


class Truth:
    """The answer of an ASK query; true or false wherever Python asks for it.

    Args:
        found: What the engine returned.

    >>> from pyoxigraph import Store
    >>> bool(Truth(Store().query("ASK { ?s ?p ?o }")))
    False
    """

    def __init__(self, found: QueryBoolean) -> None:
        self._json = found.serialize(format=QueryResultsFormat.JSON) or b""
        self._true = bool(found)

    def __bool__(self) -> bool:
        return self._true

    def __repr__(self) -> str:
        return f"Truth({self._true})"

    def to_json(self) -> str:
        """Return the answer as SPARQL 1.1 Query Results JSON."""
        return self._json.decode()

    def to_xml(self) -> str:
        """Return the answer as SPARQL Query Results XML."""
        found = parse_query_results(self._json, format=QueryResultsFormat.JSON)
        return (found.serialize(format=QueryResultsFormat.XML) or b"").decode()

    def to_csv(self) -> str:
        """Return the answer as one word, for SPARQL has no CSV of it."""
        return f"{str(self._true).lower()}\n"

    to_tsv = to_markdown = to_csv

    def write(self, format: str, *, width: int | None = None) -> str:
        """Return the answer in one of `ROW_FORMATS`.

        Raises:
            OutputFailed: The format is none of them.
        """
        if format == "table":
            return "yes\n" if self._true else "no\n"
        return _writer(self, format, ROW_FORMATS)()


class Triples:
    """The answer of a CONSTRUCT or DESCRIBE query: a set of triples, in a fixed order.

    Args:
        triples: What the engine returned.
    """

    def __init__(self, triples: QueryTriples) -> None:
        self._triples = sorted(set(triples), key=str)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)

    def __len__(self) -> int:
        return len(self._triples)

    def __repr__(self) -> str:
        return f"<{len(self)} triples>"

    def graph(self) -> rdflib.Graph:
        """Return the triples as an rdflib graph."""
        from corridor_kg.rdf import rdflib_terms

        return rdflib_terms.graph(self)

    def to_turtle(self) -> str:
        """Return the triples as Turtle with the project's prefixes."""
        from corridor_kg.exports.turtle import write

        return write(self._triples)

    def to_jsonld(self) -> str:
        """Return the triples as JSON-LD with the project's own context."""
        terms = context()["@context"]
        return self.graph().serialize(format="json-ld", context=terms, indent=2, sort_keys=True) + "\n"

    def to_ntriples(self) -> str:
        """Return the triples as canonical N-Triples, sorted."""
        return (serialize(self._triples, format=RdfFormat.N_TRIPLES) or b"").decode()

    def to_rdfxml(self) -> str:
        """Return the triples as RDF/XML with the project's prefixes."""
        return (serialize(self._triples, format=RdfFormat.RDF_XML, prefixes=prefixes()) or b"").decode()

    def write(self, format: str, *, width: int | None = None) -> str:
        """Return the triples in one of `GRAPH_FORMATS`; a table is Turtle.

        Raises:
            OutputFailed: The format is none of them.
        """
        return _writer(self, "turtle" if format == "table" else format, GRAPH_FORMATS)()


Answer = Rows | Truth | Triples


def answer(found: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    """Return what the engine found as an answer of its kind."""
    if isinstance(found, QuerySolutions):
        return Rows(found)
    return Truth(found) if isinstance(found, QueryBoolean) else Triples(found)


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    text = shorten(term.value) if isinstance(term, NamedNode) else str(getattr(term, "value", term))
    return printable(text)


def _writer(of: Answer, format: str, allowed: tuple[str, ...]) -> Callable[[], str]:
    if format not in allowed:
        kind = "triples" if isinstance(of, Triples) else "rows" if isinstance(of, Rows) else "yes or no"
        raise OutputFailed(f"an answer of {kind} cannot be written as {format!r}; write {', '.join(allowed)}.")
    writer: Callable[[], str] = getattr(of, f"to_{format}")
    return writer
