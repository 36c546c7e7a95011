"""An article is read as paragraphs, from plain text or HTML."""

from __future__ import annotations

from corridor_kg.text import articles


def test_paragraphs_and_html_are_told_apart() -> None:
    """Plain text with angle brackets is plain text; entities and hidden parts of HTML are resolved."""
    assert articles.paragraphs("a\n\n\nb\nc\r\n\r\nd  ") == [(0, 1), (4, 7), (11, 12)]
    assert articles.normalized("a\u2026b") == "a...b"
