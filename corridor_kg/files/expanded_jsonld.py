"""Statements as expanded JSON-LD, each literal as it was written (JSON-LD 1.1 API, section 8.4, RDF to JSON-LD).

PyLD does the same, but rewrites numbers and JSON, forgets what else is said of the links of a list, and takes as long
as all the rest of an export before compaction.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from corridor_kg.errors import OutputFailed
from corridor_kg.rdf.terms import TYPE, Term, language_tag
from corridor_kg.rdf.vocabulary import RDF, XSD, Json

_FIRST, _REST, _NIL = f"{RDF}first", f"{RDF}rest", NamedNode(f"{RDF}nil")
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""The integers that every reader of JSON leaves as they are."""

_Row = tuple[Term, NamedNode, Term]
"""The terms of a triple; it makes them anew each time that it is asked for one."""


def expanded(triples: Iterable[Triple], *, as_written: Collection[str] = ()) -> dict[str, Json]:
    """Return statements as nodes of expanded JSON-LD, by the spelling of their subjects.

    Args:
        triples: Each once.
        as_written: IRIs of properties whose integers and truth values stay texts with their datatype.

    Raises:
        OutputFailed: A triple stands inside a triple, as RDF 1.2 has it.

    >>> expanded([Triple(NamedNode("x:a"), NamedNode("x:b"), Literal(1))])
    {'<x:a>': {'@id': 'x:a', 'x:b': [{'@value': 1}]}}
    """
    rows: list[_Row] = [tuple(triple) for triple in triples]
    lists, inside = _lists(rows)
    nodes: dict[str, Json] = {}
    for subject, predicate, value in rows:
        if subject in inside:
            continue
        node = nodes.setdefault(str(subject), {"@id": _identifier(subject)})
        if predicate == TYPE and not isinstance(value, Literal):
            node.setdefault("@type", []).append(_identifier(value))
            continue
        native = predicate.value not in as_written
        at_end = value == _NIL and predicate.value == _REST  # of a list that cannot be written as one
        written = _value(value, native=native) if at_end else _value_or_list(value, lists, native=native)
        node.setdefault(predicate.value, []).append(written)
    return nodes


def _lists(rows: list[_Row]) -> tuple[dict[Term, list[Term]], set[Term]]:
    """Return the members of the lists that can be written as such, by their heads, and the links that they are made of.

    Each of their links is a blank node that is spoken of once, and of which nothing is said but a member and the rest.
    """
    if not any(predicate.value == _FIRST for _, predicate, _ in rows):
        return {}, set()
    said: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    spoken_of: Counter[Term] = Counter()
    for subject, predicate, value in rows:
        spoken_of[value] += 1 if predicate != TYPE else 2  # a class is named, and cannot be written as a list
        if isinstance(subject, BlankNode):
            said[subject][predicate.value].append(value)
    links = {
        node: (facts[_FIRST][0], facts[_REST][0])
        for node, facts in said.items()
        if set(facts) == {_FIRST, _REST} and all(len(values) == 1 for values in facts.values()) and spoken_of[node] == 1
    }
    lists: dict[Term, list[Term]] = {}
    paths: dict[Term, list[Term]] = {}
    for head in set(links) - {rest for _, rest in links.values()}:
        path, node = [], head
        while node in links:
            path.append(node)
            node = links[node][1]
        if node == _NIL:
            lists[head], paths[head] = [links[node][0] for node in path], path
    written = _from_outside(lists)
    return {head: lists[head] for head in written}, {node for head in written for node in paths[head]}


def _from_outside(lists: dict[Term, list[Term]]) -> set[Term]:
    """Return the heads of the lists that stand in something else, at last: not those that stand in each other alone."""
    waiting = [*(lists.keys() - {member for members in lists.values() for member in members})]
    reached: set[Term] = set()
    while waiting:
        head = waiting.pop()
        reached.add(head)
        waiting.extend(member for member in lists[head] if member in lists)
    return reached


def _value_or_list(term: Term, lists: dict[Term, list[Term]], *, native: bool) -> Json:
    """Return a term as a value, or as the list that it is the head of."""
    if term in lists or term == _NIL:
        return {"@list": [_value_or_list(member, lists, native=native) for member in lists.get(term, ())]}
    return _value(term, native=native)


def _identifier(term: Term) -> str:
    if isinstance(term, Triple):
        raise OutputFailed("a triple stands inside a triple (RDF 1.2), which is not written; write RDF 1.1.")
    return term.value if isinstance(term, NamedNode) else str(term)


def _value(term: Term, *, native: bool) -> Json:
    """Return a term as a value.

    Integers and truth values become JSON's own, where nothing of how they were written is lost. A decimal stays a text
    with its datatype: JSON-LD reads a JSON number with a point as a double.
    """
    if not isinstance(term, Literal):
        return {"@id": _identifier(term)}
    text, datatype = term.value, term.datatype.value
    if term.language:
        return {"@value": text, "@language": language_tag(term.language)}
    if datatype == f"{XSD}string":
        return {"@value": text}
    if native and datatype == f"{XSD}integer" and _INTEGER.fullmatch(text):
        return {"@value": int(text)}
    if native and datatype == f"{XSD}boolean" and text in ("true", "false"):
        return {"@value": text == "true"}
    return {"@value": text, "@type": datatype}
