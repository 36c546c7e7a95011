"""The cards that search engines read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld as pyld

from corridor_kg import Corridor
from corridor_kg.errors import OutputFailed
from corridor_kg.links.profiles import profiles
from corridor_kg.rdf.vocabulary import BASE, RDFS, XSD


@pytest.mark.parametrize(
    "thing", ["dongguan", "innovation-corridor", "songshan-lake", "kingmed-diagnostics", "wang-ruijun"]
)
def test_schema_org_is_what_search_engines_read(thing: str, corridor: Corridor) -> None:
    """Only terms of schema.org; one class, one name; what is said follows from the graph."""
    document = json.loads(corridor.export(things=[thing]).text("schema-org"))
    assert document["@context"] == "https://schema.org"
    waiting: list[Any] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
            assert isinstance(value["@type"], str)
            assert all(name in rdflib.SDO for name in value if name[0] != "@")
            assert value["@type"] in rdflib.SDO
            assert isinstance(value.get("name", ""), str)
    expanded = pyld.to_rdf(
        {**document, "@context": {"@vocab": "https://schema.org/"}}, {"format": "application/n-quads"}
    )
    store = corridor.store
    own = [quad for quad in ox.parse(expanded, ox.RdfFormat.N_QUADS) if quad.subject == corridor.resolve(thing)]
    assert own
    for quad in own:
        if isinstance(quad.object, ox.NamedNode):
            name = quad.predicate.value.removeprefix("https://schema.org/")
            if name not in ("sameAs", "subjectOf"):
                assert next(store.quads_for_pattern(quad.subject, quad.predicate, quad.object), None) is not None, quad


def test_every_thing_that_schema_org_knows_has_a_card(corridor: Corridor) -> None:
    """No card is endless; a claim has its speaker; what has no class in schema.org is refused in words."""
    written = 0
    for name in sorted({str(quad.subject)[1:-1] for quad in corridor.export(evidence=False).selection.quads()}):
        if "/dataset/" in name:
            continue
        types = corridor.store.quads_for_pattern(ox.NamedNode(name), ox.NamedNode(str(rdflib.RDF.type)), None)
        known = any(str(quad.object).startswith("<https://schema.org/") for quad in types)
        if known:
            assert json.loads(corridor.export(things=[name]).text("schema-org"))["@id"] == name
            written += 1
        else:
            with pytest.raises(OutputFailed, match=r"schema\.org has no class"):
                corridor.export(things=[name]).text("schema-org")
    assert written > 100
    claim = json.loads(corridor.export(things=["china-daily-benefits-wider-region"], evidence=False).text("schema-org"))
    assert claim["author"]["name"] == "Wang Ruijun"
    assert "subjectOf" not in claim


def test_what_is_referred_to_has_a_class_and_a_name(corridor: Corridor) -> None:
    """In a part, every reference to the project's own things can be read, codes too."""
    for name in ("dongguan", "songshan-lake", "wang-ruijun", "china-daily-corridor-length"):
        quads = list(corridor.export(things=[name]).selection.quads())
        labelled = {quad.subject for quad in quads if quad.predicate.value.endswith("#label")}
        named = {
            quad.object for quad in quads if str(quad.object).startswith(f"<{BASE}") and "#" not in str(quad.object)
        }
        assert len(named) > 5
        assert {str(thing) for thing in named - labelled} <= {"<https://w3id.org/corridor-kg/source/geonames>"}


@pytest.mark.parametrize(
    ("latitudes", "told"),
    [
        (['"２３"'], "'２３'; write degrees from -90 to 90"),
        (['"1_0"'], "'1_0'; write degrees"),
        (['"INF"^^xsd:double'], "'INF'; write degrees"),
        (["91"], "'91'; write degrees"),
        (["23.0", "24.0"], "and a point has one"),
    ],
)
def test_a_card_has_the_coordinates_of_one_point(latitudes: list[str], told: str, tmp_path: Path) -> None:
    """In degrees, as in GeoJSON; and what is none is no ground for a link either."""
    file = tmp_path / "own.ttl"
    file.write_text(
        f"@prefix xsd: <{XSD}> . @prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .\n"
        f'<{BASE}place/here> a <https://schema.org/City> ; <{RDFS}label> "Here"@en ; wgs84:long 113.0 ;\n'
        f"    wgs84:lat {', '.join(latitudes)} .\n",
        encoding="utf-8",
    )
    corridor = Corridor.load(add=[file])
    with pytest.raises(OutputFailed, match=f"place:here has schema:latitude .*{told}"):
        corridor.export(things=["here"]).text("schema-org")
    assert profiles(corridor.data, ["here"])[0].point is None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ('"INF"^^xsd:double', "INF"),
        ('"-INF"^^xsd:float', "-INF"),
        ('"NaN"^^xsd:double', "NaN"),
        ('"1e999"^^xsd:double', "INF"),
        ('"2.50"^^xsd:decimal', 2.5),
        ('"TRUE"^^xsd:boolean', "TRUE"),
        ('"2017-01-01T10:00:00Z"^^xsd:dateTime', "2017-01-01T10:00:00Z"),
    ],
)
def test_a_card_is_json_whatever_its_values_are(value: str, written: object, tmp_path: Path) -> None:
    """What JSON has no number for stays the text that it was."""

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    file = tmp_path / "own.ttl"
    file.write_text(
        f"@prefix xsd: <{XSD}> . @prefix sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#> .\n"
        f"<{BASE}figure/endless> a <{BASE}ontology#Figure> ; <{RDFS}label> "
        f'"Endless"@en, "Ohne Ende"@de, "Sans fin"@fr ; sdmx-measure:obsValue {value} .\n',
        encoding="utf-8",
    )
    text = Corridor.load(add=[file]).export(things=["endless"]).text("schema-org")
    assert json.loads(text, parse_constant=refuse)["value"] == written
