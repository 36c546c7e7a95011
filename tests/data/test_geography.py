"""What open data says of where things lie bears the sources out."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg import Corridor, Rows
from tests.conftest import ROOT


def test_open_coordinates_bear_the_sources_out(corridor: Corridor) -> None:
    """Dongguan lies between the other two cities; 180 km are more than they are apart, and less than twice that."""
    rows = corridor.run("geography-checked")
    assert isinstance(rows, Rows)
    between, *lengths = rows
    assert between.statement == "Dongguan lies between Guangzhou and Shenzhen."
    assert "105 km apart, Dongguan 52 km from the one and 62 km from the other" in between.openData
    assert all(row.plausible for row in rows)
    assert all(row.ratio == pytest.approx(180 / 105, abs=0.01) for row in lengths)


def test_each_length_stands_beside_the_passage_that_prints_it(corridor: Corridor) -> None:
    """With its own words of bound, which another source does not share."""
    rows = corridor.run("geography-checked")
    assert isinstance(rows, Rows)
    assert {row.evidence: row.statement for row in rows if row.figure} == {
        "china-daily p05": "It is more than 180 km long.",
        "guihuayun p02": "It is about 180 km long.",
        "nordic p03": "It is 180-odd km long.",
        "the-paper p05": "It is about 180-odd km long.",
        "the-paper p17": "It is about 180 km long.",
    }


def test_a_wrong_statement_is_found_out(tmp_path: Path) -> None:
    """With Dongguan moved to the far side of Shenzhen, it no longer lies between."""
    text = (ROOT / "graph" / "geonames" / "places.ttl").read_text(encoding="utf-8")
    for folder in ("things", "china-daily", "geonames"):
        (tmp_path / folder).mkdir()
        for path in (ROOT / "graph" / folder).glob("*.ttl"):
            (tmp_path / folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    moved = text.replace("23.01797", "21.01797").replace("113.74866", "115.74866")
    (tmp_path / "geonames" / "places.ttl").write_text(moved, encoding="utf-8")
    rows = Corridor.load(graph=tmp_path).run("geography-checked")
    assert isinstance(rows, Rows)
    assert [row.plausible for row in rows] == [False, False]


def test_distances_are_those_of_the_haversine(corridor: Corridor) -> None:
    """The engine's own distance agrees with that of a sphere to half a percent."""
    from corridor_kg.links.matching import kilometres

    rows = corridor.run("distances")
    assert isinstance(rows, Rows)
    assert len(rows) == 3
    for row in rows:
        here, there = (float(row.latitude), float(row.longitude)), (float(row.otherLatitude), float(row.otherLongitude))
        assert row.kilometres == pytest.approx(kilometres(here, there), rel=0.005)
