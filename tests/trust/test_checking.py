"""The check of a graph: what it looks at, what it tells, and what it lets choose."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter
from corridor_kg.questions.stored_queries import StoredQueries
from corridor_kg.rdf import bundled
from corridor_kg.rdf.vocabulary import prefixes
from tests.conftest import ROOT
from tests.support import cases


def test_a_graph_of_nothing_is_a_finding(tmp_path: Path) -> None:
    """A checker that has nothing to check says so."""
    path = tmp_path / "empty.ttl"
    path.write_text("", encoding="utf-8")
    assert [finding.check for finding in Corridor.load(graph=path).check().findings if finding.check == "no-facts"]


def test_a_finding_names_thing_line_and_fix() -> None:
    """The line is that of the value that is wrong."""
    (finding,) = Corridor.load(add=[cases.ZERO]).check().findings
    line = cases.ZERO.read_text(encoding="utf-8").splitlines()[finding.line - 1]
    assert (finding.check, finding.property, finding.value) == ("step-number", "ckg:stepNumber", "0")
    assert "ckg:stepNumber 0" in line
    assert Path(finding.file).name == cases.ZERO.name
    assert "as in ckg:stepNumber 1" in finding.message


def test_files_that_cannot_be_parsed_are_findings(tmp_path: Path) -> None:
    """The others are checked all the same."""
    (tmp_path / "broken.ttl").write_text("@prefix a: <http://a/> .\na:b a:c ex:d .", encoding="utf-8")
    report = Corridor.check_files(add=[tmp_path / "broken.ttl", cases.ZERO])
    assert [finding.check for finding in report.findings] == ["step-number", "syntax"]
    assert report.findings[1].line == 2
    assert "the prefix ex: has not been declared" in report.findings[1].message.replace("The", "the")


def test_unknown_terms_lead_to_the_nearest(tmp_path: Path) -> None:
    """Of our namespace, of another vocabulary, of a thing."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix passage: <https://w3id.org/corridor-kg/passage/> .\n"
        "@prefix place: <https://w3id.org/corridor-kg/place/> .\n"
        "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
        "place:dongguan ckg:isLocatdIn place:guangdong ;\n"
        "    prov:wasDerivdFrom passage:china-daily-p05 ;\n"
        "    ckg:liesBetween place:guangzho ;\n"
        "    prov:wasDerivedFrom passage:china-daily-p05 .\n",
        encoding="utf-8",
    )
    found = {finding.check: finding for finding in Corridor.load(add=[path]).check().findings}
    assert "did you mean 'ckg:isLocatedIn'" in found["undeclared-terms"].message
    assert "did you mean 'prov:wasDerivedFrom'" in found["unknown-properties"].message
    assert "did you mean 'place:guangzhou'" in found["dangling-references"].message
    assert [found[name].line for name in ("undeclared-terms", "unknown-properties", "dangling-references")] == [5, 6, 7]


def test_what_the_ontology_bridges_to_is_not_for_facts(tmp_path: Path) -> None:
    """A property of another vocabulary that is only inferred is declared, and still not one that facts have."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix org: <http://www.w3.org/ns/org#> .\n"
        "@prefix person: <https://w3id.org/corridor-kg/person/> .\n"
        "@prefix organization: <https://w3id.org/corridor-kg/organization/> .\n"
        "person:liang-weidong org:memberOf organization:china-daily .\n",
        encoding="utf-8",
    )
    (finding,) = Corridor.load(add=[path]).check(only=["unknown-properties"]).findings
    assert (finding.property, finding.line) == ("org:memberOf", 4)


def test_words_that_are_declared_are_no_things(tmp_path: Path) -> None:
    """Whoever declares terms beside facts need not say of which class they are, nor who speaks of them."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix schema: <https://schema.org/> .\n"
        "schema:Event a owl:Class .\nschema:attendee a owl:ObjectProperty .\nschema:name a owl:AnnotationProperty .\n",
        encoding="utf-8",
    )
    assert Corridor.load(add=[path]).check().findings == ()


def test_values_that_their_datatype_does_not_have(tmp_path: Path) -> None:
    """Of a property that no shape speaks of; where a shape says it, it is said once."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        'ckg:x ckg:of "abc"^^xsd:integer, "2017-02-30"^^xsd:date, 5, 2.50, "TRUE"^^xsd:boolean, "true"^^xsd:boolean .\n'
        'ckg:x ckg:of "Infinity"^^xsd:double, "INF"^^xsd:double, "nan"^^xsd:float, "NaN"^^xsd:float .\n'
        'ckg:y a ckg:PlanStep ; ckg:stepNumber "one"^^xsd:positiveInteger .\n',
        encoding="utf-8",
    )
    findings = Corridor.load(add=[path]).check().findings
    found = [finding for finding in findings if finding.check == "ill-typed-literals"]
    assert {finding.value for finding in found} == {"abc", "2017-02-30", "TRUE", "Infinity", "nan"}
    assert "none that xsd:" in found[0].message
    assert [finding.check for finding in findings if finding.value == "one"] != []


def test_a_clash_tells_its_proofs(tmp_path: Path) -> None:
    """What was inferred is traced to what is stated, and the line is that of a stated fact."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix passage: <https://w3id.org/corridor-kg/passage/> .\n"
        "@prefix place: <https://w3id.org/corridor-kg/place/> .\n"
        "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
        "place:dongguan a ckg:Goal ; prov:wasDerivedFrom passage:china-daily-p05 .\n",
        encoding="utf-8",
    )
    found = Corridor.load(add=[path]).check(only=["cax-adc"]).findings
    assert any("(by cax-sco, from place:dongguan is a ckg:Goal)" in finding.message for finding in found)
    assert any(Path(finding.file).name == "own.ttl" and finding.line == 5 for finding in found)


def test_what_is_missing_is_looked_for_when_asked(corridor: Corridor, tmp_path: Path) -> None:
    """The profile of warnings finds what the other leaves alone; each of its checks can find something."""
    report = corridor.check(profile="warnings")
    checks = StoredQueries(bundled.CHECKS)
    mild = {name for name in checks if checks[name].header["severity"] != "violation"}
    mild -= {"deprecated-terms"}  # which finds what test_deprecated.py brings
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix person: <https://w3id.org/corridor-kg/person/> .\n"
        "@prefix sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#> .\n"
        "@prefix figure: <https://w3id.org/corridor-kg/figure/> .\n"
        "@prefix period: <https://w3id.org/corridor-kg/period/> .\n"
        "@prefix place: <https://w3id.org/corridor-kg/place/> .\n"
        "figure:china-daily-corridor-area sdmx-dimension:refPeriod period:2016 . person:new a ckg:Person ."
        " place:dongguan a ckg:FirstTierCity .",
        encoding="utf-8",
    )
    added = Corridor.load(add=[path]).check(profile="warnings")
    assert {finding.check for finding in (*report.findings, *added.findings)} >= mild
    assert not report.has_at_least("warning")
    assert report.has_at_least("info")


TIMELESS = {
    "rdf:type": (
        "place:dongguan a ckg:FirstTierCity .",
        "designation:new ckg:isDesignationOf place:dongguan ; ckg:hasRank rank:first-tier-city .",
    ),
    "ckg:isDesignatedBy": (
        "platform:pazhou ckg:isDesignatedBy plan:shenzhen-approach .",
        "designation:new ckg:isDesignationOf platform:pazhou ; ckg:isGivenBy plan:shenzhen-approach .",
    ),
    "org:holds": (
        "person:cao-hui org:holds post:dongguan-government-mayor .",
        "membership:new org:member person:cao-hui ; ckg:fillsPost post:dongguan-government-mayor .",
    ),
}
"""A rank as a class, the plan that gives it and an office as links, each with the node that says it as it should be."""


@pytest.mark.parametrize(("stated", "node"), TIMELESS.values(), ids=TIMELESS)
def test_a_rank_or_an_office_without_its_node_is_warned_of(
    stated: str, node: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """For it would be so for all plans and for all time; with the node, or by inference alone, it is fine."""
    path = tmp_path / "own.ttl"
    declared = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())
    found = {}
    for text in (stated, f"{stated} {node}", node):
        path.write_text(declared + text, encoding="utf-8")
        own = Corridor.load(add=[path]).check(profile="warnings", only=["bare-relations"])
        found[text] = [finding.property for finding in own.findings]
    assert found == {stated: [request.node.callspec.id], f"{stated} {node}": [], node: []}


def test_checks_can_be_chosen(corridor: Corridor) -> None:
    """By name, and a wrong name leads to the right one."""
    two = Corridor.load(add=[cases.ZERO, ROOT / "tests" / "invalid" / "checks" / "untyped-things.ttl"])
    assert {finding.check for finding in two.check().findings} == {"step-number", "untyped-things"}
    assert {finding.check for finding in two.check(only=["step-number"]).findings} == {"step-number"}
    assert {finding.check for finding in two.check(skip=["step-number"]).findings} == {"untyped-things"}
    with pytest.raises(BadParameter, match="did you mean 'step-number'"):
        corridor.check(only=["step-numbr"])


def test_the_line_is_in_the_file_that_says_so(tmp_path: Path) -> None:
    """Also where other files speak of the same thing, where IRIs are relative, and where there is no IRI."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@base <https://w3id.org/corridor-kg/place/> .\n@prefix ckg: <../ontology#> .\n\n"
        "<dongguan> ckg:isLocatdIn <china> .\n[] a ckg:City .\n",
        encoding="utf-8",
    )
    findings = Corridor.load(add=[path]).check().findings
    assert {finding.check for finding in findings} >= {"undeclared-terms", "facts-without-source", "blank-nodes"}
    assert {Path(finding.file).name for finding in findings} == {"own.ttl"}
    assert {finding.line for finding in findings if finding.thing == "place:dongguan"} == {4}


def test_many_clashes_end(tmp_path: Path) -> None:
    """A property that is made functional merges things, and the report still comes."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\nckg:isCapitalOf a owl:FunctionalProperty .\n"
        "@prefix place: <https://w3id.org/corridor-kg/place/> .\nplace:guangzhou ckg:isCapitalOf place:china .",
        encoding="utf-8",
    )
    assert Corridor.load(add=[path]).check().findings


DISAGREEING = """
@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <http://example.org/> .
@prefix group: <https://w3id.org/corridor-kg/group/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix organization: <https://w3id.org/corridor-kg/organization/> .
@prefix passage: <https://w3id.org/corridor-kg/passage/> .
@prefix place: <https://w3id.org/corridor-kg/place/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix source: <https://w3id.org/corridor-kg/source/> .
@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

source:other a ckg:Source ; rdfs:label "Another gazetteer"@en .
ex:article a ckg:Article ; rdfs:label "A story"@en ; schema:publisher organization:china-daily .
passage:other-a01 a ckg:Passage ; rdfs:label "Passage a01"@en ; skos:notation "other a01" ;
    dcterms:isPartOf ex:article ; oa:hasSource ex:article ; oa:hasSelector passage:other-a01 ;
    schema:position 0 ; oa:start 0 ; oa:end 9 ;
    schema:sha256 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" .

ex:gazetteer { ex:gazetteer prov:wasDerivedFrom source:other . place:guangzhou wgs84:lat 23.2 ; wgs84:long 113.3 . }
passage:other-a01 {
    place:dongguan ckg:liesBetweenMembersOf group:other .
    group:other a ckg:Group ; rdfs:label "Hong Kong and Macao"@en ; ckg:hasMember place:hong-kong, place:macao .
    place:guangzhou ckg:isCapitalOf place:macao .
    organization:medical-committee schema:foundingDate "2017-11-30"^^xsd:date .
}
"""
"""Latitude, capital, neighbours and founding date as two other sources have them."""


def test_two_sources_may_disagree(tmp_path: Path) -> None:
    """Each has its own value of what can be so once, in a graph of its own; nothing is wrong with it."""
    path = tmp_path / "others.trig"
    path.write_text(DISAGREEING, encoding="utf-8")
    both = Corridor.load(add=[path])
    assert len(both.sparql("SELECT * { place:guangzhou wgs84:lat ?latitude ; ckg:isCapitalOf ?region }")) == 4  # type: ignore[arg-type]
    assert both.check().findings == ()


def test_one_source_may_not_contradict_itself(tmp_path: Path) -> None:
    """In whichever of its graphs the second value stands: what two graphs rest on is one source."""
    path = tmp_path / "others.trig"
    again = DISAGREEING.replace("wasDerivedFrom source:other", "wasDerivedFrom source:geonames")
    path.write_text(again, encoding="utf-8")
    found = Corridor.load(add=[path]).check(only=["several-values"]).findings
    assert {(finding.thing, finding.property) for finding in found} == {
        ("place:guangzhou", "wgs84:lat"),
        ("place:guangzhou", "wgs84:long"),
    }
    assert {finding.value for finding in found} == {"23.11667", "23.2", "113.25", "113.3"}


def test_a_file_without_graphs_may_hold_what_several_sources_say(tmp_path: Path) -> None:
    """Where its thing names several sources, it does not say which value is whose; where it names one, it does."""
    text = (
        "@prefix passage: <https://w3id.org/corridor-kg/passage/> .\n"
        "@prefix place: <https://w3id.org/corridor-kg/place/> .\n"
        "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
        "@prefix source: <https://w3id.org/corridor-kg/source/> .\n"
        "@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .\n"
        "place:shenzhen prov:wasDerivedFrom passage:china-daily-p05, source:geonames ;"
        " wgs84:lat 22.1, 22.2 ; wgs84:long 114.0 .\n"
    )
    for name, told in ((text, 0), (text.replace(", source:geonames", ""), 2)):
        path = tmp_path / f"own{told}.ttl"
        path.write_text(name, encoding="utf-8")
        found = Corridor.load(add=[path]).check(only=["several-values"]).findings
        assert len([finding for finding in found if finding.property == "wgs84:lat"]) == told


FIRM = """
place:made-up-{n} a ckg:Place ; rdfs:label "Place {n}"@en .
article:made-up-{n} a ckg:Article ; rdfs:label "Bulletin {n}"@en ; schema:publisher organization:china-daily .
passage:made-up-a{n} a ckg:Passage ; rdfs:label "Passage a{n}"@en ; skos:notation "made-up a{n}" ;
    dcterms:isPartOf article:made-up-{n} ; oa:start 0 ; oa:end 90 .
organization:made-up-{n} a ckg:Company ; rdfs:label "Made-up firm {n}"@en ; ckg:isBasedIn place:dongguan ;
    schema:foundingDate "2014-03-01"^^xsd:date ; skos:exactMatch wd:Q5{n} ; prov:wasDerivedFrom passage:made-up-a{n} .
person:made-up-{n} a ckg:Person ; rdfs:label "Holder {n}"@en .
membership:made-up-{n} a org:Membership ; rdfs:label "Holder {n} as chair"@en ; org:member person:made-up-{n} ;
    ckg:fillsPost post:made-up-{n} .
post:made-up-{n} a org:Post ; rdfs:label "Chair {n}"@en ; org:postIn organization:made-up-{n} .
figure:made-up-{n} a ckg:Figure ; rdfs:label "Staff {n}"@en ; ckg:isFigureOf organization:made-up-{n} ;
    ckg:hasMeasure measure:area ; sdmx-measure:obsValue {n} ; prov:wasDerivedFrom passage:made-up-a{n} .
<https://w3id.org/corridor-kg/mapping/{n}> a owl:Axiom ; owl:annotatedSource organization:made-up-{n} ;
    owl:annotatedProperty skos:exactMatch ; owl:annotatedTarget wd:Q5{n} ; sssom:object_source authority:wikidata .
"""


def _times(firms: int, path: Path) -> dict[str, float]:
    """Return how long each stored check takes beside as many firms, some of them without a source, in CPU seconds."""
    declared = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())
    path.write_text(declared + "".join(FIRM.format(n=number) for number in range(1000, 1000 + firms)), encoding="utf-8")
    graph = Corridor.load(add=[path]).data
    graph.rows("SELECT ?graph { GRAPH ?graph { ?thing a ckg:City } }")  # fills the named graphs
    taken = {}
    for name, check in StoredQueries(bundled.CHECKS).items():
        start = time.process_time()
        graph.rows(check.text)
        taken[name] = time.process_time() - start
    return taken


def test_no_check_compares_each_thing_with_all_others(tmp_path: Path) -> None:
    """Ten times as many things take some ten times as long, and not a hundred times."""
    few, many = (_times(firms, tmp_path / f"{firms}.ttl") for firms in (200, 2000))
    slow = {name: (few[name], many[name]) for name in few if many[name] > 0.2 + 30 * few[name]}
    assert slow == {}
