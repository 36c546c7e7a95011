"""A source that was withdrawn or corrected: its file says so, its facts stay, and answers are marked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter, OutputFailed
from tests.conftest import ROOT, Run

GAZETTE = ROOT / "tests" / "sources" / "gazette"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a made-up newspaper."""
    return Path(shutil.copytree(GAZETTE, tmp_path / "gazette"))


def correct(folder: Path, **told: str | list[str]) -> str:
    """Write a correction into it."""
    given = {"kind": "correction", "date": "2018-05-02", "comment": "It was another city.", **told}
    return Corridor.load(add=[folder]).correct_source("made-up-gazette", **given)  # type: ignore[arg-type]


def stated(corridor: Corridor) -> set[str]:
    """Return what is stated, but for blank nodes, which each reading names anew."""
    return {str(quad) for quad in corridor.data.stated() if "_:" not in str(quad)}


def test_the_facts_stay_and_are_marked(folder: Path) -> None:
    """Every fact is there as before, the whole is in order, and the passage has its mark wherever it is named."""
    earlier = stated(Corridor.load(add=[folder]))
    correct(folder, passages=["m01"])
    after = Corridor.load(add=[folder])
    later = stated(after)
    assert len({line.split()[0] for line in later - earlier}) == 1
    assert not earlier - later
    assert [found for found in after.check().findings if "correction" in found.thing] == []
    shown = after.run("figures", thing="dongguan").to_table()  # type: ignore[union-attr]
    assert "made-up-gazette m01 (corrected 2018-05-02)" in shown
    assert "It was another city." in shown


def test_a_whole_source_is_withdrawn(folder: Path) -> None:
    """The list of sources says so."""
    correct(folder, kind="withdrawal")
    (row,) = (row for row in Corridor.load(add=[folder]).sources() if row.source == "made-up-gazette")
    assert row.corrected == "withdrawn 2018-05-02"


def test_what_was_there_stays_as_it_was(folder: Path) -> None:
    """The file gets a block at its end and the prefixes that it needs, and no other line changes."""
    source = folder / "made-up-gazette" / "source.ttl"
    before = [line for line in source.read_text(encoding="utf-8").split("\n") if not line.startswith("@prefix")]
    block = correct(folder, passages=["m01", "m02"])
    after = [line for line in source.read_text(encoding="utf-8").split("\n") if not line.startswith("@prefix")]
    assert after[: len(before) - 1] == before[:-1]
    assert "\n".join(after).endswith(block)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"passages": ["m99"]}, "no passage is called 'm99'"),
        ({"date": "lately"}, "is no day"),
        ({"comment": "  "}, "give a comment"),
        ({"address": "example.org"}, "is no address"),
        ({"address": "https://example.org/a b"}, "is no address"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(folder: Path, told: dict[str, str], said: str) -> None:
    """Not a byte is changed."""
    source = folder / "made-up-gazette" / "source.ttl"
    before = source.read_bytes()
    with pytest.raises(BadParameter, match=said):
        correct(folder, **told)
    assert source.read_bytes() == before


def test_twice_is_refused(folder: Path) -> None:
    """One correction of one day stands there once."""
    correct(folder)
    with pytest.raises(BadParameter, match="already"):
        correct(folder)


def test_lines_that_end_otherwise_end_so(folder: Path) -> None:
    """A file of Windows stays one, and a correction stands in it once."""
    source = folder / "made-up-gazette" / "source.ttl"
    source.write_bytes(source.read_bytes().replace(b"\n", b"\r\n"))
    correct(folder)
    after = source.read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n")
    with pytest.raises(BadParameter, match="already"):
        correct(folder)
    assert source.read_bytes() == after


def test_a_correction_in_another_layout_is_known(folder: Path) -> None:
    """What is there already is known by what it says, and not by its lines."""
    correct(folder)
    source = folder / "made-up-gazette" / "source.ttl"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("\n    a ckg:Correction", " a ckg:Correction"), encoding="utf-8")
    with pytest.raises(BadParameter, match="already"):
        correct(folder)


def test_a_prefix_that_means_something_else_is_refused(folder: Path) -> None:
    """Nothing is written where the correction would be read as something else."""
    source = folder / "made-up-gazette" / "source.ttl"
    text = source.read_text(encoding="utf-8")
    source.write_text(f"{text}PREFIX correction: <http://example.org/>\n", encoding="utf-8")
    before = source.read_bytes()
    with pytest.raises(OutputFailed, match="would say something else"):
        correct(folder)
    assert source.read_bytes() == before


def test_from_the_command_line(run: Run, folder: Path) -> None:
    """Both commands write what they say."""
    arguments = ("--date", "2018-05-02", "--comment", "It was another city.", "--to", str(folder))
    done = run("source", "withdraw", "made-up-gazette", *arguments)
    assert done.returncode == 0, done.stderr
    assert "correction-kind:withdrawal" in done.stdout
    done = run("source", "correct", "made-up-gazette", "--passage", "m03", *arguments)
    assert "correction-kind:correction" in done.stdout
    source = (folder / "made-up-gazette" / "source.ttl").read_text(encoding="utf-8")
    assert source.count("a ckg:Correction ;") == 2
