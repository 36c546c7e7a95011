"""What is known of a thing, each fact with its origin."""

from __future__ import annotations

from corridor_kg import Corridor


def test_a_description_keeps_stated_and_inferred_apart(corridor: Corridor) -> None:
    """Each fact says which origin states it; what is inferred says so."""
    description = corridor.describe("songshan-lake")
    origins = {(fact.predicate, fact.value): fact.origin for fact in description.facts if not fact.inverse}
    assert origins["ckg:isLocatedIn", "place:dongguan"] == "article"
    assert origins["ckg:isLocatedIn", "place:innovation-corridor"] == "inferred"
    assert description.sources["article"] == ("p14", "p16")
    assert "Stated in article, from p14, p16:" in str(description)
