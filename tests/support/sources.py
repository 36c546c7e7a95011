"""The two made-up sources of tests/sources, which try the model: where they lie, and what is found beside them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, Triple

from corridor_kg import Corridor, Rows
from corridor_kg.reports.findings import Finding
from tests.conftest import ROOT

SOURCES = ROOT / "tests" / "sources"
GAZETTE, HERALD = SOURCES / "gazette", SOURCES / "herald"
BOTH = [GAZETTE, HERALD]

Seen = set[tuple[str, str, str, str]]


def seen(findings: Iterable[Finding]) -> Seen:
    """Return findings as what tells them apart, so that those of two graphs can be compared."""
    return {(finding.check, finding.thing, finding.property, finding.value) for finding in findings}


def known(corridor: Corridor) -> set[Triple]:
    """Return what a graph holds, stated and inferred, but for what has blank nodes, whose names differ."""
    return {
        triple
        for triple in corridor.data.engine.match()
        if not isinstance(triple.subject, BlankNode) and not isinstance(triple.object, BlankNode)
    }


def told(corridor: Corridor, name: str) -> object:
    """Return the whole answer of a stored query, for comparison."""
    found = corridor.run(name)
    if isinstance(found, Rows):
        return [list(row.terms.items()) for row in found]
    return sorted(map(str, found)) if hasattr(found, "__iter__") else bool(found)
