"""What is said of a thing, for DESCRIBE, by which each engine means something else.

Here it is what pyoxigraph means: the triples about the thing, and about each blank node that they lead to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from corridor_kg.engine.dataset_clause import resolved
from corridor_kg.engine.engine import Engine
from corridor_kg.rdf.terms import Node
from corridor_kg.rdf.tokens import Token, tokens


def described(query: str, engine: Engine, prefixes: Mapping[str, str] | None = None) -> Iterator[Quad]:
    """Yield what a DESCRIBE query finds.

    Args:
        query: The query, which has been parsed.
        engine: The engine that is asked.
        prefixes: Prefixes that it need not declare, each with its namespace.
    """
    found = tokens(query)
    start = next(number for number, token in enumerate(found) if token.keyword == "DESCRIBE")
    end = next((number for number in range(start + 1, len(found)) if _ends(found[number])), len(found))
    named = [token.text for token in found[start + 1 : end] if token.kind in ("iri", "name")]
    things: dict[Node, None] = dict.fromkeys(resolved(query[: found[start].start], named, prefixes))
    variables = [token.text for token in found[start + 1 : end] if token.kind == "variable" or token.text == "*"]
    if variables:
        rest = query[found[end].start :] if end < len(found) else ""
        text = f"{query[: found[start].start]} SELECT DISTINCT {' '.join(variables)} {rest}"
        rows = engine.ask(text, prefixes=prefixes)
        columns = [variable.value for variable in rows.variables]  # type: ignore[union-attr]  # it is a SELECT
        for row in rows:  # type: ignore[union-attr]
            things |= {row[name]: None for name in columns if isinstance(row[name], NamedNode | BlankNode)}
    yield from _of(list(things), engine)


def _ends(token: Token) -> bool:
    return token.kind == "open" or token.keyword in ("WHERE", "LIMIT", "OFFSET", "ORDER", "GROUP", "HAVING", "VALUES")


def _of(waiting: list[Node], engine: Engine) -> Iterator[Quad]:
    seen: set[Node] = set()
    while waiting:
        thing = waiting.pop()
        if thing in seen:
            continue
        seen.add(thing)
        for triple in engine.match(thing):
            yield Quad(*triple)
            if isinstance(triple.object, BlankNode) and not isinstance(triple.object, Literal | Triple):
                waiting.append(triple.object)
