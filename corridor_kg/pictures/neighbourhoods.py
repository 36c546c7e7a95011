"""Neighbourhoods: a thing in the middle, to its left what leads to it, to its right where it leads.

What is in one relation to the thing stands together, below the name of the relation. An arrow that is broken is of
what nobody states, and follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corridor_kg.pictures import svg
from corridor_kg.pictures.svg import MARGIN, SMALL, WIDTH, Drawing, Frame, Words

_SIDE, _MIDDLE = 250, 150
"""How wide the boxes at the sides are, and the one in the middle."""

_PAD, _GAP, _APART = 6, 6, 14
"""How far a text is from the edge of its box, a box from the next, and a relation from the next."""


class Relation(NamedTuple):
    """What is in one relation to the thing.

    Attributes:
        name: What the relation is called.
        things: What is drawn.
        more: How many there are beside these.
        follows: Whether nobody states it, and it follows.
    """

    name: Words
    things: Sequence[Words]
    more: int = 0
    follows: bool = False


class _Side(NamedTuple):
    """What is drawn at one side: its marks, how high they are, and at which heights arrows begin or end."""

    marks: list[str]
    height: float
    arrows: list[tuple[float, bool]]


def neighbourhood(frame: Frame, thing: Words, leading: Sequence[Relation], led: Sequence[Relation]) -> str:
    """Return a picture of what is around a thing, as a document of SVG.

    Args:
        frame: What stands around it.
        thing: What the thing is called.
        leading: The relations in which others lead to it.
        led: Those in which it leads to others.
    """
    right = WIDTH - MARGIN - _SIDE
    sides = _side(leading, MARGIN, "that lead here"), _side(led, right, "to which it leads")
    middle = _box(thing, (WIDTH - _MIDDLE) / 2, 0, _MIDDLE, bold=True, most=6)
    height = max(middle.height, *(side.height for side in sides))
    top = (height - middle.height) / 2
    arrows = [
        _arrow(MARGIN + _SIDE, y + (height - sides[0].height) / 2, (WIDTH - _MIDDLE) / 2, height / 2, follows)
        for y, follows in sides[0].arrows
    ] + [
        _arrow((WIDTH + _MIDDLE) / 2, height / 2, right, y + (height - sides[1].height) / 2, follows)
        for y, follows in sides[1].arrows
    ]
    moved = [
        svg.element("g", "\n", *(f"{mark}\n" for mark in marks), transform=f"translate(0 {y:g})")
        for marks, y in (
            (sides[0].marks, (height - sides[0].height) / 2),
            (sides[1].marks, (height - sides[1].height) / 2),
            (middle.marks, top),
        )
    ]
    told = [*_told(leading, "leads here"), *_told(led, "is where it leads")]
    if not told:
        return svg.picture(frame, svg.nothing(), kind="Neighbourhood")
    return svg.picture(frame, Drawing([*arrows, *moved], height, told), kind="Neighbourhood")


def _side(relations: Sequence[Relation], x: float, beside: str) -> _Side:
    marks, arrows, y = list[str](), list[tuple[float, bool]](), 0.0
    for relation in relations:
        head = svg.block(x, y, relation.name, _SIDE, size=SMALL, most=2, kind="soft")
        marks += head.marks
        y += head.height + 2
        for thing in relation.things:
            box = _box(thing, x, y, _SIDE)
            marks += box.marks
            arrows.append((y + box.height / 2, relation.follows))
            y += box.height + _GAP
        if relation.more:
            rest = svg.block(x, y, Words(f"and {relation.more:,} more {beside}"), _SIDE, size=SMALL, kind="soft")
            marks += rest.marks
            y += rest.height
        y += _APART - _GAP
    return _Side(marks, max(y - _APART + _GAP, 0), arrows)


def _box(thing: Words, x: float, y: float, width: float, *, bold: bool = False, most: int = 2) -> Drawing:
    words = svg.block(x + _PAD, y + _PAD - 2, thing, width - 2 * _PAD, bold=bold, most=most)
    height = words.height + 2 * _PAD
    frame = svg.element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        rx=5,
        fill="none",
        class_="ckg-edge",
        stroke_width=2 if bold else 1,
    )
    return Drawing([frame, *words.marks], height, [thing.text])


def _arrow(x1: float, y1: float, x2: float, y2: float, follows: bool) -> str:
    """Return an arrow from the right of one box to the left of another."""
    bend = (x2 - x1) / 2
    path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2 - 7:g} {y2:g}"
    line = svg.element(
        "path", d=path, fill="none", class_="ckg-edge", stroke_width=1, stroke_dasharray="5 4" if follows else None
    )
    return line + svg.element("path", d=f"M{x2:g} {y2:g}l-8 -4v8z", class_="ckg-mark")


def _told(relations: Sequence[Relation], how: str) -> list[str]:
    """Return relations in words."""
    return [
        f"{relation.name.text}: {', '.join(thing.text for thing in relation.things)}"
        f"{f' and {relation.more:,} more' if relation.more else ''} {how}{', as follows' if relation.follows else ''}."
        for relation in relations
    ]
