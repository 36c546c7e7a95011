"""What each authority is asked about the links to it, and what it is not asked."""

from __future__ import annotations

import re
import time
from collections import Counter
from urllib.parse import urlsplit

import pytest

from corridor_kg import Corridor
from corridor_kg.links.checking import Services, askable, authority_of, check
from corridor_kg.links.dialogues import BATCH
from corridor_kg.model import mappings
from corridor_kg.network.client import USER_AGENT, Client
from tests.links.checking.helpers import CITY, DBR, GN, NOT_ASKED, THING, TRIPLES, WD, link
from tests.support.authority_server import AuthorityServer
from tests.support.loopback import Reply


@pytest.mark.parametrize(
    "target",
    [
        f"{WD}Q1x",
        f"{WD}Q1|Q2",
        f"{WD}P31",
        "https://www.wikidata.org/wiki/Q99999901",
        f"{WD}",
        f"{WD}Q99999901\n",
    ],
)
def test_what_no_identifier_can_be_is_not_asked_about(target: str, server: AuthorityServer, client: Client) -> None:
    """It is wrong as it stands, and would spoil the request."""
    outcome = check([link(target, authority="wikidata"), CITY[0]], client, services=server.services)
    assert [finding[:2] for finding in outcome.findings] == [("violation", "link-malformed")]
    assert f"as in {WD}Q59218; correct it." in outcome.findings[0].message
    assert server.requests[0].fields["ids"] == "Q99999901"
    assert outcome.asked == {"Wikidata": 1}


@pytest.mark.parametrize("target", [f"{DBR}A>B", f"{DBR}A}}}} DROP ALL", f"{DBR}A\\u003E", f'{DBR}A"'])
def test_no_identifier_becomes_part_of_a_query(target: str, server: AuthorityServer, client: Client) -> None:
    """What is not an IRI never reaches SPARQL."""
    outcome = check([link(target, authority="dbpedia"), CITY[2]], client, services=server.services)
    assert [finding.check for finding in outcome.findings] == ["link-malformed"]
    assert server.requests[0].fields["query"].count(DBR) == 1


def test_the_same_iri_may_be_right_for_one_authority_and_wrong_for_another(
    server: AuthorityServer, client: Client
) -> None:
    """A mapping that names the wrong authority is not fine because another one is."""
    wrong = link(f"{WD}Q99999901", authority="geonames", subject_id=f"{THING}-2")
    outcome = check([wrong, CITY[0]], client, services=server.services)
    assert [(it.check, it.thing) for it in outcome.findings] == [("link-malformed", "place:example-2")]
    assert outcome.true == (CITY[0].key,)


def test_only_links_to_the_three_are_asked_about(server: AuthorityServer, client: Client) -> None:
    """Not what is closed, rejected, a code, or of somebody else; codes and others are counted."""
    assert askable([*NOT_ASKED, *CITY]) == CITY
    outcome = check(NOT_ASKED, client, services=server.services)
    assert not server.requests
    assert (outcome.findings, outcome.asked, outcome.others, outcome.true) == ((), {}, 3, ())


def test_the_authority_is_that_of_the_mapping_else_that_of_the_space() -> None:
    """A word of the mapping counts for more than the form of its IRI."""
    labels = [authority and authority.label for authority in map(authority_of, CITY)]
    assert labels == ["Wikidata", "GeoNames", "DBpedia", "Chinese DBpedia"]
    assert authority_of(link(f"{WD}Q99999901", authority="ror")) is None
    named = authority_of(link("https://things.example/1", authority="geonames"))
    assert named is not None
    assert named.space == GN


def test_identifiers_go_in_batches(server: AuthorityServer, client: Client) -> None:
    """Fifty a request, each of them once, one request after the other; whoever waits is told."""
    told: list[int] = []
    links = [link(f"{WD}Q{99999000 + number}") for number in range(2 * BATCH + 1)]
    links += [link(f"{DBR}Example_{number}") for number in range(BATCH + 1)]
    again = [mapping.with_slots(subject_id=f"{THING}-2") for mapping in links]
    outcome = check([*links, *again], client, services=server.services, progress=told.append)
    assert [request.fields["ids"].count("Q") for request in server.asked("wikidata")] == [50, 50, 1]
    assert [request.fields["query"].count(DBR) for request in server.asked("dbpedia")] == [50, 1]
    assert told == [0, 100, 200, 202, 302, 304]
    assert outcome.asked == {"Wikidata": 202, "DBpedia": 102}


def test_requests_are_as_the_services_want_them(server: AuthorityServer, client: Client) -> None:
    """They name the program, and ask for no more than is needed."""
    check(CITY, client, services=server.services)
    assert {request.headers["user-agent"] for request in server.requests} == {USER_AGENT}
    wikidata, geonames, dbpedia, _ = server.requests
    assert wikidata.fields == {
        "action": "wbgetentities",
        "ids": "Q99999901",
        "props": "info|labels|aliases",
        "languages": "en|zh",
        "redirects": "yes",
        "format": "json",
    }
    assert (geonames.path, geonames.headers["accept"]) == ("/99999901/about.rdf", "application/rdf+xml")
    assert (dbpedia.method, dbpedia.headers["accept"]) == ("POST", "application/sparql-results+json")


def test_retry_after_is_obeyed(server: AuthorityServer, client: Client) -> None:
    """The question is asked again when the server says so, and not before."""
    busy = [Reply(status=429, headers={"Retry-After": "1"})]
    server.misbehave["wikidata"] = lambda _, reply: busy.pop() if busy else reply
    start = time.monotonic()
    assert check(CITY[:1], client, services=server.services).true
    assert time.monotonic() - start >= 1
    assert len(server.requests) == 2


def test_every_bundled_link_is_asked_about(corridor: Corridor, client: Client) -> None:
    """Each in a request that its authority understands, and nothing else is asked for."""
    links = askable(mappings.read(corridor.quads()))
    assert len(links) > 30
    with AuthorityServer(triples=TRIPLES) as server:
        outcome = check(links, client, services=server.services)
    assert not [finding for finding in outcome.findings if finding.check in ("link-malformed", "link-not-asked")]
    ids = [f"{WD}{id}" for request in server.asked("wikidata") for id in request.fields["ids"].split("|")]
    features = [f"{GN}{request.path.split('/')[1]}/" for request in server.asked("geonames")]
    queries = [request.fields["query"] for request in server.asked("dbpedia")]
    listed = [iri for query in queries for iri in re.findall(r"<([^>]*/resource/[^>]*)>", query)]
    assert sorted(ids + features + listed) == sorted({mapping.target for mapping in links})
    counted = Counter(found.label for mapping in links if (found := authority_of(mapping)))
    assert outcome.asked == counted
    assert counted.keys() == {"Wikidata", "GeoNames", "DBpedia", "Chinese DBpedia"}


def test_the_addresses_are_those_of_the_authorities() -> None:
    """Where nothing else is said, each is asked at its own."""
    services = Services()
    assert services.geonames == GN
    hosts = [urlsplit(url).hostname for url in (services.wikidata, services.dbpedia)]
    assert hosts == [urlsplit(WD).hostname, urlsplit(DBR).hostname]
