"""The server: from HTTP to what is asked, to the pool, and back; what every answer has is added here."""

from __future__ import annotations

import asyncio
import contextlib
import re
import urllib.parse
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from corridor_kg.web.limits import Limits
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

_ADDRESS = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])(?::\d{1,5})?")
"""An address of IPv4 or IPv6, perhaps with a port, as a request names the host that it asks."""

_MOST_FIELDS = 1_000
"""How many parameters a request may have: they are read where all requests are."""

_TOO_MANY = f"A request may have {_MOST_FIELDS:,} parameters."

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

    handle = partial(_handle, pool=pool, hosts=hosts, limits=job.limits)
    everything = Route("/{path:path}", _endpoint(handle), methods=["GET", "POST", "OPTIONS"])
    made = Starlette(routes=[everything], lifespan=lifespan, exception_handlers={HTTPException: _no_such_method})
    made.state.pool = pool
    return made


def _endpoint(handle: Callable[[Request], Awaitable[Reply]]) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        return _response(await handle(request))

    return respond


def _response(reply: Reply) -> Response:
    headers = {**_HEADERS, **dict(reply.headers), "Content-Type": reply.media_type}
    return Response(reply.body, reply.status, headers)


async def _no_such_method(request: Request, _: Exception) -> Response:
    return _response(problem(405, f"Nothing here takes {request.method}.", Allow=_ALLOWED))


def _is_own(host: str, hosts: frozenset[str]) -> bool:
    """Return whether a client knows the server by a name of its own, or by an address, which no page can make its name.

    >>> known = frozenset(["localhost:8000"])
    >>> [_is_own(host, known) for host in ("localhost:8000", "192.168.1.7:8000", "[fe80::1]:8000", "evil.example:8000")]
    [True, True, True, False]
    """
    return host in hosts or _ADDRESS.fullmatch(host) is not None


async def _handle(request: Request, *, pool: Pool, hosts: frozenset[str], limits: Limits) -> Reply:
    """Return the reply to a request."""
    if not _is_own(request.headers.get("host", "").lower(), hosts):
        return problem(421, f"This server is known as {' or '.join(sorted(hosts))}; ask it by that name.")
    if request.method == "OPTIONS":
        names = ("Allow", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers")
        allowed = tuple(zip(names, (_ALLOWED, _ALLOWED, "*"), strict=True))
        return Reply(204, "text/plain", b"", allowed)
    try:
        values = _parameters(request.scope["query_string"].decode("ascii"))
    except UnicodeDecodeError:
        return problem(400, "The address is not UTF-8, written with percent signs.")
    except ValueError:
        return problem(400, _TOO_MANY)
    if request.method == "POST":
        try:
            found = await asyncio.wait_for(_posted(request, limits.request), limits.header)
        except TimeoutError:
            told = f"The body takes longer to arrive than {limits.header:g} seconds."
            return problem(408, told, Connection="close")
        if isinstance(found, Reply):
            return found
        values = {name: [*values.get(name, []), *found.get(name, [])] for name in {**values, **found}}
    asked = Asked(
        path=request.scope["path"],
        values=values,
        accept=request.headers.get("accept", "*/*"),
        language=_language(request, values),
        base=f"{request.url.scheme}://{request.headers['host']}",
    )
    return failure.for_whom(await _unless_gone(request, pool.answer(asked)), asked)


async def _unless_gone(request: Request, answering: Coroutine[None, None, Reply]) -> Reply:
    """Return an answer; where the client goes away before, the answering is ended, so that it costs no more."""
    answer = asyncio.ensure_future(answering)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
        return answer.result() if answer.done() else problem(503, "The client has gone.")
    finally:
        answer.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass  # the empty body of a request that has none


async def _posted(request: Request, most: int) -> dict[str, list[str]] | Reply:
    """Return the parameters in the body of a request; a problem where it is too large, or of another kind."""
    if request.scope["path"] != "/sparql":
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
        return {"query": [text]} if kind == _QUERY else _parameters(text)
    except UnicodeDecodeError:
        return problem(400, "The body is not UTF-8.")
    except ValueError:
        return problem(413, _TOO_MANY)
    except ClientDisconnect:
        return problem(400, "The request is not whole.")


def _parameters(text: str) -> dict[str, list[str]]:
    """Return the parameters of an address or a form.

    Raises:
        UnicodeDecodeError: They are not UTF-8.
        ValueError: They are too many.
    """
    return urllib.parse.parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)


def _language(request: Request, values: dict[str, list[str]]) -> str:
    """Return the language of the interface: the one that is asked for, else the first that is accepted and known."""
    wanted = [*values.get("lang", [])[-1:], *request.headers.get("accept-language", "").split(",")]
    tags = [tag.partition(";")[0].strip().lower()[:2] for tag in wanted]
    return next((tag for tag in tags if tag in ("en", "zh")), "en")
