"""Rows of facts with the sentences that state them: a row a fact and a source, and for people by fact."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from corridor_kg.answers.columns import Column
from corridor_kg.answers.rows import Row, Rows
from corridor_kg.files.output import printable
from corridor_kg.questions.carriers import COLUMN
from corridor_kg.questions.facts import Quoted
from corridor_kg.questions.stored_queries import StoredQuery
from corridor_kg.rdf.columns import hung
from corridor_kg.store.evidence import Source
from corridor_kg.store.graph import Graph
from corridor_kg.text import quotation
from corridor_kg.text.quotation import Quotation
from corridor_kg.trust import row_evidence

_Cell = NamedNode | BlankNode | Literal | None

_FACT = ("subject", "property", "value")
_SENTENCE, _MARKS = "sentence", "marks"

QUOTING = (
    Column(_SENTENCE, "sentence", "text"),
    Column(_MARKS, "words that matter", "text"),
    Column("link", "link", "identifier"),
    Column("note", "note", "text"),
)
"""The columns of a quotation; of marks, the first character of each and the one after its last: ``6-11 20-25``."""

_NAMES = frozenset((COLUMN, *(column.name for column in QUOTING)))


class QuotedRows(Rows):
    """Rows of facts with sentences, whose table is a list: a fact, and below it what the copies have for it.

    Where people read a sentence the words that matter are marked in it; where programs do, a column has their places.
    """

    def to_table(self, width: int | None = None, *, ids: bool | None = None, labels: bool = False) -> str:
        """Return the facts as plain text, each with its sentences; a table, where columns of these were left out."""
        if not set(self.columns) >= _NAMES:
            return super().to_table(width, ids=ids, labels=labels)
        facts = self.only(column for column in self.columns if column not in _NAMES)
        lines: list[str] = []
        for fact, found in groupby(zip(facts.shown(ids=ids, labels=labels)[1], self, strict=True), key=itemgetter(0)):
            quotations = [self._told(row) for _, row in found]
            lines += ["", *hung(printable("  ".join(filter(None, fact))), width, at=2)]
            lines += [f"  {printable(one.passage)}" for one in quotations if one.passage and not one.sentence]
            lines += quotation.lines(quotations, 2, width=width)
        lines += [part for note in self.notes() for part in ("", *hung(printable(note), width, at=2))]
        absent = quotation.notes(map(_quotation, self), width=width)
        return "".join(f"{line}\n" for line in [*lines, *(["", *absent] if absent else [])][1:])

    def _told(self, row: Row) -> Quotation:
        """Return the quotation of a row, with the mark of a passage that was withdrawn or corrected."""
        one, marks = _quotation(row), self.about.marks
        return one._replace(passage=marks.beside(row.terms[COLUMN], one.passage)) if marks else one

    def to_markdown(self, *, ids: bool | None = None, labels: bool = False) -> str:
        """Return the rows as a table in Markdown, the words that matter marked."""
        return self._for_people().to_markdown(ids=ids, labels=labels)

    def to_html(self, *, ids: bool = False, labels: bool = True) -> str:
        """Return the rows as a page of HTML, the words that matter marked."""
        return self._for_people().to_html(ids=ids, labels=labels)

    def to_xlsx(self, *, ids: bool = False, labels: bool = True) -> bytes:
        """Return the rows as a workbook of Excel, the words that matter marked."""
        return self._for_people().to_xlsx(ids=ids, labels=labels)

    def _for_people(self) -> Rows:
        """Return the rows with marks in the sentences, where they have both, in place of the column of their places."""
        names = [column for column in self.columns if column != _MARKS]
        made = Rows.of(
            names, [[_marked(row, name) for name in names] for row in self], described=self.described.values()
        )
        made.about, made.view = self.about, self.view
        return made


def quoted_rows(graph: Graph, query: StoredQuery, rows: Rows, quoted: Quoted) -> QuotedRows:
    """Return rows of facts with the sentences that state them, a row a fact and a passage or source.

    Args:
        graph: The graph that was asked.
        query: The stored query, a row of which is a fact.
        rows: Its answer, with the passages beside each row.
        quoted: Looks up the sentences.
    """
    own = [column for column in rows.columns if column != COLUMN]
    found: list[list[_Cell]] = []
    for row, sources in zip(rows, row_evidence.of_rows(graph, query, rows), strict=True):
        terms = [row.terms[column] for column in own]
        found += [[*terms, *cells] for cells in _cells(row, sources, quoted)]  # type: ignore[list-item]  # no query of facts has others
    described = [*rows.described.values(), *QUOTING]
    made = QuotedRows.of([*own, COLUMN, *(column.name for column in QUOTING)], found, described=described)
    made.about, made.view = rows.about, rows.view
    return made


def _cells(row: Row, sources: tuple[Source, ...], quoted: Quoted) -> Iterator[list[_Cell]]:
    """Yield the name of each passage and source of a row, with what the copies have for it."""
    triple = Triple(*(row.terms[column] for column in _FACT))  # type: ignore[arg-type]
    for source in sources:
        for one in quoted(triple, [source]) or [Quotation(source.name)]:
            marks = " ".join(f"{start}-{end}" for start, end in one.marks)
            link = NamedNode(one.link) if one.link else None
            texts = [Literal(text) if text else None for text in (one.sentence, marks, one.note)]
            yield [Literal(source.name), *texts[:2], link, texts[2]]
    if not sources:
        yield [None] * (len(QUOTING) + 1)


def _quotation(row: Row) -> Quotation:
    """Return the quotation of a row, as far as its columns have it."""
    texts = {name: str(row[name]) if row.terms.get(name) else "" for name in _NAMES}
    marks = tuple((int(start), int(end)) for start, _, end in (mark.partition("-") for mark in texts[_MARKS].split()))
    return Quotation(texts[COLUMN], texts[_SENTENCE], marks, texts["link"], texts["note"])


def _marked(row: Row, name: str) -> _Cell:
    """Return what a row has in a column; of a sentence, with the words that matter marked."""
    term = row.terms[name]
    return Literal(_quotation(row).marked) if name == _SENTENCE and term else term  # type: ignore[return-value]
