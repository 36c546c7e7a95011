"""Where in its file a triple stands: the line of its subject's block, of its property, of its value.

RDF parsers forget where a triple came from. This one reads the tokens of Turtle and its kin again, as far as
finding lines needs it: subjects, predicates and objects at the top of a block. What stands inside brackets or
parentheses is located by the block around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, RdfFormat, Triple, parse

from corridor_kg.files import reading
from corridor_kg.model.origins import Origin, Part
from corridor_kg.rdf import lines, unreadable
from corridor_kg.rdf.tokens import Token, tokens
from corridor_kg.rdf.vocabulary import RDF

_WITH_LINES = ("turtle", "trig", "ntriples", "nquads")

_SPARQL_STYLE = {"PREFIX": 3, "BASE": 2}
"""Declarations that end without a period, each with its number of tokens."""


class Place(NamedTuple):
    """A line of a file.

    Attributes:
        file: The path, relative to the working folder where it lies in it.
        line: The line, from 1.
    """

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class _Entry(NamedTuple):
    """An object of a block as it is written: what it belongs to, and where; the graph is empty where none is named."""

    graph: str
    subject: str
    predicate: str
    value: str
    block: int
    property: int
    line: int

    def stands_in(self, part: Part | None) -> bool:
        """Return whether it belongs to a part of its file; those without a name of their own are taken for one."""
        if part is None or isinstance(part, DefaultGraph):
            return part is None or not self.graph
        if isinstance(part, BlankNode):
            own = self.graph.removeprefix("_:")
            return own != self.graph and reading.name_in_file(part) == ("" if reading.is_made_up(own) else own)
        return self.graph == str(part)


def locate(origin: Origin, triple: Triple) -> Place | None:
    """Return where an origin's files have a triple; the nearest line that can be found.

    Args:
        origin: An origin that states the triple.
        triple: The triple; where the value cannot be told apart, its property's line is returned, and
            where that is not found either, the line on which its subject's block begins.

    Returns:
        The place, or None where no file of the origin has such a block.
    """
    return nearest([origin], triple)


def nearest(origins: Iterable[Origin], triple: Triple) -> Place | None:
    """Return the line that comes nearest to a triple in any of several origins; the first of those that are equal."""
    key = (str(triple.subject), str(triple.predicate), str(triple.object))
    found: dict[int, tuple[str, int]] = {}
    for file, part in ((file, reading.part_in(file, origin.part)) for origin in origins for file in origin.files):
        for same in (3, 2, 1):  # of a thing with very many values, those at hand are not looked through
            entry = next((entry for entry in _by_parts(file).get(key[:same], ()) if entry.stands_in(part)), None)
            if entry:
                found.setdefault(same, (file, (entry.block, entry.property, entry.line)[same - 1]))
                break
    if not found:
        return None
    file, line = found[max(found)]
    return Place(unreadable.shown(file), line)


@cache
def _by_parts(file: str) -> dict[tuple[str, ...], list[_Entry]]:
    """Return what a file states by its subject, by subject and property, and by all three."""
    result: dict[tuple[str, ...], list[_Entry]] = {}
    for entry in _entries(file):
        parts = (entry.subject, entry.predicate, entry.value)
        for same in (1, 2, 3):
            result.setdefault(parts[:same], []).append(entry)
    return result


def _entries(file: str) -> Iterator[_Entry]:
    format = reading.format_of(file)
    if format not in _WITH_LINES:
        return
    with open(file, encoding="utf-8-sig", errors="replace", newline="") as stream:
        yield from _read(stream.read(), named_graphs=format == "nquads")


def _read(text: str, *, named_graphs: bool) -> Iterator[_Entry]:
    """Yield each object at the top of a block; behind it may stand the name of a graph."""
    prefixes: dict[str, str] = {}
    positions = lines.Positions(text)
    statement: list[tuple[Token, int]] = []
    depth, graph = 0, ""
    for token in tokens(text):
        line, _ = positions.of(token.start)
        depth += (token.text in ("[", "(")) - (token.text in ("]", ")"))
        if token.text == "{":  # what stood before it names a graph
            graph = (_term(statement[-1][0].text, _declared(prefixes)) or "_:") if statement else ""
            statement = []
        elif token.text in (".", "}") and depth == 0:
            if named_graphs:
                statement, graph = _without_graph(statement)
            yield from _statement(statement, graph, prefixes)
            statement = []
            graph = "" if token.text == "}" else graph
        else:
            statement.append((token, line))
            if len(statement) == _SPARQL_STYLE.get(statement[0][0].keyword):
                yield from _statement(statement, graph, prefixes)
                statement = []


def _without_graph(items: list[tuple[Token, int]]) -> tuple[list[tuple[Token, int]], str]:
    """Return a statement of N-Quads without the name of its graph, which may come last, and that name."""
    named = len(items) > 3 and items[-1][0].kind in ("iri", "name") and items[-2][0].text != "^"
    return (items[:-1], items[-1][0].text) if named else (items, "")


def _declared(prefixes: dict[str, str]) -> str:
    return "".join(f"{name} {iri}\n" for name, iri in sorted(prefixes.items()))


def _statement(items: list[tuple[Token, int]], graph: str, prefixes: dict[str, str]) -> Iterator[_Entry]:
    if not items:
        return
    texts = [token.text for token, _ in items]
    if texts[0].upper() in ("@PREFIX", "PREFIX", "@BASE", "BASE"):
        prefixes[f"PREFIX {texts[1]}" if len(items) == 3 else "BASE"] = texts[-1]
        return
    declared = _declared(prefixes)
    subject, block = _term(texts[0], declared), items[0][1]
    predicate, at, value, depth = "", block, "", 0
    started = block
    for token, line in [*items[1:], (Token("other", ";", 0), 0)]:
        depth += (token.text in ("[", "(")) - (token.text in ("]", ")"))
        if depth == 0 and token.text in (";", ","):
            if predicate and value:
                yield _Entry(graph, subject, predicate, _term(value, declared), block, at, started)
            value, predicate = "", "" if token.text == ";" else predicate
        elif not predicate:
            predicate = f"<{RDF}type>" if token.text == "a" else _term(token.text, declared)
            at = line
        else:
            started = started if value else line
            joined = token.kind == "language" or token.text == "^" or value.endswith("^^")
            value += token.text if joined else f" {token.text}"


@cache
def _term(text: str, declared: str) -> str:
    """Return a term as N-Triples has it, or an empty text where it is none on its own."""
    try:
        quads = list(parse(f"{declared}<x:s> <x:p> {text} .", RdfFormat.TURTLE))
    except SyntaxError:
        return ""
    return str(quads[0].object) if len(quads) == 1 else ""
