"""Heads in YAML say what somebody wrote."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.files import heads


@given(
    st.sampled_from(
        ["On", "NO", "yes", "true", "2.10", "010", "1_000", "0x1F", "1:30", "2026-11-22", ".inf", "=", "1e3"]
    )
    | st.from_regex(r"[0-9]+([._:e-][0-9]+)*", fullmatch=True)
)
def test_a_value_is_the_text_that_was_written(text: str) -> None:
    """Neither numbers, nor truth values, nor dates are made of it, be it a name, a value or one of a list."""
    assert heads.read(f"{text}: {text}\nlist:\n- {text}\n- a: {text}") == {text: text, "list": [text, {"a": text}]}


def test_nothing_stays_nothing_and_tags_are_safe() -> None:
    """What is left empty has no value, and a tag runs no code."""
    assert heads.read("a:\nb: ~\nc: ''") == {"a": None, "b": None, "c": ""}
    with pytest.raises(yaml.YAMLError):
        heads.read("a: !!python/object/apply:os.getcwd []")
    with pytest.raises(yaml.YAMLError):
        heads.read("[" * 100_000)


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85"])
def test_a_line_ends_where_an_editor_ends_it(character: str) -> None:
    """Not at the characters that YAML 1.1 takes for line ends: they stay in the texts in which they stand."""
    assert heads.read(f"a: one{character}two three\nb: [x{character}y]") == {
        "a": f"one{character}two three",
        "b": [f"x{character}y"],
    }
