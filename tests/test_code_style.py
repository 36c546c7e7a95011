"""The code is formatted, linted and typed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

UNTESTED_BY_THEMSELVES = {"engine"}
"""Rooms that are seen only through what they do for the others."""


@pytest.mark.parametrize("tool", [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)], ids=" ".join)
def test_the_tool_finds_nothing(tool: tuple[str, ...]) -> None:
    """Ruff, its formatter and mypy in strict mode have nothing to say."""
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tests_mirror_the_rooms() -> None:
    """Each folder of the package has a folder of tests with the same name, and in it something is tested."""
    rooms = {path.parent.name for path in (ROOT / "corridor_kg").glob("*/__init__.py")} - UNTESTED_BY_THEMSELVES
    assert len(rooms) > 10
    assert [room for room in sorted(rooms) if not list((ROOT / "tests" / room).rglob("test_*.py"))] == []


def test_no_file_of_tests_is_long() -> None:
    """Who looks for the tests of a promise finds them in a file that can be read through."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / "tests").rglob("*.py")}
    assert len(lengths) > 50
    assert {path: length for path, length in lengths.items() if length > 600} == {}
