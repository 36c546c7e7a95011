"""Time lines: a row an event, in the order of time, so that no label lies upon another however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corridor_kg.pictures import svg
from corridor_kg.pictures.scales import Scale
from corridor_kg.pictures.svg import HATCHED, MARGIN, SMALL, USUAL, WIDTH, Drawing, Frame, Words

_DATES, _PLOT, _GAP = 104, 250, 14
"""How wide the dates are at the left, and the line beside them."""

_DATE_LINES = 6
"""How many lines a date may take: "after … and before … (read)" is told to its end, where the ground stands."""

_HIGH = 10
"""How high a mark is."""


class Event(NamedTuple):
    """Something with a time.

    Attributes:
        name: What happens.
        date: When, as people read it.
        start: When it begins, in years, as 2016.5; None where nobody says.
        end: When it ends; None likewise.
        kind: What sort of event it is; may be empty.
        detail: What else is known of it.
    """

    name: Words
    date: Words
    start: float | None
    end: float | None
    kind: str = ""
    detail: str = ""


def draw(frame: Frame, events: Sequence[Event]) -> str:
    """Return a time line as a document of SVG; what has no time stands at its end."""
    dated = [event for event in events if _ends(event)]
    undated = [event for event in events if not _ends(event)]
    dated.sort(key=lambda event: min(_ends(event)))
    kinds = sorted({event.kind for event in events} - {""})
    parts = [_rows(dated, kinds)] if dated else []
    if undated:
        heading = svg.block(MARGIN, 0, Words("Without a date"), WIDTH - 2 * MARGIN, bold=True)
        parts.append(svg.stacked([heading._replace(told=[]), *(_row(event, None, kinds) for event in undated)], gap=6))
    if kinds or any(_is_open(event) for event in dated):
        parts.append(_legend(kinds, dated))
    return svg.picture(frame, svg.stacked(parts or [svg.nothing()], gap=14), kind="Time line")


def _ends(event: Event) -> list[float]:
    return [end for end in (event.start, event.end) if end is not None]


def _is_open(event: Event) -> bool:
    return len(_ends(event)) == 1


def _rows(events: Sequence[Event], kinds: Sequence[str]) -> Drawing:
    """Return events below a scale of years."""
    ends = [end for event in events for end in _ends(event)]
    start = MARGIN + _DATES + _GAP
    scales = [Scale.over(min(ends), max(ends), start, start + _PLOT, most=most, least_step=1) for most in (6, 4, 3, 2)]
    scale = next((one for one in scales if _fits(one)), scales[-1])
    rows = svg.stacked([_row(event, scale, kinds) for event in events], gap=8)
    top = SMALL * svg.LINE + 6
    moved = svg.element("g", "\n", *(f"{mark}\n" for mark in rows.marks), transform=f"translate(0 {top:g})")
    return Drawing([*_axis(scale, top - 4, top + rows.height), moved], top + rows.height, rows.told)


def _fits(scale: Scale) -> bool:
    between = (scale.end - scale.start) / max(len(scale.ticks()) - 1, 1)
    return max(svg.length(f"{tick:.0f}", size=SMALL) for tick in scale.ticks()) + 6 <= between


def _axis(scale: Scale, top: float, bottom: float) -> list[str]:
    marks = []
    for tick in scale.ticks():
        marks.append(svg.line(scale(tick), top, scale(tick), bottom))
        marks.append(svg.text(scale(tick), top - 3, f"{tick:.0f}", size=SMALL, kind="soft", text_anchor="middle"))
    return marks


def _row(event: Event, scale: Scale | None, kinds: Sequence[str]) -> Drawing:
    """Return an event: its date, its place on the line, and what it is."""
    x = MARGIN + _DATES + _GAP + _PLOT + 2 * _GAP
    room = WIDTH - MARGIN - x
    name = svg.block(x, 0, event.name, room, most=4)
    detail = svg.block(x, name.height, Words(event.detail), room, size=SMALL, most=6, kind="soft")
    said = [name, *([detail] if event.detail else [])]
    date = svg.block(MARGIN, 0, event.date, _DATES, most=_DATE_LINES, bold=True)
    marks = [*date.marks, *(mark for drawing in said for mark in drawing.marks)]
    if scale is not None:
        marks += _marks(event, scale, kinds, x - 4)
    more = ", ".join(filter(None, (event.kind, event.detail)))
    told = f"{event.date.text or 'without a date'}: {event.name.text}{f' ({more})' if more else ''}"
    return Drawing(marks, max(date.height, sum(one.height for one in said)), [told])


def _marks(event: Event, scale: Scale, kinds: Sequence[str], label: float) -> list[str]:
    """Return the mark of an event, and a thread to its name."""
    y = USUAL * svg.LINE / 2
    start, end = (scale(one) if one is not None else None for one in (event.start, event.end))
    left = start if start is not None else scale.start - _GAP / 2
    right = end if end is not None else scale.end + _GAP / 2
    thread = svg.line(right, y, label, y, stroke_dasharray="1 3")
    if start is not None and end is not None and right - left <= _HIGH:
        return [thread, shape((left + right) / 2, y, kinds.index(event.kind) if event.kind else 0)]
    fill = {"class_": "ckg-mark"} if not _is_open(event) else {"fill": HATCHED}
    bar = svg.element("rect", x=left, y=y - _HIGH / 2, width=right - left, height=_HIGH, **fill)
    known = end if start is None else start
    assert known is not None
    first = shape(known, y, kinds.index(event.kind) if event.kind else 0)
    return [thread, bar, *([first] if event.kind or _is_open(event) else [])]


def shape(x: float, y: float, number: int) -> str:
    """Return the mark of the sort with this number: a filled one, then hollow ones, in turn of another form."""
    half, tip = _HIGH / 2, _HIGH / 2 + 1
    outlines = (
        f"M{x - half:.1f} {y:.1f}a{half:g} {half:g} 0 1 0 {_HIGH} 0a{half:g} {half:g} 0 1 0 -{_HIGH} 0Z",
        f"M{x:.1f} {y - tip:.1f}l{tip:g} {tip:g}l-{tip:g} {tip:g}l-{tip:g} -{tip:g}Z",
        f"M{x - half:.1f} {y - half:.1f}h{_HIGH}v{_HIGH}h-{_HIGH}Z",
        f"M{x:.1f} {y - tip:.1f}l{tip:g} {_HIGH + 1}h-{2 * tip:g}Z",
    )
    hollow = number // len(outlines) % 2 == 1
    look = {"class_": "ckg-paper ckg-edge", "stroke_width": 1.5} if hollow else {"class_": "ckg-mark"}
    return svg.element("path", d=outlines[number % len(outlines)], **look)


def _legend(kinds: Sequence[str], events: Sequence[Event]) -> Drawing:
    """Return what each mark stands for."""
    parts = []
    for number, kind in enumerate(kinds):
        said = svg.block(MARGIN + 20, 0, Words(kind), WIDTH - 2 * MARGIN - 20, size=SMALL, kind="soft")
        parts.append(Drawing([shape(MARGIN + 7, SMALL * svg.LINE / 2 + 1, number), *said.marks], said.height + 2, []))
    if any(map(_is_open, events)):
        mark = svg.element("rect", x=MARGIN, y=3, width=16, height=_HIGH, fill=HATCHED)
        said = svg.block(
            MARGIN + 20, 0, Words("begins or ends at a time that nobody gives"), WIDTH - 60, size=SMALL, kind="soft"
        )
        parts.append(Drawing([mark, *said.marks], said.height + 2, []))
    return svg.stacked(parts, gap=2)
