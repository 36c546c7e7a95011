"""The proof of a text as people and tools take it, and what the command says of files that are none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.choices import PROOF_FORMATS
from corridor_kg.errors import GraphNotFound, OutputFailed
from tests.conftest import Run

TEXT = """# A report

The Guangzhou-Shenzhen corridor covers an area of
9,000 square kilometers, and is about 180 km long.

According to Zhan Decun, Guangzhou has 4,739 high-tech firms.

Guangzhou has 4,739 high-tech firms, and 100% of the rain: 3 mm.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A text with something of each."""
    path = tmp_path / "report.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_table_tells_each_verdict_with_its_sources(report: Path, stated: Corridor) -> None:
    """A line a number; names that are known are counted only."""
    found = stated.proof(report).to_text()
    assert [line.split()[0] for line in found.splitlines() if " number " in line] == ["4", "4", "6", "8", "8", "8"]
    assert "china-daily p05, the-paper p17: 11,836 km²" in found
    assert "1 differs" in found.splitlines()[-1]
    assert "place:guangzhou" not in found


def test_json_has_what_each_was_held_against(report: Path, stated: Corridor) -> None:
    """With the place, and the figures by IRI."""
    found = json.loads(stated.proof(report).serialize("json"))
    (remark,) = [one for one in found["remarks"] if one["words"] == "9,000 square kilometers"]
    assert found["holds"] is False
    assert (remark["line"], remark["verdict"], remark["kind"]) == (4, "differs", "number")
    assert "https://w3id.org/corridor-kg/figure/china-daily-corridor-area" in remark["facts"]
    assert TEXT.splitlines()[3].startswith(remark["words"])


def test_annotations_stand_at_their_lines(report: Path, stated: Corridor) -> None:
    """What differs is an error, what is only claimed a notice; what stands is not told. No text breaks a command."""
    *commands, summary = stated.proof(report).serialize("github").splitlines()
    assert [command.partition(",title")[0] for command in commands] == [
        f"::error file={report},line=4",
        f"::notice file={report},line=8",
    ]
    assert "6 numbers" in summary


def test_of_html_no_line_is_told_that_is_not_the_file_s(tmp_path: Path, stated: Corridor) -> None:
    """What is seen has other lines than what is written."""
    page = tmp_path / "page.html"
    page.write_text(
        "<html><h1>A\nreport</h1><p>The Guangzhou-Shenzhen corridor\ncovers <b>9,000</b> km&sup2;.</p></html>",
        encoding="utf-8",
    )
    (command, _) = stated.proof(page).serialize("github").splitlines()
    assert command.startswith(f"::error file={page},title=")


@pytest.mark.parametrize("format", PROOF_FORMATS)
def test_each_format_ends_with_status_1_where_something_differs(format: str, report: Path, run: Run) -> None:
    """And says it on standard output."""
    done = run("proof", str(report), "--format", format)
    assert (done.returncode, done.stderr) == (1, "")
    assert "differs" in done.stdout


def test_a_text_that_holds_ends_with_status_0(run: Run) -> None:
    """It may come through a pipe."""
    done = run("proof", "-", stdin="The Guangzhou-Shenzhen corridor is about 180 km long.")
    assert (done.returncode, done.stderr) == (0, "")
    assert "stands" in done.stdout


def test_a_text_of_nothing_says_so(run: Run) -> None:
    """It is no fault."""
    done = run("proof", "-", stdin="Nothing is said here.\n")
    assert (done.returncode, done.stdout) == (0, "Nothing in it can be held against the graph.\n")


def test_what_is_no_text_is_refused_in_a_sentence(tmp_path: Path, run: Run) -> None:
    """A file that is not there, a folder, bytes that are no UTF-8."""
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    for name in ("missing.txt", str(tmp_path), str(tmp_path / "picture.png")):
        done = run("proof", name)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
        assert done.stderr.startswith("error: ")


def test_python_raises_what_the_command_line_says(stated: Corridor, report: Path) -> None:
    """For a file that is not there, and for a format that is none."""
    with pytest.raises(GraphNotFound):
        stated.proof("missing.txt")
    with pytest.raises(OutputFailed):
        stated.proof(report).serialize("turtle")


def test_one_s_own_facts_count_too(tmp_path: Path, run: Run) -> None:
    """And without those of the project nothing stands."""
    text = "The Guangzhou-Shenzhen corridor is about 180 km long."
    empty = tmp_path / "own.ttl"
    empty.write_text("<https://example.org/a> <https://example.org/b> 1 .\n", encoding="utf-8")
    done = run("proof", "-", "--graph", str(empty), stdin=text)
    assert done.returncode == 0
    assert "stands" not in done.stdout
    assert "stands" in run("proof", "-", "--add", str(empty), stdin=text).stdout
