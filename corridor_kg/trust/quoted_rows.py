"""Rows of facts with the sentences that state them: a row a fact and a source, and for people by fact."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

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

_FACT = ("subject", "property", "value")

QUOTING = (
    Column("sentence", "sentence", "text"),
    Column("marks", "words that matter", "text"),
    Column("link", "link", "identifier"),
    Column("note", "note", "text"),
)
"""The columns of a quotation; of marks, the first character of each and the one after its last: ``6-11 20-25``."""

_NAMES = frozenset((COLUMN, *(column.name for column in QUOTING)))


class QuotedRows(Rows):
    """Rows of facts with sentences, whose table is a list: a fact, and below it what the copies have for it."""

    def to_table(self, width: int | None = None, *, ids: bool | None = None, labels: bool = False) -> str:
        """Return the facts for people to read, each with its sentences.

        Args:
            width: How many characters a line may have; None for as many as it takes.
            ids: As in `shown`.
            labels: As in `shown`.
        """
        plain = [column for column in self.columns if column not in _NAMES]
        facts = self.only(plain).shown(ids=ids, labels=labels)[1] if plain else [[""] for _ in self]
        lines: list[str] = []
        for fact, found in groupby(zip(facts, self, strict=True), key=lambda one: one[0]):
            quotations = [_quotation(row) for _, row in found]
            lines += ["", *hung(printable("  ".join(filter(None, fact))), width, at=2)] if any(fact) else [""]
            lines += [f"  {name}" for one in quotations if not one.sentence and (name := printable(one.passage))]
            lines += quotation.lines(quotations, 2, width=width)
        told = [*self.notes(), *quotation.notes(one for row in self if (one := _quotation(row)).note)]
        lines += [part for note in told for part in ("", *hung(printable(note), width, at=2))]
        return "".join(f"{line}\n" for line in lines[1:])


def quoted_rows(graph: Graph, query: StoredQuery, rows: Rows, quoted: Quoted) -> QuotedRows:
    """Return rows of facts with the sentences that state them, a row a fact and a passage or source.

    Args:
        graph: The graph that was asked.
        query: The stored query, a row of which is a fact.
        rows: Its answer, with the passages beside each row.
        quoted: Looks up the sentences.
    """
    own = [column for column in rows.columns if column != COLUMN]
    found: list[list[NamedNode | BlankNode | Literal | None]] = []
    for row, sources in zip(rows, row_evidence.of_rows(graph, query, rows), strict=True):
        terms = [row.terms[column] for column in own]
        found += [[*terms, *cells] for cells in _cells(row, sources, quoted)]  # type: ignore[list-item]  # no query of facts has others
    described = [*rows.described.values(), *QUOTING]
    made = QuotedRows.of([*own, COLUMN, *(column.name for column in QUOTING)], found, described=described)
    made.about, made.view = rows.about, rows.view
    return made


def _cells(row: Row, sources: tuple[Source, ...], quoted: Quoted) -> Iterator[list[NamedNode | Literal | None]]:
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
    marks = tuple((int(start), int(end)) for start, _, end in (mark.partition("-") for mark in texts["marks"].split()))
    return Quotation(texts[COLUMN], texts["sentence"], marks, texts["link"], texts["note"])
