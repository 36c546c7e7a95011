"""The text of HTML as a browser shows it: blocks apart, white space made one, and without what is not shown.

selectolax reads it by the algorithm of the HTML standard, so that stray end tags, tags left open and fragments become
the tree that browsers make of them. What an element's display is, is told by the standard's rendering section; what
a style sheet says of it is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCKS = frozenset(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol"
    " optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp".split()
)
"""Elements that stand on lines of their own: blocks, items of lists, and the parts of a table."""

HIDDEN = frozenset(
    "annotation annotation-xml area audio base basefont canvas datalist desc frame head iframe link meta metadata"
    " noembed noframes noscript param rp script style template title video".split()
)
"""Elements whose text is not shown: never, or only where something cannot be played or run."""

PREFORMATTED = frozenset("listing plaintext pre textarea xmp".split())
"""Elements in which white space stays."""

INLINE = frozenset(
    "a abbr acronym b bdi bdo big blink br button cite code data del dfn em embed font i img input ins kbd label map"
    " mark marquee math meter nobr object output picture progress q rb rt rtc ruby s samp select slot small source span"
    " strike strong sub sup svg textarea time track tt u var wbr".split()
)
"""Elements that stand in a line."""

_ELEMENTS = "|".join(sorted(BLOCKS | HIDDEN | PREFORMATTED | INLINE, key=len, reverse=True))
_MARKUP = re.compile(rf"<(?:!doctype\s|/?(?:{_ELEMENTS})(?=[\s/>]))", re.IGNORECASE)
_PART_OF_TABLE = re.compile(r"\s*<(?:caption|colgroup|thead|tbody|tfoot|tr|td|th)\b", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\f\r]+")  # hard spaces are none, here as in CSS


def is_html(text: str) -> bool:
    """Return whether a text is HTML: whether it has a tag of an element that HTML has, or had.

    >>> is_html("<section><span>One.</span></section>"), is_html("1 < 2, and <Lisle> is a name <a@example.org>")
    (True, False)
    """
    return bool(_MARKUP.search(text))


def shown(html: str) -> str:
    r"""Return the text of a document or fragment, an empty line between blocks, a line end for ``<br>``.

    >>> shown("<h1>One</h1></style><p>two\n <b>thr</b>ee<br>four</p><td>")
    'One\n\ntwo three\nfour'
    """
    parser = LexborHTMLParser(f"<table>{html}" if _PART_OF_TABLE.match(html) else html)
    pieces = _pieces(parser.root) if parser.root else iter(())
    lines = [_SPACE.sub(" ", line).strip(" ") for line in _lines(pieces)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _lines(pieces: Iterator[tuple[str, bool]]) -> list[str]:
    """Return pieces of text as lines; of each piece it is told whether its line ends count."""
    text = "".join(piece if counts else _SPACE.sub(" ", piece) for piece, counts in pieces)
    return re.split(r"\r\n?|\n", text)


def _pieces(root: LexborNode) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of text below a node, and the line ends between them, in the order of the document.

    A walk from node to node, and not a recursive function: markup may be nested as deep as it likes.
    """
    node: LexborNode | None = root
    preformatted = 0
    while node is not None:
        if node.is_text_node:
            yield node.text_content or "", preformatted > 0
        elif node.tag == "br":
            yield "\n", True
        is_shown = node.is_element_node and not _is_hidden(node)
        if is_shown and node.tag in BLOCKS:
            yield "\n\n", True
        if is_shown and node.first_child is not None:
            preformatted += node.tag in PREFORMATTED
            node = node.first_child
            continue
        while node is not None and (node.next is None or node.mem_id == root.mem_id):
            node = None if node.mem_id == root.mem_id else node.parent
            if node is not None:
                preformatted -= node.tag in PREFORMATTED
                if node.tag in BLOCKS:
                    yield "\n\n", True
        node = node and node.next


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    closed = node.tag == "dialog" and "open" not in attributes
    return node.tag in HIDDEN or closed or ("hidden" in attributes and attributes["hidden"] != "until-found")
