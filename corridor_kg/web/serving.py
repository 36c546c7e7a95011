"""Serving: from which graph and at which address to a server that runs until it is told to end."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from corridor_kg.errors import BadParameter, MissingExtra
from corridor_kg.web.limits import Limits
from corridor_kg.web.opening import opened
from corridor_kg.web.worker import Job

LOCAL = "127.0.0.1"

ALONE = (LOCAL, "localhost", "::1")
"""Where this machine alone can ask."""

_HTTP = 80
"""The port that no address needs to name."""


def serve(
    place: Mapping[str, Any],
    *,
    host: str = LOCAL,
    port: int = 8000,
    store: str | None = None,
    limits: Limits | None = None,
    articles: Iterable[str] = (),
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve a graph until the process is told to end.

    Args:
        place: Which graph, as `Corridor.open` takes it.
        host: The address to listen at; another than that of this machine alone lets others ask.
        port: The port; 0 for any that is free.
        store: Where stores are kept; None for the user's cache folder.
        limits: How much a request may take; None for the usual.
        articles: The reader's own copies of articles, files or folders, which stand beside their facts; on this
            machine alone.
        ready: Called with the address when the server listens.

    Raises:
        MissingExtra: The extra ``web`` is not installed.
        BadParameter: The port is taken, the host is not this machine's, or articles would be read elsewhere too.
        OutputFailed: The store cannot be written.
        GraphNotFound: An article cannot be read.
        GraphUnreadable: A file is not valid RDF.
    """
    try:
        import uvicorn  # late for an extra

        from corridor_kg.web.patience import patient  # late for an extra
        from corridor_kg.web.server import application  # late for an extra
    except ImportError as error:
        raise MissingExtra(f"serve needs {error.name}; pip install uvicorn starlette jinja2.") from None
    copies = list(articles)
    if copies and host not in ALONE:
        raise BadParameter(
            f"the articles are their publishers', and with --host {host} whoever reaches this machine could read them;"
            " leave out --host or --articles."
        )
    corridor = opened(store, place)  # made once, before the processes open it
    marked = {passage.passage: passage for passage in corridor.marked(*copies)} if copies else {}
    listening = _listening(host, port)
    address = listening.getsockname()
    shown = f"http://{_bracketed(host)}:{address[1]}/"
    limits = limits or Limits()
    job = Job(partial(opened, store, place), limits, marked)
    config = uvicorn.Config(
        application(job, _hosts(host, address[1])),
        http=patient(limits.header),
        log_level="error",
        server_header=False,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=64_000,
        lifespan="on",
    )
    server = uvicorn.Server(config)
    ready(shown)
    server.run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        BadParameter: It cannot.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(256)
    except OSError as error:
        made.close()
        told = "another program listens there; name another with --port" if error.errno == 98 else error.strerror
        raise BadParameter(f"{_bracketed(host)}:{port} cannot be listened at: {told or error}.") from None
    return made


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _hosts(host: str, port: int) -> frozenset[str]:
    """Return the names by which a client may know the server."""
    names = {_bracketed(host), "localhost", LOCAL, "[::1]"}
    with_port = {f"{name}:{port}".lower() for name in names}
    return frozenset(with_port | names if port == _HTTP else with_port)
