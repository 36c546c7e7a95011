"""What somebody asks ``why`` about: whatever ``show`` prints is understood, and what is wrong is denied."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from corridor_kg import Corridor
from corridor_kg.errors import AmbiguousThing, UnknownThing
from corridor_kg.questions.facts import Fact
from corridor_kg.questions.parameters import Given
from corridor_kg.rdf.vocabulary import ONTOLOGY, shorten
from tests.conftest import Run

AREA, OBSERVED = "figure:china-daily-corridor-area", "sdmx-measure:obsValue"
SHARE = "figure:china-daily-dongguan-rd-share-of-gdp-2016"


def _facts(corridor: Corridor) -> Iterator[tuple[str, str, Fact]]:
    """Yield thing, label and fact: one of each property, either way round, and of each kind of value."""
    told = set[tuple[object, ...]]()
    things = corridor.data.engine.select(
        "SELECT DISTINCT ?thing { ?thing ?p ?o FILTER(isIRI(?thing)) } ORDER BY ?thing"
    )
    for thing in [shorten(solution["thing"].value) for solution in things]:
        description = corridor.describe(thing)
        for fact in description.facts:
            like = (fact.predicate, fact.inverse, fact.type, " @" in fact.value)
            if fact.type != "bnode" and like not in told:
                told.add(like)
                yield description.thing, description.label, fact


def test_whatever_show_prints_can_be_asked_about(corridor: Corridor) -> None:
    """Every form of the subject, the property and the value that a line has, of properties of every vocabulary."""
    asked = 0
    for asked, (thing, label, fact) in enumerate(_facts(corridor), 1):
        shown = f"{fact.valueLabel}  ({fact.value})" if fact.valueLabel else fact.value
        by_label = (thing, fact.predicateLabel, shown)
        by_name = (f"{label}  ({thing})", fact.predicate.rpartition(":")[2], fact.value)
        subject, prop, value = by_label if asked % 2 else by_name
        assert corridor.why(subject, "\u2190 " * fact.inverse + prop, value), (subject, prop, value)
    assert asked > 250


def test_the_lines_of_a_card_can_be_pasted(run: Run) -> None:
    """What the command line prints of a property and of a value is what it understands."""
    card = run("show", SHARE).stdout
    for line, prop, value in (
        ("is a                   figure  (ckg:Figure)", "is a", "figure  (ckg:Figure)"),
        ("obs value              2.41 ", "obs value", "2.41"),
        ("unit measure           percent  (unit:PERCENT)", "unit measure", "unit:PERCENT"),
        ("is figure of           Dongguan  (place:dongguan)", "is figure of", "Dongguan  (place:dongguan)"),
        ("label                  R&D spending", "label", "R&D spending of Dongguan as a share of its GDP @en"),
    ):
        assert line in card
        assert run("why", SHARE, prop, value).returncode == 0, prop


@pytest.mark.parametrize(
    "name",
    [OBSERVED, "obsValue", "obs value", "OBS VALUE", f"<{'http://purl.org/linked-data/sdmx/2009/measure#obsValue'}>"],
)
@pytest.mark.parametrize(
    "value",
    ["11836", "11,836", "１１，８３６", " 11836 ", "+11836.0", 11836, 11836.0, Decimal("11836.00"), Literal(11836)],
)
def test_a_property_and_a_number_have_many_names(name: str, value: Given, corridor: Corridor) -> None:
    """By CURIE, IRI, local name or as it is shown; as text, with commas, or as Python has it."""
    assert corridor.why(AREA, name, value)


@pytest.mark.parametrize(
    ("subject", "prop", "value", "near"),
    [
        (AREA, OBSERVED, "11863", '"11836"^^xsd:integer'),
        (AREA, OBSERVED, "11,863", '"11836"^^xsd:integer'),
        (AREA, OBSERVED, 11863, '"11836"^^xsd:integer'),
        (AREA, OBSERVED, 1183.6, '"11836"^^xsd:integer'),
        (AREA, OBSERVED, Decimal("11836.5"), '"11836"^^xsd:integer'),
        (AREA, OBSERVED, float("nan"), '"11836"^^xsd:integer'),
        (AREA, OBSERVED, True, '"11836"^^xsd:integer'),
        (AREA, OBSERVED, date(2017, 12, 1), '"11836"^^xsd:integer'),
        (AREA, OBSERVED, "many", '"11836"^^xsd:integer'),
        (AREA, OBSERVED, "Dongguan", '"11836"^^xsd:integer'),
        (AREA, "printed form", "11,863", '"11,836"'),
        (AREA, "unit measure", "unit:PERCENT", "unit:KiloM2"),
        (AREA, "unit measure", "unit:MI2", "unit:KiloM2"),
        (AREA, "unit measure", "<http://qudt.org/vocab/unit/KiloM>", "unit:KiloM2"),
        (SHARE, "obs value", "2.14", '"2.41"^^xsd:decimal'),
        ("dongguan", "label", "Dongguang @en", '"Dongguan"@en'),
        ("dongguan", "label", '"Dongguang"@en', '"Dongguan"@en'),
        ("dongguan", "label", "Guangzhou", '"Dongguan"@en'),
        ("dongguan", "label", "Dongguan @fr", '"Dongguan"@en'),
        ("dongguan", "is located in", "Hong Kong", "place:guangdong"),
        ("dongguan", "is located in", 5, "place:guangdong"),
    ],
)
def test_a_wrong_value_is_denied_with_what_is_so(
    subject: str, prop: str, value: Given, near: str, corridor: Corridor
) -> None:
    """Whatever its datatype, and whether or not the graph has ever heard of it."""
    denied = corridor.why(subject, prop, value)
    assert not denied
    assert any(told.startswith("So is: ") and near in told for told in denied.nearest), denied.nearest


OWN = """
@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:a ex:day "2017-12-01"^^xsd:date ; ex:moment "2017-12-01T08:00:00Z"^^xsd:dateTime ; ex:year "2017"^^xsd:gYear ;
    ex:isOpen true ; ex:word "one" ; ex:name "Kaffee"@de ; ex:code "1"^^ex:code ; ex:near ex:b .
ex:b ex:seven 7 , "7" .
<http://example.net/c> <http://example.net/near> ex:b .
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Corridor:
    """A graph of other vocabularies, which declares nothing."""
    path = tmp_path_factory.mktemp("own") / "own.ttl"
    path.write_text(OWN, encoding="utf-8")
    return Corridor.load(graph=path, ontology=False)


@pytest.mark.parametrize(
    ("prop", "right", "wrong"),
    [
        ("day", date(2017, 12, 1), date(2017, 12, 2)),
        ("moment", datetime.fromisoformat("2017-12-01T08:00:00+00:00"), datetime.fromisoformat("2017-12-01T09:00:00")),
        ("year", 2017, 2018),
        ("isOpen", True, False),
        ("is open", "true", "false"),
        ("word", " One", "two"),
        ("name", "Kaffee @de", "Tee @de"),
        ("name", '"Kaffee"@de', '"Kaffee"@en'),
        ("code", "1", "2"),
        ("near", "http://example.org/b", "http://example.org/a"),
        ("near", NamedNode("http://example.org/b"), NamedNode("http://example.org/nowhere")),
    ],
)
def test_each_datatype_is_proven_or_denied(prop: str, right: Given, wrong: Given, own: Corridor) -> None:
    """In a graph of whatever vocabulary."""
    assert own.why("http://example.org/a", prop, right)
    assert any(near.startswith("So is: ") for near in own.why("http://example.org/a", prop, wrong).nearest)


@pytest.mark.parametrize("value", [5, 2.5, Decimal("2.5"), True, date(2017, 12, 1), "1990", "2017-12-01", "something"])
def test_a_value_of_a_property_that_a_thing_does_not_have_is_denied(value: Given, own: Corridor) -> None:
    """That nothing is known of it is an answer."""
    (told,) = own.why("http://example.org/b", "word", value).nearest
    assert told.startswith("Nothing is known with http://example.org/word")


def test_what_is_denied_is_what_was_meant(corridor: Corridor) -> None:
    """A text is of the language that is told with it, or that others in its script have."""
    for prop, value, text, kind in (
        ("label", "Dongguang @fr", "Dongguang", "fr"),
        ("label", "Dongguang", "Dongguang", "en"),
        ("label", "東莞", "東莞", "zh-hans"),
        ("lat", "２３.５", "23.5", "decimal"),
        ("lat", "²", "²", "string"),
        ("lat", "1,023.5", "1023.5", "decimal"),
        ("lat", "north", "north", "string"),
    ):
        denied = corridor.why("dongguan", prop, value).triple.object
        assert isinstance(denied, Literal)
        assert (denied.value, denied.language or denied.datatype.value.rpartition("#")[2]) == (text, kind)


def test_a_text_in_a_script_that_no_other_has_is_of_no_language(corridor: Corridor) -> None:
    """What is written in Chinese is not said to be English."""
    denied = corridor.why("measure:gdp", "label", "国内生产总值").triple.object
    assert isinstance(denied, Literal)
    assert (denied.value, denied.language) == ("国内生产总值", None)


def test_a_number_is_the_number_before_the_text(own: Corridor) -> None:
    """Where both are stated, Python's 7 is the number."""
    assert own.why("http://example.org/b", "seven", 7).triple.object == Literal(7)
    assert own.why("http://example.org/b", "seven", '"7"').triple.object == Literal("7")


def test_what_leads_to_a_thing_is_asked_with_its_arrow(own: Corridor) -> None:
    """Subject and value change places, as in the line that is shown."""
    assert own.why("http://example.org/b", "\u2190 http://example.org/near", "http://example.org/a")
    assert not own.why("http://example.org/a", "\u2190 http://example.org/near", "http://example.org/b")


def test_a_name_of_several_properties_is_told(own: Corridor, corridor: Corridor) -> None:
    """All of them, unless the thing has but one of them, or it is so of one."""
    assert own.why("http://example.org/a", "near", "http://example.org/b")
    assert own.why("http://example.net/c", "near", "http://example.org/b")
    with pytest.raises(AmbiguousThing, match=r"http://example\.net/near or http://example\.org/near"):
        own.why("http://example.org/b", "near", "http://example.org/a")
    for name in ("GeoNames", "The makers of GeoNames @en"):
        assert corridor.why("agent:geonames", "name", name)
    with pytest.raises(AmbiguousThing, match="foaf:name or schema:name"):
        corridor.why("agent:geonames", "name", "GeoNimes")
    assert corridor.why("group:three-cities", "has member", "dongguan")
    with pytest.raises(AmbiguousThing, match="ckg:hasMember or org:hasMember"):
        corridor.why("dongguan", "has member", "shenzhen")


def test_of_several_things_of_one_name_the_one_that_is_so_is_meant(corridor: Corridor) -> None:
    """A class and a rank are both called "core platform"; none is guessed where neither is so."""
    assert corridor.why("songshan-lake", "is a", "core platform").triple.object == NamedNode(f"{ONTOLOGY}CorePlatform")
    assert corridor.why("ckg:Platform", "\u2190 sub class of", "core platform")
    with pytest.raises(AmbiguousThing):
        corridor.why("dongguan", "is located in", "core platform")


@pytest.mark.parametrize(
    ("prop", "value", "near"),
    [
        ("isLocatedIn", "Guangdng", "'guangdong'"),
        ("isLocatedIn", "place:guangdng", "'place:guangdong'"),
        ("isLocatedIn", "Shenzhen  (place:guangdong)", "no thing"),
        ("isLocatdIn", "Guangdong", "'isLocatedIn'"),
        ("obs valeu", "1", "'obs value'"),
    ],
)
def test_what_is_nobodys_name_is_an_error_with_what_is_near(
    prop: str, value: str, near: str, corridor: Corridor
) -> None:
    """A thing or a property that is misspelt is no wrong answer."""
    with pytest.raises(UnknownThing, match=near):
        corridor.why("dongguan", prop, value)


def test_the_command_line_ends_by_what_was_found(run: Run, tmp_path: Path) -> None:
    """1 for what is not so, 2 for what nobody knows."""
    denied = run("why", AREA, OBSERVED, "11863")
    assert (denied.returncode, denied.stderr) == (1, "")
    assert denied.stdout.startswith("Not so: ")
    assert '  So is: figure:china-daily-corridor-area sdmx-measure:obsValue "11836"^^xsd:integer.\n' in denied.stdout
    assert run("why", "dongguan", "isLocatedIn", "nowhere").returncode == 2
