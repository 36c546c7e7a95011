"""What is impossible is found beside sources that may disagree, and what is only strange is not.

A source may differ from another in all that `test_two_sources` promises; it does not differ from itself.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.rdf.vocabulary import prefixes
from tests.support.sources import BOTH, Seen, seen


@pytest.fixture(scope="module")
def before() -> Seen:
    """What is found in the bundled facts and both made-up sources."""
    return seen(Corridor.load(add=BOTH).check(profile="warnings").findings)


IMPOSSIBLE = {
    "a person is a place": (
        "person:mei-youren a ckg:Place ; prov:wasDerivedFrom passage:made-up-gazette-m04 .",
        {"cax-adc"},
    ),
    "a person is an organization": (
        "person:mei-youren a ckg:Company ; prov:wasDerivedFrom passage:made-up-gazette-m04 .",
        {"cax-dw"},
    ),
    "a statement is a figure": (
        "goal:made-up-gazette-dongguan-high-tech-firms-2020 a ckg:Figure ; ckg:isFigureOf place:dongguan ;"
        " sdmx-measure:obsValue 5000 ; prov:wasDerivedFrom passage:made-up-gazette-m05 .",
        {"cax-adc", "no-figure"},
    ),
    "a source is a statement": (
        "article:made-up-letters a ckg:Statement ; prov:wasDerivedFrom passage:made-up-herald-h01 .",
        {"cax-dw", "statement-kind", "statement-about", "speaker-named"},
    ),
    "a company is founded on two days in two passages of one source": (
        "made-up-gazette-m06: organization:medical-committee schema:foundingDate '2016-11-30'^^xsd:date .",
        {"several-values"},
    ),
    "a place is ranked twice by one source in one plan": (
        "made-up-herald-h02: designation:corridor-plan-songshan-lake ckg:hasRank rank:core-platform .",
        {"two-ranks"},
    ),
    "a list that is complete has one more": (
        "made-up-gazette-m03: designation:corridor-plan-made-up-centre ckg:isDesignationOf"
        " platform:made-up-centre ; ckg:isGivenBy plan:corridor-plan ; ckg:hasRank rank:core-platform .",
        {"counts-contradicted", "designation-rank"},
    ),
    "a list that was complete has one that came later": (
        "made-up-gazette-m03: designation:corridor-plan-pazhou ckg:beginsIn period:april-2018 .",
        {"counts-contradicted"},
    ),
    "a list that is complete has one that has ended": (
        "made-up-gazette-m03: designation:corridor-plan-pazhou ckg:endsIn period:2017 .",
        {"counts-contradicted"},
    ),
    "a place holds a post": (
        "membership:made-up a org:Membership ; rdfs:label 'Dongguan as its own mayor'@en ; org:member place:dongguan ;"
        " ckg:fillsPost post:dongguan-government-mayor ; prov:wasDerivedFrom passage:made-up-gazette-m04 .",
        {"membership-member"},
    ),
    "a designation is of two places": (
        "designation:made-up-coast-plan-made-up-hill ckg:isDesignationOf platform:songshan-lake ;"
        " prov:wasDerivedFrom passage:made-up-herald-h02 .",
        {"designation-of", "two-ranks"},
    ),
    "a forecast has been counted": (
        "forecast:made-up-herald-guangzhou-high-tech-firms-2017 sdmx-measure:obsValue 9000 ;"
        " prov:wasDerivedFrom passage:made-up-herald-h07 .",
        {"no-figure"},
    ),
    "a number is foretold and counted in one passage": (
        "made-up-herald-h07: figure:made-up-herald-told a ckg:Figure ; rdfs:label 'Told'@en ;"
        " ckg:isFigureOf place:guangzhou ; ckg:hasMeasure measure:high-tech-firms ; sdmx-measure:obsValue 9000 ;"
        " ckg:printedForm '9,000' ; sdmx-attribute:unitMeasure unit:NUM ; sdmx-dimension:refPeriod period:end-of-2017 ;"
        " prov:wasAttributedTo person:gu-xiaosheng .",
        {"forecasts-as-counts"},
    ),
    "a rank begins after it ends": (
        "made-up-herald-h02: designation:made-up-coast-plan-made-up-hill ckg:beginsIn period:10-april-2018 ;"
        " ckg:endsIn period:march-2018 .",
        {"ends-before-it-begins"},
    ),
    "a rank ends before its plan comes out": (
        "made-up-herald-h02: designation:made-up-coast-plan-made-up-hill ckg:endsIn period:2017 .",
        {"ends-before-it-begins"},
    ),
    "an office begins after it ends": (
        "made-up-gazette-m04: membership:mei-youren-mayor ckg:endsIn period:5-march-2018 .",
        {"ends-before-it-begins"},
    ),
    "a place lies between itself and another": (
        "made-up-gazette-m08: group:guangzhou-and-hong-kong ckg:hasMember place:dongguan .",
        {"lies-between-members", "located-in-itself"},
    ),
}


def beside_both(content: str, folder: Path) -> Corridor:
    """Return the graph with both sources and more: in a passage whose name comes first, else in a file of its own."""
    heads = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())
    named = re.match(r"(made-up-\w+)-(\w+): ", content)
    if not named:
        path = folder / "own.ttl"
        path.write_text(heads + content, encoding="utf-8")
        return Corridor.load(add=[*BOTH, path])
    copies = [Path(shutil.copytree(source, folder / source.name)) for source in BOTH]
    (path,) = folder.glob(f"*/{named[1]}/{named[2]}.ttl")
    path.write_text(path.read_text(encoding="utf-8") + heads + content.removeprefix(named[0]), encoding="utf-8")
    return Corridor.load(add=copies)


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_what_is_impossible_is_still_found(case: str, before: Seen, tmp_path: Path) -> None:
    """Beside sources that may disagree, one thing is not another, and one source does not contradict itself."""
    content, checks = IMPOSSIBLE[case]
    found = beside_both(content, tmp_path).check(profile="warnings").findings
    more = [one for one in found if one.severity != "info" and seen((one,)).isdisjoint(before)]
    assert {one.check for one in more} == checks


POSSIBLE = {
    "two hold one post on one day, as one source says": (
        "made-up-gazette-m04: membership:made-up a org:Membership ; rdfs:label 'Gu Xiaosheng as mayor'@en ;"
        " org:member person:gu-xiaosheng ; ckg:fillsPost post:dongguan-government-mayor ;"
        " ckg:beginsIn period:9-april-2018 ."
    ),
    "an office ends, as another source says, before it begins": (
        "made-up-herald-h09: membership:liang-weidong-mayor ckg:beginsIn period:10-april-2018 ."
    ),
    "an office begins and ends on one day": (
        "made-up-gazette-m04: membership:mei-youren-mayor ckg:endsIn period:9-april-2018 ."
    ),
    "a rank begins and ends between two counts": (
        "made-up-gazette-m03: designation:made-up a ckg:Designation ; rdfs:label 'Bio Island for a month'@en ;"
        " ckg:isDesignationOf platform:bio-island ; ckg:isGivenBy plan:corridor-plan ; ckg:hasRank rank:core-platform ;"
        " ckg:beginsIn period:april-2018 ; ckg:endsIn period:april-2018 ."
    ),
    "a rank begins later, as another source says": (
        "made-up-herald-h01: designation:corridor-plan-pazhou ckg:beginsIn period:april-2018 ."
    ),
    "a rank of a plan that came out within a month ends within it": (
        "made-up-herald-h02: designation:made-up-coast-plan-made-up-hill ckg:endsIn period:march-2018 ."
    ),
    "a source is founded on another day than another says": (
        "made-up-herald-h08: organization:made-up-gazette schema:foundingDate '2011-05-04'^^xsd:date ."
    ),
}
"""What is strange and may be so. A post may be shared (to ORG it is filled by a person or by persons), and who is
mayor on which day is a matter of sources that differ; so two holders are no finding, whoever says both."""


@pytest.mark.parametrize("case", POSSIBLE)
def test_what_is_strange_is_no_finding(case: str, before: Seen, tmp_path: Path) -> None:
    """A check that cries where sources differ would have to be switched off."""
    found = beside_both(POSSIBLE[case], tmp_path)
    assert found.clashes == []
    more = [one for one in found.check(profile="warnings").findings if seen((one,)).isdisjoint(before)]
    assert [one for one in more if one.severity != "info"] == []
