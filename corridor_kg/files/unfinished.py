"""Drafts: what a file says is still open (``ckg:open``), and so is no fact of it yet."""

from __future__ import annotations

import mmap
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from corridor_kg.files import line_numbers, reading
from corridor_kg.files.line_numbers import Place
from corridor_kg.model.origins import Origin
from corridor_kg.rdf import unreadable
from corridor_kg.rdf.terms import LABEL, Term
from corridor_kg.rdf.vocabulary import ONTOLOGY

OPEN = NamedNode(f"{ONTOLOGY}open")

_SIGNS = (b"open", b"\\u00", b"\\U0000", b"&#", b"#op", b"#o>", b'#o"', b"#o'")
"""What stands in a file, in any format, that says of something that it is open: the word, or what may be read as it,
which are escapes, and prefixes that end within it."""


class Question(NamedTuple):
    """What is open of a thing.

    Attributes:
        thing: The thing.
        label: What its draft calls it; empty where it does not.
        text: The question, with what may be the answer.
        place: Where it stands; None where the lines of the file are not known.
    """

    thing: Term
    label: str
    text: str
    place: Place | None


def may_hold(file: str) -> bool:
    """Return whether a file may say of something that it is open; the word may stand in a comment too.

    Raises:
        GraphNotFound: The file cannot be read.
    """
    try:
        with open(file, "rb") as stream:
            return _has_sign(stream)
    except OSError as error:
        raise unreadable.explain(file, error) from None


def _has_sign(stream: IO[bytes]) -> bool:
    try:
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return any(content.find(sign) >= 0 for sign in _SIGNS)
    except (ValueError, OSError):  # an empty file, or one that is no file on a disk
        read = stream.read()
        return any(sign in read for sign in _SIGNS)


def without(quads: Iterable[Quad]) -> list[Quad]:
    """Return the quads of a file without those of what is open, and without those that lead to it.

    >>> place = [NamedNode(f"https://w3id.org/corridor-kg/place/{name}") for name in ("dongguan", "new")]
    >>> facts = [Quad(place[0], LABEL, Literal("Dongguan")), Quad(place[1], OPEN, Literal("what is it?"))]
    >>> [quad.subject == place[0] for quad in without([*facts, Quad(place[0], LABEL, place[1])])]
    [True]
    """
    found = list(quads)
    left_out = _open(found)
    if not left_out:
        return found
    return [quad for quad in found if left_out.isdisjoint((quad.subject, quad.predicate, quad.object))]


def _open(quads: list[Quad]) -> set[object]:
    """Return what is open, and the blank nodes that belong to it or lead to it.

    Of a list with an open thing, or an axiom about one, the rest would say something else.
    """
    found: set[object] = {quad.subject for quad in quads if quad.predicate == OPEN}
    beside: dict[object, list[BlankNode]] = defaultdict(list)
    for quad in quads if found else ():
        for node, other in ((quad.subject, quad.object), (quad.object, quad.subject)):
            if isinstance(other, BlankNode):
                beside[node].append(other)
    new = list(found)
    while new:
        for other in beside[new.pop()]:
            if other not in found:
                found.add(other)
                new.append(other)
    return found


def questions(origin: Origin) -> Iterator[Question]:
    """Yield what is open in the files of an origin, in their order.

    Raises:
        GraphUnreadable: A file is not valid.
    """
    for file in filter(may_hold, origin.files):
        part = reading.part_in(file, origin.part)
        found = [quad for quad in reading.quads(file) if part in (None, quad.graph_name)]
        labels = {quad.subject: _text(quad) for quad in found if quad.predicate == LABEL}
        for quad in found:
            if quad.predicate == OPEN and not isinstance(quad.subject, Triple):
                place = line_numbers.nearest([origin._replace(files=(file,))], quad.triple)
                yield Question(quad.subject, labels.get(quad.subject, ""), _text(quad), place)


def _text(quad: Quad) -> str:
    """Return what a quad says in words; of a thing, where words are expected, its name."""
    return quad.object.value if isinstance(quad.object, Literal) else str(quad.object)
