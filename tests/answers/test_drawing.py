"""Rows become pictures by what their columns are, nothing of them is lost, and what cannot be drawn is refused."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from corridor_kg import Corridor, Rows
from corridor_kg.answers.columns import Column
from corridor_kg.answers.quantities import BOUNDS, read
from corridor_kg.answers.spans import span
from corridor_kg.answers.view import View
from corridor_kg.choices import VIEWS
from corridor_kg.errors import OutputFailed, QueryInvalid
from corridor_kg.questions.stored_queries import STORED, StoredQuery
from corridor_kg.rdf.vocabulary import XSD
from tests.conftest import ROOT, Run
from tests.support import svg

DRAWN = {name: query.view for name, query in STORED.items() if query.view}


def term(value: str | float | None) -> NamedNode | Literal | None:
    """Return a value as a term: a number, an IRI, a text, or nothing."""
    if value is None or isinstance(value, int | float):
        return None if value is None else Literal(str(value), datatype=NamedNode(f"{XSD}decimal"))
    return NamedNode(value) if value.startswith("http://") else Literal(value)


def rows(columns: str, *values: tuple[str | float | None, ...], described: tuple[Column, ...] = ()) -> Rows:
    """Return rows of columns that a header may describe."""
    found = Rows.of(columns.split(), [list(map(term, row)) for row in values])
    found.described = {column.name: column for column in described}
    return found


# -- Stored queries ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_question_with_a_view_is_drawn(name: str, language: str, corridor: Corridor) -> None:
    """Its picture has its question for a title and a name of each row, can be read, and is the same twice."""
    answer = corridor.run(name, None, language)
    assert isinstance(answer, Rows)
    drawn = answer.to_svg()
    assert drawn == corridor.run(name, None, language).serialize("svg")
    assert svg.faults(drawn) == []
    assert svg.elements(drawn, "title")[0].text == STORED[name].summary
    label = next(column for column in answer.columns if column.endswith("Label"))
    assert len(answer) > 1
    for row in answer:
        assert row[label] in svg.told(drawn)


def test_all_three_views_are_used_and_told() -> None:
    """By some question each, in a table of the page about questions."""
    assert set(DRAWN.values()) == set(VIEWS) - {"table"}
    page = (ROOT / "queries" / "README.md").read_text(encoding="utf-8")
    for view in set(DRAWN.values()):
        names = ", ".join(f"`{name}`" for name in DRAWN if DRAWN[name] == view)
        assert f"| {names} | `{view}` |" in page


def test_a_view_that_is_not_there_is_told() -> None:
    """Where a header names it."""
    with pytest.raises(
        QueryInvalid, match=r"x\.rq: the #\+ header has a view 'pie'; write bar, timeline, map, table\."
    ):
        _ = StoredQuery("x", "#+ summary: Which?\n#+ view: pie\nSELECT * { }").view


def test_the_values_of_a_question_stand_in_its_title(corridor: Corridor) -> None:
    """So that nobody takes a part for the whole; and whose data they are stands below, wherever a picture is pasted."""
    answer = corridor.run("core-platforms", city="dongguan")
    assert isinstance(answer, Rows)
    drawn = answer.to_svg()
    title = svg.elements(drawn, "title")[0].text
    assert title == f"{STORED['core-platforms'].summary} (city: dongguan)"
    assert f"Data: {answer.about.data}" in svg.texts(drawn)


def test_fewer_columns_and_other_names_have_the_view_too(corridor: Corridor) -> None:
    """A question's view is still there after columns are chosen, and in another language, places included."""
    chinese = corridor.run("core-platforms", None, "zh")
    assert isinstance(chinese, Rows)
    drawn = chinese.only(["platform"]).to_svg()
    assert "At the place of 广州市" in svg.texts(drawn)
    assert {one.element.get("lang") for one in svg.elements(drawn, "text") if one.text == "深圳市"} == {"zh-Hans"}
    assert "since" not in svg.told(drawn)


# -- The command line --------------------------------------------------------------------------------


def test_the_command_line_writes_a_picture(run: Run, tmp_path: object) -> None:
    """By the ending of a file, or by its format; a question without a view is refused, and no file is left."""
    assert run("run", "timeline", "-o", "timeline.svg").returncode == 0
    shown = run("run", "timeline", "--format", "svg").stdout
    assert shown.startswith("<svg")
    done = run("run", "people", "-o", "people.svg")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "this answer has no view to be drawn as" in done.stderr


# -- What is missing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("view", "columns", "values", "message"),
    [
        ("bar", "city", ("a",), "a bar chart needs a column of numbers, and none of these is one: city (text)."),
        ("bar", "value", (1,), "a bar chart needs a column of names, and none of these is one: value (number)."),
        ("timeline", "what", ("a",), "a time line needs a column of dates or years, and none of these is one: what"),
        ("timeline", "year", (2016,), "a time line needs a column of names, and none of these is one: year (year)."),
        ("map", "what", ("a",), "a map needs a column of things, or columns lat and long, and none of these is one:"),
        ("map", "lat long", (1, 2), "a map needs a column of names, and none of these is one: lat (number), long"),
        ("", "what", ("a",), "this answer has no view to be drawn as; ask a question whose header names one"),
        ("pie", "what", ("a",), "there is no view 'pie';"),
    ],
)
def test_what_a_view_lacks_is_told(view: str, columns: str, values: tuple[str | float], message: str) -> None:
    """In one sentence, with what each column is taken for."""
    with pytest.raises(OutputFailed) as caught:
        rows(columns, values).to_svg(view)
    assert str(caught.value).startswith(message)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("view", VIEWS)
def test_no_rows_are_a_picture_of_nothing(view: str) -> None:
    """Also where nobody says what the columns would be."""
    assert svg.faults(rows("a b").to_svg(view)) == []


# -- Bars --------------------------------------------------------------------------------------------


def test_each_word_of_bound_of_the_ontology_is_known(corridor: Corridor) -> None:
    """In English, in which the stored queries have them; another one makes a number no exact one."""
    found = corridor.sparql("SELECT ?label { ?code a ckg:Quantifier ; rdfs:label ?label FILTER(LANG(?label) = 'en') }")
    assert isinstance(found, Rows)
    assert {row.label for row in found} == set(BOUNDS)
    described = (Column("value", "value", "number", "", "word"),)
    exact, unknown = (
        rows("a value word", ("x", 5, word), described=described).to_svg("bar") for word in (None, "well-nigh")
    )
    assert "ckg-hatch)" not in exact
    assert "ckg-hatch)" in unknown


def test_what_is_measured_otherwise_has_a_panel_of_its_own() -> None:
    """By measure and unit, so that no bar is set beside one of another scale; what all rows say is said once."""
    described = (Column("thing", "thing", "name"), Column("value", "value", "number", "unit"))
    found = rows(
        "thing measure value unit source",
        ("Guangzhou", "firms", 4739, "firms", "Daily"),
        ("Dongguan", "R&D", 2.41, "%", "Daily"),
        ("Dongguan", "firms", 2028, "firms", "Daily"),
        described=described,
    )
    told = svg.told(found.to_svg("bar")).splitlines()
    assert told == [
        "Bar chart.",
        "source: Daily",
        "firms (firms):",
        "Guangzhou: 4,739 firms",
        "Dongguan: 2,028 firms",
        "R&D (%):",
        "Dongguan: 2.41 %",
    ]


def test_columns_of_numbers_are_bars_side_by_side() -> None:
    """A panel a row; texts that are quantities count as numbers, and a cell may hold several."""
    found = rows(
        "measure guangzhou dongguan",
        ("firms", "4,739 firms (end of 2016, read; Zhan Decun); over 5,000 firms (2017)", "2,028 firms (2016)"),
        ("length", "about 180-odd km (2017)", "up to about 190 km"),
        ("multiple", None, "doubling (2016)"),
        ("mixed", "3 km", "4 km²"),
    )
    told = svg.told(found.to_svg("bar")).splitlines()
    assert told == [
        "Bar chart.",
        "firms (firms):",
        "guangzhou: 4,739 firms (end of 2016, read; Zhan Decun)",
        "guangzhou: over 5,000 firms (2017)",
        "dongguan: 2,028 firms (2016)",
        "length (km):",
        "guangzhou: about 180-odd km (2017)",
        "dongguan: up to about 190 km",
        "multiple:",
        "guangzhou: nothing given",
        "dongguan: doubling (2016)",
        "mixed (km):",
        "guangzhou: 3 km",
        "mixed (km²):",
        "dongguan: 4 km²",
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("4 named", 4, "named"),
        ("US$20,000 (2016)", 20000, "US$"),
        ("-2.5 %", -2.5, "%"),
        ("3 rank", None, "rank"),
        ("2 named of 37", None, ""),
        ("2016–2017", None, ""),
        ("4,73", None, ""),
        ("the top (2016)", None, ""),
    ],
)
def test_only_what_is_one_quantity_is_a_length(text: str, value: float | None, unit: str) -> None:
    """A rank has no length: who is third is no three times who is first."""
    found = read(text)
    assert (found.shown, found.value, found.unit) == (text, value, unit)


def test_numbers_without_an_end_have_no_bar() -> None:
    """Nor do those that are no numbers; both are written."""
    double = NamedNode(f"{XSD}double")
    found = Rows.of(
        ["a", "value"], [[Literal("x"), Literal(text, datatype=double)] for text in ("INF", "NaN", "1e400")]
    )
    found.described = {"value": Column("value", "value", "number")}
    assert svg.told(found.to_svg("bar")).splitlines()[1:] == ["x: INF", "x: NaN", "x: 1e400"]


# -- Time lines --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2016", 2016, 2017),
        ("2016-07", 2016.497, 2016.582),
        ("2016-12-31", 2016.997, 2017),
        ("1 January 2017", 2017, 2017.003),
        ("11–20 December 2017", 2017.942, 2017.97),
        ("March 2018", 2018.162, 2018.247),
        ("end of 2016", 2016.997, 2017),
        ("2020 – 2035", 2020, 2036),
        ("by 16 December 2017", None, 2017.959),
        ("since 2016", 2016, None),
        ("2017年12月16日", 2017.956, 2017.959),
        ("2016年底", 2016.997, 2017),
        ("2050年之前", None, 2051),
        ("31 February 2017", None, None),
        ("soon", None, None),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, start: float | None, end: float | None) -> None:
    """As our labels of periods are written, in both languages, and as ISO 8601 has them."""
    found = span(Literal(text))
    assert found.start == (None if start is None else pytest.approx(start, abs=0.0015))
    assert found.end == (None if end is None else pytest.approx(end, abs=0.0015))


def test_each_period_of_the_graph_can_be_drawn(corridor: Corridor) -> None:
    """Its label, in each language, is read as a time."""
    found = corridor.sparql("SELECT ?label { ?period a ckg:Period ; rdfs:label ?label }")
    assert isinstance(found, Rows)
    assert len(found) > 5
    assert [row.label for row in found if span(row.terms["label"]) == (None, None)] == []


def test_since_and_until_are_one_period() -> None:
    """With an open end where nothing is said; a column of kinds tells the form of a mark."""
    described = (Column("since", "since when", "date"), Column("until", "until when", "date"))
    found = rows(
        "what since until kind", ("a", "2016", None, "post"), ("b", "2016", "2018", "rank"), described=described
    )
    drawn = found.to_svg("timeline")
    assert svg.told(drawn).splitlines()[1:] == ["2016 –: a (post)", "2016 – 2018: b (rank)"]
    assert "begins or ends at a time that nobody gives" in svg.texts(drawn)


# -- Maps --------------------------------------------------------------------------------------------


def test_a_thing_of_several_rows_is_on_the_map_once() -> None:
    """With what each row says of it; columns of coordinates come before what the graph knows."""
    found = rows(
        "thing lat long plan",
        ("http://e.org/a", 23, 113, "first"),
        ("http://e.org/a", 23, 113, "second"),
        ("http://e.org/b", 95, 113, "first"),
    )
    assert svg.told(found.to_svg("map")).splitlines()[1:] == [
        "1. http://e.org/a: 23°N 113°E (first; second)",
        "http://e.org/b: no coordinates are known (first)",
    ]


def test_the_graph_tells_where_things_are(corridor: Corridor) -> None:
    """Also for a query of somebody's own."""
    found = corridor.sparql("SELECT ?thing { VALUES ?thing { place:dongguan platform:songshan-lake place:china } }")
    assert isinstance(found, Rows)
    assert svg.told(found.to_svg("map")).splitlines()[1:-1] == [
        "1. place:dongguan: 23.018°N 113.749°E",
        "2. platform:songshan-lake: 23.018°N 113.749°E, at the place of Dongguan",
        "place:china: no coordinates are known",
    ]


def test_rows_know_no_places_by_themselves() -> None:
    """Without a graph, a thing is nowhere."""
    assert View().spot(NamedNode("http://e.org/a")) is None
    assert "no coordinates are known" in svg.told(rows("thing", ("http://e.org/a",)).to_svg("map"))
