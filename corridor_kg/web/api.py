"""Stored queries and things for programs: each at an address, in the format that its ending says."""

from __future__ import annotations

import json
import re
from typing import Any

from corridor_kg.answers.answer import Answer
from corridor_kg.answers.rows import Rows
from corridor_kg.answers.triples import Triples
from corridor_kg.corridor import Corridor
from corridor_kg.errors import BadParameter, CorridorError, MissingExtra, QueryRefused, UnknownQuery, UnknownThing
from corridor_kg.questions.parameters import Parameter
from corridor_kg.questions.stored_queries import StoredQuery
from corridor_kg.version import __version__
from corridor_kg.web import problems
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

_ENDINGS = "|".join(dict.fromkeys([*ROWS, *TRIPLES]))

LANGUAGE = "lang"
"""The parameter that is none of the query: the language of names."""

_STATUSES: dict[type[CorridorError], int] = {
    UnknownQuery: 404,
    UnknownThing: 404,
    BadParameter: 400,
    QueryRefused: 403,
    MissingExtra: 501,
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
    format, media_type = {**TRIPLES, "json": ("json", "application/json")}[ending]
    try:
        description = corridor.describe(_name(path), language=asked.values.get(LANGUAGE, ["en"])[-1])
        return _whole(description.serialize(format).encode(), media_type, limits)
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
    return _whole(_json(listed), "application/json", limits)


def openapi(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the description of the stored queries as OpenAPI 3.1, made from their headers."""
    paths = {
        f"/queries/{query.name}.{ending}": {"get": _operation(query, ending, media_type)}
        for query in corridor.queries.values()
        for ending, (_, media_type) in endings(query).items()
    }
    shape = {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            **{name: {"type": "string"} for name in ("type", "title", "detail")},
            "status": {"type": "integer"},
        },
    }
    told = {
        "openapi": "3.1.0",
        "info": {"title": "Corridor KG", "version": __version__},
        "servers": [{"url": asked.base}],
        "paths": paths,
        "components": {"schemas": {"Problem": shape}},
    }
    return _whole(_json(told), "application/json", limits)


def void(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return what the data set says of itself: a description in VoID and DCAT, with counts."""
    text = corridor.sparql(
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <https://w3id.org/corridor-kg/graph/description> { ?s ?p ?o } }"
    )
    return _whole(text.serialize("turtle").encode(), "text/turtle", limits)


API = (
    (re.compile(rf"/queries/[^/]+\.(?:{_ENDINGS})"), stored),
    (re.compile(r"/queries\.json"), catalogue),
    (re.compile(r"/openapi\.json"), openapi),
    (re.compile(r"/\.well-known/void"), void),
    (re.compile(rf"/[a-z-]+/[^/]+\.(?:{'|'.join(TRIPLES)}|json)"), described),
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


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _parameter(query: StoredQuery, parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "kind": parameter.kind,
        "required": parameter.required and query.default(parameter.name) is None,
        "default": query.default(parameter.name),
        "choices": list(query.choices(parameter.name) or ()),
    }


_SCHEMAS: dict[str, dict[str, str]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "gYear": {"type": "string", "pattern": "^-?[0-9]{4,}$"},
}
"""What a value of each kind is; any other is a text."""


def _operation(query: StoredQuery, ending: str, media_type: str) -> dict[str, Any]:
    fault = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    codes = ("400", "403", "404", "413", "421", "500", "501", "503")
    language = {"name": LANGUAGE, "in": "query", "schema": {"type": "string"}, "description": "The language of names."}
    return {
        "operationId": f"{query.name}.{ending}",
        "summary": query.summary,
        "description": query.description,
        "tags": list(query.tags),
        "parameters": [*(_told_parameter(query, parameter) for parameter in query.parameters), language],
        "responses": {
            "200": {"description": "The answer.", "content": {media_type: {}}},
            **{code: {"description": "What is wrong.", "content": fault} for code in codes},
        },
    }


def _told_parameter(query: StoredQuery, parameter: Parameter) -> dict[str, Any]:
    items: dict[str, Any] = dict(_SCHEMAS.get(parameter.kind, {"type": "string"}))
    default, choices = query.default(parameter.name), query.choices(parameter.name)
    if choices:
        items["enum"] = list(choices)
    takes = "a thing: slug, CURIE, IRI or label" if parameter.kind == "thing" else f"a {parameter.kind}"
    usual = f"; {default} where none is given" if default is not None else ""
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required and default is None,
        "description": f"Takes {takes}{usual}; several give several values.",
        "schema": {"type": "array", "items": items, "minItems": 1},
    }
