"""Files that never change under their address: the style of the pages."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from corridor_kg.corridor import Corridor
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.problems import problem

_TYPES = {"site.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}
"""The files that are served, each with its media type; no other path leads to one."""

_FOREVER = ("Cache-Control", "public, max-age=31536000, immutable")


@cache
def _content(name: str) -> bytes:
    return resources.files("corridor_kg.web").joinpath("static", name).read_bytes()


@cache
def address(name: str) -> str:
    """Return the address of a file, which has a hash of its content in it.

    >>> address("site.css").startswith("/static/"), address("site.css").endswith("/site.css")
    (True, True)
    """
    return f"/static/{hashlib.sha256(_content(name)).hexdigest()[:12]}/{name}"


def file(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return a file; what is asked with the hash of another version is not there."""
    name = asked.path.rpartition("/")[2]
    if name not in _TYPES or address(name) != asked.path:
        return problem(404, f"Nothing is at {asked.path}.")
    return Reply(200, _TYPES[name], _content(name), (_FOREVER,))
