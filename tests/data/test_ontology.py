"""The ontology is OWL 2 RL, documented, and every name in it leads somewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from corridor_kg import Corridor, Row, Rows
from corridor_kg.files import loading
from corridor_kg.inference.compiler import compile_rules
from corridor_kg.model import ontology as model_ontology
from corridor_kg.model.origins import Origin
from corridor_kg.rdf import bundled, rdflib_terms
from corridor_kg.rdf.vocabulary import ONTOLOGY, expand
from corridor_kg.trust import shapes
from tests.support import cases
from tests.support.cases import breaks, names

CASES = cases.of_ontology()
OBJECT_PROPERTY = (RDF.type, OWL.ObjectProperty)


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    """The terms and code lists of the ontology."""
    return rdflib_terms.graph(model_ontology.statements())


def test_the_ontology_keeps_its_own_style() -> None:
    """Every term has a label, a definition, an example; the headers have title, creator, licence, version."""
    quads = list(model_ontology.statements())
    assert len(quads) > 500
    assert list(shapes.validate(quads, shapes.STYLE)) == []


@pytest.mark.parametrize("case", CASES, ids=cases.name)
def test_a_broken_ontology_breaks_exactly_the_shape_that_it_says(case: Path) -> None:
    """Each shape of the style finds its mistake, and no other shape does."""
    found = {broken.shape for broken in shapes.validate(loading.quads(Origin("case", (str(case),))), shapes.STYLE)}
    assert found == breaks(case)


def test_every_shape_of_the_style_has_a_case_that_breaks_it() -> None:
    """No shape of the style is without a file that proves that it looks."""
    assert CASES
    assert set(names(shapes.STYLE)) <= set().union(*map(breaks, CASES))


def test_every_axiom_is_covered_by_a_rule(corridor: Corridor) -> None:
    """The bundled ontology needs no other reasoner."""
    assert compile_rules(corridor.data.engine).uncovered == ()


def test_every_example_names_something_that_is_there(ontology: rdflib.Graph, corridor: Corridor) -> None:
    """The CURIEs in the examples are things of the graph or terms of the ontology."""
    known = {str(term) for triple in corridor.graph() for term in triple}
    curies = [
        curie
        for example in ontology.objects(None, SKOS.example)
        for curie in re.findall(r"[a-z-]+:[\w-]+", str(example))
    ]
    assert len(curies) > 60
    assert [curie for curie in curies if expand(curie) not in known] == []


def test_the_context_has_a_short_name_for_every_term(ontology: rdflib.Graph) -> None:
    """JSON-LD that leaves the project can say every term of the ontology by its own short name."""
    with open(bundled.CONTEXT, encoding="utf-8") as file:
        context = json.load(file)["@context"]
    short = {value.get("@id") if isinstance(value, dict) else value for value in context.values()}
    terms = [str(term) for term in ontology.subjects(RDFS.isDefinedBy) if str(term).startswith(ONTOLOGY)]
    assert len(terms) > 60
    assert [term for term in terms if f"ckg:{term.removeprefix(ONTOLOGY)}" not in short] == []
    objects = {f"ckg:{term.removeprefix(ONTOLOGY)}" for term in terms if (URIRef(term), *OBJECT_PROPERTY) in ontology}
    links = {value["@id"] for value in context.values() if isinstance(value, dict) and value.get("@type") == "@id"}
    assert len(objects) > 20
    assert objects <= links


SAME = {
    "place": (
        "?x a ckg:Place",
        "?x a schema:Place",
        "?x a geo:Feature",
        "?x a prov:Location, schema:Place, geo:Feature",
    ),
    "city": ("?x a ckg:City", "?x a schema:City", "?x a schema:City, schema:AdministrativeArea"),
    "where": ("?x ckg:isLocatedIn ?y", "?x schema:containedInPlace ?y", "?y geo:sfContains ?x", "?x geo:sfWithin ?y"),
    "person": ("?x a ckg:Person", "?x a schema:Person", "?x a foaf:Person, prov:Person, prov:Agent"),
    "organization": (
        "?x a ckg:Organization",
        "?x a org:Organization",
        "?x a schema:Organization, prov:Agent, prov:Organization",
    ),
    "employer": ("?x ckg:worksFor ?y", "?x org:holds ?post . ?post org:postIn ?y"),
    "office": ("?m org:member ?x ; ckg:fillsPost ?y", "?x org:holds ?y", "?y org:heldBy ?x"),
    "member": ("?m org:member ?x ; org:organization ?y", "?x org:memberOf ?y", "?y org:hasMember ?x"),
    "speaker": ("?x prov:wasAttributedTo ?y", "?x schema:author ?y"),
    "document": ("?x prov:hadPrimarySource ?y", "?x schema:isBasedOn ?y"),
    "claim": ("?x ckg:hasStatementKind kind:claim", "?x a schema:Claim"),
    "plan": ("?x a ckg:Plan", "?x a prov:Plan", "?x a prov:Plan, prov:Entity, schema:CreativeWork"),
    "measure": ("?x a ckg:Measure", "?x a schema:StatisticalVariable"),
    "rank": ("?x a ckg:Rank", "?x a skos:Concept ; skos:inScheme scheme:ranks"),
}
"""What is asked in our own words, and in those of schema.org, ORG, PROV, FOAF, SKOS and GeoSPARQL."""


@pytest.mark.parametrize("words", SAME.values(), ids=SAME)
def test_the_same_comes_back_in_other_vocabularies(words: tuple[str, ...], corridor: Corridor) -> None:
    """Who knows only another vocabulary gets what our own words give, neither less nor more."""
    own, *others = ({tuple(row) for row in rows(corridor, f"SELECT DISTINCT ?x ?y {{ {given} }}")} for given in words)
    assert own
    assert [given for given, found in zip(words[1:], others, strict=True) if found != own] == []


def test_nothing_is_said_in_words_of_others_that_would_be_half_an_answer(corridor: Corridor) -> None:
    """A figure is no observation of a data cube or of schema.org, a platform no site, and a former mayor no mayor."""
    present = (f"schema:{name} ?any" for name in ("jobTitle", "worksFor", "workLocation"))
    for half in ("a qb:Observation", "a schema:Observation", "a org:Site", "qb:measureType ?measure", *present):
        assert not corridor.sparql(f"ASK {{ ?x {half} }}")


def rows(corridor: Corridor, text: str) -> list[Row]:
    """Return the rows of a SELECT query."""
    found = corridor.sparql(text)
    assert isinstance(found, Rows)
    return list(found)
