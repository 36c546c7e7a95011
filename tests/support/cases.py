"""The files of tests/invalid: where they lie, and what each says that it breaks."""

from __future__ import annotations

import re
from pathlib import Path

from corridor_kg.questions.stored_queries import StoredQueries
from corridor_kg.rdf import bundled
from corridor_kg.trust import shapes
from corridor_kg.trust.checking import BUILT_IN_CHECKS
from tests.conftest import ROOT

INVALID = ROOT / "tests" / "invalid"
ONTOLOGY = INVALID / "ontology"
"""What breaks the style of the ontology lies apart from what breaks the facts."""

ZERO = INVALID / "plans" / "step-number-zero.ttl"
"""A case with one finding, about a value, for tests of reports."""

BANNERS = {
    "Places": "places",
    "Ranks": "ranks",
    "Organizations, people, groups": "organizations",
    "Plans": "plans",
    "Statements": "statements",
    "Figures": "figures",
    "Links to open data": "links",
    "Sources": "sources",
    "Mentions and readings": "mentions",
    "The data set": "dataset",
}
"""The parts of the file of shapes, each with the folder of the cases that break its shapes."""


def names(file: str) -> list[str]:
    """Return the names of the shapes in a file that may be broken."""
    graph = shapes.read_own(file).graph
    return [graph.name(shape) for shape in graph.reporting]


def of_ontology() -> list[Path]:
    """Return the files that break the style of the ontology."""
    return _found(ONTOLOGY)


def of_facts() -> list[Path]:
    """Return the files that are wrong beside the bundled facts."""
    return [path for path in _found(INVALID) if ONTOLOGY not in path.parents]


def _found(folder: Path) -> list[Path]:
    """Return the cases below a folder; a glob that finds nothing would let every test of them pass."""
    paths = sorted([*folder.rglob("*.ttl"), *folder.rglob("*.trig")])
    assert paths, f"there is no case below {folder}"
    return paths


def name(path: Path) -> str:
    """Return what a case is called in a test's name, which starts with its folder."""
    return path.relative_to(INVALID).with_suffix("").as_posix()


def named(path: Path) -> list[str]:
    """Return what the first line of a case says that it breaks, in that order."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# breaks: "), path
    names = first.removeprefix("# breaks: ").split()
    assert names, path
    return names


def breaks(path: Path) -> set[str]:
    """Return what the first line of a case says that it breaks."""
    return set(named(path))


def folders() -> dict[str, str]:
    """Return the folder of the cases for each shape of the facts and each check, by its name."""
    result = dict.fromkeys([*StoredQueries(bundled.CHECKS), *BUILT_IN_CHECKS], "checks")
    folder = ""
    for line in Path(shapes.FACTS).read_text(encoding="utf-8").splitlines():
        if banner := re.fullmatch(r"# -- (.+?) -+", line):
            folder = BANNERS[banner[1]]
        elif shape := re.fullmatch(r"ckgsh:([\w-]+)", line):
            result[shape[1]] = folder
    return result
