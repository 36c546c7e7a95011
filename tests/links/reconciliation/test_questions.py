"""What a reconciliation service is asked, and what is understood of its answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridor_kg.links.manifest import BATCH
from corridor_kg.links.reconciliation import Candidate, Question, Service
from corridor_kg.network.client import USER_AGENT, Client
from corridor_kg.rdf.vocabulary import Json
from tests.links.reconciliation.helpers import THINGS, TODAY, right, validator
from tests.support.loopback import Reply
from tests.support.reconciliation_server import SPACE, ReconciliationServer


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
