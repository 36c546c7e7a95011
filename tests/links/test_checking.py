"""Upkeep of links: what is asked of whom, what is understood, and what is never taken for fine."""

from __future__ import annotations

import json
import re
import shutil
import socket
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import rdflib
from pyoxigraph import NamedNode
from rdflib import RDF, SH

from corridor_kg import Corridor
from corridor_kg.errors import ServiceFailed
from corridor_kg.files import reading
from corridor_kg.files.line_numbers import Place
from corridor_kg.links.checking import Outcome, Services, askable, authority_of, check
from corridor_kg.links.dialogues import BATCH
from corridor_kg.model import mappings
from corridor_kg.model.authorities import known
from corridor_kg.model.mappings import LITERAL, NEGATED, NO_TERM, Mapping
from corridor_kg.network.client import USER_AGENT, Client
from corridor_kg.rdf.vocabulary import SKOS, Json, prefixes
from corridor_kg.reports.report import FORMATS
from tests.conftest import ROOT, Run
from tests.support.authority_server import AuthorityServer, Misbehaviour, Request, rdf
from tests.support.loopback import Reply

AUTHORITY = prefixes()["authority"]
WD, GN, DBR, DBR_ZH = (known()[name].space for name in ("wikidata", "geonames", "dbpedia", "dbpedia-zh"))
THING = "https://w3id.org/corridor-kg/place/example"

ITEMS: dict[str, str | dict[str, str]] = {
    "Q99999901": {"en": "Example City", "zh": "例市"},
    "Q99999902": "Q99999901",
    "Q99999904": {"en": "Example Town"},
    "Q99999905": {},
}
FEATURES: dict[str, str | tuple[str, ...]] = {
    "99999901": ("Example City", "例市", "Exempli Urbs"),
    "99999902": "99999901",
}
TRIPLES = """
    @prefix dbo: <http://dbpedia.org/ontology/> .
    @prefix dbr: <http://dbpedia.org/resource/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    dbr:Example_City rdfs:label "Example City"@en, "例市"@zh, "Beispielstadt"@de ;
        owl:sameAs <http://zh.dbpedia.org/resource/例市> .
    dbr:Old_Example rdfs:label "Old Example"@en ; dbo:wikiPageRedirects dbr:Example_City .
    dbr:Example rdfs:label "Example"@en ; dbo:wikiPageDisambiguates dbr:Example_City, dbr:Old_Example .
    dbr:Elsewhere dbo:wikiPageWikiLink dbr:Nothing_Example .
"""

HTML = Reply(b"<!doctype html><title>Welcome</title>", media_type="text/html")
DOWN = Reply(status=500)


@pytest.fixture
def server() -> Iterator[AuthorityServer]:
    """The three authorities."""
    with AuthorityServer(items=ITEMS, features=FEATURES, triples=TRIPLES) as server:
        yield server


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A client that soon loses its patience; one for all, since certificates take long to load."""
    with Client(seconds=2) as client:
        yield client


def link(target: str, label: str = "Example City", *, authority: str = "", **slots: str) -> Mapping:
    """Return a link to a target; that it is elsewhere is all that matters."""
    given = {
        "subject_id": THING,
        "subject_label": "Example",
        "predicate_id": f"{SKOS}exactMatch",
        "object_id": target,
        "object_label": label,
        "object_source": authority and AUTHORITY + authority,
    }
    return Mapping({}).with_slots(**{**given, **slots})


def found(outcome: Outcome) -> list[tuple[str, str, str, str]]:
    """Return severity, check, value and replacement of each finding."""
    return [(it.severity, it.check, it.value, it.replacement) for it in outcome.findings]


def always(reply: Reply) -> Misbehaviour:
    """Return a misbehaviour that answers the same to everything."""
    return lambda _, __: reply


CITY = [link(f"{WD}Q99999901"), link(f"{GN}99999901/"), link(f"{DBR}Example_City"), link(f"{DBR_ZH}例市", "例市")]
"""Links to the city in each authority, all of them true."""


# -- What is found ----


def test_what_is_still_the_same_is_true(server: AuthorityServer, client: Client) -> None:
    """Nothing is found; the keys of the mappings say what may have a new date; the summary says what was asked."""
    outcome = check(CITY, client, services=server.services)
    assert outcome.findings == ()
    assert outcome.true == tuple(sorted(mapping.key for mapping in CITY))
    assert outcome.summary == (
        "nothing found (4 links asked about: 1 of Wikidata, 1 of GeoNames, 1 of DBpedia, 1 of Chinese DBpedia; "
        "0 that nobody can be asked about)"
    )


@pytest.mark.parametrize(
    ("target", "new", "who"),
    [
        (f"{WD}Q99999902", f"{WD}Q99999901", "Wikidata"),
        (f"{GN}99999902/", f"{GN}99999901/", "GeoNames"),
        (f"{DBR}Old_Example", f"{DBR}Example_City", "DBpedia"),
    ],
)
def test_what_has_moved_has_a_new_identifier(
    target: str, new: str, who: str, server: AuthorityServer, client: Client
) -> None:
    """It is in the message for people, and in a place of its own for tools."""
    outcome = check([link(target)], client, services=server.services)
    (finding,) = outcome.findings
    assert (finding.severity, finding.check, finding.replacement) == ("violation", "link-moved", new)
    assert finding.message.startswith(f"{who} has it as {new} now; link to that if")
    assert (finding.thing, finding.label, finding.property) == ("place:example", "Example", "skos:exactMatch")
    assert outcome.true == ()
    assert outcome.asked == {who: 1}


@pytest.mark.parametrize("target", [f"{WD}Q99999903", f"{GN}99999903/", f"{DBR}Nothing_Example"])
def test_what_is_deleted_is_a_violation(target: str, server: AuthorityServer, client: Client) -> None:
    """That others still link to it does not mean that it is there."""
    outcome = check([link(target)], client, services=server.services)
    assert [finding[:2] for finding in outcome.findings] == [("violation", "link-gone")]
    assert "no longer knows it; look for another identifier" in outcome.findings[0].message
    assert outcome.true == ()


def test_a_number_that_no_item_can_have_spoils_no_other(server: AuthorityServer, client: Client) -> None:
    """Wikidata refuses a whole request for it; the others are asked about again."""
    bad = [link(f"{WD}Q99999999999"), link(f"{WD}Q99999999998")]
    outcome = check([bad[0], CITY[0], bad[1]], client, services=server.services)
    assert [finding.check for finding in outcome.findings] == ["link-gone", "link-gone"]
    assert outcome.true == (CITY[0].key,)
    assert [request.fields["ids"].count("Q") for request in server.asked("wikidata")] == [3, 2, 1]


def test_a_page_of_namesakes_is_a_violation(server: AuthorityServer, client: Client) -> None:
    """The article has another title now, and its own lists them all."""
    outcome = check([link(f"{DBR}Example", "Example")], client, services=server.services)
    assert [finding[:2] for finding in outcome.findings] == [("violation", "link-ambiguous")]


def test_a_chinese_resource_that_dbpedia_does_not_name_may_be_true_or_not(
    server: AuthorityServer, client: Client
) -> None:
    """It has no server that could be asked, so it is neither fine nor gone."""
    outcome = check([link(f"{DBR_ZH}无", "无")], client, services=server.services)
    assert [finding[:2] for finding in outcome.findings] == [("warning", "link-unconfirmed")]
    assert outcome.true == ()


@pytest.mark.parametrize("target", [f"{WD}Q99999901", f"{GN}99999901/", f"{DBR}Example_City"])
@pytest.mark.parametrize(
    ("label", "finding"),
    [
        ("Example City", None),
        ("example city ", None),
        ("", None),
        ("Exampel Cities", ("info", "link-renamed")),
        ("Zzyzx", ("warning", "link-other-name")),
    ],
)
def test_names_are_compared(
    target: str, label: str, finding: tuple[str, str] | None, server: AuthorityServer, client: Client
) -> None:
    """A like name is a correction, and the link still true; another name may be another thing."""
    outcome = check([link(target, label)], client, services=server.services)
    assert [it[:2] for it in outcome.findings] == ([finding] if finding else [])
    assert bool(outcome.true) is (finding is None or finding[0] == "info")
    assert all(f"is now 'Example City', here '{label}'; " in it.message for it in outcome.findings)


@pytest.mark.parametrize("target", [f"{WD}Q99999901", f"{DBR}Example_City"])
def test_a_chinese_name_is_as_good(target: str, server: AuthorityServer, client: Client) -> None:
    """A link may be labelled in either language."""
    assert not check([link(target, "例市")], client, services=server.services).findings


@pytest.mark.parametrize(
    ("target", "label"),
    [(f"{GN}99999901/", "Exempli Urbs"), (f"{GN}99999901/", "例市"), (f"{WD}Q99999901", "Old 例市")],
)
def test_what_else_it_is_called_counts_as_alike(
    target: str, label: str, server: AuthorityServer, client: Client
) -> None:
    """The name has changed, yet nobody has to see whether the thing has."""
    outcome = check([link(target, label)], client, services=server.services)
    assert [finding[:2] for finding in outcome.findings] == [("info", "link-renamed")]
    assert outcome.true


def test_a_missing_name_is_not_fine(server: AuthorityServer, client: Client) -> None:
    """Nothing says that the item is still what it was."""
    outcome = check([link(f"{WD}Q99999905")], client, services=server.services)
    assert [finding[:2] for finding in outcome.findings] == [("warning", "link-other-name")]
    assert outcome.findings[0].message.startswith("It has no name there to compare with 'Example City';")
    assert outcome.true == ()


def test_the_worst_comes_first(server: AuthorityServer, client: Client) -> None:
    """By severity, then by check."""
    targets = [f"{WD}Q99999904", f"{WD}Q99999903", f"{GN}99999902/", f"{DBR_ZH}无"]
    outcome = check([link(target) for target in targets], client, services=server.services)
    checks = [finding.check for finding in outcome.findings]
    assert checks == ["link-gone", "link-moved", "link-unconfirmed", "link-renamed"]


# -- What is asked ----


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


NOT_ASKED = [
    link(NO_TERM, authority="wikidata"),
    link(f"{WD}Q99999903", predicate_modifier=NEGATED),
    link("", "441900", authority="gbt2260", object_type=LITERAL),
    link("https://ror.org/00tjzgn92", authority="ror"),
    link("https://things.example/1"),
]


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


# -- Reports ----


def test_every_form_has_the_new_identifier(server: AuthorityServer, client: Client) -> None:
    """And the line, where the caller can tell it."""
    moved = link(f"{WD}Q99999902")
    place = {moved.key: Place("graph/links/places.ttl", 7)}
    outcome = check([moved, *NOT_ASKED], client, services=server.services, locate=lambda it: place.get(it.key))
    for format in FORMATS:
        assert f"{WD}Q99999901" in outcome.write(format), format
    document = json.loads(outcome.to_json())
    assert document["findings"][0]["replacement"] == f"{WD}Q99999901"
    assert (document["asked"], document["others"], document["true"]) == ({"Wikidata": 1}, 3, [])
    assert "graph/links/places.ttl:7" in outcome.to_text()
    assert outcome.to_text().endswith(
        "1 violation (1 link asked about: 1 of Wikidata; 3 that nobody can be asked about)\n"
    )
    assert outcome.to_github().startswith("::error file=graph/links/places.ttl,line=7,title=link-moved")
    result = json.loads(outcome.to_sarif())["runs"][0]["results"][0]
    assert result["properties"] == {"replacement": f"{WD}Q99999901"}
    graph = rdflib.Graph().parse(data=outcome.to_turtle(), format="turtle")
    (node,) = graph.subjects(RDF.type, SH.ValidationResult)
    assert graph.value(node, SH.focusNode) == rdflib.URIRef(THING)


# -- Authorities that misbehave ----


@pytest.mark.parametrize("service", ["wikidata", "geonames", "dbpedia"])
@pytest.mark.parametrize("reply", [DOWN, Reply(b"{", pause=0.1), HTML, Reply(), Reply(b"[]"), Reply(status=403)])
def test_what_one_authority_fails_to_say_is_a_warning(
    service: str, reply: Reply, server: AuthorityServer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its links are not true, those of the others are."""
    monkeypatch.setattr(client, "seconds", 1)
    slow = Reply(b" " * 100, pause=reply.pause) if reply.pause else reply
    server.misbehave[service] = always(slow)
    outcome = check(CITY, client, services=server.services)
    silent = {"wikidata": CITY[:1], "geonames": CITY[1:2], "dbpedia": CITY[2:]}[service]
    assert {finding[:2] for finding in outcome.findings} == {("warning", "link-not-asked")}
    assert outcome.true == tuple(sorted(mapping.key for mapping in CITY if mapping not in silent))
    assert sum(outcome.asked.values()) == len(CITY) - len(silent)
    for finding in outcome.findings:
        assert re.fullmatch(r"\w[\w ]+ could not be asked about it: http://[^?]+; [^?]+\.", finding.message)


def test_who_is_down_is_not_asked_again(server: AuthorityServer, client: Client) -> None:
    """What it said before stays; the rest is a warning each."""
    links = [link(f"{GN}{99999901 + number}/") for number in (0, 5, 6)]
    server.misbehave["geonames"] = lambda request, reply: reply if "01/" in request.path else Reply(status=400)
    outcome = check([*links, *CITY[:1]], client, services=server.services)
    assert [finding.check for finding in outcome.findings] == ["link-not-asked"] * 2
    assert len(outcome.true) == 2
    assert len(server.asked("geonames")) == 2


def test_an_answer_that_is_not_understood_spoils_no_other(server: AuthorityServer, client: Client) -> None:
    """The feature after it is asked about all the same."""
    server.misbehave["geonames"] = lambda request, reply: HTML if "09/" in request.path else reply
    outcome = check([link(f"{GN}99999909/"), CITY[1]], client, services=server.services)
    assert [finding.check for finding in outcome.findings] == ["link-not-asked"]
    assert outcome.true == (CITY[1].key,)


def entities(entity: Json) -> Reply:
    """Return an answer of Wikidata about the first item."""
    return Reply.of({"entities": {"Q99999901": entity}})


@pytest.mark.parametrize(
    "reply",
    [
        Reply.of({}),
        Reply.of({"entities": []}),
        Reply.of({"entities": {}}),
        Reply.of({"entities": {"Q99999902": {"id": "Q99999902"}}}),
        Reply.of({"error": None}),
        Reply.of({"error": {"code": "maxlag", "info": "Waiting for db1: 6 seconds lagged", "lag": 6}}),
        Reply.of({"error": {"code": "no-such-entity", "id": "Q5"}}),
        Reply.of({"error": {"code": ["x"], "info": {"\ud800": 1}}}),
        Reply(b"[" * 100_000),
        entities(None),
        entities([]),
        entities({"labels": {}}),
        entities({"id": 5, "labels": {}}),
        entities({"id": "P31", "labels": {}}),
    ],
)
def test_nonsense_of_wikidata_is_not_understood(reply: Reply, server: AuthorityServer, client: Client) -> None:
    """It says nothing, neither that the item is fine nor that it is gone."""
    server.misbehave["wikidata"] = always(reply)
    outcome = check(CITY[:2], client, services=server.services)
    assert [finding.check for finding in outcome.findings] == ["link-not-asked"]
    assert outcome.true == (CITY[1].key,)
    assert outcome.to_text().encode()


@pytest.mark.parametrize(
    "labels", [None, [], {"en": None}, {"en": {}}, {"en": {"value": 5}}, {"en": {"value": "\ud800"}}]
)
def test_labels_of_another_shape_are_no_names(labels: Json, server: AuthorityServer, client: Client) -> None:
    """And without a name nothing is fine."""
    server.misbehave["wikidata"] = always(entities({"id": "Q99999901", "labels": labels}))
    outcome = check(CITY[:1], client, services=server.services)
    assert [finding.check for finding in outcome.findings] == ["link-other-name"]


def test_a_name_of_somebody_else_harms_no_terminal(server: AuthorityServer, client: Client) -> None:
    """No control characters, no half characters, and not as long as it likes."""
    label = {"en": {"value": "\x1b[31m red \ud800\n" + "x" * 999}}
    server.misbehave["wikidata"] = always(entities({"id": "Q99999901", "labels": label}))
    text = check(CITY[:1], client, services=server.services).to_text()
    assert "\x1b" not in text
    assert len(text.encode()) < 700


def test_items_left_out_are_asked_about_again_and_no_more(server: AuthorityServer, client: Client) -> None:
    """An answer about some is worth something, and the rest gets one more chance."""
    links = [link(f"{WD}Q99999901"), link(f"{WD}Q99999904", "Example Town")]
    server.misbehave["wikidata"] = lambda _, __: entities(
        {"id": "Q99999901", "labels": {"en": {"value": "Example City"}}}
    )
    outcome = check(links, client, services=server.services)
    assert [(it.check, it.value) for it in outcome.findings] == [("link-not-asked", "wd:Q99999904")]
    assert outcome.true == (links[0].key,)
    assert len(server.requests) == 2


def xml(text: str) -> Reply:
    """Return an answer of GeoNames."""
    return Reply(text.encode(), media_type="application/rdf+xml")


EMPTY = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF>'


@pytest.mark.parametrize(
    "reply",
    [
        xml('<geonames><status message="the hourly limit has been exceeded" value="19"/></geonames>'),
        xml('<g:geonames xmlns:g="x:"/>'),
        xml(EMPTY.replace("</", "<")),
        xml(EMPTY.format("<x/>")),
        xml('<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + EMPTY.format("")),
        xml('<?xml version="1.0" encoding="no-such"?>' + EMPTY.format("")),
        Reply(b"\xff\xfe\x00", media_type="application/rdf+xml"),
    ],
)
def test_nonsense_of_geonames_is_not_understood(reply: Reply, server: AuthorityServer, client: Client) -> None:
    """A message about a limit does not mean that the feature is gone; entities are not unfolded."""
    server.misbehave["geonames"] = always(reply)
    outcome = check(CITY[:2], client, services=server.services)
    assert [finding.check for finding in outcome.findings] == ["link-not-asked"]
    assert outcome.true == (CITY[0].key,)


@pytest.mark.parametrize(
    ("reply", "check_name"),
    [
        (xml(EMPTY.format("")), "link-gone"),
        (Reply(status=410), "link-gone"),
        (rdf("99999907", "Example City"), "link-moved"),
        (Reply(rdf("99999901", "Example City").body.replace(b"https://sws", b"http://sws")), ""),
        (Reply(rdf("99999901", "Example City").body.replace(b"http://www.geonames", b"https://www.geonames")), ""),
    ],
)
def test_rdf_of_geonames_is_read_as_it_comes(
    reply: Reply, check_name: str, server: AuthorityServer, client: Client
) -> None:
    """Without the feature, with another one, or with http where https is meant and the other way round."""
    server.misbehave["geonames"] = always(reply)
    outcome = check(CITY[1:2], client, services=server.services)
    assert [finding.check for finding in outcome.findings] == ([check_name] if check_name else [])


@pytest.mark.parametrize(
    "change",
    [
        lambda reply: Reply(b'{"head": {}, "boolean": true}'),
        lambda reply: Reply(b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}'),
        lambda reply: Reply(reply.body[:-10]),
        lambda reply: reply._replace(status=206),
    ],
)
def test_nonsense_of_dbpedia_is_not_understood(change: object, server: AuthorityServer, client: Client) -> None:
    """No rows, other columns, half an answer, or a part only because the server's time was over."""
    assert callable(change)
    server.misbehave["dbpedia"] = lambda _, reply: change(reply)
    outcome = check(CITY, client, services=server.services)
    assert [finding.check for finding in outcome.findings] == ["link-not-asked"] * 2
    assert len(outcome.true) == 2


def test_without_a_network_nothing_is_reported(client: Client) -> None:
    """Nobody listens there: one clear word, each reason once, and no address with fifty identifiers in it."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{closed.getsockname()[1]}"
        services = Services(f"{base}/w/api.php", f"{base}/", f"{base}/sparql")
        with pytest.raises(ServiceFailed) as failed:
            check([*CITY, link(f"{GN}99999902/")], client, services=services)
    first, *reasons = str(failed.value).splitlines()
    assert first == "no link could be checked; check the network. Nothing was changed."
    names = ["Wikidata", "GeoNames", "DBpedia", "Chinese DBpedia"]
    for name, reason in zip(names, reasons, strict=True):
        assert re.fullmatch(
            rf"  {name} could not be asked: {base}/\S+ cannot be reached \(.*\); check the .*\.", reason
        )
        assert "?" not in reason


def test_a_page_of_a_hotel_is_no_network(server: AuthorityServer, client: Client) -> None:
    """Whoever answers everything with a web page has not answered."""
    server.misbehave = dict.fromkeys(("wikidata", "geonames", "dbpedia"), always(HTML))
    with pytest.raises(ServiceFailed, match=r"(?s)no link could be checked.*a web page \(HTML\) instead of JSON"):
        check(CITY, client, services=server.services)


@pytest.mark.parametrize("base", ["", "wikidata", "ftp://x.example/", "http://[::1", "http://a b/"])
def test_what_is_no_address_is_explained(base: str, client: Client) -> None:
    """Before anything is sent."""
    with pytest.raises(ServiceFailed, match=r"is not the address of a service|cannot be reached"):
        check(CITY, client, services=Services(base, base, base))


def test_the_form_of_each_authority_is_the_ontologys() -> None:
    """Each one's example has it, and is an IRI where the authority has a space."""
    for authority in known().values():
        assert authority.has(authority.example)
        assert not authority.space or NamedNode(authority.example).value.startswith(authority.space)


def test_the_server_plays_by_the_rules(server: AuthorityServer, client: Client) -> None:
    """More than fifty items in a request are too many, so that a batch of them would be noticed."""
    ids = "|".join(f"Q{number}" for number in range(1, 52))
    answer = server.answer(Request("GET", "wikidata", "/w/api.php", {"ids": ids}, {}))
    assert json.loads(answer.body)["error"]["code"] == "toomanyvalues"


# -- The command -------------------------------------------------------------------------------------


def own_links(folder: Path) -> list[Path]:
    """Copy two of the bundled files of links, and one in SSSOM/TSV, into a folder."""
    links = folder / "graph" / "links"
    links.mkdir(parents=True)
    for name in ("places.ttl", "sources.ttl"):
        shutil.copy(ROOT / "graph" / "links" / name, links / name)
    (folder / "mine.sssom.tsv").write_text(
        Corridor.open().links(["songshan-lake", "dongguan"]).to_sssom(), encoding="utf-8"
    )
    return sorted([*links.iterdir(), folder / "mine.sssom.tsv"])


def answering(server: AuthorityServer, *, wikidata: str = "") -> list[str]:
    """Return the options that name a server."""
    services = server.services
    addresses = (
        "--wikidata",
        wikidata or services.wikidata,
        "--geonames",
        services.geonames,
        "--dbpedia",
        services.dbpedia,
    )
    return ["--timeout", "5", *addresses]


def test_the_command_tells_what_moved_with_its_line(tmp_path: Path, run: Run) -> None:
    """The new identifier, the file and the line; exit status 1."""
    own_links(tmp_path)
    items: dict[str, str | dict[str, str]] = {"Q59218": "Q99999999", "Q99999999": {"en": "Dongguan"}}
    with AuthorityServer(items=items, features={"1812545": ("Dongguan",)}, triples=TRIPLES) as server:
        done = run("links", "check", "dongguan", "--graph", "graph", *answering(server))
        assert done.returncode == 1
        assert "violation  link-moved" in done.stdout
        assert "http://www.wikidata.org/entity/Q99999999" in done.stdout
        lines = (tmp_path / "graph" / "links" / "places.ttl").read_text(encoding="utf-8").splitlines()
        line = 1 + lines.index("    owl:annotatedTarget wd:Q59218 ;")
        assert f"graph/links/places.ttl:{line}" in done.stdout
        report = json.loads(
            run("links", "check", "dongguan", "--graph", "graph", "-f", "json", *answering(server)).stdout
        )
    moved = next(finding for finding in report["findings"] if finding["check"] == "link-moved")
    assert moved["replacement"] == "http://www.wikidata.org/entity/Q99999999"


def test_update_writes_dates_and_nothing_else(tmp_path: Path, run: Run) -> None:
    """Each link found true gets today's date in its own file, Turtle or SSSOM/TSV; what was not, does not."""
    files = own_links(tmp_path)
    before = {path: path.read_text(encoding="utf-8") for path in files}
    with AuthorityServer(items={"Q59218": {"en": "Dongguan"}}, features={"1812545": ("Dongguan",)}) as server:
        arguments = ("links", "check", "dongguan", "--graph", "graph", "--add", "mine.sssom.tsv", *answering(server))
        assert run(*arguments).returncode == 1
        assert {path: path.read_text(encoding="utf-8") for path in files} == before
        done = run(*arguments, "--update")
        assert "written to graph/links/places.ttl." in done.stderr
        assert "written to mine.sssom.tsv." in done.stderr
    for path in files:
        if path.stem == "sources":
            assert path.read_text(encoding="utf-8") == before[path]
            continue
        read = mappings.read(reading.quads(str(path)))
        assert {mapping.target for mapping in read if mapping["review_date"] == mappings.today()} == {
            "http://www.wikidata.org/entity/Q59218",
            "https://sws.geonames.org/1812545/",
        }
    added = set((tmp_path / "graph/links/places.ttl").read_text(encoding="utf-8").splitlines()) - set(
        before[tmp_path / "graph/links/places.ttl"].splitlines()
    )
    assert added == {
        f'    sssom:review_date "{mappings.today()}"^^xsd:date ;',
        '    sssom:reviewer_label "corridor-kg" ;',
    }
    assert (
        Corridor.load(add=[tmp_path / "graph", tmp_path / "mine.sssom.tsv"]).check(only=["link-review-date"]).findings
        == ()
    )


def test_a_file_with_a_layout_of_its_own_is_left_alone(tmp_path: Path, run: Run) -> None:
    """A comment in the midst of a file would be lost, so that no file is written; the remedy is told."""
    files = own_links(tmp_path)
    places = tmp_path / "graph" / "links" / "places.ttl"
    places.write_text(places.read_text(encoding="utf-8") + "# a comment\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in files}
    with AuthorityServer(items={"Q59218": {"en": "Dongguan"}}) as server:
        done = run(
            "links", "check", "dongguan", "--graph", "graph", "--add", "mine.sssom.tsv", "--update", *answering(server)
        )
    assert done.returncode == 2
    assert "places.ttl cannot be rewritten without losing its layout or comments" in done.stderr
    assert {path: path.read_bytes() for path in files} == before


def test_without_the_network_nothing_is_changed(tmp_path: Path, run: Run) -> None:
    """A clear word, exit status 2, and the files as they were."""
    files = own_links(tmp_path)
    before = {path: path.read_bytes() for path in files}
    nowhere = "http://127.0.0.1:1/"
    addresses = ("--wikidata", nowhere, "--geonames", nowhere, "--dbpedia", nowhere)
    done = run("links", "check", "--graph", "graph", "--update", *addresses)
    assert (done.returncode, done.stdout) == (2, "")
    assert "error: no link could be checked; check the network. Nothing was changed." in done.stderr
    assert {path: path.read_bytes() for path in files} == before
