"""Tables fit the terminal, whatever is written in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from corridor_kg.answers import tables
from corridor_kg.rdf import columns

WORDS = ["a", "word", "https://example.org/", "place:x", "广州", "深圳，", "（", "e\u0301", "-"]
PIECES = st.sampled_from([*WORDS, "\u00a0", "\u3000", "\u200c", "\t", *" " * 6])
CELLS = st.lists(PIECES, max_size=30).map("".join)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4), st.integers(40, 100))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str, str]], width: int) -> None:
    """Unless a word is that has no place to break; side by side or below one another."""
    heads = ["one", "two", "three"]
    table = tables.render(heads, rows, width=width)
    for line in table.split("\n"):
        words = [word for cell in line.split("   ") for word in columns.unbroken(cell.strip())]
        assert cell_len(line) <= width or max(cell_len(word.strip()) for word in words) > width - len("three  ") - 1


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4), st.integers(20, 100))
def test_no_word_is_broken_and_nothing_is_lost(rows: list[tuple[str, str]], width: int) -> None:
    """Each piece that may not be broken stands on one line, whatever else stands in its column."""
    lines = tables.render(["one", "two"], rows, width=width).split("\n")
    for cell in (cell for row in rows for cell in row):
        for piece in columns.unbroken(cell.replace("\t", " ")):
            assert any(piece.strip() in line for line in lines)


def test_a_cell_wraps_though_another_of_its_column_is_an_iri() -> None:
    """The longest word makes the column, and not the longest cell."""
    rows = [["https://example.org/innovation-corridor"], ["one word after the other " * 6]]
    lines = tables.render(["value"], rows, width=60).splitlines()
    assert lines[2] == rows[0][0]
    assert max(map(len, lines)) <= 60
    assert " ".join(lines[3:-1]) == rows[1][0].strip()


def test_a_table_without_a_width_is_as_wide_as_it_takes() -> None:
    """A cell is a line, however long it is."""
    text = "word " * 4000
    assert text.strip() in tables.render(["value"], [[text]])


def test_in_blocks_chinese_is_wrapped_and_aligned() -> None:
    """Where an IRI leaves no room for a table, the text below it has the width that is there; nothing is lost."""
    text = "广州与深圳之间的科技创新走廊" * 8
    table = tables.render(["名", "label"], [["http://example.org/" + "x" * 40, text]], width=60)
    lines = table.splitlines()[:-1]
    assert all(cell_len(line) <= 60 for line in lines[1:])
    assert {line.index("广") for line in lines[1:2]} == {7}
    assert "".join(line[7:] for line in lines[1:]) == text
    assert lines[0].startswith("名     http")
