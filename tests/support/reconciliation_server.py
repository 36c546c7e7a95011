"""A small reconciliation service on loopback: both versions of the protocol, and all that can go wrong.

The protocol: https://www.w3.org/community/reconciliation/.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from corridor_kg.rdf.vocabulary import Json
from tests.support.loopback import Loopback, Reply, Replying

ROOT = "/api"
SPACE = "http://things.example/entity/"
BOTH = ("0.1", "0.2", "1.0-draft")


class Thing(NamedTuple):
    """A row of the table that the service knows."""

    id: str
    name: str
    description: str = ""
    type: str = "city"


class Request(NamedTuple):
    """What the service was sent."""

    method: str
    path: str
    headers: dict[str, str]
    body: str

    @property
    def batch(self) -> Json:
        """The queries, as their schema has them."""
        form = "form" in self.headers.get("content-type", "")
        return json.loads(parse_qs(self.body)["queries"][0] if form else self.body)

    @property
    def texts(self) -> list[str]:
        """The names that are asked for."""
        return [text for text, _, _ in _asked(self.batch)]


class ReconciliationServer(Loopback):
    """A service over a table of things, to be used in a ``with`` statement.

    Attributes:
        manifest: What it says about itself; may be changed.
        requests: What it was sent, in order.
        replies: What it answers next instead of the truth, each once; a `None` among them is the truth.
        spoil: Changes each right answer to queries before it is sent.
    """

    def __init__(self, things: Iterable[Thing], *, versions: Iterable[str] = BOTH) -> None:
        self.things = list(things)
        self.manifest = manifest(versions)
        self.requests: list[Request] = []
        self.replies: list[Reply | None] = []
        self.spoil: Callable[[Json], Json] = lambda answer: answer
        super().__init__(_handler(self))

    @property
    def url(self) -> str:
        """Where it is."""
        return f"{self.base}{ROOT}"

    @property
    def posted(self) -> list[Request]:
        """The requests that asked something."""
        return [request for request in self.requests if request.method == "POST"]

    def answer(self, request: Request) -> Reply:
        """Return what the protocol wants."""
        route = urlsplit(request.path).path.removeprefix(ROOT)
        if request.method == "GET" and route == "":
            return Reply.of(self.manifest)
        if request.method == "POST" and route in ("", "/match"):
            new = route == "/match"
            return Reply.of(self.spoil(_results(self.things, request.batch, new=new)))
        return Reply(b'{"status": "error", "message": "nothing here"}', 404)


def manifest(versions: Iterable[str]) -> dict[str, Json]:
    """Return a manifest that is right in each of its versions."""
    spoken = list(versions)
    new = "1.0-draft" in spoken
    return {
        "versions": spoken,
        "name": "Things",
        "view": {"url": "http://things.example/page/{id}" if new else "http://things.example/page/{{id}}"},
        **({"standardizedScore": True} if new else {}),
        **({"identifierSpace": SPACE, "schemaSpace": "http://things.example/schema/"} if "0.2" in spoken else {}),
    }


def _asked(batch: Json) -> list[tuple[str, str | None, int]]:
    """Return the name, the type and the limit of each query of a batch of either version."""
    queries = batch["queries"] if isinstance(batch.get("queries"), list) else batch.values()
    return [(_text(query), query.get("type"), query.get("limit", 10)) for query in queries]


def _text(query: Json) -> str:
    text: str = query["query"] if "query" in query else query["conditions"][0]["propertyValue"]
    return text


def _results(things: list[Thing], batch: Json, *, new: bool) -> Json:
    results = [_candidates(things, *asked, new=new) for asked in _asked(batch)]
    if new:
        return {"results": [{"candidates": candidates} for candidates in results]}
    return {key: {"result": candidates} for key, candidates in zip(batch, results, strict=True)}


def _candidates(things: list[Thing], text: str, type: str | None, limit: int, *, new: bool) -> list[Json]:
    """Return the things that have some of the words, the worst first: a client has to order them."""
    found = [_candidate(thing, text, new=new) for thing in things if type in (None, thing.type)]
    return sorted((candidate for candidate in found if candidate["score"]), key=lambda it: it["score"])[-limit:]


def _candidate(thing: Thing, text: str, *, new: bool) -> dict[str, Json]:
    wanted, words = set(text.lower().split()), set(thing.name.lower().split())
    score = 100 * len(wanted & words) / len(wanted | words)
    return {
        "id": thing.id,
        "name": thing.name,
        "description": thing.description,
        "type": [{"id": thing.type, "name": thing.type.title()}],
        "score": score,
        "features": [
            {"id": "words", "value": len(wanted & words)} | ({"name": "Words that both have"} if new else {}),
            {"id": "all_words", "value": score == 100} | ({"name": "Whether all are the same"} if new else {}),
        ],
        "match": score == 100,
    }


def _handler(service: ReconciliationServer) -> type[Replying]:
    class Handler(Replying):
        def reply(self) -> Reply:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, headers, body)
            service.requests.append(request)
            reply = service.replies.pop(0) if service.replies else None
            return reply or service.answer(request)

    return Handler
