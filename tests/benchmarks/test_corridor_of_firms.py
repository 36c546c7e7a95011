"""The corridor of firms, on which speed is measured, is one with which nothing is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corridor_kg import Corridor

GENERATOR = Path(__file__).with_name("corridor_of_firms.py")
FIRMS = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small corridor, of two passages."""
    folder = tmp_path_factory.mktemp("corridor")
    subprocess.run([sys.executable, GENERATOR, str(FIRMS), folder], check=True)
    return folder


def test_check_accepts_it(folder: Path) -> None:
    """It is checked beside the bundled facts, and nothing is found."""
    report = Corridor.load(add=[folder]).check()
    assert report.findings == ()


def test_it_has_all_that_facts_have(folder: Path) -> None:
    """Firms, posts and who fills them, figures, passages and links with mappings, at about 12 triples a firm."""
    corridor = Corridor.load(graph=folder, ontology=False)
    kinds = corridor.sparql("SELECT ?kind (COUNT(*) AS ?n) { ?x a ?kind } GROUP BY ?kind")
    counted = {row["kind"].rpartition("/")[2]: row["n"] for row in kinds}  # type: ignore[union-attr]
    assert counted == {
        "ontology#Company": FIRMS,
        "ontology#Person": FIRMS // 5,
        "org#Membership": FIRMS // 5,
        "org#Post": FIRMS // 5,
        "ontology#Figure": FIRMS * 2 // 5,
        "ontology#Passage": 2,
        "ontology#Article": 1,
        "owl#Axiom": FIRMS // 20,
    }
    triples = sum(1 for origin in corridor.data.facts for _ in corridor.data.engine.quads(graph=origin.graph))
    assert 11 < triples / FIRMS < 13
