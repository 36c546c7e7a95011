"""A client of reconciliation services: which things of an authority a name may stand for.

It speaks the Reconciliation Service API of the W3C Entity Reconciliation Community Group, versions 0.2 and
1.0-draft: https://www.w3.org/community/reconciliation/. What a service answers is kept with its date, so that
nothing is asked twice and a run that broke off goes on where it ended.
"""

from __future__ import annotations

import json
import math
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from corridor_kg import network
from corridor_kg.errors import ServiceFailed
from corridor_kg.vocabulary import Json

BATCH = 25
"""How many queries go into a request: few enough that slow services answer within the time of a request."""

DAYS = 30
"""How long a kept answer is used: authorities change slowly, and mappings are checked again anyway."""

_SPOKEN = {"1.0-draft": "1.0-draft", "0.2": "0.2", "0.1": "0.2"}
"""The versions that are spoken, the preferred first, each with the one that it is asked in."""

_IRI = re.compile(r"(?:https?://|urn:)[^\x00-\x20<>\"{}|\\^`\x7f-\x9f]+")
_NOT_IN_IRIS = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f]")
_NOT_IN_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")

_VARIABLE = re.compile(r"\{\{id\}\}|\{([+#./;?&]?)id\*?\}")
_EXPANDED = {"": "", "+": "", "#": "#", ".": ".", "/": "/", ";": ";id=", "?": "?id=", "&": "&id="}
_RESERVED = "%:/?#[]@!$&'()*+,;="

_SHOWN = 200
"""How many characters of a service's own message are shown."""


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


class Answer(NamedTuple):
    """What a service answered to a question.

    Attributes:
        asked: The day, in UTC.
        candidates: The candidates, as they came.
    """

    asked: date
    candidates: list[Json]


class Manifest(NamedTuple):
    """What a service says about itself, as far as it is needed.

    Attributes:
        name: Its name.
        version: The version in which it is asked, ``1.0-draft`` or ``0.2``.
        space: What goes before an identifier to make an IRI; None where that does not make one.
        view: The template of a thing's address; None where there is none.
        batch: How many queries may go into a request.
        standardized: Whether scores are from 0 to 100.
    """

    name: str
    version: str
    space: str | None
    view: str | None
    batch: int
    standardized: bool


class Cache:
    """Answers kept on disk with their date, as JSON; to be used in a ``with`` statement.

    A cache that cannot be read or written never fails a question: it warns once, and keeps nothing from then on.

    Args:
        folder: Where to keep them; the user's own cache folder where nothing is said.
        days: How long an answer is used; 0 for never.
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None, *, days: int = DAYS) -> None:
        self.folder = os.fspath(folder) if folder is not None else _user_folder()
        self.days = days
        self._store: Any = None
        self._broken = False

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; they open again when they are needed."""
        store, self._store = self._store, None
        if store is not None:
            store.close()

    def find(self, key: str) -> Answer | None:
        """Return the answer that is kept under a key, or None where there is none or it is too old.

        Args:
            key: What was asked, of whom, and how.
        """
        answer = _kept(self._guarded(lambda store: store.get(key)))
        return answer if answer and 0 <= (_today() - answer.asked).days < self.days else None

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer under a key.

        Args:
            key: What was asked, of whom, and how.
            answer: The answer, with its day.
        """
        entry = {"asked": answer.asked.isoformat(), "candidates": answer.candidates}
        self._guarded(lambda store: store.set(key, entry))

    def _guarded(self, use: Callable[[Any], Any]) -> Any:
        if self._broken:
            return None
        try:
            self._store = self._store or _opened(self.folder)
            return use(self._store)
        except Exception as error:  # a damaged file can raise anything, and none of it is worth a lost answer
            self._broken = True
            self.close()
            message = (
                f"answers are not kept, since {self.folder} cannot be used ({error}); delete it or choose another."
            )
            warnings.warn(message, stacklevel=2)
            return None


class Service:
    """A reconciliation service.

    Make one with `Service.open`.

    Attributes:
        url: Where it is.
        name: What it calls itself.
        version: The version in which it is asked, ``1.0-draft`` or ``0.2``.
        identifier_space: What goes before an identifier to make an IRI; None where nothing is known that does.
    """

    def __init__(
        self, client: network.Client, *, url: str, endpoint: str, manifest: Manifest, cache: Cache | None
    ) -> None:
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
    def open(cls, client: network.Client, url: str, *, cache: Cache | None = None, space: str | None = None) -> Service:
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
        response = network.expect(client.get(url))
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
        text = _clean(question.text)
        return json.dumps(_query(question._replace(text=text), self.version), sort_keys=True) if text else ""

    def _found(self, keys: Iterable[str]) -> dict[str, Answer]:
        found = {"": Answer(_today(), [])}
        for key in set(keys) - {""}:
            answer = self._cache.find(self._cached_as(key)) if self._cache else None
            found |= {key: answer} if answer else {}
        return found

    def _cached_as(self, key: str) -> str:
        return f"{self.url} {self.version} {key}"

    def _asked(self, keys: Sequence[str]) -> list[Answer]:
        queries = [json.loads(key) for key in keys]
        results = self._post_form(queries) if self.version == "0.2" else self._post_document(queries)
        answers = [Answer(_today(), result) for result in results]
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

    def _read(self, response: network.Response) -> dict[str, Json]:
        if response.status in (401, 403):
            raise ServiceFailed(
                f"{self.url} refused with the status {response.status}: it wants credentials, and none can be given; "
                "choose a service that is open to all."
            )
        document = network.expect(response).json()
        if not isinstance(document, dict):
            raise self._failed(f"answered {_kind(document)} instead of an object")
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

    def _candidates(self, question: Question, answer: Answer) -> list[Candidate]:
        read = [self._candidate(question, candidate, answer.asked) for candidate in answer.candidates]
        candidates = [candidate for candidate in read if candidate]
        candidates.sort(key=lambda candidate: math.inf if candidate.score is None else -candidate.score)
        return candidates[: question.limit]

    def _candidate(self, question: Question, given: Json, asked: date) -> Candidate | None:
        id = _clean(given.get("id")) if isinstance(given, dict) else ""
        if not id:
            self._leave_out(question)
            return None
        score = _number(given.get("score"))
        return Candidate(
            id=id,
            iri=self._iri(id),
            name=_clean(given.get("name")) or id,
            description=_clean(given.get("description")),
            types=tuple(_types(given.get("type"))),
            score=score,
            standardized=self._manifest.standardized and score is not None and 0 <= score <= 100,
            match=given.get("match") is True,
            features=dict(_features(given.get("features"))),
            asked=asked,
        )

    def _leave_out(self, question: Question) -> None:
        """Say, once a question, that a candidate is left out: without an identifier there is nothing to link to."""
        if question.text not in self._told:
            self._told.add(question.text)
            message = f"{self.url} gives a candidate without an identifier for {question.text!r}; it is left out."
            warnings.warn(message, stacklevel=2)

    def _iri(self, id: str) -> str:
        iri = entity_iri(id, space=self.identifier_space, view=self._manifest.view)
        if iri is None:
            raise ServiceFailed(
                f"{self.url} does not say which IRI {id!r} has; "
                "give its identifier space, such as http://www.wikidata.org/entity/."
            )
        return iri


def read_manifest(document: Json, *, url: str) -> Manifest:
    """Return what is needed of a service's manifest.

    Only what is needed is looked at: a manifest may be wrong elsewhere, in what it says about previews for one.

    Args:
        document: The manifest, as JSON.
        url: The service's address, for messages.

    Raises:
        ServiceFailed: It is no manifest, or offers no version that is spoken here.

    >>> read_manifest({"versions": ["0.1", "0.2"], "name": "GND"}, url="https://example.org/gnd").version
    '0.2'
    """
    if not isinstance(document, dict):
        raise _no_service(url, f"its manifest is {_kind(document)} instead of an object")
    space, view, batch = document.get("identifierSpace"), document.get("view"), document.get("batchSize")
    template = view.get("url") if isinstance(view, dict) else None
    return Manifest(
        name=_clean(document.get("name")) or url,
        version=_version(document, url),
        space=space if _is_namespace(space) else None,
        view=template if isinstance(template, str) and _VARIABLE.search(template) else None,
        batch=min(batch, BATCH) if type(batch) is int and batch > 0 else BATCH,
        standardized=document.get("standardizedScore") is True,
    )


def entity_iri(id: str, *, space: str | None = None, view: str | None = None) -> str | None:
    """Return the IRI of a thing.

    An identifier that is an IRI is the thing's own. Otherwise the identifier space comes first, since it names
    the thing, where the view often names a page about it.

    Args:
        id: The service's identifier of the thing.
        space: What goes before identifiers.
        view: A template of version 0.2, with ``{{id}}``, or of 1.0-draft, which is RFC 6570's: ``{id}``, ``{+id}``.

    Returns:
        The IRI, or None where neither makes one.

    >>> entity_iri("Q42", space="http://www.wikidata.org/entity/", view="https://www.wikidata.org/wiki/{{id}}")
    'http://www.wikidata.org/entity/Q42'
    >>> entity_iri("a/b", view="https://example.org/{id}"), entity_iri("a/b", view="https://example.org/{+id}")
    ('https://example.org/a%2Fb', 'https://example.org/a/b')
    >>> entity_iri("https://sws.geonames.org/1812545/", view="{{id}}")
    'https://sws.geonames.org/1812545/'
    """
    if _IRI.fullmatch(id):
        return id
    if space:
        iri = space + _NOT_IN_IRIS.sub(lambda match: quote(match[0]), id)
    else:
        iri = _VARIABLE.sub(lambda match: _expanded(match[1] or "", id), view or "")
    return iri if _IRI.fullmatch(iri) else None


def _expanded(operator: str, id: str) -> str:
    return _EXPANDED[operator] + quote(id, safe=_RESERVED if operator in ("+", "#") else "")


def _version(document: dict[str, Json], url: str) -> str:
    versions = document.get("versions")
    if versions is None:
        raise _no_service(url, "its manifest has no 'versions'")
    if not isinstance(versions, list):
        raise _no_service(url, f"the 'versions' of its manifest are {_kind(versions)} instead of a list")
    for version, asked_in in _SPOKEN.items():
        if version in versions:
            return asked_in
    offered = ", ".join(_clean(version) or repr(version) for version in versions)[:_SHOWN] or "none"
    raise ServiceFailed(f"{url} speaks other versions ({offered}); spoken here are {', '.join(_SPOKEN)}.")


def _no_service(url: str, reason: str) -> ServiceFailed:
    return ServiceFailed(f"{url} is not a reconciliation service: {reason}; check the address.")


def _is_namespace(space: Json) -> bool:
    """Return whether a manifest's identifier space makes IRIs; many only name an identifier scheme."""
    return isinstance(space, str) and space.endswith(("/", "#")) and _IRI.fullmatch(space) is not None


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


def _clean(text: Json) -> str:
    """Return a text without what no terminal and no file should get; empty where it is no text."""
    return _NOT_IN_TEXT.sub(" ", text).strip() if isinstance(text, str) else ""


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
        name = _clean(type.get("name")) or _clean(type.get("id")) if isinstance(type, dict) else _clean(type)
        if name:
            yield name


def _features(given: Json) -> Iterator[tuple[str, float | bool]]:
    for feature in given if isinstance(given, list) else ():
        id = _clean(feature.get("id")) if isinstance(feature, dict) else ""
        value = feature.get("value") if id else None
        value = value if isinstance(value, bool) else _number(value)
        if value is not None:
            yield id, value


def _kind(value: Json) -> str:
    known = {list: "a list", dict: "an object", str: "a text", bool: "a truth value", type(None): "null"}
    return known.get(type(value), "a number")


def _message(document: Json) -> str:
    """Return a service's own words about an error, to be put into a sentence."""
    message = _clean(document.get("message")) if isinstance(document, dict) else ""
    return f" ({message[:_SHOWN].rstrip('.')})" if message else ""


def _today() -> date:
    return datetime.now(UTC).date()


def _kept(entry: Json) -> Answer | None:
    try:
        answer = Answer(date.fromisoformat(entry["asked"]), entry["candidates"])
    except (TypeError, KeyError, ValueError):
        return None
    return answer if isinstance(answer.candidates, list) else None


def _user_folder() -> str:
    from platformdirs import user_cache_dir

    return user_cache_dir("corridor-kg")


def _opened(folder: str) -> Any:
    import diskcache  # type: ignore[import-untyped, unused-ignore]

    class Disk(diskcache.JSONDisk):  # type: ignore[misc, unused-ignore]
        """JSON and nothing else: the class below also reads pickles, and a pickle runs code."""

        def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
            if mode == diskcache.core.MODE_PICKLE:
                raise ValueError("it has an entry that is not JSON")
            return super().fetch(mode, filename, value, read)

    store = diskcache.Cache.__new__(diskcache.Cache)
    try:
        diskcache.Cache.__init__(store, folder, disk=Disk, timeout=1)
    except BaseException:
        if hasattr(store, "_local"):  # opened as far as its connection
            store.close()
        raise
    return store
