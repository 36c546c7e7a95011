"""A value in a Markdown table is shown as it is."""

from __future__ import annotations

import html
import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corridor_kg import Corridor, Rows
from corridor_kg.answers import markdown

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

PIECES = st.sampled_from(
    "a b1 | \\ ` * ** _ __ ~~ < > [a](b) ![ ] &amp; & <br> <i> http://e.org/a_b www.e.org $x$ # 东莞 \n : - !".split(
        " "
    )
)
TEXTS = st.lists(PIECES, min_size=1).map("".join)


def shown(cell: str) -> str:
    """Return what a reader sees in the one cell of a table, a line break as a line end."""
    rendered = RENDERER.render(markdown.table(["head"], [[cell]]))
    (inside,) = re.findall(r"<td>(.*)</td>", rendered, re.DOTALL)
    assert not re.search(r"<(?!br>)", inside), "a value became markup"
    return html.unescape(inside.replace("<br>", "\n"))


@given(TEXTS)
@example("\\|")
@example("a\\\n`|`")
def test_a_value_stays_a_value(text: str) -> None:
    """Bars, backslashes, brackets, backticks, stars, underscores, links, entities and line ends mean nothing in it."""
    assert shown(markdown.escaped(text)).strip() == text.strip()


@given(TEXTS.filter(lambda text: "\n" not in text and "\\" not in text))
def test_code_stays_code(text: str) -> None:
    """Whatever backticks and bars are in it."""
    rendered = RENDERER.render(markdown.table(["head"], [[markdown.code(text)]]))
    (inside,) = re.findall(r"<td><code>(.*)</code></td>", rendered, re.DOTALL)
    assert html.unescape(inside).strip() == text.strip()


def test_addresses_are_not_cut(corridor: Corridor) -> None:
    """A bare address would be made a link that takes the backslashes before its underscores with it."""
    assert markdown.escaped("see http://e.org/_a and www.e.org") == r"see http\://e.org/\_a and www\.e.org"
    rows = corridor.sparql('SELECT ("a|b*c*" AS ?__x) ("place:dongguan" AS ?y) {}')
    assert isinstance(rows, Rows)
    assert rows.to_markdown() == "| \\_\\_x | y |\n| --- | --- |\n| a\\|b\\*c\\* | place:dongguan |\n"


def test_a_notebook_shows_values(corridor: Corridor) -> None:
    """Markup in a value is escaped in HTML."""
    rows = corridor.sparql('SELECT ("<b>a</b> & \\"c\\"" AS ?x) {}')
    assert isinstance(rows, Rows)
    assert "<td>&lt;b&gt;a&lt;/b&gt; &amp; &quot;c&quot;</td>" in rows._repr_html_()
