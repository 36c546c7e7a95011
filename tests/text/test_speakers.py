"""Speakers are found beside words of saying, whoever they are and whatever the order."""

from __future__ import annotations

import time

import pytest

from corridor_kg.text.speakers import speakers
from tests.support import gold


def _told(text: str, *names: str) -> list[tuple[str, str]]:
    """Return who says something in a text, each with the words of saying; each name is known where it first stands."""
    places = [(text.index(name), text.index(name) + len(name)) for name in names]
    return [(text[start:end], text[slice(*verb)]) for start, end, verb in speakers(text, places)]


@pytest.mark.parametrize(
    ("text", "who", "verb"),
    [
        ("Maria Lopez said the harbour will grow.", "Maria Lopez", "said"),
        ("Lopez also says that it will.", "Lopez", "says"),
        ("It will grow by 2031, Lopez added.", "Lopez", "added"),
        ('"It will grow," said Maria Lopez, head of the port.', "Maria Lopez", "said"),
        ('"It will grow," Maria Lopez told Reuters.', "Maria Lopez", "told"),
        ("“Will it grow?” Lopez said.", "Lopez", "said"),
        ("It will grow, said harbour master Maria Lopez.", "Maria Lopez", "said"),
        ("It will grow, the mayor said.", "the mayor", "said"),
        ("Maria Lopez, head of the Port Authority of Oporto, said it will grow.", "Maria Lopez", "said"),
        ("Maria Lopez, head of Porto Shipping said her company will grow.", "Maria Lopez", "said"),
        (
            "Maria Lopez, who owns two ships in Porto, has said that Vigo, Lisbon and Faro will grow.",
            "Maria Lopez",
            "said",
        ),
        ("Vigo mayor Rui Costa said the town will grow.", "Rui Costa", "said"),
        ("The harbour, a hub, will grow, said Rui Costa.", "Rui Costa", "said"),
        ("Portuguese President Ana Reis instructed Faro to build it.", "Ana Reis", "instructed"),
        ("Dr. Reis noted that it is late.", "Reis", "noted"),
        ("According to Ana Reis, deputy director of the port, it grows.", "Ana Reis", "According to"),
        ("It grows, according to the annual report released in May.", "the annual report", "according to"),
        ("In the eyes of Vigo mayor Rui Costa, it grows.", "Rui Costa", "In the eyes of"),
        ("According to Porto Daily on Monday, it grows.", "Porto Daily", "According to"),
        ("The scheme lists 14 parks.", "The scheme", "lists"),
        ("The provincial government proposed the canal.", "The provincial government", "proposed"),
        ("It is growing, but analysts say it is late.", "analysts", "say"),
        ("Speaking in Faro, Ana Reis, then minister, said Vigo, Porto and Faro will grow.", "Ana Reis", "said"),
        ("Vigo, a town in the north, grows, said Ana Reis.", "Ana Reis", "said"),
        ("Rui Costa, 45, said it grows.", "Rui Costa", "said"),
        ("The mayor of Vigo said it grows.", "The mayor of Vigo", "said"),
        ("A spokesman for the port said it grows.", "A spokesman for the port", "said"),
        ("The Ministry of Trade and Ports said it grows.", "Ministry of Trade and Ports", "said"),
        ("On Monday the company's chairman said it grows.", "the company's chairman", "said"),
        ('"It is late," added Rui Costa, a lawyer.', "Rui Costa", "added"),
        ("Rui Costa of Porto Shipping believes that it grows.", "Rui Costa", "believes"),
        ("A report by the Porto Institute warned that it grows.", "A report by the Porto Institute", "warned"),
        ("Experts at the port suggested that it waits.", "Experts at the port", "suggested"),
        ("When Costa said so, nobody heard.", "Costa", "said"),
        ("王强说，港口将扩建。", "王强", "说"),
        ("“港口将扩建。”李小红表示。", "李小红", "表示"),
        ("李小红日前在接受采访时表示，港口将扩建。", "李小红", "表示"),
        ("青岛港集团董事长赵大海指出，港口将扩建。", "赵大海", "指出"),
        ("据青岛市港航局局长赵大海介绍，港口将扩建。", "赵大海", "介绍"),
        ("据青岛市港航局有关负责人透露，港口将扩建。", "青岛市港航局有关负责人", "透露"),
        ("据年度报告显示，港口增长。", "年度报告", "显示"),
        ("《青岛港规划》明确提出，到2032年建成。", "青岛港规划", "提出"),
        ("近日，《青岛港规划》（以下简称《规划》）公布，提出到2032年建成。", "青岛港规划", "提出"),
        ("根据《青岛港规划》，到2032年建成。", "青岛港规划", "根据"),
        ("在赵大海看来，港口还会增长。", "赵大海", "看来"),
        ("青岛日报讯（记者 孙梅）港口将扩建。", "青岛日报", "讯"),
        ("青岛市委副书记、市长温大海在论坛上说，港口将扩建。", "温大海", "说"),
        ("港务局主任欧阳大海说，港口将扩建。", "欧阳大海", "说"),
        ("专家一致认为，港口将扩建。", "专家", "认为"),
        ("李主任告诉记者，港口将扩建。", "李主任", "告诉"),
        ("有关专家认为，港口将扩建。", "有关专家", "认为"),
    ],
)
def test_who_says_it_is_found(text: str, who: str, verb: str) -> None:
    """By what stands beside the word of saying, without a list of names."""
    assert _told(text) == [(who, verb)]


@pytest.mark.parametrize(
    ("text", "names", "who"),
    [
        ("de Silva said it grows.", ["de Silva"], "de Silva"),
        ("According to de Silva, it grows.", ["de Silva"], "de Silva"),
        ("de Silva, the mayor, said it grows.", ["de Silva"], "de Silva"),
        ("The Bank of Vigo said it grows.", ["Vigo"], "Bank of Vigo"),
        ("According to the Bank of Vigo, it grows.", ["Vigo"], "Bank of Vigo"),
        ("Recently Vigo said it grows.", ["Vigo"], "Vigo"),
        ("青岛已提出新的设想。", ["青岛"], "青岛"),
        ("青岛正扩建港口，提出到2032年建成。", ["青岛"], "青岛"),
        ("据青岛港介绍，港口将扩建。", ["青岛港"], "青岛港"),
    ],
)
def test_a_name_that_is_known_needs_no_looks(text: str, names: list[str], who: str) -> None:
    """It is taken as it is told, but where it is only the end of a longer one."""
    assert [found for found, _ in _told(text, *names)] == [who]


@pytest.mark.parametrize(
    "text",
    [
        "It is said that the harbour grows.",
        "He said it grows, and they say so too.",
        "Vigo was told to wait.",
        "The harbour is said to grow.",
        "The recently announced plan helps Vigo.",
        "Costa added 20 cranes.",
        "A noted scholar of Vigo left.",
        "The harbour has grown, reported.",
        "They have a say in Vigo.",
        "The plan, he said, helps.",
        "据了解，港口将扩建。",
        "据显示，港口将扩建。",
        "数据说明港口在增长。",
        "青岛港（下称“港口”）有名称。",
        "他提出的设想很好。",
        "王强写了一本小说。",
        "市长的介绍信丢了。",
    ],
)
def test_where_nobody_is_named_nobody_is_found(text: str) -> None:
    """What everybody says, what pronouns say, and words that only look like saying."""
    assert _told(text) == []


def test_several_are_told_in_their_order() -> None:
    """Each sentence has its own, and a place is told once."""
    text = (
        'Ana Reis said so.\n\n"Yes," Rui Costa said. The plan says that it will, according to Porto Daily. 王强说，是。'
    )
    assert [who for who, _ in _told(text)] == ["Ana Reis", "Rui Costa", "The plan", "Porto Daily", "王强"]


@pytest.mark.parametrize(
    "words", ["Ann said ", "Ann, a man said ", "according to Ann ", "王强，据说", "据市长说", "《王说"]
)
def test_a_text_without_sentences_is_read_in_no_long_time(words: str) -> None:
    """However often the words come that are looked for."""
    begun = time.monotonic()
    speakers(words * 3000 + "said")
    assert time.monotonic() - begun < 10


MEASURED = {
    "china-daily": (17, 17, 17),
    "asia-times": (0, 0, 0),
    "guihuayun": (1, 1, 1),
    "nanfang-daily": (3, 3, 3),
    "nordic": (3, 3, 3),
    "the-paper": (1, 1, 1),
}
"""How many speakers are right, of how many that are found, and of how many that are there."""


@pytest.mark.parametrize("stem", gold.TEXTS)
def test_what_is_found_is_what_people_found(stem: str) -> None:
    """With the names that the graph has; a speaker is right where its place and that of its verb are."""
    text = gold.text(stem)
    names = [gold.place(row) for row in gold.rows(stem, "names") if row["thing"]]
    there = {(*gold.place(row), (int(row["verb_start"]), int(row["verb_end"]))) for row in gold.rows(stem, "speakers")}
    found = {*speakers(text, names)}
    assert (len(found & there), len(found), len(there)) == MEASURED[stem]


def test_most_are_found_without_names() -> None:
    """One alone needs to be known: a city that speaks, in Chinese."""
    right = found = 0
    for stem in gold.TEXTS:
        places = {
            (*gold.place(row), (int(row["verb_start"]), int(row["verb_end"]))) for row in gold.rows(stem, "speakers")
        }
        alone = {*speakers(gold.text(stem))}
        right, found = right + len(alone & places), found + len(alone)
    assert (right, found) == (24, 24)
