"""A word has the forms that it may have in the article."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.text.words import readings, without_notes


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("in\u00b9", ("in\u00b9", "in1")),
        ("word\u00b9", ("word\u00b9", "word1", "word")),
        ("word.\u00b9\u00b2", ("word.\u00b9\u00b2", "word.")),
        ("word.[1][2]", ("word.[1][2]", "word.")),
        ("2016[3],", ("2016[3],", "2016,")),
        ("word*", ("word*", "word")),
        ("CO\u2082", ("CO\u2082", "CO2")),
        ("H\u2082O", ("H\u2082O", "H2O")),
        ("12\u2070", ("12\u2070",)),
        ("1\u20820", ("1\u20820",)),
        ("1\u00b2,5", ("1\u00b2,5",)),
        ("is\u207f\u1d52\u1d57", ("isnot",)),
        ("in-\nner", ("inner", "in-ner")),
        ("in\u00ad\r\nner", ("inner", "in ner")),
        ("10-\n20", ("10-20",)),
        ("and/\nor", ("and/or",)),
        ("\u5e7f\u5dde\n\u6709", ("\u5e7f\u5dde\u6709",)),
    ],
)
def test_a_word_has_the_forms_that_it_may_have(text: str, forms: tuple[str, ...]) -> None:
    """Marks of notes left out, digits beside letters in the line, line ends gone; a number has one form."""
    assert {form for words in readings(text) for word in words for form in word.forms} == set(forms)


@given(
    st.from_regex(r"\A[0-9]{1,3}([,.][0-9]+)?\Z"),
    st.from_regex(r"\A[\u2070\u00b9\u00b2\u2080\u2081]{1,3}\Z"),
    st.booleans(),
)
def test_what_touches_a_digit_stays(number: str, script: str, before: bool) -> None:
    """Before or behind a number a superscript or subscript is neither left out nor a digit."""
    text = script + number if before else number + script
    assert [[word.forms for word in words] for words in readings(text)] == [[(text,)]]


def test_powers_are_no_notes() -> None:
    """Behind a unit or a variable."""
    for text in ("180 km\u00b2", "per km\u00b2", "x\u00b2", "R\u00b2", "10\u00b2"):
        assert without_notes(text) == text
    assert without_notes("kilometres\u00b2") == "kilometres"


def test_hyphens_without_end_are_read_in_no_long_time() -> None:
    """A text that is made of them has more forms than can be looked at."""
    begun = time.monotonic()
    assert readings("a-\n" * 1000 + "a")
    assert time.monotonic() - begun < 10
