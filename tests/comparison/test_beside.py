"""Stored questions whose rows have verdicts beside them: their header asks, and what they find stays theirs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from corridor_kg import Corridor, Rows
from corridor_kg.choices import ROW_FORMATS
from corridor_kg.comparison.beside import beside
from corridor_kg.comparison.verdicts import VERDICTS
from corridor_kg.errors import QueryInvalid
from corridor_kg.questions.stored_queries import StoredQuery
from tests.conftest import ROOT
from tests.support.evening_post import source, told


def asked(corridor: Corridor, name: str, **values: str) -> Rows:
    """Return the rows of a stored question."""
    rows = corridor.run(name, **values)
    assert isinstance(rows, Rows)
    return rows


def test_a_figure_tells_how_it_stands_beside_others(corridor: Corridor) -> None:
    """What differs comes first, each with passage and number; what nobody else tells has nothing beside it."""
    rows = {row.figure.rpartition("/")[2]: row.compared for row in asked(corridor, "figures")}
    assert rows["nordic-corridor-area"] == (
        "differs: china-daily p05 (11,836 km²), the-paper p17 (11,836 km²); compatible: the-paper p05 (over 11,000 km²)"
    )
    assert rows["china-daily-innovation-centre-count"] == "equal: guihuayun p04"
    assert rows["china-daily-guangzhou-high-tech-firms-2016"] is None


CENTRES = """
figure:evening-shenzhen a ckg:Figure ; rdfs:label "Centres in Shenzhen"@en ; ckg:isFigureOf place:shenzhen ;
    ckg:hasMeasure measure:innovation-centres ; sdmx-measure:obsValue 15 ; ckg:printedForm "15" ;
    sdmx-attribute:unitMeasure unit:NUM .
figure:evening-dongguan a ckg:Figure ; rdfs:label "Centres in Dongguan"@en ; ckg:isFigureOf place:dongguan ;
    ckg:hasMeasure measure:innovation-centres ; sdmx-measure:obsValue 8 ; ckg:printedForm "8" ;
    sdmx-attribute:unitMeasure unit:NUM .
forecast:evening a ckg:Forecast ; rdfs:label "Firms foretold"@en ; ckg:hasSubject place:guangzhou ;
    ckg:hasMeasure measure:high-tech-firms ; ckg:expectedValue 9000 ; ckg:printedForm "9,000" ;
    sdmx-attribute:unitMeasure unit:NUM ; sdmx-dimension:refPeriod period:end-of-2017 .
"""


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Corridor:
    """The bundled facts beside a made-up source that counts centres and foretells firms."""
    return told(source(tmp_path_factory.mktemp("made-up") / "evening-post"), CENTRES)


def test_a_row_of_several_cities_says_of_which(corridor: Corridor, evening: Corridor) -> None:
    """What differs comes first, each city with the passages of the others; where one source speaks, nothing stands."""
    compared = {(row.measureLabel, row.sourceLabel): row.compared for row in asked(evening, "cities-compared")}
    assert compared["innovation centres", "Evening article"] == (
        "differs: Dongguan beside guihuayun p04 (9 centres); equal: Shenzhen beside guihuayun p04, nanfang-daily p04"
    )
    ours = {(row.measureLabel, row.evidence): row.compared for row in asked(corridor, "cities-compared")}
    assert ours["innovation centres", "nanfang-daily p04"] == "equal: Shenzhen beside guihuayun p04"
    assert ours["R&D spending as a share of GDP", "china-daily p13"] is None


def test_the_list_of_a_row_stands_beside_the_lists_of_others(corridor: Corridor) -> None:
    """By its plan, rank and source, with who adds what; what a source only counts is no list."""
    compared = [row for row in asked(corridor, "cities-compared") if row.whole and "/rank/" in row.measure]
    found = {(row.measureLabel, row.evidence.partition(" ")[0]): row.compared for row in compared}
    assert found["core platform", "china-daily"] == "equal: guihuayun p03"
    assert found["core platform", "guihuayun"] == "equal: china-daily p14, china-daily p17"
    assert found["core platform", "nanfang-daily"] is None
    assert found["innovation centre", "china-daily"].startswith("adds: guihuayun p04 (guihuayun adds Qianhai")


def test_a_timeline_tells_of_goals_by_their_year(corridor: Corridor) -> None:
    """The goals of the same year, where another source has any, else all of its years; an event is not compared."""
    rows = asked(corridor, "timeline")
    goals = {row.thing.rpartition("/")[2]: row.compared for row in rows if row.kind == "goal"}
    assert goals["china-daily-shenzhen-main-engine-2020"] == "same year: nanfang-daily p03"
    assert goals["nordic-completion-2030"] == (
        "other year: china-daily p27 (2050), the-paper p16 (2050); same year: asia-times p05"
    )
    assert goals["nanfang-daily-headline-2020"] is None
    assert {row.compared for row in rows if row.kind != "goal"} == {None}


def test_a_timeline_tells_of_forecasts_by_their_number(evening: Corridor) -> None:
    """As of any figure; two forecasts are compared, and none with a count."""
    found = {row.thing.rpartition("/")[2]: row.compared for row in asked(evening, "timeline")}
    assert found["china-daily-guangzhou-high-tech-firms-2017"] == (
        "differs: evening-post e01 (9,000 firms (31 December 2017))"
    )
    assert found["evening"] == "differs: china-daily p08 (7,000 firms (31 December 2017))"


@pytest.mark.parametrize("name", ["figures", "cities-compared", "timeline"])
def test_every_format_has_what_stands_beside(name: str, corridor: Corridor, tmp_path: Path) -> None:
    """In place of what the query names to be compared, of which nothing is left; a picture shows it, and no less."""
    pytest.importorskip("openpyxl")
    answer = asked(corridor, name)
    assert answer.columns == corridor.queries[name].columns
    assert answer.columns[-2:] == ("compared", "evidence")
    assert set(answer.shown(ids=False)[0]) > {"compared"}
    for format in (*ROW_FORMATS, "svg"):
        text = answer.serialize(format)
        plain = re.sub(r"<[^>]*>", "", text)
        assert "equal: " in plain or "same year: " in plain, format
    assert set(VERDICTS) | {"other year", "same year", "adds"} > {
        part.partition(": ")[0] for row in answer for part in re.split(r"; (?![^()]*\))", row.compared or "") if part
    }
    assert "…<" not in corridor.run("timeline").serialize("svg")


def test_a_query_that_names_nothing_to_compare_is_refused(corridor: Corridor) -> None:
    """With what it has to select."""
    query = StoredQuery("mine", "#+ summary: What?\n#+ verdict: beside\nSELECT ?city { ?city a ckg:City }")
    with pytest.raises(QueryInvalid, match=r"mine\.rq: .* select \?compared"):
        beside(corridor.data, query, corridor.sparql("SELECT ?city { ?city a ckg:City }"))


@pytest.mark.parametrize("name", ["figures-compared", "goals-compared", "lists-compared"])
def test_each_pair_has_a_verdict(corridor: Corridor, name: str) -> None:
    """The query finds the pairs, and each of them has a verdict and a reason: the same as compare gives."""
    rows = asked(corridor, name)
    assert len(rows)
    assert all(row.verdict and row.reason for row in rows)
    given = {pair["verdict"] for line in corridor.compare().lines for pair in line.pairs}
    assert {row.verdict for row in rows} <= given | {"other unit", "other period"}


@pytest.mark.parametrize("which", ["corridor", "evening"])
def test_numbers_that_are_not_the_same_have_a_verdict_too(which: str, request: pytest.FixtureRequest) -> None:
    """What `disagreements` tells of numbers, `figures-compared` tells and judges."""
    loaded = request.getfixturevalue(which)
    judged = {
        (row.thing, row.measure, frozenset((row.source, row.otherSource))): row.verdict
        for row in asked(loaded, "figures-compared")
    }
    numbers = [row for row in asked(loaded, "disagreements") if "/measure/" in row.about]
    assert len(numbers) > 2
    for row in numbers:
        assert judged[row.thing, row.about, frozenset((row.source, row.otherSource))]


def test_verdicts_stand_before_the_evidence(corridor: Corridor) -> None:
    """The columns of a question are those of its answer, whoever makes them."""
    query = corridor.queries["figures-compared"]
    assert query.columns[-3:] == ("verdict", "reason", "evidence")
    assert asked(corridor, "figures-compared").columns == query.columns


def test_a_header_that_asks_for_another_verdict_is_refused() -> None:
    """With those that there are."""
    with pytest.raises(QueryInvalid, match="beside, figures, goals, lists"):
        _ = StoredQuery("mine", "#+ summary: What?\n#+ verdict: truth\nSELECT * { }").columns


def test_two_articles_may_call_the_same_alike_and_one_may_not(tmp_path: Path) -> None:
    """Figures of two sources are told apart by who says it; two of one source are not."""
    shutil.copytree(ROOT / "graph", tmp_path / "graph")
    (passage,) = (tmp_path / "graph" / "nordic").glob("p04.ttl")
    text = passage.read_text(encoding="utf-8")
    assert '"Area of the innovation corridor"@en' in text
    assert not Corridor.check_files(graph=tmp_path / "graph", only=["duplicate-labels"]).findings
    other = tmp_path / "graph" / "nordic" / "p03.ttl"
    same = other.read_text(encoding="utf-8").replace(
        '"Length of the innovation corridor"@en', '"Area of the innovation corridor"@en'
    )
    other.write_text(same, encoding="utf-8")
    assert Corridor.check_files(graph=tmp_path / "graph", only=["duplicate-labels"]).findings
