"""Two made-up sources beside the bundled one try the model: who disagrees stands side by side, nothing is miscounted.

They rank a place otherwise, tell of a new mayor, of an eleventh core platform and a second corridor, and give other
numbers, days and coordinates. All that may be so; what may not is in `test_impossible`.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from corridor_kg import Corridor, Rows
from corridor_kg.inference import closure, reference
from corridor_kg.questions.stored_queries import STORED
from corridor_kg.rdf import bundled
from corridor_kg.rdf.terms import INFERRED
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.text import articles
from tests.inference.helpers import inferred
from tests.support.sources import BOTH, GAZETTE, HERALD, SOURCES, Seen, known, seen, told

TEXTS = [GAZETTE / "made-up-gazette.txt", HERALD / "made-up-herald.txt"]

LOADS = {
    "the one": [GAZETTE],
    "the other": [HERALD],
    "both": BOTH,
    "both, the other way round": [HERALD, GAZETTE],
}

OFFLINE = [name for name, query in STORED.items() if not query.endpoint]

KEYS = {
    "cities-compared": ["measure"],
    "figures": ["figure", "thing"],
    "links-by-authority": ["authority"],
    "located-in-corridor": ["thing"],
    "people": ["person", "role", "organization", "post"],
}
"""Queries that count, gather or compare, or have a cell that is empty where nobody says more: the columns of a row."""


@pytest.fixture(scope="module")
def both() -> Corridor:
    """The bundled facts with the two made-up sources; tests only read it."""
    return Corridor.load(add=BOTH)


@pytest.fixture(scope="module", params=LOADS)
def loaded(request: pytest.FixtureRequest) -> Corridor:
    """The bundled facts with one of the made-up sources, or both; tests only read it."""
    return Corridor.load(add=LOADS[request.param])


def rows(corridor: Corridor, name: str, **values: str) -> Rows:
    """Return the rows of a stored query."""
    found = corridor.run(name, **values)
    assert isinstance(found, Rows)
    return found


def pairs(corridor: Corridor, pattern: str) -> Counter[tuple[str, str]]:
    """Return how often each pair of a thing and a value fits a pattern, each as it is written in a query."""
    found = corridor.sparql(f"SELECT ?x ?y {{ {pattern} }}")
    assert isinstance(found, Rows)
    return Counter((shorten(row.x), shorten(str(row.y))) for row in found)


def stated_by(corridor: Corridor, pattern: str) -> set[tuple[str, str]]:
    """Return each value that fits a pattern of one triple with the origin that states it."""
    found = corridor.sparql(f"SELECT ?y ?g {{ GRAPH ?g {{ {pattern} }} FILTER(?g != origin:inferred) }}")
    assert isinstance(found, Rows)
    return {(shorten(str(row.y)), shorten(row.g)) for row in found}


def sources(evidence: str) -> set[str]:
    """Return the short names of the sources in a cell of evidence, without the passages."""
    return {name.split()[0] for name in evidence.split("; ")}


@pytest.fixture(scope="module")
def before(corridor: Corridor) -> Seen:
    """What is found in the bundled facts alone."""
    return seen(corridor.check(profile="warnings").findings)


# -- Nothing clashes, nothing is found ------------------------------------------------------------------


def test_who_disagrees_does_not_clash(loaded: Corridor, before: Seen) -> None:
    """Nothing contradicts the ontology, and no shape and no check finds more than before, but what is missing."""
    assert loaded.clashes == []
    more = [one for one in loaded.check(profile="warnings").findings if seen((one,)).isdisjoint(before)]
    assert {one.severity for one in more} <= {"info"}
    missing = {"no-chinese-label", "no-coordinates", "no-period", "no-post"}
    assert {one.check for one in more} <= {*missing, "sources-differ"}
    without = {one.thing for one in more if one.check == "no-post"}
    herald = any(origin.name == "made-up-herald" for origin in loaded.origins)
    assert without == ({"person:gu-xiaosheng"} if herald else set())


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_what_they_state_stands_in_print(both: Corridor, text: Path) -> None:
    """Each passage is found at its place in its text, and every name, number and day in it, in English and Chinese."""
    found = both.verify(text)
    assert [problem for passage in found.passages for problem in passage.problems] == []
    assert found.holds
    assert len(found.passages) == 9
    assert {passage.verdict for passage in found.passages} == {"found"}


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_places_and_hashes_are_those_of_the_text(both: Corridor, text: Path) -> None:
    """Each passage is a paragraph; its hashes are the SHA-256 of it, as it stands and made plain."""
    found = both.sparql(
        f'SELECT ?start ?end ?hash ?plain {{ ?p dcterms:isPartOf ?a . ?a skos:notation "{text.stem}" .'
        " ?p oa:start ?start ; oa:end ?end ; schema:sha256 ?hash ; ckg:normalizedHash ?plain } ORDER BY ?start"
    )
    assert isinstance(found, Rows)
    content = text.read_text(encoding="utf-8")
    assert [(row.start, row.end) for row in found] == articles.paragraphs(content)[1:]
    for row in found:
        stretch = content[row.start : row.end]
        assert (articles.sha256(stretch), articles.sha256(articles.normalized(stretch))) == (row.hash, row.plain)


@pytest.mark.parametrize(
    ("printed", "instead", "missing"),
    [
        ("2150家", "2151家", 'the number "2150"'),
        ("2150家", "2150万家", 'printed "2150万", which is 21500000'),
        ("2150家", "12150家", 'the number "2150"'),
        ("东莞是", "佛山是", '"东莞"'),
        ("2016年末", "2015年末", '"2016年末"'),
        ("梅有仁", "梅无人", '"梅有仁"'),
        ("市长", "市民", '"市长"'),
    ],
)
def test_what_chinese_print_does_not_say_is_found(
    both: Corridor, tmp_path: Path, printed: str, instead: str, missing: str
) -> None:
    """Words of Chinese have no edges; still, another word and another number are other ones."""
    text = TEXTS[1].read_text(encoding="utf-8")
    assert printed in text
    (tmp_path / "copy.txt").write_text(text.replace(printed, instead), encoding="utf-8")
    found = both.verify(tmp_path / "copy.txt")
    assert missing in " ".join(problem for passage in found.passages for problem in passage.problems)


# -- Ranks ----------------------------------------------------------------------------------------------


def test_a_rank_is_of_the_one_who_gives_it(both: Corridor) -> None:
    """One plan may rank a place otherwise in another source, and another plan may rank it too."""
    rank = "designation:corridor-plan-songshan-lake ckg:hasRank ?y"
    assert stated_by(both, rank) == {
        ("rank:core-platform", "passage:china-daily-p14"),
        ("rank:core-platform", "passage:china-daily-p17"),
        ("rank:core-platform", "passage:guihuayun-p03"),
        ("rank:core-platform", "passage:made-up-gazette-m03"),
    }
    otherwise = "designation:corridor-plan-songshan-lake-innovation-centre ckg:hasRank ?y"
    assert stated_by(both, otherwise) == {("rank:innovation-centre", "passage:made-up-herald-h01")}
    given = "?d ckg:isDesignationOf platform:songshan-lake ; ckg:isGivenBy ?x ; ckg:hasRank ?y"
    assert pairs(both, given) == Counter(
        [
            ("plan:corridor-plan", "rank:core-platform"),
            ("plan:corridor-plan", "rank:innovation-centre"),
            ("plan:made-up-coast-plan", "rank:innovation-centre"),
        ]
    )
    assert both.sparql("ASK { platform:songshan-lake a ckg:CorePlatform, ckg:InnovationCentre }")
    joined = stated_by(both, "designation:corridor-plan-made-up-bay ckg:beginsIn ?y")
    assert joined == {("period:april-2018", "passage:made-up-gazette-m03")}


def test_a_platform_is_one_of_whichever_corridor(both: Corridor, corridor: Corridor) -> None:
    """One that lies in a city of a second corridor is one of that, and not of the first."""
    lying = pairs(both, "?x a ckg:CorridorPlatform ; ckg:isLocatedIn ?y . ?y a ckg:Corridor")
    first = pairs(corridor, "?x a ckg:CorridorPlatform ; ckg:isLocatedIn ?y . ?y a ckg:Corridor")
    coast = "place:made-up-coast-corridor"
    assert lying["platform:made-up-hill", coast] == 1
    assert ("platform:made-up-hill", "place:innovation-corridor") not in lying
    assert {pair for pair in lying if pair[1] != coast} - set(first) == {
        ("platform:made-up-bay", "place:innovation-corridor"),
        ("platform:made-up-centre", "place:innovation-corridor"),
    }
    assert pairs(both, "?x ckg:designates ?y . ?x ckg:isPlanFor place:made-up-coast-corridor") == Counter(
        [
            ("plan:made-up-coast-plan", "platform:made-up-hill"),
            ("plan:made-up-coast-plan", "platform:songshan-lake"),
        ]
    )


def test_a_city_may_be_a_region(both: Corridor) -> None:
    """Hong Kong is both, and so is a municipality that is a division of the first level."""
    assert both.sparql("ASK { place:hong-kong a ckg:City, ckg:Region }")
    assert both.sparql("ASK { place:beijing a ckg:City, ckg:Province, ckg:FirstTierCity, schema:City, schema:State }")
    assert both.sparql(
        "ASK { organization:made-up-gazette a ckg:Company, ckg:Newspaper, schema:NewsMediaOrganization }"
    )


# -- Offices, days, numbers -----------------------------------------------------------------------------


def test_each_holder_of_an_office_has_a_time(both: Corridor) -> None:
    """The old mayor ends and the new one begins, as each source says; an owner has sold."""
    holding = "?m ckg:fillsPost post:dongguan-government-mayor ; org:member ?x"
    assert pairs(both, f"{holding} ; ckg:beginsIn ?y") == Counter(
        [
            ("person:liang-weidong", "period:liang-weidong-mayor-begins"),
            ("person:mei-youren", "period:9-april-2018"),
            ("person:mei-youren", "period:10-april-2018"),
        ]
    )
    assert pairs(both, f"{holding} ; ckg:endsIn ?y") == Counter(
        [
            ("person:liang-weidong", "period:liang-weidong-mayor-ends"),
            ("person:liang-weidong", "period:5-march-2018"),
        ]
    )
    assert pairs(both, "?m org:role org-role:owner ; org:member ?x ; ckg:endsIn|ckg:beginsIn ?y") == Counter(
        [("person:wang-yuhui", "period:2-may-2018"), ("person:zhou-moumou", "period:2-may-2018")]
    )
    assert stated_by(both, "membership:mei-youren-mayor ckg:beginsIn ?y") == {
        ("period:9-april-2018", "passage:made-up-gazette-m04"),
        ("period:10-april-2018", "passage:made-up-herald-h09"),
    }


def test_what_differs_stands_side_by_side(both: Corridor) -> None:
    """Founding dates, coordinates, neighbours and numbers, each in the graph of who says it."""
    for pattern, expected in (
        (
            "organization:medical-committee schema:foundingDate ?y",
            {("2017-12-01", "passage:china-daily-p09"), ("2017-11-30", "passage:made-up-gazette-m07")},
        ),
        (
            "place:dongguan wgs84:lat ?y",
            {("23.01797", "origin:geonames"), ("23", "passage:made-up-gazette-m08")},
        ),
        (
            "place:dongguan ckg:liesBetweenMembersOf ?y",
            {
                ("group:guangzhou-and-shenzhen", "passage:china-daily-p25"),
                ("group:guangzhou-and-hong-kong", "passage:made-up-gazette-m08"),
            },
        ),
    ):
        assert stated_by(both, pattern) == expected
    counted = (
        "?x ckg:isFigureOf place:dongguan ; ckg:hasMeasure measure:national-high-tech-firms ; sdmx-measure:obsValue ?y"
    )
    assert {value for _, value in pairs(both, counted)} == {"2028", "2100", "2150"}


def test_what_is_foretold_is_never_counted(both: Corridor) -> None:
    """Not even where it came true to the last one, or where somebody else has counted it since."""
    of_guangzhou = "?x ckg:hasMeasure measure:high-tech-firms ; sdmx-dimension:refPeriod ?p"
    told = pairs(both, f"{of_guangzhou} ; ckg:hasSubject place:guangzhou ; ckg:expectedValue ?y")
    assert sorted(value for _, value in told) == ["4739", "7000", "9000"]
    counted = pairs(both, f"{of_guangzhou} ; ckg:isFigureOf place:guangzhou ; sdmx-measure:obsValue ?y")
    assert sorted(value for _, value in counted) == ["4739", "8700"]
    goal = "goal:made-up-gazette-dongguan-high-tech-firms-2020"
    assert both.sparql(
        f'ASK {{ {goal} ckg:expectedValue 5000 ; ckg:targetYear "2020"^^xsd:gYear ; ckg:hasQuantifier'
        ' quantifier:more-than ; schema:dateCreated "2018-04-10"^^xsd:date ; schema:author person:mei-youren }'
    )


# -- What the stored queries make of it -----------------------------------------------------------------


def test_a_count_is_compared_with_the_list_of_its_own_source(loaded: Corridor) -> None:
    """Ten of ten stay ten where another source has eleven of eleven, and where the same one had ten before."""
    expected = {
        "figure:china-daily-core-platform-count": (10, 10, True),
        "figure:china-daily-innovation-centre-count": (37, 2, False),
        "figure:china-daily-corridor-step-count": (3, 0, False),
        "figure:china-daily-shenzhen-step-count": (4, 0, False),
        "figure:made-up-gazette-core-platform-count": (11, 11, True),
        "figure:made-up-gazette-core-platform-count-2017": (10, 10, True),
        "figure:made-up-gazette-innovation-centre-count": (38, 1, False),
        "figure:made-up-herald-core-platform-count": (3, 1, False),
        "figure:made-up-herald-step-count": (2, 2, True),
    }
    there = {"china-daily", *(origin.name for origin in loaded.origins if origin.name.startswith("made-up-"))}
    found = [row for row in rows(loaded, "stated-counts") if source_of(shorten(row.count)) in there]
    counts = [shorten(row.count) for row in found]
    assert sorted(counts) == sorted(count for count in expected if source_of(count) in there)
    for count, row in zip(counts, found, strict=True):
        assert (row.stated, row.listed, row.complete) == expected[count], count
        assert sources(row.evidence) == {source_of(count)}, count


def test_a_flat_file_of_several_sources_contradicts_no_count(both: Corridor, tmp_path: Path) -> None:
    """In our own Turtle, nobody can say whose the list of platforms is; nothing is found, as in the named graphs."""
    flat = tmp_path / "two.ttl"
    flat.write_text(both.export().text("turtle"), encoding="utf-8")
    assert Corridor.load(graph=flat).check().findings == ()


def test_what_a_source_says_of_cities_rests_on_that_source(both: Corridor) -> None:
    """A row of one source names no passage of another, though both rank the platforms of a city."""
    names = {row.articleLabel: row.source for row in both.sources()}
    found = rows(both, "cities-compared")
    assert {names[row.sourceLabel] for row in found} >= {
        "china-daily",
        "guihuayun",
        "made-up-gazette",
        "made-up-herald",
    }
    for row in found:
        own = names[row.sourceLabel]
        told_by = sources(row.evidence)
        assert own in told_by, row.measure
        assert told_by.isdisjoint(set(names.values()) - {own}), row.measure


def test_a_report_of_who_left_does_not_prove_that_he_stayed(loaded: Corridor) -> None:
    """On the day itself on which one source says that the mayor left, he is perhaps still there."""
    found = rows(loaded, "in-office", date="2018-03-05", person="liang-weidong")
    assert {row.held for row in found} == {"perhaps"}


def source_of(figure: str) -> str:
    """Return the name of the source with which that of a figure begins."""
    found = re.match(r"figure:(china-daily|asia-times|guihuayun|nanfang-daily|made-up-[a-z]+)-", figure)
    assert found, figure
    return found[1]


def test_each_core_platform_has_those_beside_it_who_say_so(both: Corridor) -> None:
    """The plan has eleven; who says that one of them is something else does not say that it is one."""
    found = {shorten(row.platform): row for row in rows(both, "core-platforms", plan="corridor-plan")}
    assert len(found) == len(rows(both, "core-platforms", plan="corridor-plan")) == 11
    assert sources(found["platform:made-up-bay"].evidence) == {"made-up-gazette"}
    for platform, row in found.items():
        assert "made-up-gazette m03" in row.evidence, platform
        assert "made-up-herald" not in sources(row.evidence), platform
        assert ("china-daily" in sources(row.evidence)) == (platform != "platform:made-up-bay"), platform
    (second,) = rows(both, "core-platforms", plan="made-up-coast-plan")
    assert (shorten(second.platform), second.evidence) == ("platform:made-up-hill", "made-up-herald h02")


def test_each_innovation_centre_has_those_beside_it_who_say_so(both: Corridor) -> None:
    """Who makes a place a core platform does not make it an innovation centre."""
    found = {
        (shorten(row.centre), shorten(row.plan)): set(row.evidence.split("; "))
        for row in rows(both, "innovation-centres", city="dongguan")
    }
    assert set(found) == {
        ("platform:neutron-science-city", "plan:corridor-plan"),
        ("platform:shuixiang-new-town", "plan:corridor-plan"),
        ("platform:made-up-centre", "plan:corridor-plan"),
        ("platform:songshan-lake", "plan:corridor-plan"),
        ("platform:songshan-lake", "plan:made-up-coast-plan"),
    }
    otherwise = {"china-daily p17", "made-up-gazette m03"}  # p14 is also what its city is read from
    assert found["platform:songshan-lake", "plan:corridor-plan"] >= {"made-up-herald h01"}
    assert found["platform:songshan-lake", "plan:corridor-plan"].isdisjoint(otherwise)
    assert found["platform:songshan-lake", "plan:made-up-coast-plan"] >= {"made-up-herald h02"}
    assert found["platform:songshan-lake", "plan:made-up-coast-plan"].isdisjoint({*otherwise, "made-up-herald h01"})


def test_people_are_told_with_the_time_of_their_office(both: Corridor) -> None:
    """The mayor of 2017 and the new one are two rows of time, whoever else held the post."""
    mayors = [row for row in rows(both, "people") if row.post and shorten(row.post) == "post:dongguan-government-mayor"]
    assert Counter((shorten(row.person), row.since, row.until) for row in mayors) == Counter(
        [
            ("person:liang-weidong", "after 31 March 2017 and before 5 March 2018", "5 March 2018"),
            (
                "person:liang-weidong",
                "after 31 March 2017 and before 5 March 2018",
                "after 1 December 2017 and by 5 March 2018",
            ),
            ("person:mei-youren", "9 April 2018", None),
            ("person:mei-youren", "10 April 2018", None),
        ]
    )
    owners = {shorten(row.person): (row.since, row.until) for row in rows(both, "people") if not row.post}
    assert owners == {"person:wang-yuhui": (None, "2 May 2018"), "person:zhou-moumou": ("2 May 2018", None)}


def test_coordinates_are_those_of_one_source(both: Corridor) -> None:
    """The latitude of one gazetteer and the longitude of another are the coordinates of no place."""
    known = {("23.01797", "113.74866"), ("23", "114")}
    found = {
        tuple(f"{number.normalize():f}" for number in (latitude, longitude))
        for row in rows(both, "distances")
        for place, latitude, longitude in (
            (row.place, row.latitude, row.longitude),
            (row.other, row.otherLatitude, row.otherLongitude),
        )
        if shorten(place) == "place:dongguan"
    }
    assert found == known
    between = Counter(row.statement for row in rows(both, "geography-checked") if row.thingLabel == "Dongguan")
    assert set(between) == {f"Dongguan lies between Guangzhou and {city}." for city in ("Hong Kong", "Shenzhen")}
    assert max(between.values()) <= len(known)


@pytest.mark.parametrize("name", OFFLINE)
def test_no_source_multiplies_a_row(name: str, both: Corridor) -> None:
    """No row is there twice, and no two differ in labels alone: a thing has one label, whoever speaks of it."""
    found = both.run(name)
    if not isinstance(found, Rows):
        return
    columns = [column for column in found.columns if not column.endswith("Label") and column != "evidence"]
    counted = Counter(tuple(row.terms[column] for column in columns) for row in found)
    assert [row for row, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("name", OFFLINE)
def test_no_source_takes_a_row_away(name: str, both: Corridor, corridor: Corridor) -> None:
    """What one source answers, it answers beside others too; a row that gathers has more in it."""
    alone, beside = corridor.run(name), both.run(name)
    if not isinstance(alone, Rows) or not isinstance(beside, Rows):
        return
    columns = KEYS.get(name, [column for column in alone.columns if column not in ("evidence", "compared")])
    kept = {tuple(row.terms[column] for column in columns) for row in beside}
    assert {tuple(row.terms[column] for column in columns) for row in alone} <= kept


# -- Closure, order, removal ----------------------------------------------------------------------------


def test_both_are_closed_as_owlrl_closes_them(both: Corridor) -> None:
    """Rules and reference infer the same of the three sources."""
    stated = Corridor.load(add=BOTH, inference=False)
    assert inferred(both.data.engine) == set(reference.inferred_triples(stated.data.engine))


def test_the_order_of_sources_changes_nothing(both: Corridor) -> None:
    """Neither what is stated, nor what follows, nor what a query answers."""
    turned = Corridor.load(add=LOADS["both, the other way round"])
    assert known(turned) == known(both)
    for name in OFFLINE:
        assert told(turned, name) == told(both, name), name


@pytest.mark.parametrize("gone", [GAZETTE, HERALD], ids=lambda path: path.name)
def test_a_source_that_is_removed_takes_only_its_own_along(gone: Path) -> None:
    """What the other one states too stays, such as who is mayor; what follows and what is answered is as without it."""
    (kept,) = {GAZETTE, HERALD} - {gone}
    left, alone = without(gone), Corridor.load(add=[kept])
    assert left.sparql("ASK { person:mei-youren org:holds post:dongguan-government-mayor }")
    assert known(left) == known(alone)
    for name in OFFLINE:
        assert told(left, name) == told(alone, name), name


def test_both_removed_leave_what_was_before(corridor: Corridor) -> None:
    """The answers are those of the bundled facts, to the last cell."""
    left = without(SOURCES)
    assert known(left) == known(corridor)
    for name in OFFLINE:
        assert told(left, name) == told(corridor, name), name


def without(gone: Path) -> Corridor:
    """Return the graph with both sources, after the origins of a folder were removed from its engine."""
    corridor = Corridor.load(add=BOTH)
    engine = corridor.data.engine
    for origin in corridor.origins:
        if any(Path(file).is_relative_to(gone) for file in origin.files):
            engine.remove(origin.graph)
    engine.remove(INFERRED)
    closure.close(engine)
    return corridor


def test_the_made_up_sources_are_not_among_the_bundled_facts() -> None:
    """They are cases of tests, and no facts."""
    named = [path for path in Path(bundled.GRAPH).rglob("*") if "made-up" in path.name]
    assert named == []
