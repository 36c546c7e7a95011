"""A new source is written whole or not at all, over nothing of anybody's, and nothing of its text with it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter, OutputFailed
from corridor_kg.files import output

TEXT = "GDP of Dongguan reached 1.5 trillion yuan.\n\nThe Fooland Barland Group has 200 staff.\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A made-up text in a file."""
    path = tmp_path / "news.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def written(folder: Path) -> list[Path]:
    """Return the files in a folder and below it."""
    return [path for path in folder.rglob("*") if path.is_file()]


class TestWhole:
    """Whole or not at all."""

    def test_a_failure_leaves_nothing(
        self, corridor: Corridor, text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where the folder cannot be put in its place, there is neither it nor the file of new things."""

        def fail(*_: object) -> None:
            raise OSError("no")

        monkeypatch.setattr(os, "rename", fail)
        with pytest.raises(OutputFailed):
            corridor.new_source("courier", text, to=tmp_path / "mine")
        assert written(tmp_path / "mine") == []

    def test_an_interruption_leaves_nothing(
        self, corridor: Corridor, text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whoever interrupts it just before the folder is in its place finds nothing."""
        left: list[Path] = []

        def interrupt(*_: object) -> None:
            output.discard_unfinished()
            left.extend(written(tmp_path / "mine"))
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "rename", interrupt)
        with pytest.raises(KeyboardInterrupt):
            corridor.new_source("courier", text, to=tmp_path / "mine")
        assert left == []

    def test_a_file_in_the_way_leaves_nothing(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """A file where the folder of new things should be is in the way before anything is written."""
        (tmp_path / "things").write_text("mine", encoding="utf-8")
        with pytest.raises(OutputFailed, match="things"):
            corridor.new_source("courier", text, to=tmp_path)
        assert not (tmp_path / "courier").exists()

    def test_new_things_that_are_there_are_kept(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """The work on them is not lost to whoever deleted the drafts and begins anew."""
        things = tmp_path / "things" / "courier.ttl"
        things.parent.mkdir()
        things.write_text("# mine\n", encoding="utf-8")
        with pytest.raises(OutputFailed, match="there already; move it away"):
            corridor.new_source("courier", text, to=tmp_path)
        assert things.read_text(encoding="utf-8") == "# mine\n"
        assert not (tmp_path / "courier").exists()


class TestNames:
    """What a source may be called."""

    @pytest.mark.parametrize("name", ["things", "ontology", "inferred"])
    def test_what_else_is_called_so(self, text: Path, tmp_path: Path, name: str) -> None:
        """A folder of another kind would be mixed with the source."""
        with pytest.raises(BadParameter, match="something else in a graph is called"):
            Corridor.load(graph=text_graph(tmp_path), config=False).new_source(name, text, to=tmp_path)

    def test_a_long_one(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """What no file can be called is refused by its length, and not repeated."""
        with pytest.raises(BadParameter, match=r"^a name of 300 characters"):
            corridor.new_source("x" * 300, text, to=tmp_path)

    def test_the_beginning_of_another(self, corridor: Corridor, text: Path, tmp_path: Path) -> None:
        """There may be *the* where there is *the-post*."""
        corridor.new_source("the-post", text, to=tmp_path)
        both = Corridor.load(add=[tmp_path])
        assert both.new_source("the", text, to=tmp_path / "other").passages


def text_graph(folder: Path) -> Path:
    """Return a graph of one fact."""
    path = folder / "graph.ttl"
    path.write_text("<http://example.org/a> <http://example.org/b> 1 .", encoding="utf-8")
    return path


class TestHeadlines:
    """What stands in capitals is no name where everything does."""

    @pytest.mark.parametrize(
        "line",
        [
            "Fooland Unveils New Scheme For Its Bar Area of Tomorrow",
            "A SCHEME TO MAKE THE BAR GREAT AGAIN AND AGAIN",
            "“We Are All Made Of Stars And Dust,” said the Fooland Group.",
        ],
    )
    def test_a_headline_is_not_stored(self, corridor: Corridor, tmp_path: Path, line: str) -> None:
        """No four words of it stand in what is written."""
        news = tmp_path / "news.txt"
        news.write_text(line, encoding="utf-8")
        corridor.new_source("courier", news, to=tmp_path / "mine")
        said = "\n".join(path.read_text(encoding="utf-8") for path in written(tmp_path / "mine"))
        words = line.split()
        assert [run for at in range(len(words) - 3) if (run := " ".join(words[at : at + 4])) in said] == []

    def test_a_long_name_in_a_sentence_is(self, corridor: Corridor, tmp_path: Path) -> None:
        """A name of many words is one where other words are small."""
        news = tmp_path / "news.txt"
        news.write_text("It was told by the Fooland Bureau of Bar and Baz Affairs yesterday.", encoding="utf-8")
        corridor.new_source("courier", news, to=tmp_path / "mine")
        assert "Fooland Bureau of Bar and Baz Affairs" in (tmp_path / "mine/things/courier.ttl").read_text("utf-8")


def test_a_long_paragraph_takes_no_longer_than_its_length(corridor: Corridor, tmp_path: Path) -> None:
    """Sentences are told apart once, not for each number: ten times the text may not take a hundred times as long."""
    seconds = []
    for many in (40, 400):
        news = tmp_path / f"news-{many}.txt"
        news.write_text("Dongguan has 12 parks and 13 mills. " * many, encoding="utf-8")
        begin = time.process_time()
        corridor.new_source(f"courier-{many}", news, to=tmp_path / "mine")
        seconds.append(time.process_time() - begin)
    assert seconds[1] < 40 * seconds[0] + 1
