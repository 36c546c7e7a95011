"""Dialogues with authorities: how each is asked about identifiers, and what its answers say of them.

What all dialogues share is here; each authority has a module of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from corridor_kg.errors import ServiceFailed
from corridor_kg.network.client import Client, Response
from corridor_kg.network.replies import clean

BATCH = 50
"""How many identifiers go into a request: Wikidata takes no more."""

_QUERY_OF_URL = re.compile(r"(https?://[^\s?]+)\?\S+")


class State(NamedTuple):
    """What is known of a target now.

    Attributes:
        check: What is wrong with it, as `corridor_kg.links.checking` names it; empty for nothing.
        message: What to say about that.
        replacement: The IRI that it has now.
        names: What it is called now, the first name first; None where names are not compared.
        others: What else it is called: aliases, alternate names.
    """

    check: str = ""
    message: str = ""
    replacement: str = ""
    names: tuple[str, ...] | None = None
    others: tuple[str, ...] = ()


States = dict[str, State]
"""What is known of targets, by their IRIs."""


class Dialogue(NamedTuple):
    """How an authority is asked.

    Attributes:
        size: How many targets go into a request.
        ask: Sends a request about some targets to an address.
        read: Returns what the answer says of at least one of them, or raises ServiceFailed.
    """

    size: int
    ask: Callable[[Client, str, list[str]], Response]
    read: Callable[[Response, list[str]], States]

    def ask_all(self, client: Client, url: str, targets: list[str], *, name: str) -> Iterator[States]:
        """Yield what an authority says about targets, one request after the other.

        What an answer leaves out is asked about again. An authority that cannot be reached or refuses is not asked
        any more, and what is left is said not to have been asked.

        Args:
            client: The way to the network.
            url: Where the authority answers.
            targets: IRIs that have the form of its identifiers, each once.
            name: The authority's name, for messages.
        """
        while targets:
            batch = targets[: self.size]
            try:
                response = self.ask(client, url, batch)
            except ServiceFailed as error:
                yield dict.fromkeys(targets, _not_asked(name, error))
                return
            found = self._understood(response, batch, name)
            yield found
            targets = [target for target in targets if target not in found]

    def _understood(self, response: Response, targets: list[str], name: str) -> States:
        """Return what an answer says, of at least one of the targets."""
        try:
            return self.read(response, targets)
        except ServiceFailed as error:
            return dict.fromkeys(targets, _not_asked(name, error))


def moved(name: str, new: str) -> State:
    """Return the state of what an authority has under another IRI now."""
    message = f"{name} has it as {new} now; link to that if it is the same thing, else look for another."
    return State("link-moved", message, new)


def gone(name: str) -> State:
    """Return the state of what an authority no longer knows."""
    message = f"{name} no longer knows it; look for another identifier, or record that there is none."
    return State("link-gone", message)


def not_understood(response: Response, what: str) -> ServiceFailed:
    """Return the exception for an answer that says nothing.

    Args:
        response: The answer.
        what: What is wrong with it, as it goes on after its address.
    """
    return ServiceFailed(f"{response.url} {clean(what)}; try again later, or check the address.")


def local(target: str) -> str:
    """Return an identifier without its space.

    >>> local("https://sws.geonames.org/1812545/")
    '1812545'
    """
    return target.rstrip("/").rpartition("/")[2]


def _not_asked(name: str, error: ServiceFailed) -> State:
    reason = _QUERY_OF_URL.sub(r"\1", str(error))
    return State("link-not-asked", f"{name} could not be asked about it: {reason}")
