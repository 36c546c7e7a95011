"""The package under ``python -O``, which leaves assertions out: nothing that it does may hang on one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line without assertions, in a folder of its own."""
    command = [sys.executable, "-O", "-m", "corridor_kg", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )


def test_assertions_are_left_out() -> None:
    """The option does what these tests need it for."""
    done = subprocess.run([sys.executable, "-O", "-c", "assert False"], check=False)
    assert done.returncode == 0


def test_a_stored_query_has_the_same_rows(tmp_path: Path) -> None:
    """The ten core platforms, and nothing to complain of."""
    done = run(tmp_path, "run", "core-platforms", "-f", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1 + 10


@pytest.mark.parametrize(
    "command",
    [("run", "core-platforms"), ("sparql", "ASK { ?s ?p ?o }"), ("show", "dongguan"), ("export",)],
    ids=" ".join,
)
def test_a_broken_file_is_refused_in_words(command: tuple[str, ...], tmp_path: Path) -> None:
    """Exit status 2, file, line and column, and no traceback."""
    (tmp_path / "broken.ttl").write_text("<x:a> <x:b> ex:c .", encoding="utf-8")
    done = run(tmp_path, *command, "--add", "broken.ttl")
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert "broken.ttl, line 1, column 13" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_file_cannot_be_loaded(tmp_path: Path) -> None:
    """`Corridor.load` tells of a file that cannot be read at once, and not when something is first asked."""
    (tmp_path / "broken.ttl").write_text("<x:a> <x:b> ex:c .", encoding="utf-8")
    code = (
        "from corridor_kg import Corridor, CorridorError\n"
        "try:\n    Corridor.load(add=['broken.ttl'])\n"
        "except CorridorError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-O", "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert "broken.ttl, line 1, column 13" in done.stdout, done.stderr
