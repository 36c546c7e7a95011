"""From a plain form back to the text: each character of it was made of those that are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.text import articles
from corridor_kg.text.alignment import aligned
from corridor_kg.text.sentence_ends import sentences

TEXTS = {
    "quotation marks and dashes": ("\u201cone\u201d \u2013 two", '"one" - two'),
    "ligatures": ("ﬁve oﬃces", "five offices"),
    "full-width forms": ("１２，０００", "12,000"),
    "what is not seen": ("mil\u00adls \u200bturn", "mills turn"),
    "white space": ("one\u00a0 \n two", "one two"),
    "combining marks": ("cafe\u0301s", "cafés"),
    "an ellipsis": ("and so\u2026 on", "and so... on"),
    "notes": ("mills\u00b9 turn[2].", "mills turn."),
    "line ends": ("water-\nmill", "watermill"),
    "digits in the line": ("12 km\u00b2", "12 km2"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_each_character_has_its_place(case: str) -> None:
    """In their order, and what it was made of is its plain form, or has it as another shape."""
    text, plain = TEXTS[case]
    places = aligned(text, [(0, len(text))], plain)
    assert places is not None
    assert len(places) == len(plain)
    assert places == sorted(places)
    assert "".join(text[slice(*place)] for place in dict.fromkeys(places)).strip() != ""


@given(st.text(st.characters(codec="utf-8")))
def test_a_text_always_leads_back_from_its_own_plain_form(text: str) -> None:
    """Or it is told that it does not; a place is never outside it."""
    places = aligned(text, [(0, len(text))], articles.normalized(text))
    assert places is None or all(0 <= start <= end <= len(text) for start, end in places)


def test_parts_between_which_something_stands_are_one() -> None:
    """As where an advertisement parts a sentence."""
    text = "One mill\n\nAdvertisement\n\nturns."
    places = aligned(text, [(0, 8), (25, 31)], "One mill turns.")
    assert places is not None
    assert text[places[-1][0] :] == "."
    assert places[8] == (25, 25)


def test_another_text_does_not_lead_back() -> None:
    """Nothing is told of it."""
    assert aligned("one two", [(0, 7)], "three") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has 2.5 km. It is old.", ["It has 2.5 km.", "It is old."]),
        ("'Yes,' he said. 'It did.' \"Never!\" The end", ["'Yes,' he said.", "'It did.'", '"Never!"', "The end"]),
        ("J. Li, of Lisle Co. Ltd. of No. 5, won.", ["J. Li, of Lisle Co. Ltd. of No. 5, won."]),
        ('他说:"好。"她笑了。"再见"', ['他说:"好。"', "她笑了。", '"再见"']),
        ("很好!真的?是。", ["很好!", "真的?", "是。"]),
        ("", []),
    ],
)
def test_sentences_end_where_people_end_them(text: str, expected: list[str]) -> None:
    """A dot in a number, behind an initial or a legal form ends none; in Chinese no space is needed."""
    assert [text[start:end] for start, end in sentences(text)] == expected
