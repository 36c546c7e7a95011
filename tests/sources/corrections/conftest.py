"""The made-up sources, in copies in which one passage of the gazette is corrected, and the herald withdrawn."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.sources import corrections
from tests.support.sources import GAZETTE, HERALD

CORRECTED, WITHDRAWN = "2018-06-01", "2018-07-01"


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders of the gazette and the herald with their corrections."""
    folder = tmp_path_factory.mktemp("sources")
    gazette, herald = (Path(shutil.copytree(path, folder / path.name)) for path in (GAZETTE, HERALD))
    append(
        gazette / "made-up-gazette" / "source.ttl",
        corrections.turtle(
            "made-up-gazette",
            ["passage:made-up-gazette-m01"],
            kind="correction",
            date=CORRECTED,
            comment="The number is that of another city.",
            address="https://example.org/corrected",
            replacements=["passage:made-up-herald-h08"],
        ),
    )
    append(
        herald / "made-up-herald" / "source.ttl",
        corrections.turtle(
            "made-up-herald",
            ["article:made-up-letters"],
            kind="withdrawal",
            date=WITHDRAWN,
            comment="The letters were made up.",
        ),
    )
    return [gazette, herald]


@pytest.fixture(scope="session")
def corrected(copies: list[Path]) -> Corridor:
    """The bundled facts and both copies; tests only read it."""
    return Corridor.load(add=copies)


def append(file: Path, block: str) -> None:
    """Write a block behind what a file has."""
    file.write_text(corrections.appended(file.read_text(encoding="utf-8"), block), encoding="utf-8")
