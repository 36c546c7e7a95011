"""A change of a graph in an engine elsewhere: some origins are others or gone, and what follows changes with them.

What is to change is written into graphs of its own first, while others ask what was there before, and then made so
(`corridor_kg.store.journal`). So a change takes as long as it is large, and not as long as the graph is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.engine.over_http import OverHttp
from corridor_kg.engine.portable import ENDPOINT
from corridor_kg.inference import incremental
from corridor_kg.inference.compiler import compile_rules
from corridor_kg.inference.incremental import Change
from corridor_kg.rdf.terms import INFERRED

_GONE = NamedNode(f"{ENDPOINT}loading/gone")
_ADDED = NamedNode(f"{ENDPOINT}loading/added")
_STATED = NamedNode(f"{ENDPOINT}loading/stated")

GRAPHS = (_GONE, _ADDED, _STATED)
"""The graphs of a change."""

_ANY = "?s ?p ?o"


class Replaced(NamedTuple):
    """Which graphs take the places of which.

    Attributes:
        new: The graphs that are other ones from now on, each with the graph in which it is ready.
        gone: Those that are there no more.
        same: Those that stay as they are.
    """

    new: Mapping[NamedNode, NamedNode]
    gone: Collection[NamedNode]
    same: Collection[NamedNode]


def prepare(engine: OverHttp, replaced: Replaced, *, inference: bool) -> bool:
    """Write into graphs of their own what a change takes away and adds, what follows among it; return whether it can.

    Args:
        engine: The graph as it is asked.
        replaced: What changes.
        inference: Whether what the ontology implies is there.

    Returns:
        False where the change may make other rules, so that all that follows has to be inferred anew.
    """
    engine.update(" ; ".join(f"DROP SILENT GRAPH {graph}" for graph in GRAPHS))
    for where in _taken_away(replaced):
        engine.insert(_ANY, _GONE, where, beside=[*replaced.same, *replaced.new.values()])
    for place in replaced.new.values():
        engine.insert(_ANY, _STATED, f"GRAPH {place} {{ {_ANY} }} FILTER NOT EXISTS {{ {_ANY} }}")
        engine.insert(_ANY, _STATED, f"GRAPH {place} {{ {_ANY} }} GRAPH {INFERRED} {{ {_ANY} }}")
    engine.insert(_ANY, _ADDED, f"GRAPH {_STATED} {{ {_ANY} }}")
    change = Change(_GONE, _ADDED, INFERRED)
    if inference:
        if incremental.has_axioms(engine, change):
            return False
        incremental.follow(engine, compile_rules(engine).rules, change)
    return True


def _taken_away(replaced: Replaced) -> Iterator[str]:
    """Yield where what is stated no more is found: in a graph as it was, and in none as it will be."""
    old = [*replaced.new, *replaced.gone]
    others = ", ".join(map(str, [*old, INFERRED, *GRAPHS]))
    kept = f'GRAPH ?g {{ {_ANY} }} FILTER(?g NOT IN ({others}) && !(STR(?g) IN ("{ENDPOINT}merge", "{ENDPOINT}noted")))'
    for graph in old:
        yield f"GRAPH {graph} {{ {_ANY} }} FILTER NOT EXISTS {{ {kept} }}"


def steps(merge: NamedNode | None, condition: str) -> list[str]:
    """Return the steps of an update that make of the merge, and of what follows, what was prepared.

    Args:
        merge: The graph of the merge; None for the default graph.
        condition: What has to hold, as in the braces of WHERE.
    """
    in_merge = f"GRAPH {merge} {{ {_ANY} }}" if merge else _ANY
    inferred = f"GRAPH {INFERRED} {{ {_ANY} }}"
    gone, added, stated = (f"GRAPH {graph} {{ {_ANY} }}" for graph in GRAPHS)
    return [
        f"DELETE {{ {in_merge} }} WHERE {{ {condition} {gone} FILTER NOT EXISTS {{ {added} }} }}",
        f"INSERT {{ {in_merge} }} WHERE {{ {condition} {added} }}",
        f"DELETE {{ {inferred} }} WHERE {{ {condition} {gone} }}",
        f"DELETE {{ {inferred} }} WHERE {{ {condition} {stated} }}",
        f"INSERT {{ {inferred} }} WHERE {{ {condition} {added} FILTER NOT EXISTS {{ {stated} }} }}",
    ]
