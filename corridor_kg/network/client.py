"""The one way to the network: politely, within a time, and only where somebody has asked for it.

Every request names this program (as the services' policies ask), waits where a server says ``Retry-After``
(RFC 9110, section 10.2.3), and has an end: in time and in size.
"""

from __future__ import annotations

import json
import re
import threading
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from corridor_kg.errors import BadParameter, ServiceFailed
from corridor_kg.rdf.vocabulary import Json
from corridor_kg.version import __version__

if TYPE_CHECKING:
    import httpx


USER_AGENT = f"corridor-kg/{__version__} (+https://w3id.org/corridor-kg/)"
_HEADERS = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"}

SECONDS = 30.0
"""How long a request may take, waits and repetitions among it."""

LONGEST = 3_600
"""How many seconds a request may be given at most."""

MOST_BYTES = 50_000_000
"""How long an answer may be, unpacked."""

AGAIN = (429, 502, 503, 504)
"""After which statuses a server is asked again, when it is said to be ready, or else after a while."""

_SHOWN = 60
"""How many characters of an answer that is not understood a message shows."""


class Response(NamedTuple):
    """What a server answered.

    Attributes:
        status: The HTTP status.
        url: Where the answer came from in the end.
        media_type: Such as ``application/json``; empty where the server does not say.
        content: The bytes.
        headers: What else it says, by names in small letters.
    """

    status: int
    url: str
    media_type: str
    content: bytes
    headers: Mapping[str, str] = MappingProxyType({})

    def json(self) -> Json:
        """Return the answer as JSON.

        Raises:
            ServiceFailed: It is not JSON.
        """
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError):
            raise ServiceFailed(f"{self.url} answered {self._as_told()} instead of JSON; check the address.") from None

    def _as_told(self) -> str:
        if "html" in self.media_type or self.content.lstrip()[:1] == b"<":
            return "a web page (HTML)"
        text = " ".join(self.content[: 4 * _SHOWN].decode(errors="replace").split())[:_SHOWN]
        return f"{text!r}" if text else "nothing"


class Client:
    """A client of services, to be used in a ``with`` statement.

    Args:
        seconds: How long each request may take, waits and repetitions among it; above 0 and up to 3600.
        login: How to log in, as `corridor_kg.network.logins.find` returns it, or what signs each request; None for
            neither.
        most_bytes: How long an answer may be, unpacked; None for `MOST_BYTES`.
        again: After which statuses a server is asked again.
        if_late: What to do where an answer takes too long.

    Raises:
        BadParameter: It is no such number of seconds.
    """

    def __init__(
        self,
        *,
        seconds: float = SECONDS,
        login: httpx.Auth | None = None,
        most_bytes: int | None = None,
        again: tuple[int, ...] = AGAIN,
        if_late: str = "try again later",
    ) -> None:
        check_seconds(seconds)
        self._again = again
        self._if_late = if_late
        self.seconds = seconds
        self._login = login
        self._most_bytes = MOST_BYTES if most_bytes is None else most_bytes
        self._client: httpx.Client | None = None

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close its connections; the next request opens another."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def get(self, url: str, *, accept: str = "application/json", redirect: bool = True) -> Response:
        """Get a document.

        Args:
            url: Its address, http or https.
            accept: The media type asked for.
            redirect: Whether to follow where the server points elsewhere.

        Raises:
            ServiceFailed: The server cannot be reached, is too slow, or refuses.
        """
        return self._ask("GET", url, accept, redirect=redirect)

    def post(
        self,
        url: str,
        *,
        form: dict[str, str] | None = None,
        document: Json = None,
        text: str | None = None,
        media_type: str = "text/plain",
        accept: str = "application/json",
        redirect: bool = True,
    ) -> Response:
        """Post a form, a JSON document or a text, and return the answer.

        Args:
            url: The address, http or https.
            form: The fields of a form.
            document: What to send as JSON where there is no form.
            text: What to send as it is, where there is neither.
            media_type: The media type of that text.
            accept: The media type asked for.
            redirect: Whether to follow where the server points elsewhere, which may lose what is posted.

        Raises:
            ServiceFailed: The server cannot be reached, is too slow, or refuses.
        """
        if text is not None:
            return self._ask("POST", url, accept, redirect=redirect, text=text.encode(), media_type=media_type)
        return self._ask("POST", url, accept, redirect=redirect, form=form, document=document)

    def _ask(
        self,
        method: str,
        url: str,
        accept: str,
        *,
        redirect: bool,
        form: dict[str, str] | None = None,
        document: Json = None,
        text: bytes | None = None,
        media_type: str = "",
    ) -> Response:
        import httpx  # late for the cold start

        from corridor_kg.network import transport  # late for the cold start

        if httpx.URL(_clean(url)).scheme not in ("http", "https"):
            raise ServiceFailed(f"{url!r} is not the address of a service; it begins with http:// or https://.")
        self._client = client = self._client or transport.open_client(
            self.seconds, headers=_HEADERS, login=self._login, again=self._again
        )
        late = threading.Event()

        def end() -> None:
            late.set()
            client.close()

        timer = threading.Timer(self.seconds, end)
        timer.start()  # httpx bounds each piece that is read, and not the whole; headers may come drop by drop
        try:
            headers = {"Accept": accept} | ({"Content-Type": f"{media_type}; charset=utf-8"} if media_type else {})
            request = client.build_request(method, url, headers=headers, data=form, json=document, content=text)
            return _read(client, request, redirect=redirect, most_bytes=self._most_bytes)
        except transport.AskedToWait as wait:
            raise ServiceFailed(f"{url} asks to wait {wait.seconds:.0f} seconds; try again after that.") from None
        except UnicodeError:
            raise ServiceFailed(
                f"{url!r} is not the address of a service: its host, or one that it leads to, is no name."
            ) from None
        except httpx.InvalidURL as error:
            raise ServiceFailed(f"{url} points to what is no address ({error}); check the address.") from None
        except (httpx.HTTPError, RuntimeError, OverflowError) as error:  # the last is a port that no socket knows
            if late.is_set() or isinstance(error, httpx.TimeoutException):
                raise ServiceFailed(f"{url} did not answer within {self.seconds:g} seconds; {self._if_late}.") from None
            reason = str(error) or type(error).__name__
            if isinstance(error, httpx.ReadError | httpx.WriteError) or re.search("closed|disconnected", reason):
                raise ServiceFailed(f"{url} broke the connection off ({reason}); try again later.") from None
            raise ServiceFailed(f"{url} cannot be reached ({reason}); check the network and the address.") from None
        finally:
            timer.cancel()
            if late.is_set():
                self._client = None


def check_seconds(seconds: float) -> None:
    """Refuse a time that no request can be given.

    Raises:
        BadParameter: It is not a number above 0 and up to `LONGEST`.

    >>> check_seconds(0.5)
    """
    if not 0 < seconds <= LONGEST:  # written so that NaN is refused
        raise BadParameter(f"a time is a number of seconds above 0 and up to {LONGEST:,}, not {seconds!r}.")


def raise_for_status(response: Response) -> Response:
    """Return a response that succeeded.

    Raises:
        ServiceFailed: The server refused, or has nothing there.
    """
    if 200 <= response.status < 300:
        return response
    remedy = "try again later" if response.status == 429 or response.status >= 500 else "check the address"
    raise ServiceFailed(f"{response.url} refused with the status {response.status}; {remedy}.")


def _read(client: httpx.Client, request: httpx.Request, *, redirect: bool, most_bytes: int) -> Response:
    response = client.send(request, stream=True, follow_redirects=redirect)
    try:
        content = bytearray()
        unpack = _unpacker(response)
        for block in response.iter_raw():
            content += unpack(block, most_bytes + 1 - len(content))
            if len(content) > most_bytes:
                raise ServiceFailed(f"{request.url} answers more than {most_bytes:,} bytes; ask for less.")
    except zlib.error as error:
        raise ServiceFailed(f"{request.url} cannot be reached (damaged gzip: {error}); try again later.") from None
    finally:
        response.close()
    return Response(
        response.status_code, str(response.url), _media_type(response), bytes(content), dict(response.headers)
    )


def _unpacker(response: httpx.Response) -> Callable[[bytes, int], bytes]:
    """Return what unpacks a block to so many bytes at most; httpx would unpack a small block to any size."""
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding in ("gzip", "x-gzip"):
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress  # 16 is for gzip
    if coding in ("", "identity"):
        return lambda block, most: block[:most]
    raise ServiceFailed(f"{response.url} answers packed as {coding!r}, which was not asked for; try again later.")


def _media_type(response: httpx.Response) -> str:
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return media_type if media_type.isascii() and media_type.isprintable() else ""  # it goes into messages


def _clean(url: str) -> str:
    """Return an address that can be parsed, empty where it cannot."""
    import httpx  # late for the cold start

    try:
        return str(httpx.URL(url))
    except (httpx.InvalidURL, ValueError):
        return ""
