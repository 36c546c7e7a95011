"""What tests of suggestions share."""

from __future__ import annotations

from tests.conftest import ROOT

GEONAMES = "https://sws.geonames.org/"

FEW = ("--graph", str(ROOT / "graph" / "things"), "--add", str(ROOT / "graph" / "china-daily"))
"""A graph in which nothing is decided yet."""
