"""The SPARQL 1.1 Protocol (W3C Recommendation): a query or an update to an address, and what may go wrong on the way.

An answer that is not whole is none: what an engine has cut off, says that it has cut off, or has left in the middle is
an error, and never a part of an answer.
"""

from __future__ import annotations

import re
import weakref
from typing import TYPE_CHECKING, NamedTuple

from corridor_kg.engine import results
from corridor_kg.errors import NotAnswered, ServiceFailed
from corridor_kg.network import client, logins, replies
from corridor_kg.network.client import Client, Response
from corridor_kg.network.logins import Bearer, Challenged

if TYPE_CHECKING:
    import httpx

SECONDS = 300.0
"""How long a query or an update may take, unless something else is said."""

MOST_BYTES = 4_000_000_000
"""How long an answer may be."""

_ROWS_CUT = "x-sparql-maxrows"
"""What Virtuoso says, with their number, where it may have left rows out."""

_PARTLY = "x-sql-state"
"""What Virtuoso says where it has answered with what it had found when its time was over."""

_PREFACES = {"virtuoso": "DEFINE sql:log-enable 3\n"}
"""What stands before an update, by the name with which a server begins to say what it is.

Virtuoso keeps an update whole in memory, as one transaction, and ends one that grows too large; so it is told to write,
and to log, row by row.
"""

_TIMED_OUT = re.compile(r"time.?out|timed out|time limit|cancel+ed|exceed\w* .*time", re.IGNORECASE)
_MAY_NOT = re.compile(r"SECURITY: No permission")
"""What Virtuoso says where somebody may not do what is asked."""

_END = 500
"""How many bytes at the beginning or at the end of what is answered may tell why it is not more."""

_IF_LATE = "ask for less, or let it take longer with --endpoint-timeout or settings of its own"
_AGAIN = (429, 502, 503)
"""After which statuses an engine is asked again; not after 504, for it would take too long again."""


class Address(NamedTuple):
    """Where an engine is, and who asks it.

    Attributes:
        query: The address of its queries.
        update: The address of its updates; empty where there is none.
        login: How to log in, or what signs each request; None for neither.
        seconds: How long a query or an update may take.
    """

    query: str
    update: str = ""
    login: httpx.Auth | None = None
    seconds: float = SECONDS


class Protocol:
    """Sends queries and updates to an address; its connections are kept until `close`.

    Args:
        address: Where the engine is.

    Raises:
        BadParameter: The address has a password in it, or there is no such number of seconds.
    """

    def __init__(self, address: Address) -> None:
        for url in (address.query, address.update):
            logins.refuse_password(url)
        self.address = address
        self._client = Client(
            seconds=address.seconds, login=address.login, most_bytes=MOST_BYTES, if_late=_IF_LATE, again=_AGAIN
        )
        self._preface = ""
        self.close = weakref.finalize(self, self._client.close)
        """Closes its connections, at the latest when nobody has it any more."""

    def query(self, text: str, *, accept: str = results.ROWS) -> Response:
        """Return what the engine answers, of which `corridor_kg.engine.whole` tells whether it is all.

        Args:
            text: A query, with all that it needs declared.
            accept: The media type asked for.

        Raises:
            ServiceFailed: The engine cannot be reached, refuses, or is too slow.
            NotAnswered: It cannot answer this query, and says why.
        """
        response = self._client.post(self.address.query, form={"query": text}, accept=accept, redirect=False)
        self._refuse(response)
        if _PARTLY in response.headers:
            raise ServiceFailed(
                f"{response.url} answered what it had found when its time was over, and no more; {_IF_LATE}."
            )
        return response

    def update(self, text: str) -> None:
        """Let the engine change what it holds.

        Args:
            text: An update, or several with semicolons between them.

        Raises:
            ServiceFailed: As in `query`, or there is no address of updates.
            NotAnswered: It cannot do so, and says why.
        """
        if not self.address.update:
            raise ServiceFailed(
                f"{self.address.query} is asked, and nobody said where it is changed; give --update-endpoint too."
            )
        told = f"{self._preface}{text}"
        response = self._client.post(
            self.address.update, text=told, media_type="application/sparql-update", redirect=False
        )
        self._refuse(response)

    def _refuse(self, response: Response) -> None:
        """Let a response pass that succeeded."""
        name = re.match("[a-z]*", response.headers.get("server", "").lower())
        self._preface = _PREFACES.get(name[0] if name else "", "")
        status, url, said = response.status, response.url, _said(response)
        if 200 <= status < 300:
            return
        if status in (401, 403) or _MAY_NOT.search(said):
            raise ServiceFailed(f"{url} {self._unwelcome(response)}")
        if 300 <= status < 400:
            raise ServiceFailed(f"{url} points elsewhere (status {status}{_location(response)}); give that address.")
        if status in (404, 405, 410, 501):
            raise ServiceFailed(f"{url} is no SPARQL endpoint (status {status}{said}); check the address.")
        if status in (408, 504) or gave_up(response):
            raise ServiceFailed(f"{url} gave up, for it took too long{said}; {_IF_LATE}.")
        if status in (400, 422) or (status == 500 and said):
            raise NotAnswered(
                f"{url} cannot do what it is asked (status {status}{said}); ask otherwise, and check the address."
            )
        client.raise_for_status(response)

    def _unwelcome(self, response: Response) -> str:
        """Return what a server makes of who asks, and what to do about it."""
        login, told = self.address.login, f"(status {response.status})"
        if login is None:
            return f"wants to know who asks {told}; give --user, and see its help, or a token in {logins.TOKEN}."
        if response.status == 401 and isinstance(login, Bearer):
            return f"does not take the token in {logins.TOKEN} {told}; give one that is valid there."
        asked = response.headers.get("www-authenticate", "")
        if response.status == 401 and isinstance(login, Challenged) and not logins.offered(asked):
            ways = replies.clean(asked)[: replies.SHOWN] or "nothing that it tells"
            return f"asks for {ways}, and not for a name and a password {told}; leave --user out, or ask who runs it."
        if response.status == 401:
            return f"does not take this name and password {told}; correct them."
        return f"does not let this user do that {told}; ask who runs it for the right to."


def unreadable(response: Response, error: Exception) -> ServiceFailed:
    """Return what to say of an answer that is none.

    Args:
        response: What was answered.
        error: Why it cannot be read.
    """
    kind = response.media_type or "something"
    if "html" in kind:
        return ServiceFailed(f"{response.url} answered a web page, and no SPARQL results; check the address.")
    if gave_up(response):
        return ServiceFailed(f"{response.url} gave up in the middle, for it took too long; {_IF_LATE}.")
    reason = replies.clean(str(error))[: replies.SHOWN]
    return ServiceFailed(
        f"{response.url} answered {kind} that is no SPARQL result, or not all of one ({reason}); ask again, and check"
        " the address."
    )


def most_rows(response: Response) -> int | None:
    """Return how many rows an engine says that it answers at most; None where it says nothing."""
    told = response.headers.get(_ROWS_CUT, "")
    return int(told) if told.isdecimal() else None


def gave_up(response: Response) -> bool:
    """Return whether an engine says that it took too long: instead of an answer, or behind a half of one."""
    is_answer = response.status < 300
    said = response.content[-_END:] if is_answer else response.content[:_END]
    return b"Virtuoso S1T00 Error" in response.content or bool(_TIMED_OUT.search(said.decode(errors="replace")))


def _location(response: Response) -> str:
    location = replies.clean(response.headers.get("location", ""))[: replies.SHOWN]
    return f": {logins.without_password(location)}" if location else ""


def _said(response: Response) -> str:
    """Return the first words of what an engine says is wrong, behind a colon."""
    text = response.content[:2000].decode(errors="replace")
    if "html" in response.media_type:
        text = re.sub(r"<[^>]*>", " ", text)
    said = replies.clean(text)[: replies.SHOWN].strip()
    return f": {said.removesuffix('.')}" if said else ""
