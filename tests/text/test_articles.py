"""An article is read as paragraphs, from plain text or HTML."""

from __future__ import annotations

import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.text import articles


def test_paragraphs_and_html_are_told_apart() -> None:
    """Plain text with angle brackets is plain text; entities and hidden parts of HTML are resolved."""
    assert articles.paragraphs("a\n\n\nb\nc\r\n\r\nd  ") == [(0, 1), (4, 7), (11, 12)]
    assert articles.normalized("a\u2026b") == "a...b"


@given(st.characters(codec="utf-8"))
def test_no_number_is_made_of_what_is_none(character: str) -> None:
    """Whatever the character, a digit comes of nothing but the digit that it is."""
    digit = unicodedata.normalize("NFKC", character) if character.isdecimal() else ""
    assert re.sub(r"\D", "", articles.normalized(f"1{character}2")) == f"1{digit}2"


@pytest.mark.parametrize("character", "\u2070\xb9\u2080\u2460\u2488\u2474\xbd\u33a1\U0001f101")
def test_digits_above_below_and_around_stay_what_they_are(character: str) -> None:
    """Superscripts, subscripts, digits in circles and brackets, fractions, squares: none is taken for digits."""
    assert articles.normalized(f"12{character}") == f"12{character}"


@given(st.text(st.sampled_from("> 1a\n\r&lt;amp#49"), max_size=30))
def test_references_are_resolved_once(text: str) -> None:
    """What somebody escaped comes back as it was, whatever it looks like."""
    assert text in articles.readings(html.escape(text))
    for copy in ("&amp;#49;20", "<p>&amp;#49;20</p>", "one<br>&amp;#49;20"):
        assert "120" not in " ".join(articles.readings(copy))


def test_the_marks_of_quoted_lines_are_left_out() -> None:
    """Of mail; a single one before a number is "more than"."""
    assert articles.unquoted(">> one\n>two\n>\n> three") == "one\ntwo\n\nthree"
    assert articles.unquoted("one\n> 120 mills\ntwo") == "one\n> 120 mills\ntwo"
