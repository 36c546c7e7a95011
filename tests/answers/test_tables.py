"""Tables fit the terminal, whatever is written in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from corridor_kg.answers import tables

CELLS = st.text("ab 广州深圳，\u00a0\u3000e\u0301\u200c-\t", max_size=120)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4), st.integers(40, 100))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str, str]], width: int) -> None:
    """Side by side or below one another; Chinese is two columns a character, and breaks anywhere."""
    table = tables.render(["one", "two", "three"], rows, width=width)
    assert [line for line in table.split("\n") if cell_len(line) > width] == []


def test_in_blocks_chinese_is_wrapped_and_aligned() -> None:
    """Where an IRI leaves no room for a table, the text below it has the width that is there; nothing is lost."""
    text = "广州与深圳之间的科技创新走廊" * 8
    table = tables.render(["名", "label"], [["http://example.org/" + "x" * 40, text]], unbroken=["名"], width=60)
    lines = table.splitlines()[:-1]
    assert all(cell_len(line) <= 60 for line in lines[1:])
    assert {line.index("广") for line in lines[1:2]} == {7}
    assert "".join(line[7:] for line in lines[1:]) == text
    assert lines[0].startswith("名     http")
