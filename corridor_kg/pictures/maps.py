"""Maps: numbered marks where things are, and their names beside the map, so that no name lies upon another.

A thing without coordinates of its own stands, hollow, at the place in which it lies. The map needs no coast and no
tiles: a net of degrees and a scale bar tell where and how far. The projection is equirectangular, true to scale at the
middle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corridor_kg.pictures import svg
from corridor_kg.pictures.scales import Scale, step
from corridor_kg.pictures.svg import MARGIN, SMALL, USUAL, WIDTH, Drawing, Frame, Words

KILOMETRES = 111.195
"""How long a degree of latitude is, on a sphere of 6,371 km."""

_MAP, _GAP = 400, 20
"""How wide the map is, and how far the names are from it."""

_LOW, _HIGH = 260.0, 560.0
"""How high the map is at least and at most."""

_BADGE, _PAD, _MANY = 20.0, 42.0, 12
"""How large a mark is, how far from the frame, and how many things at one place have one mark together."""


class Spot(NamedTuple):
    """Where something is.

    Attributes:
        latitude: In degrees of WGS84.
        longitude: Likewise.
        place: What the place is called that has these coordinates.
        is_own: Whether that is the thing itself.
    """

    latitude: float
    longitude: float
    place: Words
    is_own: bool = True


class Entry(NamedTuple):
    """A thing on the map.

    Attributes:
        name: What it is called.
        spot: Where it is; None where nobody knows.
        detail: What else is known of it.
    """

    name: Words
    spot: Spot | None
    detail: str = ""


class _Site(NamedTuple):
    """Things at one point, which have numbers one after the other."""

    spot: Spot
    first: int
    entries: Sequence[Entry]


class _Box(NamedTuple):
    """A part of the paper that is taken."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: _Box) -> bool:
        """Return whether two boxes have a point in common."""
        apart = self.x >= other.x + other.width or other.x >= self.x + self.width
        return not (apart or self.y >= other.y + other.height or other.y >= self.y + self.height)

    def within(self, width: float, height: float) -> bool:
        """Return whether it lies on a map of this size."""
        return self.x >= 0 and self.y >= 0 and self.x + self.width <= width and self.y + self.height <= height


def draw(frame: Frame, entries: Sequence[Entry]) -> str:
    """Return a map as a document of SVG; what is nowhere stands below the other names."""
    sites = _sites(entries)
    nowhere = [entry for entry in entries if entry.spot is None]
    if not entries:
        return svg.picture(frame, svg.nothing(), kind="Map")
    names = _names(sites, nowhere)
    chart = _chart(sites) if sites else Drawing([], 0, [])
    notes = _legend(sites, chart.height)
    height = max(chart.height + notes.height, names.height)
    drawing = Drawing([*chart.marks, *notes.marks, *names.marks], height, names.told)
    return svg.picture(frame, drawing, kind="Map")


def _sites(entries: Sequence[Entry]) -> list[_Site]:
    """Return the points from north to south, what has coordinates of its own before what lies there."""
    at: dict[tuple[float, float, bool], list[Entry]] = {}
    for entry in entries:
        if entry.spot is not None:
            at.setdefault((-entry.spot.latitude, entry.spot.longitude, not entry.spot.is_own), []).append(entry)
    sites, first = list[_Site](), 1
    for _, found in sorted(at.items()):
        spot = found[0].spot
        assert spot is not None
        sites.append(_Site(spot, first, found))
        first += len(found)
    return sites


# -- The map -----------------------------------------------------------------------------------------


class _Frame(NamedTuple):
    """Which part of the earth is drawn, and where."""

    across: Scale
    up: Scale
    height: float

    def point(self, spot: Spot) -> tuple[float, float]:
        return self.across(spot.longitude), self.up(spot.latitude)


def _frame(spots: Sequence[Spot]) -> _Frame:
    """Return a frame with room around all spots, on which a kilometre is as long in each direction."""
    south, north = min(spot.latitude for spot in spots), max(spot.latitude for spot in spots)
    west, east = min(spot.longitude for spot in spots), max(spot.longitude for spot in spots)
    narrowing = max(math.cos(math.radians((south + north) / 2)), 0.05)
    inner = _MAP - 2 * _PAD
    degrees = max((east - west) * narrowing / inner, (north - south) / (_HIGH - 2 * _PAD), 0.2 / inner)
    height = min(max((north - south) / degrees + 2 * _PAD, _LOW), _HIGH)
    wide, high = _MAP * degrees / narrowing, height * degrees
    left, bottom = (west + east - wide) / 2, (south + north - high) / 2
    by = max(step(max(high, wide), 5), 0.01)
    across = Scale(left, left + wide, MARGIN, MARGIN + _MAP, by)
    return _Frame(across, Scale(bottom, bottom + high, height, 0, by), height)


def _chart(sites: Sequence[_Site]) -> Drawing:
    frame = _frame([site.spot for site in sites])
    dots, labels, badges, taken = list[str](), list[str](), list[str](), list[_Box]()
    points = dict.fromkeys(frame.point(site.spot) for site in sites)
    net = list(_net(frame, taken))
    for x, y in points:
        dots.append(svg.element("circle", cx=x, cy=y, r=3, class_="ckg-ink"))
        taken.append(_Box(x - 4 - MARGIN, y - 4, 8, 8))
    bar = _bar(frame)
    taken.append(_Box(0, frame.height - 40, 170, 40))
    for site in {frame.point(site.spot): site for site in reversed(sites)}.values():
        labels += _label(site.spot, frame, taken)
    for site in sites:
        badges += _badges(site, frame, taken)
    border = svg.element("rect", x=MARGIN, y=0, width=_MAP, height=frame.height, fill="none", class_="ckg-line")
    return Drawing([*net, border, *badges, *dots, *labels, *bar.marks], frame.height, [])


def _net(frame: _Frame, taken: list[_Box]) -> Iterator[str]:
    """Yield meridians and parallels, with their degrees at the border, which take up room."""
    for degree in _round(frame.across):
        x = frame.across(degree)
        yield svg.line(x, 0, x, frame.height)
        if MARGIN + 24 < x < MARGIN + _MAP - 24:
            taken.append(_Box(x - MARGIN - 24, 0, 48, SMALL + 6))
            yield svg.text(x, SMALL + 2, _degrees(degree, "EW"), size=SMALL, kind="soft", text_anchor="middle")
    for degree in _round(frame.up):
        y = frame.up(degree)
        yield svg.line(MARGIN, y, MARGIN + _MAP, y)
        if 24 < y < frame.height - 60:
            taken.append(_Box(0, y - SMALL - 4, 44, SMALL + 4))
            yield svg.text(MARGIN + 3, y - 3, _degrees(degree, "NS"), size=SMALL, kind="soft")


def _round(scale: Scale) -> list[float]:
    first, last = math.ceil(scale.low / scale.step), math.floor(scale.high / scale.step)
    return [round(number * scale.step, 6) for number in range(first, last + 1)]


def _degrees(value: float, sides: str) -> str:
    return f"{abs(value):g}°{sides[value < 0] if value else ''}"


def _bar(frame: _Frame) -> Drawing:
    """Return a bar as long as a round number of kilometres at the middle of the map."""
    degrees = (frame.up.high - frame.up.low) / frame.height
    long = step(90 * degrees * KILOMETRES, 1) / 2
    width = long / KILOMETRES / degrees
    y, x = frame.height - 12, MARGIN + 10
    path = svg.element("path", d=f"M{x} {y - 5}v5h{width:.2f}v-5", class_="ckg-line", fill="none", stroke_width=1.5)
    return Drawing([path, svg.text(x + width + 6, y, f"{long:,g} km", size=SMALL)], 0, [])


def _label(spot: Spot, frame: _Frame, taken: list[_Box]) -> list[str]:
    """Return the name of a place beside its point, on a side where there is room; none where there is none."""
    x, y = frame.point(spot)
    width, high = svg.length(spot.place.text, bold=True), USUAL * svg.LINE
    sides = (
        (x + 7, y - high / 2),
        (x - 7 - width, y - high / 2),
        (x - width / 2, y - 7 - high),
        (x - width / 2, y + 7),
    )
    for left, top in sides:
        box = _Box(left - MARGIN, top, width, high)
        if box.within(_MAP, frame.height) and not any(map(box.meets, taken)):
            taken.append(box)
            return [svg.text(left, top + USUAL, spot.place, font_weight="bold")]
    return []


def _badges(site: _Site, frame: _Frame, taken: list[_Box]) -> list[str]:
    """Return the marks of the things at a point, each as near to it as there is room, with a thread."""
    last = site.first + len(site.entries) - 1
    numbers = range(site.first, last + 1)
    texts = [str(number) for number in numbers] if len(numbers) <= _MANY else [f"{site.first}–{last}"]
    x, y = frame.point(site.spot)
    marks = []
    for said in texts:
        width = max(_BADGE, svg.length(said, size=SMALL) + 8)
        box = _free(x - MARGIN, y, width, frame.height, taken)
        taken.append(box)
        middle, centre = box.x + MARGIN + width / 2, box.y + _BADGE / 2
        far = math.hypot(middle - x, centre - y) > _BADGE * 1.3
        thread = [svg.line(x, y, middle, centre, kind="edge", stroke_width=0.7)] if far else []
        marks.append("".join([*thread, badge(middle, centre, said, width=width, is_own=site.spot.is_own)]))
    return marks


def badge(x: float, y: float, said: str, *, width: float = _BADGE, is_own: bool) -> str:
    """Return a number in a mark: filled for a thing at its own coordinates, hollow for one at those of its place."""
    box = {"x": x - width / 2 + 1, "y": y - _BADGE / 2 + 1, "width": width - 2, "height": _BADGE - 2, "rx": 9}
    kinds = "ckg-mark ckg-edge" if is_own else "ckg-paper ckg-edge"
    look: dict[str, object] = {"class_": kinds, "stroke_width": 1.5}
    look |= {} if is_own else {"stroke_dasharray": "3 2"}
    number = svg.text(x, y + 4, said, size=SMALL, kind="paper" if is_own else "ink", text_anchor="middle")
    return svg.element("rect", **box, **look) + number


def _free(x: float, y: float, width: float, height: float, taken: Sequence[_Box]) -> _Box:
    """Return the part of the map nearest to a point that nothing has taken; where all is taken, that at the point."""
    for number in range(2000):
        radius, angle = 3.2 * math.sqrt(number), number * 2.399963
        # a spiral of the golden angle comes by all directions
        left, top = x + radius * math.cos(angle) - width / 2, y + radius * math.sin(angle) - _BADGE / 2
        box = _Box(round(left, 2), round(top, 2), width, _BADGE)
        if box.within(_MAP, height) and not any(map(box.meets, taken)):
            return box
    return _Box(x - width / 2, y - _BADGE / 2, width, _BADGE)


# -- What stands beside it ---------------------------------------------------------------------------


def _names(sites: Sequence[_Site], nowhere: Sequence[Entry]) -> Drawing:
    """Return the numbers with what they stand for."""
    parts = []
    for site in sites:
        if not site.spot.is_own:
            heading = f"At the place of {site.spot.place.text}"
            parts.append(_heading(Words(heading)))
        numbered = enumerate(site.entries, start=site.first)
        parts += [_named(str(number), entry, is_own=site.spot.is_own) for number, entry in numbered]
    if nowhere:
        parts.append(_heading(Words("Not on the map, for no coordinates are known")))
        parts += [_named("–", entry, is_own=None) for entry in nowhere]
    return svg.stacked(parts, gap=5)


_NAMES = MARGIN + _MAP + _GAP


def _heading(words: Words) -> Drawing:
    return svg.block(_NAMES, 0, words, WIDTH - MARGIN - _NAMES, bold=True)._replace(told=[])


def _named(said: str, entry: Entry, *, is_own: bool | None) -> Drawing:
    """Return a thing behind its number; of one that is nowhere, behind a dash."""
    width = max(_BADGE, svg.length(said, size=SMALL) + 8)
    x = _NAMES + max(width, 26) + 6
    name = svg.block(x, 0, entry.name, WIDTH - MARGIN - x)
    detail = svg.block(x, name.height, Words(entry.detail), WIDTH - MARGIN - x, size=SMALL, most=2, kind="soft")
    found = [name, *([detail] if entry.detail else [])]
    middle, y = _NAMES + max(width, 26) / 2, USUAL * svg.LINE / 2
    mark = (
        svg.text(middle, y + 4, said, text_anchor="middle")
        if is_own is None
        else badge(middle, y, said, width=width, is_own=is_own)
    )
    marks = [mark, *(one for drawing in found for one in drawing.marks)]
    return Drawing(marks, max(sum(one.height for one in found), _BADGE), [_told(said, entry)])


def _told(said: str, entry: Entry) -> str:
    spot, more = entry.spot, f" ({entry.detail})" if entry.detail else ""
    if spot is None:
        return f"{entry.name.text}: no coordinates are known{more}"
    where = f"{_degrees(spot.latitude, 'NS')} {_degrees(spot.longitude, 'EW')}"
    at = "" if spot.is_own else f", at the place of {spot.place.text}"
    return f"{said}. {entry.name.text}: {where}{at}{more}"


def _legend(sites: Iterable[_Site], top: float) -> Drawing:
    """Return what filled and hollow marks mean, below the map."""
    said = {True: "at its own coordinates", False: "at its city's place: it has no coordinates of its own"}
    parts, y = list[str](), top + 8
    for is_own in sorted({site.spot.is_own for site in sites}, reverse=True):
        parts.append(badge(MARGIN + 10, y + 10, "n", is_own=is_own))
        parts.append(svg.text(MARGIN + 26, y + 14, said[is_own], size=SMALL, kind="soft"))
        y += _BADGE + 4
    parts.append(
        svg.text(MARGIN, y + SMALL + 2, "North is up. The scale bar is true at the middle.", size=SMALL, kind="soft")
    )
    return Drawing(parts, y + SMALL * svg.LINE + 4 - top, []) if len(parts) > 1 else Drawing([], 0, [])
