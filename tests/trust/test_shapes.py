"""Every shape, check and clash finds its mistake, and nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SH

from corridor_kg import Corridor
from corridor_kg.files import loading
from corridor_kg.model.origins import Origin
from corridor_kg.questions.stored_queries import StoredQueries
from corridor_kg.rdf import bundled, rdflib_terms
from corridor_kg.rdf.vocabulary import BASE, expand
from corridor_kg.trust import shapes
from tests.support import cases
from tests.support.cases import breaks, names

CASES = cases.of_facts()


@pytest.fixture(scope="module")
def facts_shapes() -> rdflib.Graph:
    """The shapes of the facts."""
    return rdflib_terms.graph(loading.quads(Origin("shapes", (shapes.FACTS,))))


@pytest.mark.parametrize("case", CASES, ids=cases.name)
def test_a_broken_file_breaks_exactly_what_it_says(case: Path) -> None:
    """Beside the bundled facts, the file is the one thing that is wrong."""
    found = {finding.check for finding in Corridor.load(add=[case]).check().findings}
    assert found == breaks(case)


def test_each_case_lies_in_the_folder_of_what_it_breaks() -> None:
    """Shapes by the part of their file that they stand in, stored checks and clashes each in a folder."""
    folders = cases.folders()
    for case in CASES:
        own = {folders.get(name, "clashes") for name in breaks(case) if case.stem.startswith(name)}
        assert case.parent.name in (own or {folders.get(name, "clashes") for name in cases.named(case)}), case
    assert {case.parent.name for case in CASES} == {*cases.BANNERS.values(), "checks", "clashes"}


def test_everything_that_looks_has_a_case_that_it_finds() -> None:
    """No shape and no check is without a file that breaks it; clashes of each kind have one too."""
    broken = set().union(*map(breaks, CASES))
    assert set(names(shapes.FACTS)) <= broken
    checks = StoredQueries(bundled.CHECKS)
    assert {name for name in checks if checks[name].header["severity"] == "violation"} <= broken
    assert {"cax-dw", "cax-adc", "prp-irp", "prp-asyp", "prp-fp"} <= broken


TOGETHER = [
    ("place:example", "ckg:City, ckg:Region"),
    ("place:example", "ckg:Country, ckg:Region"),
    ("place:example", "ckg:City, ckg:Platform"),
    ("place:example", "ckg:Platform, ckg:Region"),
    ("place:example", "ckg:Organization, ckg:Place"),
    ("organization:example", "ckg:Company, ckg:GovernmentBody"),
    ("organization:example", "ckg:Company, ckg:Newspaper"),
    ("organization:example", "ckg:Committee, ckg:Platform"),
    ("goal:example", "ckg:Forecast, ckg:Goal"),
    ("goal:example", "ckg:Goal, ckg:Strength"),
    ("forecast:example", "ckg:Forecast, ckg:Strength"),
    ("plan:example", "ckg:Plan, ckg:Source"),
    *(("group:example", f"ckg:Group, ckg:{kind}") for kind in ("Organization", "Person", "Place")),
    *(("organization:example", f"ckg:UnnamedThing, ckg:{kind}") for kind in ("Company", "Person", "PlanStep")),
]
"""What a thing may well be at once: a city a region, a university a place, a newspaper a company."""


@pytest.mark.parametrize(("thing", "kinds"), TOGETHER)
def test_what_may_be_both_does_not_clash(thing: str, kinds: str, tmp_path: Path) -> None:
    """Only what is impossible is refused."""
    path = tmp_path / "own.ttl"
    path.write_text(f"{_declared(thing, kinds)}{thing} a {kinds} .", encoding="utf-8")
    both = Corridor.load(add=[path])
    assert both.sparql(f"ASK {{ {thing} a {kinds} }}")
    assert both.clashes == []


def test_a_platform_may_have_two_ranks(tmp_path: Path) -> None:
    """One plan makes it a core platform, another an innovation centre: neither is wrong, and both are told."""
    path = tmp_path / "own.ttl"
    text = (
        "designation:example a ckg:Designation ; rdfs:label 'Songshan Lake in the strategy'@en ;"
        " ckg:isDesignationOf platform:songshan-lake ; ckg:isGivenBy plan:innovation-driven-development ;"
        " ckg:hasRank rank:innovation-centre ; prov:wasDerivedFrom passage:china-daily-p18 ."
    )
    path.write_text(_declared(text) + text, encoding="utf-8")
    both = Corridor.load(add=[path])
    assert both.sparql("ASK { platform:songshan-lake a ckg:CorePlatform, ckg:InnovationCentre }")
    assert both.check().findings == ()


def _declared(*texts: str) -> str:
    """Return the prefixes that some Turtle uses."""
    names = sorted({name for text in texts for name in re.findall(r"(?<![\w-])([a-z-]+):[\w-]", text)})
    return "".join(f"@prefix {name}: <{expand(f'{name}:')}> .\n" for name in names)


def test_the_bundled_graph_is_fine(corridor: Corridor) -> None:
    """Nothing is found in it, and something was looked at."""
    report = corridor.check()
    assert report.findings == ()
    assert report.things > 150
    assert report.shapes > 70
    assert report.checks >= 10


def test_every_class_with_instances_has_a_shape(corridor: Corridor, facts_shapes: rdflib.Graph) -> None:
    """Each class that a fact uses is the target of a node shape, by itself or through a class above it."""
    targets = {str(target) for target in facts_shapes.objects(None, SH.targetClass)}
    used = corridor.sparql(
        "SELECT DISTINCT ?class { GRAPH ?origin { ?thing a ?class }"
        ' FILTER(CONTAINS(STR(?origin), "/passage/") || REGEX(STR(?origin), "/(china-daily|readings|things)$")) }'
    )
    classes = [row["class"] for row in used]  # type: ignore[union-attr]
    assert len(classes) > 20
    for name in classes:
        above = corridor.sparql(f"SELECT ?sup {{ <{name}> rdfs:subClassOf* ?sup }}")
        assert targets & {row.sup for row in above}, name  # type: ignore[union-attr]


def test_every_property_of_the_facts_has_a_shape(corridor: Corridor, facts_shapes: rdflib.Graph) -> None:
    """Each property that a fact uses is the path of a property shape, or one of those that lead the same way."""
    paths = {
        str(path) for shape_path in facts_shapes.objects(None, SH.path) for path in _path(facts_shapes, shape_path)
    }
    used = {quad.predicate.value for origin in corridor.origins[1:] for quad in loading.quads(origin)}
    assert used - paths == {str(RDF.type)}


def _path(graph: rdflib.Graph, path: rdflib.term.Node) -> list[rdflib.term.Node]:
    """Return the properties of a path: itself, or those that it is made of."""
    if isinstance(path, rdflib.URIRef):
        return [path]
    parts = [
        part for end in (SH.alternativePath, SH.inversePath, RDF.first, RDF.rest) for part in graph.objects(path, end)
    ]
    return [own for part in parts for own in _path(graph, part)]


def test_every_message_names_what_is_there(corridor: Corridor, facts_shapes: rdflib.Graph) -> None:
    """Whoever does as a message says finds the things and the terms of ours that it shows."""
    known = {str(term) for triple in corridor.graph() for term in triple}
    shown = {
        curie
        for message in facts_shapes.objects(None, SH.message)
        for curie in re.findall(r"(?<![\w:-])[a-z-]+:[A-Za-z0-9][\w-]*", str(message))
        if str(expand(curie)).startswith(BASE)
        and not curie.startswith("dataset:")  # those are made when it is exported
    }
    assert len(shown) > 60
    assert {curie for curie in shown if expand(curie) not in known} == set()


def test_every_term_of_shacl_is_one_that_the_validator_knows(facts_shapes: rdflib.Graph) -> None:
    """A misspelt sh: term would be ignored in silence."""
    for file in (shapes.FACTS, shapes.STYLE):
        triples = list(loading.quads(Origin("shapes", (file,))))
        assert len(triples) > 50
        for triple in triples:
            for term in (triple.predicate, triple.object):
                value = getattr(term, "value", "")
                assert not value.startswith(str(SH)) or rdflib.URIRef(value) in SH, value


def test_every_shape_of_ours_is_said_by_queries(corridor: Corridor) -> None:
    """None needs pySHACL, which would make each check slow."""
    for file in (shapes.FACTS, shapes.STYLE):
        found = shapes.Validation(shapes.read_own(file), shapes.Data(corridor.data), has_all_types=True)
        assert found.compiled.uncovered == {}
        assert len(found.compiled.queries) > 20


def test_shapes_are_core_and_named(facts_shapes: rdflib.Graph) -> None:
    """No SPARQL in them; every property shape has an IRI of the project and a message that ends with a period."""
    assert not list(facts_shapes.subjects(SH.sparql, None))
    named = list(facts_shapes.subjects(RDF.type, SH.PropertyShape))
    assert len(named) > 70
    for shape in named:
        assert str(shape).startswith(f"{BASE}shapes#")
        assert str(facts_shapes.value(shape, SH.message)).endswith(".")


def test_a_shape_that_looks_at_nothing_is_found(
    corridor: Corridor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A class that is misspelt in a target would leave its things unchecked in silence."""
    path = tmp_path / "shapes.ttl"
    text = Path(shapes.FACTS).read_text(encoding="utf-8")
    path.write_text(text.replace("sh:targetClass ckg:PlanStep", "sh:targetClass ckg:PlanStpe"), encoding="utf-8")
    monkeypatch.setattr(shapes, "FACTS", str(path))
    assert [finding.check for finding in corridor.check().findings] == ["idle-shapes"]
