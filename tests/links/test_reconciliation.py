"""Reconciliation services: what is asked, what is understood, what is kept, and what a bad service leads to."""

from __future__ import annotations

import json
import pickle
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from corridor_kg.errors import ServiceFailed
from corridor_kg.links.cache import Answer, Cache
from corridor_kg.links.manifest import BATCH, entity_iri, read_manifest
from corridor_kg.links.reconciliation import Candidate, Question, Service
from corridor_kg.network.client import USER_AGENT, Client
from corridor_kg.network.replies import clean
from corridor_kg.rdf.vocabulary import Json
from tests.conftest import SHARED, Run
from tests.support.loopback import Reply
from tests.support.reconciliation_server import BOTH, SPACE, ReconciliationServer, Thing, manifest

SPECIFICATION = SHARED / "reconciliation"
VERSIONS = ("0.2", "1.0-draft")
SCHEMA_OF = {
    "manifest": "manifest",
    "reconciliation-candidate": "reconciliation-result-batch",
    "reconciliation-query-batch": "reconciliation-query-batch",
    "reconciliation-result-batch": "reconciliation-result-batch",
}
"""The kinds of examples that concern a client, each with its schema."""

TODAY = datetime.now(UTC).date()

THINGS = (
    Thing("T1", "Dongguan", "city in Guangdong"),
    Thing("T2", "Dongguan Songshan Lake", "park", "park"),
    Thing("T3", "Guangzhou", "city in Guangdong"),
    Thing("T4", "Foshan"),
)

REFUSED = {
    "0.2/bad-authentication": "has no 'versions'",
    "0.2/feature-view": "has no 'versions'",
    "0.2/godot-missing-identifierSpace": "has no 'versions'",
    "0.2/missing-version": "has no 'versions'",
    "0.2/opencorporates": "has no 'versions'",
    "0.2/ror-invalid-view-pattern": "has no 'versions'",
    "0.2/slub-invalid-property-setting": "has no 'versions'",
    "1.0-draft/missing-version": "has no 'versions'",
}
"""The invalid manifests that are refused, each with what is said."""

TOLERATED = {
    "0.2/invalid-documentation": "nobody is sent to the documentation",
    "0.2/old-version": "version 0.1 is answered like 0.2",
    "1.0-draft/bad-authentication": "credentials are never sent; who wants them says so with the status 401",
    "1.0-draft/feature-view": "the addresses of features are not used",
    "1.0-draft/godot-missing-view": "identifiers may be IRIs, and the caller may know the identifier space",
    "1.0-draft/old-version": "version 0.1 is answered like 0.2",
    "1.0-draft/opencorporates": "previews are not used",
    "1.0-draft/ror-invalid-view-pattern": "a view without a place for the identifier is no view",
    "1.0-draft/slub-invalid-property-setting": "data extension is not used",
}
"""The invalid manifests that are read nevertheless, each with the reason."""


@pytest.fixture(scope="module")
def specification() -> Path:
    """The schemas and examples of the protocol; not part of the project."""
    if not SPECIFICATION.is_dir():
        pytest.skip("the examples are the W3C group's and not part of the project; put them into ../shared")
    return SPECIFICATION


@pytest.fixture
def server() -> Iterator[ReconciliationServer]:
    """A service of both versions."""
    with ReconciliationServer(THINGS) as server:
        yield server


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A client that soon loses its patience; one for all, since certificates take long to load."""
    with Client(seconds=2) as client:
        yield client


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    """An empty cache."""
    with Cache(tmp_path / "cache") as cache:
        yield cache


@pytest.fixture(params=VERSIONS)
def service(request: pytest.FixtureRequest, server: ReconciliationServer, client: Client) -> Service:
    """The service, asked in each version."""
    server.manifest = manifest([request.param])
    return Service.open(client, server.url, space=SPACE)


def validator(version: str, schema: str) -> Draft7Validator:
    """Return the validator of a schema, whose references are all found on disk."""
    files = sorted((SPECIFICATION / version / "schemas").glob("*.json"))
    contents = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}
    resources = [(content["$id"].rstrip("#"), DRAFT7.create_resource(content)) for content in contents.values()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft7Validator(contents[schema], registry=registry)


def examples(*kinds: str) -> list[Any]:
    """Return the example files of some kinds as parameters: version, kind, judgement, file."""
    files = [file for kind in kinds for file in sorted(SPECIFICATION.glob(f"*/examples/{kind}/*/*.json"))]
    return [
        pytest.param(file.parts[-5], file.parts[-3], file.parts[-2], file, id="-".join((*file.parts[-5:-1], file.stem)))
        for file in files
    ]


def example(version: str, kind: str, name: str) -> Json:
    """Return an example as JSON."""
    return json.loads((SPECIFICATION / version / "examples" / kind / f"{name}.json").read_text(encoding="utf-8"))


def wrapped(version: str, kind: str, content: Json) -> Json:
    """Return an example, and a candidate on its own as a batch of results."""
    if kind != "reconciliation-candidate":
        return content
    return {"q0": {"result": [content]}} if version == "0.2" else {"results": [{"candidates": [content]}]}


def right(version: str, candidates: list[Json]) -> Json:
    """Return a batch of one result."""
    return {"q0": {"result": candidates}} if version == "0.2" else {"results": [{"candidates": candidates}]}


# -- The examples of the specification ----


def test_no_kind_of_example_is_missing(specification: Path) -> None:
    """Each kind has valid examples in each version, so that the tests below find something."""
    for version in VERSIONS:
        for kind in SCHEMA_OF:
            assert list((specification / version / "examples" / kind / "valid").glob("*.json")), (version, kind)


@pytest.mark.parametrize(("version", "kind", "judgement", "file"), examples(*SCHEMA_OF))
def test_an_example_is_judged_as_its_folder_says(version: str, kind: str, judgement: str, file: Path) -> None:
    """The schemas are understood as they are meant, without the network."""
    content = wrapped(version, kind, json.loads(file.read_text(encoding="utf-8")))
    assert validator(version, SCHEMA_OF[kind]).is_valid(content) is (judgement == "valid")


@pytest.mark.parametrize(("version", "kind", "judgement", "file"), examples("manifest"))
def test_a_manifest_is_accepted_or_refused(
    version: str, kind: str, judgement: str, file: Path, server: ReconciliationServer, client: Client
) -> None:
    """The valid ones are all accepted; of the invalid ones those that cannot be worked with are refused."""
    name = f"{version}/{file.stem}"
    server.manifest = json.loads(file.read_text(encoding="utf-8"))
    if judgement == "invalid" and name in REFUSED:
        with pytest.raises(ServiceFailed, match=f"{server.url} is not a reconciliation service: .*{REFUSED[name]}"):
            Service.open(client, server.url)
    else:
        service = Service.open(client, server.url)
        assert judgement == "valid" or name in TOLERATED
        assert service.name == server.manifest["name"]
        assert service.version == ("0.2" if "old-version" in name else version)


def test_every_invalid_manifest_has_a_verdict(specification: Path) -> None:
    """None is read or refused by accident."""
    files = specification.glob("*/examples/manifest/invalid/*.json")
    assert {f"{file.parts[-5]}/{file.stem}" for file in files} == REFUSED.keys() | TOLERATED.keys()


@pytest.mark.parametrize(
    ("version", "kind", "judgement", "file"), examples("reconciliation-result-batch", "reconciliation-candidate")
)
def test_results_are_read_or_refused(
    version: str, kind: str, judgement: str, file: Path, server: ReconciliationServer, client: Client
) -> None:
    """A batch of the wrong shape is refused; a candidate without an identifier alone is left out, and it is said."""
    content = wrapped(version, kind, json.loads(file.read_text(encoding="utf-8")))
    results = list(content.values()) if version == "0.2" else content["results"]
    server.manifest = manifest([version])
    server.spoil = lambda _: {f"q{i}": it for i, it in enumerate(results)} if version == "0.2" else content
    service = Service.open(client, server.url, space="https://d-nb.info/gnd/")
    questions = [Question(f"Urbaniak {number}") for number in range(len(results))]
    if judgement == "valid":
        field = "result" if version == "0.2" else "candidates"
        read = [[candidate.name for candidate in candidates] for candidates in service.ask(questions)]
        assert read == [[candidate["name"] for candidate in result[field]] for result in results]
    elif file.stem == "missing-id":
        with pytest.warns(UserWarning, match="a candidate without an identifier for 'Urbaniak 0'; it is left out"):
            assert service.ask(questions) == [[]]
    else:
        with pytest.raises(ServiceFailed, match=r"has no '(result|candidates)' for 'Urbaniak 0'"):
            service.ask(questions)


@pytest.mark.parametrize(
    ("version", "name", "id", "iri"),
    [
        ("0.2", "wikidata", "Q42", "http://www.wikidata.org/entity/Q42"),
        ("1.0-draft", "wikidata", "Q42", "https://www.wikidata.org/wiki/Q42"),
        ("0.2", "lobid-gnd", "4013255-4", "https://lobid.org/gnd/4013255-4"),
        ("0.2", "codefork-viaf", "1", "http://viaf.org/viaf/1"),
        ("0.2", "getty", "tgn/1", "http://vocab.getty.edu/page/tgn%2F1"),
        ("0.2", "geocollider-sinatra", "https://x.example/1", "https://x.example/1"),
        ("1.0-draft", "ordnance-survey", "https://x.example/1", "https://x.example/1"),
        ("0.2", "fundref", "1", None),
    ],
)
def test_the_iri_of_a_famous_service(specification: Path, version: str, name: str, id: str, iri: str | None) -> None:
    """The identifier space names the thing, and the view a page about it; an IRI is itself."""
    read = read_manifest(example(version, "manifest", f"valid/{name}"), url="https://x.example/")
    assert entity_iri(id, space=read.space, view=read.view) == iri


# -- What is sent, and what comes back ----


def test_what_is_exchanged_is_valid(specification: Path, service: Service, server: ReconciliationServer) -> None:
    """Manifest, queries and results keep to the schemas of the version."""
    answers: list[Json] = []
    server.spoil = lambda answer: answers.append(answer) or answer  # type: ignore[func-returns-value]
    service.ask([Question("Dongguan", "city", 3, "en"), Question('"} 东莞\n')])
    validator(service.version, "manifest").validate(server.manifest)
    validator(service.version, "reconciliation-query-batch").validate(server.posted[0].batch)
    validator(service.version, "reconciliation-result-batch").validate(answers[0])
    assert len(answers) == 1
    assert server.posted[0].texts == ["Dongguan", '"} 东莞']


def test_a_query_has_what_its_version_can_say(service: Service, server: ReconciliationServer) -> None:
    """Only 1.0-draft can tell the language, and each version has its own address."""
    service.ask([Question("Dongguan", "city", 3, "en")])
    batch, path = server.posted[0].batch, server.posted[0].path
    if service.version == "0.2":
        assert (batch, path) == ({"q0": {"query": "Dongguan", "type": "city", "limit": 3}}, "/api")
    else:
        conditions = [{"matchType": "name", "propertyValue": "Dongguan"}]
        assert batch == {"queries": [{"conditions": conditions, "type": "city", "limit": 3, "lang": "en"}]}
        assert path == "/api/match"


def test_a_candidate_has_everything_that_was_said(service: Service) -> None:
    """All fields, and the day."""
    standardized = service.version == "1.0-draft"
    features = {"words": 1.0, "all_words": True}
    expected = Candidate(
        "T1", f"{SPACE}T1", "Dongguan", "city in Guangdong", ("City",), 100.0, standardized, True, features, TODAY
    )
    assert service.ask([Question("dongguan", "city")]) == [[expected]]


def test_the_best_comes_first(service: Service) -> None:
    """Whatever the order of the service, and not more than were asked for."""
    [found] = service.ask([Question("Dongguan")])
    assert [(candidate.id, candidate.match) for candidate in found] == [("T1", True), ("T2", False)]
    assert [candidate.id for candidate in service.ask([Question("Dongguan", limit=1)])[0]] == ["T1"]


def test_a_limit_holds_where_the_service_forgets_it(service: Service, server: ReconciliationServer) -> None:
    """The best stay, wherever they stand."""
    server.spoil = lambda _: right(service.version, [{"id": f"T{i}", "name": "x", "score": i} for i in range(5)])
    assert [candidate.id for candidate in service.ask([Question("x", limit=2)])[0]] == ["T4", "T3"]


def test_those_without_a_score_come_last(service: Service, server: ReconciliationServer) -> None:
    """They keep the order of the service, which may be all that it says about them."""
    given = [("a", None), ("b", 1), ("c", "99"), ("d", 2.5), ("e", float("nan")), ("f", 10**400), ("g", True)]
    server.spoil = lambda _: right(service.version, [{"id": id, "name": id, "score": score} for id, score in given])
    [found] = service.ask([Question("x")])
    scores = [(candidate.id, candidate.score) for candidate in found]
    assert scores == [("d", 2.5), ("b", 1.0), ("a", None), ("c", None), ("e", None), ("f", None), ("g", None)]


def test_a_score_out_of_range_is_not_standardized(server: ReconciliationServer, client: Client) -> None:
    """Whatever the manifest says, 250 is no per cent."""
    server.spoil = lambda _: right("1.0-draft", [{"id": id, "name": id, "score": int(id)} for id in ("250", "99")])
    [found] = Service.open(client, server.url).ask([Question("x")])
    assert [(candidate.id, candidate.standardized) for candidate in found] == [("250", False), ("99", True)]


def test_the_rest_of_a_candidate_may_be_nonsense(service: Service, server: ReconciliationServer) -> None:
    """An identifier is enough; what else cannot be read is as if it had not been said."""
    nonsense = [
        {"id": "a", "name": None, "description": 5, "score": {}, "match": "yes", "type": "city", "features": {}},
        {"id": "b", "name": "\x1b[31mB\ud800", "type": [{"id": "t"}, {}, "u", 7], "features": [7, {"id": "f"}]},
        {"id": " c\n", "name": [], "features": [{"id": "f", "value": "1"}, {"value": 1}, {"id": "g", "value": False}]},
    ]
    server.spoil = lambda _: right(service.version, nonsense)
    [found] = service.ask([Question("x")])
    assert [(it.name, it.types, it.features) for it in found] == [
        ("a", (), {}),
        ("[31mB", ("t", "u"), {}),
        ("c", (), {"g": False}),
    ]


def test_questions_go_in_batches_and_answers_keep_their_order(service: Service, server: ReconciliationServer) -> None:
    """Each question gets its own answer, and the progress is told."""
    questions = [Question(f"{thing.name} {number}") for number in range(15) for thing in THINGS]
    told: list[int] = []
    found = service.ask(questions, progress=told.append)
    assert [len(request.texts) for request in server.posted] == [BATCH, BATCH, 10]
    assert [text for request in server.posted for text in request.texts] == [question.text for question in questions]
    best = [candidates[0].name for candidates in found]
    assert best == [thing.name for _ in range(15) for thing in THINGS]
    assert told == [0, 25, 50, 60]


@pytest.mark.parametrize(("said", "sizes"), [(2, [2, 2]), (1000, [4]), (0, [4]), ("2", [4]), (True, [4])])
def test_a_service_may_want_smaller_batches(
    said: Json, sizes: list[int], server: ReconciliationServer, client: Client
) -> None:
    """It gets them, but never larger ones."""
    server.manifest["batchSize"] = said
    Service.open(client, server.url).ask([Question(thing.name) for thing in THINGS])
    assert [len(request.texts) for request in server.posted] == sizes


def test_the_same_is_asked_once_and_a_blank_never(service: Service, server: ReconciliationServer) -> None:
    """Both have their place in the answer."""
    found = service.ask([Question("Foshan"), Question(" \n"), Question("Foshan")])
    assert [[candidate.id for candidate in candidates] for candidates in found] == [["T4"], [], ["T4"]]
    assert server.posted[0].texts == ["Foshan"]


def test_nothing_is_asked_where_there_are_no_questions(service: Service, server: ReconciliationServer) -> None:
    """No question, no request."""
    assert service.ask([]) == []
    assert not server.posted


def test_requests_name_the_program(service: Service, server: ReconciliationServer) -> None:
    """As the policies of public services ask."""
    service.ask([Question("Foshan")])
    assert [request.headers["user-agent"] for request in server.requests] == [USER_AGENT] * 2


def test_a_moved_service_is_asked_where_it_moved(server: ReconciliationServer, client: Client) -> None:
    """A redirected POST would lose its queries."""
    server.replies = [Reply(status=301, headers={"Location": server.url})]
    service = Service.open(client, server.url.replace("/api", "/old/"))
    assert service.ask([Question("Foshan")])[0][0].id == "T4"
    assert [request.path for request in server.posted] == ["/api/match"]
    assert service.url.endswith("/old/")


# -- Versions and IRIs ----


@pytest.mark.parametrize(
    ("versions", "version"),
    [(BOTH, "1.0-draft"), (("0.2", "1.0-draft"), "1.0-draft"), (("0.1", "0.2"), "0.2"), (("0.1", "2.0"), "0.2")],
)
def test_the_newest_version_that_both_speak_is_chosen(
    versions: tuple[str, ...], version: str, server: ReconciliationServer, client: Client
) -> None:
    """1.0-draft before 0.2, and 0.1 is answered like 0.2."""
    server.manifest = manifest(versions)
    assert Service.open(client, server.url).version == version


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"versions": ["2.0", 7], "name": "x"}, r"other versions \(2\.0, 7\); spoken here are 1\.0-draft, 0\.2, 0\.1"),
        ({"versions": []}, r"speaks other versions \(none\)"),
        ({"versions": "0.2"}, "is not a reconciliation service: the 'versions' of its manifest are a text instead"),
        ({"versions": None}, "is not a reconciliation service: its manifest has no 'versions'; check the address"),
        ({}, "is not a reconciliation service: its manifest has no 'versions'"),
        ([], "its manifest is a list instead of an object"),
        (None, "its manifest is null instead of an object"),
        (4, "its manifest is a number instead of an object"),
    ],
)
def test_a_wrong_manifest_is_explained(
    content: Json, message: str, server: ReconciliationServer, client: Client
) -> None:
    """The message says where, what is wrong, and what would have been right."""
    server.manifest = content
    with pytest.raises(ServiceFailed, match=f"^{server.url} .*{message}"):
        Service.open(client, server.url)


def test_the_caller_knows_the_identifier_space_best(server: ReconciliationServer, client: Client) -> None:
    """It wins over the manifest, but not over an identifier that is an IRI."""
    server.things = [Thing("T 1", "x"), Thing("https://y.example/1", "x y")]
    service = Service.open(client, server.url, space="https://mine.example/")
    assert service.identifier_space == "https://mine.example/"
    found = [candidate.iri for candidate in service.ask([Question("x")])[0]]
    assert found == ["https://mine.example/T%201", "https://y.example/1"]


def test_no_iri_is_guessed(server: ReconciliationServer, client: Client) -> None:
    """Where neither the manifest nor the caller says how, the message says what to give."""
    server.manifest = {"versions": ["0.2"], "name": "x", "identifierSpace": "http://x.example/type.object.id"}
    service = Service.open(client, server.url)
    assert service.identifier_space is None
    with pytest.raises(ServiceFailed, match=f"{server.url} does not say which IRI 'T4' has; give its identifier space"):
        service.ask([Question("Foshan")])


@pytest.mark.parametrize(
    ("view", "iri"),
    [
        ("https://x.example/{{id}}", "https://x.example/a%2F%E4%B8%9C%3F"),
        ("https://x.example/{id}", "https://x.example/a%2F%E4%B8%9C%3F"),
        ("https://x.example/{+id}", "https://x.example/a/%E4%B8%9C?"),
        ("https://x.example/x{#id}", "https://x.example/x#a/%E4%B8%9C?"),
        ("https://x.example{/id}", "https://x.example/a%2F%E4%B8%9C%3F"),
        ("https://x.example/x{?id}", "https://x.example/x?id=a%2F%E4%B8%9C%3F"),
        ("https://x.example/x?y=1{&id}", "https://x.example/x?y=1&id=a%2F%E4%B8%9C%3F"),
        ("{{id}}", None),
        ("javascript:{id}", None),
        ("https://x.example/{name}", None),
    ],
)
def test_a_view_is_expanded_as_its_standard_says(view: str, iri: str | None) -> None:
    """Version 0.2 has a template of its own, 1.0-draft those of RFC 6570; nothing but an IRI comes of it."""
    assert entity_iri("a/东?", view=view) == iri


# -- The cache ----


def test_what_is_kept_is_not_asked_again(
    service: Service, server: ReconciliationServer, client: Client, cache: Cache
) -> None:
    """Neither by the same service nor by a later one, and only the rest is asked."""
    first = Service.open(client, server.url, cache=cache, space=SPACE).ask([Question("Foshan"), Question("nobody")])
    later = Service.open(client, server.url, cache=cache, space=SPACE)
    told: list[int] = []
    assert later.ask([Question("nobody"), Question("Foshan")], progress=told.append) == first[::-1]
    assert len(server.posted) == 1
    assert told == [2]
    later.ask([Question("Foshan"), Question("Guangzhou")])
    assert [request.texts for request in server.posted] == [["Foshan", "nobody"], ["Guangzhou"]]


def test_a_kept_answer_keeps_its_date(
    server: ReconciliationServer, client: Client, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was answered last week was answered last week, until it is too old."""
    service = Service.open(client, server.url, cache=cache)
    monkeypatch.setattr("corridor_kg.links.cache._today", lambda: TODAY - timedelta(7))
    service.ask([Question("Foshan")])
    monkeypatch.undo()
    assert service.ask([Question("Foshan")])[0][0].asked == TODAY - timedelta(7)
    monkeypatch.setattr("corridor_kg.links.cache._today", lambda: TODAY + timedelta(23))
    assert service.ask([Question("Foshan")])[0][0].asked == TODAY + timedelta(23)
    assert len(server.posted) == 2


@pytest.mark.parametrize(("days", "age", "used"), [(30, 29, True), (30, 30, False), (0, 0, False), (30, -1, False)])
def test_an_answer_is_used_for_so_many_days(days: int, age: int, used: bool, tmp_path: Path) -> None:
    """Not longer, and not where it comes from the future."""
    answer = Answer(TODAY - timedelta(age), [{"id": "T1"}])
    with Cache(tmp_path, days=days) as cache:
        cache.keep("x", answer)
        assert cache.find("x") == (answer if used else None)


def test_answers_are_kept_by_service_version_and_question(
    server: ReconciliationServer, client: Client, cache: Cache
) -> None:
    """Whatever of these is another is asked again; the identifier space changes nothing of the answer."""
    questions = [
        Question("Foshan"),
        Question("Foshan", "city"),
        Question("Foshan", limit=3),
        Question("Foshan", None, 10, "en"),
    ]
    for version in VERSIONS:
        server.manifest = manifest([version])
        Service.open(client, server.url, cache=cache, space=SPACE).ask(questions)
    assert [len(request.texts) for request in server.posted] == [3, 4]  # 0.2 cannot tell the language
    [[found]] = Service.open(client, server.url, cache=cache, space="https://mine.example/").ask(questions[:1])
    assert found.iri == "https://mine.example/T4"
    with ReconciliationServer(THINGS) as other:
        Service.open(client, other.url, cache=cache).ask(questions)
        assert len(other.posted) == 1
    assert len(server.posted) == 2


def test_what_was_answered_before_a_failure_is_kept(server: ReconciliationServer, client: Client, cache: Cache) -> None:
    """A run that broke off goes on where it ended."""
    server.manifest["batchSize"] = 2
    service = Service.open(client, server.url, cache=cache)
    questions = [Question(thing.name) for thing in THINGS]
    server.replies = [None, Reply(status=500)]
    with pytest.raises(ServiceFailed):
        service.ask(questions)
    assert [found[0].id for found in service.ask(questions)] == ["T1", "T2", "T3", "T4"]
    assert [len(request.texts) for request in server.posted] == [2, 2, 2]


def test_a_failure_is_not_kept(service: Service, server: ReconciliationServer, client: Client, cache: Cache) -> None:
    """Nonsense is asked again."""
    service = Service.open(client, server.url, cache=cache, space=SPACE)
    server.replies = [Reply.of({"q0": {}, "results": [{}]})]
    with pytest.raises(ServiceFailed):
        service.ask([Question("Foshan")])
    assert service.ask([Question("Foshan")])[0][0].id == "T4"


def test_a_damaged_cache_warns_once_and_fails_nothing(
    server: ReconciliationServer, client: Client, tmp_path: Path
) -> None:
    """Files that are not a database are left alone."""
    (tmp_path / "cache.db").write_bytes(b"no database" * 1000)
    with Cache(tmp_path) as cache:
        service = Service.open(client, server.url, cache=cache)
        with pytest.warns(UserWarning, match="answers are not kept, since .*; delete it or choose another") as told:
            found = [service.ask([Question(name)])[0][0].id for name in ("Foshan", "Guangzhou", "Foshan")]
    assert found == ["T4", "T3", "T4"]
    assert len(told) == 1


def test_an_unwritable_cache_warns_once_and_fails_nothing(
    server: ReconciliationServer, client: Client, tmp_path: Path
) -> None:
    """A file where the folder should be is as good as a folder that nobody may write to."""
    (tmp_path / "file").write_text("")
    with Cache(tmp_path / "file") as cache, pytest.warns(UserWarning, match="answers are not kept") as told:
        assert Service.open(client, server.url, cache=cache).ask([Question("Foshan")])[0][0].id == "T4"
    assert len(told) == 1


def test_a_cache_damaged_while_it_is_open_fails_nothing(
    server: ReconciliationServer, client: Client, cache: Cache
) -> None:
    """An entry that cannot be read is asked again."""
    service = Service.open(client, server.url, cache=cache)
    service.ask([Question("Foshan")])
    cache.close()
    change(cache, "UPDATE Cache SET value = ?", b"no zlib")
    with pytest.warns(UserWarning, match="answers are not kept"):
        assert service.ask([Question("Foshan")])[0][0].id == "T4"


@pytest.mark.parametrize("entry", [None, 5, [], {}, {"asked": "x", "candidates": []}, {"asked": "2026-01-01"}])
def test_an_entry_of_another_shape_is_no_answer(entry: Json, cache: Cache) -> None:
    """Such as one of a later release."""
    cache.keep("x", Answer(TODAY, []))
    cache._store.set("x", entry)
    assert cache.find("x") is None


class Trap:
    """Writes a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what unpickling calls."""
        return Path.write_text, (self.file, "caught")


def test_a_cache_never_unpickles(cache: Cache, tmp_path: Path) -> None:
    """Whoever can write into the folder must not be able to run code."""
    cache.keep("x", Answer(TODAY, []))
    cache.close()
    trap = tmp_path / "trap"
    change(cache, "UPDATE Cache SET mode = 4, value = ?", pickle.dumps(Trap(trap)))
    with pytest.warns(UserWarning, match="an entry that is not JSON"):
        assert cache.find("x") is None
    assert not trap.exists()


def change(cache: Cache, statement: str, value: bytes) -> None:
    """Change the database of a cache behind its back."""
    connection = sqlite3.connect(Path(cache.folder) / "cache.db")
    with connection:
        connection.execute(statement, (value,))
    connection.close()


def test_the_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is written before something is kept."""
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name: str(tmp_path / name))
    with Cache() as cache:
        assert cache.folder == str(tmp_path / "corridor-kg")
    assert not list(tmp_path.iterdir())


# -- Services that misbehave ----

PAGE = Reply(b"<!doctype html><title>Welcome</title>", media_type="text/html")
LATER = "; try again later, or choose another service.$"


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (PAGE, r"answered a web page \(HTML\) instead of JSON; check the address"),
        (Reply(), "answered nothing instead of JSON"),
        (Reply(b"callback({})"), r"answered 'callback\(\{\}\)' instead of JSON"),
        (Reply(b'{"q0": {"result": ['), "instead of JSON"),
        (Reply(b"\xff\xfe\x00"), "instead of JSON"),
        (Reply(b"[" * 100_000), "instead of JSON"),
        (Reply(b"[]"), f"answered a list instead of an object{LATER}"),
        (Reply(b"null"), f"answered null instead of an object{LATER}"),
        (Reply(b'"error"'), f"answered a text instead of an object{LATER}"),
        (Reply.of({"status": "error", "message": "too\x1b much."}), rf"answered with an error \(too +much\){LATER}"),
        (Reply.of({"status": "error"}), f"answered with an error{LATER}"),
        (Reply(status=500), "refused with the status 500; try again later"),
        (Reply(PAGE.body, 404), "refused with the status 404; check the address"),
        (Reply(status=401), "refused with the status 401: it wants credentials, and none can be given; choose"),
        (Reply(b'{"q0": ' + b" " * 100, pause=0.1), "did not answer within 1 seconds; try again later"),
        (Reply(status=429, headers={"Retry-After": "3600"}), "asks to wait 3600 seconds; try again after that"),
        (Reply(status=503, headers={"Retry-After": "Fri, 31 Dec 2100 23:59:59 GMT"}), r"asks to wait \d+ seconds"),
        (Reply(status=301, headers={"Location": "ftp://x.example/"}), "cannot be reached"),
        (Reply(b"x" * 99, headers={"Content-Encoding": "gzip"}), "cannot be reached"),
        (Reply(b"{}", headers={"Content-Length": "99"}), "cannot be reached"),
    ],
)
def test_a_bad_answer_is_explained(
    reply: Reply,
    message: str,
    service: Service,
    server: ReconciliationServer,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The message names the service, says what is wrong and what to do."""
    monkeypatch.setattr(client, "seconds", 1)
    server.replies = [reply]
    with pytest.raises(ServiceFailed, match=rf"(?s)^{server.url}.* {message}"):
        service.ask([Question("Foshan")])
    assert len(server.posted) == 1


@pytest.mark.parametrize("result", [None, [], "x", {}, {"result": {}, "candidates": {}}, {"message": "no index."}])
def test_a_result_of_another_shape_is_explained(result: Json, service: Service, server: ReconciliationServer) -> None:
    """The message says for which question, and what the service says itself."""
    server.spoil = lambda answer: {**answer, "q1": result} if "q0" in answer else {"results": [result] * 2}
    said = r" \(no index\)" if isinstance(result, dict) and "message" in result else ""
    number = 1 if service.version == "0.2" else 0
    with pytest.raises(ServiceFailed, match=f"^{server.url} has no '.*' for 'name {number}'{said}{LATER}"):
        service.ask([Question("name 0"), Question("name 1")])


@pytest.mark.parametrize("batch", [{}, {"q1": {"result": []}, "results": [{"candidates": []}]}, {"results": {}}])
def test_a_missing_result_is_explained(batch: Json, service: Service, server: ReconciliationServer) -> None:
    """With fewer results than questions, or none at all, nothing is attributed to the wrong question."""
    server.spoil = lambda _: batch
    with pytest.raises(ServiceFailed, match=r"has no 'result' for 'a'|(1|no) results to 2 queries"):
        service.ask([Question("a"), Question("b")])


@pytest.mark.parametrize("bad", [{"name": "x"}, {"id": 5, "name": "x"}, {"id": " ", "name": "x"}, "T1", None, [1]])
def test_a_candidate_without_an_identifier_is_left_out(
    bad: Json, service: Service, server: ReconciliationServer
) -> None:
    """There is nothing to link to; the others are as good as before, and it is said once."""
    server.spoil = lambda _: right(service.version, [bad, {"id": "T4", "name": "Foshan"}, bad])
    with pytest.warns(UserWarning, match=f"{server.url} gives a candidate without an identifier for 'x'") as told:
        [found] = service.ask([Question("x")])
    assert [candidate.id for candidate in found] == ["T4"]
    assert len(told) == 1


LIES = ("http://[zz]/", "http://x.example/%zz", "http://x.example:port/", "%zz")


@pytest.mark.parametrize("id", LIES)
def test_a_candidate_whose_identifier_makes_no_iri_is_left_out(
    id: str, service: Service, server: ReconciliationServer
) -> None:
    """The others stay, and it is said once; what a view can quote is an address."""
    server.spoil = lambda _: right(service.version, [{"id": id}, {"id": "T4"}, {"id": id}])
    with pytest.warns(UserWarning, match="gives a candidate whose identifier '.*' makes no IRI for 'x'; it is") as told:
        [found] = service.ask([Question("x")])
    assert [candidate.id for candidate in found] == ["T4"]
    assert len(told) == 1


def test_a_space_that_makes_no_iris_is_none() -> None:
    """The message asks for another, where it would be a warning for each candidate."""
    content = {"versions": ["0.2"], "identifierSpace": "http://[zz]/"}
    assert read_manifest(content, url="http://x.example/").space is None


@pytest.mark.parametrize("format", ["table", "json", "sssom"])
def test_nothing_that_a_service_says_reaches_the_terminal_raw(
    format: str, server: ReconciliationServer, run: Run
) -> None:
    """Escapes, turns of direction and false identifiers end neither there nor in a traceback."""
    evil = "Yu Qingsong \x1b[31m\x9b2J\u202e\u2028"
    given = [
        {"id": id, "name": evil, "description": evil, "score": 99} for id in (*LIES, "Q1|Q2", "javascript:1", evil)
    ]
    server.manifest["name"] = evil
    server.spoil = lambda _: right("1.0-draft", given)
    done = run("links", "suggest", "yu-qingsong", "--again", "--no-cache", "--from", server.url, "-f", format)
    assert done.returncode == 0
    assert "Yu Qingsong" in done.stdout
    assert re.fullmatch(r"warning: .* makes no IRI for 'Yu Qingsong'; it is left out\.\n", done.stderr)
    assert not re.search(r"[^\n\t\x20-\x7e\xa0-\u200d\u2010-\u2027\u202f-\u2065\u2070-\uffff]", done.stdout)


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("a\u202eb\u202c", "ab"),
        ("\u2066a\u2069\u200e\u200f\u061c", "a"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("\x1b[31mred", "[31mred"),
        ("余青松 \u200d é", "余青松 \u200d é"),
    ],
)
def test_words_of_others_are_cleaned(given: str, cleaned: str) -> None:
    """What turns the direction of writing goes, what breaks a line becomes a space, and the rest stays."""
    assert clean(given) == cleaned


@pytest.mark.parametrize("cache", ["file", "file/below", "damaged"])
def test_a_cache_that_cannot_be_used_fails_no_command(
    cache: str, server: ReconciliationServer, run: Run, tmp_path: Path
) -> None:
    """A warning, and the answer."""
    (tmp_path / "file").touch()
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "cache.db").write_bytes(b"no database" * 1000)
    server.things = [Thing("T9", "Yu Qingsong")]
    done = run("links", "suggest", "yu-qingsong", "--again", "--from", server.url, "--cache", cache)
    assert done.returncode == 0
    assert "entity/T9" in done.stdout
    assert re.fullmatch(r"warning: answers are not kept, since .* delete it or choose another\.\n", done.stderr)


def test_a_service_that_is_waited_for_can_be_interrupted(server: ReconciliationServer) -> None:
    """At once, and with the status that shells know."""
    server.replies = [Reply(b"{" + b" " * 1000, pause=0.1)]
    command = [sys.executable, "-m", "corridor_kg", "links", "suggest", "--no-cache", "--from", server.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not server.requests:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=10) == (b"", b"interrupted; nothing was written.\n")
    assert process.returncode == 130


def test_retry_after_is_obeyed(service: Service, server: ReconciliationServer) -> None:
    """The question is asked again when the server says so, and not before."""
    server.replies = [Reply(status=429, headers={"Retry-After": "1"})]
    start = time.monotonic()
    assert service.ask([Question("Foshan")])[0][0].id == "T4"
    assert time.monotonic() - start >= 1
    assert len(server.posted) == 2


@pytest.mark.parametrize("reply", [PAGE, Reply(), Reply(status=500), Reply(status=404), Reply(b"x")])
def test_what_is_no_service_is_explained(reply: Reply, server: ReconciliationServer, client: Client) -> None:
    """Already when it is opened."""
    server.replies = [reply]
    with pytest.raises(ServiceFailed, match=f"^{server.url} (answered|refused).*; (check|try)|instead of JSON"):
        Service.open(client, server.url)


def test_without_a_network_nothing_is_reached(client: Client) -> None:
    """Nobody listens there."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/api"
        with pytest.raises(ServiceFailed, match=f"^{url} cannot be reached .*; check the network and the address"):
            Service.open(client, url)


def test_a_service_that_goes_away_is_explained(client: Client) -> None:
    """Between the manifest and the question."""
    with ReconciliationServer(THINGS) as server:
        service = Service.open(client, server.url)
    with pytest.raises(ServiceFailed, match=f"^{server.url}/match cannot be reached"):
        service.ask([Question("Foshan")])


@pytest.mark.parametrize(
    "url", ["", "wikidata", "ftp://x.example", "http://", "http://[::1", "http://a b", "file:///x"]
)
def test_what_is_no_address_is_explained(url: str, client: Client) -> None:
    """Before anything is sent."""
    with pytest.raises(ServiceFailed, match=r"is not the address of a service|cannot be reached"):
        Service.open(client, url)


def test_a_date_is_a_date(service: Service) -> None:
    """For whoever writes it into a graph."""
    assert type(service.ask([Question("Foshan")])[0][0].asked) is date
