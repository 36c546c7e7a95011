"""Every shape, check and clash finds its mistake, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Quad
from rdflib import RDF, SH

from corridor_kg import Corridor
from corridor_kg.errors import GraphUnreadable
from corridor_kg.files import loading
from corridor_kg.model.origins import Origin
from corridor_kg.questions.stored_queries import StoredQueries
from corridor_kg.rdf import bundled, rdflib_terms
from corridor_kg.rdf.vocabulary import BASE
from corridor_kg.trust import shapes
from corridor_kg.trust.shapes import property_shapes
from tests.support import cases
from tests.support.cases import breaks
from tests.support.nearby import SUBCLASS, Nearby

CASES = cases.of_facts()

# What the shapes may be made of: each looks at a thing's own statements, or at the types of what they refer to.
CONSTRAINTS = {
    *"class datatype hasValue in languageIn lessThan maxCount maxInclusive maxLength minCount minInclusive".split(),
    *"minLength nodeKind or path pattern property qualifiedMinCount qualifiedValueShape uniqueLang".split(),
}
SAID = {"NodeShape", "PropertyShape", "targetClass", "targetSubjectsOf", "message", "severity", "Warning", "Info"}
KINDS = {"IRI", "Literal", "BlankNode", "BlankNodeOrIRI"}


@pytest.fixture(scope="module")
def facts_shapes() -> rdflib.Graph:
    """The shapes of the facts."""
    return rdflib_terms.graph(loading.quads(Origin("shapes", (shapes.FACTS,))))


@pytest.mark.usefixtures("nearby")
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


@pytest.mark.parametrize("change", ["added", "taken away"])
def test_what_is_near_a_change_is_all_that_it_can_break(change: str, validated: Nearby) -> None:
    """All cases at once added, or one statement in hundreds taken away: the whole and the part break the same."""
    known = sorted(validated.known(shapes.FACTS), key=str)
    if change == "added":
        together = {quad.triple for case in CASES for quad in loading.quads(Origin("case", (str(case),)))}
        triples = {*known, *(triple for triple in together if triple.predicate != SUBCLASS)}  # which spares nothing
    else:
        triples = {triple for number, triple in enumerate(known) if number % 300 or triple.predicate == SUBCLASS}
    quads = [Quad(triple.subject, triple.predicate, triple.object) for triple in triples]
    spared = validated.spared
    part = list(validated.validate(quads, shapes.FACTS))
    assert validated.spared > spared
    assert len(part) > (len(CASES) / 2 if change == "added" else 2)
    assert part == list(shapes.validate(quads, shapes.FACTS))


def test_everything_that_looks_has_a_case_that_it_finds() -> None:
    """No shape and no check is without a file that breaks it; clashes of each kind have one too."""
    broken = set().union(*map(breaks, CASES))
    assert set(shapes.property_shapes(shapes.FACTS)) <= broken
    checks = StoredQueries(bundled.CHECKS)
    assert {name for name in checks if checks[name].header["severity"] == "violation"} <= broken
    assert {"cax-dw", "cax-adc", "prp-irp", "prp-asyp", "prp-fp"} <= broken


def test_the_bundled_graph_is_fine(corridor: Corridor) -> None:
    """Nothing is found in it, and something was looked at."""
    report = corridor.check()
    assert report.findings == ()
    assert report.things > 150
    assert report.shapes > 70
    assert report.checks >= 10


@pytest.mark.parametrize("normalize", [True, False])
def test_a_check_leaves_rdflib_as_it_was(normalize: bool, corridor: Corridor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The validator changes how rdflib reads literals and truth values; afterwards both are as a program had them."""
    boolean = rdflib.term._toPythonMapping[rdflib.XSD.boolean]
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", normalize)
    corridor.check()
    assert rdflib.NORMALIZE_LITERALS is normalize
    assert rdflib.term._toPythonMapping[rdflib.XSD.boolean] is boolean


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
    """Each property that a fact uses is the path of a property shape."""
    paths = {str(path) for path in facts_shapes.objects(None, SH.path)}
    used = {quad.predicate.value for origin in corridor.origins[1:] for quad in loading.quads(origin)}
    assert used - paths == {str(RDF.type)}


def test_every_term_of_shacl_is_one_that_the_validator_knows(facts_shapes: rdflib.Graph) -> None:
    """A misspelt sh: term would be ignored in silence."""
    for file in (shapes.FACTS, shapes.STYLE):
        triples = list(loading.quads(Origin("shapes", (file,))))
        assert len(triples) > 50
        for triple in triples:
            for term in (triple.predicate, triple.object):
                value = getattr(term, "value", "")
                assert not value.startswith(str(SH)) or rdflib.URIRef(value) in SH, value


def test_no_shape_looks_further_than_one_step(facts_shapes: rdflib.Graph) -> None:
    """Each looks at a thing's own statements or at the types of their values, so that a change is felt only near."""
    terms = {term for triple in facts_shapes for term in map(str, triple) if term.startswith(str(SH))}
    assert len(terms) > 20
    assert {term.removeprefix(str(SH)) for term in terms} <= CONSTRAINTS | SAID | KINDS
    paths = set(facts_shapes.objects(None, SH.path))
    assert paths
    assert all(isinstance(path, rdflib.URIRef) for path in paths)
    within = [set(facts_shapes.predicates(shape)) for shape in facts_shapes.objects(None, SH.qualifiedValueShape)]
    assert within
    assert set().union(*within) <= {SH.languageIn, SH.pattern}


def test_shapes_are_core_and_named(facts_shapes: rdflib.Graph) -> None:
    """No SPARQL in them; every property shape has an IRI of the project and a message that ends with a period."""
    assert not list(facts_shapes.subjects(SH.sparql, None))
    named = list(facts_shapes.subjects(RDF.type, SH.PropertyShape))
    assert len(named) > 70
    for shape in named:
        assert str(shape).startswith(f"{BASE}shapes#")
        assert str(facts_shapes.value(shape, SH.message)).endswith(".")


def test_a_misspelt_term_of_shacl_is_refused(tmp_path: Path) -> None:
    """The validator would ignore it in silence."""
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s> a sh:PropertyShape ; sh:minCuont 1 .", encoding="utf-8"
    )
    with pytest.raises(GraphUnreadable, match="minCuont is no term of SHACL"):
        property_shapes(str(path))


def test_a_shape_that_looks_at_nothing_is_found(
    corridor: Corridor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A class that is misspelt in a target would leave its things unchecked in silence."""
    path = tmp_path / "shapes.ttl"
    text = Path(shapes.FACTS).read_text(encoding="utf-8")
    path.write_text(text.replace("sh:targetClass ckg:PlanStep", "sh:targetClass ckg:PlanStpe"), encoding="utf-8")
    monkeypatch.setattr(shapes, "FACTS", str(path))
    assert [finding.check for finding in corridor.check().findings] == ["idle-shapes"]


def test_of_several_languages_the_message_is_english(tmp_path: Path) -> None:
    """Whatever order the validator gives them in."""
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<http://x/s> a sh:NodeShape ; sh:targetClass <http://x/C> ; sh:property <http://x/p> .\n"
        "<http://x/p> sh:path <http://x/q> ; sh:minCount 1 ;"
        ' sh:message "Es fehlt."@de, "It is missing."@en, "\u5b83\u7f3a\u5931\u3002"@zh .',
        encoding="utf-8",
    )
    data = tmp_path / "data.ttl"
    data.write_text("<http://x/a> a <http://x/C> .", encoding="utf-8")
    quads = loading.quads(Origin("data", (str(data),)))
    assert [found.message for found in shapes.validate(quads, str(path))] == ["It is missing."]
