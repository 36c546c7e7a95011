"""The command ``export``: wrong use is explained, and the library says the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter, OutputFailed
from tests.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-f", "turtel"], "did you mean 'turtle'?"),
        (["-f", "zip"], "the formats are turtle, trig, nquads"),
        (["-f", "csv"], "name a folder with --output FOLDER/"),
        (["-o", "x.csv"], "write x/."),
        (["-o", "x.zip"], "stands for no format; end in .ttl"),
        (["-o", "/nowhere/x.ttl"], "'/nowhere/x.ttl' cannot be written: No such file"),
        (["-f", "turtle", "-o", "x/"], "x/ is a folder, and turtle is one file"),
        (["--thing", "nobody"], "no thing is called 'nobody'"),
        (["--thing", "ckg:City"], "not in what is included"),
        (["--include", "statd"], "did you mean 'stated'?"),
        (["--include", ","], "an export of nothing"),
        (["-o", "-"], "standard output has no ending"),
        (["-f", "csv", "-o", "-"], "name a folder"),
        (["-f", "schema-org"], "of one thing; name it with --thing"),
        (["-f", "schema-org", "--thing", "period:2016"], "schema.org has no class for period:2016"),
        (["-f", "geojson", "--thing", "wang-ruijun"], "nothing that was selected has coordinates"),
        (["-f", "csv", "--include", "ontology", "-o", "x/"], "has no row in a table"),
        (["-f", "jsonld", "--frame", "nowhere.json"], "nowhere.json cannot be read"),
        (["-f", "jsonld", "--frame", "broken.json"], "this is not JSON: Expecting property name"),
        (["-f", "jsonld", "--frame", "list.json"], "is not a frame: it has to be a JSON object"),
        (["-f", "jsonld", "--frame", "five.json"], "is not a frame: "),
        (
            ["-f", "jsonld", "--frame", "typo.json"],
            "names 'typ', which the context does not know; did you mean 'type'?",
        ),
        (["-f", "turtle", "--frame", "typo.json"], "--frame is for jsonld, not for turtle"),
        (["--graph", "nowhere.ttl"], "there is no file or folder"),
        (["--graph", "broken.ttl"], "broken.ttl, line 1, column 1"),
        (["--graph", "broken.ttl", "--hash"], "broken.ttl, line 1, column 1"),
        (["--graph", "control.ttl", "-f", "rdfxml"], "b of http://e.org/a has the character U+0001 in"),
        (["--graph", "number.ttl", "-f", "rdfxml"], "does not end in a name"),
        (["--graph", "nested.ttl", "-f", "nquads"], "a triple stands inside a triple"),
        (["--graph", "far.ttl", "-f", "geojson"], "write degrees from -90 to 90"),
    ],
)
def test_wrong_use_is_explained(arguments: list[str], said: str, tmp_path: Path, run: Run) -> None:
    """One sentence on standard error, status 2, nothing written."""
    for name, text in {
        "broken.json": "{",
        "list.json": "[1]",
        "five.json": '{"type": 5}',
        "typo.json": '{"typ": "City"}',
        "broken.ttl": "x",
        "control.ttl": '<http://e.org/a> <http://e.org/b> "\\u0001" .',
        "number.ttl": "<http://e.org/a> <http://e.org/1> <http://e.org/c> .",
        "nested.ttl": "<http://e.org/a> <http://e.org/b> <<( <http://e.org/a> <http://e.org/b> <http://e.org/c> )>> .",
        "far.ttl": "@prefix w: <http://www.w3.org/2003/01/geo/wgs84_pos#> . <http://e.org/a> w:lat 123 ; w:long 1 .",
    }.items():
        (tmp_path / name).write_text(text)
    before = sorted(tmp_path.iterdir())
    done = run("export", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_the_library_says_the_same(corridor: Corridor) -> None:
    """Unknown parts and formats are refused with a remedy."""
    with pytest.raises(BadParameter, match="did you mean 'links'"):
        corridor.export(include=["link"])
    with pytest.raises(OutputFailed, match="did you mean 'jsonld'"):
        corridor.export().text("jsonl")


def test_a_closed_pipe_ends_in_silence(tmp_path: Path) -> None:
    """As tools in a pipe do."""
    shell = f"{sys.executable} -m corridor_kg export -f nquads | head -1"
    done = subprocess.run(shell, shell=True, capture_output=True, cwd=tmp_path, check=False)
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1
