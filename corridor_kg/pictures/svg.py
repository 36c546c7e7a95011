"""Elements, texts and whole pictures of SVG 1.1, as every browser, printer and office program reads them.

A picture stands on a paper of its own, so that it can be read on a page of any colour; it is dark where the reader's
screen is, and white in print. It has no script and no font, and no two runs write it differently.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corridor_kg.rdf.columns import unbroken, width_of

WIDTH, MARGIN = 800, 16
"""How wide every picture is, and how far from its border things are drawn."""

SMALL, USUAL, LARGE = 11, 13, 16
"""The sizes of texts, in pixels; none is smaller than the first."""

LINE = 1.35
"""How high a line is, in the size of its text."""

_BOLD = 1.13
"""How much wider bold letters are."""

_NARROW, _BROAD = frozenset("fijlrtI.,:;'|!()[]/ "), frozenset("mwMW%@—…&")
"""Letters that are narrower than others, and broader ones."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Words(NamedTuple):
    """A text, and its language where that is not English.

    Attributes:
        text: The text.
        language: A language tag.
    """

    text: str
    language: str = ""


class Frame(NamedTuple):
    """What stands around what is drawn.

    Attributes:
        title: What stands above it, and names the picture.
        note: What stands below the title; may be empty.
        foot: What stands at the end, such as whose data these are; may be empty.
    """

    title: Words
    note: str = ""
    foot: str = ""


class Drawing(NamedTuple):
    """What is drawn below the title of a picture.

    Attributes:
        marks: The elements, from 0 downwards.
        height: How high they are together.
        told: The same in words, line by line.
    """

    marks: list[str]
    height: float
    told: list[str]


def element(name: str, *inside: str, **attributes: object) -> str:
    """Return an element; an attribute is named with an underscore for a hyphen, and one that is None is left out.

    Args:
        name: Its name.
        inside: What stands in it, already as XML.
        attributes: Numbers have two decimals at most.

    >>> element("rect", x=0.5, stroke_width=2, fill="<none>")
    '<rect x="0.5" stroke-width="2" fill="&lt;none&gt;"/>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def escaped(text: str) -> str:
    r"""Return a text as XML has it; what XML cannot hold is shown as such.

    >>> escaped('<a> & "b"\x1b')
    '&lt;a&gt; &amp; &quot;b&quot;\ufffd'
    """
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(character, entity)
    return _NOT_IN_XML.sub("\ufffd", text)


def _number(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def text(x: float, y: float, words: Words | str, *, size: int = USUAL, kind: str = "ink", **more: object) -> str:
    """Return a line of text, with its language.

    Args:
        x: Where it begins, or as ``text_anchor`` says.
        y: Its base line.
        words: What it says.
        size: One of the sizes above.
        kind: What colours it: ``ink``, ``soft`` or ``paper``.
        more: Other attributes.
    """
    said, language = words if isinstance(words, Words) else Words(words)
    tags = {"xml:lang": language, "lang": language} if language else {}
    return element("text", escaped(said), x=x, y=y, font_size=size, class_=f"ckg-{kind}", **more, **tags)


def lines(words: str, width: float, *, size: int = USUAL, most: int = 3, bold: bool = False) -> list[str]:
    """Return a text in lines that are no wider than so many pixels, the last with an ellipsis where more would follow.

    It breaks where people would break it; a word that is wider than a line is broken too, for a picture is as wide as
    it is.

    >>> lines("one two three", 60), lines("unbreakable" * 9, 60, most=2)
    (['one two', 'three'], ['unbreak', 'ableun…'])
    """

    def fits(line: str) -> bool:
        return length(line.rstrip(), size=size, bold=bold) <= width

    found = [""]
    for piece in unbroken(" ".join(words.split())):
        for part in [piece] if fits(piece) else piece:
            if found[-1] and not fits(found[-1] + part):
                found.append("")
            found[-1] += part
        if len(found) > most:
            last = found[most - 1].rstrip()
            while last and not fits(f"{last}…"):
                last = last[:-1]
            return [*(line.rstrip() for line in found[: most - 1]), f"{last}…"]
    return [line.rstrip() for line in found]


def length(words: str, *, size: int = USUAL, bold: bool = False) -> float:
    """Return how wide a text is at most, in pixels: no font is asked, and the usual ones are not wider."""
    return sum(map(_width, words)) * size * (_BOLD if bold else 1)


def _width(character: str) -> float:
    """Return how wide a character is at most, in the size of its text."""
    if not character.isascii() and (columns := width_of(character)) != 1:
        return columns * 0.52
    if character in _NARROW:
        return 0.41
    if character in _BROAD:
        return 1.0
    return 0.72 if character.isupper() else 0.64


def block(
    x: float,
    y: float,
    words: Words,
    width: float,
    *,
    size: int = USUAL,
    most: int = 3,
    bold: bool = False,
    kind: str = "ink",
) -> Drawing:
    """Return a text that wraps, its first line below y."""
    found, high = lines(words.text, width, size=size, most=most, bold=bold), size * LINE
    weight = "bold" if bold else None
    marks = [
        text(x, y + high * number + size, words._replace(text=line), size=size, kind=kind, font_weight=weight)
        for number, line in enumerate(found)
    ]
    return Drawing(marks, high * len(found), [words.text])


_COLOURS = {
    "paper": ("fill", "#ffffff", "#16181b"),
    "ink": ("fill", "#1a1a1a", "#f0f0f0"),
    "soft": ("fill", "#555555", "#bdbdbd"),
    "mark": ("fill", "#2b5f8c", "#8fc3ea"),
    "edge": ("stroke", "#2b5f8c", "#8fc3ea"),
    "line": ("stroke", "#1a1a1a", "#f0f0f0"),
    "grid": ("stroke", "#cfcfcf", "#4a4d52"),
}
"""What each kind of mark colours, on white paper and on dark."""

FONTS = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"


def _style() -> str:
    def rules(dark: bool) -> str:
        return "".join(f".ckg-{kind}{{{of}:{colours[dark]}}}" for kind, (of, *colours) in _COLOURS.items())

    return f"{rules(False)}@media screen and (prefers-color-scheme:dark){{{rules(True)}}}"


HATCHED = "url(#ckg-hatch)"
"""What fills a part of which nobody knows whether it belongs: it is told apart in grey too."""

_HATCH = element(
    "pattern",
    element("path", d="M-1 1L1 -1M0 6L6 0M5 7L7 5", class_="ckg-edge", stroke_width=1.4),
    id="ckg-hatch",
    width=6,
    height=6,
    patternUnits="userSpaceOnUse",
)


def picture(frame: Frame, drawing: Drawing, *, kind: str) -> str:
    """Return a whole picture as a document of XML.

    Args:
        frame: What stands around what is drawn.
        drawing: What is drawn.
        kind: What sort of picture it is, as its description begins.
    """
    title, width = frame.title, WIDTH - 2 * MARGIN
    head = block(MARGIN, MARGIN, title, width, size=LARGE, most=4, bold=True)
    note = block(MARGIN, MARGIN + head.height + 2, Words(frame.note), width, size=SMALL, most=6, kind="soft")
    top = MARGIN + head.height + (note.height + 2 if frame.note else 0) + 10
    foot = block(MARGIN, top + drawing.height + 12, Words(frame.foot), width, size=SMALL, kind="soft")
    height = top + drawing.height + (foot.height + 12 if frame.foot else 0) + MARGIN
    told = "\n".join([f"{kind}.", *filter(None, [frame.note, *drawing.told, frame.foot])])
    name = hashlib.sha256(f"{title.text}\n{told}".encode(errors="replace")).hexdigest()[:8]
    # ids differ from picture to picture, for several may stand in one page
    parts = (
        element("title", escaped(title.text), id=f"ckg-title-{name}", **_tags(title)),
        element("desc", escaped(told), id=f"ckg-desc-{name}"),
        element("style", _style()),
        element("defs", _HATCH),
        element("rect", width=WIDTH, height=height, class_="ckg-paper"),
        *head.marks,
        *(note.marks if frame.note else []),
        element("g", "\n", *(f"{mark}\n" for mark in drawing.marks), transform=f"translate(0 {_number(top)})"),
        *(foot.marks if frame.foot else []),
    )
    attributes: dict[str, object] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": WIDTH,
        "height": height,
        "viewBox": f"0 0 {WIDTH} {_number(height)}",
        "role": "img",
        "aria-labelledby": f"ckg-title-{name}",
        "aria-describedby": f"ckg-desc-{name}",
        "xml:lang": "en",
        "lang": "en",
        "font-family": FONTS,
    }
    return element("svg", "\n", *(f"{part}\n" for part in parts), **attributes) + "\n"


def _tags(words: Words) -> dict[str, object]:
    return {"xml:lang": words.language, "lang": words.language} if words.language else {}


def line(x1: float, y1: float, x2: float, y2: float, *, kind: str = "grid", **more: object) -> str:
    """Return a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=f"ckg-{kind}", **more)


def stacked(drawings: Iterable[Drawing], *, gap: float = 0) -> Drawing:
    """Return drawings one below the other."""
    marks, told, y = list[str](), list[str](), 0.0
    for drawing in drawings:
        moved = element("g", "\n", *(f"{mark}\n" for mark in drawing.marks), transform=f"translate(0 {_number(y)})")
        marks.append(moved)
        told += drawing.told
        y += drawing.height + gap
    return Drawing(marks, max(y - gap, 0), told)


def paragraph(words: str, *, said: Sequence[str] = ()) -> Drawing:
    """Return a small text over the whole width, such as a note; it is told by other words where they are given."""
    return block(MARGIN, 0, Words(words), WIDTH - 2 * MARGIN, size=SMALL, kind="soft")._replace(told=list(said))


def nothing() -> Drawing:
    """Return what stands in a picture of nothing."""
    return block(MARGIN, 0, Words("Nothing was found."), WIDTH - 2 * MARGIN)
