"""A passage is read in one's own copy, what carries facts marked in it, and what no fact claims marked otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.rdf.vocabulary import BASE
from tests.conftest import Run
from tests.support import weekly
from tests.support.articles import texts

MARKED = {
    "weekly w01": "Mills turn in ‹Dongguan›",
    "weekly w02": (
        "“Water is not all,” said «Ann Li», the mayor."
        " «Dongguan» had «more than 1,250 mills» in «2016», and about ‹40› wells. «They» stand on «12 km²» of land."
    ),
    "weekly w03": "«东莞»有«120多»座«水磨»。东莞的水井约‹40›座,都很老。",
    "weekly w04": "It rained. It snowed.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The weekly as a source."""
    return weekly.folder(tmp_path_factory.mktemp("weekly") / "weekly")


@pytest.fixture(scope="module")
def corridor(folder: Path) -> Corridor:
    """The bundled graph beside the weekly."""
    return Corridor.load(add=[folder], inference=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A true copy of the weekly's article."""
    path = tmp_path / "mills.txt"
    path.write_text(weekly.ARTICLE, encoding="utf-8")
    return path


def test_what_carries_facts_is_marked_and_what_none_claims(corridor: Corridor, copy: Path) -> None:
    """A name where no fact speaks of it, and a number that no fact has; the passages of other articles are left out."""
    marked = {one.name: one.marked.replace("\u00a0", " ").replace("，", ",") for one in corridor.marked(copy)}
    assert marked == MARKED


def test_each_mark_knows_what_it_carries(corridor: Corridor, copy: Path) -> None:
    """The figure's number carries the figure; what is left says what it is."""
    (one,) = (passage for passage in corridor.marked(copy) if passage.name == "weekly w02")
    by_text = {one.text[mark.start : mark.end].replace("\u00a0", " "): mark for mark in one.marks}
    assert f"{BASE}figure/weekly-mills" in by_text["more than 1,250 mills"].things
    assert by_text["12 km²"].things == (f"{BASE}figure/weekly-land",)
    assert (by_text["40"].things, by_text["40"].kind) == ((), "number")


def test_a_changed_passage_and_a_missing_one_say_so(corridor: Corridor, copy: Path) -> None:
    """The changed number carries nothing any more."""
    copy.write_text(weekly.ARTICLE.replace("1,250", "1,350").replace(weekly.PASSAGES["w03"], ""), encoding="utf-8")
    by_name = {one.name: one for one in corridor.marked(copy)}
    assert "‹1,350›" in by_name["weekly w02"].marked
    assert by_name["weekly w02"].note == f"changed in {copy}"
    assert (by_name["weekly w03"].text, by_name["weekly w03"].marks) == ("", ())
    assert "is not in" in by_name["weekly w03"].note


def test_what_is_no_article_is_told(corridor: Corridor, copy: Path) -> None:
    """Instead of nothing at all."""
    copy.write_text("Nothing of the kind.", encoding="utf-8")
    with pytest.warns(UserWarning, match="no article of the graph stands in it"):
        assert corridor.marked(copy) == ()


def test_the_command_line_shows_the_same(corridor: Corridor, folder: Path, copy: Path, run: Run) -> None:
    """As text, and as JSON."""
    asked = ("verify", "--marked", str(copy), "--add", str(folder), "--no-config")
    shown = run(*asked).stdout
    assert shown.splitlines()[0] == f"weekly w01: {MARKED['weekly w01']}"
    told = json.loads(run(*asked, "--format", "json").stdout)
    assert told == [one.to_dict() for one in corridor.marked(copy)]


def test_every_sentence_of_the_sources_is_read(shared: Path, tmp_path: Path) -> None:
    """In a copy of all six: each passage is there as it was, and what states something has a mark that carries it."""
    for source, text in texts(shared).items():
        (tmp_path / f"{source}.txt").write_text(text, encoding="utf-8")
    corridor = Corridor.load()
    found = corridor.marked(tmp_path)
    assert [one.note for one in found] == [""] * len(found)
    carrying = sum(any(mark.things for mark in one.marks) for one in found)
    assert (carrying, len(found)) == (60, 60)
    left = [one.text[mark.start : mark.end] for one in found for mark in one.marks if mark.kind in ("name", "number")]
    assert len(left) < 10, left  # hardly a name or a number is not in the graph
