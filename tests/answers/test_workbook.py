"""Workbooks say what the rows say, in types that a spreadsheet computes with; openpyxl reads them back."""

from __future__ import annotations

import sys
import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pyoxigraph import Literal, NamedNode

from corridor_kg import Corridor, Rows
from corridor_kg.answers import workbook
from corridor_kg.answers.columns import Column
from corridor_kg.errors import MissingExtra, OutputFailed
from tests.answers.forms import HOSTILE, areas, one_column, typed


def sheets(rows: Rows, **how: bool) -> dict[str, Worksheet]:
    """Return the sheets of an answer by name."""
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(BytesIO(rows.to_xlsx(**how))).worksheets}


def values(sheet: Worksheet) -> list[tuple[Any, ...]]:
    """Return what stands in a sheet, row by row."""
    return list(sheet.iter_rows(values_only=True))


def test_an_answer_is_a_sheet_with_names_that_are_links(corridor: Corridor) -> None:
    """Under the labels of its columns; the head stays in sight, has a filter, and is printed on each page."""
    rows = corridor.run("core-platforms", city="dongguan")
    assert isinstance(rows, Rows)
    sheet = sheets(rows)["Answer"]
    head, first, *_ = values(sheet)
    assert head == ("core platform", "city", "plan", "since when", "until when", "passages and sources")
    assert first[:2] == (rows[0].platformLabel, "Dongguan")
    assert [sheet["A2"].hyperlink.target, sheet["B2"].hyperlink.target] == [rows[0].platform, rows[0].city]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == (
        "A2",
        f"A1:F{len(rows) + 1}",
        "$1:$1",
    )
    assert len(values(sheet)) == len(rows) + 1
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["B"].width >= workbook.NARROWEST


def test_the_sources_have_a_sheet_with_what_one_cites(corridor: Corridor) -> None:
    """Each that a row names, with title, publisher and address as far as the graph has them."""
    rows = corridor.run("core-platforms")
    assert isinstance(rows, Rows)
    head, *listed = values(sheets(rows)["Sources"])
    assert head == ("name", "title", "publisher", "address", "licence", "identifier")
    by_name = {source[0]: source for source in listed}
    assert set(by_name) == {name for row in rows for name in row.evidence.split("; ")}
    passage = by_name["china-daily p17"]
    assert passage[1].startswith("South China's Silicon Valley to be built soon. Passage p17: ")
    assert passage[2] == "China Daily"
    assert by_name["the-paper p16"][3] == "https://www.thepaper.cn/newsDetail_forward_1908873"
    geonames = corridor.run("cities")
    assert isinstance(geonames, Rows)
    assert "Sources" not in sheets(one_column(Literal("x")))


def test_a_sheet_says_what_was_asked_of_which_data(corridor: Corridor) -> None:
    """The question, its parameters, the command that asks again, the version of the data and of the program."""
    rows = corridor.run("core-platforms", city=["dongguan", "广州市"])
    assert isinstance(rows, Rows)
    told = values(sheets(rows)["About"])
    assert ("Question", corridor.queries["core-platforms"].summary) in told
    assert [text for what, text in told if what == "Parameter city"] == ["dongguan", "广州市"]
    assert ("Asked with", "corridor-kg run core-platforms city=dongguan 'city=广州市'") in told
    assert ("Data", "Corridor KG 0.2.0 (https://creativecommons.org/licenses/by/4.0/)") in told
    query = "SELECT ?x { ?x a ckg:City }"
    own = corridor.sparql(query)
    assert isinstance(own, Rows)
    assert ("Asked with", query) in values(sheets(own)["About"])


def test_numbers_are_numbers_and_their_unit_stands_in_the_head() -> None:
    """With as many decimals as they are written with; words of bound have a column, and a year has no comma."""
    sheet = sheets(areas())["Answer"]
    head, first, second = values(sheet)  # a row of nothing is none in the file
    assert head == ("which city", "how exact", "area (km²)", "in which year", "told by")
    assert first == ("广州", "over", 7434.4, 2016, "paper p1; paper p2")
    assert second == ("https://e.org/city/a?b=1&c=2", None, 11836, None, None)
    assert [sheet[cell].number_format for cell in ("C2", "C3", "D2")] == ["#,##0.00", "#,##0", "0"]
    assert sheet["A2"].hyperlink.target == "https://e.org/city/a?b=1&c=2"


def test_units_that_differ_have_a_column() -> None:
    """So that nobody adds what cannot be added."""
    head, first, second = values(sheets(areas(other_unit=Literal("%")))["Answer"])
    assert head[1:4] == ("how exact", "area", "unit")
    assert (first[2:4], second[2:4]) == ((7434.4, "km²"), (11836, "%"))


def test_identifiers_have_a_column_on_request_and_heads_may_be_variables() -> None:
    """An identifier is whole, as in CSV."""
    head, first, *_ = values(sheets(areas(), ids=True)["Answer"])
    assert head[:2] == ("which city", "which city (identifier)")
    assert first[:2] == ("广州", "https://e.org/city/a?b=1&c=2")
    assert values(sheets(areas(), labels=False)["Answer"])[0][0] == "city"


@pytest.mark.parametrize(
    ("text", "datatype", "value", "form"),
    [
        ("2017-12-16", "date", datetime(2017, 12, 16), "yyyy-mm-dd"),
        ("2017-12-16T08:30:00", "dateTime", datetime(2017, 12, 16, 8, 30), "yyyy-mm-dd hh:mm:ss"),
        ("true", "boolean", True, "General"),
        ("2.50", "decimal", 2.5, "#,##0.00"),
        ("0.1", "double", 0.1, "General"),
        ("2016", "gYear", 2016, "0"),
        ("1899-12-31", "date", "1899-12-31", "General"),
        ("2017-12-16T08:30:00+08:00", "dateTime", "2017-12-16T08:30:00+08:00", "General"),
        ("1234567890123456", "integer", "1234567890123456", "General"),
        ("0.12345678901234567", "decimal", "0.12345678901234567", "General"),
        ("INF", "double", "INF", "General"),
        ("NaN", "double", "NaN", "General"),
        ("no number", "integer", "no number", "General"),
    ],
)
def test_values_are_what_they_are_or_texts(text: str, datatype: str, value: object, form: str) -> None:
    """Nothing is rounded: what a spreadsheet cannot hold whole is the text that it was."""
    cell = sheets(one_column(typed(text, datatype)))["Answer"]["A2"]
    assert (cell.value, cell.number_format) == (value, form)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_text(text: str) -> None:
    """Whatever it begins with, in a cell, a head and the other sheets; no formula is in the file."""
    answer = Rows.of(["x", "y"], [[Literal(text), NamedNode("https://e.org/x")]])
    answer.described = {"x": Column("x", text, "text")}
    answer.about = areas().about._replace(text=text, data=text)
    data = answer.to_xlsx()
    book = openpyxl.load_workbook(BytesIO(data))
    cell = book["Answer"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))
    assert book["Answer"]["A1"].value == text
    assert ("Data", text) in values(book["About"])
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_what_no_file_of_xml_holds_is_marked() -> None:
    """Controls and non-characters, so that the workbook can be opened; line ends stay."""
    (_, (text,)) = values(sheets(one_column(Literal("a\x00\x1b\ufffe\uffffb\nc")))["Answer"])
    assert text == "a\ufffd\ufffd\ufffd\ufffdb\nc"


def test_only_addresses_of_the_web_are_links() -> None:
    """Of things and of sources alike; an address that is too long for a link is a text."""
    long = f"https://e.org/{'a' * 3000}"
    sheet = sheets(one_column(NamedNode("javascript:alert(1)"), NamedNode("file:///etc/x"), NamedNode(long)))["Answer"]
    assert [cell.hyperlink for cell in sheet["A"]] == [None] * 4
    assert sheet["A4"].value == long
    sources = sheets(areas())["Sources"]
    assert (sources["D2"].hyperlink.target, sources["D3"].hyperlink) == ("https://e.org/1", None)


def test_no_rows_make_a_sheet_with_a_head(corridor: Corridor) -> None:
    """Which can be opened and printed like any other; so can an answer without columns."""
    empty = corridor.sparql("SELECT ?city ?cityLabel { ?city a <x:none> }")
    assert isinstance(empty, Rows)
    assert values(sheets(empty)["Answer"]) == [("city", "cityLabel")]
    assert values(sheets(Rows.of([], [[]]))["Answer"]) == []


def test_what_excel_does_not_take_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is cut off in silence."""
    with pytest.raises(OutputFailed, match=r"\?x in row 1 has 32,768 characters"):
        one_column(Literal("😀" * 16_384)).to_xlsx()
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    assert one_column(Literal("a")).to_xlsx()
    with pytest.raises(OutputFailed, match="2 rows of 1 columns, and a sheet of Excel takes 1 "):
        one_column(Literal("a"), Literal("b")).to_xlsx()


def test_links_beyond_what_a_sheet_takes_are_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel would call the file broken."""
    monkeypatch.setattr(workbook, "MOST_LINKS", 1)
    sheet = sheets(one_column(NamedNode("https://e.org/a"), NamedNode("https://e.org/b")))["Answer"]
    assert [bool(cell.hyperlink) for cell in sheet["A"]] == [False, True, False]
    assert sheet["A3"].value == "https://e.org/b"


def test_the_same_answer_has_the_same_bytes() -> None:
    """No moment of writing is in it."""
    assert areas().to_xlsx() == areas().to_xlsx()
    properties = openpyxl.load_workbook(BytesIO(areas().to_xlsx())).properties
    assert properties.created.date() == properties.modified.date() == date(1980, 1, 1)


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a sentence."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra, match="pip install XlsxWriter"):
        areas().to_xlsx()
