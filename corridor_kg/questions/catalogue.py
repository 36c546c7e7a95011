"""The list of stored queries as people read it: names, questions, parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import quote

from corridor_kg.answers import markdown
from corridor_kg.questions.parameters import Parameter
from corridor_kg.questions.stored_queries import COLUMNS, StoredQuery
from corridor_kg.rdf import notebooks
from corridor_kg.store.graph import Graph


def serialize(queries: Mapping[str, StoredQuery], name: str | None, format: str, *, width: int | None = None) -> str:
    """Return the list of stored queries, or one of them whole.

    Args:
        queries: The stored queries, or those that were found among them.
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


def to_html(graph: Graph, queries: Mapping[str, StoredQuery]) -> str:
    """Return for a notebook what a graph holds, and how it is asked.

    Args:
        graph: The graph; it is not read for this.
        queries: The stored queries.
    """
    origins = [(origin.name, str(len(origin.files))) for origin in graph.origins]
    rows = [(query.name, query.summary, f"corridor.run({query.name!r})") for query in queries.values()]
    return "".join(
        (
            notebooks.table(("origin", "files"), origins),
            notebooks.paragraph(
                'Ask with run("cities"), find("…"), describe("dongguan"), why(…) or sparql("SELECT …").'
            ),
            notebooks.folded_up(f"{len(rows)} stored questions", notebooks.table(("query", "question", "call"), rows)),
        )
    )


def _row(query: StoredQuery) -> tuple[str, str, str]:
    return query.name, query.summary, " ".join(query.usage_parts)


def _linked(query: StoredQuery) -> tuple[str, str, str]:
    """Return a row for Markdown, the name a link to the query's file."""
    usages = " ".join(map(markdown.code, query.usage_parts))
    address = f"queries/{quote(query.name)}.rq"
    return f"[{markdown.code(query.name)}]({address})", markdown.escaped(query.summary), usages


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
