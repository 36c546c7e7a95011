"""Questions are found by words, as forgivingly as things are by their names."""

from __future__ import annotations

import json

import pytest

from corridor_kg.questions.searching import search
from corridor_kg.questions.stored_queries import STORED, StoredQuery
from tests.conftest import Run


@pytest.mark.parametrize("text", ["platform", "Platforms", " PLATFORM ", "core platforms", "city platform", "plat"])
def test_a_word_is_found_however_it_is_written(text: str) -> None:
    """In any case, in the singular or the plural, by its beginning, beside others in any order."""
    found = search(STORED, text)
    assert "core-platforms" in found.queries
    assert found.near == {}


@pytest.mark.parametrize(
    ("word", "name"),
    [("promises", "plan-promises"), ("narrowed", "figures"), ("speaker", "statements"), ("since", "core-platforms")],
)
def test_every_place_is_looked_at(word: str, name: str) -> None:
    """The name, the description, the parameters, the columns."""
    assert name in search(STORED, word).queries


def test_the_name_and_the_question_come_first() -> None:
    """Then tags, parameters and columns, then the description."""
    said = {
        "a": StoredQuery("a", "#+ summary: What?\n#+ description: Of bridges.\nASK { }"),
        "b": StoredQuery("b", "#+ summary: What?\n#+ tags: [bridges]\nASK { }"),
        "c": StoredQuery("c", "#+ summary: Which bridges?\nASK { }"),
        "bridges": StoredQuery("bridges", "#+ summary: What?\nASK { }"),
    }
    assert list(search(said, "bridge").queries) == ["bridges", "c", "b", "a"]


def test_all_words_have_to_be_there() -> None:
    """Each in any place."""
    assert not search(STORED, "platform xyzzy").queries
    assert not search(STORED, "").queries
    assert not search(STORED, "<script>'\"{}\x00 ?").queries


def test_what_is_spelt_alike_is_near() -> None:
    """It is looked for instead, and told."""
    found = search(STORED, "platfrom")
    assert found.near == {"platfrom": "platform"}
    assert found.queries.keys() == search(STORED, "platform").queries.keys()


def test_the_command_line_searches(run: Run) -> None:
    """With the status of success where the words are there, else 1; a name alone shows the query whole."""
    found = run("queries", "core", "PLATFORM", "--format", "json")
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)[0]["name"] == "core-platforms"
    near = run("queries", "platfrom")
    assert (near.returncode, near.stderr) == (
        1,
        "no query has the word 'platfrom'; 'platform' is near, and not the same.\n",
    )
    assert "core-platforms" in near.stdout
    none = run("queries", "xyzzy")
    hint = "no query has these words; 'corridor-kg queries' lists all, and 'corridor-kg find' finds things.\n"
    assert (none.returncode, none.stderr) == (1, hint)
    assert run("queries", "R&D").stdout.endswith("(0 rows)\n"), "one letter is no beginning of a word"
    assert run("queries", "cities").stdout == STORED["cities"].text
