"""A made-up newspaper of 2019, of which a test writes the one passage, and how stored queries are asked."""

from __future__ import annotations

from pathlib import Path

from corridor_kg import Corridor, Rows
from corridor_kg.rdf.vocabulary import prefixes

PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())


def source(folder: Path) -> Path:
    """Make a folder for a made-up source, with its article of 2019, and one passage that is still to be written."""
    folder.mkdir()
    (folder / "source.ttl").write_text(
        f"{PREFIXES}"
        'article:evening-post a ckg:Article ; rdfs:label "Evening article"@en ; skos:notation "evening-post" ;'
        " ckg:hasPublicationPeriod period:may-2019 .\n"
        'period:may-2019 a ckg:Period ; rdfs:label "May 2019"@en ;'
        ' schema:startDate "2019-05-01"^^xsd:date ; schema:endDate "2019-05-31"^^xsd:date .\n'
        'passage:evening-post-e01 a ckg:Passage ; skos:notation "evening-post e01" ;'
        " dcterms:isPartOf article:evening-post .\n",
        encoding="utf-8",
    )
    return folder


def rows(corridor: Corridor, name: str, **values: str | list[str]) -> Rows:
    """Return the rows of a stored query."""
    answer = corridor.run(name, **values)
    assert isinstance(answer, Rows)
    return answer


def told(folder: Path, facts: str) -> Corridor:
    """Return the bundled graph beside what the made-up passage states."""
    (folder / "e01.ttl").write_text(f"{PREFIXES}{facts}", encoding="utf-8")
    return Corridor.load(add=[folder])
