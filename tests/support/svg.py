"""What stands in a picture, and where, as a reader of SVG finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

from corridor_kg.pictures.svg import WIDTH, length

SVG = "{http://www.w3.org/2000/svg}"
XML = "{http://www.w3.org/XML/1998/namespace}"


class Placed(NamedTuple):
    """An element with the place on the paper to which its groups move it."""

    element: ElementTree.Element
    x: float
    y: float

    @property
    def name(self) -> str:
        """The name of the element, without its namespace."""
        return self.element.tag.removeprefix(SVG)

    @property
    def text(self) -> str:
        """What it says."""
        return self.element.text or ""

    def number(self, attribute: str) -> float:
        """Return an attribute that is a number."""
        return float(self.element.get(attribute, "0"))


def elements(svg: str, name: str = "") -> list[Placed]:
    """Return the elements of a picture, or those of one name, in the order in which they are painted."""
    return [one for one in _walked(ElementTree.fromstring(svg), 0, 0) if name in ("", one.name)]


def _walked(element: ElementTree.Element, x: float, y: float) -> Iterator[Placed]:
    moved = re.fullmatch(r"translate\((\S+) (\S+)\)", element.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    yield Placed(element, x, y)
    for inside in element:
        yield from _walked(inside, x, y)


def texts(svg: str) -> list[str]:
    """Return the lines of text that are seen."""
    return [one.text for one in elements(svg, "text")]


def told(svg: str) -> str:
    """Return the text alternative."""
    return elements(svg, "desc")[0].text


def faults(svg: str) -> list[str]:
    """Return what cannot be read: text that is small, leaves the paper, or lies upon other text."""
    height = float(ElementTree.fromstring(svg).get("height", "0"))
    boxes = [(one.text, *_box(one)) for one in elements(svg, "text")]
    found = [f"{one.text!r} is small" for one in elements(svg, "text") if one.number("font-size") < 11]
    for text, left, top, right, bottom in boxes:
        if left < 0 or top < 0 or right > WIDTH or bottom > height:
            found.append(f"{text!r} leaves the paper")
    for one, other in combinations(boxes, 2):
        across = min(one[3], other[3]) - max(one[1], other[1])
        down = min(one[4], other[4]) - max(one[2], other[2])
        if across > 1 and down > 1:
            found.append(f"{one[0]!r} lies upon {other[0]!r}")
    return found


def _box(text: Placed) -> tuple[float, float, float, float]:
    """Return where a text is; its width is the least that a usual font has."""
    size = text.number("font-size")
    width = length(text.text, size=int(size)) * 0.8
    left = text.x + text.number("x") - (width / 2 if text.element.get("text-anchor") == "middle" else 0)
    base = text.y + text.number("y")
    return left, base - size * 0.75, left + width, base + size * 0.2
