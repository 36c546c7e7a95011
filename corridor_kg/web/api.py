"""Stored queries and things for programs: each at an address, in the format that its ending says."""

from __future__ import annotations

import json
import re
from typing import Any

from corridor_kg.answers.answer import Answer
from corridor_kg.answers.rows import Rows
from corridor_kg.answers.triples import Triples
from corridor_kg.corridor import Corridor
from corridor_kg.errors import (
    BadParameter,
    CorridorError,
    MissingExtra,
    QueryRefused,
    ServiceFailed,
    UnknownQuery,
    UnknownThing,
)
from corridor_kg.questions import descriptions
from corridor_kg.questions.parameters import Parameter
from corridor_kg.questions.stored_queries import StoredQuery
from corridor_kg.web.endpoint import DRAWN
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.negotiation import chosen
from corridor_kg.web.problems import problem

ROWS = {
    "csv": ("csv", "text/csv"),
    "tsv": ("tsv", "text/tab-separated-values"),
    "json": ("json", "application/sparql-results+json"),
    "xml": ("xml", "application/sparql-results+xml"),
    "jsonl": ("jsonl", "application/jsonl"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "svg": ("svg", "image/svg+xml"),
}
"""The endings of rows, each with the name of its format and its media type."""

TRUTH = {ending: ROWS[ending] for ending in ("csv", "tsv", "json", "xml")}
"""The same of yes and no."""

TRIPLES = {
    "ttl": ("turtle", "text/turtle"),
    "jsonld": ("jsonld", "application/ld+json"),
    "nt": ("ntriples", "application/n-triples"),
    "rdf": ("rdfxml", "application/rdf+xml"),
}
"""The same of triples."""

_PICTURE = "svg"

_MOST_DRAWN = 50
"""How many neighbours in one relation are looked at for a picture, which has a few of them, and how many there are."""

THINGS = {**TRIPLES, "json": ("json", "application/json"), _PICTURE: ROWS[_PICTURE]}
"""The same of what is known of a thing."""

_ENDINGS = "|".join(dict.fromkeys([*ROWS, *TRIPLES]))

LANGUAGE = "lang"
"""The parameter that is none of the query: the language of names."""

_STATUSES: dict[type[CorridorError], int] = {
    UnknownQuery: 404,
    UnknownThing: 404,
    BadParameter: 400,
    QueryRefused: 403,
    MissingExtra: 501,
    ServiceFailed: 502,
}


def stored(corridor: Corridor, asked: Asked, limits: Limits) -> Reply | None:
    """Return the answer to a stored query, in the format of the ending; parameters are those of the address.

    A picture is left to the page that draws it.
    """
    name, _, ending = asked.path.removeprefix("/queries/").rpartition(".")
    if ending == _PICTURE:
        return None
    values = {key: texts for key, texts in asked.values.items() if key != LANGUAGE}
    try:
        query = corridor.queries[name]
        offered = endings(query)
        if ending not in offered:
            return problem(404, f"The answer to {name!r} has no format .{ending}; there are .{', .'.join(offered)}.")
        answer = corridor.run(name, None, asked.values.get(LANGUAGE, ["en"])[-1], **values)
        if isinstance(answer, Rows | Triples) and len(answer) > limits.rows:
            return problem(413, f"The answer is longer than {limits.rows:,}; give more parameters.")
        body = _written(answer, offered[ending][0])
    except CorridorError as error:
        return _told(error)
    return _whole(body, offered[ending][1], limits)


def thing(corridor: Corridor, asked: Asked, limits: Limits) -> Reply | None:
    """Lead to what is known of a thing in a format of RDF that the client takes; None for a browser."""
    offered = {"html": ["text/html", "application/xhtml+xml"], **{end: [kind] for end, (_, kind) in TRIPLES.items()}}
    ending = chosen(asked.accept, offered)
    if ending == "html":
        return None
    try:
        corridor.resolve(_name(asked.path))
    except CorridorError:
        return None  # a page may be there
    if ending is None:
        return problem(406, f"A thing is told as {', '.join(kind for kinds in offered.values() for kind in kinds)}.")
    return Reply(303, "text/plain", b"", (("Location", f"{asked.path}.{ending}"), ("Vary", "Accept")))


def described(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return what is known of a thing, in the format of the ending."""
    path, _, ending = asked.path.rpartition(".")
    format, media_type = THINGS[ending]
    try:
        language = asked.values.get(LANGUAGE, ["en"])[-1]
        if ending == _PICTURE:
            description = descriptions.describe(corridor.data, _name(path), language=language, most=_MOST_DRAWN)
        else:
            description = corridor.describe(_name(path), language=language)
        reply = _whole(description.serialize(format).encode(), media_type, limits)
        return reply._replace(headers=(DRAWN,)) if ending == _PICTURE else reply
    except CorridorError as error:
        return _told(error)


def catalogue(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return which stored queries there are, and what each takes."""
    listed = [
        {
            "name": query.name,
            "summary": query.summary,
            "description": query.description,
            "tags": list(query.tags),
            "online": query.endpoint is not None,
            "parameters": [_parameter(query, parameter) for parameter in query.parameters],
            "formats": {ending: f"{asked.base}/queries/{query.name}.{ending}" for ending in endings(query)},
        }
        for query in corridor.queries.values()
    ]
    return json_reply(listed, limits)


def void(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return what the data set says of itself: a description in VoID and DCAT, with counts."""
    text = corridor.sparql(
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <https://w3id.org/corridor-kg/graph/description> { ?s ?p ?o } }"
    )
    return _whole(text.serialize("turtle").encode(), "text/turtle", limits)


API = (
    (re.compile(rf"/queries/[^/]+\.(?:{_ENDINGS})"), stored),
    (re.compile(r"/queries\.json"), catalogue),
    (re.compile(r"/\.well-known/void"), void),
    (re.compile(rf"/(?!queries/)[a-z-]+/[^/]+\.(?:{'|'.join(THINGS)})"), described),
    (re.compile(r"/[a-z-]+/[^/.]+"), thing),
)
"""What is at which address, the first that fits; what returns None leaves it to the pages."""


def endings(query: StoredQuery) -> dict[str, tuple[str, str]]:
    """Return the endings that the answer to a query has, each with its format and media type."""
    if query.form == "ASK":
        return TRUTH
    if query.form != "SELECT":
        return TRIPLES
    return {ending: told for ending, told in ROWS.items() if ending != _PICTURE or query.view}


def _name(path: str) -> str:
    """Return the CURIE of the thing whose IRI has this path."""
    return path.removeprefix("/").replace("/", ":", 1)


def _written(answer: Answer, format: str) -> bytes:
    if isinstance(answer, Rows) and format == "xlsx":
        return answer.to_xlsx()
    return answer.serialize(format).encode()


def _whole(body: bytes, media_type: str, limits: Limits) -> Reply:
    if len(body) > limits.megabytes * 1_000_000:
        return problem(413, f"The answer is larger than {limits.megabytes} megabytes.")
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Reply(200, f"{media_type}{charset}", body)


def _told(error: CorridorError) -> Reply:
    return problem(_STATUSES.get(type(error), 400), str(error))


def json_reply(content: object, limits: Limits) -> Reply:
    """Return something as JSON."""
    return _whole(json.dumps(content, ensure_ascii=False, indent=1).encode(), "application/json", limits)


def _parameter(query: StoredQuery, parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "kind": parameter.kind,
        "required": parameter.required and query.default(parameter.name) is None,
        "default": query.default(parameter.name),
        "choices": list(query.choices(parameter.name) or ()),
    }
