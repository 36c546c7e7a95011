"""JSON-LD that looks like JSON, by the project's frames or one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.choices import PARTS
from corridor_kg.rdf.vocabulary import context


def test_jsonld_looks_like_json(corridor: Corridor) -> None:
    """Short keys, a city with its platforms, figures and goals inside, lists as lists, plain numbers and dates."""
    city = json.loads(corridor.export(things=["dongguan"]).text("jsonld"))
    assert city["@context"]["ckg"] == "https://w3id.org/corridor-kg/ontology#"
    named = json.loads(corridor.export(things=["dongguan"], inline_context=False).text("jsonld"))
    assert named == {**city, "@context": "https://w3id.org/corridor-kg/context.jsonld"}
    assert (city["id"], city["type"], city["label"]) == (
        "place:dongguan",
        ["City"],
        {"en": "Dongguan", "zh-Hans": "东莞市"},
    )
    assert "platform:songshan-lake" in [platform["id"] for platform in city["platforms"]]
    values = {figure["id"]: figure["obsValue"] for figure in city["figures"]}
    assert values["figure:china-daily-dongguan-high-tech-firms-2016"] == 2028
    assert values["figure:china-daily-dongguan-rd-share-of-gdp-2016"] == {"@type": "xsd:decimal", "@value": "2.41"}
    assert city["goals"]
    included = {thing["id"]: thing for thing in city["included"]}
    assert included["period:2016"]["startDate"] == "2016-01-01"
    assert included["passage:china-daily-p13"]["position"] == 13
    assert included["place:guangdong"] == {
        "id": "place:guangdong",
        "type": ["Province"],
        "label": included["place:guangdong"]["label"],
    }
    person = json.loads(corridor.export(things=["liang-yaoming"]).text("jsonld"))
    assert [post["id"] for post in person["holds"]] == ["post:kingmed-diagnostics-chairman"]
    assert person["statements"]
    alone = json.loads(corridor.export(things=["period:2016"], evidence=False).text("jsonld"))
    assert isinstance(alone["type"], list)


def test_each_thing_is_written_once(corridor: Corridor) -> None:
    """Where it belongs; everywhere else it is referred to. What a passage states is in its own graph besides."""
    document = json.loads(corridor.export(include=PARTS).text("jsonld"))
    seen: list[str] = []
    waiting = [document["graph"]]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += [inner for key, inner in value.items() if key != "graph"]
            if "id" in value and len(value) > 1:
                seen.append(value["id"])
    assert len(seen) > 300
    assert sorted(seen) == sorted(set(seen))


def test_ones_own_frame_is_followed(corridor: Corridor, tmp_path: Path) -> None:
    """It selects and nests as JSON-LD framing says."""
    frame = tmp_path / "frame.json"
    frame.write_text('{"type": ["CorePlatform"], "@explicit": true, "label": {}, "isLocatedIn": {"@embed": "@never"}}')
    document = json.loads(corridor.export(frame=frame).text("jsonld"))["graph"]
    things = [one for one in document if one["type"] != ["Passage"]]
    assert len(things) == 10
    assert all(isinstance(thing["label"]["en"], str) for thing in things)
    frame.write_text('{"type": "Organization"}')
    with pytest.warns(UserWarning, match="matches nothing"):
        corridor.export(frame=frame).text("jsonld")
    assert {key for thing in things for key in thing} == {"id", "type", "label", "isLocatedIn"}


def test_the_context_is_inlined_when_asked(corridor: Corridor) -> None:
    """With the terms that are used and no other; the document then needs no other file."""
    document = json.loads(corridor.export(things=["dongguan"], inline_context=True).text("jsonld"))
    assert document["@context"]["label"] == context()["@context"]["label"]
    assert "isEastOf" not in document["@context"]
