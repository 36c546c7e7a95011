"""Bar charts: a panel a measure, for what is measured otherwise has another scale; a bar a number.

A word of bound is seen as well as read: what may be more ends in an open, hatched part, what may be less is hatched as
a whole, and what is about so much is hatched around its end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from corridor_kg.pictures import svg
from corridor_kg.pictures.scales import Scale, written
from corridor_kg.pictures.svg import HATCHED, MARGIN, SMALL, USUAL, WIDTH, Drawing, Frame, Words

MORE, LESS, ABOUT = "more", "less", "about"
"""Which way a number may be wrong."""

_NAMES, _NUMBERS = 250, 190
"""How wide the names left of the bars may be, and the numbers behind them."""

_THICK, _TAIL, _GAP = 16, 14, 8

_NOTHING = "nothing given"

_LEGEND = {
    MORE: "open hatched end: more than the number",
    LESS: "hatched bar: less than the number",
    ABOUT: "hatched around its end: about the number",
}


class Bar(NamedTuple):
    """A number to be drawn.

    Attributes:
        name: Whose it is.
        shown: The number as people read it, with unit and word of bound; empty where nothing is given.
        value: The number; None where only words tell it.
        bound: `MORE`, `LESS`, `ABOUT`, or empty for the number itself.
        detail: What else is known of it.
    """

    name: Words
    shown: str
    value: float | None
    bound: str = ""
    detail: str = ""


class Panel(NamedTuple):
    """Bars with one scale.

    Attributes:
        title: What is measured; may be empty.
        unit: In what.
        bars: The numbers, in their order.
        detail: What is known of all of them.
    """

    title: Words
    unit: str
    bars: Sequence[Bar]
    detail: str = ""


def draw(frame: Frame, panels: Sequence[Panel]) -> str:
    """Return a bar chart as a document of SVG."""
    bounds = {bar.bound for panel in panels for bar in panel.bars if bar.value is not None}
    legend = [f"{said[0].upper()}{said[1:]}." for bound, said in _LEGEND.items() if bound in bounds]
    parts = [*map(_panel, panels), *([svg.paragraph(" ".join(legend))] if legend else [])]
    return svg.picture(frame, svg.stacked(parts or [svg.nothing()], gap=14), kind="Bar chart")


def _panel(panel: Panel) -> Drawing:
    """Return bars below the name of what is measured, and their scale below them."""
    values = [bar.value for bar in panel.bars if bar.value is not None]
    room = max((svg.length(bar.shown) for bar in panel.bars), default=0)
    end = WIDTH - MARGIN - min(room, _NUMBERS) - _TAIL - 2 * _GAP
    scale = _scale(values, MARGIN + _NAMES + _GAP, end) if values else None
    parts = [*_head(panel), *(_bar(bar, scale) for bar in panel.bars)]
    return svg.stacked([*parts, *([_axis(scale, panel.unit)] if scale else [])], gap=5)


def _scale(values: Sequence[float], start: float, end: float) -> Scale:
    """Return a scale from zero, with no more ticks than have room for their numbers."""
    low, high = min(0.0, *values), max(0.0, *values)
    whole = 1 if all(float(value).is_integer() for value in values) else 0
    scales = [Scale.over(low, high, start, end, most=most, least_step=whole) for most in (5, 4, 3, 2)]
    return next((scale for scale in scales if _fits(scale)), scales[-1])


def _fits(scale: Scale) -> bool:
    ticks = scale.ticks()
    between = (scale.end - scale.start) / max(len(ticks) - 1, 1)
    return max(svg.length(written(tick), size=SMALL) for tick in ticks) + _GAP <= between


def _head(panel: Panel) -> list[Drawing]:
    width = WIDTH - 2 * MARGIN
    title = f"{panel.title.text} ({panel.unit})" if panel.unit and panel.title.text else panel.title.text
    told = ", ".join(filter(None, (title, panel.detail)))
    heads = [svg.block(MARGIN, 0, panel.title._replace(text=title), width, bold=True)] if title else []
    details = [svg.block(MARGIN, 0, Words(panel.detail), width, size=SMALL, kind="soft")] if panel.detail else []
    found = [svg.stacked([*heads, *details], gap=2)] if told else []
    return [drawing._replace(told=[f"{told}:"]) for drawing in found]


def _bar(bar: Bar, scale: Scale | None) -> Drawing:
    """Return a bar between its name and its number, and below them what else is known of it."""
    name = svg.block(MARGIN, 0, bar.name, _NAMES, most=5)
    start = scale.start if scale else MARGIN + _NAMES + _GAP
    at, marks = start + 6, list[str]()
    if scale is not None and bar.value is not None:
        marks, at = _marks(bar, scale)
    lines = svg.lines(bar.shown or _NOTHING, WIDTH - MARGIN - at, most=4)
    kind = "ink" if bar.value is not None else "soft"
    numbers = [svg.text(at, USUAL + number * USUAL * svg.LINE, line, kind=kind) for number, line in enumerate(lines)]
    height = max(name.height, len(lines) * USUAL * svg.LINE, _THICK)
    found = [
        Drawing(
            [*name.marks, *(_net(scale, height) if bar.value is not None else []), *marks, *numbers],
            height,
            [_told(bar)],
        )
    ]
    if bar.detail:
        detail = svg.block(MARGIN, 0, Words(bar.detail), WIDTH - 2 * MARGIN, size=SMALL, most=5, kind="soft")
        found.append(detail._replace(told=[]))
    return svg.stacked(found, gap=1)


def _told(bar: Bar) -> str:
    more = f" ({bar.detail})" if bar.detail else ""
    return f"{bar.name.text}: {bar.shown or _NOTHING}{more}"


def _marks(bar: Bar, scale: Scale) -> tuple[list[str], float]:
    """Return a bar as it is bound, and where its number begins."""
    assert bar.value is not None
    zero, end = scale(0), scale(bar.value)
    left, right = min(zero, end), max(zero, end)
    parts = {
        "": lambda: [_part(left, right)],
        MORE: lambda: [_part(left, right), _part(end, end + _TAIL, HATCHED)],
        LESS: lambda: [_part(left, right, HATCHED), _outline(left, right)],
        ABOUT: lambda: [
            _part(left, max(left, right - _TAIL / 2)),
            _part(max(left, right - _TAIL / 2), right + _TAIL / 2, HATCHED),
        ],
    }
    marks: Callable[[], list[str]] = parts[bar.bound]
    return marks(), max(right, end + _TAIL if bar.bound in (MORE, ABOUT) else right) + _GAP


def _part(start: float, end: float, fill: str = "") -> str:
    colour = {"fill": fill} if fill else {"class_": "ckg-mark"}
    return svg.element("rect", x=start, y=1, width=max(end - start, 1.0), height=_THICK - 2, **colour)


def _outline(start: float, end: float) -> str:
    return svg.element(
        "rect", x=start, y=1, width=max(end - start, 1.0), height=_THICK - 2, fill="none", class_="ckg-edge"
    )


def _net(scale: Scale | None, height: float) -> list[str]:
    """Return lines at round numbers behind a bar; they do not run on behind the words below it."""
    found = [(scale(tick), tick) for tick in scale.ticks()] if scale else []
    return [
        svg.line(x, -2.5, x, height + 2.5, kind="line" if math.isclose(tick, 0, abs_tol=1e-12) else "grid")
        for x, tick in found
    ]


def _axis(scale: Scale, unit: str) -> Drawing:
    """Return the round numbers below the bars, with their unit."""
    y, marks = SMALL + 1, []
    for tick in scale.ticks():
        marks.append(svg.line(scale(tick), -2, scale(tick), 2, kind="line"))
        marks.append(svg.text(scale(tick), y, written(tick), size=SMALL, kind="soft", text_anchor="middle"))
    if unit:
        x = scale.end + svg.length(written(scale.high), size=SMALL) / 2 + _GAP
        (said,) = svg.lines(unit, WIDTH - MARGIN - x, size=SMALL, most=1)
        marks.append(svg.text(x, y, said, size=SMALL, kind="soft"))
    marks.append(svg.line(scale.start, 0, scale.end, 0, kind="line"))
    return Drawing(marks, SMALL * svg.LINE + 2, [])
