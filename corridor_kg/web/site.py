"""What is at which address: each request, whole, and the answer to it; the same in any process and without a server."""

from __future__ import annotations

from corridor_kg.corridor import Corridor
from corridor_kg.web import endpoint
from corridor_kg.web.api import API
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.problems import problem


def answer(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the answer to a request.

    Args:
        corridor: The graph.
        asked: The request.
        limits: How much it may take.
    """
    if asked.path == "/sparql":
        return endpoint.query(corridor, asked, limits)
    for pattern, function in API:
        if pattern.fullmatch(asked.path) and (reply := function(corridor, asked, limits)) is not None:
            return reply
    return problem(404, f"Nothing is at {asked.path}.")
