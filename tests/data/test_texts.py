"""The facts stand in the texts: each passage at its place, each number and name in print, and no sentence copied."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from corridor_kg import Corridor
from tests.conftest import ROOT
from tests.data.test_facts import SAID, ask
from tests.support.articles import SOURCES, source_of, texts


def test_the_passages_are_those_of_the_reading(corridor: Corridor, shared: Path) -> None:
    """Each passage of China Daily has the start, end and SHA-256 of the reading, and its number as paragraph."""
    with open(shared / "passages.tsv", encoding="utf-8") as file:
        expected = [
            (
                f"china-daily {row['passage']}",
                int(row["passage"][1:]),
                int(row["start"]),
                int(row["end"]),
                row["sha256"],
            )
            for row in csv.DictReader(file, delimiter="\t")
        ]
    found = ask(
        corridor,
        "SELECT ?name ?paragraph ?start ?end ?hash {"
        " ?p a ckg:Passage ; skos:notation ?name ; schema:position ?paragraph ;"
        " oa:start ?start ; oa:end ?end ; schema:sha256 ?hash } ORDER BY ?name",
    )
    assert [tuple(row) for row in found if row.name.startswith("china-daily ")] == expected
    assert len(expected) == 28


@pytest.mark.parametrize("source", SOURCES)
def test_the_hashes_are_those_of_the_article(source: str, corridor: Corridor, shared: Path) -> None:
    """The text from a passage's start to its end has the passage's SHA-256."""
    text = texts(shared)[source]
    rows = ask(
        corridor,
        "SELECT ?name ?start ?end ?hash {"
        " ?p skos:notation ?name ; oa:start ?start ; oa:end ?end ; schema:sha256 ?hash }",
    )
    own = [row for row in rows if source_of(row.name) == source]
    assert len(own) == SAID["ckg:Passage"][SOURCES.index(source)]
    for row in own:
        assert hashlib.sha256(text[row.start : row.end].encode()).hexdigest() == row.hash


BOUND = {"about": "(?:about |约)#", "over": "(?:over |超过)#", "odd": "#(?:-odd|多)"}
"""How a word of bound stands by a number, where it is not the word before it."""

NUMBERS = {"asia-times": 4, "china-daily": 21, "guihuayun": 10, "nanfang-daily": 3, "nordic": 2, "the-paper": 6}
"""How many figures and forecasts each source has."""


def test_each_number_stands_in_its_passage(corridor: Corridor, shared: Path) -> None:
    """The printed form stands in the passage whose file has the figure, with its words of bound, and with no others."""
    text = texts(shared)
    found = ask(
        corridor,
        """
        SELECT ?figure ?printed ?bound ?passage ?start ?end {
          { ?figure a ckg:Figure } UNION { ?figure a ckg:Forecast }
          GRAPH ?graph { ?figure ckg:printedForm ?printed . }
          ?graph skos:notation ?passage ; oa:start ?start ; oa:end ?end .
          OPTIONAL { ?figure ckg:hasQuantifier/rdfs:label ?bound . FILTER(LANG(?bound) = "en") }
        }
        """,
    )
    words = ask(corridor, 'SELECT ?word { ?quantifier a ckg:Quantifier ; rdfs:label ?word FILTER(LANG(?word) = "en") }')
    known = {row.word: BOUND.get(row.word, rf"{row.word} \$?#") for row in words}
    assert Counter(map(source_of, {row.figure: row.passage for row in found}.values())) == NUMBERS
    bounds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in found:
        bounds[row.figure, row.passage] |= {row.bound} - {None}
    for row in found:
        passage, printed = text[source_of(row.passage)][row.start : row.end], re.escape(row.printed)
        assert re.search(rf"(?<![\d,.]){printed}(?!\d|,\d)", passage), row
        around = {word for word, form in known.items() if re.search(form.replace("#", printed), passage, re.IGNORECASE)}
        assert around == bounds[row.figure, row.passage], row


def test_each_name_stands_in_a_passage_that_speaks_of_its_thing(corridor: Corridor, shared: Path) -> None:
    """In each source, people, named organizations and platforms are called what they are called here.

    Whose article it is speaks in all of it and need not be named; what a mention takes for a thing may stand for it.
    """
    text = texts(shared)
    found = ask(
        corridor,
        """
        SELECT DISTINCT ?thing ?name ?passage ?start ?end {
          VALUES ?class { ckg:Person ckg:Organization ckg:Platform }
          ?thing a ?class .
          { GRAPH ?graph { ?thing ?property ?value } } UNION { GRAPH ?graph { ?subject ?property ?thing } }
          ?graph skos:notation ?passage ; dcterms:isPartOf ?article ; oa:start ?start ; oa:end ?end .
          { ?thing rdfs:label|skos:altLabel ?name }
          UNION { GRAPH ?graph { ?mention ckg:denotes ?thing ; ckg:printedForm ?name } }
          FILTER NOT EXISTS { ?thing a ckg:UnnamedThing }
          FILTER NOT EXISTS { ?article schema:publisher ?thing }
        } ORDER BY ?thing ?passage ?name
        """,
    )
    named: dict[tuple[str, str], bool] = defaultdict(bool)
    for row in found:
        source = source_of(row.passage)
        named[row.thing, source] |= row.name.lower() in text[source][row.start : row.end].lower()
    assert {source for _, source in named} == set(SOURCES)
    assert len(named) >= 60
    assert [pair for pair, stands in named.items() if not stands] == []


def test_people_and_platforms_are_called_what_the_first_article_calls_them(corridor: Corridor, shared: Path) -> None:
    """Their label is what China Daily prints, wherever it speaks of them."""
    text = texts(shared)["china-daily"].lower()
    found = ask(
        corridor,
        """
        SELECT DISTINCT ?label {
          VALUES ?class { ckg:Person ckg:Organization ckg:Platform }
          ?thing a ?class ; rdfs:label ?label .
          { GRAPH ?graph { ?thing ?property ?value } } UNION { GRAPH ?graph { ?subject ?property ?thing } }
          ?graph dcterms:isPartOf article:silicon-valley-to-be-built .
          FILTER(LANG(?label) = "en")
          FILTER NOT EXISTS { ?thing a ckg:UnnamedThing }
        }
        """,
    )
    assert len(found) >= 26
    assert [row.label for row in found if row.label.lower() not in text] == []


OTHER_NUMERALS = {
    "asia-times": set[str](),
    "china-daily": set[str](),
    "guihuayun": set[str](),
    "nanfang-daily": set[str](),
    "nordic": {"8", "9", "10", "51", "57"},
    "the-paper": {"12", "16", "34", "500"},
}
"""What no fact has: the day and hour of a page, and the list of 500 firms."""


@pytest.mark.parametrize("source", SOURCES)
def test_every_numeral_of_the_article_is_accounted_for(source: str, corridor: Corridor, shared: Path) -> None:
    """No number that is printed in digits is missing from the graph."""
    numeral = re.compile(r"\d[\d,.]*\d|\d")
    rows = ask(
        corridor,
        "SELECT ?passage ?printed { GRAPH ?graph { ?x ckg:printedForm ?printed } ?graph skos:notation ?passage }",
    )
    forms = [row.printed for row in rows if source_of(row.passage) == source]
    years = {str(row.y) for row in ask(corridor, "SELECT ?y { ?s ckg:targetYear ?y }")} | {"2015", "2016", "2017"}
    numerals = set(numeral.findall(texts(shared)[source]))
    assert numerals - years - {one for form in forms for one in numeral.findall(form)} == OTHER_NUMERALS[source]


IN_A_ROW = {
    "words": (10, re.compile("[a-z0-9]+")),
    "Chinese characters": (24, re.compile(r"[0-9\u3400-\u9fff]")),
}
"""How many in a row are the publisher's, lists of names among them; what stands between them does not matter."""

_MADE = {".git", ".venv", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__"}
"""Folders of what is not written by hand."""


def _runs(text: str, kind: str) -> set[tuple[str, ...]]:
    long, piece = IN_A_ROW[kind]
    pieces = piece.findall(text.lower())
    return {tuple(pieces[i : i + long]) for i in range(len(pieces) - long + 1)}


@pytest.mark.parametrize("kind", IN_A_ROW)
def test_no_sentence_of_a_source_stands_in_the_project(kind: str, shared: Path) -> None:
    """Of none of the articles, in either language; names and numbers are facts and stay."""
    theirs = set().union(*(_runs(text, kind) for text in texts(shared).values()))
    assert len(theirs) > 1000
    files = [path for path in ROOT.rglob("*") if path.is_file() and not _MADE & set(path.relative_to(ROOT).parts)]
    assert len(files) > 300
    found = {path: theirs & _runs(path.read_text(encoding="utf-8", errors="replace"), kind) for path in files}
    assert {path: runs for path, runs in found.items() if runs} == {}
