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


PLACES, PLATFORMS, ORGANIZATIONS, PEOPLE, PERIODS = (
    f"things/{name}.ttl" for name in ("places", "platforms", "organizations", "people", "periods")
)
SOURCE, READ_OFF, GEONAMES = "china-daily/source.ttl", "readings/platforms.ttl", "geonames/places.ttl"

LAKE = """    ckg:isDesignationOf platform:songshan-lake ;
    ckg:isGivenBy plan:corridor-plan ;
    ckg:hasRank rank:core-platform ;
"""
TIANHE = LAKE.replace("songshan-lake", "tianhe-smart-city").replace("core-platform", "innovation-centre")
BY_DAY = '    rdfs:label "by 16 December 2017"@en ;\n'
MARINA = LAKE.replace("songshan-lake", "marina-bay")
HAIGE = "organization:haige-communications\n    a ckg:Company ;\n"
GROUND = "    prov:wasDerivedFrom passage:china-daily-p14 ;\n"
IN_GUANGDONG = "    ckg:isLocatedIn place:guangdong ;"
GROWTH_FIGURE = "    ckg:claimsFigure figure:china-daily-guangzhou-high-tech-growth-rank-2016 ;\n"
SAID = GROWTH_FIGURE + "    prov:wasAttributedTo person:zhan-decun ;\n"
GROWTH = """    ckg:hasStatementKind kind:claim ;
    ckg:hasSubject place:guangzhou ;
    schema:about group:sub-provincial-cities, place:china ;
"""
SUBJECTS = "    ckg:hasSubject place:guangzhou, place:shenzhen ;\n"
MAYOR = "    org:member person:liang-weidong ;\n    ckg:fillsPost post:dongguan-government-mayor ;\n"
FIRMS = "    ckg:hasMeasure measure:new-high-tech-firms ;\n    ckg:expectedValue 2000 ;\n"
RD = "    sdmx-measure:obsValue 2.41 ;\n"

FAULTS = [
    # drop
    Fault(PLACES, '    rdfs:label "Shenzhen"@en ;\n', "", "label-in-english", "place:shenzhen"),
    Fault(PLACES, "place:dongguan\n    a ckg:City ;\n", "place:dongguan\n", "untyped-things", "place:dongguan"),
    Fault(READ_OFF, GROUND, "", "facts-without-source", "platform:guangzhou-science-city"),
    Fault(ORGANIZATIONS, HAIGE, "organization:haige-communications\n", "untyped-things", "organization:haige-communications"),
    Fault("china-daily/p07.ttl", "    ckg:governs place:guangzhou ;\n", "", "body-governs", "organization:guangzhou-innovation-commission"),
    Fault("china-daily/p15.ttl", "    org:postIn organization:haige-communications ;\n", "", "post-organization", "post:haige-communications-general-manager"),
    Fault("china-daily/p26.ttl", '    org:role org-role:mayor ;\n', "", "post-role", "post:dongguan-government-mayor"),
    Fault("china-daily/p13.ttl", RD, "", "figure-value", "figure:china-daily-dongguan-rd-share-of-gdp-2016"),
    Fault("china-daily/p05.ttl", '    ckg:printedForm "11,836" ;\n', "", "figure-printed", "figure:china-daily-corridor-area"),
    Fault("china-daily/p18.ttl", "    ckg:listIsComplete false ;\n", "", "count-complete", "figure:china-daily-innovation-centre-count"),
    Fault(PERIODS, BY_DAY + '    schema:endDate "2017-12-16"^^xsd:date ;\n', BY_DAY, "period-bounded", "period:by-16-december-2017"),
    Fault("china-daily/p27.ttl", "    ckg:isStepOf plan:corridor-plan ;\n    ckg:stepNumber 2 ;\n", "    ckg:stepNumber 2 ;\n", "step-of-plan", "step:corridor-step-2"),
    Fault("china-daily/p03.ttl", "    ckg:isPlanFor place:china ;\n", "", "plan-for-place", "plan:innovation-driven-development"),
    Fault("china-daily/p07.ttl", GROWTH, GROWTH.split("\n")[0] + "\n", "statement-about", "statement:china-daily-guangzhou-growth-first"),
    Fault("china-daily/p22.ttl", "    ckg:hasSubject place:dongguan ;\n    prov:wasAttributedTo person:wang-xinmin ;\n", "    prov:wasAttributedTo person:wang-xinmin ;\n", "strength-of-place", "strength:china-daily-dongguan-production-bases"),
    Fault(SOURCE, "    oa:end 1213 ;\n", "", "passage-end", "passage:china-daily-p05"),
    Fault(SOURCE, '    skos:notation "china-daily p14" ;\n', "", "passage-notation", "passage:china-daily-p14"),
    Fault(GEONAMES, "    wgs84:long 113.25 ;\n", "", "half-coordinates", "place:guangzhou"),
    Fault("china-daily/p17.ttl", MARINA, MARINA.replace("core-platform", "innovation-centre"), "counts-contradicted", "figure:china-daily-core-platform-count"),
    Fault("guihuayun/p04.ttl", TIANHE, TIANHE.replace("    ckg:hasRank rank:innovation-centre ;\n", ""), "designation-rank", "designation:corridor-plan-tianhe-smart-city"),
    Fault("guihuayun/p04.ttl", TIANHE, TIANHE.replace("    ckg:isGivenBy plan:corridor-plan ;\n", ""), "designation-given", "designation:corridor-plan-tianhe-smart-city"),
    Fault("china-daily/p25.ttl", "    ckg:isDesignationOf place:shenzhen ;\n", "", "designation-of", "designation:shenzhen-first-tier-city"),
    Fault("china-daily/p26.ttl", MAYOR, MAYOR.split("\n")[1] + "\n", "membership-member", "membership:liang-weidong-mayor"),
    Fault("china-daily/p26.ttl", MAYOR, MAYOR.split("\n")[0] + "\n", "membership-organization", "membership:liang-weidong-mayor"),
    Fault("china-daily/p16.ttl", "    org:role org-role:owner ;\n", "", "membership-role", "membership:wang-yuhui-owner"),
    Fault("china-daily/p03.ttl", SUBJECTS, SUBJECTS.replace("ckg:hasSubject", "schema:about"), "role-of-subject", "statement:china-daily-two-engines"),
    Fault("china-daily/p08.ttl", FIRMS, FIRMS.replace("    ckg:hasMeasure measure:new-high-tech-firms ;\n", ""), "forecast-measure", "forecast:china-daily-guangzhou-new-high-tech-firms-2017"),
    Fault("china-daily/p08.ttl", FIRMS, FIRMS.replace("    ckg:expectedValue 2000 ;\n", ""), "expected-value", "forecast:china-daily-guangzhou-new-high-tech-firms-2017"),
    Fault("things/measures.ttl", "    qudt:hasQuantityKind quantitykind:Area ;\n", "", "measure-quantity-kind", "measure:area"),
    Fault("things/roles.ttl", '    rdfs:label "mayor"@en ;\n    skos:inScheme scheme:roles ;\n', '    rdfs:label "mayor"@en ;\n', "role-in-scheme", "org-role:mayor"),
    Fault(SOURCE, "    oa:hasSelector passage:china-daily-p14 ;\n", "", "passage-selector", "passage:china-daily-p14"),
    # retype
    Fault(PLACES, "place:dongguan\n    a ckg:City ;", "place:dongguan\n    a ckg:City, ckg:Person ;", "cax-adc", "place:dongguan"),
    Fault(ORGANIZATIONS, "organization:china-daily\n    a ckg:Newspaper ;", "organization:china-daily\n    a ckg:Newspaper, ckg:Article ;", "cax-dw", "organization:china-daily"),
    Fault("china-daily/p14.ttl", LAKE, LAKE.replace("rank:core-platform", "rank:core-platfrom"), "dangling-references", "designation:corridor-plan-songshan-lake"),
    Fault("china-daily/p14.ttl", LAKE, LAKE.replace("rank:core-platform", "ckg:CorePlatform"), "designation-rank", "designation:corridor-plan-songshan-lake"),
    Fault(PLACES, "place:dongguan\n    a ckg:City ;", "place:dongguan\n    a ckg:Ctiy ;", "undeclared-terms", "place:dongguan"),
    Fault(PEOPLE, "person:cao-hui\n    a ckg:Person ;", "person:cao-hui\n    a ckg:Person, ckg:Company ;", "cax-dw", "person:cao-hui"),
    Fault("china-daily/p05.ttl", "figure:china-daily-corridor-area\n    a ckg:Figure ;", "figure:china-daily-corridor-area\n    a ckg:Forecast ;", "statement-kind", "figure:china-daily-corridor-area"),
    Fault("china-daily/p05.ttl", "figure:china-daily-corridor-area\n    a ckg:Figure ;", "figure:china-daily-corridor-area\n    a ckg:Forecast ;", "no-figure", "figure:china-daily-corridor-area"),
    Fault("china-daily/p08.ttl", "forecast:china-daily-guangzhou-high-tech-firms-2017\n    a ckg:Forecast ;", "forecast:china-daily-guangzhou-high-tech-firms-2017\n    a ckg:Forecast, ckg:Figure ;", "cax-adc", "forecast:china-daily-guangzhou-high-tech-firms-2017"),
    Fault(PERIODS, "period:2016\n    a ckg:Period ;", "period:2016\n    a ckg:Measure ;", "figure-period", "figure:china-daily-dongguan-rd-share-of-gdp-2016"),
    # swap
    Fault("china-daily/p13.ttl", IN_GUANGDONG, "    ckg:isLocatedIn platform:songshan-lake ;", "syntax", ""),
    Fault("china-daily/p13.ttl", IN_GUANGDONG, "    ckg:isLocatedIn place:dongguan ;", "located-in-itself", "place:dongguan"),
    Fault("china-daily/p05.ttl", "    ckg:isEastOf place:greater-bay-area ;", "    ckg:isEastOf place:innovation-corridor ;", "prp-irp", "place:innovation-corridor"),
    Fault("china-daily/p25.ttl", "    ckg:hasMember place:guangzhou, place:shenzhen ;", "    ckg:hasMember place:dongguan, place:shenzhen ;", "located-in-itself", "place:dongguan"),
    Fault("china-daily/p25.ttl", "    ckg:hasMember place:guangzhou, place:shenzhen ;", "    ckg:hasMember place:guangzhou, place:macao, place:shenzhen ;", "lies-between-members", "place:dongguan"),
    Fault("china-daily/p14.ttl", LAKE, LAKE.replace("plan:corridor-plan", "group:core-platform-companies"), "designation-given-by-plan", "designation:corridor-plan-songshan-lake"),
    Fault("readings/periods.ttl", "    ckg:beginsIn period:liang-weidong-mayor-begins ;", "    ckg:beginsIn passage:china-daily-p26 ;", "begins-in-period", "membership:liang-weidong-mayor"),
    Fault("readings/periods.ttl", "    ckg:endsIn period:liang-weidong-mayor-ends ;", "    ckg:endsIn passage:china-daily-p26 ;", "ends-in-period", "membership:liang-weidong-mayor"),
    Fault("china-daily/p26.ttl", MAYOR, MAYOR.replace("post:dongguan-government-mayor", "person:liang-weidong"), "membership-post", "membership:liang-weidong-mayor"),
    Fault("china-daily/p07.ttl", GROWTH_FIGURE, GROWTH_FIGURE.replace("figure:china-daily-guangzhou-high-tech-growth-rank-2016", "measure:rank-by-growth-of-high-tech-firms"), "claims-figure", "statement:china-daily-guangzhou-growth-first"),
    Fault("china-daily/p08.ttl", FIRMS, FIRMS.replace("ckg:expectedValue", "ckg:isFigureOf person:zhan-decun ;\n    ckg:expectedValue"), "no-figure", "forecast:china-daily-guangzhou-new-high-tech-firms-2017"),
    Fault(SOURCE, "    oa:hasSource article:silicon-valley-to-be-built ;\n    oa:hasSelector passage:china-daily-p14 ;", "    oa:hasSource passage:china-daily-p14 ;\n    oa:hasSelector passage:china-daily-p14 ;", "passage-source", "passage:china-daily-p14"),
    Fault("china-daily/p11.ttl", "    ckg:isCapitalOf place:guangdong ;", "    ckg:isCapitalOf place:shenzhen ;", "capital-of-region", "place:guangzhou"),
    Fault("china-daily/p15.ttl", "    org:postIn organization:haige-communications ;", "    org:postIn organization:cao-hui ;", "dangling-references", "post:haige-communications-general-manager"),
    Fault("china-daily/p05.ttl", "    ckg:hasMeasure measure:area ;", "    ckg:hasMeasure quantifier:about ;", "figure-measure", "figure:china-daily-corridor-area"),
    Fault(SOURCE, "    oa:start 977 ;\n    oa:end 1213 ;", "    oa:start 1213 ;\n    oa:end 977 ;", "passage-order", "passage:china-daily-p05"),
    Fault(PERIODS, '    schema:startDate "2016-01-01"^^xsd:date ;\n    schema:endDate "2016-12-31"^^xsd:date ;', '    schema:startDate "2016-12-31"^^xsd:date ;\n    schema:endDate "2016-01-01"^^xsd:date ;', "periods-reversed", "period:2016"),
    Fault("china-daily/p07.ttl", GROWTH, GROWTH.replace("kind:claim", "kind:claim, kind:promise"), "statement-kind", "statement:china-daily-guangzhou-growth-first"),
    # duplicate
    Fault(PLACES, '    rdfs:label "Shenzhen"@en ;', '    rdfs:label "Shenzhen"@en, "Shen-zhen"@en ;', "label-once", "place:shenzhen"),
    Fault(PLACES, '    rdfs:label "Shenzhen"@en ;', '    rdfs:label "Dongguan"@en ;', "duplicate-labels", "place:shenzhen"),
    Fault("china-daily/p13.ttl", RD, "    sdmx-measure:obsValue 2.41, 2.42 ;\n", "figure-value", "figure:china-daily-dongguan-rd-share-of-gdp-2016"),
    Fault("china-daily/p05.ttl", '    ckg:printedForm "11,836" ;', '    ckg:printedForm "11,836", "11836" ;', "prp-fp", "figure:china-daily-corridor-area"),
    Fault("china-daily/p27.ttl", '    ckg:targetYear "2050"^^xsd:gYear ;', '    ckg:targetYear "2050"^^xsd:gYear, "2049"^^xsd:gYear ;', "target-year", "goal:china-daily-first-class-centre-2050"),
    Fault("china-daily/p27.ttl", "    ckg:isStepOf plan:corridor-plan ;\n    ckg:stepNumber 2 ;", "    ckg:isStepOf plan:corridor-plan ;\n    ckg:stepNumber 1 ;", "repeated-numbers", "step:corridor-step-2"),
    Fault("china-daily/p14.ttl", LAKE, LAKE.replace("rank:core-platform", "rank:core-platform, rank:innovation-centre"), "designation-rank", "designation:corridor-plan-songshan-lake"),
    Fault(SOURCE, '    skos:notation "china-daily p14" ;', '    skos:notation "china-daily p13" ;', "shared-short-names", "passage:china-daily-p14"),
    Fault(GEONAMES, "    wgs84:lat 23.11667 ;", "    wgs84:lat 23.11667, 23.2 ;", "several-values", "place:guangzhou"),
    Fault("china-daily/p26.ttl", '    org:role org-role:mayor ;', '    org:role org-role:head, org-role:mayor ;', "several-values", "post:dongguan-government-mayor"),
    # misspell
    Fault("china-daily/p11.ttl", "    ckg:isCapitalOf place:guangdong ;", "    ckg:isCapitolOf place:guangdong ;", "undeclared-terms", "place:guangzhou"),
    Fault("china-daily/p11.ttl", "    ckg:isCapitalOf place:guangdong ;", "    ckg:isCapitalOf place:guandong ;", "dangling-references", "place:guangzhou"),
    Fault("china-daily/p02.ttl", '    skos:altLabel "innovation corridor"@en ;', '    skos:altLable "innovation corridor"@en ;', "unknown-properties", "place:innovation-corridor"),
    Fault("china-daily/p26.ttl", "    org:member person:liang-weidong ;", "    org:membr person:liang-weidong ;", "unknown-properties", "membership:liang-weidong-mayor"),
    Fault("china-daily/p11.ttl", "    ckg:isCapitalOf place:guangdong ;", "    ckgg:isCapitalOf place:guangdong ;", "syntax", ""),
    Fault("china-daily/p05.ttl", "    sdmx-attribute:unitMeasure unit:KiloM2 ;", "    sdmx-attribute:unitMeasure <http://qudt.org/unit/KiloM2> ;", "figure-unit", "figure:china-daily-corridor-area"),
    # break a date, a number, a language tag, a hash, a period, a place
    Fault("china-daily/p09.ttl", '"2017-12-01"^^xsd:date', '"2017-13-01"^^xsd:date', "founding-date", "organization:medical-committee"),
    Fault("china-daily/p09.ttl", '"2017-12-01"^^xsd:date', '"1 December 2017"', "founding-date", "organization:medical-committee"),
    Fault("china-daily/p27.ttl", '    ckg:targetYear "2050"^^xsd:gYear ;', "    ckg:targetYear 2050 ;", "target-year", "goal:china-daily-first-class-centre-2050"),
    Fault("china-daily/p13.ttl", RD, '    sdmx-measure:obsValue "2.41" ;\n', "figure-value", "figure:china-daily-dongguan-rd-share-of-gdp-2016"),
    Fault("china-daily/p18.ttl", "    sdmx-measure:obsValue 37 ;", "    sdmx-measure:obsValue -37 ;", "count-value", "figure:china-daily-innovation-centre-count"),
    Fault("china-daily/p17.ttl", "    sdmx-measure:obsValue 10 ;", "    sdmx-measure:obsValue 11 ;", "counts-contradicted", "figure:china-daily-core-platform-count"),
    Fault("china-daily/p18.ttl", "    ckg:listIsComplete false ;", "    ckg:listIsComplete true ;", "counts-contradicted", "figure:china-daily-innovation-centre-count"),
    Fault(PLACES, '    rdfs:label "Shenzhen"@en ;', '    rdfs:label "Shenzhen" ;', "label-language", "place:shenzhen"),
    Fault(PLACES, '    rdfs:label "Shenzhen"@en ;', '    rdfs:label "Shenzhen"@de ;', "label-language", "place:shenzhen"),
    Fault(SOURCE, "c0cdc767f315174bf49955ca1ac8a4e8e53041bf9dd9bb3786209989715e5f26\" ;\n    ckg", "c0cdc767\" ;\n    ckg", "passage-hash", "passage:china-daily-p00"),
    Fault(SOURCE, "    oa:start 469 ;", "    oa:start 400 ;", "overlapping-passages", "passage:china-daily-p03"),
    Fault(GEONAMES, "    wgs84:lat 23.11667 ;", "    wgs84:lat 123.11667 ;", "latitude-in-degrees", "place:guangzhou"),
    Fault(GEONAMES, "    wgs84:lat 23.11667 ;", '    wgs84:lat "north" ;', "latitude-in-degrees", "place:guangzhou"),
    # break a mention, a reading, the place of a fact
    Fault("china-daily/p13.ttl", "    ckg:denotes period:2016 ;\n", "", "mention-denotes", "mention:china-daily-p13-last-year"),
    Fault("china-daily/p13.ttl", "    ckg:denotes period:2016 ;", "    ckg:denotes period:2061 ;", "dangling-references", "mention:china-daily-p13-last-year"),
    Fault("china-daily/p13.ttl", '    ckg:printedForm "last year" ;', '    ckg:printedForm "" ;', "mention-printed", "mention:china-daily-p13-last-year"),
    Fault("china-daily/p15.ttl", "    org:postIn organization:haige-communications ;\n", "    org:postIn organization:haige-comunications ;\n", "dangling-references", "post:haige-communications-general-manager"),
    Fault(READ_OFF, "    owl:annotatedTarget place:guangzhou ;\n", "", "reading-target", "reading:guangzhou-science-city-in-guangzhou"),
    Fault(SOURCE, "passage:china-daily-p13\n", "passage:china-daily-p31\n", "undescribed-passages", "passage:china-daily-p13"),
    Fault(PERIODS, "period:2017\n", "period:2071\n", "unmentioned-things", "period:2071"),
    # break a reference, the syntax, a source
    Fault(READ_OFF, GROUND, GROUND.replace("p14", "p99"), "dangling-references", "reading:guangzhou-science-city-in-guangzhou"),
    Fault(READ_OFF, GROUND, GROUND.replace("passage:china-daily-p14", "place:guangzhou"), "source-kind", "reading:guangzhou-science-city-in-guangzhou"),
    Fault("china-daily/p09.ttl", "    schema:founder group:committee-founders ;", "    schema:founder [ a ckg:Group ] ;", "blank-nodes", "organization:medical-committee"),
    Fault("china-daily/p07.ttl", SAID, SAID.replace("person:zhan-decun", "place:guangzhou"), "speaker-kind", "statement:china-daily-guangzhou-growth-first"),
    Fault("china-daily/p07.ttl", SAID, SAID.replace("wasAttributedTo", "hadPrimarySource"), "speaker-kind", "statement:china-daily-guangzhou-growth-first"),
    Fault("china-daily/p18.ttl", "    prov:hadPrimarySource plan:corridor-plan ;", "    prov:hadPrimarySource platform:bio-island ;", "speaker-kind", "figure:china-daily-innovation-centre-count"),
    Fault("china-daily/p24.ttl", "    ckg:isPlanFor place:shenzhen ;", "    ckg:isPlanFor place:shenzhen", "syntax", ""),
    Fault(PLACES, '    rdfs:label "Shenzhen"@en ;', "    rdfs:label \u201cShenzhen\u201d@en ;", "syntax", ""),
]  # fmt: skip


def test_there_are_enough_faults() -> None:
    """At least sixty, of many kinds."""
    assert len(FAULTS) >= 60
    assert len({fault.check for fault in FAULTS}) > 30


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
