"""Drafts: what a file says is still open (``ckg:open``), and so is no fact of it yet."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from corridor_kg.files import line_numbers, reading
from corridor_kg.files.line_numbers import Place
from corridor_kg.model.origins import Origin
from corridor_kg.rdf.terms import LABEL, Term
from corridor_kg.rdf.vocabulary import ONTOLOGY

OPEN = NamedNode(f"{ONTOLOGY}open")

_WORD = b"open"
"""What stands in a file, in any format, that says of something that it is open."""


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
    """Return whether a file has the word by which something is open; a comment may have it too.

    Raises:
        OSError: The file cannot be read.
    """
    with open(file, "rb") as stream:
        try:
            with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
                return content.find(_WORD) >= 0
        except (ValueError, OSError):  # an empty file, or one that is no file on a disk
            return _WORD in stream.read()


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
    return [quad for quad in found if quad.subject not in left_out and quad.object not in left_out]


def _open(quads: list[Quad]) -> set[object]:
    """Return what is open, and the blank nodes that belong to it."""
    found: set[object] = {quad.subject for quad in quads if quad.predicate == OPEN}
    size = -1
    while found and size != len(found):
        size = len(found)
        found |= {quad.object for quad in quads if quad.subject in found and isinstance(quad.object, BlankNode)}
    return found


def questions(origin: Origin) -> Iterator[Question]:
    """Yield what is open in the files of an origin, in their order.

    Raises:
        GraphUnreadable: A file is not valid.
    """
    for file in filter(may_hold, origin.files):
        part = reading.part_in(file, origin.part)
        found = [quad for quad in reading.quads(file) if part in (None, quad.graph_name)]
        labels = {quad.subject: text for quad, text in _texts(found, LABEL)}
        for quad, text in _texts(found, OPEN):
            place = line_numbers.nearest([origin._replace(files=(file,))], quad.triple)
            yield Question(quad.subject, labels.get(quad.subject, ""), text, place)


def _texts(quads: Iterable[Quad], prop: NamedNode) -> Iterator[tuple[Quad, str]]:
    """Yield the quads of a property whose values are texts, with each."""
    for quad in quads:
        if quad.predicate == prop and isinstance(quad.object, Literal) and not isinstance(quad.subject, Triple):
            yield quad, quad.object.value
