"""What is at which address: each request, whole, and the answer to it; the same in any process and without a server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from corridor_kg.corridor import Corridor
from corridor_kg.trust.marked import MarkedPassage
from corridor_kg.web import endpoint, openapi
from corridor_kg.web.api import API
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.pages import editor, failure, home, ontology, question, search, source, static, thing, why


def _pages(copies: Mapping[str, MarkedPassage]) -> list[tuple[str, failure.Page]]:
    """Return the pages: the pattern of their paths, and what answers there; the first that fits counts."""
    return [
        (r"/openapi\.json", openapi.page),
        ("/", home.page),
        ("/search", search.page),
        ("/queries", question.catalogue),
        (r"/queries/[^/]+\.svg", question.picture),
        ("/queries/[^/]+", question.page),
        ("/sources", source.listed),
        ("/source/[^/]+", partial(source.page, copies=copies)),
        ("/ontology", ontology.page),
        ("/thing", thing.named),
        ("/why", why.page),
        ("/static/.+", static.file),
        ("/[^/]+/.+", thing.page),
        ("/.*", failure.nothing_here),
    ]


def answer(
    corridor: Corridor, asked: Asked, limits: Limits, copies: Mapping[str, MarkedPassage] = MappingProxyType({})
) -> Reply:
    """Return the answer to a request.

    Args:
        corridor: The graph.
        asked: The request.
        limits: How much it may take.
        copies: The passages of which the reader has copies, by their IRI; the page of a source alone shows them.
    """
    if asked.path == "/sparql":
        return failure.told(_sparql(asked), corridor, asked, limits)
    for pattern, function in API:
        if pattern.fullmatch(asked.path) and (reply := function(corridor, asked, limits)) is not None:
            return reply
    page = next(page for pattern, page in _pages(copies) if re.fullmatch(pattern, asked.path, re.DOTALL))
    return failure.told(page, corridor, asked, limits)


def _sparql(asked: Asked) -> failure.Page:
    """Return what answers at the endpoint: the editor for a browser, unless it asks for what the editor has not."""
    told = {"format", "update", "default-graph-uri", "named-graph-uri"} & set(asked.values)
    return editor.page if failure.is_for_people(asked) and not told else endpoint.query
