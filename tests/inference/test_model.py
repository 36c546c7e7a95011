"""What follows from the nodes of ranks, offices and statements, and what clashes: the ontology's axioms at work."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad
from rdflib import OWL, RDF, RDFS, URIRef
from rdflib.collection import Collection

from corridor_kg import Corridor
from corridor_kg.engine.in_process import InProcess
from corridor_kg.inference import closure
from corridor_kg.model import ontology
from corridor_kg.rdf import rdflib_terms
from corridor_kg.rdf.terms import TYPE
from corridor_kg.rdf.vocabulary import prefixes
from tests.inference.helpers import GRAPH

PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())

OFFICE = """
    membership:m org:member person:p .
    membership:m ckg:fillsPost post:mayor .
    post:mayor org:postIn organization:o .
    post:mayor org:role org-role:mayor .
"""
RANKED = """
    designation:d ckg:isDesignationOf platform:x .
    designation:d ckg:isGivenBy plan:a .
    designation:d ckg:hasRank rank:core-platform .
"""
OWNER = """
    membership:m org:member person:p .
    membership:m org:organization organization:o .
    membership:m org:role org-role:owner .
"""
BASED = """
    organization:o ckg:isBasedIn platform:x .
    platform:x ckg:isLocatedIn place:town .
    place:town ckg:isLocatedIn place:province .
"""

FOLLOWS = [
    (OFFICE, "person:p org:holds post:mayor", (0, 1)),
    (OFFICE, "post:mayor org:heldBy person:p", (0, 1)),
    (OFFICE, "membership:m org:organization organization:o", (1, 2)),
    (OFFICE, "membership:m org:role org-role:mayor", (1, 3)),
    (OFFICE, "person:p org:memberOf organization:o", (0, 1, 2)),
    (OFFICE, "organization:o org:hasMember person:p", (0, 1, 2)),
    (OFFICE, "organization:o org:hasPost post:mayor", (2,)),
    (OFFICE, "person:p ckg:worksFor organization:o", (0, 1, 2)),
    (f"{OFFICE} organization:o ckg:governs place:town .", "person:p ckg:isActiveIn place:town", (0, 1, 2, 4)),
    (OFFICE + BASED, "person:p ckg:isActiveIn place:province", (0, 1, 2, 4, 5, 6)),
    (OFFICE + BASED, "organization:o ckg:isBasedIn place:province", (4, 5, 6)),
    (OWNER, "person:p org:memberOf organization:o", (0, 1)),
    (OWNER + BASED, "person:p ckg:isActiveIn place:town", (0, 1, 3, 4)),
    (RANKED, "platform:x ckg:hasDesignation designation:d", (0,)),
    (RANKED, "platform:x a ckg:CorePlatform", (0, 2)),
    (RANKED, "platform:x a ckg:Place", (0, 2)),
    (RANKED, "platform:x ckg:isDesignatedBy plan:a", (0, 1)),
    (RANKED, "plan:a ckg:designates platform:x", (0, 1)),
    (RANKED.replace("core-platform", "innovation-centre"), "platform:x a ckg:InnovationCentre", (0, 2)),
    (RANKED.replace("core-platform", "first-tier-city"), "platform:x a ckg:FirstTierCity", (0, 2)),
    (RANKED.replace("core-platform", "sub-provincial-city"), "platform:x a ckg:SubProvincialCity", (0, 2)),
    (
        "platform:x a ckg:Platform . platform:x ckg:isLocatedIn place:c . place:c a ckg:Corridor .",
        "platform:x a ckg:CorridorPlatform",
        (0, 1, 2),
    ),
    (
        "place:x ckg:liesBetweenMembersOf group:g . group:g ckg:hasMember place:y .",
        "place:x ckg:liesBetween place:y",
        (0, 1),
    ),
    ("place:x ckg:isCapitalOf place:y .", "place:y ckg:hasCapital place:x", (0,)),
    ("place:x ckg:isCapitalOf place:y .", "place:x ckg:isLocatedIn place:y", (0,)),
    ("organization:o ckg:governs place:y .", "place:y ckg:isGovernedBy organization:o", (0,)),
    ("goal:g ckg:isGoalOf place:y .", "place:y ckg:hasGoal goal:g", (0,)),
    ("goal:g ckg:isGoalOf place:y .", "goal:g schema:about place:y", (0,)),
    ("statement:s ckg:hasSubject place:y .", "place:y schema:subjectOf statement:s", (0,)),
    ("step:s ckg:isStepOf plan:p .", "plan:p ckg:hasStep step:s", (0,)),
    ("step:s ckg:isStepOf plan:p . step:s ckg:aimsAt goal:g .", "plan:p ckg:aimsAt goal:g", (0, 1)),
    ("plan:p ckg:isPlanFor place:y .", "place:y ckg:hasPlan plan:p", (0,)),
    ("person:p a ckg:Person .", "person:p a prov:Agent", (0,)),
    ("organization:o a ckg:GovernmentBody .", "organization:o a prov:Agent", (0,)),
    ("plan:p a ckg:Plan .", "plan:p a prov:Entity", (0,)),
    ("plan:p a ckg:Plan .", "plan:p a schema:CreativeWork", (0,)),
    ("figure:f ckg:isFigureOf place:y .", "place:y ckg:hasFigure figure:f", (0,)),
    ("statement:s ckg:hasStatementKind kind:claim .", "statement:s a schema:Claim", (0,)),
]
"""Facts, what follows from them, and which of them it needs."""


def holds(facts: list[str], triple: str, path: Path) -> bool:
    """Return whether something follows from some facts."""
    path.write_text(PREFIXES + "".join(f"{fact} .\n" for fact in facts), encoding="utf-8")
    return bool(Corridor.load(graph=path).sparql(f"ASK {{ {triple} }}"))


@pytest.mark.parametrize(("given", "follows", "needed"), FOLLOWS, ids=[case[1] for case in FOLLOWS])
def test_what_follows_needs_each_of_its_grounds(
    given: str, follows: str, needed: tuple[int, ...], tmp_path: Path
) -> None:
    """It follows from those facts that are needed alone, and from fewer of them it does not."""
    facts = [fact.strip() for fact in given.replace("\n", " ").split(" .") if fact.strip()]
    grounds = [facts[number] for number in needed]
    assert holds(facts, follows, tmp_path / "all.ttl")
    assert holds(grounds, follows, tmp_path / "needed.ttl")
    for ground in grounds:
        fewer = [other for other in facts if other != ground]
        assert not holds(fewer, follows, tmp_path / "fewer.ttl"), ground


NOT = [
    ("statement:s ckg:hasStatementKind kind:promise .", "statement:s a schema:Claim"),
    ("statement:s schema:about place:y .", "statement:s ckg:hasSubject place:y"),
    ("figure:f a ckg:Figure ; ckg:isFigureOf place:y .", "figure:f a schema:Observation"),
    ("platform:x a ckg:Platform ; ckg:isLocatedIn place:c . place:c a ckg:City .", "platform:x a ckg:CorridorPlatform"),
    (RANKED, "platform:x a ckg:InnovationCentre"),
    (OWNER, "person:p ckg:worksFor organization:o"),
    (OWNER, "person:p org:holds ?post"),
    (OFFICE, "person:p schema:jobTitle ?title"),
    (OFFICE, "person:p schema:worksFor ?body"),
    (f"{OFFICE} organization:o ckg:governs place:town .", "person:p schema:workLocation ?place"),
    ("article:a a ckg:Article .", "article:a a prov:Agent"),
    ("person:p org:holds post:mayor .", "?membership org:member person:p"),
    ("place:x ckg:liesBetween place:y .", "place:x ckg:liesBetweenMembersOf ?group"),
]


@pytest.mark.parametrize(("given", "triple"), NOT)
def test_what_does_not_follow(given: str, triple: str, tmp_path: Path) -> None:
    """A promise is no claim, an owner no employee, who held a post may hold it no more, and no node is made up."""
    path = tmp_path / "own.ttl"
    path.write_text(PREFIXES + given, encoding="utf-8")
    assert not Corridor.load(graph=path).sparql(f"ASK {{ {triple} }}")


def test_whatever_is_impossible_clashes_and_nothing_else() -> None:
    """A thing of each two classes of ours: it clashes where both are, or lie below, two that exclude one another."""
    graph = rdflib_terms.graph(ontology.statements())
    lists = list(graph.objects(None, OWL.members))
    told = [pair for members in lists for pair in combinations(Collection(graph, members), 2)]
    impossible = {frozenset(pair) for pair in (*told, *graph.subject_objects(OWL.disjointWith))}
    assert len(impossible) > 150
    named = {*graph.subjects(RDF.type, OWL.Class)}.union(*impossible)
    classes = sorted(kind for kind in named if isinstance(kind, URIRef))
    above = {kind: set(graph.transitive_objects(kind, RDFS.subClassOf)) for kind in classes}
    engine = InProcess()
    engine.add(ontology.statements(), GRAPH)
    pairs = dict(enumerate(combinations(classes, 2)))
    types = [(number, kind) for number, pair in pairs.items() for kind in pair]
    things = {number: NamedNode(f"http://example.org/{number}") for number in pairs}
    engine.add((Quad(things[number], TYPE, NamedNode(kind)) for number, kind in types), GRAPH)
    clashing = {
        premise.subject for clash in closure.clashes(engine, closure.close(engine)) for premise in clash.premises
    }
    apart = {
        number: any(frozenset((one, other)) in impossible for one in above[pair[0]] for other in above[pair[1]])
        for number, pair in pairs.items()
    }
    assert len(pairs) > 500
    assert {pairs[number] for number in pairs if (things[number] in clashing) != apart[number]} == set()
    assert 0 < sum(apart.values()) < len(pairs)
