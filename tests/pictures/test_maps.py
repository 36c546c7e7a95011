"""Maps show where things are, true to scale, and which of them are only at the place of their city."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest

from corridor_kg.pictures import maps
from corridor_kg.pictures.maps import Entry, Spot
from corridor_kg.pictures.svg import Frame, Words
from tests.support import svg

CITIES = {"Guangzhou": (23.11667, 113.25), "Dongguan": (23.01797, 113.74866), "Shenzhen": (22.54554, 114.0683)}


def drawn(*entries: Entry) -> str:
    """Return a map."""
    return maps.draw(Frame(Words("Where?"), "A note.", "A foot."), entries)


def own(name: str, latitude: float, longitude: float) -> Entry:
    """Return a thing at its own coordinates."""
    return Entry(Words(name), Spot(latitude, longitude, Words(name)))


def lent(name: str, city: str) -> Entry:
    """Return a thing at the place of a city."""
    return Entry(Words(name), Spot(*CITIES[city], Words(city), is_own=False))


def test_a_map_is_true_to_its_scale_bar() -> None:
    """The points of two cities are as far apart as the bar says."""
    picture = drawn(*(own(name, *place) for name, place in CITIES.items()))
    points = {(one.number("cx"), one.number("cy")) for one in svg.elements(picture, "circle")}
    (west, north), *_, (east, south) = sorted(points)
    (kilometres,) = [
        float(text.removesuffix(" km").replace(",", "")) for text in svg.texts(picture) if text.endswith(" km")
    ]
    bar = next(
        found
        for one in svg.elements(picture, "path")
        if (found := re.search(r"v5h([\d.]+)v-5", one.element.get("d") or ""))
    )
    distance = math.hypot(east - west, south - north) * kilometres / float(bar[1])
    assert distance == pytest.approx(105.2, abs=0.5)  # Guangzhou to Shenzhen on a sphere
    assert north < south


@pytest.mark.parametrize("places", [[(0, 0)], [(90, 180), (-90, -180)], [(89.9, 0), (90, 1)], [(1, 1), (1.00001, 1)]])
def test_a_map_of_any_part_of_the_earth_is_drawn(places: list[tuple[float, float]]) -> None:
    """Of one point, of poles, of the whole, of a garden; every point is on it."""
    picture = drawn(*(own(f"p{number}", *place) for number, place in enumerate(places)))
    assert svg.faults(picture) == []
    frame = next(one for one in svg.elements(picture, "rect") if one.element.get("fill") == "none")
    for point in svg.elements(picture, "circle"):
        assert frame.number("x") <= point.number("cx") <= frame.number("x") + frame.number("width")
        assert 0 <= point.number("cy") <= frame.number("height")


def marks(picture: str) -> dict[str, bool]:
    """Return the numbers of a map, with whether each is hollow."""
    found = svg.elements(picture)
    return {
        text.text: "ckg-paper" in (box.element.get("class") or "")
        for box, text in pairwise(found)
        if box.name == "rect" and box.element.get("rx") and text.name == "text"
    }


def test_what_stands_at_the_place_of_its_city_is_hollow_and_says_so() -> None:
    """On the map, in the legend, in the list and in the words; what has coordinates of its own is not."""
    picture = drawn(lent("Science City", "Guangzhou"), own("Park", 22.9, 113.9), Entry(Words("Lost"), None))
    assert marks(picture) == {"1": True, "2": False, "n": True}
    texts = svg.texts(picture)
    assert {"at its own coordinates", "at its city's place: it has no coordinates of its own"} <= set(texts)
    beside = texts[texts.index("At the place of Guangzhou") :]
    assert [text for text in beside if text in ("Science City", "Park", "Lost")] == ["Science City", "Park", "Lost"]
    assert "1. Science City: 23.1167°N 113.25°E, at the place of Guangzhou" in svg.told(picture)
    assert "2. Park: 22.9°N 113.9°E" in svg.told(picture).splitlines()
    assert "Lost: no coordinates are known" in svg.told(picture)


def test_many_things_at_one_place_share_a_mark() -> None:
    """Twelve have their own; more have one with the first and the last number."""
    few = drawn(*(lent(f"t{number}", "Guangzhou") for number in range(12)))
    assert "12" in marks(few)
    many = drawn(*(lent(f"t{number}", "Guangzhou") for number in range(13)))
    assert "1–13" in marks(many)
    assert svg.texts(many).count("13") == 1


def test_marks_do_not_lie_upon_one_another() -> None:
    """Sixty things, some of them close together."""
    things = [own(f"t{number}", 22.5 + number % 8 / 10, 113.2 + number // 8 / 10) for number in range(40)]
    things += [lent(f"c{number}", list(CITIES)[number % 3]) for number in range(20)]
    assert svg.faults(drawn(*things)) == []
