"""What is kept of a service's answers, for how long, and that a damaged cache fails nothing."""

from __future__ import annotations

import pickle
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from corridor_kg.errors import ServiceFailed
from corridor_kg.links.cache import Cache, KeptAnswer
from corridor_kg.links.reconciliation import Question, Service
from corridor_kg.network.client import Client
from corridor_kg.rdf.vocabulary import Json
from tests.links.reconciliation.helpers import THINGS, TODAY, VERSIONS
from tests.support.loopback import Reply
from tests.support.reconciliation_server import SPACE, ReconciliationServer, manifest


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
    answer = KeptAnswer(TODAY - timedelta(age), [{"id": "T1"}])
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
    cache.keep("x", KeptAnswer(TODAY, []))
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
    cache.keep("x", KeptAnswer(TODAY, []))
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
    monkeypatch.setattr("corridor_kg.links.cache.user_cache_dir", lambda name: str(tmp_path / name))
    with Cache() as cache:
        assert cache.folder == str(tmp_path / "corridor-kg")
    assert not list(tmp_path.iterdir())
