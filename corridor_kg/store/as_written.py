"""Statements as their files have them: a store rewrites literals (``2.50`` becomes ``2.5``).

So the files that state them are read again. What a query computes, and what follows by a rule, stands in no file, and
is left as the engine has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from corridor_kg.engine.engine import Engine
from corridor_kg.rdf.terms import Node
from corridor_kg.store.filed import may_be_rewritten


class _Key(NamedTuple):
    """What a literal is said of: the subject, None for any blank node, for each reading names these anew.

    Attributes:
        subject: The subject, or None.
        predicate: The predicate.
        graph: The graph of the origin; None for any.
    """

    subject: NamedNode | None
    predicate: NamedNode
    graph: Node | None


def as_written(
    quads: Iterable[Quad], stated: Callable[[set[Node | None]], Iterable[Quad]], engine: Engine
) -> Iterator[Quad]:
    """Yield quads with each literal as it was written.

    What was written in two ways is two literals again. Of a blank node, a literal that was written in several ways
    somewhere stays as the engine has it, for nobody can tell which of them it is.

    Args:
        quads: What the engine found; what has the default graph may be stated by any origin.
        stated: Called with the graphs of origins, and None where it may be any; what is stated there, as it was
            written. What the engine leaves as it is need not be among it.
        engine: The engine that found them.
    """
    quads = list(quads)
    wanted = {_key(quad) for quad in quads if may_be_rewritten(quad.object)}
    written = _written(wanted, stated, engine) if wanted else {}
    for quad in quads:
        forms = written.get((_key(quad), quad.object), [])
        cannot_be_told = isinstance(quad.subject, BlankNode) and len(forms) > 1
        for form in forms if forms and not cannot_be_told else [quad.object]:
            yield Quad(quad.subject, quad.predicate, form, quad.graph_name)


def _written(
    wanted: set[_Key], stated: Callable[[set[Node | None]], Iterable[Quad]], engine: Engine
) -> dict[tuple[_Key, object], list[Literal]]:
    """Return the ways in which literals are written, by what they are said of and what the engine makes of them."""
    found: dict[_Key, set[Literal]] = defaultdict(set)
    for quad in stated({key.graph for key in wanted}):
        value = quad.object
        if isinstance(value, Literal) and may_be_rewritten(value):
            exact = _key(quad)
            for key in wanted & {exact, exact._replace(graph=None)}:
                found[key].add(value)
    kept = engine.kept({literal for literals in found.values() for literal in literals})
    result: dict[tuple[_Key, object], list[Literal]] = defaultdict(list)
    for key, literals in found.items():
        for literal in sorted(literals, key=str):
            result[key, kept[literal]].append(literal)
    return result


def _key(quad: Quad) -> _Key:
    graph = None if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
    subject = quad.subject if isinstance(quad.subject, NamedNode) else None
    return _Key(subject, quad.predicate, graph)
