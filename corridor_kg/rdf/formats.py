"""The formats of RDF that are read and written, and how a file tells which one it is in."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from typing import NamedTuple


class Format(NamedTuple):
    """A format of RDF.

    Attributes:
        name: What it is called on the command line.
        title: What it is called in prose.
        endings: The endings of its files, the usual one first.
        media_type: Its media type, as registered with IANA.
        named_graphs: Whether it tells the origins of what it holds apart.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    media_type: str
    named_graphs: bool


RDF_FORMATS = (
    Format("turtle", "Turtle", (".ttl",), "text/turtle", False),
    Format("trig", "TriG", (".trig",), "application/trig", True),
    Format("nquads", "N-Quads", (".nq",), "application/n-quads", True),
    Format("ntriples", "N-Triples", (".nt",), "application/n-triples", False),
    Format("rdfxml", "RDF/XML", (".rdf", ".owl"), "application/rdf+xml", False),
    Format("jsonld", "JSON-LD", (".jsonld",), "application/ld+json", True),
)

READ_ONLY = (Format("sssom", "SSSOM/TSV", (".sssom.tsv",), "text/tab-separated-values", False),)
"""What is no RDF, but read as RDF."""

_BY_ENDING = {ending: format.name for format in (*RDF_FORMATS, *READ_ONLY) for ending in format.endings}
_BY_CONTENT = (
    ("jsonld", rb"[{\[]"),
    ("rdfxml", rb"<\?xml\b|<!DOCTYPE\b|<!--|<(\w+:)?RDF\b"),
    ("nquads", rb"(<[^<>\s]*:[^<>\s]*>|_:\S+)[ \t]*<[^<>\s]+>[ \t]*[<\"_]"),
    ("trig", rb"(?i)(@?prefix|@?base)\s|<[^<>\s]*>\s|[\w-]*:[\w-]*\s|\[|GRAPH\s"),
)
_COMMENTS = rb"(\s+|#[^\r\n]*[\r\n])*"

MAY_HOLD_GRAPHS = frozenset(format.name for format in RDF_FORMATS if format.named_graphs)


def ending(path: str) -> str:
    """Return the ending of a path, in lower case, with its dot; one of two parts where it is known as a whole.

    >>> ending("graph/Places.TTL"), ending("links.sssom.tsv")
    ('.ttl', '.sssom.tsv')
    """
    name = os.path.basename(path).lower()
    return next((known for known in _BY_ENDING if name.endswith(known)), os.path.splitext(name)[1])


def by_ending(path: str) -> str | None:
    """Return the name of the format that a path's ending stands for, or None.

    >>> by_ending("corridor.nq"), by_ending("corridor.zip")
    ('nquads', None)
    """
    return _BY_ENDING.get(ending(path))


def by_content(start: bytes) -> str | None:
    r"""Return the name of the format that a file's first bytes look like, or None.

    What may be Turtle is taken for TriG, and N-Triples for N-Quads, of which they are parts. So is what holds nothing,
    or nothing but comments.

    >>> by_content(b'{"@context": {}}'), by_content(b"# places\n@prefix a: <http://a/> .")
    ('jsonld', 'trig')
    """
    text = start.removeprefix(b"\xef\xbb\xbf")
    if re.match(rb"(#[^\r\n]*[\r\n]+)*(# ?(sssom_version|mapping_set_id|curie_map):|subject_id\t)", text):
        return "sssom"
    comments = re.match(_COMMENTS, text)
    rest = text[comments.end() if comments else 0 :]
    if not rest or re.fullmatch(rb"#[^\r\n]*", rest):
        return "trig"
    return next((name for name, pattern in _BY_CONTENT if re.match(pattern, rest)), None)


def endings() -> str:
    """Return the endings that are read, as a list in words."""
    return ", ".join(_BY_ENDING)


def unmarked(path: str) -> bytes:
    """Return the bytes of a file without its byte-order mark, which belongs to no format of RDF."""
    with open(path, "rb") as file:
        return file.read().removeprefix(BOM_UTF8)
