"""What earlier versions called otherwise is still read, and `check` names what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import UnknownThing
from corridor_kg.questions import unknown_names
from corridor_kg.rdf.vocabulary import expand
from corridor_kg.reports.findings import Finding
from corridor_kg.store import names

PREFIXES = """
@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix place: <https://w3id.org/corridor-kg/place/> .
@prefix quantifier: <https://w3id.org/corridor-kg/quantifier/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

TERMS = """
ckg:liesWithin a owl:ObjectProperty ; rdfs:label "lies within"@en ;
    rdfs:isDefinedBy <https://w3id.org/corridor-kg/ontology> .
ckg:Town a owl:Class ; rdfs:label "town"@en ; rdfs:isDefinedBy <https://w3id.org/corridor-kg/ontology> .
ckg:liesWithinOf a owl:ObjectProperty ; rdfs:label "lies within of"@en ; owl:deprecated true ;
    skos:changeNote "Write ckg:liesWithin."@en ; dcterms:isReplacedBy ckg:liesWithin ;
    rdfs:isDefinedBy <https://w3id.org/corridor-kg/ontology> .
ckg:Borough a owl:Class ; rdfs:label "town"@en ; owl:deprecated true ; dcterms:isReplacedBy ckg:Town ;
    rdfs:isDefinedBy <https://w3id.org/corridor-kg/ontology> .
quantifier:precise a owl:NamedIndividual ; rdfs:label "precisely"@en ; owl:deprecated true ;
    skos:changeNote "Leave it out."@en ; rdfs:isDefinedBy <https://w3id.org/corridor-kg/ontology> .
place:old-town a owl:NamedIndividual ; rdfs:label "Old Town"@en ; owl:deprecated true ;
    dcterms:isReplacedBy place:new-town, place:newer-town ; rdfs:isDefinedBy <https://w3id.org/corridor-kg/ontology> .
"""
"""A little ontology with a deprecated property, class, code and thing, and without an axiom."""

Checked = Callable[[str], Corridor]


@pytest.fixture
def opened(tmp_path: Path) -> Checked:
    """Open facts with the little ontology."""

    def call(facts: str) -> Corridor:
        (tmp_path / "terms.ttl").write_text(PREFIXES + TERMS, encoding="utf-8")
        (tmp_path / "own.ttl").write_text(PREFIXES + facts, encoding="utf-8")
        return Corridor.load(graph=tmp_path / "own.ttl", ontology=tmp_path / "terms.ttl")

    return call


def found(corridor: Corridor) -> list[Finding]:
    """Return what the check of deprecated terms finds."""
    return list(corridor.check(profile="warnings", only=["deprecated-terms"]).findings)


@pytest.mark.parametrize(
    ("facts", "about", "told", "replacement"),
    [
        (
            "place:a ckg:liesWithinOf place:b .",
            ("place:a", "ckg:liesWithinOf", "place:b"),
            "ckg:liesWithinOf is deprecated: write ckg:liesWithin.",
            "ckg:liesWithin",
        ),
        (
            "place:a a ckg:Borough .",
            ("place:a", "rdf:type", "ckg:Borough"),
            "ckg:Borough is deprecated: write ckg:Town.",
            "ckg:Town",
        ),
        (
            "place:a ckg:bound quantifier:precise .",
            ("place:a", "ckg:bound", "quantifier:precise"),
            "quantifier:precise is deprecated: leave it out.",
            "",
        ),
    ],
)
def test_a_deprecated_term_is_told_with_its_replacement(
    opened: Checked, facts: str, about: tuple[str, str, str], told: str, replacement: str
) -> None:
    """A property, a class and a code, in the message for people and as an IRI for machines."""
    (finding,) = found(opened(facts))
    assert (finding.thing, finding.property, finding.value) == about
    assert finding.message.endswith(f"Write what has taken its place. {told}")
    assert finding.replacement == (expand(replacement) or "")
    assert (finding.severity, Path(finding.file).name) == ("violation", "own.ttl")
    assert finding.line == PREFIXES.count("\n") + 1


def test_a_deprecated_thing_is_told_where_it_is_described_and_where_it_is_named(opened: Checked) -> None:
    """Once for its description, however long, and once for each fact that leads to it; it may be two things now."""
    findings = found(
        opened("place:a ckg:liesWithin place:old-town . place:old-town a ckg:Town ; rdfs:label 'Old'@en .")
    )
    assert {(finding.thing, finding.property, finding.value) for finding in findings} == {
        ("place:a", "ckg:liesWithin", "place:old-town"),
        ("place:old-town", "rdf:type", "place:old-town"),
    }
    assert all("deprecated: write place:new-town or place:newer-town." in finding.message for finding in findings)


def test_living_terms_and_the_ontology_itself_are_left_alone(opened: Checked, corridor: Corridor) -> None:
    """What the ontology says of a deprecated term is no use of it; the bundled facts use none."""
    assert found(opened("place:a a ckg:Town ; ckg:liesWithin place:b .")) == []
    assert found(corridor) == []


def test_other_findings_about_a_deprecated_term_name_its_replacement(opened: Checked) -> None:
    """Also without the profile of warnings, so that nobody looks for a misspelling."""
    corridor = opened("place:a ckg:isLocatedIn place:old-town .")
    messages = [finding.message for finding in corridor.check().findings if finding.value == "place:old-town"]
    assert messages
    assert all(message.endswith("write place:new-town or place:newer-town.") for message in messages)


def test_a_living_term_is_named_before_a_deprecated_one(opened: Checked) -> None:
    """As what was meant by a misspelt name, and by a label that both have; a deprecated one is better than none."""
    corridor = opened("place:a a ckg:Town ; rdfs:label 'A'@en ; ckg:liesWithinO place:b .")
    (finding,) = corridor.check(only=["undeclared-terms"]).findings
    assert finding.message.endswith("did you mean 'ckg:liesWithin'?")
    assert corridor.describe("town").thing == "ckg:Town"
    assert corridor.describe("ckg:Borough").thing == "ckg:Borough"
    with pytest.raises(UnknownThing, match=r"did you mean 'ckg:liesWithin' or 'lies within'\?"):
        corridor.describe("ckg:liesWithinOff")
    with pytest.raises(UnknownThing, match="did you mean 'quantifier:precise'"):
        corridor.describe("quantifier:precis")
    assert "liesWithin" in names.slugs(corridor.data.engine)
    assert "liesWithinOf" not in names.slugs(corridor.data.engine)


def test_an_empty_answer_tells_of_deprecated_terms(opened: Checked) -> None:
    """A query of an earlier version would find nothing, without a word why."""
    corridor = opened("place:a ckg:liesWithin place:b .")
    told = unknown_names.unknown(corridor.data, "SELECT * { ?x ckg:liesWithinOf ?y ; ckg:liesWithinO ?z }")
    assert told == [
        "ckg:liesWithinOf is deprecated: write ckg:liesWithin.",
        "nothing in the graph is called ckg:liesWithinO; did you mean 'ckg:liesWithin'?",
    ]
