"""Answers with hostile values, for every form in which rows are taken away."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from corridor_kg import Rows
from corridor_kg.answers.about import About, Cited
from corridor_kg.answers.columns import Column
from corridor_kg.rdf.vocabulary import XSD

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://e.org")',
    "<script>alert('x')</script>",
    "</td></table>&amp;\"'",
    "{{ braces }} {% x %}",
    "_x0041_",
    "first\nsecond",
    "广州",
    "a" * 3000,
    "internal:'About'!A1",
)
"""Texts that some reader takes for something else."""


def typed(text: str, datatype: str) -> Literal:
    """Return a literal of a datatype of XML Schema."""
    return Literal(text, datatype=NamedNode(XSD + datatype))


def one_column(*values: Literal | NamedNode | None) -> Rows:
    """Return an answer of one column that nobody describes."""
    return Rows.of(["x"], [[value] for value in values])


def areas(other_unit: Literal | None = None) -> Rows:
    """Return an answer with names, numbers, their units and words of bound, a year, and what is not there.

    Args:
        other_unit: The unit of the second number, where it is not that of the first.
    """
    names = ["city", "cityLabel", "word", "area", "unit", "year", "told"]
    city, km = NamedNode("https://e.org/city/a?b=1&c=2"), Literal("km²")
    year, told = typed("2016", "gYear"), Literal("paper p1; paper p2")
    rows: list[list[Literal | NamedNode | None]] = [
        [city, Literal("广州", language="zh-Hans"), Literal("over"), typed("7434.40", "decimal"), km, year, told],
        [city, None, None, typed("11836", "integer"), other_unit or km, None, None],
        [None] * 7,
    ]
    answer = Rows.of(names, rows)
    described = [
        Column("city", "which city", "name"),
        Column("area", "area", "number", "unit", "word"),
        Column("word", "how exact", "code"),
        Column("year", "in which year", "year"),
        Column("told", "told by", "evidence"),
    ]
    answer.described = {column.name: column for column in described}
    sources = (
        Cited(
            "paper p1", "A <b>title</b>", "A publisher", "https://e.org/1", "https://e.org/licence", "https://e.org/p1"
        ),
        Cited("paper p2", "=1+1", url="javascript:alert(1)"),
    )
    answer.about = About(text="SELECT <x>", data="Data 1", sources=sources)
    return answer
