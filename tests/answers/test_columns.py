"""What a header says of columns, what people read together, and how numbers, dates and ranks are written."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from corridor_kg import Rows
from corridor_kg.answers.columns import Column, read
from corridor_kg.answers.native import quantity
from corridor_kg.errors import BadParameter

XSD = "http://www.w3.org/2001/XMLSchema#"
UNIT = "http://qudt.org/vocab/unit/"


def number(text: str) -> Literal:
    """Return a number as a graph has it."""
    return Literal(text, datatype=NamedNode(f"{XSD}{'decimal' if '.' in text else 'integer'}"))


def answer(*rows: tuple[Literal | NamedNode | None, ...]) -> Rows:
    """Return an answer with a number, its unit and its word of bound, and a date with how it is known."""
    names = ["value", "unit", "unitLabel", "word", "when", "whenIs", "first", "whole"]
    found = Rows.of(names, [[*row, *[None] * (len(names) - len(row))] for row in rows])
    described = ["how much | number | ?unitLabel | ?word", "when | date | ?whenIs | ?first", "complete | flag"]
    found.described = {name: read(name, text) for name, text in zip(("value", "when", "whole"), described, strict=True)}
    return found


@pytest.mark.parametrize(
    ("value", "unit", "word", "written"),
    [
        ("20000", "US$", "more than", "more than US$20,000"),
        ("2.41", "%", None, "2.41 %"),
        ("11836", "km²", "over", "over 11,836 km²"),
        ("2028", "firms", None, "2,028 firms"),
        ("180", "km", "odd", "180-odd km"),
        ("180", "km", "about, odd", "about 180-odd km"),
        ("20000", "US$", "about, odd", "about US$20,000-odd"),
        ("200", None, "odd", "200-odd"),
        ("3", "rank", None, "3rd"),
        ("12", "rank", None, "12th"),
        ("-3", "percentage points", None, "-3 percentage points"),
        ("7", "", None, "7"),
        ("7", None, None, "7"),
    ],
)
def test_a_number_is_written_as_people_write_it(value: str, unit: str | None, word: str | None, written: str) -> None:
    """With its unit behind it, a sign of money in front, a rank as a rank, and the word of bound that is printed."""
    row = (number(value), NamedNode(f"{UNIT}NUM"), unit and Literal(unit), word and Literal(word))
    heads, cells = answer(tuple(None if part is None or part == "" else part for part in row)).shown()
    assert heads == ["value", "when", "whole"]
    assert cells == [[written, "", ""]]


def test_a_date_says_how_it_is_known_and_a_flag_yes_or_no() -> None:
    """In one cell; where nobody says how, there is the date alone."""
    nothing = (None, None, None, None)
    day, yes = Literal("2016-12-31"), Literal("false", datatype=NamedNode(f"{XSD}boolean"))
    found = answer((*nothing, Literal("end of 2016"), Literal("read"), day, yes), (*nothing, Literal("2017")))
    assert found.shown()[1] == [["", "end of 2016 (read)", "no"], ["", "2017", ""]]
    assert found.shown(ids=True)[1][0][4:7] == ["end of 2016", "read", "2016-12-31"]


def test_hostile_texts_stay_texts() -> None:
    """Brackets, commands for the terminal and very long words in a unit or a word of bound are only shown."""
    for text in ("<script>", "{0}", "\x1b[31m", "$" * 5000, '"'):
        cell = answer(
            (number("1"), None, Literal(text), Literal(text)),
        ).shown()[1][0][0]
        assert "\x1b" not in cell
        assert "1" in cell


def test_what_belongs_to_a_column_comes_with_it() -> None:
    """No number loses its unit, and no date how it is known, where somebody asks for that column alone."""
    row = (number("6"), NamedNode(f"{UNIT}PERCENT"), Literal("%"), Literal("about"), Literal("2016"), Literal("read"))
    found = answer(row)
    assert found.only(["value"]).columns == ("value", "word", "unit", "unitLabel")
    assert found.only(["value"]).shown() == (["value"], [["about 6 %"]])
    assert found.only(["when", "value"]).shown() == (["when", "value"], [["2016 (read)", "about 6 %"]])
    assert found.only(["whenIs"]).shown() == (["whenIs"], [["read"]])
    assert found.only("value").columns == found.only(["value"]).columns
    for wrong in (["valu"], "valu"):
        with pytest.raises(BadParameter, match="did you mean 'value'"):
            found.only(wrong)


@pytest.mark.parametrize(
    "text", ["", "when", "when | day", "| date", "how much | number | ?a | ?b | ?c", "x | text | y | z | w"]
)
def test_a_description_that_is_wrong_is_refused(text: str) -> None:
    """A label and a kind are needed, and nothing is left over."""
    with pytest.raises(ValueError, match="write its label and its kind"):
        read("when", text)


def test_a_description_says_what_belongs_to_what() -> None:
    """A unit and a word of bound to a number, how it is known and its days to a date."""
    assert read("value", "much | number | km") == Column("value", "much", "number", unit="km")
    assert read("when", "when | date | ?whenIs | ?first | ?last") == Column(
        "when", "when", "date", told="whenIs", first="first", last="last"
    )
    assert quantity("5", "") == "5"
