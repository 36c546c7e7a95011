"""JSON-LD that looks like JSON, by the project's frames or one's own."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corridor_kg import Corridor
from corridor_kg.choices import PARTS
from corridor_kg.files import jsonld
from corridor_kg.rdf.vocabulary import context
from tests.conftest import ROOT


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
    (membership,) = person["memberships"]
    post = membership["fillsPost"]
    assert (post["id"], post["hasRole"]) == ("post:kingmed-diagnostics-chairman", "org-role:chairman")
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


def test_what_belongs_to_a_thing_is_inside_it(corridor: Corridor) -> None:
    """An organization has posts and who fills them, a place ranks and what is said of it, a plan what it gives."""

    def of(thing: str) -> dict[str, Any]:
        return dict(json.loads(corridor.export(things=[thing], evidence=False).text("jsonld")))

    (post,) = of("dongguan-government")["posts"]
    assert [membership["member"]["label"]["en"] for membership in post["filledBy"]] == ["Liang Weidong"]
    (owner,) = of("wang-yuhui-business")["membershipsIn"]
    assert (owner["member"]["id"], owner["hasRole"]) == ("person:wang-yuhui", "org-role:owner")
    city = of("guangzhou")
    ranks = {designation["hasRank"] for designation in city["designations"]}
    assert ranks == {"rank:first-tier-city", "rank:sub-provincial-city"}
    assert {said["id"] for said in city["statementsAbout"]} >= {"strength:china-daily-guangzhou-talent"}
    assert all(platform["designations"] for platform in city["platforms"])
    plan = of("corridor-plan")
    given = Counter(designation["hasRank"] for designation in plan["givenDesignations"])
    assert given == {"rank:core-platform": 10, "rank:innovation-centre": 6}
    assert len(plan["steps"]) == 3
    assert {goal["id"] for goal in plan["aimsAt"]} >= {"goal:china-daily-barriers-removed"}
    claim = of("china-daily-guangzhou-growth-first")
    assert [figure["obsValue"] for figure in claim["claimsFigure"]] == [1]


def test_the_newspaper_comes_with_what_it_says_itself(corridor: Corridor) -> None:
    """In its own voice it is a speaker, as people are."""
    paper = json.loads(corridor.export(things=["organization:china-daily"], evidence=False).text("jsonld"))
    assert "statement:china-daily-complementary" in {said["id"] for said in paper["statements"]}


def test_names_of_earlier_versions_are_read(tmp_path: Path) -> None:
    """JSON-LD that was taken home with 0.1 says the same still."""
    file = tmp_path / "old.jsonld"
    names = (
        "roleName",
        "measureType",
        "countsClass",
        "creditsPhotosTo",
        "isStrengthOf",
        "holds",
        "holders",
        "strengths",
    )
    document = {"@context": "https://w3id.org/corridor-kg/context.jsonld", "id": "place:here"}
    file.write_text(
        json.dumps(
            {
                **document,
                **{name: [{"id": "place:there"}] for name in names if name != "roleName"},
                "roleName": {"en": "mayor"},
            }
        )
    )
    assert len(list(jsonld.quads(str(file)))) == len(names)


def test_ones_own_frame_is_followed(corridor: Corridor, tmp_path: Path) -> None:
    """It selects and nests as JSON-LD framing says."""
    frame = tmp_path / "frame.json"
    frame.write_text('{"type": ["CorePlatform"], "@explicit": true, "label": {}, "isLocatedIn": {"@embed": "@never"}}')
    document = json.loads(corridor.export(include=("stated", "inferred"), frame=frame).text("jsonld"))["graph"]
    things = [one for one in document if "Passage" not in one["type"]]
    assert len(things) == 10
    assert all(isinstance(thing["label"]["en"], str) for thing in things)
    frame.write_text('{"type": "CorePlatform"}')
    with pytest.warns(UserWarning, match="matches nothing"):
        corridor.export(frame=frame).text("jsonld")
    assert {key for thing in things for key in thing} == {"id", "type", "label", "isLocatedIn"}


def test_a_frame_asks_for_what_a_plan_makes_of_a_place(corridor: Corridor, tmp_path: Path) -> None:
    """The ten core platforms, by their rank, from what is stated alone: the frame of the documentation."""
    frame = tmp_path / "frame.json"
    page = (ROOT / "corridor_kg" / "exports" / "README.md").read_text(encoding="utf-8")
    frame.write_text(page.partition("```json\n")[2].partition("```")[0], encoding="utf-8")
    document = json.loads(corridor.export(evidence=False, frame=frame).text("jsonld"))["graph"]
    assert len(document) == 10
    assert all(one["hasRank"] == "rank:core-platform" for one in document)
    assert all(one["isDesignationOf"].keys() == {"id", "type", "label", "isLocatedIn"} for one in document)


def test_the_context_is_inlined_when_asked(corridor: Corridor) -> None:
    """With the terms that are used and no other; the document then needs no other file."""
    document = json.loads(corridor.export(things=["dongguan"], inline_context=True).text("jsonld"))
    assert document["@context"]["label"] == context()["@context"]["label"]
    assert "isEastOf" not in document["@context"]
