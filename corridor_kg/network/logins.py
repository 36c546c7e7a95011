"""Who asks a server: a name and a password, or a token, from the environment or a netrc file, and never as an argument.

A password on a command line stands in the shell's history and in the list of processes.
"""

from __future__ import annotations

import netrc
import os
from collections.abc import Generator
from typing import NamedTuple

import httpx

from corridor_kg.errors import BadParameter

PASSWORD = "CORRIDOR_KG_PASSWORD"  # the name of a variable of the environment
"""The variable of the environment that has the password of ``--user``."""

TOKEN = "CORRIDOR_KG_TOKEN"  # as above
"""The variable of the environment that has a bearer token (RFC 6750)."""

_ANSWERED = (401, 407)


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


def find(url: str, user: str | None = None) -> httpx.Auth | None:
    """Return how to log in to a server: as a user, else with a token; None where nothing is known.

    Args:
        url: The server's address.
        user: The name; its password is in `PASSWORD`, else in the netrc file (``NETRC``, or ``~/.netrc``) beside it.

    Raises:
        BadParameter: There is no password for the name, or the netrc file cannot be read.
    """
    if user is not None:
        return Challenged(Login(user, _password(url, user)))
    token = os.environ.get(TOKEN)
    return Bearer(token) if token else None


def _password(url: str, user: str) -> str:
    if (password := os.environ.get(PASSWORD)) is not None:
        return password
    host = httpx.URL(url).host
    file = os.environ.get("NETRC") or os.path.expanduser("~/.netrc")
    try:
        found = netrc.netrc(file).authenticators(host)
    except FileNotFoundError:
        found = None
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError) as error:
        raise BadParameter(f"{file} cannot be read for the password of {user!r}: {error}.") from None
    if found and found[0] == user and found[2]:
        return found[2]
    raise BadParameter(
        f"there is no password for {user!r} at {host}; put it into {PASSWORD} in the environment,"
        f" or write 'machine {host} login {user} password …' into {file}."
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
    """A name and a password in the way that the server asks for: digest (RFC 7616) where it can, else basic (RFC 7617).

    Nothing is sent before the server has asked, and then with each request at once.
    """

    requires_response_body = False

    def __init__(self, login: Login) -> None:
        self._login = login
        self._known: httpx.BasicAuth | httpx.DigestAuth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request; where the server asks who it is, once more with an answer."""
        if self._known is None:
            response = yield request
            if response.status_code not in _ANSWERED:
                return
            self._known = self._answer(response.headers.get_list("WWW-Authenticate"))
            if self._known is None:
                return
        yield from self._known.auth_flow(request)

    def _answer(self, challenges: list[str]) -> httpx.BasicAuth | httpx.DigestAuth | None:
        schemes = " ".join(challenges).lower()
        if "digest" in schemes:
            return httpx.DigestAuth(*self._login)
        return httpx.BasicAuth(*self._login) if "basic" in schemes else None
