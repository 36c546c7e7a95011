"""A client of reconciliation services: which things of an authority a name may stand for.

It speaks the Reconciliation Service API of the W3C Entity Reconciliation Community Group, versions 0.2 and
1.0-draft: https://www.w3.org/community/reconciliation/.
"""

from __future__ import annotations

import json
import math
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from corridor_kg.errors import ServiceFailed
from corridor_kg.links.cache import Cache, KeptAnswer
from corridor_kg.links.manifest import Manifest, entity_iri, read_manifest, says_iri
from corridor_kg.network.client import Client, Response, raise_for_status
from corridor_kg.network.replies import SHOWN, clean, kind
from corridor_kg.rdf.vocabulary import Json


class Question(NamedTuple):
    """What is asked: which things may have this name.

    Attributes:
        text: The name. Nothing is asked where it is blank.
        type: The service's identifier of the type that the thing should have.
        limit: How many candidates to return at most, from 1.
        language: The language of the name, as BCP 47 has it; only 1.0-draft can say it.
    """

    text: str
    type: str | None = None
    limit: int = 10
    language: str | None = None


class Candidate(NamedTuple):
    """A thing of the authority that a name may stand for.

    Attributes:
        id: The service's identifier.
        iri: The thing's IRI.
        name: Its name; the identifier where the service gives none.
        description: What tells it from its namesakes; may be empty.
        types: The names of its types, or their identifiers where they have no names.
        score: How well it matches, as the service gives it; None where it gives no finite number.
        standardized: Whether the score is one of 0 to 100: the manifest says so, and this score keeps to it.
        match: Whether the service takes it for the one.
        features: What the score is made of, by the service's identifier of the feature.
        asked: The day, in UTC, on which the service answered.
    """

    id: str
    iri: str
    name: str
    description: str
    types: tuple[str, ...]
    score: float | None
    standardized: bool
    match: bool
    features: dict[str, float | bool]
    asked: date


class Service:
    """A reconciliation service.

    Make one with `Service.open`.

    Attributes:
        url: Where it is.
        name: What it calls itself.
        version: The version in which it is asked, ``1.0-draft`` or ``0.2``.
        identifier_space: What goes before an identifier to make an IRI; None where nothing is known that does.
    """

    def __init__(self, client: Client, *, url: str, endpoint: str, manifest: Manifest, cache: Cache | None) -> None:
        self.url = url
        self.name = manifest.name
        self.version = manifest.version
        self.identifier_space = manifest.space
        self._client = client
        self._endpoint = endpoint
        self._manifest = manifest
        self._cache = cache
        self._told: set[str] = set()

    @classmethod
    def open(cls, client: Client, url: str, *, cache: Cache | None = None, space: str | None = None) -> Service:
        """Ask a service for its manifest, and return the service.

        Args:
            client: The way to the network.
            url: The service's address, such as ``https://wikidata.reconci.link/en/api``.
            cache: Where answers are kept; None to ask always.
            space: What goes before an identifier to make an IRI, such as ``http://www.wikidata.org/entity/``;
                it wins over what the manifest says.

        Raises:
            ServiceFailed: Nothing answers there, or it is no reconciliation service, or it speaks other versions.
        """
        response = raise_for_status(client.get(url))
        manifest = read_manifest(response.json(), url=url)
        manifest = manifest._replace(space=space or manifest.space)
        # asked where the manifest was in the end, because a redirected POST loses what is posted
        return cls(client, url=url, endpoint=response.url, manifest=manifest, cache=cache)

    def ask(
        self, questions: Sequence[Question], *, progress: Callable[[int], None] = lambda _: None
    ) -> list[list[Candidate]]:
        """Ask which things some names may stand for.

        What is kept is not asked again, and what is asked twice is asked once.

        Args:
            questions: The questions.
            progress: Called with the number of questions that have their answer, at first and after each request.

        Returns:
            The candidates of each question, in the order of the questions; the best first, those without a
            score last, and otherwise as the service has them.

        Raises:
            ServiceFailed: The service cannot be reached, refuses, or answers what is not its protocol. What it
                answered before is kept.
        """
        keys = [self._key(question) for question in questions]
        found = self._found(keys)
        progress(sum(key in found for key in keys))
        missing = [query for query in dict.fromkeys(keys) if query not in found]
        for batch in _batches(missing, self._manifest.batch):
            found.update(zip(batch, self._asked(batch), strict=True))
            progress(sum(key in found for key in keys))
        return [self._candidates(question, found[key]) for question, key in zip(questions, keys, strict=True)]

    def _key(self, question: Question) -> str:
        """Return the query for a question, as text; empty where there is nothing to ask."""
        text = clean(question.text)
        return json.dumps(_query(question._replace(text=text), self.version), sort_keys=True) if text else ""

    def _found(self, keys: Iterable[str]) -> dict[str, KeptAnswer]:
        found = {"": KeptAnswer.of_today([])}
        for key in set(keys) - {""}:
            answer = self._cache.find(self._cached_as(key)) if self._cache else None
            found |= {key: answer} if answer else {}
        return found

    def _cached_as(self, key: str) -> str:
        return f"{self.url} {self.version} {key}"

    def _asked(self, keys: Sequence[str]) -> list[KeptAnswer]:
        queries = [json.loads(key) for key in keys]
        results = self._post_form(queries) if self.version == "0.2" else self._post_document(queries)
        answers = [KeptAnswer.of_today(result) for result in results]
        if self._cache:
            for key, answer in zip(keys, answers, strict=True):
                self._cache.keep(self._cached_as(key), answer)
        return answers

    def _post_form(self, queries: list[Json]) -> list[list[Json]]:
        """Ask as version 0.2 has it: a form, with an object of queries."""
        named = {f"q{number}": query for number, query in enumerate(queries)}
        document = self._read(self._client.post(self._endpoint, form={"queries": json.dumps(named)}))
        return [self._result(document.get(name), "result", query["query"]) for name, query in named.items()]

    def _post_document(self, queries: list[Json]) -> list[list[Json]]:
        """Ask as version 1.0-draft has it: a JSON document, with a list of queries."""
        document = self._read(self._client.post(_below(self._endpoint, "match"), document={"queries": queries}))
        results = document.get("results")
        if not isinstance(results, list) or len(results) != len(queries):
            number = len(results) if isinstance(results, list) else "no"
            raise self._failed(f"answered {number} results to {len(queries)} queries")
        texts = [query["conditions"][0]["propertyValue"] for query in queries]
        return [self._result(result, "candidates", text) for result, text in zip(results, texts, strict=True)]

    def _read(self, response: Response) -> dict[str, Json]:
        if response.status in (401, 403):
            raise ServiceFailed(
                f"{self.url} refused with the status {response.status}: it wants credentials, and none can be given; "
                "choose a service that is open to all."
            )
        document = raise_for_status(response).json()
        if not isinstance(document, dict):
            raise self._failed(f"answered {kind(document)} instead of an object")
        if document.get("status") == "error":
            raise self._failed(f"answered with an error{_message(document)}")
        return document

    def _result(self, result: Json, field: str, text: str) -> list[Json]:
        """Return the candidates in a result."""
        candidates = result.get(field) if isinstance(result, dict) else None
        if not isinstance(candidates, list):
            raise self._failed(f"has no {field!r} for {text!r}{_message(result)}")
        return candidates

    def _failed(self, what: str) -> ServiceFailed:
        return ServiceFailed(f"{self.url} {what}; try again later, or choose another service.")

    def _candidates(self, question: Question, answer: KeptAnswer) -> list[Candidate]:
        read = [self._candidate(question, candidate, answer.asked) for candidate in answer.candidates]
        candidates = [candidate for candidate in read if candidate]
        candidates.sort(key=lambda candidate: math.inf if candidate.score is None else -candidate.score)
        return candidates[: question.limit]

    def _candidate(self, question: Question, given: Json, asked: date) -> Candidate | None:
        id = clean(given.get("id")) if isinstance(given, dict) else ""
        iri = self._iri(id) if id else None
        if iri is None:
            self._leave_out(question, f"whose identifier {id!r} makes no IRI" if id else "without an identifier")
            return None
        score = _number(given.get("score"))
        return Candidate(
            id=id,
            iri=iri,
            name=clean(given.get("name")) or id,
            description=clean(given.get("description")),
            types=tuple(_types(given.get("type"))),
            score=score,
            standardized=self._manifest.standardized and score is not None and 0 <= score <= 100,
            match=given.get("match") is True,
            features=dict(_features(given.get("features"))),
            asked=asked,
        )

    def _leave_out(self, question: Question, reason: str) -> None:
        """Say, once a question, that a candidate is left out: without an IRI there is nothing to link to."""
        if question.text not in self._told:
            self._told.add(question.text)
            message = f"{self.url} gives a candidate {reason} for {question.text!r}; it is left out."
            warnings.warn(message, stacklevel=2)

    def _iri(self, id: str) -> str | None:
        """Return the IRI of a candidate; None where its identifier is to blame that it has none."""
        iri = self._expanded(id)
        if iri is None and not says_iri(id) and self._expanded("1") is None:
            raise ServiceFailed(
                f"{self.url} does not say which IRI {id!r} has; "
                "give its identifier space, such as http://www.wikidata.org/entity/."
            )
        return iri

    def _expanded(self, id: str) -> str | None:
        return entity_iri(id, space=self.identifier_space, view=self._manifest.view)


def _query(question: Question, version: str) -> dict[str, Json]:
    """Return a question as a query of a version."""
    query: dict[str, Json] = {"limit": question.limit} | ({"type": question.type} if question.type else {})
    if version == "0.2":
        return query | {"query": question.text}
    language = {"lang": question.language} if question.language else {}
    return query | language | {"conditions": [{"matchType": "name", "propertyValue": question.text}]}


def _below(url: str, route: str) -> str:
    """Return the address of a route below an endpoint."""
    parts = urlsplit(url)
    return parts._replace(path=f"{parts.path.rstrip('/')}/{route}").geturl()


def _batches(keys: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def _number(value: Json) -> float | None:
    """Return a finite number, or None: a score that is a text may be anything, so it is not guessed at."""
    if type(value) not in (int, float):
        return None
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def _types(given: Json) -> Iterator[str]:
    for type in given if isinstance(given, list) else ():
        name = clean(type.get("name")) or clean(type.get("id")) if isinstance(type, dict) else clean(type)
        if name:
            yield name


def _features(given: Json) -> Iterator[tuple[str, float | bool]]:
    for feature in given if isinstance(given, list) else ():
        id = clean(feature.get("id")) if isinstance(feature, dict) else ""
        value = feature.get("value") if id else None
        value = value if isinstance(value, bool) else _number(value)
        if value is not None:
            yield id, value


def _message(document: Json) -> str:
    """Return a service's own words about an error, to be put into a sentence."""
    message = clean(document.get("message")) if isinstance(document, dict) else ""
    return f" ({message[:SHOWN].rstrip('.')})" if message else ""
