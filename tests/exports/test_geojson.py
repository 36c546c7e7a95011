"""GeoJSON is valid and leaves no place out."""

from __future__ import annotations

import json
from decimal import Decimal

from corridor_kg import Corridor


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
    }
    rows = corridor.sparql("SELECT ?thing ?lat ?long { ?thing wgs84:lat ?lat ; wgs84:long ?long }")
    assert found == {tuple(row) for row in rows}  # type: ignore[union-attr]
    assert len(found) == 5
    dongguan = next(feature for feature in collection["features"] if feature["id"].endswith("/dongguan"))
    assert dongguan["properties"]["label_zh-Hans"] == "东莞市"
    assert dongguan["properties"]["isLocatedIn"] == ["place:guangdong", "place:innovation-corridor"]
    assert json.loads(corridor.export().text("geojson")) == json.loads(json.dumps(collection))
