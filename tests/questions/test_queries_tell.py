"""What the stored queries promise of their answers: rank and office in time, whose number it is, who says what when."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg import Corridor
from tests.support.evening_post import PREFIXES, rows, told

# -- Ranks -------------------------------------------------------------------------------------------

OTHER_PLAN = """
plan:other a ckg:Plan ; rdfs:label "Other plan"@en .
designation:other-songshan-lake a ckg:Designation ; rdfs:label "Songshan Lake in the other plan"@en ;
    ckg:isDesignationOf platform:songshan-lake ; ckg:isGivenBy plan:other ; ckg:hasRank rank:core-platform ;
    ckg:beginsIn period:2016 ; ckg:endsIn period:2017 .
designation:other-bio-island a ckg:Designation ; rdfs:label "Bio Island in the other plan"@en ;
    ckg:isDesignationOf platform:bio-island ; ckg:isGivenBy plan:other ; ckg:hasRank rank:core-platform .
"""


def test_a_rank_comes_with_its_plan_and_since_when(corridor: Corridor, beside: Path) -> None:
    """Since the rank began, or else since the plan came out; what another plan says is a row of its own."""
    for row in rows(corridor, "core-platforms"):
        assert (row.plan.rpartition("/")[2], row.since, row.until) == ("corridor-plan", "by 16 December 2017", None)
    both = told(beside, OTHER_PLAN)
    found = {
        (row.planLabel, row.since, row.until)
        for row in rows(both, "core-platforms")
        if row.platform.endswith("songshan-lake")
    }
    plan = "Plan of the Guangzhou-Shenzhen Science and Technology Innovation Corridor"
    assert found == {(plan, "by 16 December 2017", None), ("Other plan", "2016", "2017")}
    others = rows(both, "core-platforms", plan="other")
    assert {(row.platformLabel, row.since) for row in others} == {
        ("Guangzhou International Bio Island", None),
        ("Dongguan Songshan Lake High-tech Industrial Park", "2016"),
    }
    assert {row.evidence for row in others if row.since} == {"china-daily p14; evening-post e01"}
    assert {row.centreLabel for row in rows(both, "innovation-centres", plan="other")} == set()
    assert len(rows(both, "core-platforms", city="guangzhou", plan="corridor-plan")) == 4


HUMEN = """
place:humen a ckg:City ; rdfs:label "Humen"@en ; ckg:isLocatedIn place:dongguan .
platform:humen-park a ckg:Platform ; rdfs:label "Humen Park"@en ; ckg:isLocatedIn place:humen .
designation:humen-park ckg:isDesignationOf platform:humen-park ; ckg:isGivenBy plan:corridor-plan ;
    ckg:hasRank rank:core-platform .
designation:humen-centre ckg:isDesignationOf platform:humen-park ; ckg:isGivenBy plan:corridor-plan ;
    ckg:hasRank rank:innovation-centre .
"""


@pytest.mark.parametrize("name", ["core-platforms", "innovation-centres"])
def test_a_platform_has_one_city_though_a_city_lies_in_a_city(name: str, corridor: Corridor, beside: Path) -> None:
    """The innermost one; asked by the outer city, it is found as well."""
    graph = told(beside, HUMEN)
    assert [row.cityLabel for row in rows(graph, name)].count("Humen") == 1
    assert len(rows(graph, name)) == len(rows(corridor, name)) + 1
    found = [row.cityLabel for row in rows(graph, name, city="dongguan")]
    assert found == ["Dongguan", "Dongguan", "Humen"]
    assert [row.cityLabel for row in rows(graph, name, city="humen")] == ["Humen"]
    assert "Humen" not in {row.cityLabel for row in rows(graph, name, city=["shenzhen", "guangzhou"])}
    theirs = [row for row in rows(graph, "platforms-in-schema-org") if row.platform.endswith("/humen-park")]
    assert [row.cityLabel for row in theirs] == ["Humen"]


def test_a_designation_says_whether_it_is_printed_or_read(corridor: Corridor, beside: Path) -> None:
    """Every rank of every place, in its plan or its whole."""
    every = rows(corridor, "designations")
    assert len(every) == len({row.designation for row in every}) == 10 + 6 + 3
    assert {row.told for row in every} == {"printed"}
    assert {(row.rankLabel, row.wholeLabel, row.plan) for row in rows(corridor, "designations", thing="guangzhou")} == {
        ("first-tier city", "China", None),
        ("sub-provincial city", "China", None),
    }
    read = told(
        beside,
        f"{OTHER_PLAN} reading:other-bio-island a ckg:Reading, owl:Axiom ;"
        " owl:annotatedSource designation:other-bio-island ; owl:annotatedProperty ckg:hasRank ;"
        " owl:annotatedTarget rank:core-platform .",
    )
    assert {row.thingLabel: row.told for row in rows(read, "designations", plan="other")} == {
        "Guangzhou International Bio Island": "read",
        "Dongguan Songshan Lake High-tech Industrial Park": "printed",
    }


def test_a_city_has_the_roles_that_are_its_own(corridor: Corridor, beside: Path) -> None:
    """Those of which it is the subject, not those of what is spoken of beside; a tier says of what, and its end."""
    found = {(row.cityLabel, row.role) for row in rows(corridor, "cities")}
    assert {("Guangzhou", "first-tier city of China"), ("Shenzhen", "engine")} < found
    assert not [role for _, role in found if role in ("proposer of the innovation corridor", "engine of the corridor")]
    assert ("Dongguan", "main engine of the corridor") not in found
    ended = told(
        beside,
        "designation:shenzhen-zone ckg:isDesignationOf place:shenzhen ; ckg:hasRank rank:sub-provincial-city ;"
        " ckg:isMeasuredAgainst place:china ; ckg:endsIn period:2016 .",
    )
    assert "sub-provincial city of China (ended 2016)" in {row.role for row in rows(ended, "cities")}


def test_a_label_that_a_column_shows_is_a_parameter(corridor: Corridor) -> None:
    """Where a class and a rank are called alike, the rank is meant of which the answer has rows."""
    assert len(rows(corridor, "designations", rank="core platform")) == 10
    assert len(rows(corridor, "designations", rank="first-tier city")) == 2


# -- Figures and forecasts ---------------------------------------------------------------------------


def test_a_figure_of_a_group_is_found_under_its_members(corridor: Corridor) -> None:
    """And is shown as the group's, which no city has alone."""
    found = rows(corridor, "figures", thing="shenzhen")
    assert {(row.thingLabel, row.members) for row in found} == {
        ("Guangzhou, Shenzhen and Dongguan together", "Shenzhen, Guangzhou, Dongguan"),
        ("Shenzhen", None),
    }
    together = {row.figure for row in rows(corridor, "figures", thing="three-cities")}
    assert {row.figure for row in found if row.members} == together
    own = rows(corridor, "figures", thing="dongguan")
    assert {row.thingLabel for row in own if row.members is None} == {"Dongguan"}
    assert not [row for row in rows(corridor, "figures", thing="three-cities") if not row.members]


def test_a_figure_says_whose_word_of_what_whole_and_what_is_doubtful(corridor: Corridor) -> None:
    """No number is called exact, since a number without a word of bound is only that."""
    every = rows(corridor, "figures")
    found = {row.figure.rpartition("/")[2].removeprefix("china-daily-"): row for row in every}
    words = {word for row in every for word in (row.quantifierLabel or "").split(", ")}
    assert words == {"", "about", "more than", "odd", "over"}
    assert {row.reporterLabel is None for row in found.values()} == {False}
    share = found["three-cities-share-of-rd-institutions"]
    assert (share.quantifierLabel, share.wholeLabel) == (None, "Pearl River Delta")
    assert "may govern this number too" in share.doubt
    assert found["guangzhou-high-tech-firms-2016"].periodLabel == "end of 2016"
    assert "press-2017-12-07" in found["guangzhou-high-tech-firms-2016"].evidence
    ratio = found["dongguan-high-tech-firms-ratio"]
    assert (ratio.value, ratio.basePeriodLabel, ratio.evidence) == (2, "end of 2015", "china-daily p13")
    assert [row.basePeriodLabel for row in found.values()].count(None) == len(found) - 1
    documents = {row.figureLabel for row in rows(corridor, "figure-reporters", reporter="corridor-plan")}
    assert "Core innovation platforms that the plan names" in documents


def test_a_forecast_gives_its_number(corridor: Corridor) -> None:
    """With its word of bound, period and speaker; and no figure has it."""
    found = {row.expected: row for row in rows(corridor, "forecasts", thing="guangzhou")}
    assert (found[2000].quantifierLabel, found[2000].periodLabel) == ("about", "2017")
    assert (found[7000].quantifierLabel, found[7000].periodLabel) == (None, "end of 2017")
    assert {row.speakerLabel for row in found.values()} == {"Zhan Decun"}
    assert not [row for row in rows(corridor, "figures") if row.value in found]


def test_a_forecast_of_nobody_has_no_speaker(beside: Path) -> None:
    """What nobody is named for stays one row, with an empty cell."""
    graph = told(
        beside,
        "forecast:evening a ckg:Forecast ; ckg:hasSubject group:three-cities ; ckg:hasMeasure measure:gdp ;"
        " ckg:expectedValue 9 .",
    )
    (row,) = rows(graph, "forecasts", measure="measure:gdp", thing="dongguan")
    assert (row.thing.rpartition("/")[2], row.expected, row.speaker) == ("three-cities", 9, None)


AIM = """
goal:evening a ckg:Goal ; rdfs:label "Evening goal"@en ; ckg:isGoalOf organization:dongguan-government ;
    ckg:hasMeasure measure:gdp ; ckg:expectedValue 5000 ; ckg:hasQuantifier quantifier:more-than ;
    sdmx-attribute:unitMeasure unit:NUM ; ckg:targetYear "2020"^^xsd:gYear ; prov:wasAttributedTo person:liang-weidong .
"""


def test_a_goal_with_a_number_is_asked_for_like_a_forecast(corridor: Corridor, beside: Path) -> None:
    """With its year, and told apart; the timeline has the number too, each with the one who states it."""
    assert {row.kind for row in rows(corridor, "forecasts", thing="guangzhou")} == {"forecast"}
    graph = told(beside, AIM)
    (goal,) = rows(graph, "forecasts", thing="dongguan-government")
    assert (goal.kind, goal.quantifierLabel, goal.expected, goal.year) == ("goal", "more than", 5000, 2020)
    assert (goal.speakerLabel, goal.evidence) == ("Liang Weidong", "evening-post e01")
    in_time = {row.thing.rpartition("/")[2]: row for row in rows(graph, "timeline")}
    goal = in_time["evening"]
    assert (goal.when, goal.quantifierLabel, goal.expected) == ("2020", "more than", 5000)
    assert goal.unit.endswith("/NUM")
    forecast = in_time["china-daily-guangzhou-new-high-tech-firms-2017"]
    assert (forecast.when, forecast.quantifierLabel, forecast.expected) == ("2017", "about", 2000)
    assert in_time["china-daily-shenzhen-main-engine-2020"].expected is None


def test_the_year_of_a_goal_has_its_evidence(beside: Path) -> None:
    """Where another passage than that of the goal names the year."""
    graph = told(beside, 'goal:china-daily-innovation-boosted ckg:targetYear "2030"^^xsd:gYear .')
    for name, column in (("timeline", "thing"), ("plan-promises", "goal"), ("goals", "goal")):
        (row,) = [row for row in rows(graph, name) if row[column].endswith("-innovation-boosted")]
        year = "when" if name == "timeline" else "year"
        assert (str(row[year]), row[f"{year}Is"]) == ("2030", "printed"), name
        assert row.evidence == "china-daily p20; evening-post e01", name


SECOND = """
figure:evening-firms a ckg:Figure ; ckg:isFigureOf place:dongguan ; ckg:hasMeasure measure:national-high-tech-firms ;
    sdmx-measure:obsValue 2100 ; ckg:hasQuantifier quantifier:about ; ckg:printedForm "2,100" ;
    sdmx-attribute:unitMeasure unit:NUM ; prov:wasAttributedTo person:zhan-decun .
designation:evening-centre ckg:isDesignationOf platform:evening-centre ; ckg:isGivenBy plan:corridor-plan ;
    ckg:hasRank rank:innovation-centre .
platform:evening-centre a ckg:Platform ; ckg:isLocatedIn place:shenzhen .
"""


def test_cities_are_compared_source_by_source(corridor: Corridor, beside: Path) -> None:
    """Each number with its period and reporter; what one source counts or names stands in no other's row."""
    article = "South China's Silicon Valley to be built soon"
    compared = rows(corridor, "cities-compared")
    one = {row.measure.rpartition("/")[2]: row for row in compared if row.sourceLabel == article}
    assert one["high-tech-firms"].guangzhou == "4,739 firms (end of 2016, read; Zhan Decun)"
    assert one["high-tech-firms"].dongguan == ""
    assert one["national-high-tech-firms"].dongguan == "2,028 firms (end of 2016, read; China Daily)"
    assert one["rd-share-of-gdp"].dongguan == "2.41 % (2016, by mention; China Daily)"
    assert one["rank-by-rd-share-of-gdp"].wholeLabel == "Guangdong"
    centres = one["innovation-centre"]
    assert (centres.guangzhou, centres.shenzhen, centres.dongguan) == ("1 named", "", "1 named")
    two = rows(told(beside, SECOND), "cities-compared")
    firms = {row.sourceLabel: row for row in two if row.measure.endswith("/national-high-tech-firms")}
    assert {name: (row.dongguan, row.evidence) for name, row in firms.items()} == {
        article: ("2,028 firms (end of 2016, read; China Daily)", "china-daily p13"),
        "Evening article": ("about 2,100 firms (no period given; Zhan Decun)", "evening-post e01"),
    }
    named = {row.sourceLabel: row for row in two if row.measure.endswith("/innovation-centre")}
    assert {name: (row.guangzhou, row.shenzhen, row.evidence) for name, row in named.items()} == {
        article: ("1 named", "", "china-daily p18"),
        "Evening article": ("", "1 named", "evening-post e01"),
        "What the plan of the corridor says of its pattern, its platforms and its centres": (
            "2 named of 13",
            "2 named of 15",
            "guihuayun p04",
        ),
    }


def test_a_count_is_compared_with_the_list_of_its_own_source(corridor: Corridor, beside: Path) -> None:
    """What another source names does not count, and a step without a name is none that is named."""
    listed = {row.countLabel: (row.stated, row.listed, row.complete) for row in rows(corridor, "stated-counts")}
    assert listed["Steps in which the corridor is to be constructed"] == (3, 0, False)
    assert listed["Core innovation platforms that the plan names"] == (10, 10, True)
    centres = [row for row in rows(told(beside, SECOND), "stated-counts") if row.stated == 37]
    assert {row.sourceLabel: (row.listed, row.evidence) for row in centres} == {
        "South China's Silicon Valley to be built soon": (2, "china-daily p18"),
        "What the plan of the corridor says of its pattern, its platforms and its centres": (6, "guihuayun p04"),
    }


PLAN = """
plan:evening a ckg:Plan ; rdfs:label "Evening plan"@en .
platform:one a ckg:Platform ; rdfs:label "One"@en . platform:two a ckg:Platform ; rdfs:label "Two"@en .
period:day-of-2017 schema:startDate "2017-06-01"^^xsd:date ; schema:endDate "2017-06-01"^^xsd:date .
period:day-of-2019 schema:startDate "2019-05-10"^^xsd:date ; schema:endDate "2019-05-10"^^xsd:date .
period:later schema:startDate "2030-01-01"^^xsd:date ; schema:endDate "2030-12-31"^^xsd:date .
figure:evening a ckg:StatedCount ; rdfs:label "Evening count"@en ; ckg:isFigureOf plan:evening ;
    ckg:counts rank:core-platform ; ckg:listIsComplete true ; sdmx-measure:obsValue {stated} {period}.
designation:one ckg:isDesignationOf platform:one ; ckg:isGivenBy plan:evening ; ckg:hasRank rank:core-platform {one}.
designation:two ckg:isDesignationOf platform:two ; ckg:isGivenBy plan:evening ; ckg:hasRank rank:core-platform {two}.
"""

IN_2017 = "; sdmx-dimension:refPeriod period:2017 "


@pytest.mark.parametrize("flat", [False, True], ids=["a passage", "a flat file"])
@pytest.mark.parametrize(
    ("one", "two", "period", "fitting", "listed"),
    [
        ("", "", "", {2}, 2),
        ("", "; ckg:beginsIn period:later ", "", {1}, 1),
        ("; ckg:endsIn period:later ", "", "", {2}, 2),
        ("; ckg:endsIn period:day-of-2017 ", "", "", {1}, 1),
        ("", "; ckg:beginsIn period:day-of-2017 ", "", {2}, 2),
        ("", "; ckg:beginsIn period:day-of-2019 ", "", {1, 2}, 2),
        ("; ckg:endsIn period:day-of-2019 ", "", "", {1, 2}, 2),
        ("", "; ckg:beginsIn period:day-of-2019 ", IN_2017, {1}, 1),
        ("; ckg:endsIn period:day-of-2019 ", "", IN_2017, {2}, 2),
        ("; ckg:endsIn period:day-of-2017 ", "; ckg:beginsIn period:day-of-2017 ", IN_2017, {0, 1, 2}, 2),
    ],
)
def test_a_count_is_one_of_its_day(
    one: str, two: str, period: str, fitting: set[int], listed: int, flat: bool, beside: Path
) -> None:
    """Of its period, or else of when its article came out; what may have begun or ended may be counted or not."""
    for stated in range(4):
        facts = PLAN.format(stated=stated, one=one, two=two, period=period)
        if flat:
            file = beside.parent / "flat.ttl"
            said = "".join(
                f"{thing} prov:wasDerivedFrom passage:evening-post-e01 .\n"
                for thing in ("figure:evening", "designation:one", "designation:two")
            )
            file.write_text(f"{PREFIXES}{facts}{said}", encoding="utf-8")
            graph = Corridor.load(add=[beside, file])
        else:
            graph = told(beside, facts)
        (row,) = [row for row in rows(graph, "stated-counts") if row.countLabel == "Evening count"]
        assert row.listed == listed
        assert (contradicted(graph) == []) == (stated in fitting), stated


def contradicted(corridor: Corridor) -> list[str]:
    """Return what is found of the counts that a list contradicts."""
    return [finding.value for finding in corridor.check().findings if finding.check == "counts-contradicted"]


def test_a_contradicted_count_says_how_many_are_listed(beside: Path) -> None:
    """From the sure ones to all that may be."""
    graph = told(beside, PLAN.format(stated=3, one="", two="", period=""))
    assert contradicted(graph) == ["3 stated, 2 listed"]
    begun = "; ckg:beginsIn period:day-of-2019 "
    graph = told(beside, PLAN.format(stated=3, one="", two=begun, period=""))
    assert contradicted(graph) == ["3 stated, 1 to 2 listed"]


@pytest.mark.parametrize(
    ("whole", "counts", "members"),
    [
        (
            "place:china",
            "rank:first-tier-city",
            "designation:{x} ckg:isDesignationOf place:{x} ; ckg:hasRank rank:first-tier-city ;"
            " ckg:isMeasuredAgainst place:china . place:{x} a ckg:City .",
        ),
        ("place:evening", "ckg:City", "place:{x} a ckg:City ; ckg:isLocatedIn place:evening ."),
        ("group:evening", "ckg:Province", "place:{x} a ckg:Province . group:evening ckg:hasMember place:{x} ."),
        ("plan:evening", "ckg:PlanStep", "step:{x} a ckg:PlanStep ; ckg:isStepOf plan:evening ."),
    ],
    ids=["a tier in a country", "cities in a place", "members of a group", "steps of a plan"],
)
def test_a_list_is_that_of_whatever_whole(whole: str, counts: str, members: str, beside: Path) -> None:
    """A rank in it, places in it, members, steps; one too few or too many is found."""
    for stated in (1, 2, 3):
        graph = told(
            beside,
            f'figure:evening a ckg:StatedCount ; rdfs:label "Evening count"@en ; ckg:isFigureOf {whole} ;'
            f" ckg:counts {counts} ; ckg:listIsComplete true ; sdmx-measure:obsValue {stated} .\n"
            f"{members.format(x='one')}\n{members.format(x='two')}",
        )
        (row,) = [row for row in rows(graph, "stated-counts") if row.countLabel == "Evening count"]
        assert row.listed == 2
        assert contradicted(graph) == ([] if stated == 2 else [f"{stated} stated, 2 listed"])


# -- Statements and plans ----------------------------------------------------------------------------


def test_a_statement_says_when_it_was_made(corridor: Corridor, beside: Path) -> None:
    """On its own date, or else when the plan or the article that says it came out."""
    found = {row.statement.rpartition("/")[2]: row for row in rows(corridor, "statements")}
    assert found["china-daily-barriers-removed"].when == "by 16 December 2017"
    assert found["china-daily-kingmed-largest"].when == "after 1 December 2017 and before 5 March 2018"
    dated = told(
        beside,
        "statement:evening-one a ckg:Statement ; ckg:hasStatementKind kind:claim ; ckg:hasSubject place:dongguan ;"
        ' prov:wasAttributedTo person:zhan-decun ; schema:dateCreated "2019-04-02"^^xsd:date .\n'
        "statement:evening-two a ckg:Statement ; ckg:hasStatementKind kind:claim ;"
        " prov:wasAttributedTo person:zhan-decun .",
    )
    when = {row.statement.rpartition("/")[2]: row.when for row in rows(dated, "statements", speaker="zhan-decun")}
    assert (when["evening-one"], when["evening-two"]) == ("2019-04-02", "May 2019")
    assert "evening-two" not in {
        row.statement.rpartition("/")[2] for row in rows(dated, "statements", thing="dongguan")
    }


def test_a_statement_says_of_what_in_which_role_and_with_which_figure(corridor: Corridor) -> None:
    """A row a subject; the role is that of each, and what is spoken of beside stands apart."""
    engines = [row for row in rows(corridor, "statements", speaker="Wang Ruijun") if row.role == "engine"]
    assert [(row.subjectLabel, row.about) for row in engines] == [("Guangzhou", "Guangdong"), ("Shenzhen", "Guangdong")]
    (first,) = [row for row in rows(corridor, "statements", kind="claim", speaker="Zhan Decun") if row.figure]
    assert first.figureLabel.startswith("Rank of Guangzhou")
    about = {row.statementLabel for row in rows(corridor, "statements", thing="dongguan")}
    assert {
        "Dongguan has production bases",
        "Dongguan will focus on developing advanced manufacturing",
        "The corridor will let each city play to its strengths",
        "The three cities can share resources and strengths that complete one another",
    } <= about


def test_the_evidence_of_a_thing_has_what_is_said_about_it(corridor: Corridor) -> None:
    """Statements, goals, strengths, and what is said of a group that it belongs to."""
    found = {(row.subjectLabel, row.valueLabel): row.evidence for row in rows(corridor, "evidence", thing="dongguan")}
    assert found["Dongguan has manufacturers", "Dongguan"] == "china-daily p23"
    assert found["Dongguan will focus on developing advanced manufacturing", "Dongguan"] == "china-daily p26"
    together = "Guangzhou, Shenzhen and Dongguan together"
    assert found["GDP per head in the three cities", together] == "china-daily p06"


def test_a_plan_promises_what_it_aims_at(corridor: Corridor) -> None:
    """Each promise once, with what it is about; an intention of a city or a promise of an official is none of it."""
    found = rows(corridor, "plan-promises")
    assert len(found) == len({row.goal for row in found})
    assert all(row.about for row in found)
    ours = [row for row in found if row.sourceLabel == "South China's Silicon Valley to be built soon"]
    assert len(ours) == 8
    assert {row.plan.rpartition("/")[2] for row in ours} == {"corridor-plan"}
    assert [row.year for row in ours if row.year] == [2050]
    steps = rows(corridor, "plan-steps")
    assert len(steps) == len({(row.step, row.goal) for row in steps})
    assert len({row.step for row in steps}) == 7


def test_who_tells_a_goal_stands_beside_it(corridor: Corridor) -> None:
    """Two sources have the plan's goal for 2050, each in its words; that each is the plan's tells them not apart."""
    for name, goal, year in (
        ("goals", "goal", "year"),
        ("plan-promises", "goal", "year"),
        ("timeline", "thing", "when"),
    ):
        last = [row for row in rows(corridor, name) if str(row[year]) == "2050"]
        assert {row[goal].rpartition("/")[2]: row.sourceLabel.partition(":")[0] for row in last} == {
            "china-daily-first-class-centre-2050": "South China's Silicon Valley to be built soon",
            "the-paper-first-class-centre-2050": "In pictures",
        }, name


@pytest.mark.parametrize(
    ("name", "column", "thing", "doubts"),
    [
        ("figures", "figure", "asia-times-city-count", ("One of the three is named", "Printed with mainly")),
        ("forecasts", "forecast", "the-paper-chinas-silicon-valley-in-33-years", ("From when on", "Whether the plan")),
    ],
)
def test_two_doubts_are_one_row(
    name: str, column: str, thing: str, doubts: tuple[str, ...], corridor: Corridor
) -> None:
    """Both are told, and the number stands, and is drawn, once."""
    (row,) = [row for row in rows(corridor, name) if row[column].endswith(f"/{thing}")]
    assert all(doubt in row.doubt for doubt in doubts)


def test_what_has_no_name_has_the_passages_that_speak_of_it(corridor: Corridor) -> None:
    """What follows of it, such as in which country it is, brings no passage in that does not."""
    told_in = {row.thing.rpartition("/")[2]: row.evidence for row in rows(corridor, "unnamed-things")}
    assert told_in["cao-hui-employer"] == "china-daily p12"
    assert told_in["shenzhen-innovation-commission-official"] == "nanfang-daily p03"
    assert all(told_in.values())


def test_a_chinese_number_beside_another_is_told_in_digits(corridor: Corridor) -> None:
    """Each with the passage of its own source that prints it."""
    (row,) = [row for row in rows(corridor, "disagreements") if "over" in f"{row.one} {row.other}"]
    assert {row.one, row.other} == {"11,836 km²", "over 11000 km²"}
    assert row.evidence == "china-daily p05; the-paper p05"


def test_plans_come_with_place_time_ground_and_who_carries_them_out(corridor: Corridor, beside: Path) -> None:
    """A row one that carries it out; where nobody says when a plan came out, the cell is empty."""
    found = rows(corridor, "plans")
    ours = [row for row in found if row.plan.endswith("/corridor-plan")]
    assert [row.carrierLabel for row in ours] == ["Dongguan", "Guangzhou", "Shenzhen"]
    assert {row.published for row in ours} == {"by 16 December 2017"}
    assert all("Chinese press of 16 December 2017" in row.ground for row in ours)
    assert all({"china-daily p24", "the-paper p16"} <= {*row.evidence.split("; ")} for row in ours)
    local = {row.planLabel: row for row in rows(corridor, "plans", place="shenzhen")}
    approach = local.pop("Approach of Shenzhen in four steps (not named)")
    assert (approach.published, approach.ground, approach.carrier) == (None, None, None)
    assert {row.evidence for row in local.values()} == {"nanfang-daily p02; nanfang-daily p04"}
    dated = told(beside, "plan:innovation-driven-development ckg:hasPublicationPeriod period:2016 .")
    (row,) = rows(dated, "plans", plan="innovation-driven-development")
    assert (row.published, row.ground, row.evidence) == ("2016", None, "china-daily p03; evening-post e01")


def test_goals_are_asked_for_by_holder_and_by_speaker(corridor: Corridor) -> None:
    """A goal of a plan is held by the plan; the role and the year stand beside it."""
    (engine,) = [row for row in rows(corridor, "goals", holder="shenzhen", speaker="china-daily") if row.year]
    assert (engine.role, engine.year, engine.speakerLabel) == ("main engine", 2020, "China Daily")
    assert {row.holderLabel for row in rows(corridor, "goals", speaker="wang-yuhui")} == {
        "Intelligent-technology business of Wang Yuhui at Songshan Lake (not named)"
    }
    promised = {row.goal for row in rows(corridor, "plan-promises", plan="corridor-plan")}
    assert promised <= {row.goal for row in rows(corridor, "goals", holder="corridor-plan")}


def test_readings_come_with_their_ground_and_what_they_rest_on(corridor: Corridor, beside: Path) -> None:
    """And with nothing else that states the same."""
    found = {row.propertyLabel: row for row in rows(corridor, "readings", thing="songshan-lake")}
    city = found["is located in"]
    assert (city.valueLabel, city.ground) == ("Dongguan", "Its name begins with that of the city.")
    assert city.evidence == "china-daily p14"
    printed = told(beside, "platform:songshan-lake ckg:isLocatedIn place:dongguan .")
    assert city.evidence in {row.evidence for row in rows(printed, "readings", thing="songshan-lake")}
    assert "evening-post" not in str([row.evidence for row in rows(printed, "readings")])


def test_who_set_an_organization_up_can_be_asked(corridor: Corridor) -> None:
    """With the day, the sponsor and the purpose; organizations of which none is told are left out."""
    (committee,) = rows(corridor, "foundations")
    assert committee.founded.isoformat() == "2017-12-01"
    assert committee.founderLabel.startswith("Large group of academicians")
    assert committee.sponsorLabel == "KingMed Diagnostics"
    assert committee.purposeLabel == "The committee is to further innovation in medical technology"
    assert committee.evidence == "china-daily p09"


# -- Places ------------------------------------------------------------------------------------------


def test_a_place_in_a_city_is_a_platform_to_schema_org(corridor: Corridor, beside: Path) -> None:
    """Every platform whose city is known, and other parts of a city, which schema.org does not tell apart; no city."""
    ranked = {
        *(row.platform for row in rows(corridor, "core-platforms")),
        *(row.centre for row in rows(corridor, "innovation-centres")),
    }
    inside = rows(corridor, "located-in-corridor")
    assert ranked <= {row.thing for row in inside}
    ours = {row.thing for row in inside if not {"city", "company"} & set(row.classes.split(", "))}
    assert {row.platform for row in rows(corridor, "platforms-in-schema-org")} == ours
    nested = told(beside, "place:old-town a ckg:City ; ckg:isLocatedIn place:dongguan .")
    assert {row.platform for row in rows(nested, "platforms-in-schema-org")} == ours


def test_a_platform_without_a_rank_lies_in_the_corridor_as_a_platform(beside: Path) -> None:
    """That it is one of the corridor is what the whole answer says, and is no class of its own there."""
    graph = told(beside, 'platform:plain a ckg:Platform ; rdfs:label "Plain"@en ; ckg:isLocatedIn place:dongguan .')
    found = {row.thing.rpartition("/")[2]: row.classes for row in rows(graph, "located-in-corridor")}
    assert (found["plain"], found["songshan-lake"]) == ("platform", "core platform")


def test_two_pairs_that_a_place_lies_between_stay_apart(beside: Path) -> None:
    """The cities of one pair are not mixed with those of another."""
    graph = told(
        beside,
        "place:dongguan ckg:liesBetweenMembersOf group:other .\n"
        "group:other a ckg:Group ; ckg:hasMember place:east, place:west .\n"
        'place:east a ckg:Place ; rdfs:label "East"@en ; wgs84:lat 23.0 ; wgs84:long 114.0 .\n'
        'place:west a ckg:Place ; rdfs:label "West"@en ; wgs84:lat 23.0 ; wgs84:long 113.5 .\n',
    )
    found = {row.statement: row.evidence for row in rows(graph, "geography-checked") if row.thing.endswith("dongguan")}
    assert found == {
        "Dongguan lies between Guangzhou and Shenzhen.": "china-daily p25",
        "Dongguan lies between East and West.": "evening-post e01",
    }
