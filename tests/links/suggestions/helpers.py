"""What tests of suggestions share."""

from __future__ import annotations

from tests.conftest import ROOT

GEONAMES = "https://sws.geonames.org/"

FEW = ("--graph", str(ROOT / "graph" / "article"))
"""A graph in which nothing is decided yet."""
