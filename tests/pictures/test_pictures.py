"""Every picture is a document that stands for itself, and can be read by whoever meets it, in whatever way."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from corridor_kg.pictures import bars, maps, tables, timelines
from corridor_kg.pictures.bars import ABOUT, LESS, MORE, Bar, Panel
from corridor_kg.pictures.maps import Entry, Spot
from corridor_kg.pictures.svg import Frame, Words
from corridor_kg.pictures.timelines import Event
from tests.support import svg

LONG = "A name that goes on and on, as registers of firms have them, with a district and a legal form " * 4
HOSTILE = '</text><script>alert("1")</script>&amp; {x} %s \x00\x1b[31m \ud800 \'"'
NAMES = ["Guangzhou", "松山湖高新技术产业开发区" * 3, LONG, HOSTILE, "x" * 400, "WWWW MMMM " * 9, "", "1" * 90]

Draw = Callable[[list[str]], str]


def bar_chart(names: list[str]) -> str:
    """Return a bar chart with a bar a name."""
    bounds = ("", MORE, LESS, ABOUT)
    drawn = [
        Bar(Words(name), f"{number * 7:,} km²", number * 7, bounds[number % 4], name)
        for number, name in enumerate(names)
    ]
    return bars.draw(
        Frame(Words("How much?"), "A note.", "A foot."),
        [Panel(Words("area"), "km²", drawn, "a detail")] if drawn else [],
    )


def time_line(names: list[str]) -> str:
    """Return a time line with an event a name, some of them open, one without a date."""
    spans = [(2016.0, 2017.0), (None, 2018.5), (2019.0, None), (2001.0, 2050.0), (None, None)]
    return timelines.draw(
        Frame(Words("When?"), "A note.", "A foot."),
        [
            Event(
                Words(name), Words(f"{2000 + number % 50}"), *spans[number % 5], kind=f"kind {number % 9}", detail=name
            )
            for number, name in enumerate(names)
        ],
    )


def chart_of_places(names: list[str]) -> str:
    """Return a map with a thing a name, most at the place of a city, one nowhere."""
    city = Spot(23.1, 113.25, Words("广州市", "zh-Hans"), is_own=False)
    spots = [city, Spot(22.54, 114.06, Words("Shenzhen")), city, None]
    return maps.draw(
        Frame(Words("Where?"), "A note.", "A foot."),
        [Entry(Words(name), spots[number % 4], name) for number, name in enumerate(names)],
    )


def table(names: list[str]) -> str:
    """Return a table with a row a name."""
    return tables.draw(
        Frame(Words("What?"), "A note.", "A foot."),
        ["name", "a long head of a column", "c"],
        [[name, name, "1"] for name in names],
    )


DRAWINGS = {"bars": bar_chart, "time line": time_line, "map": chart_of_places, "table": table}
drawing = pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)


@drawing
@pytest.mark.parametrize(
    "names", [[], NAMES[:1], NAMES, [f"Thing {n}" for n in range(120)]], ids=["none", "one", "hard", "many"]
)
def test_a_picture_can_be_read(draw: Draw, names: list[str]) -> None:
    """However long names are and however many: no text is small, leaves the paper, or lies upon another."""
    assert svg.faults(draw(names)) == []


def test_what_cannot_be_read_is_found() -> None:
    """The test above would see a text that is too small, too far out, or upon another."""
    text = '<text x="{}" y="20" font-size="{}">one two three</text>'
    for inside, fault in (
        (text.format(10, 9), "is small"),
        (text.format(770, 12), "leaves the paper"),
        (text.format(10, 12) + text.format(40, 12), "lies upon"),
    ):
        (found,) = svg.faults(f'<svg xmlns="http://www.w3.org/2000/svg" height="50">{inside}</svg>')
        assert fault in found


@drawing
def test_a_picture_has_its_words(draw: Draw) -> None:
    """It is one image with a title and a description, which tells each name, however it is cut where it is drawn."""
    drawn = draw(NAMES)
    root = ElementTree.fromstring(drawn)
    title, description = svg.elements(drawn, "title")[0], svg.elements(drawn, "desc")[0]
    assert (root.get("role"), root.get("lang"), root.get(f"{svg.XML}lang")) == ("img", "en", "en")
    assert root.get("aria-labelledby") == title.element.get("id")
    assert root.get("aria-describedby") == description.element.get("id")
    assert title.text in svg.texts(drawn)
    for name in NAMES[:3]:
        assert name in description.text
    assert 'alert("1")' in description.text


@drawing
def test_a_picture_does_nothing_and_needs_nothing(draw: Draw) -> None:
    """Names are text in it: it has no script, and nothing that is fetched from elsewhere."""
    drawn = draw(NAMES)
    names = {one.name for one in svg.elements(drawn)}
    assert names <= set("svg title desc style defs pattern path rect g text line circle".split())
    assert not re.search(r"@import|@font-face|href|https?://(?!www\.w3\.org/2000/svg)", drawn)
    assert set(re.findall(r"url\((.*?)\)", drawn)) <= {"#ckg-hatch"}
    assert not re.search(r"\son\w+=", drawn)


@drawing
def test_a_picture_is_the_same_every_time(draw: Draw) -> None:
    """And two in one page share no name of an element, but for the pattern, which is the same in each."""
    assert draw(NAMES) == draw(NAMES)
    one, other = ({a.element.get("id") for a in svg.elements(draw(names))} for names in (NAMES, NAMES[:1]))
    assert one & other == {None, "ckg-hatch"}


@drawing
def test_a_picture_is_dark_on_a_dark_screen_and_white_in_print(draw: Draw) -> None:
    """Each kind of mark has two colours; only a screen has the dark ones, and the paper is part of the picture."""
    drawn = draw(NAMES)
    style = svg.elements(drawn, "style")[0].text
    light, dark = style.split("@media screen and (prefers-color-scheme:dark)")
    kinds = set(re.findall(r"ckg-(\w+)\{", light))
    assert kinds == set(re.findall(r"ckg-(\w+)\{", dark))
    used = {kind for one in svg.elements(drawn) for kind in (one.element.get("class") or "").split()}
    assert used <= {f"ckg-{kind}" for kind in kinds}
    paper = svg.elements(drawn, "rect")[0].element
    assert (paper.get("class"), paper.get("height")) == ("ckg-paper", ElementTree.fromstring(drawn).get("height"))
    for text in svg.elements(drawn, "text"):
        assert text.element.get("class") in ("ckg-ink", "ckg-soft", "ckg-paper")


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_is_drawn_stands_out_from_the_paper(dark: bool) -> None:
    """Texts as WCAG 2.2 asks for (4.5 to 1), marks (3 to 1); so they do in grey, for only luminance counts."""
    rules = svg.elements(table([]), "style")[0].text.split("@media")[dark]
    colours = dict(re.findall(r"ckg-(\w+)\{\w+:(#\w+)\}", rules))
    for kind, least in (("ink", 4.5), ("soft", 4.5), ("mark", 4.5), ("edge", 3), ("line", 3)):
        light, dim = sorted((_luminance(colours[kind]), _luminance(colours["paper"])), reverse=True)
        assert (light + 0.05) / (dim + 0.05) >= least, kind


def test_a_picture_of_nothing_says_so() -> None:
    """It is no empty paper."""
    for draw in (bar_chart, time_line, chart_of_places):
        assert "Nothing was found." in svg.texts(draw([]))
        assert "Nothing was found." in svg.told(draw([]))


def test_words_in_another_language_say_in_which() -> None:
    """For readers that speak, and for the forms of Chinese characters."""
    drawn = bars.draw(
        Frame(Words("Q"), "A note.", "A foot."), [Panel(Words(""), "", [Bar(Words("广州市", "zh-Hans"), "1", 1)])]
    )
    (text,) = [one.element for one in svg.elements(drawn, "text") if one.text == "广州市"]
    assert (text.get("lang"), text.get(f"{svg.XML}lang")) == ("zh-Hans", "zh-Hans")
