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

_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")
"""The variables of the environment by which loading certificates can fail."""


class AskedToWait(Exception):
    """A server asks to wait longer than a request may take."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def open_client(seconds: float, *, headers: dict[str, str]) -> httpx.Client:
    """Return a client that asks again where a server says so.

    Args:
        seconds: How long a request may take.
        headers: What every request says.

    Raises:
        ServiceFailed: The environment's ``no_proxy`` cannot be understood.
    """
    closed = threading.Event()
    retry = _patience(seconds, closed)
    proxies = {
        pattern: RetryTransport(transport=_Way(closed, proxy), retry=retry) for pattern, proxy in _proxies().items()
    }
    direct = RetryTransport(transport=_Way(closed), retry=retry)
    return httpx.Client(headers=headers, timeout=seconds, transport=direct, mounts=proxies | _exempt(proxies))


class _Proxy(NamedTuple):
    """A proxy, and the variable of the environment that has it."""

    variable: str
    value: str


class _Way(httpx.BaseTransport):
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
            raise ValueError("it has no host")
        return httpx.HTTPTransport(verify=verify, proxy=url)
    except ImportError:
        raise _unusable(proxy, "it needs a package that is not installed", "run pip install 'httpx[socks]'") from None
    except (ValueError, httpx.InvalidURL) as error:
        raise _unusable(proxy, str(error), "write it as http://host:port") from None


def _unusable(proxy: _Proxy, reason: str, remedy: str) -> ServiceFailed:
    shown = proxy.value.rpartition("@")[2]  # what stands before it may be a password
    return ServiceFailed(
        f"{proxy.variable} in the environment is {shown!r}, which cannot be used as a proxy ({reason}); "
        f"{remedy}, or unset {proxy.variable}."
    )


def _certificates() -> ssl.SSLContext:
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        named = " and ".join(f"{name} ({os.environ[name]!r})" for name in _CERTIFICATES if os.environ.get(name))
        remedy = f"correct or unset {named} in the environment" if named else "install the package certifi again"
        reason = error.strerror or error
        raise ServiceFailed(f"the certificates for https cannot be loaded ({reason}); {remedy}.") from None


def _proxies() -> dict[str, _Proxy]:
    """Return the proxies of the environment by the patterns of what goes through them."""
    found = {scheme: proxy for scheme, proxy in getproxies().items() if scheme in ("http", "https", "all")}
    return {f"{scheme}://": _Proxy(_variable(scheme), proxy) for scheme, proxy in found.items()}


def _variable(name: str) -> str:
    lower = f"{name}_proxy"
    return lower.upper() if lower not in os.environ and lower.upper() in os.environ else lower
