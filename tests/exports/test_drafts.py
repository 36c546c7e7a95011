"""What is still open leaves in no format."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg import Corridor

OPEN = """
@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/corridor-kg/place/new-town> a ckg:City ; rdfs:label "New Town"@en ; ckg:open "What is it?" .
<https://w3id.org/corridor-kg/place/old-town> a ckg:City ; rdfs:label "Old Town"@en .
"""


@pytest.mark.parametrize("format", ["turtle", "trig", "nquads", "ntriples", "rdfxml", "jsonld"])
def test_no_export_has_a_draft(tmp_path: Path, format: str) -> None:
    """Nor where a file is copied straight from the parser; what is not open beside it leaves."""
    file = tmp_path / "mine.ttl"
    file.write_text(OPEN, encoding="utf-8")
    Corridor.load(graph=file, config=False).export().write(tmp_path / "out", format=format)
    written = (tmp_path / "out").read_text(encoding="utf-8")
    assert "Old Town" in written
    assert "New Town" not in written
    assert "open" not in written
