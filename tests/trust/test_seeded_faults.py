"""Faults that somebody who edits the graph may make: each is found, with the right thing named.

What no check finds, because the graph alone cannot tell it from the truth: another number, name or passage that
is as well formed as the right one (``verify`` finds those against the article), a fact that is left out whole, a
label that is true but unhelpful, a wrong speaker, a date that is another day, and a property of ours on a class
that it does not suit but that nothing excludes.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from corridor_kg import Corridor
from tests.conftest import ROOT

GRAPH = ROOT / "graph"


class Fault(NamedTuple):
    """An edit of one file, and what has to find it.

    Attributes:
        file: The file, below graph/.
        old: What stands there, once.
        new: What is put in its place.
        check: One of those that find it.
        thing: The thing that it is wrong with; empty where it is the file.
    """

    file: str
    old: str
    new: str
    check: str
    thing: str


PLACES, PLATFORMS, ORGANIZATIONS = "article/places.ttl", "article/platforms.ttl", "article/organizations.ttl"
PEOPLE, FIGURES, PLAN = "article/people.ttl", "article/figures.ttl", "article/plan.ttl"
STATEMENTS, PASSAGES, GEONAMES = "article/statements.ttl", "article/passages.ttl", "geonames/places.ttl"

LAKE = """platform:songshan-lake
    a ckg:CorePlatform ;
    rdfs:label "Dongguan Songshan Lake High-tech Industrial Park"@en ;
"""
GROWTH = """    ckg:hasStatementKind kind:claim ;
    schema:about place:guangzhou, place:china ;
"""
RD = "    sdmx-measure:obsValue 2.41 ;\n"

FAULTS = [
    # drop
    Fault(PLACES, '    rdfs:label "Shenzhen"@en ;\n', "", "label-in-english", "place:shenzhen"),
    Fault(PLACES, "    a ckg:City ;\n", "", "untyped-things", "place:dongguan"),
    Fault(PLATFORMS, "    prov:wasDerivedFrom passage:china-daily-p14, passage:china-daily-p16 ;\n", "", "facts-without-source", "platform:songshan-lake"),
    Fault(PLATFORMS, LAKE, LAKE.replace("    a ckg:CorePlatform ;\n", ""), "untyped-things", "platform:songshan-lake"),
    Fault(ORGANIZATIONS, "    ckg:governs place:dongguan ;\n", "", "body-governs", "organization:dongguan-government"),
    Fault(PEOPLE, "    org:holds post:dongguan-government-mayor ;\n", "", "person-holds", "person:liang-weidong"),
    Fault(PEOPLE, "    org:postIn organization:haige-communications ;\n", "", "post-in-one", "post:haige-communications-general-manager"),
    Fault(PEOPLE, '    schema:roleName "mayor"@en ;\n', "", "post-role", "post:dongguan-government-mayor"),
    Fault(FIGURES, RD, "", "figure-value", "figure:china-daily-dongguan-rd-share-of-gdp-2016"),
    Fault(FIGURES, '    ckg:printedForm "11,836" ;\n', "", "figure-printed", "figure:china-daily-corridor-area"),
    Fault(FIGURES, "    ckg:listIsComplete false ;\n", "", "count-complete", "figure:china-daily-innovation-centre-count"),
    Fault(FIGURES, '    schema:endDate "2015-12-31"^^xsd:date ;\n', "", "period-end", "period:2015"),
    Fault(PLAN, "    ckg:isStepOf plan:corridor-construction ;\n    ckg:stepNumber 2 ;\n", "    ckg:stepNumber 2 ;\n", "step-of-plan", "step:corridor-step-2"),
    Fault(PLAN, "    ckg:isPlanFor place:china ;\n", "", "plan-for-place", "plan:innovation-driven-development"),
    Fault(STATEMENTS, GROWTH, GROWTH.split("\n")[0] + "\n", "statement-about", "statement:china-daily-guangzhou-growth-first"),
    Fault(STATEMENTS, "    ckg:isStrengthOf place:dongguan ;\n    prov:wasAttributedTo person:wang-xinmin ;\n", "    prov:wasAttributedTo person:wang-xinmin ;\n", "strength-of-place", "strength:china-daily-dongguan-production-bases"),
    Fault(PASSAGES, "    oa:end 1213 ;\n", "", "passage-end", "passage:china-daily-p05"),
    Fault(PASSAGES, '    skos:notation "p14" ;\n', "", "passage-notation", "passage:china-daily-p14"),
    Fault(GEONAMES, "    wgs84:long 113.25 ;\n", "", "half-coordinates", "place:guangzhou"),
    Fault(PLATFORMS, "platform:marina-bay\n    a ckg:CorePlatform ;", "platform:marina-bay\n    a ckg:InnovationCentre ;", "counts-contradicted", "figure:china-daily-core-platform-count"),
    # retype
    Fault(PLACES, "place:dongguan\n    a ckg:City ;", "place:dongguan\n    a ckg:City, ckg:Region ;", "cax-adc", "place:dongguan"),
    Fault(PLATFORMS, LAKE, LAKE.replace("ckg:CorePlatform", "ckg:CorePlatform, ckg:InnovationCentre"), "cax-dw", "platform:songshan-lake"),
    Fault(PLATFORMS, LAKE, LAKE.replace("ckg:CorePlatform", "ckg:CorePlatfrom"), "undeclared-terms", "platform:songshan-lake"),
    Fault(PEOPLE, "person:cao-hui\n    a ckg:Person ;", "person:cao-hui\n    a ckg:Person, ckg:Company ;", "cax-adc", "person:cao-hui"),
    Fault(FIGURES, "figure:china-daily-corridor-area\n    a ckg:Figure ;", "figure:china-daily-corridor-area\n    a ckg:Forecast ;", "statement-kind", "figure:china-daily-corridor-area"),
    Fault(PLAN, "forecast:china-daily-guangzhou-high-tech-firms-2017\n    a ckg:Forecast ;", "forecast:china-daily-guangzhou-high-tech-firms-2017\n    a ckg:Forecast, ckg:Figure ;", "cax-adc", "forecast:china-daily-guangzhou-high-tech-firms-2017"),
    Fault(FIGURES, "period:2016\n    a ckg:Period ;", "period:2016\n    a ckg:Measure ;", "figure-period", "figure:china-daily-dongguan-rd-share-of-gdp-2016"),
    # swap
    Fault(PLACES, "    ckg:isLocatedIn place:guangdong, place:innovation-corridor ;", "    ckg:isLocatedIn platform:songshan-lake ;", "syntax", ""),
    Fault(PLACES, "    ckg:isLocatedIn place:guangdong, place:innovation-corridor ;", "    ckg:isLocatedIn place:dongguan ;", "located-in-itself", "place:dongguan"),
    Fault(PLACES, "    ckg:isEastOf place:greater-bay-area ;", "    ckg:isEastOf place:innovation-corridor ;", "prp-irp", "place:innovation-corridor"),
    Fault(PLACES, "    ckg:liesBetween place:guangzhou, place:shenzhen ;", "    ckg:liesBetween place:dongguan, place:shenzhen ;", "prp-irp", "place:dongguan"),
    Fault(PLACES, "    ckg:isCapitalOf place:guangdong ;", "    ckg:isCapitalOf place:shenzhen ;", "capital-of-region", "place:guangzhou"),
    Fault(PEOPLE, "    org:postIn organization:haige-communications ;", "    org:postIn organization:cao-hui ;", "dangling-references", "post:haige-communications-general-manager"),
    Fault(FIGURES, "    qb:measureType measure:area ;", "    qb:measureType quantifier:exact ;", "figure-measure", "figure:china-daily-corridor-area"),
    Fault(PASSAGES, "    oa:start 977 ;\n    oa:end 1213 ;", "    oa:start 1213 ;\n    oa:end 977 ;", "passage-order", "passage:china-daily-p05"),
    Fault(FIGURES, '    schema:startDate "2015-01-01"^^xsd:date ;\n    schema:endDate "2015-12-31"^^xsd:date ;', '    schema:startDate "2015-12-31"^^xsd:date ;\n    schema:endDate "2015-01-01"^^xsd:date ;', "periods-reversed", "period:2015"),
    Fault(STATEMENTS, GROWTH, GROWTH.replace("kind:claim", "kind:claim, kind:promise"), "statement-kind", "statement:china-daily-guangzhou-growth-first"),
    # duplicate
    Fault(PLACES, '    rdfs:label "Shenzhen"@en ;', '    rdfs:label "Shenzhen"@en, "Shen-zhen"@en ;', "label-once", "place:shenzhen"),
    Fault(PLACES, '    rdfs:label "Shenzhen"@en ;', '    rdfs:label "Dongguan"@en ;', "duplicate-labels", "place:shenzhen"),
    Fault(FIGURES, RD, "    sdmx-measure:obsValue 2.41, 2.42 ;\n", "figure-value", "figure:china-daily-dongguan-rd-share-of-gdp-2016"),
    Fault(FIGURES, '    ckg:printedForm "11,836" ;', '    ckg:printedForm "11,836", "11836" ;', "prp-fp", "figure:china-daily-corridor-area"),
    Fault(PLAN, '    ckg:targetYear "2050"^^xsd:gYear ;', '    ckg:targetYear "2050"^^xsd:gYear, "2049"^^xsd:gYear ;', "target-year", "goal:china-daily-first-class-centre-2050"),
    Fault(PLAN, "    ckg:isStepOf plan:corridor-construction ;\n    ckg:stepNumber 2 ;", "    ckg:isStepOf plan:corridor-construction ;\n    ckg:stepNumber 1 ;", "repeated-numbers", "step:corridor-step-2"),
    Fault(PASSAGES, '    skos:notation "p14" ;', '    skos:notation "p13" ;', "repeated-numbers", "passage:china-daily-p14"),
    Fault(GEONAMES, "    wgs84:lat 23.11667 ;", "    wgs84:lat 23.11667, 23.2 ;", "latitude-once", "place:guangzhou"),
    # misspell
    Fault(PLACES, "    ckg:isCapitalOf place:guangdong ;", "    ckg:isCapitolOf place:guangdong ;", "undeclared-terms", "place:guangzhou"),
    Fault(PLACES, "    ckg:isCapitalOf place:guangdong ;", "    ckg:isCapitalOf place:guandong ;", "dangling-references", "place:guangzhou"),
    Fault(PLACES, '    skos:altLabel "innovation corridor"@en ;', '    skos:altLable "innovation corridor"@en ;', "unknown-properties", "place:innovation-corridor"),
    Fault(PEOPLE, "    org:holds post:dongguan-government-mayor ;", "    org:hold post:dongguan-government-mayor ;", "unknown-properties", "person:liang-weidong"),
    Fault(PLACES, "    ckg:isCapitalOf place:guangdong ;", "    ckgg:isCapitalOf place:guangdong ;", "syntax", ""),
    Fault(FIGURES, "    sdmx-attribute:unitMeasure unit:KiloM2 ;", "    sdmx-attribute:unitMeasure <http://qudt.org/unit/KiloM2> ;", "figure-unit", "figure:china-daily-corridor-area"),
    # break a date, a number, a language tag, a hash, a period, a place
    Fault(ORGANIZATIONS, '"2017-12-01"^^xsd:date', '"2017-13-01"^^xsd:date', "founding-date", "organization:medical-committee"),
    Fault(ORGANIZATIONS, '"2017-12-01"^^xsd:date', '"1 December 2017"', "founding-date", "organization:medical-committee"),
    Fault(PLAN, '    ckg:targetYear "2050"^^xsd:gYear ;', "    ckg:targetYear 2050 ;", "target-year", "goal:china-daily-first-class-centre-2050"),
    Fault(FIGURES, RD, '    sdmx-measure:obsValue "2.41" ;\n', "figure-value", "figure:china-daily-dongguan-rd-share-of-gdp-2016"),
    Fault(FIGURES, "    sdmx-measure:obsValue 37 ;", "    sdmx-measure:obsValue -37 ;", "count-value", "figure:china-daily-innovation-centre-count"),
    Fault(FIGURES, "    sdmx-measure:obsValue 10 ;", "    sdmx-measure:obsValue 11 ;", "counts-contradicted", "figure:china-daily-core-platform-count"),
    Fault(FIGURES, "    ckg:listIsComplete false ;", "    ckg:listIsComplete true ;", "counts-contradicted", "figure:china-daily-innovation-centre-count"),
    Fault(PLACES, '    rdfs:label "Shenzhen"@en ;', '    rdfs:label "Shenzhen" ;', "label-language", "place:shenzhen"),
    Fault(PLACES, '    rdfs:label "Shenzhen"@en ;', '    rdfs:label "Shenzhen"@de ;', "label-language", "place:shenzhen"),
    Fault(PASSAGES, "c0cdc767f315174bf49955ca1ac8a4e8e53041bf9dd9bb3786209989715e5f26\" ;\n    ckg", "c0cdc767\" ;\n    ckg", "passage-hash", "passage:china-daily-p00"),
    Fault(PASSAGES, "    oa:start 469 ;", "    oa:start 400 ;", "overlapping-passages", "passage:china-daily-p03"),
    Fault(GEONAMES, "    wgs84:lat 23.11667 ;", "    wgs84:lat 123.11667 ;", "latitude-in-degrees", "place:guangzhou"),
    Fault(GEONAMES, "    wgs84:lat 23.11667 ;", '    wgs84:lat "north" ;', "latitude-in-degrees", "place:guangzhou"),
    # break a reference, the syntax, a source
    Fault(PLATFORMS, "    prov:wasDerivedFrom passage:china-daily-p14, passage:china-daily-p16 ;", "    prov:wasDerivedFrom passage:china-daily-p14, passage:china-daily-p99 ;", "dangling-references", "platform:songshan-lake"),
    Fault(PLATFORMS, "    prov:wasDerivedFrom passage:china-daily-p14, passage:china-daily-p16 ;", "    prov:wasDerivedFrom place:dongguan ;", "source-kind", "platform:songshan-lake"),
    Fault(ORGANIZATIONS, "    schema:founder group:committee-founders ;", "    schema:founder [ a ckg:Group ] ;", "blank-nodes", "organization:medical-committee"),
    Fault(STATEMENTS, "    prov:wasAttributedTo person:zhan-decun ;", "    prov:wasAttributedTo place:guangzhou ;", "speaker-kind", "statement:china-daily-guangzhou-growth-first"),
    Fault(PLACES, "    ckg:isCapitalOf place:guangdong ;", "    ckg:isCapitalOf place:guangdong", "syntax", ""),
    Fault(PLACES, '    rdfs:label "Shenzhen"@en ;', "    rdfs:label \u201cShenzhen\u201d@en ;", "syntax", ""),
]  # fmt: skip


def test_there_are_enough_faults() -> None:
    """At least sixty, of many kinds."""
    assert len(FAULTS) >= 60
    assert len({fault.check for fault in FAULTS}) > 30


@pytest.mark.usefixtures("nearby")
@pytest.mark.parametrize("fault", FAULTS, ids=[f"{number}-{fault.check}" for number, fault in enumerate(FAULTS)])
def test_a_fault_is_found_and_the_right_thing_named(fault: Fault, tmp_path: Path) -> None:
    """One of the findings has the check, the thing, and a line of the file that was edited."""
    shutil.copytree(GRAPH, tmp_path / "graph")
    path = tmp_path / "graph" / fault.file
    text = path.read_text(encoding="utf-8")
    assert fault.old in text
    path.write_text(text.replace(fault.old, fault.new, 1), encoding="utf-8")
    findings = Corridor.check_files(graph=tmp_path / "graph").findings
    found = {(finding.check, finding.thing) for finding in findings}
    assert (fault.check, fault.thing) in found, found
    assert fault.thing or fault.check == "syntax"
    assert all(finding.file for finding in findings if finding.thing and finding.thing != "[]")
