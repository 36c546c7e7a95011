"""Answers leave as workbooks, pages and JSON Lines, by the ending of the file or by name."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import Run

ASKED = ("run", "core-platforms", "city=dongguan")


def heads(path: Path) -> list[str]:
    """Return the heads of a workbook or a page."""
    if path.suffix == ".xlsx":
        return [str(cell.value) for cell in openpyxl.load_workbook(path)["Answer"][1]]
    return [head.text() for head in LexborHTMLParser(path.read_text(encoding="utf-8")).css("th")]


@pytest.mark.parametrize("ending", ["xlsx", "html"])
def test_the_ending_of_a_file_names_the_form(ending: str, run: Run, tmp_path: Path) -> None:
    """People get names under labels; the choice of columns, identifiers and the language of names are theirs."""
    path = tmp_path / f"answer.{ending}"
    done = run(*ASKED, "--output", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert heads(path)[:3] == ["core platform", "city", "plan"]
    before = path.read_bytes()
    run(*ASKED, "-o", path)
    assert path.read_bytes() == before, "the same bytes each time"
    run(*ASKED, "-o", path, "--columns", "city,platform", "--ids", "--language", "zh")
    assert heads(path) == ["city", "city (identifier)", "core platform", "core platform (identifier)"]
    again = "--columns city,platform --ids --language zh"
    if ending == "xlsx":
        told = openpyxl.load_workbook(path)["About"].iter_rows(values_only=True)
        assert str(dict(told)["Asked with"]).endswith(again)
        assert openpyxl.load_workbook(path)["Answer"]["A2"].value == "东莞市"
    else:
        assert LexborHTMLParser(path.read_text(encoding="utf-8")).css("td")[0].attributes["lang"] == "zh-Hans"
        assert f"{again}</dd>" in path.read_text(encoding="utf-8")


def test_json_lines_have_a_row_a_line(run: Run, tmp_path: Path) -> None:
    """The same in a file as on standard output; the columns that are asked for alone."""
    path = tmp_path / "answer.jsonl"
    assert run(*ASKED, "-o", path, "--columns", "city").returncode == 0
    row = {"city": "https://w3id.org/corridor-kg/place/dongguan", "cityLabel": "Dongguan"}
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == [row, row]
    assert run(*ASKED, "-f", "jsonl", "--columns", "city").stdout == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "asked", [("sparql", "SELECT ?x { ?x a ckg:City }"), ("find", "dongguan"), ("evidence", "dongguan")]
)
def test_each_command_that_answers_with_rows_writes_them(asked: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    """As a workbook, which the others read, and as a page."""
    for ending in ("xlsx", "html"):
        path = tmp_path / f"answer.{ending}"
        assert run(*asked, "--output", path).returncode == 0
        assert heads(path)


def test_a_workbook_goes_through_a_pipe_and_not_to_a_terminal(tmp_path: Path) -> None:
    """Where it would be noise."""
    command = [sys.executable, "-m", "corridor_kg", *ASKED, "--format", "xlsx"]
    piped = subprocess.run(command, capture_output=True, cwd=tmp_path, check=True)
    assert openpyxl.load_workbook(BytesIO(piped.stdout)).sheetnames == ["Answer", "Sources", "About"]
    main, side = pty.openpty()
    shown = subprocess.run(command, stdout=side, stderr=subprocess.PIPE, cwd=tmp_path, check=False)
    os.close(side)
    assert shown.returncode == 2
    assert shown.stderr.decode() == "error: xlsx is no text for a terminal; name a file with --output.\n"
    with pytest.raises(OSError, match="Input/output error"):  # nothing was written, and nobody writes any more
        os.read(main, 1)
    os.close(main)


def test_what_cannot_be_written_so_is_refused_and_the_file_stays(run: Run, tmp_path: Path) -> None:
    """Truths and triples as workbooks, a mark before one, and a value that is too long for a cell."""
    path = tmp_path / "answer.xlsx"
    path.write_text("as it was", encoding="utf-8")
    long = 'SELECT (REPLACE("aaaaaaaaaaaaaaaa", "a", "' + "b" * 4000 + '") AS ?x) {}'
    for asked, said in (
        (("sparql", "ASK { ?s ?p ?o }"), "an answer of yes or no cannot be written as 'xlsx'; write table, csv"),
        (("sparql", "DESCRIBE place:dongguan"), "an answer of triples cannot be written as 'xlsx'; write turtle"),
        ((*ASKED, "--bom"), "--bom is for csv and tsv, not for xlsx"),
        (("sparql", long), "?x in row 1 has 64,000 characters, and a cell of Excel takes 32,767; write csv or json"),
    ):
        done = run(*asked, "-o", path)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert path.read_text(encoding="utf-8") == "as it was"


def test_own_facts_are_told_of_in_what_is_written(run: Run, tmp_path: Path) -> None:
    """A sheet says which data were asked: the project's with its version, and what was added by name, not by path."""
    (tmp_path / "own.ttl").write_text("<x:a> a <https://w3id.org/corridor-kg/ontology#City> .", encoding="utf-8")
    for option, data in (
        ("--add", "Corridor KG 0.2.0 (https://creativecommons.org/licenses/by/4.0/); own"),
        ("--graph", "own"),
    ):
        run("sparql", "SELECT ?x { ?x a ckg:City }", option, "own.ttl", "-o", "answer.xlsx")
        about = openpyxl.load_workbook(tmp_path / "answer.xlsx")["About"]
        assert ("Data", data) in list(about.iter_rows(values_only=True))
