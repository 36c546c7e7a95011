"""HTML is read as a browser shows it."""

from __future__ import annotations

import html as stdlib
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.text.html import BLOCKS, HIDDEN, is_html, shown

PARTS_OF_OTHERS = set("body caption col colgroup frameset hr html optgroup option plaintext".split()) | set(
    "table tbody td tfoot th thead tr".split()
)
"""Blocks that are none by themselves: they need a table or a list of choices around, or hold nothing, or never end."""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Menu</p></style><p>The mill</p></script>.", "Menu\n\nThe mill\n\n."),
        ("<blockquote>one</blockquote><blockquote>two</blockquote>", "one\n\ntwo"),
        ("<p>one<br>two<br/>three</p>", "one\ntwo\nthree"),
        ("<h1>A</h1><section><span>b</span></section>", "A\n\nb"),
        ("<p>one<p>two<div>three</div>four", "one\n\ntwo\n\nthree\n\nfour"),
        ("<p>one</p>\n two <i>three </i> four", "one\n\ntwo three four"),
        ("<b>T</b>he mi<wbr>ll<img src=x>s", "The mills"),
        ("<td>one</td><td>two</td>", "one\n\ntwo"),
        ("<table>\n<tr><td>1<td>2<tr><td>3</table>", "1\n\n2\n\n3"),
        ("<pre>one\ntwo</pre>", "one\ntwo"),
        ("<p>one\ntwo</p>", "one two"),
        ("a<script>b</script><style>c</style><template><p>d</template><noscript>e</noscript>f<!-- g -->", "af"),
        ("<title>a</title><p hidden>b</p><dialog>c</dialog><dialog open>d</dialog>e", "d\n\ne"),
        ("caf&eacute; &amp; r&#233;gal&shy;ade &lt;p&gt;<br>", "café & régal\u00adade <p>"),
        ("a&nbsp; b", "a\u00a0 b"),
        ("<ul><li>one<li>two</ul><dl><dt>three<dd>four</dl>", "one\n\ntwo\n\nthree\n\nfour"),
        ("12<sup>0</sup> 1<sub>2</sub>0", "12\u2070 1\u20820"),
        ("12<span style='vertical-align: super'>0</span>", "12\u2070"),
        ("21<sup>st</sup>, one<sup>[1]</sup>", "21\u02e2\u1d57, one[\xb9]"),
        ("<s>12</s><strike>0</strike><del>1</del>a<ins>b</ins>", "ab"),
        ("a<i style='DISPLAY: none !important'>b</i><i style='color:red;visibility:hidden'>c</i>d", "ad"),
        ("a<i style='opacity:0'>b</i><i style='font-size:0px'>c</i><i style='text-decoration:line-through'>d</i>", "a"),
        ("a<i style='display:block'>b</i><i style='opacity:0.5'>c</i>", "a\n\nb\n\nc"),
        ("&amp;#49;20", "&#49;20"),
        ("<p>one<button>two</button>three</p>", "one\n\ntwo\n\nthree"),
        ("of <button>two</button>, three", "of\n\ntwo, three"),
        ("<svg><text>one</text><text>t<tspan>w</tspan>o<tspan dy=1>three</tspan></text></svg>", "one\n\ntwo\n\nthree"),
        ("a<text>b</text>", "ab"),
        ("<math><mtext>one</mtext><mtext>two</mtext></math>", "one\n\ntwo"),
        (
            "<math><msup><mn>12</mn><mn>0</mn></msup><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math>",
            "12\u2070x\u2081\xb2",
        ),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "1\n\n2"),
        ("1<img src=x>2 a<img src=x>b 3<meter>4</meter>5", "1\ufffc2 ab 3\ufffc5"),
        ("<ruby>one<rp>(</rp><rt>two</rt><rp>)</rp></ruby>", "one"),
        ("<q>one <q>two</q></q>", "\u201cone \u2018two\u2019\u201d"),
        ("<bdo dir=rtl>021</bdo>", "\u202e021\u202c"),
        ("", ""),
    ],
)
def test_html_is_read_as_it_is_shown(html: str, text: str) -> None:
    """Blocks apart, white space one space, hidden parts left out, stray and missing tags as browsers mend them."""
    assert shown(html) == text


@pytest.mark.parametrize("element", sorted(BLOCKS - PARTS_OF_OTHERS))
def test_a_block_stands_on_lines_of_its_own(element: str) -> None:
    """Whatever stands before and after it, without white space between."""
    inside = f"<{element} open>two</{element}>"
    assert re.split(r"\n\n", shown(f"one{inside}three")) == ["one", "two", "three"]


@pytest.mark.parametrize("element", sorted(HIDDEN - set("area base basefont frame head link meta param".split())))
def test_what_is_hidden_is_no_text(element: str) -> None:
    """Neither code nor what would be shown only where something else is not."""
    root = "svg" if element in ("desc", "metadata") else "math" if element.startswith("annotation") else "div"
    assert "two" not in shown(f"one<{root}><{element}>two</{element}></{root}>three")


def test_plain_text_with_angle_brackets_is_plain() -> None:
    """Fewer than, names and addresses between brackets are no tags; any element of HTML is one."""
    for text in ("1 < 2 > 0", "Li <li.wei@example.org> said", "<Guangzhou>", "a <- b", "<3", "x<pp>"):
        assert not is_html(text)
    for text in ("one<br>two", "<span\nclass=x>one", "</p>", "<H1>one", "<!DOCTYPE html>one", "<em>one"):
        assert is_html(text)


@given(st.text())
def test_any_text_comes_back_from_a_paragraph(text: str) -> None:
    """Escaped and put into a paragraph, it has the same words."""
    kept = "".join(character for character in text if character not in "\0" and not "\ud800" <= character <= "\udfff")
    assert shown(f"<p>{stdlib.escape(kept)}</p>").split() == kept.split()


@given(
    st.lists(st.sampled_from("<p> </p> <div> <b> </b> <td> </table> <table> a &amp; <br <!-- </style> <pre>".split()))
)
def test_no_markup_is_too_odd(pieces: list[str]) -> None:
    """Whatever the tags are, there is a text."""
    assert isinstance(shown("".join(pieces)), str)


def test_deep_markup_is_read() -> None:
    """A thousand elements within one another, and in no long time."""
    begun = time.monotonic()
    assert shown("<div><b>" * 1000 + "one") == "one"
    assert time.monotonic() - begun < 10
