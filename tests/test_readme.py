"""What the README shows is what comes out."""

from __future__ import annotations

import re
import shlex

import pytest

from tests import readme
from tests.conftest import ROOT, Run

TEXT = readme.README.read_text(encoding="utf-8")
CONSOLE = [
    line.removeprefix("$ corridor-kg ")
    for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("$ corridor-kg ")
]


def test_the_generated_parts_are_fresh() -> None:
    """The answer, the table of queries and the help texts are those of today; else: python -m tests.readme."""
    assert readme.fresh(TEXT) == TEXT


@pytest.mark.parametrize("line", [line for line in CONSOLE if "my-own" not in line])
def test_every_command_in_the_readme_works(line: str, run: Run) -> None:
    """It answers, and has nothing to complain of."""
    done = run(*shlex.split(line))
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) > (0 if "--hash" in line else 2)


def test_every_python_block_in_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """And prints what it says."""
    blocks = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(block, {})
    assert "Dongguan Songshan Lake High-tech Industrial Park p14 p16" in capsys.readouterr().out


def test_the_folders_that_the_readme_names_are_there() -> None:
    """Each row of the map leads somewhere."""
    folders = re.findall(r"^\| `([\w/]+)/` \|", TEXT, re.MULTILINE)
    assert len(folders) == 5
    assert all((ROOT / folder).is_dir() for folder in folders)


def test_the_diagram_speaks_of_real_terms() -> None:
    """Each box is a class and each arrow a property of the ontology or of one that it reuses."""
    diagram = re.search(r"```mermaid\n(.*?)```", TEXT, re.DOTALL)
    assert diagram
    context = (ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8")
    for name in set(re.findall(r"\|(\w+)\|", diagram[1])) - {"has", "states"}:
        assert f'"{name}":' in context, name
    boxes = {
        box
        for line in diagram[1].splitlines()
        if "-->" in line or "-.->" in line
        for box in re.findall(r"\b[A-Z]\w+", line)
    }
    assert len(boxes) > 12
    for box in boxes - {"Facts"}:
        assert f'"{box}":' in context, box


def test_the_measured_table_is_filled() -> None:
    """Each promise of speed has its ratio written in."""
    table = TEXT.partition("<!-- measured -->")[2].partition("<!-- end -->")[0]
    assert len(re.findall(r"\| [\d.]+ × its", table)) == 13
