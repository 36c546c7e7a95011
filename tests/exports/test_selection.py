"""A part of the graph carries what it needs."""

from __future__ import annotations

from corridor_kg import Corridor
from corridor_kg.model import mappings


def test_the_links_of_a_thing_leave_with_their_evidence(corridor: Corridor) -> None:
    """With nothing but links included, a thing comes with its mappings and their sources."""
    quads = list(corridor.export(things=["dongguan"], include=["links"]).selection.quads())
    found = mappings.read(quads)
    assert {mapping.decision for mapping in found} == {"linked", "rejected"}
    assert len(found) == 10
    assert all(mapping.evidence for mapping in found)


def test_a_part_without_evidence_is_counted_as_it_leaves(corridor: Corridor) -> None:
    """The number of triples is that of the file."""
    quads = list(corridor.export(evidence=False).selection.quads())
    itself = ("/dataset/", "/agent/corridor-kg-authors")
    facts = {quad.triple for quad in quads if not any(part in str(quad.subject) for part in itself)}
    (said,) = (
        quad.object
        for quad in quads
        if quad.predicate.value.endswith("void#triples") and str(quad.subject).endswith("corridor-kg>")
    )
    assert getattr(said, "value", "") == str(len(facts))


def test_a_part_carries_what_attribution_needs(corridor: Corridor) -> None:
    """Title, creator and licence come along with any single thing."""
    text = corridor.export(things=["dongguan"]).text("turtle")
    assert "dcterms:creator agent:corridor-kg-authors" in text
    assert 'foaf:name "The Corridor KG authors"' in text
    assert "dcterms:license <https://creativecommons.org/licenses/by/4.0/>" in text
