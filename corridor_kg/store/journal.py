"""The journal of a load: what an engine elsewhere has of it by now, so that the next load goes on from there.

It stands in a graph of its own beside what is loaded. A load lists there what it begins to send, and marks it when all
of it is there. When all is ready it writes down what is to become what, and then lets it become so: step by step, where
an engine takes no several steps at once, and each step may be made twice. So a load that breaks off at any place has
harmed nothing, and the next finds in the journal what is left to be done.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.engine import whole
from corridor_kg.engine.portable import ENDPOINT
from corridor_kg.engine.protocol import Protocol
from corridor_kg.errors import ServiceFailed
from corridor_kg.rdf.terms import INFERRED
from corridor_kg.store import elsewhere, evolution
from corridor_kg.store.elsewhere import NOTED

LOADING = NamedNode(f"{ENDPOINT}loading")
"""The graph of the journal, and the subject of what it says of the load as a whole."""

NEW_MERGE = NamedNode(f"{LOADING.value}/merge")
NEW_INFERRED = NamedNode(f"{LOADING.value}/inferred")
NEW_NOTED = NamedNode(f"{LOADING.value}/noted")
_NEW = (NEW_MERGE, NEW_INFERRED, NEW_NOTED, *evolution.GRAPHS)

ANEW, CHANGE, NOTES = "anew", "change", "notes"
"""How the merge becomes another: it is made like a new one, what changes in it is changed, or it stays as it is."""

_DIGEST = f"<{ENDPOINT}digest>"
_BECOMES = f"<{ENDPOINT}becomes>"
_GOES = f"<{ENDPOINT}goes>"
_HOW = f"<{ENDPOINT}how>"
_BY = f"<{ENDPOINT}by>"
_READY = f"<{ENDPOINT}ready>"
_DONE = f"<{ENDPOINT}done>"
_MERGE = f"<{ENDPOINT}merge>"

_STEPS = 100
"""How many steps are sent at once, where it makes no difference."""


class Plan(NamedTuple):
    """What is to become what.

    Attributes:
        how: How the merge becomes another.
        moves: The graphs that are ready, each with the graph that is to be like it.
        gone: The graphs that are to be there no more.
    """

    how: str
    moves: Mapping[NamedNode, NamedNode] = {}
    gone: Sequence[NamedNode] = ()

    def steps(self, merge: NamedNode | None, name: str) -> Iterator[str]:
        """Yield the steps that make it so, and do nothing where they are made once more, or when all is over.

        An update may be carried out twice, or late: by an engine that somebody has given up, or behind one that answers
        in its place. So each step looks whether what it needs is still there.

        Args:
            merge: The graph of the merge; None for the default graph.
            name: The name of the load that has written it down.
        """
        still = f'GRAPH {LOADING} {{ {LOADING} {_READY} "{name}" }}'
        yield f"DELETE {{ {elsewhere.WHOLE} }} WHERE {{ {still} {elsewhere.WHOLE} }}"
        if self.how == ANEW:
            yield from _made_like(merge, NEW_MERGE, still)
            yield from _made_like(INFERRED, NEW_INFERRED, still)
        if self.how == CHANGE:
            yield from evolution.steps(merge, still)
        for ready, graph in self.moves.items():
            yield from _made_like(graph, ready, still)
        for graph in self.gone:
            yield f"DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ {still} GRAPH {graph} {{ ?s ?p ?o }} }}"
        yield from _made_like(NOTED, NEW_NOTED, still)
        done = f'GRAPH {LOADING} {{ {LOADING} {_DONE} "{name}" }}'
        yield f"INSERT {{ {elsewhere.WHOLE} {done} }} WHERE {{ {still} }}"

    def statements(self) -> Iterator[str]:
        """Yield what is written down of it."""
        yield f'{LOADING} {_HOW} "{self.how}" .'
        yield from (f"{ready} {_BECOMES} {graph} ." for ready, graph in self.moves.items())
        yield from (f"{graph} {_GOES} {LOADING} ." for graph in self.gone)


class Journal:
    """The journal at an endpoint: of a load that somebody began, and of the one that goes on.

    Args:
        protocol: Sends queries and updates.

    Attributes:
        is_begun: Whether there is one.
        merge: The graph of the merge of a load that was begun; None for the default graph.
        sent: The graphs that were begun to be sent, each with the digest of what is there; empty where that is not all.
    """

    def __init__(self, protocol: Protocol) -> None:
        self._protocol = protocol
        self._name = uuid.uuid4().hex
        found = whole.rows(protocol, f"SELECT ?s ?p ?o WHERE {{ GRAPH {LOADING} {{ ?s ?p ?o }} }}")
        told = [(row["s"], str(row["p"]), row["o"]) for row in found]
        about = {key: value for subject, key, value in told if subject == LOADING}
        self.is_begun = bool(told)
        self.merge: NamedNode | None = about.get(_MERGE)
        self._ready, self._is_done = about.get(_READY), _DONE in about
        self._plan = _plan(about, told)
        self.sent: dict[NamedNode, str] = {}
        for graph, key, value in told:
            if key == _DIGEST:
                self.sent[graph] = "" if graph in self.sent else value.value

    @property
    def graphs(self) -> list[NamedNode]:
        """The graphs that are there for a load alone, and those that it sends to the places that they keep."""
        return [*self.sent, *_NEW]

    def recover(self) -> None:
        """Let become so what a load before this one has prepared, and clear up behind one that was done."""
        if self._ready is not None:
            self._settle(self._ready.value)

    # -- Sending -----------------------------------------------------------------------------------------

    def begin(
        self,
        merge: NamedNode | None,
        waiting: Sequence[NamedNode] = (),
        stale: Sequence[NamedNode] = (),
        first: Sequence[str] = (),
    ) -> None:
        """Take the load over, list what will be sent, and drop what stands in the way.

        Args:
            merge: The graph of the merge; None for the default graph.
            waiting: The graphs that will be sent.
            stale: Those that were sent and are not wanted, or not as they are.
            first: Steps to be made before they are dropped.
        """
        listed = [f'{graph} {_DIGEST} "" .' for graph in dict.fromkeys([*waiting, *stale])]
        listed += [self._by, *([f"{LOADING} {_MERGE} {merge} ."] if merge else [])]
        self._protocol.update(
            f"INSERT DATA {{ GRAPH {LOADING} {{\n{chr(10).join(listed)}\n}} }} ;\n"
            f"DELETE {{ GRAPH {LOADING} {{ ?graph {_DIGEST} ?digest }} }} WHERE {{ GRAPH {LOADING} {{"
            f' ?graph {_DIGEST} "" . ?graph {_DIGEST} ?digest FILTER(?digest != "") }} }} ;\n'
            f"DELETE {{ GRAPH {LOADING} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {LOADING} {{ ?s ?p ?o"
            f' FILTER(?p NOT IN ({_DIGEST}, {_MERGE}) && STR(?o) != "{self._name}") }} }}'
        )
        self.is_begun, self.merge = True, merge
        self._make([*first, *map(_dropped, dict.fromkeys([*stale, *waiting, *_NEW]))])
        forgotten = [graph for graph in stale if graph not in waiting]
        self._make(f'DELETE DATA {{ GRAPH {LOADING} {{ {graph} {_DIGEST} "" }} }}' for graph in forgotten)
        self.sent = {graph: digest for graph, digest in self.sent.items() if graph not in stale}
        self.sent |= dict.fromkeys(waiting, "")

    def arrived(self, digests: Mapping[NamedNode, str]) -> list[str]:
        """Return the steps that note that all of some graphs is there, to be made behind it."""
        if not digests:
            return []
        self.sent |= digests
        there = " ".join(f'{graph} {_DIGEST} "{digest}" .' for graph, digest in digests.items())
        begun = " ".join(f'{graph} {_DIGEST} "" .' for graph in digests)
        return [self._if_ours("INSERT", there), self._if_ours("DELETE", begun)]

    def _if_ours(self, verb: str, triples: str) -> str:
        """Return the step that notes something, or takes it back, as long as no other load has begun or ended."""
        return f"{verb} {{ GRAPH {LOADING} {{ {triples} }} }} WHERE {{ GRAPH {LOADING} {{ {self._by} }} }}"

    @property
    def _by(self) -> str:
        return f'{LOADING} {_BY} "{self._name}" .'

    def check(self) -> None:
        """Refuse to go on where another load has taken this one over.

        Raises:
            ServiceFailed: It has.
        """
        if not whole.truth(self._protocol, f"ASK {{ GRAPH {LOADING} {{ {self._by} }} }}"):
            raise ServiceFailed(
                f"another load into {self._protocol.address.query} has begun meanwhile; let one end, and start again."
            )

    # -- Ending ------------------------------------------------------------------------------------------

    def finish(self, plan: Plan, noted: Iterable[str]) -> None:
        """Let become so what is ready, and clear up.

        Args:
            plan: What is to become what.
            noted: The triples that note the graph as it will be.
        """
        self.check()
        self._protocol.update(_dropped(NEW_NOTED))
        for part in _parts(list(noted), _STEPS // 2):
            self._protocol.update(f"INSERT DATA {{ GRAPH {NEW_NOTED} {{\n{chr(10).join(part)}\n}} }}")
        self._protocol.update(f"INSERT DATA {{ GRAPH {LOADING} {{\n{chr(10).join(plan.statements())}\n}} }}")
        self._protocol.update(self._if_ours("INSERT", f'{LOADING} {_READY} "{self._name}"'))
        self._plan = plan
        self._settle(self._name)

    def _settle(self, name: str) -> None:
        if not self._is_done:
            self._make(self._plan.steps(self.merge, name), at_once=self.merge is None)
        self.clear_up()

    def clear_up(self) -> None:
        """Drop what there was for the load alone, the journal last."""
        loaded = [graph for graph in self.graphs if graph.value.startswith(f"{LOADING.value}/")]
        self._make(map(_dropped, [*loaded, LOADING]))
        self.sent, self.is_begun, self._ready, self._is_done = {}, False, None, False

    def _make(self, steps: Iterable[str], *, at_once: bool = False) -> None:
        """Make steps, all of them in one update where others must not see some without the rest."""
        made = list(steps)
        for part in _parts(made, len(made) if at_once else _STEPS):
            self._protocol.update(" ;\n".join(part))


def _plan(about: Mapping[str, Literal], told: Iterable[tuple[NamedNode, str, NamedNode]]) -> Plan:
    """Return what a journal says is to become what."""
    moves, gone = {}, []
    for graph, key, value in told:
        if key == _BECOMES:
            moves[graph] = value
        elif key == _GOES:
            gone.append(graph)
    return Plan(about[_HOW].value if _HOW in about else NOTES, moves, gone)


def _made_like(graph: NamedNode | None, ready: NamedNode, condition: str) -> list[str]:
    """Return the steps that make a graph, None for the default graph, what another is, by what differs."""
    old = f"GRAPH {graph} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    new = f"GRAPH {ready} {{ ?s ?p ?o }}"
    return [
        f"DELETE {{ {old} }} WHERE {{ {condition} {old} FILTER NOT EXISTS {{ {new} }} }}",
        f"INSERT {{ {old} }} WHERE {{ {condition} {new} FILTER NOT EXISTS {{ {old} }} }}",
    ]


def _dropped(graph: NamedNode) -> str:
    return f"DROP SILENT GRAPH {graph}"


def _parts(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), max(size, 1)))
