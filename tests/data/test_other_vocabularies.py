"""Who knows only PROV, ORG or SKOS asks in those words, and what comes back is what these mean."""

from __future__ import annotations

from corridor_kg import Corridor, Rows


def asked(corridor: Corridor, text: str) -> set[tuple[str, ...]]:
    """Return the rows of a SELECT query."""
    found = corridor.sparql(text)
    assert isinstance(found, Rows)
    return {tuple(map(str, row)) for row in found}


def test_who_says_something_is_an_agent_and_what_says_it_is_a_document(corridor: Corridor) -> None:
    """PROV attributes to agents alone; what a plan says has the plan as its primary source, and no speaker."""
    speakers = asked(corridor, "SELECT ?agent { ?said prov:wasAttributedTo ?agent }")
    assert len(speakers) > 9
    assert speakers <= asked(corridor, "SELECT ?agent { ?agent a prov:Agent }")
    assert not speakers & asked(corridor, "SELECT ?entity { ?entity a prov:Entity }")
    documents = asked(corridor, "SELECT ?document { ?said prov:hadPrimarySource ?document }")
    assert documents
    assert documents <= asked(corridor, "SELECT ?document { ?document a prov:Entity }")
    for own, agent in (("ckg:Person", "prov:Person"), ("ckg:Organization", "prov:Organization")):
        assert asked(corridor, f"SELECT ?x {{ ?x a {own} }}") == asked(
            corridor, f"SELECT ?x {{ ?x a {agent}, prov:Agent }}"
        )
    said = asked(corridor, "SELECT ?said { { ?said a ckg:Statement } UNION { ?said a ckg:Figure } }")
    by_agents = asked(corridor, "SELECT ?said { ?said prov:wasAttributedTo ?agent }")
    by_documents = asked(corridor, "SELECT ?said { ?said prov:hadPrimarySource ?document }")
    assert said == by_agents | by_documents
    assert not by_agents & by_documents


def test_org_answers_for_everybody_in_its_own_words(corridor: Corridor) -> None:
    """Thirteen people are in organizations, with a role; all but the owner hold a post, of that role, in them."""
    people = asked(corridor, "SELECT ?person { ?person a ckg:Person }")
    assert len(people) == 13
    members = asked(
        corridor,
        "SELECT ?person { ?person org:memberOf ?body . ?body org:hasMember ?person ."
        " ?membership a org:Membership ; org:member ?person ; org:organization ?body ; org:role ?role ."
        " ?role a org:Role }",
    )
    assert members == people
    holders = asked(
        corridor,
        "SELECT ?person { ?membership org:member ?person ; org:organization ?body ; org:role ?role ."
        " ?person org:holds ?post . ?post a org:Post ; org:heldBy ?person ; org:postIn ?body ; org:role ?role ."
        " ?body org:hasPost ?post }",
    )
    owners = asked(corridor, "SELECT ?person { ?membership org:member ?person ; org:role org-role:owner }")
    assert owners
    assert holders == people - owners
    assert not owners & asked(corridor, "SELECT ?person { ?person org:holds ?post }")


def test_each_code_is_in_a_list(corridor: Corridor) -> None:
    """Of SKOS: a concept stands in a scheme that has a name, and codes of one class stand in one."""
    concepts = asked(corridor, "SELECT ?code { ?code a skos:Concept }")
    listed = asked(
        corridor,
        "SELECT ?code { ?code a skos:Concept ; skos:inScheme ?list . ?list a skos:ConceptScheme ; rdfs:label ?name }",
    )
    assert concepts == listed
    for class_ in ("ckg:StatementKind", "ckg:Quantifier", "ckg:Rank", "org:Role"):
        codes = asked(corridor, f"SELECT ?code {{ ?code a {class_} }}")
        assert codes
        assert codes <= concepts
        assert len(asked(corridor, f"SELECT ?list {{ ?code a {class_} ; skos:inScheme ?list }}")) == 1
