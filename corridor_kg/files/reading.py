"""From one file to quads, in whichever format of RDF it is, each literal exactly as the file has it."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from typing import IO, Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, Quad, RdfFormat, Triple, parse

from corridor_kg.errors import GraphUnreadable
from corridor_kg.model.origins import Part
from corridor_kg.rdf import formats, unreadable
from corridor_kg.rdf.terms import Term

ENGINE = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
}
"""The formats that the engine's own parser reads; JSON-LD and SSSOM/TSV are read in modules of their own."""

_ENOUGH = 4096
"""How many bytes tell a format by its content."""


def format_of(path: str) -> str | None:
    """Return the name of a file's format, by its ending, else by its content; None where neither tells.

    Raises:
        OSError: The file cannot be opened.
    """
    return formats.by_ending(path) or formats.by_content(_beginning(path, _ENOUGH))


def quads(path: str) -> Iterator[Quad]:
    """Yield what a file holds, in its own named graphs; blank nodes get names of their own.

    Args:
        path: A file in one of the formats of `corridor_kg.rdf.formats`.

    Raises:
        GraphUnreadable: It is not valid; the message has file, line, column and text where the format has lines.
        GraphNotFound: It cannot be read.
    """
    try:
        yield from _quads(path, format_of(path) or "turtle")
    except unreadable.FAULTS as error:
        raise unreadable.explain(path, error) from None


def plain(path: str) -> Iterator[Quad]:
    """Yield what a Turtle or N-Triples file holds as the parser has it, which is faster than `quads`.

    Raises:
        GraphUnreadable, GraphNotFound: As in `quads`.
    """
    try:
        yield from _parsed(path, format_of(path) or "turtle", rename_blank_nodes=True)
    except unreadable.FAULTS as error:
        raise unreadable.explain(path, error) from None


def is_plain(path: str) -> bool:
    """Return whether a file can be read by `plain`."""
    return format_of(path) in ("turtle", "ntriples")


def part_in(path: str, part: Part | None) -> Part | None:
    """Return which named graph of a file an origin is; None for all of it, as where it can hold no named graphs."""
    return part if format_of(path) in formats.MAY_HOLD_GRAPHS else None


def _quads(path: str, format: str) -> Iterator[Quad]:
    if format == "jsonld":
        from corridor_kg.files import jsonld  # late for the cold start: PyLD takes as long as everything else

        source = _named_by_file(path, jsonld.quads(path))
    elif format == "sssom":
        from corridor_kg.files import sssom  # late for the cold start

        source = sssom.quads(path)
    else:
        if format == "rdfxml":
            _refuse_entities(path)
        shared = format in formats.MAY_HOLD_GRAPHS
        source = _parsed(path, format, rename_blank_nodes=not shared)
        if shared:
            source = _named_by_file(path, source)
    for quad in source:
        value = quad.object  # the engine makes it anew each time that it is asked for
        if isinstance(value, Literal):
            if value.direction:
                raise _newer(path, "a text with a direction")
            if format == "rdfxml" and len(value.value.encode()) > unreadable.LONGEST:  # what no other parser reads
                raise unreadable.too_long(path)
        elif isinstance(value, Triple) or isinstance(quad.subject, Triple):
            raise _newer(path, "a triple inside a triple")
        yield quad


def _parsed(path: str, format: str, *, rename_blank_nodes: bool) -> Iterator[Quad]:
    """Return the engine's parser of a file."""
    if begins_with_mark(path):
        return parse(formats.unmarked(path), ENGINE[format], rename_blank_nodes=rename_blank_nodes)
    return parse(path=path, format=ENGINE[format], rename_blank_nodes=rename_blank_nodes)


def begins_with_mark(path: str) -> bool:
    """Return whether a file begins with a byte-order mark, which belongs to no format of RDF, and which editors write.

    Raises:
        OSError: The file cannot be opened.
    """
    return _beginning(path, len(BOM_UTF8)) == BOM_UTF8


def _beginning(path: str, size: int) -> bytes:
    """Return the first bytes of a file.

    Raises:
        OSError: It cannot be read; the error has its name, which Python gives it only where a file cannot be opened.
    """
    try:
        with open(path, "rb") as file:
            return file.read(size)
    except OSError as error:
        error.filename = path
        raise


def _newer(path: str, what: str) -> GraphUnreadable:
    return GraphUnreadable(f"{unreadable.shown(path)} has {what} (RDF 1.2); write RDF 1.1.", path)


def is_made_up(name: str) -> bool:
    """Return whether a blank node's name is one that an engine makes up: another each time that a file is read."""
    return re.fullmatch(r"[0-9a-f]{16,}", name) is not None


_MARK = 16
"""How many characters of its path's hash mark the blank nodes of a file."""


def _named_by_file(path: str, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield quads whose blank nodes have names of their file: the same in each of its graphs, and in no other file.

    They are the same each time that the file is read, so that a graph with a blank name can be found again: what has
    no name of its own is numbered.
    """
    import hashlib  # late for the cold start: only some formats have blank nodes to be renamed here

    mark = hashlib.sha256(os.fsencode(path)).hexdigest()[:_MARK]
    numbers: dict[str, int] = {}

    def name(term: Term | DefaultGraph) -> Any:
        if not isinstance(term, BlankNode):
            return term
        if is_made_up(term.value):
            return BlankNode(f"f{mark}n{numbers.setdefault(term.value, len(numbers))}")
        return BlankNode(f"f{mark}x{term.value}")

    for quad in quads:
        yield Quad(name(quad.subject), quad.predicate, name(quad.object), name(quad.graph_name))


def name_in_file(node: BlankNode) -> str:
    """Return the name that a file gives a blank node read from it; empty where it gives none that is kept."""
    kind, name = node.value[1 + _MARK], node.value[2 + _MARK :]
    return name if kind == "x" else ""


def _refuse_entities(path: str) -> None:
    """Refuse RDF/XML that declares entities: a few lines of them unfold to more than a machine can hold."""
    from xml.parsers import expat  # late for the cold start

    def refuse(name: str, *_: object) -> None:
        where = f"{unreadable.shown(path)}, line {parser.CurrentLineNumber}"
        message = f"{where}: the entity {name!r} is declared, which is not read; write its text in full."
        raise GraphUnreadable(message, unreadable.shown(path), parser.CurrentLineNumber)

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = refuse
    try:
        with open(path, "rb") as file:
            _parse_xml(parser, file)
    except (LookupError, ValueError):
        raise GraphUnreadable(
            f"{unreadable.shown(path)} is not UTF-8; save the file as UTF-8.", unreadable.shown(path)
        ) from None
    except expat.ExpatError as error:
        where = f"{unreadable.shown(path)}, line {error.lineno}, column {error.offset + 1}"
        raise GraphUnreadable(
            f"{where}: {expat.ErrorString(error.code)}.", unreadable.shown(path), error.lineno
        ) from None


def _parse_xml(parser: object, file: IO[bytes]) -> None:
    parser.ParseFile(file)  # type: ignore[attr-defined]
