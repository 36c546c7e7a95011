"""What six sources say of the corridor, side by side."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.comparison.figures import figures, groups
from corridor_kg.comparison.table import Line
from corridor_kg.errors import UnknownThing
from corridor_kg.rdf.vocabulary import shorten
from tests.conftest import Run

LABELLED = Path(__file__).parent / "labelled.tsv"


@pytest.fixture(scope="module")
def lines(corridor: Corridor) -> dict[tuple[str, str], Line]:
    """The lines of the comparison of all, by thing and what is compared."""
    return {(line.thing, line.what): line for line in corridor.compare().lines}


def test_every_pair_has_the_verdict_that_was_given_by_hand(corridor: Corridor) -> None:
    """Each two figures of one thing, measure and whole, within a source too; none is missing, and none is more."""
    with LABELLED.open(encoding="utf-8", newline="") as file:
        labelled = {(row["one"], row["other"]): row["verdict"] for row in csv.DictReader(file, delimiter="\t")}
    found = {
        (shorten(pair.one.iri), shorten(pair.other.iri)): pair.verdict.verdict
        for group in groups(figures(corridor.data), across=False)
        for pair in group.pairs
    }
    assert found == labelled


def test_two_numbers_that_are_alike_and_of_other_things_never_meet(corridor: Corridor) -> None:
    """349 is the area of the platforms, and the building land of the centres."""
    printed = {figure.iri: figure.stated.printed for figure in figures(corridor.data)}
    assert sum(number == "349" for number in printed.values()) == 2
    pairs = [pair for group in groups(figures(corridor.data), across=False) for pair in group.pairs]
    assert not any(printed[pair.one.iri] == printed[pair.other.iri] == "349" for pair in pairs)


def test_the_area_differs_by_one_source(lines: dict[tuple[str, str], Line]) -> None:
    """11,836 and over 11,000 go together, and a plain 11,000 goes with the bound alone."""
    line = lines["place:innovation-corridor", "area"]
    assert line.cells == {
        "china-daily": "11,836 km²",
        "nordic": "11,000 km²",
        "the-paper": "over 11,000 km²; 11,836 km²",
    }
    assert line.verdict.verdict == "differs"
    assert "nordic p04" in line.between


def test_the_length_agrees_in_four_ways(lines: dict[tuple[str, str], Line]) -> None:
    """More than 180, 180-odd, about 180, and about 180-odd."""
    line = lines["place:innovation-corridor", "length"]
    assert line.verdict.verdict == "compatible"
    assert set(line.cells.values()) == {
        "more than 180 km",
        "180-odd km",
        "about 180 km",
        "about 180-odd km; about 180 km",
    }


def test_years_of_goals_stand_side_by_side(lines: dict[tuple[str, str], Line]) -> None:
    """2050 beside 2030, and no source is right."""
    line = lines["place:innovation-corridor", "by when"]
    assert {name: line.cells[name] for name in ("china-daily", "the-paper", "nordic")} == {
        "china-daily": "2050",
        "the-paper": "2050",
        "nordic": "2030",
    }
    assert line.verdict.verdict == "other year"
    shenzhen = lines["place:shenzhen", "by when"]
    assert shenzhen.cells["nanfang-daily"] == "2020; 2025; 2030; 2035"
    assert (shenzhen.verdict.verdict, shenzhen.verdict.reason) == ("same year", "both by 2020")


def test_an_open_list_is_added_to(lines: dict[tuple[str, str], Line]) -> None:
    """Two of 37 against six, with the numbers of the cities, which make the same 37."""
    line = lines["plan:corridor-plan", "innovation centre"]
    assert line.cells == {
        "china-daily": "2 of 37 named, open",
        "guihuayun": "6 of 37 named, open; 15 + 13 + 9 = 37",
    }
    assert line.verdict.verdict == "adds"
    assert "Tianhe Smart City" in line.verdict.reason
    assert lines["plan:corridor-plan", "core platform"].verdict.verdict == "equal"


def test_one_measure_of_one_thing(corridor: Corridor) -> None:
    """Names are as forgiving as everywhere, and what is no measure is said to be none."""
    (line,) = corridor.compare("innovation-corridor", measure="measure:length").lines
    assert line.what == "length"
    with pytest.raises(UnknownThing, match="no measure"):
        corridor.compare(measure="dongguan")
    with pytest.raises(UnknownThing):
        corridor.compare("nowhere-at-all")


def test_from_the_command_line(run: Run) -> None:
    """A table with a column a source, and JSON with each pair."""
    table = run("compare", "innovation-corridor", "--measure", "area")
    assert table.returncode == 0, table.stderr
    assert "china-daily" in table.stdout.split("\n")[0]
    assert "1 differs." in table.stdout
    told = json.loads(run("compare", "--format", "json").stdout)
    assert len(told["sources"]) == 6
    area = next(line for line in told["compared"] if line["what"] == "area")
    assert {pair["verdict"] for pair in area["pairs"]} == {"differs", "compatible", "equal"}
    nothing = run("compare", "dongguan")
    assert nothing.returncode == 0
    assert "Nothing is said by more than one source" in nothing.stdout
