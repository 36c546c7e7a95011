r"""The text of HTML as a browser shows it: blocks apart, white space made one, and without what is not shown.

selectolax reads it by the algorithm of the HTML standard, so that stray end tags, tags left open and fragments become
the tree that browsers make of them. What an element's display is, is told by the standard's rendering section and by
the element's own ``style``; what a style sheet says of it is not looked at.

What is shown as something else than letters in a row is kept from being read as such: raised and lowered text becomes
Unicode's superscripts and subscripts, a button stands apart from its line, and a picture parts the digits around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corridor_kg.text.levels import LOWERED, RAISED

BLOCKS = frozenset(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset"
    " figcaption figure footer foreignobject form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing"
    " main marquee menu mtable mtd mtr nav ol optgroup option p plaintext pre search section summary table tbody td"
    " tfoot th thead tr ul xmp".split()
)
"""Elements that stand on lines of their own: blocks, items of lists, and the parts of a table."""

HIDDEN = frozenset(
    "annotation annotation-xml area audio base basefont canvas datalist desc frame head iframe link meta metadata meter"
    " mphantom noembed noframes noscript param progress rp rt rtc script style template title video".split()
)
"""Elements whose text is not shown in the line: never, beside it, or only where something cannot be played or run."""

STRUCK = frozenset("del s strike".split())
"""Elements whose text is shown as no longer valid."""

PREFORMATTED = frozenset("listing plaintext pre textarea xmp".split())
"""Elements in which white space stays."""

BOXES = frozenset("button mtext select textarea".split())
"""Elements that are boxes in a line: what is in them does not go on in the words beside them."""

PICTURES = frozenset("audio canvas embed iframe img input meter object progress svg video".split())
"""Elements that show something else than their text."""

INLINE = frozenset(
    "a abbr acronym b bdi bdo big blink br cite code data dfn em font i ins kbd label map mark math nobr output"
    " picture q rb ruby samp slot small source span strong sub sup time tt track u var wbr".split()
)
"""Elements that stand in a line."""

_ELEMENTS = "|".join(sorted(BLOCKS | HIDDEN | STRUCK | PREFORMATTED | BOXES | PICTURES | INLINE, key=len, reverse=True))
_MARKUP = re.compile(rf"<(?:!doctype\s|!--|/?(?:{_ELEMENTS})(?=[\s/>]))", re.IGNORECASE)
_TAG = re.compile(r"</?([a-z][^\s<>/]*)\s*/?>|<[a-z/!?]", re.IGNORECASE)
_PART_OF_TABLE = re.compile(r"\s*<(?:caption|colgroup|thead|tbody|tfoot|tr|td|th)\b", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\f\r]+")  # hard spaces are none, here as in CSS

_APART, _PICTURE = "\0", "\ufffc"  # no text of HTML has a NUL: the parser leaves it out
_HUGGED = re.compile(r"(?<=[(\[\u2018\u201c])\0|\0(?=[,.;:!?)\]\u2019\u201d'\"])")
"""Where a box has no space beside it, for a mark of punctuation belongs to it: its text is part of a sentence."""
_WITHIN_NO_NUMBER = re.compile(rf"(?<!\d){_PICTURE}|{_PICTURE}(?!\d)")

_SCRIPTS: dict[str, tuple[Mapping[int, str] | None, ...]] = {
    "msup": (None, RAISED),
    "msub": (None, LOWERED),
    "msubsup": (None, LOWERED, RAISED),
}
_LEVELS = {"sup": RAISED, "super": RAISED, "sub": LOWERED}
_STACKED = frozenset("mfrac mmultiscripts mover mroot munder munderover".split())
_NOTHING = r"0+(?:\.0*)?(?:[a-z]+|%)?"
_HIDING = {
    "display": "none",
    "visibility": "hidden|collapse",
    "content-visibility": "hidden",
    "opacity": _NOTHING,
    "font-size": _NOTHING,
    "text-decoration": ".*line-through.*",
    "text-decoration-line": ".*line-through.*",
    "mso-hide": "all",  # Word's
}
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]*)")


def is_html(text: str) -> bool:
    """Return whether a text is HTML: whether it has a tag of an element that HTML has, or had.

    >>> is_html("<section><span>One.</span></section>"), is_html("1 < 2, and <Lisle> is a name <a@example.org>")
    (True, False)
    """
    return bool(_MARKUP.search(text))


def is_mention(html: str) -> bool:
    """Return whether what looks like HTML may be a plain text that speaks of tags.

    It begins with none, as documents do, and none in it may keep words from being shown.

    >>> is_mention("Write <p> first."), is_mention("<p>One"), is_mention("One<!-- two -->"), is_mention("1<del>2</del>")
    (True, False, False, False)
    """
    names = (match[1] and match[1].lower() for match in _TAG.finditer(html))
    hides = (name is None or name in HIDDEN or name in STRUCK or name == "dialog" for name in names)
    return not html.lstrip().startswith("<") and not any(hides)


def shown(html: str) -> str:
    r"""Return the text of a document or fragment, an empty line between blocks, a line end for ``<br>``.

    >>> shown("<h1>One</h1></style><p>two\n <b>thr</b>ee<br>four</p><td>")
    'One\n\ntwo three\nfour'
    >>> shown("12<sup>0</sup> and 12<s>0</s>")
    '12⁰ and 12'
    """
    parser = LexborHTMLParser(f"<table>{html}" if _PART_OF_TABLE.match(html) else html)
    pieces = _pieces(parser.root) if parser.root else iter(())
    lines = [_SPACE.sub(" ", line).strip(" ") for line in _lines(pieces)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _lines(pieces: Iterator[tuple[str, bool]]) -> list[str]:
    """Return pieces of text as lines; of each piece it is told whether its line ends count."""
    text = "".join(piece if counts else _SPACE.sub(" ", piece) for piece, counts in pieces)
    text = _WITHIN_NO_NUMBER.sub("", _HUGGED.sub("", text)).replace(_APART, "\n\n")
    return re.split(r"\r\n?|\n", text)


class _Look(NamedTuple):
    """How an element is shown: what stands before and behind its text, and what becomes of the text itself."""

    before: str = ""
    behind: str = ""
    is_hidden: bool = False
    is_preformatted: bool = False
    level: Mapping[int, str] | None = None
    quotes: int = 0


def _pieces(root: LexborNode) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of text below a node, and what parts them, in the order of the document.

    A walk from node to node, and not a recursive function: markup may be nested as deep as it likes.
    """
    node: LexborNode | None = root
    within = [_Look()]
    while node is not None:
        if node.is_text_node:
            text = node.text_content or ""
            level = within[-1].level
            yield text if level is None else text.translate(level), within[-1].is_preformatted
        elif node.is_element_node:
            look = _look(node, within[-1])
            yield look.before, True
            if node.first_child is not None and not look.is_hidden:
                within.append(look)
                node = node.first_child
                continue
            yield look.behind, True
        while node is not None and node.next is None and len(within) > 1:
            node = node.parent
            yield within.pop().behind, True
        node = node.next if node is not None and len(within) > 1 else None


def _look(node: LexborNode, within: _Look) -> _Look:
    """Return how an element is shown within another."""
    tag = (node.tag or "").lower()
    style = _style(node)
    before, behind = _PICTURE if tag in PICTURES else "", ""
    is_hidden = _is_hidden(node, tag, style)
    if tag == "br":
        before = "\n"
    elif is_hidden:
        pass
    elif _is_block(node, tag, style.get("display", "")):
        before = behind = "\n\n"
    elif tag in BOXES or _parent(node) in _STACKED:
        before = behind = _APART
    elif tag == "q":
        before, behind = "\u2018\u2019" if within.quotes % 2 else "\u201c\u201d"
    elif tag == "bdo" and (node.attributes.get("dir") or "").lower() == "rtl":
        before, behind = "\u202e", "\u202c"
    level = _LEVELS.get(tag) or _LEVELS.get(style.get("vertical-align", "")) or _script(node) or within.level
    is_preformatted = within.is_preformatted or tag in PREFORMATTED
    return _Look(before, behind, is_hidden, is_preformatted, level, within.quotes + (tag == "q"))


def _is_block(node: LexborNode, tag: str, display: str) -> bool:
    """Return whether an element stands on lines of its own: by its style, by what it is, or as text placed in SVG."""
    if display:
        return not display.startswith("inline") and display not in ("contents", "none")
    if tag == "text" or (tag == "tspan" and any(name in node.attributes for name in ("x", "y", "dy"))):
        return _is_within(node, "svg")
    return tag in BLOCKS


def _is_within(node: LexborNode, tag: str) -> bool:
    above = node.parent
    while above is not None and above.tag != tag:
        above = above.parent
    return above is not None


def _parent(node: LexborNode) -> str:
    return (node.parent.tag or "") if node.parent is not None else ""


def _script(node: LexborNode) -> Mapping[int, str] | None:
    """Return at which level a part of a formula of MathML stands; None where it stands in the line."""
    levels = _SCRIPTS.get(_parent(node), ())
    if not levels or node.parent is None:
        return None
    number = [child.mem_id for child in node.parent.iter()].index(node.mem_id)
    return levels[number] if number < len(levels) else None


def _style(node: LexborNode) -> dict[str, str]:
    """Return what the element's own style says, in small letters."""
    style = (node.attributes.get("style") or "").lower()
    return {name: value.replace("!important", "").strip() for name, value in _DECLARATION.findall(style)}


def _is_hidden(node: LexborNode, tag: str, style: Mapping[str, str]) -> bool:
    """Return whether the text of an element is not shown, or shown as struck out."""
    attributes = node.attributes
    return (
        tag in HIDDEN
        or tag in STRUCK
        or (tag == "dialog" and "open" not in attributes)
        or ("hidden" in attributes and attributes["hidden"] != "until-found")
        or any(re.fullmatch(hiding, style[name]) for name, hiding in _HIDING.items() if name in style)
    )
