"""How well the names of the graph are found in six texts, and who speaks in them; as the README tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.trust.known import Known
from tests.conftest import ROOT
from tests.support import gold
from tests.support.readings import Score, name_score, table

FOUND = {
    "china-daily": Score(81, 84, 87),
    "asia-times": Score(11, 11, 11),
    "guihuayun": Score(27, 27, 31),
    "nanfang-daily": Score(23, 23, 27),
    "nordic": Score(27, 27, 30),
    "the-paper": Score(33, 37, 39),
}
"""Names of things that the graph knows: how many are found where they are, are found, and are there."""


@pytest.mark.parametrize("stem", gold.TEXTS)
def test_the_names_of_a_text_are_found(stem: str, corridor: Corridor) -> None:
    """What is not found needs a mention; what is found besides is longer or shorter than the name that people saw."""
    assert name_score(stem, Known(corridor.data).recogniser("name")) == FOUND[stem]


def test_the_readme_tells_how_well_texts_are_read(corridor: Corridor, shared: Path) -> None:
    """The table of precision and recall is what is measured."""
    page = (ROOT / "corridor_kg" / "text" / "README.md").read_text(encoding="utf-8")
    measured = table(Known(corridor.data).recogniser("name"))
    assert measured in page
    recalled = {
        line.split(" | ")[0].strip("| "): line.split(" | ")[2].strip(" |") for line in measured.splitlines()[2:]
    }
    short = f"{recalled['numbers']} numbers and {recalled['names of known things']} names in six of them"
    assert short in " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
