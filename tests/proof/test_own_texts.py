"""Texts of one's own, in other words than those of any source: what stands, what does not, and what nobody states."""

from __future__ import annotations

import pytest

from corridor_kg import Corridor
from corridor_kg.proof.proofing import Proofreader
from corridor_kg.proof.remarks import Remark, Verdict

OWN = [
    # text, number, verdict, of what, a part of the reason
    ("The Guangzhou-Shenzhen corridor is about 180 km long.", "about 180 km", "stands", "length", "guihuayun p02"),
    ("The Guangzhou-Shenzhen corridor is 180 km long.", "180 km", "weaker", "length", "more than 180 km"),
    (
        "The Guangzhou-Shenzhen corridor is less than 180 km long.",
        "less than 180 km",
        "weaker",
        "length",
        "about 180 km",
    ),
    ("The Guangzhou-Shenzhen corridor is over 200 km long.", "over 200 km", "differs", "length", "about 180 km"),
    (
        "The Guangzhou-Shenzhen corridor is 120 km long.",
        "120 km",
        "differs",
        "length",
        "china-daily p05: more than 180 km",
    ),
    ("The Guangzhou-Shenzhen corridor is 112 miles long.", "112 miles", "weaker", "length", "180 km"),
    (
        "The Guangzhou-Shenzhen corridor covers 11,836 square kilometres.",
        "11,836 square kilometres",
        "disputed",
        "area",
        "nordic p04: 11,000",
    ),
    (
        "The Guangzhou-Shenzhen corridor covers 1,183,600 hectares.",
        "1,183,600 hectares",
        "disputed",
        "area",
        "nordic p04",
    ),
    ("The Guangzhou-Shenzhen corridor covers 11,836 hectares.", "11,836 hectares", "differs", "area", "11,836 km²"),
    (
        "The Guangzhou-Shenzhen corridor covers 9,000 square kilometres.",
        "9,000 square kilometres",
        "differs",
        "area",
        "11,836 km²",
    ),
    (
        "KingMed Diagnostics has about 30 percent of China's market.",
        "about 30 percent",
        "weaker",
        "market share",
        "more than",
    ),
    ("Dongguan had 2,100 national high-tech firms.", "2,100", "differs", "national high-tech firms", "2,028 firms"),
    ("Guangzhou counted 4,739 high-tech firms in 2016.", "4,739", "only claimed", "high-tech firms", "by Zhan Decun"),
    (
        "According to Zhan Decun, Guangzhou has 4,739 high-tech firms.",
        "4,739",
        "stands",
        "high-tech firms",
        "china-daily p07",
    ),
    (
        "According to Ann Li, Guangzhou has 4,739 high-tech firms.",
        "4,739",
        "differs",
        "high-tech firms",
        "Zhan Decun says so",
    ),
    ("Guangzhou has 4,741 high-tech firms.", "4,741", "differs", "high-tech firms", "4,739 firms"),
    (
        "The GDP of Guangzhou, Shenzhen and Dongguan was 4.6 trillion yuan in 2016.",
        "4.6 trillion yuan",
        "stands",
        "GDP",
        "asia-times",
    ),
    (
        "The GDP of Guangzhou, Shenzhen and Dongguan was 4.6 trillion yuan in 2015.",
        "4.6 trillion yuan",
        "differs",
        "GDP",
        "period",
    ),
    (
        "The GDP of Guangzhou, Shenzhen and Dongguan was 4.6 trillion dollars.",
        "4.6 trillion dollars",
        "differs",
        "GDP",
        "yuan",
    ),
    (
        "The plan of the Guangzhou-Shenzhen corridor names 36 innovation centres.",
        "36",
        "differs",
        "innovation centres",
        "37 centres",
    ),
    (
        "Guangzhou-Shenzhen corridor: the plan names 37 innovation centres, 15 in Shenzhen, 8 in Dongguan.",
        "8",
        "differs",
        "Dongguan",
        "9",
    ),
    (
        "Guangzhou-Shenzhen corridor: the plan names 37 innovation centres, 15 in Shenzhen, 9 in Dongguan.",
        "15",
        "stands",
        "Shenzhen",
        "p04",
    ),
    (
        "Dongguan spent 2.41 percent of its GDP on R&D in 2016.",
        "2.41 percent",
        "stands",
        "R&D spending",
        "china-daily p13",
    ),
    ("Dongguan spent 2.14 percent of its GDP on R&D.", "2.14 percent", "differs", "R&D spending", "2.41 %"),
    ("Guangzhou, Shenzhen and Dongguan made US$700bn of GDP in 2016.", "US$700bn", "stands", "GDP", "asia-times p03"),
    ("- Guangzhou-Shenzhen corridor:\n- area: 9,000 km²", "9,000 km²", "differs", "area", "11,836 km²"),
    ("| Guangzhou-Shenzhen corridor |\n| area | 9,000 km² |", "9,000 km²", "differs", "area", "11,836 km²"),
    ("广深科技创新走廊全长约180公里。", "约180公里", "stands", "length", "the-paper p17"),
    ("广深科技创新走廊面积1.2万平方公里。", "1.2万平方公里", "weaker", "area", "11,836 km²"),
    ("广深科技创新走廊面积5000平方公里。", "5000平方公里", "differs", "area", "11,836 km²"),
    ("东莞有8个创新节点。", "8", "differs", "innovation centres", "guihuayun p04: 9 centres"),
]

OTHERS = [
    "The corridor of the Rhine is 180 km long. It has ten platforms and 37 centres, and an area of 11,836 km².",
    "Foshan had 4,739 high-tech firms and 2,028 national high-tech firms in 2016, and Huizhou 169,000 firms.",
    "Hong Kong's GDP was 4.6 trillion yuan (US$700 billion) in 2016, 67.6% of something else.",
    "Shenzhen has 180 km of coast, 15 universities and an area of 1,997 square kilometres.",
    "Guangzhou, which lies in the Guangzhou-Shenzhen corridor, covers 11,836 square kilometres.",
    "Over 78 percent of the students and 60 percent of the teachers in Berlin came by train; six percent had a car.",
    "The bridge took 33 years, cost more than $20,000 per metre, and has four lanes; 8 of them are closed.",
    "By 2030 the ferry will carry 7,000 people, about 2,000 more than today, and by 2050 nobody.",
    "The Guangzhou-Shenzhen corridor is one of many. The Yangtze corridor is 3,000 km long and covers 50,000 km².",
    "The Guangzhou-Shenzhen corridor grows. The new stadium of Guangzhou has four lanes; the metro is 600 km long.",
    "Songshan Lake covers an area of 72 square kilometers in Dongguan.",
    "长江全长180公里，面积1.1万平方公里，十大平台，37个节点。",
    "香港有15个地铁站，上海有13个，北京有9个，合计37个。",
    "The recipe wants 180 grams of flour, three eggs, 10 minutes of patience and about 30 percent more butter.",
]


@pytest.fixture(scope="module")
def reader(stated: Corridor) -> Proofreader:
    """What reads them, of the bundled graph."""
    return Proofreader(stated.data)


def _numbers(reader: Proofreader, text: str) -> dict[str, Verdict]:
    return {remark.words: remark.verdict for remark in reader.read(text).remarks if remark.kind == "number"}


@pytest.mark.parametrize(("text", "words", "verdict", "what", "reason"), OWN, ids=[case[0] for case in OWN])
def test_a_number_in_other_words(
    text: str, words: str, verdict: str, what: str, reason: str, reader: Proofreader
) -> None:
    """It is known by what stands around it, and has the verdict that the table gives."""
    found = _numbers(reader, text)[words]
    assert (found.verdict, what in found.what, reason in found.reason) == (verdict, True, True), found


@pytest.mark.parametrize("text", OTHERS)
def test_nothing_stands_in_a_text_of_something_else(text: str, reader: Proofreader) -> None:
    """Though its numbers are all in the graph, of other things."""
    found = _numbers(reader, text)
    assert found
    assert {words: verdict for words, verdict in found.items() if verdict.verdict != "unknown"} == {}


def _one(reader: Proofreader, text: str, kind: str) -> Remark:
    (remark,) = [one for one in reader.read(text).remarks if one.kind == kind]
    return remark


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("By 2050 the Guangzhou-Shenzhen corridor is to be first in the world as a center of innovation.", "stands"),
        ("By 2060 the Guangzhou-Shenzhen corridor is to be first in the world as a center of innovation.", "differs"),
        ("The Guangzhou-Shenzhen corridor will have a new logo by 2031.", "unknown"),
        ("The harbour of Rotterdam will be closed by 2030.", "unknown"),
    ],
)
def test_the_year_of_a_goal(text: str, verdict: str, reader: Proofreader) -> None:
    """One that no source has differs where what is to be is what a source says, and is unknown where it is not."""
    assert _one(reader, text, "year").verdict.verdict == verdict


def test_a_goal_of_another_year_is_told_with_those_that_there_are(reader: Proofreader) -> None:
    """So that the writer can choose."""
    remark = _one(
        reader, "By 2060 the Guangzhou-Shenzhen corridor is to be first in the world as a center of innovation.", "year"
    )
    assert "china-daily p27" in remark.verdict.reason
    assert "2050" in remark.verdict.reason


def test_a_speaker_nobody_knows_and_a_name_spelt_nearly(reader: Proofreader) -> None:
    """The first is unknown; the second differs, for it stands beside the post of who is called nearly so."""
    assert _one(reader, "Ann Li said that the weather is fine.", "speaker").verdict.verdict == "unknown"
    near = _one(reader, "Dongguan mayor Liang Weidang said that the weather is fine.", "speaker")
    assert (near.verdict.verdict, near.verdict.what) == ("differs", "Liang Weidong")


def test_a_speaker_is_not_taken_for_another_for_one_thing_alone(reader: Proofreader) -> None:
    """Whoever speaks of Shenzhen, or of a lake, speaks for themselves, though others speak of these too."""
    for text in ("Ann Li said that Shenzhen is sunny.", "Liang Weidong, mayor of Shenzhen, said so."):
        assert _one(reader, text, "speaker").verdict.verdict == "unknown"


def test_a_name_that_is_not_known_is_told_with_what_is_near(reader: Proofreader) -> None:
    """And one that is known says what it is."""
    found = {one.words: one.verdict for one in reader.read("Songshan Lake lies near Songshan Lakes Garden.").remarks}
    assert found["Songshan Lake"].verdict == "known"
    assert found["Songshan Lakes Garden"].verdict == "unknown"


def test_the_line_of_a_number_is_that_of_the_file(reader: Proofreader) -> None:
    """Also within a paragraph that is broken into lines."""
    text = "A title\n\nThe Guangzhou-Shenzhen corridor\ncovers 9,000 square\nkilometres, and is\nabout 180 km long.\n"
    found = [(one.line, one.words) for one in reader.read(text).remarks if one.kind == "number"]
    assert found == [(4, "9,000 square kilometres"), (6, "about 180 km")]
