"""Authorities that misbehave: what they fail to say is a warning, and nothing is taken for fine."""

from __future__ import annotations

import json
import re
import socket

import pytest
from pyoxigraph import NamedNode

from corridor_kg.errors import ServiceFailed
from corridor_kg.links.checking import Services, check
from corridor_kg.model.authorities import known
from corridor_kg.network.client import Client
from corridor_kg.rdf.vocabulary import Json
from tests.links.checking.helpers import CITY, DOWN, GN, HTML, WD, always, link
from tests.support.authority_server import AuthorityServer, Request, rdf
from tests.support.loopback import Reply


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
    assert len(known()) > 15
    for authority in known().values():
        assert authority.has(authority.example)
        assert not authority.space or NamedNode(authority.example).value.startswith(authority.space)


def test_the_server_plays_by_the_rules(server: AuthorityServer, client: Client) -> None:
    """More than fifty items in a request are too many, so that a batch of them would be noticed."""
    ids = "|".join(f"Q{number}" for number in range(1, 52))
    answer = server.answer(Request("GET", "wikidata", "/w/api.php", {"ids": ids}, {}))
    assert json.loads(answer.body)["error"]["code"] == "toomanyvalues"
