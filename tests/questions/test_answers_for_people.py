"""Each answer as a planner reads it: what its columns are, names, units, wholes, and how dates are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from corridor_kg import Corridor, Rows
from corridor_kg.answers.columns import DATES, KINDS, LABEL, Column
from corridor_kg.answers.native import native
from corridor_kg.questions import carriers
from corridor_kg.questions.stored_queries import STORED, StoredQuery
from corridor_kg.rdf.vocabulary import BASE, prefixes, shorten
from tests.support import sources
from tests.support.evening_post import rows, told

SELECTS = [name for name in STORED if STORED[name].form == "SELECT"]
HERE = [name for name in SELECTS if STORED[name].endpoint is None]
"""Those that need no network."""


@pytest.fixture(scope="module")
def several() -> Corridor:
    """The bundled graph beside two made-up sources."""
    return Corridor.load(add=sources.BOTH)


def faults(query: StoredQuery) -> Iterator[str]:
    """Yield what is wrong with what a header says of the columns."""
    described = {column.name: column for column in query.described}
    columns = [name for name in query.columns if name != carriers.COLUMN]
    belonging = {name for column in described.values() for name in column.belonging}
    yield from (f"{name} is not described" for name in columns if name not in described and name not in belonging)
    yield from (f"{name} is not there" for name in described if name not in query.columns)
    yield from (f"{name} is described and belongs to another" for name in described if name in belonging)
    text = query.text
    for column in described.values():
        entry = re.search(rf"^#\+   - {column.name}: .*$", text, re.MULTILINE)
        for named in re.findall(r"\?(\w+)", entry[0] if entry else ""):
            if named not in query.columns:
                yield f"{named} beside {column.name} is not there"
        if column.kind == "number" and not (column.unit or column.name in NO_UNIT):
            yield f"{column.name} is a number without a unit"
        if column.kind in DATES and not column.told:
            yield f"{column.name} is a date of which nobody says how it is known"


NO_UNIT = ("number", "confidence")
"""Numbers that have none: that of a step, and a part of one."""


@pytest.mark.parametrize("name", SELECTS)
def test_a_header_says_what_each_column_is(name: str) -> None:
    """A label, a kind, of a number its unit, of a date how it is known; nothing is left out, or not there."""
    query = STORED[name]
    assert list(faults(query)) == []
    assert {column.kind for column in query.described} <= {*KINDS}
    labels = [column.label for column in query.described]
    assert len(labels) == len(set(labels))


MEANT = "#+ summary: Which?\n#+ columns:\n#+   - city: city | name\n{}SELECT ?city ?cityLabel{} WHERE {{ ?city a ?b }}"


@pytest.mark.parametrize(
    ("entry", "columns", "fault"),
    [
        ("", "", None),
        ("", " ?n", "n is not described"),
        ("#+   - n: n | count\n", "", "n is not there"),
        ("#+   - n: n | number | ?unit\n", " ?n", "unit beside n is not there"),
        ("#+   - n: n | number | km | ?word\n", " ?n", "word beside n is not there"),
        ("#+   - n: n | number\n", " ?n", "n is a number without a unit"),
        ("#+   - n: n | date\n", " ?n", "n is a date of which nobody says how it is known"),
        ("#+   - cityLabel: name | text\n", "", "cityLabel is described and belongs to another"),
    ],
)
def test_a_header_that_does_not_is_refused(entry: str, columns: str, fault: str | None) -> None:
    """By the very test that the stored queries pass."""
    found = list(faults(StoredQuery("mine", MEANT.format(entry, columns))))
    assert found == ([fault] if fault else [])


# -- As a planner reads them -------------------------------------------------------------------------


def unreadable(answer: Rows) -> Iterator[str]:
    """Yield the cells that nobody wants to paste, each with its column."""
    heads, cells = answer.shown()
    names = {f"{name}:" for name in prefixes()}
    labels = answer.shown(labels=True)[0]
    if not all(head.strip() for head in (*heads, *labels)):
        yield "a head is empty"
    for row, shown in zip(answer, cells, strict=True):
        for head, cell in zip(heads, shown, strict=True):
            column = answer.described.get(head, Column(head, head, "text"))
            term = row.terms[column.name]
            if column.kind != "identifier" and any(cell.startswith(name) for name in names):
                yield f"{head}: the identifier {cell}"
            if "unit:" in cell or BASE in cell:
                yield f"{head}: {cell}"
            if str(native(term) or "") and not cell:
                yield f"{head}: nothing is shown of {term}"
            number = isinstance(native(term), int | float) or type(native(term)).__name__ == "Decimal"
            is_bare = re.fullmatch(r"[\d,.]+", cell) and column.kind == "number" and head not in NO_UNIT
            if number and is_bare:
                yield f"{head}: the number {cell} without a unit"
            if column.kind in DATES and cell and not cell.endswith(")"):
                yield f"{head}: the date {cell}, of which nobody says how it is known"


@pytest.mark.parametrize("name", HERE)
def test_an_answer_reads_well(name: str, corridor: Corridor, several: Corridor) -> None:
    """Names where there are any, numbers with units, dates printed or read; with one source, and with three."""
    for graph in (corridor, several):
        assert list(unreadable(rows(graph, name))) == []


@pytest.mark.parametrize("name", HERE)
def test_an_answer_fits_a_terminal(name: str, several: Corridor) -> None:
    """Of 100 columns."""
    lines = rows(several, name).to_table(width=100).splitlines()
    assert [line for line in lines if len(line) > 100] == []


def test_what_does_not_read_well_is_found() -> None:
    """By the very test that the stored answers pass."""
    described = [Column("thing", "thing", "name"), Column("n", "n", "number", unit="km"), Column("d", "d", "date")]
    found = Rows.of(["thing", "n", "d"], [[NamedNode(f"{BASE}place/dongguan"), Literal(1), Literal("2016")]])
    found.described = {column.name: column for column in described}
    assert [fault.partition(":")[0] for fault in unreadable(found)] == ["thing", "d"]
    found.described["n"] = Column("n", "n", "number")
    assert [fault.partition(":")[0] for fault in unreadable(found)] == ["thing", "n", "d"]


@pytest.mark.parametrize("name", HERE)
def test_names_are_in_chinese_where_there_are_any(name: str, corridor: Corridor) -> None:
    """In every column of things; what has no Chinese name keeps its English one."""
    english, chinese = rows(corridor, name), corridor.run(name, None, "zh")
    assert isinstance(chinese, Rows)
    called = 'SELECT ?thing ?label { ?thing %s ?label FILTER(LANGMATCHES(LANG(?label), "zh")) } ORDER BY DESC(?label)'
    named = [row for name in ("skos:altLabel", "rdfs:label") for row in corridor.data.rows(called % name)]
    names = {row.thing: row.label for row in named}
    for before, after in zip(english, chinese, strict=True):
        for column in english.columns:
            label = f"{column}{LABEL}"
            if label in english.columns:
                assert after[label] == names.get(before[column], before[label])


def test_every_thing_of_a_row_is_shown_in_chinese(corridor: Corridor) -> None:
    """Units too."""
    about = "silicon-valley-to-be-built"
    found = corridor.run("figures", None, "zh", thing="innovation-corridor", source=about)
    assert isinstance(found, Rows)
    assert {row[found.shown()[0].index("value")] for row in found.shown()[1]} == {
        "more than 180 公里",
        "11,836 平方公里",
    }
    assert {row.thingLabel for row in found} == {"广深科技创新走廊"}


# -- What single questions promise -------------------------------------------------------------------


def test_figures_are_asked_for_by_source_and_period(corridor: Corridor, several: Corridor) -> None:
    """A period holds those within it; what has no period is found by none."""
    assert {row.periodLabel for row in rows(corridor, "figures", period="2016")} == {"2016", "end of 2016"}
    assert {row.periodLabel for row in rows(corridor, "figures", period="end-of-2016")} == {"end of 2016"}
    of_2016 = rows(corridor, "figures", period=["2016", "end-of-2016"])
    assert {row.source.rpartition("/")[2] for row in of_2016} == {"asia-times", "silicon-valley-to-be-built"}
    assert len(of_2016) == len({row.figure for row in of_2016}) == 7 + 3
    theirs = rows(several, "figures", source="made-up-report", thing="dongguan", measure="national-high-tech-firms")
    assert [(row.value, row.sourceLabel) for row in theirs] == [(2100, "A made-up report on the corridor")]
    assert not rows(corridor, "figures", period="2017")


def test_a_period_is_printed_by_mention_or_read(corridor: Corridor) -> None:
    """As printed where a passage prints it, by mention where it has other words, read where it is a reading."""
    found = {row.figure.rpartition("/")[2].removeprefix("china-daily-"): row for row in rows(corridor, "figures")}
    assert found["guangzhou-new-high-tech-firms-2016"].periodIs == "printed"
    assert found["dongguan-rd-share-of-gdp-2016"].periodIs == "by mention"
    assert found["guangzhou-high-tech-firms-2016"].periodIs == "read"
    assert found["dongguan-high-tech-firms-ratio"].basePeriodIs == "by mention"
    assert found["corridor-area"].periodIs is None


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        ("dongguan-rd-share-of-gdp-2016", "2.41 %"),
        ("dongguan-rd-share-of-gdp-rank-2016", "3rd"),
        ("dongguan-high-tech-firms-ratio", "2 times"),
        ("guangzhou-high-tech-firms-2016", "4,739 firms"),
        ("corridor-area", "11,836 km²"),
        ("three-cities-gdp-per-head", "more than US$20,000"),
        ("three-cities-share-of-high-tech-enterprises", "over 78 %"),
    ],
)
def test_a_figure_is_written_as_people_write_it(figure: str, written: str, corridor: Corridor) -> None:
    """With its unit, or what is counted; no word stands with it that is not printed."""
    found = rows(corridor, "figures")
    heads, cells = found.shown()
    (row,) = [cells[index] for index, row in enumerate(found) if row.figure.endswith(f"/china-daily-{figure}")]
    assert row[heads.index("value")] == written


MADE_UP = """
figure:evening-steel a ckg:Figure ; ckg:isFigureOf place:dongguan ; ckg:hasMeasure measure:steel ;
    sdmx-measure:obsValue {value} ; sdmx-attribute:unitMeasure {unit} ; ckg:printedForm "{value}" .
measure:steel a ckg:Measure ; rdfs:label "steel"@en .
"""


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (40, "unit:TONNE", "40 TONNE"),
        (40, "unit:NUM", "40"),
        (1200, "ckg:mu", "1,200 mu"),
        (3, "unit:CCY_HKD", "HK$3"),
        (2.5, "ckg:percentagePoint", "2.5 percentage points"),
    ],
)
def test_a_unit_that_nobody_describes_is_told_all_the_same(value: float, unit: str, written: str, beside: Path) -> None:
    """By its name; a number by itself has none."""
    found = rows(told(beside, MADE_UP.format(value=value, unit=unit)), "figures", measure="steel")
    assert found.shown()[1][0][found.shown()[0].index("value")] == written


def test_lists_are_n_named_of_m_and_doubts_stand_beside(corridor: Corridor, several: Corridor) -> None:
    """Of the same source; what another counts is in another row."""
    ours = [row for row in rows(corridor, "cities-compared") if row.source.endswith("/silicon-valley-to-be-built")]
    found = {shorten(row.measure): row for row in ours}
    assert found["rank:innovation-centre"].list == "2 named of 37"
    assert found["rank:core-platform"].list == "10 named of 10"
    assert found["measure:high-tech-firms"].list is None
    assert found["measure:national-high-tech-firms"].doubt.startswith("Dongguan: No year is printed")
    assert not found["measure:innovation-firms"].doubt
    every = {(row.sourceLabel, row.list) for row in rows(several, "cities-compared") if row.list}
    assert ("A made-up report on the corridor", "11 named of 11") in every
    assert ("A made-up report on the corridor", "1 named of 38") in every


def test_a_timeline_has_events_goals_and_forecasts(corridor: Corridor, several: Corridor) -> None:
    """Each with how its date is known, in the order of time; of what, by whom, and with which number."""
    found = rows(corridor, "timeline")
    events = [(row.when, row.whenIs, row.kind) for row in found if row.kind != "goal"]
    assert events == [
        ("2017", "by mention", "forecast"),
        ("after 31 March 2017 and before 5 March 2018", "read", "takes office"),
        ("8 October 2017", "printed", "came out"),
        ("2017-12-01", "printed", "founded"),
        ("December 2017", "read", "came out"),
        ("after 1 December 2017 and before 5 March 2018", "read", "came out"),
        ("after 1 December 2017 and by 5 March 2018", "read", "leaves office"),
        ("16 December 2017", "printed", "came out"),
        ("by 16 December 2017", "read", "came out"),
        ("end of 2017", "by mention", "forecast"),
    ]
    goals = [*found][len(events) :]
    assert {row.kind for row in goals} == {"goal"}
    assert {row.when for row in goals} == {"2020", "2025", "2030", "2035", "2050"}
    assert len(goals) == len({row.thing for row in goals})
    assert {row.whoLabel for row in rows(corridor, "timeline", city="dongguan")} == {"Liang Weidong"}
    days = [row.first or row.last for row in rows(several, "timeline")]
    assert days == sorted(days)
    (bay,) = [row for row in rows(several, "timeline") if row.kind.startswith("becomes")]
    assert (bay.kind, bay.when, bay.thingLabel) == (
        "becomes core platform",
        "April 2018",
        "Dongguan Made-up Science Bay",
    )


def test_where_two_sources_differ_both_are_told(several: Corridor) -> None:
    """Numbers of the same thing, measure, whole and period, and days of the same; nobody is said to be right."""
    found = {(row.aboutLabel, row.one, row.other) for row in rows(several, "disagreements")}
    assert ("national high-tech firms", "2,100 firms", "2,028 firms") in found
    assert ("founded", "2017-11-30", "2017-12-01") in found
    assert not [row for row in rows(several, "disagreements") if row.one == row.other]
    assert not [row for row in rows(several, "disagreements") if row.source == row.otherSource]


def test_a_share_has_its_whole(corridor: Corridor) -> None:
    """What it is measured against, divided by, or a part of."""
    found = {row.figureLabel: row for row in rows(corridor, "shares")}
    assert found["Share of the GDP of China that the three cities produce"].wholeLabel == "China"
    assert found["High-tech firms in Guangzhou"].partOfLabel == "Science and technology innovation firms in Guangzhou"
    assert found["R&D spending of Dongguan as a share of its GDP"].dividedByLabel == "GDP"
    assert {row.wholeLabel for row in rows(corridor, "shares", whole="china")} == {"China"}


def test_how_places_lie_is_told_as_stated(corridor: Corridor) -> None:
    """Printed in a passage, or recorded by a register; what follows is left out."""
    found = {(row.placeLabel, row.relationLabel, row.otherLabel): row for row in rows(corridor, "places")}
    between = found["Dongguan", "lies between members of", "Guangzhou and Shenzhen together"]
    assert (between.told, between.evidence) == ("printed", "china-daily p25")
    assert found["Shenzhen", "is located in", "Guangdong"].told == "recorded"
    assert ("Dongguan", "is located in", "China") not in found


def test_publications_say_when_and_on_what_ground(corridor: Corridor) -> None:
    """Of articles and plans; one of which nobody says when has an empty cell."""
    found = {row.publicationLabel: row for row in rows(corridor, "publications")}
    article = found["South China's Silicon Valley to be built soon"]
    assert (article.kind, article.publishedIs, article.publisherLabel) == ("article", "read", "China Daily")
    assert article.ground.startswith("The article bears no date.")
    assert found["National strategy of innovation-driven development"].published is None
