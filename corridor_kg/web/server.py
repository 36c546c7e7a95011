"""The server: from HTTP to what is asked, to the pool, and back; what every answer has is added here."""

from __future__ import annotations

import contextlib
import urllib.parse
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.pages import failure
from corridor_kg.web.pool import Pool
from corridor_kg.web.problems import problem
from corridor_kg.web.worker import Job

_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Access-Control-Allow-Origin": "*",
}
"""What each answer has: nothing is loaded from elsewhere, and pages elsewhere may read what is public anyway."""

_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"

_ALLOWED = "GET, HEAD, POST, OPTIONS"


def application(job: Job, hosts: frozenset[str]) -> Starlette:
    """Return the application.

    Args:
        job: What the processes that answer need.
        hosts: The names, with their ports, by which a client may know the server; another is that of a page elsewhere
            whose name was made to lead here (DNS rebinding).
    """
    pool = Pool(job)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        yield
        await pool.stop()

    handle = partial(_handle, pool=pool, hosts=hosts, most=job.limits.request)
    everything = Route("/{path:path}", _endpoint(handle), methods=["GET", "POST", "OPTIONS"])
    made = Starlette(routes=[everything], lifespan=lifespan)
    made.state.pool = pool
    return made


def _endpoint(handle: Callable[[Request], Awaitable[Reply]]) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        reply = await handle(request)
        headers = {**_HEADERS, **dict(reply.headers), "Content-Type": reply.media_type}
        return Response(reply.body, reply.status, headers)

    return respond


async def _handle(request: Request, *, pool: Pool, hosts: frozenset[str], most: int) -> Reply:
    """Return the reply to a request."""
    if request.headers.get("host", "").lower() not in hosts:
        return problem(421, f"This server is known as {' or '.join(sorted(hosts))}; ask it by that name.")
    if request.method == "OPTIONS":
        names = ("Allow", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers")
        allowed = tuple(zip(names, (_ALLOWED, _ALLOWED, "*"), strict=True))
        return Reply(204, "text/plain", b"", allowed)
    values = urllib.parse.parse_qs(request.url.query, keep_blank_values=True, errors="replace")
    if request.method == "POST":
        found = await _posted(request, most)
        if isinstance(found, Reply):
            return found
        values = {name: [*values.get(name, []), *found.get(name, [])] for name in {**values, **found}}
    asked = Asked(
        path=request.url.path,
        values=values,
        accept=request.headers.get("accept", "*/*"),
        language=_language(request, values),
        base=f"{request.url.scheme}://{request.headers['host']}",
    )
    return failure.for_whom(await pool.answer(asked), asked)


async def _posted(request: Request, most: int) -> dict[str, list[str]] | Reply:
    """Return the parameters in the body of a request; a problem where it is too large, or of another kind."""
    if request.url.path != "/sparql":
        return problem(405, "Only /sparql takes POST.", Allow="GET, HEAD, OPTIONS")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/sparql-update":
        return problem(403, "The graph is read only: this endpoint takes queries, and no updates.")
    if kind not in (_FORM, _QUERY):
        return problem(415, f"A body is {_FORM} or {_QUERY}.")
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > most:
                return problem(413, f"The body of a request may have {most:,} bytes.", Connection="close")
        text = body.decode()
    except UnicodeDecodeError:
        return problem(400, "The body is not UTF-8.")
    except ClientDisconnect:
        return problem(400, "The request is not whole.")
    if kind == _QUERY:
        return {"query": [text]}
    return urllib.parse.parse_qs(text, keep_blank_values=True, errors="replace")


def _language(request: Request, values: dict[str, list[str]]) -> str:
    """Return the language of the interface: the one that is asked for, else the first that is accepted and known."""
    wanted = [*values.get("lang", [])[-1:], *request.headers.get("accept-language", "").split(",")]
    tags = [tag.partition(";")[0].strip().lower()[:2] for tag in wanted]
    return next((tag for tag in tags if tag in ("en", "zh")), "en")
