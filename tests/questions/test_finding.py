"""What a text may mean is found forgivingly, and how it was found is told."""

from __future__ import annotations

import pytest

from corridor_kg import Corridor, Rows
from corridor_kg.errors import BadParameter
from corridor_kg.questions import finding
from corridor_kg.questions.finding import IN_TEXT, NAME, NEAR, OF_KIND, PART


def told(rows: Rows) -> list[tuple[str, str, str]]:
    """Return of each row the thing, the name that matched, and how."""
    return [(row.thing.removeprefix("https://w3id.org/corridor-kg/"), row.name, row.how) for row in rows]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("songshan-lake", "Songshan Lake"),
        ("SONGSHAN LAKE", "Songshan Lake"),
        ("松山湖", "松山湖"),
        ("東莞松山湖高新技術產業開發區", "东莞松山湖高新技术产业开发区"),
        ("platform:songshan-lake", "platform:songshan-lake"),
    ],
)
def test_a_whole_text_is_a_name(text: str, name: str, corridor: Corridor) -> None:
    """By slug, CURIE and label in any script and case; the name that matched is told."""
    rows = corridor.find(text)
    assert told(rows) == [("platform/songshan-lake", name, NAME)]
    assert (rows[0].thingLabel, rows[0].kind) == ("Dongguan Songshan Lake High-tech Industrial Park", "platforms")


def test_names_stand_in_a_text(corridor: Corridor) -> None:
    """With their places in the text as it was given, in whichever script."""
    text = "Firms from 東莞 went to Macau, none to Shenzhenlike towns; told us."
    rows = corridor.find(text)
    assert told(rows) == [("place/dongguan", "東莞", IN_TEXT), ("place/macao", "Macau", IN_TEXT)]
    assert [text[row.start : row.end] for row in rows] == ["東莞", "Macau"]


def test_a_text_without_capitals_is_read_without(corridor: Corridor) -> None:
    """Who asks in haste writes none."""
    assert ("place/macao", "macau", IN_TEXT) in told(corridor.find("firms in macau"))


def test_words_are_a_part_of_names(corridor: Corridor) -> None:
    """Of all that have them; of a thing with several such names, the shortest is told."""
    rows = corridor.find("city science", kind="platform")
    assert told(rows) == [
        ("platform/neutron-science-city", "Neutron Science City", PART),
        ("platform/guangzhou-science-city", "Guangzhou Science City", PART),
        ("platform/banxuegang", "Banxuegang Science City", PART),
    ]
    assert told(corridor.find("科学城", kind="platforms"))[0] == ("platform/guangzhou-science-city", "广州科学城", PART)


def test_what_is_near_is_told_as_near(corridor: Corridor) -> None:
    """And nothing else: likeness makes no name."""
    rows = corridor.find("Guangzhuo")
    assert told(rows)[0] == ("place/guangzhou", "Guangzhou", NEAR)
    assert {row.how for row in rows} == {NEAR}
    assert finding.is_only_near(rows)
    (sentence,) = finding.remarks(corridor.data, rows, "Guangzhuo")
    assert "near, and not the same" in sentence


def test_nothing_at_all_leads_to_a_remedy(corridor: Corridor) -> None:
    """Or to what is spelt most like it."""
    rows = corridor.find("zzzz")
    assert len(rows) == 0
    assert finding.is_only_near(rows)
    (sentence,) = finding.remarks(corridor.data, rows, "zzzz")
    assert sentence == "nothing is found; write another part of its name, or give a kind to list, such as platforms."


@pytest.mark.parametrize("text", ["Macau", "from Canton to Macau", "澳門"])
def test_what_is_of_another_kind_is_told(text: str, corridor: Corridor) -> None:
    """Rather than that a name which is right might be meant."""
    rows = corridor.find(text, kind="platform")
    (sentence,) = finding.remarks(corridor.data, rows, text, kind="platform")
    assert sentence.startswith("nothing of this kind is found; of another there is place:")
    assert "place:macao" in sentence


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shenzhen Port", "Shenzhen"),
        ("macau tower", "macau"),
        ("深圳港", "深圳"),
        ("廣州南站", "廣州"),
        ("New Hong Kong Bridge", "Hong Kong"),
    ],
)
def test_a_name_within_a_longer_one_is_told(text: str, name: str, corridor: Corridor) -> None:
    """For the longer may be that of another thing, and likeness makes none."""
    told = finding.remarks(corridor.data, corridor.find(text), text)
    assert told == [f"nothing is called '{text}'; '{name}' stands in it, and need not be what is meant."]


@pytest.mark.parametrize(
    "text", ["went to Macau", "Macau's", "Canton, Macau", "深圳市的经济发展情况怎么样", "A B C D E Macau", "Macau"]
)
def test_a_name_in_a_sentence_is_no_longer_name(text: str, corridor: Corridor) -> None:
    """Nor is one in a list, or one with nothing but marks around."""
    assert finding.remarks(corridor.data, corridor.find(text), text) == []


@pytest.mark.parametrize("text", ["Songshan Lake High-tech", "金域医学检验集团股份有限公司"])
def test_a_thing_is_told_once(text: str, corridor: Corridor) -> None:
    """By the longer name, where one name of it stands in a text that is a part of another."""
    rows = corridor.find(text)
    assert len({row.thing for row in rows}) == len(rows)
    assert {row.how for row in rows} == {PART}


def test_several_meanings_are_told(corridor: Corridor) -> None:
    """Of a name, of a name in a text, and of words of names."""
    for text, sentence in (
        ("GeoNames", "'GeoNames' may be "),
        ("says GeoNames today", "'GeoNames' may be authority:geonames or source:geonames."),
        ("science city", "'science city' is a part of several names, and may be platform:neutron-science-city or "),
    ):
        (told,) = finding.remarks(corridor.data, corridor.find(text), text)
        assert told.startswith(sentence)
    assert finding.remarks(corridor.data, corridor.find("dongguan"), "dongguan") == []


def test_a_kind_keeps_or_lists_its_things(corridor: Corridor) -> None:
    """A way to a thing of another kind is none."""
    assert told(corridor.find("macao", kind="cities")) == []
    cities = corridor.find(kind="City")
    assert [(row.thingLabel, row.how) for row in cities] == [
        (city, OF_KIND) for city in ("Dongguan", "Foshan", "Guangzhou", "Shenzhen", "Tokyo", "Tsukuba", "Yokohama")
    ]
    assert {row.kind for row in corridor.find("dongguan", kind="platforms")} == {"platforms"}
    assert len(corridor.find(kind="classes")) > 10
    measures = [row.thingLabel for row in corridor.find(kind="measures")]
    assert measures == sorted(measures, key=str.casefold)


def test_every_kind_that_is_told_can_be_asked_for(corridor: Corridor) -> None:
    """That of what is of no other kind too."""
    told = {row.kind for row in corridor.find("in")} | {row.kind for row in corridor.find("a")}
    assert "others" in told
    assert all(len(corridor.find(kind=kind)) for kind in told)


@pytest.mark.parametrize("kind", ["platfrom", "", "cityes", "'\"}"])
def test_a_wrong_kind_is_told(kind: str, corridor: Corridor) -> None:
    """With the nearest, or all."""
    with pytest.raises(BadParameter, match=r"no kind .*(did you mean|there are cities, )"):
        corridor.find("x", kind=kind)


@pytest.mark.parametrize("text", ["", " ", "\n\u3000"])
def test_nothing_to_find_is_refused(text: str, corridor: Corridor) -> None:
    """Without a text and without a kind."""
    with pytest.raises(BadParameter, match="give a text, or a kind"):
        corridor.find(text)


@pytest.mark.parametrize(
    "text",
    [
        "'",
        '"} DROP ALL {',
        "{}",
        "\0",
        "a\x1b[31m",
        ".*",
        "(((",
        "[a-z]+",
        "\\",
        "?x",
        "<>",
        "<x",
        "place:",
        "😀",
        "\ud800",
    ],
)
def test_hostile_texts_find_nothing(text: str, corridor: Corridor) -> None:
    """Or what has such a word, as x, in its name; and break nothing."""
    rows = corridor.find(text)
    assert {row.how for row in rows} <= {PART, NEAR}
    assert len(rows) or finding.remarks(corridor.data, rows, text)


def test_a_long_text_is_read_whole(corridor: Corridor) -> None:
    """However often a name stands in it."""
    assert len(corridor.find("Dongguan, " * 5000)) == 5000
    assert len(corridor.find("x" * 100_000)) == 0
