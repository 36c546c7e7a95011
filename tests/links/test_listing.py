"""Links are mappings with evidence, in RDF and in SSSOM/TSV, and nothing is lost between the two."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import Quad

from corridor_kg import Corridor
from corridor_kg.files import reading, turtle
from corridor_kg.links.listing import Links
from corridor_kg.model import mappings
from corridor_kg.model.mappings import Mapping
from corridor_kg.rdf.terms import NOTATION
from corridor_kg.rdf.vocabulary import BASE
from tests.conftest import ROOT, Run


@pytest.fixture(scope="module")
def found(stated: Corridor) -> list[Mapping]:
    """The mappings of the bundled graph."""
    return mappings.read(stated.stated())


def test_every_link_is_a_mapping_with_its_evidence(found: list[Mapping]) -> None:
    """Subject, predicate, object, labels, justification, date, author, and a source; how sure where it is linked."""
    assert len(found) > 120
    for mapping in found:
        for slot in ("subject_id", "subject_label", "predicate_id", "mapping_justification", "mapping_date"):
            assert mapping[slot], (slot, mapping)
        assert mapping["author_label"]
        assert mapping.evidence
        if not mapping.closed:
            assert mapping["object_label"]
            assert mapping.authority
            assert 0.8 < float(mapping["confidence"]) < 1


def test_two_sources_are_surer_than_one(found: list[Mapping]) -> None:
    """The confidence is 0.95 where two sources agree, and 0.85 where there is one, as the README says."""
    same = [mapping for mapping in found if mapping.decision == "linked" and mapping["predicate_id"] == mappings.EXACT]
    assert {len(mapping.evidence) > 1 for mapping in same} == {True, False}
    for mapping in same:
        assert mapping["confidence"] == ("0.95" if len(mapping.evidence) > 1 else "0.85"), mapping


def test_what_is_only_near_is_not_the_same(found: list[Mapping]) -> None:
    """Bantian holds Banxuegang, Dalang the Neutron Science City; the city points of Hong Kong and Macao are close."""
    near = {
        (mapping["subject_label"], mapping["predicate_id"].rpartition("#")[2], mapping["object_label"])
        for mapping in found
        if mapping.decision == "linked" and mapping["predicate_id"] not in (mappings.EXACT, NOTATION.value)
    }
    assert {
        ("Shenzhen Banxuegang Science City", "broadMatch", "Bantian"),
        ("Dongguan Neutron Science City", "broadMatch", "Dalang"),
        ("Hong Kong", "closeMatch", "Hong Kong"),
        ("Macao", "closeMatch", "Macau"),
    } <= near


def test_links_are_a_named_graph_of_their_own(stated: Corridor) -> None:
    """Every mapping stands in the graph of links, and no other graph has a match."""
    graphs = {
        quad.graph_name.value  # type: ignore[union-attr]
        for quad in stated.stated()
        if quad.predicate.value in mappings.MATCHES or quad.predicate.value.startswith("https://w3id.org/sssom/")
    }
    assert graphs == {f"{BASE}graph/links"}


@pytest.mark.parametrize("name", ["organizations", "people", "places", "plans", "platforms"])
def test_the_links_files_are_as_the_program_writes_them(name: str) -> None:
    """A date of review can be written into them without changing anything else."""
    path = ROOT / "graph" / "links" / f"{name}.ttl"
    text = path.read_text(encoding="utf-8")
    head, prefix, _ = text.partition("@prefix")
    assert head.startswith("# ")
    assert prefix
    assert text == head + turtle.serialize(quad.triple for quad in reading.quads(str(path)))


def test_links_are_listed(run: Run) -> None:
    """All, or those of a thing; with the word list or without it."""
    assert run("links").stdout.splitlines()[-1] == "(289 rows)"
    one = run("links", "songshan-lake")
    assert one.stdout == run("links", "list", "platform:songshan-lake").stdout
    assert "441900401" in one.stdout
    assert one.stdout.count("none found") == 2
    assert run("links", "nowhere").returncode == 2
    assert "did you mean 'suggest'?" in run("links", "suggst").stderr


def test_links_are_written_in_every_format(run: Run, tmp_path: Path) -> None:
    """The same mappings as a table, SSSOM/TSV, Turtle and JSON; the ending of a file tells the format."""
    found = json.loads(run("links", "dongguan", "-f", "json").stdout)
    assert len(found) == 10
    assert {row["decision"] for row in found} == {"linked", "rejected"}
    assert all(row["evidence"] for row in found)
    for name in ("a.sssom.tsv", "a.ttl"):
        assert run("links", "dongguan", "-o", name).returncode == 0
        read = mappings.read(Corridor.open(graph=tmp_path / name).stated())
        assert sorted(mapping.target for mapping in read) == sorted(row["identifier"] for row in found)


def test_a_card_of_schema_org_has_the_same_thing_elsewhere(corridor: Corridor) -> None:
    """Links to what is the same are sameAs there; what was rejected is not."""
    card = corridor.run("schema-org-card", thing="macao").serialize("ntriples")
    assert "<https://schema.org/sameAs> <http://www.wikidata.org/entity/Q14773>" in card
    assert "3395998" not in card


@pytest.mark.parametrize(("confidence", "shown"), [("0.95", 0.95), ("high", "high"), ("INF", "INF"), ("٠", "٠")])
def test_a_confidence_that_is_no_number_stays_as_it_is(confidence: str, shown: object, found: list[Mapping]) -> None:
    """What somebody wrote in place of a number is shown as it stands, in JSON that every reader takes."""
    mapping = found[0].with_slots(confidence=confidence)
    (again,) = mappings.read(Quad(*triple) for triple in mapping.triples())
    listed = json.loads(Links((again,), {}).to_json(), parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert [again["confidence"], listed[0]["confidence"]] == [confidence, shown]
