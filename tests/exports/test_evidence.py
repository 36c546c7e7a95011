"""Evidence leaves with the facts: as named graphs where a format has them, else derived, and it comes back."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from corridor_kg import Corridor
from corridor_kg.choices import PARTS
from corridor_kg.exports import derived_evidence
from corridor_kg.rdf.terms import DERIVED_FROM
from corridor_kg.rdf.vocabulary import BASE, expand
from tests.conftest import ROOT
from tests.exports.helpers import read_by_engine, read_by_pyld, read_by_rdflib

PASSAGE = f"{BASE}passage/"
CHINA_DAILY = ROOT / "graph" / "china-daily"
WITH_GRAPHS = ("trig", "nquads", "jsonld")
READERS = [
    *((format, reader) for format in WITH_GRAPHS for reader in (read_by_engine, read_by_rdflib)),
    ("jsonld", read_by_pyld),
    ("nquads", read_by_pyld),
]
WITHOUT = ("turtle", "ntriples", "rdfxml")
ENDINGS = {"trig": "trig", "nquads": "nq", "jsonld": "jsonld", "turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf"}


def written(export: Any, format: str, folder: Path) -> Path:
    """Return a file of an export."""
    path = folder / f"there.{ENDINGS[format]}"
    export.write(path)
    return path


def stated(quads: Iterable[ox.Quad]) -> dict[str, set[ox.Triple]]:
    """Return what each passage states."""
    found: dict[str, set[ox.Triple]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(f"{BASE}passage/"):
            found.setdefault(quad.graph_name.value, set()).add(quad.triple)
    return found


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses what it deprecates
@pytest.mark.parametrize(("format", "reader"), READERS)
@pytest.mark.parametrize("things", [(), ("dongguan",), ("songshan-lake", "wang-ruijun")])
def test_passages_are_named_graphs(format: str, reader: Any, things: tuple[str, ...], corridor: Corridor) -> None:
    """Any library reads the same triples in each of them."""
    export = corridor.export(things=things)
    expected = stated(export.selection.quads())
    passages = len(stated(corridor.export().selection.quads()))
    assert len(expected) == passages if not things else 3 < len(expected) < passages
    assert stated(reader(export.text(format).encode(), format)) == expected


@pytest.mark.parametrize("format", WITH_GRAPHS)
def test_what_comes_back_has_its_evidence(format: str, corridor: Corridor, tmp_path: Path) -> None:
    """Each fact of a passage, and what a graph is derived from as a whole."""
    again = Corridor.load(graph=written(corridor.export(), format, tmp_path)).data
    for quad in corridor.data.engine.quads(graph=ox.NamedNode(f"{BASE}passage/china-daily-p25")):
        assert again.evidence.of(quad.triple) == corridor.data.evidence.of(quad.triple)
    latitude = ox.Triple(
        *(ox.NamedNode(expand(name) or "") for name in ("place:guangdong", "ckg:isLocatedIn", "place:china"))
    )
    assert [source.name for source in again.evidence.of(latitude)] == ["geonames"]


@pytest.mark.parametrize("format", [*WITH_GRAPHS, *WITHOUT])
def test_a_mention_keeps_what_it_rests_on_itself(format: str, corridor: Corridor, tmp_path: Path) -> None:
    """Press that tells which year is meant is neither lost nor taken for who states what the passage states."""
    mention = ox.NamedNode(f"{BASE}mention/china-daily-p13-last-year")
    press = ox.Triple(mention, DERIVED_FROM, ox.NamedNode(f"{BASE}source/press-2018-01-10"))
    export = corridor.export(things=["dongguan"])
    assert press in {quad.triple for quad in read_by_engine(export.text(format).encode(), format)}
    again = Corridor.load(graph=written(export, format, tmp_path)).data
    passage = ox.NamedNode(f"{BASE}passage/china-daily-p13")
    derived = {quad.object for quad in again.engine.match(mention, DERIVED_FROM)}
    assert derived == ({press.object} if format in WITH_GRAPHS else {press.object, passage})
    share = ox.NamedNode(f"{BASE}figure/china-daily-dongguan-rd-share-of-gdp-2016")
    measures = ox.Triple(share, ox.NamedNode(expand("ckg:isFigureOf") or ""), ox.NamedNode(f"{BASE}place/dongguan"))
    assert [source.iri for source in again.evidence.of(measures)] == [passage.value]


@pytest.mark.parametrize("graph", [None, CHINA_DAILY])
@pytest.mark.parametrize("format", ["trig", "nquads"])
def test_a_folder_and_one_file_are_the_same_graph(format: str, graph: Path | None, tmp_path: Path) -> None:
    """With the same hash."""
    folder = Corridor.open(graph=graph)
    file = Corridor.open(graph=written(folder.export(), format, tmp_path))
    assert file.export().hash() == folder.export().hash()


def test_a_source_that_is_added_and_removed_leaves_no_trace(tmp_path: Path) -> None:
    """The hash is that of before, and so is what the engine holds."""
    places = ROOT / "graph" / "things"
    before = Corridor.load(graph=places, add=[ROOT / "graph" / "readings"])
    both = Corridor.load(graph=places, add=[ROOT / "graph" / "readings", CHINA_DAILY])
    assert both.export().hash() != before.export().hash()
    engine = both.data.engine
    for origin in both.origins:
        if "china-daily" in str(origin.graph):
            engine.remove(origin.graph)
    ours = ("inferred", "ontology")  # the one is made anew, the other has blank nodes

    def facts(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
        return {quad for quad in quads if not str(quad.graph_name).rstrip(">").endswith(ours)}

    assert facts(engine.quads()) == facts(before.data.engine.quads())
    after = Corridor.load(graph=places, add=[ROOT / "graph" / "readings"])
    assert after.export(include=PARTS).hash() == before.export(include=PARTS).hash()


@pytest.mark.parametrize("format", WITHOUT)
def test_other_formats_carry_what_is_derived(format: str, corridor: Corridor, tmp_path: Path) -> None:
    """Each thing with the passages that state something of it; read back, it is the thing's and not the fact's."""
    export = corridor.export()
    read = read_by_engine(export.text(format).encode(), format)
    dongguan = ox.NamedNode(f"{BASE}place/dongguan")
    sources = {str(quad.object) for quad in read if quad.subject == dongguan and quad.predicate == DERIVED_FROM}
    states = [quad for quad in corridor.data.engine.quads(dongguan) if PASSAGE in str(quad.graph_name)]
    assert sources == {*(str(quad.graph_name) for quad in states), f"<{BASE}source/geonames>"}
    assert sources > {f"<{PASSAGE}china-daily-{name}>" for name in ("p05", "p13", "p25")} | {f"<{PASSAGE}nordic-p03>"}
    again = Corridor.load(graph=written(export, format, tmp_path)).data
    between = ox.Triple(
        dongguan,
        ox.NamedNode(expand("ckg:liesBetweenMembersOf") or ""),
        ox.NamedNode(f"{BASE}group/guangzhou-and-shenzhen"),
    )
    assert "china-daily p05" in {source.name for source in again.evidence.of(between)}


def test_streams_derive_what_the_whole_does(corridor: Corridor) -> None:
    """N-Triples hold nothing in memory, and look for who states what in the files that may tell it alone."""
    quads = list(corridor.export().selection.quads())
    whole = set(derived_evidence.derived(quads, derived_evidence.sources(quads)))
    assert len(whole) > 100
    assert set(derived_evidence.of_origins(corridor.export().selection.origins)) == whole


def test_tables_and_maps_carry_it_too(corridor: Corridor, tmp_path: Path) -> None:
    """As a column, and as a property of each point."""
    corridor.export().write(tmp_path / "tables", format="csv")
    with (tmp_path / "tables" / "cities.csv").open(encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert "passage:china-daily-p25" in rows["place:dongguan"]["evidence"].split("|")
    points = json.loads(corridor.export().text("geojson"))["features"]
    (dongguan,) = [point for point in points if point["properties"]["curie"] == "place:dongguan"]
    assert "passage:china-daily-p25" in dongguan["properties"]["evidence"]


@pytest.mark.parametrize("format", [*WITH_GRAPHS, *WITHOUT])
def test_without_evidence_nothing_speaks_of_a_passage(format: str, corridor: Corridor) -> None:
    """Neither a triple nor the name of a graph; the facts stay."""
    text = corridor.export(evidence=False).text(format)
    assert not re.search(r"passage[:/]china-daily", text)
    assert "liesBetween" in text
    assert "wasDerivedFrom" not in text


def test_a_frame_of_ones_own_brings_the_passages_of_what_it_matches(corridor: Corridor, tmp_path: Path) -> None:
    """And of nothing else; with names of one's own too."""
    for context in (
        "https://w3id.org/corridor-kg/context.jsonld",
        {"name": "http://www.w3.org/2000/01/rdf-schema#label"},
    ):
        frame = tmp_path / "frame.jsonld"
        frame.write_text(json.dumps({"@context": context, "@type": f"{BASE}ontology#Corridor"}), encoding="utf-8")
        text = corridor.export(frame=frame).text("jsonld")
        read = stated(read_by_pyld(text.encode(), "jsonld"))
        east = [triple for triples in read.values() for triple in triples if "isEastOf" in str(triple)]
        assert len(set(east)) == 1
        assert f"{BASE}passage/china-daily-p12" not in read
