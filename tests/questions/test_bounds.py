"""A number with two words of bound, as in about 180-odd, is one row of each answer, which has both."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from corridor_kg import Corridor, Rows
from tests.support import wikidata
from tests.support.evening_post import rows, told

LENGTH = """
figure:evening-length a ckg:Figure ; rdfs:label "Evening length"@en ; ckg:isFigureOf {thing} ;
    ckg:hasMeasure measure:length ; sdmx-measure:obsValue {value} ; ckg:hasQuantifier {bounds} ;
    ckg:printedForm "{value}" ; sdmx-attribute:unitMeasure unit:KiloM ; ckg:isMeasuredAgainst place:guangdong ;
    prov:wasAttributedTo person:zhan-decun ; prov:wasDerivedFrom passage:evening-post-e01 .
"""
ABOUT_ODD = "quantifier:odd, quantifier:about"
CHINA_DAILY = "South China's Silicon Valley to be built soon"


def length(thing: str = "place:dongguan", bounds: str = ABOUT_ODD, value: int = 190) -> str:
    """Return a figure of a made-up newspaper."""
    return LENGTH.format(thing=thing, bounds=bounds, value=value)


def column(found: Rows, name: str) -> Iterator[str]:
    """Yield what people read in a column."""
    heads, cells = found.shown()
    yield from (row[heads.index(name)] for row in cells)


@pytest.mark.parametrize("name", ["figures", "figure-reporters", "shares"])
def test_a_figure_with_two_words_of_bound_is_one_row(name: str, beside: Path) -> None:
    """With both, in the order in which English has them, in whatever order they are written."""
    for bounds in (ABOUT_ODD, "quantifier:about, quantifier:odd"):
        found = rows(told(beside, length(bounds=bounds)), name)
        (row,) = [row for row in found if row.figure.endswith("/evening-length")]
        assert row.quantifierLabel == "about, odd"
        assert list(column(found, "value")).count("about 190-odd km") == 1


@pytest.mark.parametrize(
    ("bounds", "written"),
    [
        ("quantifier:odd", "190-odd km"),
        ("quantifier:about, quantifier:up-to", "up to about 190 km"),
        ("quantifier:over, quantifier:odd", "over 190-odd km"),
        ("quantifier:about, quantifier:odd, quantifier:more-than", "more than about 190-odd km"),
    ],
)
def test_words_of_bound_stand_where_english_has_them(bounds: str, written: str, beside: Path) -> None:
    """About right before its number, odd right behind it; in texts that a query makes up as well."""
    graph = told(beside, length(bounds=bounds))
    assert written in list(column(rows(graph, "figures"), "value"))
    (row,) = [row for row in rows(graph, "cities-compared") if row.measureLabel == "length"]
    assert row.dongguan == f"{written} (no period given; Zhan Decun)"


@pytest.mark.parametrize(("name", "thing"), [("forecasts", "forecast"), ("timeline", "thing")])
def test_a_forecast_with_two_words_of_bound_is_one_row(name: str, thing: str, beside: Path) -> None:
    """As a figure is."""
    text = (
        'forecast:evening a ckg:Forecast ; rdfs:label "Evening forecast"@en ; ckg:hasSubject place:dongguan ;'
        f" ckg:hasMeasure measure:length ; ckg:expectedValue 190 ; ckg:hasQuantifier {ABOUT_ODD} ;"
        " sdmx-attribute:unitMeasure unit:KiloM ; sdmx-dimension:refPeriod period:2017 ;"
        " prov:wasAttributedTo person:zhan-decun ; prov:wasDerivedFrom passage:evening-post-e01 ."
    )
    found = rows(told(beside, text), name)
    (row,) = [row for row in found if str(row[thing]).endswith("/evening")]
    assert row.quantifierLabel == "about, odd"
    assert list(column(found, "expected")).count("about 190-odd km") == 1


def test_two_sources_that_differ_are_one_row(beside: Path) -> None:
    """Each of the two numbers with its words of bound."""
    graph = Corridor.load()
    asked = "SELECT ?thing { ?figure ckg:hasMeasure measure:length ; ckg:isFigureOf ?thing ; ckg:printedForm '180' }"
    found = graph.sparql(asked)
    assert isinstance(found, Rows)
    other = length(f"<{found[0].thing}>").replace("ckg:isMeasuredAgainst place:guangdong ;", "")
    differing = [
        row for row in rows(told(beside, other), "disagreements") if "about 190-odd km" in (row.one, row.other)
    ]
    told_of = [{row.sourceLabel: row.one, row.otherSourceLabel: row.other} for row in differing]
    assert told_of.count({"Evening article": "about 190-odd km", CHINA_DAILY: "more than 180 km"}) == 1
    checked = [row.statement for row in rows(told(beside, other), "geography-checked") if row.figure]
    assert checked.count("It is about 190-odd km long.") == checked.count("It is more than 180 km long.") == 1


def test_a_table_has_both_words(beside: Path, tmp_path: Path) -> None:
    """In the one cell of the figure, with their codes beside them."""
    told(beside, length()).export().write(tmp_path / "tables", format="csv")
    with (tmp_path / "tables" / "figures.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [row for row in csv.DictReader(file) if row["id"] == "figure:evening-length"]
    assert (row["hasQuantifier"], row["hasQuantifierLabel"]) == ("quantifier:about|quantifier:odd", "about|odd")


def test_a_place_beside_wikidata_has_one_row_with_both(beside: Path) -> None:
    """In the text of what the article gives for it."""
    with wikidata.served() as address:
        found = wikidata.run(told(beside, length()), "population-in-wikidata", address, place="dongguan")
    assert isinstance(found, Rows)
    (given,) = {row.figures for row in found}
    assert [one for one in given.split("; ") if one.startswith("length")] == ["length: about 190-odd km (Guangdong)"]


@pytest.mark.parametrize(
    ("bounds", "wrong"),
    [
        (ABOUT_ODD, []),
        ("quantifier:over, quantifier:odd", []),
        ("quantifier:up-to, quantifier:nearly", []),
        ("quantifier:up-to, quantifier:about", []),
        ("quantifier:at-least, quantifier:less-than", ["at-least", "less-than"]),
        ("quantifier:odd, quantifier:nearly", ["nearly", "odd"]),
        ("quantifier:over, quantifier:more-than", ["more-than", "over"]),
        ("quantifier:up-to, quantifier:about, quantifier:over", ["over", "up-to"]),
    ],
)
def test_words_of_bound_go_together_or_are_found(bounds: str, wrong: list[str], beside: Path) -> None:
    """What narrows a number from one side goes together; what says both more and less does not."""
    report = told(beside, length(bounds=bounds)).check()
    found = [one for one in report.findings if one.check == "bounds-contradicted"]
    assert sorted(str(one.value).rpartition("/")[2].rpartition(":")[2] for one in found) == wrong
