"""The list of stored queries as people read it: names, questions, parameters."""

from __future__ import annotations

import json
from urllib.parse import quote

from corridor_kg.answers import markdown
from corridor_kg.questions.parameters import Parameter
from corridor_kg.questions.stored_queries import StoredQueries, StoredQuery

COLUMNS = ("query", "question", "parameters")


def serialize(queries: StoredQueries, name: str | None, format: str, *, width: int | None = None) -> str:
    """Return the list of stored queries, or one of them whole.

    Args:
        queries: The stored queries.
        name: One of them; None for the list.
        format: ``table``, ``json`` or ``markdown``.
        width: How many characters a line of a table may have; None for as many as it takes.

    Raises:
        UnknownQuery: No stored query has this name.
    """
    chosen = [queries[name]] if name else list(queries.values())
    if format == "json":
        return json.dumps([_as_json(query) for query in chosen], ensure_ascii=False, indent=2) + "\n"
    if format == "markdown":
        return markdown.table(COLUMNS, map(_linked, chosen))
    if name:
        return queries[name].text
    from corridor_kg.answers import tables  # late for the cold start: a help text imports this module too

    return tables.render(COLUMNS, [_row(query) for query in chosen], width=width)


def _row(query: StoredQuery) -> tuple[str, str, str]:
    return query.name, query.summary, " ".join(_usages(query))


def _linked(query: StoredQuery) -> tuple[str, str, str]:
    """Return a row for Markdown, the name a link to the query's file."""
    usages = " ".join(map(markdown.code, _usages(query)))
    address = f"queries/{quote(query.name)}.rq"
    return f"[{markdown.code(query.name)}]({address})", markdown.escaped(query.summary), usages


def _usages(query: StoredQuery) -> list[str]:
    """Return what a query is asked with, one that needs the network with --online first."""
    return ["--online"] * (query.endpoint is not None) + [query.usage(parameter) for parameter in query.parameters]


def _as_json(query: StoredQuery) -> dict[str, object]:
    return {
        "name": query.name,
        "form": query.form,
        "summary": query.summary,
        "description": query.description,
        "tags": list(query.tags),
        "parameters": [_parameter(query, parameter) for parameter in query.parameters],
        "columns": list(query.columns),
        "endpoint": query.endpoint,
    }


def _parameter(query: StoredQuery, parameter: Parameter) -> dict[str, object]:
    return {
        "name": parameter.name,
        "kind": parameter.kind,
        "required": parameter.required,
        "default": query.default(parameter.name),
        "choices": list(query.choices(parameter.name) or ()),
    }
