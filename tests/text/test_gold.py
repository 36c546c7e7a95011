"""The gold fits its texts: no place is beside them, nothing that looks like a number is forgotten."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from corridor_kg import Corridor
from corridor_kg.text.found import Nature
from tests.support import gold

NUMERAL = re.compile(
    r"\d+|[〇零一二三四五六七八九十百千万亿两双]"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|[mb]illions?|trillions?"
    r"|first|second|third|half|quarters?|twice|doubl(?:e|ed|ing)|tripled?|top|once)\b",
    re.IGNORECASE,
)
"""What looks like a number, or a part of one."""


@pytest.mark.parametrize("stem", gold.TEXTS)
@pytest.mark.parametrize("kind", gold.KINDS)
def test_the_places_are_in_the_text(stem: str, kind: str) -> None:
    """In its order, of at least a character, with no white space at either end, and none upon another."""
    text, end = gold.text(stem), 0
    for row in gold.rows(stem, kind):
        place = gold.place(row)
        assert end <= place[0] < place[1] <= len(text), row
        words = text[slice(*place)]
        assert words == words.strip(), row
        end = place[1]


@pytest.mark.parametrize("stem", gold.TEXTS)
def test_all_that_looks_like_a_number_is_accounted_for(stem: str) -> None:
    """It is in a quantity or a period, or an exception with its reason; and no exception is of nothing."""
    text = gold.text(stem)
    excepted = [row for row in gold.table(gold.FOLDER / "exceptions.tsv") if row["text"] == stem]
    rows = [*gold.rows(stem, "quantities"), *gold.rows(stem, "periods"), *excepted]
    numerals = [match.span() for match in NUMERAL.finditer(text)]
    assert len(numerals) > 5
    for start, end in numerals:
        assert any(first <= start and end <= last for first, last in map(gold.place, rows)), text[start:end]
    for row in excepted:
        first, last = gold.place(row)
        assert row["reason"]
        assert any(first <= start and end <= last for start, end in numerals), row


BOUNDS = {"about", "more-than", "over", "at-least", "less-than", "up-to", "odd", "nearly"}


@pytest.mark.parametrize("stem", gold.TEXTS)
def test_the_values_are_of_their_kinds(stem: str) -> None:
    """Numbers, natures, codes of bounds; days in their order, and a relation that is one."""
    for row in gold.rows(stem, "quantities"):
        assert Decimal(row["value"]) > 0
        assert not row["most"] or Decimal(row["value"]) < Decimal(row["most"])
        assert row["nature"] in get_args(Nature)
        assert re.fullmatch(r"(unit:\w+)?", row["unit"])
        assert {*row["bounds"].split(",")} <= BOUNDS | {""}
    for row in gold.rows(stem, "periods"):
        assert not row["first"] or date.fromisoformat(row["first"]) <= date.fromisoformat(row["last"])
        assert row["relation"] in {"", "in", "by", "on"}
        assert re.fullmatch(r"(-?\d)?", row["relative"])


KINDS = {"place", "platform", "organization", "person", "plan", "other"}


@pytest.mark.parametrize("stem", gold.TEXTS)
def test_the_verbs_are_in_the_text_and_beside_their_speakers(stem: str) -> None:
    """A word of saying is a place too, and not that of the speaker."""
    text = gold.text(stem)
    for row in gold.rows(stem, "speakers"):
        start, end = gold.place(row)
        first, last = int(row["verb_start"]), int(row["verb_end"])
        assert 0 <= first < last <= len(text)
        assert text[first:last] == text[first:last].strip()
        assert last <= start or end <= first


def test_the_things_are_in_the_graph(stated: Corridor) -> None:
    """A name is of a thing that the graph has and of its kind, or of none."""
    names = [row for stem in gold.TEXTS for row in gold.rows(stem, "names")]
    assert {row["kind"] for row in names} == KINDS
    assert all(row["thing"].partition(":")[0] in ("", row["kind"]) for row in names)
    speakers = [row for stem in gold.TEXTS for row in gold.rows(stem, "speakers")]
    things = {row["thing"] for row in (*names, *speakers)} - {""}
    assert len(things) > 30
    for thing in things:
        assert stated.sparql(f"ASK {{ {thing} rdfs:label ?label }}"), thing
