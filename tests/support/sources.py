"""The two made-up sources of tests/sources, which try the model: where they lie, and what is found beside them."""

from __future__ import annotations

from collections.abc import Iterable

from corridor_kg.reports.findings import Finding
from tests.conftest import ROOT

SOURCES = ROOT / "tests" / "sources"
GAZETTE, HERALD = SOURCES / "gazette", SOURCES / "herald"
BOTH = [GAZETTE, HERALD]

Seen = set[tuple[str, str, str, str]]


def seen(findings: Iterable[Finding]) -> Seen:
    """Return findings as what tells them apart, so that those of two graphs can be compared."""
    return {(finding.check, finding.thing, finding.property, finding.value) for finding in findings}
