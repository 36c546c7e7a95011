"""What people found in six texts, with which what a reader finds in them is compared: see ``tests/text/gold``."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.conftest import ROOT, SHARED
from tests.support.articles import FILES

FOLDER = ROOT / "tests" / "text" / "gold"

TEXTS = FILES
"""The texts, and where each lies beside the project."""

KINDS = ("quantities", "periods", "names", "speakers")


def text(stem: str) -> str:
    """Return a text; a test that asks for one that is not there is skipped."""
    path = SHARED / TEXTS[stem]
    if not path.exists():
        pytest.skip(f"the text {TEXTS[stem]} is its publisher's and not part of the project")
    return path.read_text(encoding="utf-8")


def rows(stem: str, kind: str) -> list[dict[str, str]]:
    """Return what stands in a text, a dictionary a row."""
    return table(FOLDER / f"{stem}.{kind}.tsv")


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table whose columns are parted by tabs and may hold quotes."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def place(row: dict[str, str]) -> tuple[int, int]:
    """Return where the words of a row stand."""
    return int(row["start"]), int(row["end"])
