"""GeoJSON is valid and leaves no place out."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import OutputFailed

WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"


def exported(folder: Path, *statements: str) -> str:
    """Return the GeoJSON of a graph that says something of one thing."""
    file = folder / "own.nt"
    file.write_text("".join(f"<http://e.org/a> {statement} .\n" for statement in statements), encoding="utf-8")
    return Corridor.open(graph=file).export().text("geojson")


def test_geojson_is_valid_and_has_every_coordinate(corridor: Corridor) -> None:
    """By the geojson library; longitude first, each where GeoNames has it."""
    import geojson

    collection = geojson.loads(corridor.export().text("geojson"))
    assert collection.is_valid
    found = {
        (
            feature["id"],
            Decimal(str(feature["geometry"]["coordinates"][1])),
            Decimal(str(feature["geometry"]["coordinates"][0])),
        )
        for feature in collection["features"]
        if "placedAt" not in feature["properties"]
    }
    rows = corridor.sparql("SELECT ?thing ?lat ?long { ?thing wgs84:lat ?lat ; wgs84:long ?long }")
    assert found == {tuple(row) for row in rows}  # type: ignore[union-attr]
    assert len(found) == 9
    dongguan = next(feature for feature in collection["features"] if feature["id"].endswith("/dongguan"))
    assert dongguan["properties"]["label_zh-Hans"] == "东莞市"
    assert dongguan["properties"]["isLocatedIn"] == ["place:guangdong", "place:innovation-corridor"]
    assert json.loads(corridor.export().text("geojson")) == json.loads(json.dumps(collection))


def test_what_lies_in_a_city_stands_at_its_place_and_says_so(corridor: Corridor) -> None:
    """Each platform and company, with the city that lends its coordinates; a part tells it like the whole."""
    features = {feature["id"]: feature for feature in json.loads(corridor.export().text("geojson"))["features"]}
    rows = corridor.sparql("SELECT DISTINCT ?platform { ?platform a ckg:Platform }")
    assert {row.platform for row in rows} <= set(features)  # type: ignore[union-attr]
    lake = features["https://w3id.org/corridor-kg/platform/songshan-lake"]
    city = features["https://w3id.org/corridor-kg/place/dongguan"]
    assert lake["geometry"] == city["geometry"]
    assert lake["properties"]["placedAt"] == "place:dongguan"
    assert "placedAt" not in city["properties"]
    (part,) = json.loads(corridor.export(things=["songshan-lake"]).text("geojson"))["features"]
    assert part == lake


def test_what_has_coordinates_of_its_own_keeps_them(tmp_path: Path) -> None:
    """Wherever it lies."""
    file = tmp_path / "own.ttl"
    file.write_text(
        "@prefix platform: <https://w3id.org/corridor-kg/platform/> .\n"
        f"platform:songshan-lake <{WGS84}lat> 22.9 ; <{WGS84}long> 113.9 .\n",
        encoding="utf-8",
    )
    (lake,) = json.loads(Corridor.open(add=file).export(things=["songshan-lake"]).text("geojson"))["features"]
    assert lake["geometry"]["coordinates"] == [113.9, 22.9]
    assert "placedAt" not in lake["properties"]


@pytest.mark.parametrize("latitude", ['"９"', '"1_0"', '" 5 "', '"INF"', '"nan"', '"91"', '"5.5"^^<XSD#integer>'])
def test_only_numbers_of_xml_schema_are_degrees(latitude: str, tmp_path: Path) -> None:
    """What Python alone takes for a number is refused, with what to write instead."""
    literal = latitude.replace("XSD", "http://www.w3.org/2001/XMLSchema")
    with pytest.raises(OutputFailed, match="write degrees from -90 to 90"):
        exported(tmp_path, f"<{WGS84}lat> {literal}", f'<{WGS84}long> "1"')


def test_a_point_is_one_that_was_stated(tmp_path: Path) -> None:
    """Of two latitudes none is taken, and one number that is written in two ways is one latitude."""
    longitude = f'<{WGS84}long> "1.5"'
    with pytest.raises(OutputFailed, match=r"e\.org/a has wgs84:lat 10\.5 and 9\.5, and a point has one; leave one"):
        exported(tmp_path, f'<{WGS84}lat> "9.5"', f'<{WGS84}lat> "10.5"', longitude)
    (feature,) = json.loads(exported(tmp_path, f'<{WGS84}lat> "9.5"', f'<{WGS84}lat> "9.50"', longitude))["features"]
    assert feature["geometry"]["coordinates"] == [1.5, 9.5]


def test_the_label_is_the_english_one_else_one_without_a_language(tmp_path: Path) -> None:
    """In whatever order names are stated, the label that maps show is the same, and other languages have their own."""
    point, label = (f'<{WGS84}lat> "1"', f'<{WGS84}long> "1"'), "<http://www.w3.org/2000/01/rdf-schema#label>"
    for names, shown in ((['"English"@en', '"aa"', '"British"@en-GB'], "English"), (['"aa"', '"British"@en-GB'], "aa")):
        for several in (names, names[::-1]):
            text = exported(tmp_path, *point, *(f"{label} {name}" for name in several))
            properties = json.loads(text)["features"][0]["properties"]
            assert (properties["label"], properties["label_en-GB"]) == (shown, "British")
