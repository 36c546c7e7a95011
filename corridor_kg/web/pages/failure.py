"""What went wrong, as a page for people or as a problem for programs."""

from __future__ import annotations

import json
from collections.abc import Callable

from corridor_kg.corridor import Corridor
from corridor_kg.errors import AmbiguousThing, CorridorError, QueryRefused, ServiceFailed, UnknownQuery, UnknownThing
from corridor_kg.web import endpoint
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.negotiation import chosen
from corridor_kg.web.pages.visit import Layout, Visit
from corridor_kg.web.problems import MEDIA_TYPE, problem

Page = Callable[[Corridor, Asked, Limits], Reply]
"""A page: a function of the graph, the request, and how much it may take."""

_STATUS = {UnknownThing: 404, UnknownQuery: 404, AmbiguousThing: 404, QueryRefused: 403, ServiceFailed: 502}


def is_for_people(asked: Asked) -> bool:
    """Return whether a client wants a page rather than what programs read, as a browser does.

    >>> is_for_people(Asked("/sparql", {}, "text/html,*/*;q=0.8")), is_for_people(Asked("/sparql", {}, "*/*"))
    (True, False)
    """
    formats = [*endpoint.RESULTS.values(), *endpoint.GRAPHS.values()]
    offered = {"program": [MEDIA_TYPE, *(kind for kinds in formats for kind in kinds)], "people": ["text/html"]}
    return chosen(asked.accept, offered) == "people"


def status_of(error: CorridorError) -> int:
    """Return the HTTP status of a mistake."""
    return _STATUS.get(type(error), 400)


def told(page: Page, corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return a page, or what is wrong with what is asked, as a page too."""
    try:
        return page(corridor, asked, limits)
    except CorridorError as error:
        return failed(Visit(corridor, asked, limits), status_of(error), str(error))


def failed(visit: Layout, status: int, detail: str) -> Reply:
    """Return a page that says what is wrong, and what to do.

    Args:
        visit: The layout of the page.
        status: The HTTP status.
        detail: What is wrong.
    """
    return visit.page("failure.html", visit.word("not_found" if status == 404 else "wrong"), status, detail=detail)


def for_whom(reply: Reply, asked: Asked) -> Reply:
    """Return a problem as a page where people are told of it, as when there was no time; any other reply as it is.

    Args:
        reply: The reply.
        asked: What it replies to.
    """
    if reply.media_type != MEDIA_TYPE or not is_for_people(asked):
        return reply
    page = failed(Layout(asked), reply.status, json.loads(reply.body)["detail"])
    return page._replace(headers=(*reply.headers, *page.headers))


def nothing_here(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return that nothing is at an address."""
    detail = f"Nothing is at {asked.path}."
    if not is_for_people(asked):
        return problem(404, detail)
    return failed(Visit(corridor, asked, limits), 404, detail)
