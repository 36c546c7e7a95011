"""What programs may ask, as OpenAPI 3.1, made from the headers of the stored queries."""

from __future__ import annotations

from typing import Any

from corridor_kg.choices import PICTURE, VIEWS
from corridor_kg.corridor import Corridor
from corridor_kg.questions.parameters import Parameter
from corridor_kg.questions.stored_queries import StoredQuery
from corridor_kg.version import __version__
from corridor_kg.web import problems
from corridor_kg.web.api import LANGUAGE, THINGS, endings, json_reply
from corridor_kg.web.endpoint import GRAPHS, RESULTS
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply

_SCHEMAS: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "gYear": {"type": "string", "pattern": "^-?[0-9]{4,}$"},
}
"""What a value of each kind is; any other is a text."""

_FAULTS = {
    "400": "A value is wrong, or the query is.",
    "403": "The query does more than read.",
    "404": "There is nothing of this name.",
    "405": "The address takes another method.",
    "406": "There is no format that the client takes.",
    "408": "The body took too long to arrive.",
    "413": "The body or the answer is too large.",
    "415": "The body is of another kind.",
    "421": "The server has another name.",
    "500": "The server failed.",
    "501": "A part of the program is not installed.",
    "502": "The engine that has the graph cannot be reached, or fails.",
    "503": "It took too long or too much, or others wait; Retry-After says when to come again.",
}

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        **{name: {"type": "string"} for name in ("type", "title", "detail")},
        "status": {"type": "integer"},
    },
}

_LANGUAGE = {
    "name": LANGUAGE,
    "in": "query",
    "schema": {"enum": ["en", "zh"]},
    "description": "The language of names: where a thing has one in it, else English.",
}


def page(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the description of what programs may ask."""
    paths: dict[str, Any] = {
        f"/queries/{query.name}.{ending}": {"get": _stored(corridor, query, ending, media_type)}
        for query in corridor.queries.values()
        for ending, (_, media_type) in endings(query).items()
    }
    paths["/queries.json"] = {"get": _operation("queries", "Which stored queries there are.", "application/json")}
    paths["/openapi.json"] = {"get": _operation("openapi", "This description.", "application/json")}
    paths["/.well-known/void"] = {"get": _operation("void", "What the data set says of itself.", "text/turtle")}
    for ending, (_, media_type) in THINGS.items():
        paths[f"/{{kind}}/{{name}}.{ending}"] = {"get": _thing(ending, media_type)}
    paths["/sparql"] = {"get": _protocol("get"), "post": _protocol("post")}
    told = {
        "openapi": "3.1.0",
        "info": {"title": "Corridor KG", "version": __version__},
        "servers": [{"url": asked.base}],
        "paths": paths,
        "components": {"schemas": {"Problem": _PROBLEM}},
    }
    return json_reply(told, limits)


def _operation(
    name: str, summary: str, *media_types: str, parameters: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    fault = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters or [],
        "responses": {
            "200": {"description": "The answer.", "content": {media_type: {} for media_type in media_types}},
            **{code: {"description": told, "content": fault} for code, told in _FAULTS.items()},
        },
    }


# -- Stored queries ----------------------------------------------------------------------------------


def _stored(corridor: Corridor, query: StoredQuery, ending: str, media_type: str) -> dict[str, Any]:
    parameters = [*(_parameter(corridor, query, parameter) for parameter in query.parameters), _LANGUAGE]
    operation = _operation(f"{query.name}.{ending}", query.summary, media_type, parameters=parameters)
    return {**operation, "description": query.description, "tags": list(query.tags)}


def _parameter(corridor: Corridor, query: StoredQuery, parameter: Parameter) -> dict[str, Any]:
    items = dict(_SCHEMAS.get(parameter.kind, {"type": "string"}))
    default, choices = query.default(parameter.name), query.choices(parameter.name)
    if choices:
        items["enum"] = list(choices)
    elif known := corridor.choices(query, parameter.name):
        items["examples"] = known
    takes = "a thing: slug, CURIE, IRI or label" if parameter.kind == "thing" else f"a {parameter.kind}"
    usual = f"; {default} where none is given" if default is not None else ""
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required and default is None,
        "description": f"Takes {takes}{usual}; several give several values.",
        "schema": {"type": "array", "items": items, "minItems": 1},
    }


# -- Things ------------------------------------------------------------------------------------------


def _thing(ending: str, media_type: str) -> dict[str, Any]:
    def part(name: str, told: str, example: str) -> dict[str, Any]:
        schema = {"type": "string", "pattern": "^[a-z][a-z0-9-]*$", "examples": [example]}
        return {"name": name, "in": "path", "required": True, "description": told, "schema": schema}

    parameters = [
        part("kind", "The kind, as the path of its IRI has it.", "place"),
        part("name", "The name.", "dongguan"),
    ]
    return _operation(f"thing.{ending}", "What is known of a thing.", media_type, parameters=[*parameters, _LANGUAGE])


# -- The endpoint ------------------------------------------------------------------------------------


def _protocol(method: str) -> dict[str, Any]:
    """Return an operation of the SPARQL 1.1 Protocol."""
    media_types = dict.fromkeys(kind for kinds in (*RESULTS.values(), *GRAPHS.values()) for kind in kinds)
    formats = list(dict.fromkeys((*RESULTS, *GRAPHS, PICTURE)))
    graphs = {"default-graph-uri": "A graph of the default graph.", "named-graph-uri": "A named graph."}
    texts = {
        "query": {"type": "string", "description": "A query that reads.", "examples": ["ASK { ?s ?p ?o }"]},
        "format": {"enum": formats, "description": "The format; it counts before Accept."},
        "view": {"enum": list(VIEWS), "description": "As what a picture shows rows."},
    }
    lists = {
        name: {"type": "array", "items": {"type": "string", "format": "iri"}, "description": told}
        for name, told in graphs.items()
    }
    schemas = {**texts, **lists}
    if method == "get":
        parameters = [{"name": name, "in": "query", "schema": schema} for name, schema in schemas.items()]
        return _operation("sparql.get", "Ask a query.", *media_types, "image/svg+xml", parameters=parameters)
    form = {"type": "object", "required": ["query"], "properties": schemas}
    content = {
        "application/x-www-form-urlencoded": {"schema": form},
        "application/sparql-query": {"schema": {"type": "string"}},
    }
    operation = _operation("sparql.post", "Ask a query.", *media_types, "image/svg+xml")
    return {**operation, "requestBody": {"required": True, "content": content}}
