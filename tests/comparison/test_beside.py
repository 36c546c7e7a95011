"""Stored questions whose rows have verdicts beside them: their header asks, and what they find stays theirs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corridor_kg import Corridor, Rows
from corridor_kg.errors import QueryInvalid
from corridor_kg.questions.stored_queries import StoredQuery
from tests.conftest import ROOT


def asked(corridor: Corridor, name: str, **values: str) -> Rows:
    """Return the rows of a stored question."""
    rows = corridor.run(name, **values)
    assert isinstance(rows, Rows)
    return rows


def test_a_figure_tells_how_it_stands_beside_others(corridor: Corridor) -> None:
    """What differs comes first, each with passage and number; what nobody else tells has nothing beside it."""
    rows = {row.figure.rpartition("/")[2]: row.compared for row in asked(corridor, "figures")}
    assert rows["nordic-corridor-area"] == (
        "differs: china-daily p05 (11,836 km²), the-paper p17 (11,836 km²); compatible: the-paper p05 (over 11,000 km²)"
    )
    assert rows["china-daily-innovation-centre-count"] == "equal: guihuayun p04"
    assert rows["china-daily-guangzhou-high-tech-firms-2016"] is None


@pytest.mark.parametrize("name", ["figures-compared", "goals-compared", "lists-compared"])
def test_each_pair_has_a_verdict(corridor: Corridor, name: str) -> None:
    """The query finds the pairs, and each of them has a verdict and a reason: the same as compare gives."""
    rows = asked(corridor, name)
    assert len(rows)
    assert all(row.verdict and row.reason for row in rows)
    told = {pair["verdict"] for line in corridor.compare().lines for pair in line.pairs}
    assert {row.verdict for row in rows} <= told | {"other unit", "other period"}


def test_verdicts_stand_before_the_evidence(corridor: Corridor) -> None:
    """The columns of a question are those of its answer, whoever makes them."""
    query = corridor.queries["figures-compared"]
    assert query.columns[-3:] == ("verdict", "reason", "evidence")
    assert asked(corridor, "figures-compared").columns == query.columns


def test_a_header_that_asks_for_another_verdict_is_refused() -> None:
    """With those that there are."""
    with pytest.raises(QueryInvalid, match="figure, figures, goals, lists"):
        _ = StoredQuery("mine", "#+ summary: What?\n#+ verdict: truth\nSELECT * { }").columns


def test_two_articles_may_call_the_same_alike_and_one_may_not(tmp_path: Path) -> None:
    """Figures of two sources are told apart by who says it; two of one source are not."""
    shutil.copytree(ROOT / "graph", tmp_path / "graph")
    (passage,) = (tmp_path / "graph" / "nordic").glob("p04.ttl")
    text = passage.read_text(encoding="utf-8")
    assert '"Area of the innovation corridor"@en' in text
    assert not Corridor.check_files(graph=tmp_path / "graph", only=["duplicate-labels"]).findings
    other = tmp_path / "graph" / "nordic" / "p03.ttl"
    same = other.read_text(encoding="utf-8").replace(
        '"Length of the innovation corridor"@en', '"Area of the innovation corridor"@en'
    )
    other.write_text(same, encoding="utf-8")
    assert Corridor.check_files(graph=tmp_path / "graph", only=["duplicate-labels"]).findings
