"""Two names are one where people see one; a text has the names that stand in it."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.spelling import folded
from corridor_kg.text.names import Names, key

CONTROLS = st.characters(categories=("Cc", "Co", "Cn"), exclude_characters="\t\n\v\f\r\x85") | st.just("\ufffd")


@pytest.mark.parametrize(
    "names",
    [
        ("Xi'an", "xian", "XI’AN"),
        ("São Paulo", "SAO\u3000PAULO", "Sa\u0303o  Paulo"),
        ("Guangzhou-Shenzhen", "Guangzhou–Shenzhen", "guangzhou shenzhen"),
        ("Haige (Guangzhou)", "HAIGE（GUANGZHOU）", "Haige Guangzhou"),
        ("Science & Technology Park", "science and technology park"),
        ("東莞松山湖", "东莞松山湖", "东莞 松山湖"),
        ("广州大学城—国际创新城", "廣州大學城-國際創新城"),
        ("华为技术（深圳）有限公司", "华为技术(深圳)", "華為技術（深圳）股份有限公司", "华为技术深圳有限责任公司"),
        ("BYD Co., Ltd.", "BYD Co.,Ltd", "BYD", "BYD Company Limited", "BYD Pte. Ltd.", "BYD GmbH & Co"),
        ("Acme Inc.", "Acme, Inc", "ACME Corp.", "Acme LLC"),
    ],
    ids=lambda names: names[0],
)
def test_differences_that_make_no_other_name(names: tuple[str, ...]) -> None:
    """Case, accents, script, widths, marks and what a firm is in law."""
    assert len(set(map(key, names))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Haige Group", "Haige"),
        ("海格通信集团", "海格通信"),
        ("Pazhou", "Guangzhou"),
        ("Shenzhen Bay", "Shenzhen"),
        ("The Company", "The"),
        ("Limited", ""),
        ("有限公司", ""),
        ("!!!", "???"),
        ("दिल्ली", "दल्ला"),
        ("がき", "かき"),
        ("ที่", "ทู่"),
        ("பாலி", "பல"),
    ],
)
def test_differences_that_make_another_name(one: str, other: str) -> None:
    """A group is no legal form; marks that are letters for those who write them do not vanish."""
    assert key(one) != key(other)
    assert Names([(one, 1)]).called(other) == ()


@given(CONTROLS, st.integers(0, 8))
def test_what_is_no_part_of_a_name_does_not_vanish(character: str, place: int) -> None:
    """A name with a control in it, or with the mark of a lost character, is no name of ours."""
    name = "Dongguan"[:place] + character + "Dongguan"[place:]
    assert key(name) != key("Dongguan")
    assert folded(name) != folded("Dongguan")


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    """What was made comparable once is comparable."""
    assert Names([(name, 1)]).called(name) == ((1,) if key(name) else ())


def test_the_writing_that_is_closest_is_meant() -> None:
    """Where names differ in nothing but their writing, the one that was written is meant, else all."""
    names = Names([("US", 1), ("Us", 2), ("Acme Ltd", 3), ("Acme Inc", 4), ("Acme Inc", 4)])
    assert (names.called("US"), names.called("Us"), names.called("us")) == ((1,), (2,), (1, 2))
    assert (names.called("ACME INC"), names.called("Acme")) == ((4,), (3, 4))


def test_what_is_near_is_told_apart_from_what_is_the_same() -> None:
    """Likeness makes candidates; only the same name is like in full."""
    names = Names([("Pazhou", 1), ("Guangzhou", 2), ("Shenzhen", 3), ("Shenzhen Bay", 4), ("Shenzhen", 5)])
    assert [(near.thing, near.likeness) for near in names.near("shenzhen")] == [(3, 100), (5, 100), (4, 80)]
    assert {near.thing: near.likeness for near in names.near("Panzhou")} == {1: 92, 2: 75}
    assert [near.thing for near in names.near("Panzhou", limit=1)] == [1]
    assert names.near("Beijing") == names.near("") == names.near("\0") == []
    assert Names[int]([]).near("Pazhou") == []


def test_a_hundred_thousand_names() -> None:
    """They are taken in, asked for and searched by likeness in the time in which people wait."""
    chance = random.Random(1)
    syllables = ["guang", "zhou", "shen", "zhen", "dong", "guan", "song", "shan", "hu", "bao", "an", "nan", "sha"]
    firms = [" ".join("".join(chance.choices(syllables, k=3)).title() for _ in range(3)) for _ in range(100_000)]
    began = time.process_time()
    names = Names((f"{firm} Co., Ltd.", number) for number, firm in enumerate(firms))
    built = time.process_time()
    assert all(names.called(firm) for firm in firms[:10_000])
    called = time.process_time()
    assert all(names.near(f"{firm}x") for firm in firms[:100])
    assert built - began < 3
    assert called - built < 1
    assert time.process_time() - called < 2


@pytest.mark.parametrize("text", ["(" * 100_000, " Ltd" * 100_000, "a" + " " * 100_000, "广" + "\u0301" * 100_000])
def test_a_long_name_takes_no_longer_than_it_is_long(text: str) -> None:
    """Whoever sends it."""
    began = time.process_time()
    key(text)
    assert time.process_time() - began < 2


# -- In a text -------------------------------------------------------------------------------------------

PLACES = Names(
    (name, name)
    for name in (
        "Guangzhou",
        "Guangzhou Science City",
        "Science City",
        "Shenzhen",
        "US",
        "Xi'an",
        "São Paulo",
        "St. Petersburg",
        "core platform",
        "Haige",
        "BYD",
        "广州",
        "广州科学城",
        "深圳",
        "海格通信",
        "5G",
        "दिल्ली",
    )
)


def found(text: str, *, case: bool = True) -> list[str]:
    """Return the words of a text that are names."""
    return [text[name.start : name.end] for name in PLACES.find(text, case=case)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Guangzhou's firms, and Shenzhen’s", ["Guangzhou", "Shenzhen"]),
        ("Guangzhouer, Neoguangzhou, Guangzhou_1", []),
        ("Guangzhou Science City", ["Guangzhou Science City"]),
        ("Guangzhou Science Citylike", ["Guangzhou"]),
        ("new Guangzhou  science\ncity (Shenzhen)", ["Guangzhou  science\ncity", "Shenzhen"]),
        ("in Guangzhou, Science City grows", ["Guangzhou", "Science City"]),
        ("in Guangzhou. Science City grows", ["Guangzhou", "Science City"]),
        ("about Guangzhou\n\nScience City grows", ["Guangzhou", "Science City"]),
        ("Guangzhou-Shenzhen, Guangzhou/Shenzhen", ["Guangzhou", "Shenzhen"] * 2),
        ("GUANGZHOU AND XI’AN GROW", ["GUANGZHOU", "XI’AN"]),
        ("US firms told us; Us; the U.S. market", ["US", "U.S."]),
        ("guangzhou", []),
        (
            "Ｇｕａｎｇｚｈｏｕ and Sa\u0303o Paulo\u0301 and Sao paulo",
            ["Ｇｕａｎｇｚｈｏｕ", "Sa\u0303o Paulo\u0301", "Sao paulo"],
        ),
        ("St. Petersburg, St Petersburg", ["St. Petersburg", "St Petersburg"]),
        ("core platforms, a Core Platform, the core platform's", ["core platforms", "Core Platform", "core platform"]),
        ("two Guangzhous", []),
        ("Haige Co., Ltd. told Haige Limited, Haige limited", ["Haige Co., Ltd.", "Haige Limited", "Haige"]),
        ("在廣州科學城和深圳市", ["廣州科學城", "深圳"]),
        ("广州，科学城。广州 科学城", ["广州", "广州 科学城"]),
        ("海格通信股份有限公司的Guangzhou厂", ["海格通信股份有限公司", "Guangzhou"]),
        ("a 15G net, 5G", ["5G"]),
        ("दिल्ली दिल्लीX", ["दिल्ली"]),
        ("", []),
        ("\0", []),
        ("\ud800 Shenzhen \udfff", ["Shenzhen"]),
    ],
)
def test_the_names_that_stand_in_a_text(text: str, words: list[str]) -> None:
    """Whole words, the longest, in their writing; and nothing that only begins as a name does."""
    assert found(text) == words


def test_case_may_be_left_to_the_reader() -> None:
    """Who asks in haste writes no capitals."""
    assert found("from guangzhou to the us", case=False) == ["guangzhou", "us"]


def test_a_longer_name_that_is_none_hides_no_shorter_one() -> None:
    """What could not be the longer name is still the shorter one."""
    names = Names([("Pearl River", 1), ("pearl river delta", 2), ("Pearl River Delta Zone", 3), ("River", 4)])
    assert [name.things for name in names.find("Pearl River Deltas Zone, Pearl River Zone")] == [(2,), (1,)]
    assert [name.things for name in names.find("Pearl River, Delta Zone")] == [(1,)]
    assert [name.things for name in names.find("pearl River")] == [(4,)]


def test_a_name_of_several_things_is_told_with_all() -> None:
    """The reader of the text decides; where one of them is written so, it is meant."""
    names = Names([("Science City", 1), ("Science City", 2), ("SCIENCE CITY", 3)])
    assert [name.things for name in names.find("Science City; Science city")] == [(1, 2), (1, 2, 3)]


@given(st.text(st.sampled_from("广州 科学城Gguanzhoﬁ.-\u0301'，,\n ")))
def test_what_is_found_is_one_of_the_names(text: str) -> None:
    """Each stretch has the key of what it denotes; stretches stand in order and share no character."""
    names = Names((name, name) for name in ("广州", "科学城", "Guang", "zhou", "G", "fi", "n'g"))
    behind = 0
    for name in names.find(text):
        assert name.start >= behind
        behind = name.end
        assert set(map(key, name.things)) == {key(text[name.start : name.end])}


@pytest.mark.parametrize("text", ["Guangzhou" * 20_000, "Guangzhou " * 20_000, "(" * 200_000, "\n" * 200_000])
def test_a_long_text_is_read_in_time(text: str) -> None:
    """A time that grows as the text does."""
    began = time.process_time()
    PLACES.find(text)
    assert time.process_time() - began < 2
