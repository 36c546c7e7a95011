"""Pages of HTML say what the rows say, ask for nothing and run nothing; a reader of HTML reads them back."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode
from selectolax.lexbor import LexborHTMLParser, LexborNode

from corridor_kg import Corridor, Rows
from corridor_kg.answers import page
from corridor_kg.answers.columns import Column
from tests.answers.forms import HOSTILE, areas, one_column, typed


def read(text: str) -> LexborHTMLParser:
    """Return a page as a browser reads it."""
    return LexborHTMLParser(text)


def one(parsed: LexborHTMLParser, selector: str) -> LexborNode:
    """Return the one element that a selector finds."""
    (found,) = parsed.css(selector)
    return found


def cells(parsed: LexborHTMLParser) -> list[list[str]]:
    """Return the texts of a table's body."""
    return [[cell.text() for cell in row.css("td")] for row in parsed.css("tbody tr")]


def test_a_page_has_the_question_the_rows_and_the_sources(corridor: Corridor) -> None:
    """The question is its heading and its title, names lead to things, and evidence to the sources below."""
    rows = corridor.run("core-platforms", city="dongguan")
    assert isinstance(rows, Rows)
    parsed = read(rows.to_html())
    query = corridor.queries["core-platforms"]
    assert [one(parsed, name).text() for name in ("title", "h1", "main p")] == [query.summary] * 2 + [query.description]
    heads = [head.text() for head in parsed.css("thead th")]
    assert heads == ["core platform", "city", "plan", "since when", "until when", "passages and sources"]
    assert cells(parsed) == rows.shown()[1]
    assert one(parsed, "caption").text() == f"{len(rows)} rows"
    links = [link.attributes["href"] for link in parsed.css("tbody tr:first-child td a")]
    assert links[:2] == [rows[0].platform, rows[0].city]
    anchors = [link for link in links if link and link.startswith("#")]
    assert [one(parsed, f"li[id='{anchor[1:]}'] b").text() for anchor in anchors] == rows[0].evidence.split("; ")
    assert "China Daily" in one(parsed, f"li{anchors[0]}").text()
    assert "corridor-kg run core-platforms city=dongguan" in one(parsed, "footer").text()
    assert "Corridor KG 0.2.0" in one(parsed, "footer").text()


def test_a_page_needs_nothing_and_runs_nothing() -> None:
    """No script, no style or picture from elsewhere; a policy says so, and the page fits a phone."""
    parsed = read(areas().to_html())
    assert not parsed.css("script, link, img, iframe, object, form, [onclick], [style], [src]")
    assert not re.search(r"url\(|@import", one(parsed, "style").text())
    policy = one(parsed, "meta[http-equiv='Content-Security-Policy']").attributes["content"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert "width=device-width" in (one(parsed, "meta[name=viewport]").attributes["content"] or "")
    assert one(parsed, "html").attributes["lang"] == "en"
    style = one(parsed, "style").text()
    assert all(part in style for part in ("prefers-color-scheme: dark", "@media print", "max-width: 45rem", "@page"))


def test_a_name_says_its_language_and_numbers_stand_below_one_another() -> None:
    """A number has its unit and its word of bound; on a phone each cell has its head."""
    parsed = read(areas().to_html())
    first = parsed.css("tbody tr")[0].css("td")
    assert [cell.attributes.get("lang") for cell in first] == ["zh-Hans", None, None, None]
    assert [cell.attributes["data-head"] for cell in first] == ["which city", "area", "in which year", "told by"]
    assert [cell.text() for cell in first] == ["广州", "over 7,434.40 km²", "2016", "paper p1; paper p2"]
    assert [cell.attributes.get("class") for cell in first] == ["long", "number", "number", None]
    assert cells(parsed)[2] == [""] * 4


def test_identifiers_have_a_column_on_request_and_heads_may_be_variables() -> None:
    """Those of a query that nobody describes are as they are."""
    parsed = read(areas().to_html(ids=True, labels=False))
    assert [head.text() for head in parsed.css("th")][:2] == ["city", "city (identifier)"]
    assert cells(parsed)[0][1] == "https://e.org/city/a?b=1&c=2"
    apart = Rows.of(["city", "cityLabel"], [[NamedNode("https://e.org/a"), Literal("A")]])
    assert cells(read(apart.to_html())) == [["https://e.org/a", "A"]]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_text(text: str) -> None:
    """In a cell, a head, the question, a source and the data; no element comes of it."""
    answer = areas()
    plain = answer.to_html()
    source = answer.about.sources[1]._replace(name=text, title=text, publisher=text, url=text, licence=text)
    rows = one_column(Literal(text))
    rows.described = {"x": Column("x", text, "text")}
    rows.about = answer.about._replace(text=text, data=text, sources=(source,))
    parsed = read(rows.to_html())
    assert cells(parsed) == [[text]]
    assert one(parsed, "th").text() == one(parsed, "td").attributes["data-head"] == text
    assert one(parsed, "li b").text() == text
    assert parsed.css("dd")[0].text() == text
    tags = {node.tag for node in parsed.css("*")}
    assert tags <= {node.tag for node in read(plain).css("*")}


def test_only_addresses_of_the_web_are_links() -> None:
    """A thing whose IRI would run something is named, and no more; so is a source."""
    parsed = read(one_column(NamedNode("javascript:alert(1)"), NamedNode("data:text/html,x")).to_html())
    assert not parsed.css("a")
    assert cells(parsed) == [["javascript:alert(1)"], ["data:text/html,x"]]
    sources = read(areas().to_html()).css("li")
    assert [link.attributes["href"] for link in sources[0].css("a")] == ["https://e.org/1", "https://e.org/licence"]
    assert not sources[1].css("a")
    assert "javascript:alert(1)" in sources[1].text()


def test_answers_of_no_row_and_of_one() -> None:
    """Say how many there are; sources and their heading are there only where there are some."""
    assert [one(read(one_column(*rows).to_html()), "caption").text() for rows in ([], [Literal("a")])] == [
        "No rows",
        "1 row",
    ]
    assert not read(one_column().to_html()).css("ul")


def test_a_column_of_more_than_numbers_is_no_column_of_numbers() -> None:
    """Nor one of truth values, nor an empty one."""
    for values in ([typed("1", "integer"), Literal("x")], [typed("true", "boolean")], [None]):
        assert not read(one_column(*values).to_html()).css(".number")


@pytest.mark.parametrize(("columns", "size", "blocks"), [(2, "portrait", 1), (7, "landscape", 1), (12, "portrait", 2)])
def test_a_wide_answer_is_printed_without_being_cut(columns: int, size: str, blocks: int) -> None:
    """Across the sheet, or where that is too narrow too, each row as a block of lines."""
    names = [f"c{number}" for number in range(columns)]
    style = one(read(Rows.of(names, [[Literal("x")] * columns]).to_html()), "style").text()
    assert f"@page {{ size: {size};" in style
    assert style.count("attr(data-head)") == blocks
    assert page.UPRIGHT < page.ACROSS < 12
