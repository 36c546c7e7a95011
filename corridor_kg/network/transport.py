"""The ways to a server: directly or by the environment's proxies, with its certificates, and with patience.

A way is opened when a request first takes it, so that a wrong proxy or certificate fails only what needs it.
"""

from __future__ import annotations

import ipaddress
import logging
import math
import os
import ssl
import threading
from typing import NamedTuple
from urllib.request import getproxies

import httpx
from httpx_retries import Retry, RetryTransport

from corridor_kg.errors import ServiceFailed

logging.getLogger("httpx_retries").addHandler(logging.NullHandler())  # else its doubts about headers are printed

_CERTIFICATES = ("SSL_CERT_FILE", "SSLKEYLOGFILE")
"""The variables of the environment by which loading certificates can fail."""


class AskedToWait(Exception):
    """A server asks to wait longer than a request may take."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def open_client(
    seconds: float, *, headers: dict[str, str], login: httpx.Auth | None = None, again: tuple[int, ...] = ()
) -> httpx.Client:
    """Return a client that asks again where a server says so.

    Args:
        seconds: How long a request may take.
        headers: What every request says.
        login: How to log in; None for not.
        again: After which statuses a server is asked again; empty for what httpx-retries takes.

    Raises:
        ServiceFailed: The environment's ``no_proxy`` cannot be understood.
    """
    closed = threading.Event()
    retry = _retry_policy(seconds, closed, again)

    def way(proxy: _Proxy | None = None) -> httpx.BaseTransport:
        return RetryTransport(transport=_LazyTransport(closed, proxy), retry=retry)

    mounts = {pattern: way(proxy) if proxy else None for pattern, proxy in _proxies().items()}
    return httpx.Client(headers=headers, timeout=seconds, transport=way(), mounts=mounts, auth=login)


class _Proxy(NamedTuple):
    """A proxy, and the variable of the environment that has it."""

    variable: str
    value: str


class _LazyTransport(httpx.BaseTransport):
    """A way to servers, directly or by a proxy; closed for good once one of its client's ways is."""

    def __init__(self, closed: threading.Event, proxy: _Proxy | None = None) -> None:
        self._closed = closed
        self._proxy = proxy
        self._opened: dict[bool, httpx.HTTPTransport] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._closed.is_set():
            raise httpx.PoolTimeout("the client is closed", request=request)
        transport = self._transport(encrypted=request.url.scheme == "https")
        try:
            return transport.handle_request(request)
        finally:
            if self._closed.is_set():  # by another thread, which does not see a connection that is just being made
                transport.close()

    def close(self) -> None:
        self._closed.set()
        for transport in list(self._opened.values()):
            transport.close()

    def _transport(self, *, encrypted: bool) -> httpx.HTTPTransport:
        if encrypted not in self._opened:
            self._opened[encrypted] = _transport(self._proxy, encrypted=encrypted)
        return self._opened[encrypted]


def _transport(proxy: _Proxy | None, *, encrypted: bool) -> httpx.HTTPTransport:
    verify = _certificates() if encrypted else False  # which takes long to load, and has no use without https
    if proxy is None:
        return httpx.HTTPTransport(verify=verify)
    try:
        url = httpx.Proxy(proxy.value)
        if not url.url.host:
            raise ValueError
        return httpx.HTTPTransport(verify=verify, proxy=url)
    except ImportError:
        raise _unusable(proxy, "a proxy that needs another package", "run pip install 'httpx[socks]'") from None
    except (ValueError, httpx.InvalidURL):
        raise _unusable(proxy, "no address of a proxy", "write it as http://host:port") from None


def _unusable(proxy: _Proxy, reason: str, remedy: str) -> ServiceFailed:
    shown = proxy.value.rpartition("@")[2]  # what stands before it may be a password
    return ServiceFailed(
        f"{proxy.variable} in the environment is {shown!r}, which is {reason}; {remedy}, or unset {proxy.variable}."
    )


def _certificates() -> ssl.SSLContext:
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        named = " and ".join(f"{name} ({os.environ[name]!r})" for name in _CERTIFICATES if os.environ.get(name))
        remedy = f"correct or unset {named} in the environment" if named else "install the package certifi again"
        reason = error.strerror or error
        raise ServiceFailed(f"the certificates for https cannot be loaded ({reason}); {remedy}.") from None


# -- The environment's proxies ----


def _proxies() -> dict[str, _Proxy | None]:
    """Return the proxies of the environment, as httpx mounts them: None for what goes without one."""
    found = getproxies()
    direct = [host.strip() for host in found.pop("no", "").split(",") if host.strip()]
    known = {
        f"{scheme}://": _Proxy(_variable(scheme), found[scheme])
        for scheme in ("http", "https", "all")
        if scheme in found
    }
    return {**known, **dict.fromkeys(map(_pattern, direct))} if known and "*" not in direct else {}


def _variable(scheme: str) -> str:
    """Return the name of the variable that has the proxy of a scheme; small letters win."""
    name = f"{scheme}_proxy"
    return name if name in os.environ else name.upper()


def _pattern(host: str) -> str:
    """Return the pattern by which httpx knows a host of ``no_proxy``, and what is below it."""
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    pattern = f"all://[{bare}]" if _is_ipv6(bare) else f"all://*{host}"
    try:
        httpx.URL(pattern)
    except httpx.InvalidURL as error:
        raise ServiceFailed(
            f"{_variable('no')} in the environment has {host!r}, which is no host ({error}); "
            f"write hosts with commas between them, or unset {_variable('no')}."
        ) from None
    return pattern


def _is_ipv6(text: str) -> bool:
    try:
        return bool(ipaddress.IPv6Address(text))
    except ValueError:
        return False


# -- Patience ----


def _retry_policy(seconds: float, closed: threading.Event, again: tuple[int, ...]) -> Retry:
    class RetryPolicy(Retry):
        """Gives up where the class below would ask again earlier than the server said."""

        def sleep(self, response: httpx.Response | Exception) -> None:
            told, left = _told(response), seconds - self.elapsed_sleep
            if told > left:
                raise AskedToWait(told)
            wait = min(told or self.backoff_strategy(), left)
            self.elapsed_sleep += wait
            closed.wait(wait)  # what is closed meanwhile has nothing to wait for

    return RetryPolicy(
        total=3,
        backoff_factor=0.5,
        max_backoff_wait=seconds,
        total_timeout=seconds,
        status_forcelist=again,
        allowed_methods=("GET", "POST"),  # what is posted twice changes nothing that it has not changed once
        retry_on_exceptions=(),
    )


def _told(response: httpx.Response | Exception) -> float:
    """Return how many seconds a server asks to wait; 0 where it says nothing that can be understood."""
    if not isinstance(response, httpx.Response):
        return 0
    try:
        told = Retry().parse_retry_after(response.headers.get("Retry-After", ""))
    except (ValueError, OverflowError):
        return 0
    return told if math.isfinite(told) else 0
