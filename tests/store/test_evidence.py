"""Who states a triple: the passage whose graph it stands in, what a graph is derived from, a reading, or the thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Triple

from corridor_kg import Corridor
from corridor_kg.rdf.terms import INFERRED
from corridor_kg.rdf.vocabulary import BASE, expand
from corridor_kg.store.evidence import Source, ordered


def triple(subject: str, predicate: str, value: str) -> Triple:
    """Return a triple of names with prefixes."""
    subject, predicate, value = (expand(name) or name for name in (subject, predicate, value))
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


@pytest.mark.parametrize(
    ("fact", "names"),
    [
        (("place:dongguan", "ckg:liesBetweenMembersOf", "group:guangzhou-and-shenzhen"), ["china-daily p25"]),
        (("place:guangzhou", "ckg:isCapitalOf", "place:guangdong"), ["china-daily p11"]),
        (("place:guangzhou", "ckg:isLocatedIn", "place:guangdong"), ["china-daily p01", "geonames"]),
        (
            ("designation:corridor-plan-songshan-lake", "ckg:hasRank", "rank:core-platform"),
            ["china-daily p14", "china-daily p17", "guihuayun p03"],
        ),
        (("place:guangdong", "ckg:isLocatedIn", "place:china"), ["geonames"]),
        (("place:dongguan", "rdf:type", "ckg:City"), []),
    ],
)
def test_a_fact_names_the_passages_that_state_it(
    fact: tuple[str, str, str], names: list[str], corridor: Corridor
) -> None:
    """And no passage that states something else of the same thing."""
    assert [source.name for source in corridor.data.evidence.of(triple(*fact))] == names


def test_each_triple_of_a_passage_names_the_passage(corridor: Corridor) -> None:
    """Whatever it is about; of what is inferred nobody is named."""
    counted = 0
    for quad in corridor.data.engine.quads():
        graph = quad.graph_name
        if isinstance(graph, NamedNode) and graph.value.startswith(f"{BASE}passage/"):
            counted += 1
            assert graph.value in {source.iri for source in corridor.data.evidence.of(quad.triple)}
    assert counted > 500
    inferred = next(corridor.data.engine.quads(graph=INFERRED))
    assert corridor.data.evidence.of(inferred.triple) == ()


def test_a_reading_names_its_sources_and_its_ground(corridor: Corridor) -> None:
    """A link names those of its mapping, also where it is a code."""
    read = triple("platform:pazhou", "ckg:isLocatedIn", "place:guangzhou")
    assert len(corridor.data.evidence.of(read)) == 2
    (ground,) = corridor.data.evidence.grounds(read)
    assert "places it in Haizhu District of Guangzhou" in ground
    codes = [quad.triple for quad in corridor.data.engine.quads(predicate=NamedNode(expand("skos:notation") or ""))]
    linked = [one for one in codes if one.object.datatype.value.startswith(f"{BASE}authority/")]  # type: ignore[union-attr]
    assert len(linked) > 10
    assert all(corridor.data.evidence.of(one) for one in linked)


def test_a_file_without_named_graphs_speaks_of_the_thing(tmp_path: Path) -> None:
    """What it is derived from is taken for its triples there, and not for those that stand elsewhere."""
    file = tmp_path / "own.ttl"
    file.write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> . @prefix place: <https://w3id.org/corridor-kg/place/> ."
        " @prefix prov: <http://www.w3.org/ns/prov#> . @prefix source: <https://w3id.org/corridor-kg/source/> ."
        " place:dongguan ckg:isLocatedIn place:pearl-river-delta ; prov:wasDerivedFrom source:geonames .",
        encoding="utf-8",
    )
    evidence = Corridor.load(add=[file]).data.evidence
    own = triple("place:dongguan", "ckg:isLocatedIn", "place:pearl-river-delta")
    assert [source.name for source in evidence.of(own)] == ["geonames"]
    between = triple("place:dongguan", "ckg:liesBetweenMembersOf", "group:guangzhou-and-shenzhen")
    assert [source.name for source in evidence.of(between)] == ["china-daily p25"]


@settings(max_examples=50)
@given(numbers=st.lists(st.integers(0, 10**6), min_size=1, unique=True))
def test_passages_stand_in_the_order_of_the_article(numbers: list[int]) -> None:
    """A hundredth passage after the tenth; a number counts as a number."""
    sources = [Source(f"daily p{number}", f"x:{number}") for number in numbers]
    assert [source.name for source in ordered(sources)] == [f"daily p{number}" for number in sorted(numbers)]
