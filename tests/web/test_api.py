"""Stored queries and things over HTTP say what the library and the command line say."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse

from corridor_kg import Corridor
from corridor_kg.cli.main import cli
from corridor_kg.questions.stored_queries import STORED
from corridor_kg.web.api import TRIPLES, endings
from tests.support.serving import Site

CITY = {"city": "dongguan"}


@pytest.mark.parametrize("name", [name for name, query in STORED.items() if query.endpoint is None])
def test_library_command_line_and_http_say_the_same(name: str, site: Site, corridor: Corridor) -> None:
    """Each stored query, with what it needs, in the first format of its kind."""
    query = STORED[name]
    needed = {one.name: "dongguan" for one in query.parameters if one.required and query.default(one.name) is None}
    ending, (format, _) = next(iter(endings(query).items()))
    library = corridor.run(name, **needed).serialize(format).encode()
    answer = site.get(f"/queries/{name}.{ending}", **needed)
    assert (answer.status_code, answer.content) == (200, library)
    given = [f"{key}={value}" for key, value in needed.items()]
    line = CliRunner().invoke(cli, ["run", name, *given, "--format", format, "--no-config"])
    assert line.stdout_bytes == library


@pytest.mark.parametrize("name", ["core-platforms", "is-in-corridor", "platforms-in-schema-org", "cities"])
def test_every_ending_has_its_media_type(name: str, site: Site) -> None:
    """Those that the answer's kind has."""
    needed = {one.name: "dongguan" for one in STORED[name].parameters if one.required}
    for ending, (_, media_type) in endings(STORED[name]).items():
        answer = site.get(f"/queries/{name}.{ending}", **needed)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, media_type), ending


def test_several_values_ask_for_either(site: Site, corridor: Corridor) -> None:
    """As a list does in Python."""
    answer = site.get("/queries/core-platforms.csv", city=["dongguan", "shenzhen"])
    assert answer.text == corridor.run("core-platforms", city=["dongguan", "shenzhen"]).serialize("csv")


@pytest.mark.parametrize(
    ("status", "path", "told"),
    [
        (404, "/queries/core-platform.csv", "core-platforms"),
        (404, "/queries/cities.ttl", ".csv"),
        (404, "/queries/core-platforms.csv?city=dongguam", "dongguan"),
        (400, "/queries/core-platforms.csv?town=dongguan", "no parameter 'town'"),
        (403, "/queries/area-in-wikidata.csv", "needs the network"),
        (404, "/queries/..%2F..%2Fgraph.csv", "Nothing is at"),
        (404, "/place/nowhere.ttl", "nowhere"),
        (404, "/place/nowhere", "Nothing is at"),
    ],
)
def test_what_is_wrong_is_told_in_the_words_of_the_library(site: Site, status: int, path: str, told: str) -> None:
    """With the status that fits."""
    answer = site.request("GET", path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told in json.loads(answer.text)["detail"]


@pytest.mark.parametrize("ending", TRIPLES)
def test_a_thing_is_found_by_content_negotiation(site: Site, corridor: Corridor, ending: str) -> None:
    """303 to what is told of it, which is what `describe` tells."""
    format, media_type = TRIPLES[ending]
    led = site.get("/place/dongguan", media_type)
    assert (led.status_code, led.headers["location"]) == (303, f"/place/dongguan.{ending}")
    told = site.get(led.headers["location"])
    assert told.text == corridor.describe("place:dongguan").serialize(format)
    assert told.headers["content-type"].partition(";")[0] == media_type


def test_the_catalogue_and_the_description_have_every_query(site: Site) -> None:
    """With its parameters, of which those that must be given are marked."""
    listed = {entry["name"]: entry for entry in site.get("/queries.json").json()}
    assert set(listed) == set(STORED)
    told = site.get("/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    for name, query in STORED.items():
        assert [one["name"] for one in listed[name]["parameters"]] == [one.name for one in query.parameters]
        for ending in endings(query):
            operation = told["paths"][f"/queries/{name}.{ending}"]["get"]
            assert [one["name"] for one in operation["parameters"]][:-1] == [one.name for one in query.parameters]
            assert operation["summary"] == query.summary


def test_the_data_set_describes_itself(site: Site) -> None:
    """Where crawlers look for it."""
    quads = list(parse(site.get("/.well-known/void").content, RdfFormat.TURTLE))
    assert any("void" in quad.predicate.value or "dcat" in str(quad.object) for quad in quads)
