"""The SPARQL 1.1 Protocol (W3C Recommendation): a query or an update to an address, and what may go wrong on the way.

An answer that is not whole is none: what an engine has cut off, says that it has cut off, or has left in the middle is
an error, and never a part of an answer.
"""

from __future__ import annotations

import re
import weakref
from typing import TYPE_CHECKING, NamedTuple

from corridor_kg.engine import results
from corridor_kg.errors import ServiceFailed
from corridor_kg.network import client, replies
from corridor_kg.network.client import Client, Response

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

_TIMED_OUT = re.compile(r"time.?out|timed out|time limit|cancel+ed|exceed\w* .*time|S1T00", re.IGNORECASE)


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
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self._client = Client(seconds=address.seconds, login=address.login, most_bytes=MOST_BYTES)
        self._preface = ""
        self.close = weakref.finalize(self, self._client.close)
        """Closes its connections, at the latest when nobody has it any more."""

    def query(self, text: str, *, accept: str = results.ROWS) -> Response:
        """Return what the engine answers.

        Args:
            text: A query, with all that it needs declared.
            accept: The media type asked for.

        Raises:
            ServiceFailed: The engine cannot be reached, refuses, is too slow, or has not answered all.
            ValueError: It cannot answer this query, and says why.
        """
        response = self._client.post(self.address.query, form={"query": text}, accept=accept)
        self._refuse(response)
        _refuse_part(response)
        return response

    def update(self, text: str) -> None:
        """Let the engine change what it holds.

        Args:
            text: An update, or several with semicolons between them.

        Raises:
            ServiceFailed: As in `query`, or there is no address of updates.
            ValueError: It cannot do so, and says why.
        """
        if not self.address.update:
            raise ServiceFailed(
                f"{self.address.query} is asked, and nobody said where it is changed; give --update-endpoint too."
            )
        told = f"{self._preface}{text}"
        self._refuse(self._client.post(self.address.update, text=told, media_type="application/sparql-update"))

    def _refuse(self, response: Response) -> None:
        """Let a response pass that succeeded."""
        name = re.match("[a-z]*", response.headers.get("server", "").lower())
        self._preface = _PREFACES.get(name[0] if name else "", "")
        if 200 <= response.status < 300:
            return
        said = _said(response)
        if response.status in (401, 403):
            known = "does not take this name and password" if self.address.login else "wants to know who asks"
            raise ServiceFailed(f"{response.url} {known} (status {response.status}); give --user, and see its help.")
        if response.status in (404, 405, 410, 501):
            raise ServiceFailed(
                f"{response.url} is no SPARQL endpoint (status {response.status}{said}); check the address."
            )
        if response.status in (408, 504) or _TIMED_OUT.search(said):
            raise ServiceFailed(
                f"{response.url} gave the query up, for it took too long{said}; ask for less, or let it take longer."
            )
        if response.status in (400, 422) or (response.status == 500 and said):
            raise ValueError(f"{response.url} says{said or f' {response.status}'}")
        client.raise_for_status(response)


def unreadable(response: Response, error: Exception) -> ServiceFailed:
    """Return what to say of an answer that is none.

    Args:
        response: What was answered.
        error: Why it cannot be read.
    """
    kind = response.media_type or "something"
    if "html" in kind:
        return ServiceFailed(f"{response.url} answered a web page, and no SPARQL results; check the address.")
    reason = replies.clean(str(error))[: replies.SHOWN]
    return ServiceFailed(
        f"{response.url} answered {kind} that is no SPARQL result, or not all of one ({reason}); ask again, and check"
        " the address."
    )


def _refuse_part(response: Response) -> None:
    """Refuse an answer of which the engine says that it is not all.

    That rows may be left out is said of each query; it is for who counts them to tell (`corridor_kg.engine.over_http`).
    """
    if _PARTLY in response.headers:
        raise ServiceFailed(
            f"{response.url} answered what it had found when its time was over, and no more; let it take longer."
        )


def most_rows(response: Response) -> int | None:
    """Return how many rows an engine says that it answers at most; None where it says nothing."""
    told = response.headers.get(_ROWS_CUT, "")
    return int(told) if told.isdecimal() else None


def _said(response: Response) -> str:
    """Return the first words of what an engine says is wrong, behind a colon."""
    text = response.content[:2000].decode(errors="replace")
    if "html" in response.media_type:
        text = re.sub(r"<[^>]*>", " ", text)
    said = replies.clean(text)[: replies.SHOWN].strip()
    return f": {said.removesuffix('.')}" if said else ""
