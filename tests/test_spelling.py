"""Two texts that people take for one name are one, and a name is printed so that it can be pasted."""

from __future__ import annotations

import shlex
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from corridor_kg.errors import did_you_mean
from corridor_kg.spelling import composed, fitting, folded, quoted

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
SEEN = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u202a\u202b\u202c\u202d\u202e"))


@given(TEXTS, st.sampled_from(["NFC", "NFD"]), st.sampled_from(["NFC", "NFD"]))
def test_a_name_is_found_in_either_form(name: str, one: str, other: str) -> None:
    """However its accents are composed, and with any white space around it."""
    stored, asked = unicodedata.normalize(one, name), unicodedata.normalize(other, name)  # type: ignore[arg-type]
    assert fitting(f"\u3000{asked}\n", ["?", stored]) == [stored] or folded(name) == "?"
    assert fitting(name, [name.upper(), name]) == [name] * (1 + (name == name.upper()))


@given(SEEN.filter(lambda text: not set("\u2066\u2067\u2068\u2069") & set(text)))
def test_what_is_printed_is_what_a_shell_reads(name: str) -> None:
    """One word, which is the name as it is compared; and so in what is suggested."""
    assert shlex.split(quoted(name)) == [composed(name)]
    assert fitting(composed(name), [name]) == [name]


def test_nothing_that_is_suggested_steers_a_terminal() -> None:
    """What cannot be seen is escaped."""
    assert did_you_mean("red town", ["\x1b[31mred\u202e town"]) == "; did you mean '\\x1b[31mred\\u202e town'?"
