"""Who asks a server: a name and a password, or a token, from the environment or a netrc file, and never as an argument.

A password on a command line stands in the shell's history and in the list of processes.
"""

from __future__ import annotations

import netrc
import os
import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import NamedTuple

import httpx

from corridor_kg.errors import BadParameter

PASSWORD = "CORRIDOR_KG_PASSWORD"  # the name of a variable of the environment
"""The variable of the environment that has the password of ``--user``."""

TOKEN = "CORRIDOR_KG_TOKEN"  # as above
"""The variable of the environment that has a bearer token (RFC 6750)."""

_BEARER = re.compile(r"[A-Za-z0-9._~+/-]+=*")
"""A token as RFC 6750 has it; what is none would be shown by what refuses to send it."""

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_SCHEME = re.compile(r"(?:^|,)\s*([\w-]+)(?!\s*=)(?=[\s,]|$)")
"""The name with which a challenge begins, where what stands in quotation marks is left out of account."""


class Login(NamedTuple):
    """A name and its password.

    Attributes:
        user: The name.
        password: The password; it is never shown.
    """

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Login(user={self.user!r})"


def find(url: str, user: str | None = None, *, beside: Iterable[str] = ()) -> httpx.Auth | None:
    """Return how to log in to a server: as a user, else with a token; None where nothing is known.

    Args:
        url: The server's address.
        user: The name; its password is in `PASSWORD`, else in the netrc file (``NETRC``, or ``~/.netrc``) beside it.
        beside: Further addresses for the same user, which may be those of other servers.

    Raises:
        BadParameter: There is no password for the name, the netrc file cannot be read, or the token is none.
    """
    if user is not None:
        urls = [_parsed(one) for one in (url, *beside)]
        return Challenged({_origin(one): Login(user, _password(one.host, user)) for one in urls})
    token = os.environ.get(TOKEN)
    if token and not _BEARER.fullmatch(token):
        raise BadParameter(f"{TOKEN} in the environment is no bearer token, which is one word of ASCII; correct it.")
    return Bearer(token) if token else None


def as_user(user: str, password: str, *urls: str) -> httpx.Auth:
    """Return how to log in to servers with a name and a password.

    Args:
        user: The name.
        password: The password.
        urls: The addresses of the servers; no other is given it.
    """
    return Challenged({_origin(_parsed(url)): Login(user, password) for url in urls})


def _password(host: str, user: str) -> str:
    if (password := os.environ.get(PASSWORD)) is not None:
        return password
    file = os.environ.get("NETRC") or os.path.expanduser("~/.netrc")
    found = _looked_up(file, host, user)
    if found and found[0] == user and found[2]:
        return found[2]
    raise BadParameter(
        f"there is no password for {user!r} at {host}; put it into {PASSWORD} in the environment,"
        f" or write 'machine {host} login {user} password …' into {file}."
    )


def _looked_up(file: str, host: str, user: str) -> tuple[str, str, str] | None:
    """Return what a netrc file has of a host; no message has a word of it, for that may be the password."""
    try:
        return netrc.netrc(file).authenticators(host)
    except FileNotFoundError:
        return None
    except netrc.NetrcParseError as error:
        reason = f"line {error.lineno} is none of a netrc file"
    except UnicodeDecodeError:
        reason = "it is not UTF-8"
    except OSError as error:
        reason = error.strerror or type(error).__name__
    raise BadParameter(f"{file} cannot be read for the password of {user!r}: {reason}; correct it.")


def _parsed(url: str) -> httpx.URL:
    try:
        return httpx.URL(url)
    except httpx.InvalidURL:
        raise BadParameter(f"{url!r} is not the address of a service; it begins with http:// or https://.") from None


def _origin(url: httpx.URL) -> str:
    """Return what a password is for: a scheme, a host and a port."""
    ports = {"http": 80, "https": 443}
    return f"{url.scheme}://{url.host}:{url.port or ports.get(url.scheme, '')}"


def without_password(url: str) -> str:
    """Return an address without what may stand before its host.

    >>> without_password("http://me:secret@localhost/query")
    'http://localhost/query'
    """
    return re.sub(r"(?<=//)[^/?#]*@", "", url)


def refuse_password(url: str) -> None:
    """Let an address pass that has no name and no password in it.

    Raises:
        BadParameter: It has, and would be shown, and sent to whoever answers there.
    """
    if (shown := without_password(url)) != url:
        raise BadParameter(
            f"the address {shown} was given with a name or a password before its host; leave them out, and give"
            f" --user, with the password in {PASSWORD} in the environment."
        )


class Bearer(httpx.Auth):
    """A token that every request carries (RFC 6750, section 2.1)."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request with the token."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class Challenged(httpx.Auth):
    """A name and a password in the way that a server asks for: digest (RFC 7616) where it can, else basic (RFC 7617).

    Nothing is sent before the server has asked, and then with each request at once; and nothing ever to another server.

    Args:
        logins: The name and the password for each server, by its scheme, host and port.
    """

    def __init__(self, logins: Mapping[str, Login]) -> None:
        self._logins = dict(logins)
        self._known: dict[str, httpx.BasicAuth | httpx.DigestAuth] = {}

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request; where the server asks who it is, once more with an answer."""
        server = _origin(request.url)
        known = self._known.get(server)
        if known is not None:
            request = next(known.auth_flow(request))
        response = yield request
        is_asked = response.status_code == 401 and _origin(response.request.url) == server
        if not is_asked or isinstance(known, httpx.BasicAuth) or server not in self._logins:
            return
        answer = _answer(self._logins[server], request, response)
        if answer is not None:
            self._known[server] = answer
            yield request


def _answer(
    login: Login, request: httpx.Request, response: httpx.Response
) -> httpx.BasicAuth | httpx.DigestAuth | None:
    """Write into a request the answer to what a server asks; None where it asks for what is not known here."""
    asked = list(_challenges(", ".join(response.headers.get_list("WWW-Authenticate"))))
    for scheme, challenge in asked:
        if scheme == "digest" and (digest := _digest(login, challenge, request, response)):
            return digest
    if "basic" in dict(asked):
        basic = httpx.BasicAuth(*login)
        next(basic.auth_flow(request))
        return basic
    return None


def _digest(login: Login, challenge: str, request: httpx.Request, response: httpx.Response) -> httpx.DigestAuth | None:
    """Write the answer to a challenge of digest; None where it is damaged, or of a kind that is not known here."""
    digest = httpx.DigestAuth(*login)
    flow = digest.auth_flow(request)
    next(flow)
    response.headers["WWW-Authenticate"] = challenge
    try:
        flow.send(response)
    except (LookupError, NotImplementedError, StopIteration, ValueError, httpx.ProtocolError):
        return None
    return digest


def offered(header: str) -> bool:
    """Return whether a server takes a name and a password in a way that is known here.

    Args:
        header: What it says as ``WWW-Authenticate``.

    >>> offered('Negotiate, Basic realm="x"'), offered("Negotiate"), offered('Bearer realm="basic, digest"')
    (True, False, False)
    """
    return any(scheme in ("basic", "digest") for scheme, _ in _challenges(header))


def _challenges(header: str) -> Iterator[tuple[str, str]]:
    """Yield the challenges of a header (RFC 9110, section 11.6.1), each with its scheme in small letters."""
    found = list(_SCHEME.finditer(_QUOTED.sub(lambda quoted: "_" * len(quoted[0]), header)))
    ends = (*(match.start(1) for match in found[1:]), len(header))
    for match, end in zip(found, ends, strict=False):
        yield match[1].lower(), header[match.start(1) : end].strip(" ,\t")
