"""Bars are as long as their numbers and open where a number is bound; events stand where their time is."""

from __future__ import annotations

import pytest

from corridor_kg.pictures import bars, timelines
from corridor_kg.pictures.bars import ABOUT, LESS, MORE, Bar, Panel
from corridor_kg.pictures.scales import Scale
from corridor_kg.pictures.svg import HATCHED, Frame, Words
from corridor_kg.pictures.timelines import Event
from tests.support import svg
from tests.support.svg import Placed


def chart(*drawn: Bar, unit: str = "") -> str:
    """Return a chart of one panel."""
    return bars.draw(Frame(Words("How much?"), "A note.", "A foot."), [Panel(Words("measure"), unit, drawn)])


def filled(drawn: str) -> list[Placed]:
    """Return the parts of bars and periods, without paper, pattern and legend."""
    return [one for one in svg.elements(drawn, "rect") if one.element.get("class") != "ckg-paper"]


def test_a_bar_is_as_long_as_its_number() -> None:
    """From zero, whatever the sign, and with numbers that no scale was made for."""
    widths = [one.number("width") for one in filled(chart(*(Bar(Words(""), "", value) for value in (10, 20, -5))))]
    assert widths[1] == pytest.approx(2 * widths[0], abs=0.1)
    assert widths[2] == pytest.approx(widths[0] / 2, abs=0.1)
    for value in (0, 1e300, -1e-300, 1e15):
        assert svg.faults(chart(Bar(Words("a"), f"{value:g}", value))) == []


def test_a_bound_is_seen_and_read() -> None:
    """Of four bars of the same number, each looks otherwise, is told otherwise, and the picture says what it means."""
    names = {"": "78 %", MORE: "over 78 %", LESS: "less than 78 %", ABOUT: "about 78 %"}
    looks = {}
    for bound, shown in names.items():
        drawn = chart(Bar(Words("a"), shown, 78, bound), unit="%")
        assert shown in svg.texts(drawn)
        assert f"a: {shown}" in svg.told(drawn)
        looks[bound] = [(one.element.get("fill"), one.number("x"), one.number("width")) for one in filled(drawn)]
        assert [text for text in svg.texts(drawn) if "hatched" in text.lower()] == [
            text
            for text in svg.texts(drawn)
            if {MORE: "more than", LESS: "less than the", ABOUT: "about the"}.get(bound, "?") in text
            and "number" in text
        ]
    assert len({tuple(look) for look in looks.values()}) == 4
    (solid, open_end) = looks[MORE]
    assert open_end[0] == HATCHED
    assert open_end[1] == pytest.approx(solid[1] + solid[2], abs=0.1)
    assert looks[LESS][0][0] == HATCHED


def test_what_only_words_tell_has_no_bar() -> None:
    """Nor has what nobody gives; both are said."""
    drawn = chart(Bar(Words("a"), "doubling", None), Bar(Words("b"), "", None))
    assert filled(drawn) == []
    assert {"doubling", "nothing given"} <= set(svg.texts(drawn))
    assert "b: nothing given" in svg.told(drawn)


def test_a_scale_has_round_numbers_and_its_unit() -> None:
    """Each panel its own; counts have whole numbers."""
    texts = svg.texts(chart(Bar(Words("a"), "4,739 firms", 4739), unit="firms"))
    assert [text for text in texts if text in ("0", "1,000", "5,000", "firms", "measure (firms)")] == [
        "measure (firms)",
        "0",
        "1,000",
        "5,000",
        "firms",
    ]
    assert "0.5" not in svg.texts(chart(Bar(Words("a"), "1", 1)))


def test_an_event_stands_where_its_time_is() -> None:
    """In the order of time, an open one hatched to the end of the line, one without a date below the others."""
    events = [
        Event(Words("goes on"), Words("since 2016"), 2016.0, None),
        Event(Words("unknown"), Words(""), None, None),
        Event(Words("period"), Words("2000–2010"), 2000.0, 2010.0),
        Event(Words("before"), Words("by 2012"), None, 2012.0),
    ]
    drawn = timelines.draw(Frame(Words("When?"), "A note.", "A foot."), events)
    names = [
        text for text in svg.texts(drawn) if text in {event.name.text for event in events} or text == "Without a date"
    ]
    assert names == ["period", "before", "goes on", "Without a date", "unknown"]
    period, before, goes_on, legend = filled(drawn)
    scale = Scale(2000, 2010, period.number("x"), period.number("x") + period.number("width"), 1)
    assert before.number("x") + before.number("width") == pytest.approx(scale(2012), abs=0.1)
    assert goes_on.number("x") == pytest.approx(scale(2016), abs=0.1)
    assert {one.element.get("fill") for one in (before, goes_on, legend)} == {HATCHED}
    assert svg.told(drawn).splitlines()[2:-1] == [
        "2000–2010: period",
        "by 2012: before",
        "since 2016: goes on",
        "without a date: unknown",
    ]


def test_kinds_of_events_are_told_by_form() -> None:
    """Not by colour: the marks of eight kinds are eight, and a legend names each."""
    kinds = [f"kind {number}" for number in range(8)]
    drawn = timelines.draw(
        Frame(Words(""), "A note.", "A foot."),
        [Event(Words(kind), Words("2000"), 2000.0, 2000.1, kind=kind) for kind in kinds],
    )
    assert set(kinds) <= set(svg.texts(drawn))
    assert len({repr(timelines.shape(0, 0, number)) for number in range(8)}) == 8


def test_names_and_dates_of_usual_length_are_seen_to_their_end() -> None:
    """Where a date ends, it says whether it is printed or read."""
    date = "after 1 December 2017 and before 5 March 2018 (read)"
    name = "Rank of a city among the sub-provincial cities of the country by the growth rate of its high-tech firms"
    line = timelines.draw(Frame(Words(""), "", ""), [Event(Words("it came out"), Words(date), 2017.9, 2018.2)])
    assert date in " ".join(svg.texts(line))
    assert name in " ".join(svg.texts(chart(Bar(Words(name), "1", 1))))
    assert not svg.faults(line)
