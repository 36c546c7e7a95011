"""What the files of a graph have and its engine has not: how literals are written, what is open, what was noticed.

Beside it stands what takes long to find out, and never changes. A graph that reads its files looks there. One that is
kept on disk has it beside its store, for the files may be others by now, and a million triples take long to be read
again.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, Quad, RdfFormat, parse, serialize

from corridor_kg.engine.engine import Engine
from corridor_kg.files import loading, unfinished
from corridor_kg.model.origins import Origin
from corridor_kg.rdf import datatypes
from corridor_kg.rdf.terms import TEXTS
from corridor_kg.rdf.vocabulary import Json
from corridor_kg.store import counts

_WRITTEN, _TOLD = "written.nq", "told.json"


class Filed(NamedTuple):
    """What files have and an engine has not.

    Attributes:
        written: The quads with literals of which the engine makes others, as their files have them, those that the
            engine cannot tell from them, and those that their datatypes do not allow.
        questions: How many questions are open in each named graph, by its IRI.
        notices: What somebody should know of the files, a sentence each.
        clashes: How often they contradict the ontology.
        uses: How often each term of the ontology is used, by its IRI.
        sizes: How many triples each named graph has, by its IRI.
    """

    written: tuple[Quad, ...]
    questions: Counter[str]
    notices: tuple[str, ...]
    clashes: int
    uses: Counter[str]
    sizes: Counter[str]


def of(origins: Iterable[Origin], engine: Engine, notices: Iterable[str], clashes: int) -> Filed:
    """Return what the files of origins have and an engine has not.

    Args:
        origins: The origins.
        engine: The engine that has read them.
        notices: What was noticed meanwhile.
        clashes: How often they contradict the ontology.
    """
    read = list(origins)
    return Filed(
        written=tuple(rewritten(read, engine)),
        questions=questions(read),
        notices=tuple(notices),
        clashes=clashes,
        uses=counts.uses(engine),
        sizes=counts.sizes(engine),
    )


def questions(origins: Iterable[Origin]) -> Counter[str]:
    """Return how many questions are open in each origin's graph, by its IRI."""
    return Counter(origin.graph.value for origin in origins for _ in unfinished.questions(origin))


def written_in(origins: Iterable[Origin]) -> Iterator[Quad]:
    """Yield the quads of origins whose literals an engine may rewrite, as their files have them."""
    return (quad for origin in origins for quad in loading.quads(origin) if may_be_rewritten(quad.object))


def may_be_rewritten(term: object) -> bool:
    """Return whether an engine may make another literal of a term: texts stay as they are.

    >>> [may_be_rewritten(term) for term in (Literal("2.50"), Literal(2.5), BlankNode())]
    [False, True, False]
    """
    return isinstance(term, Literal) and term.datatype not in TEXTS


def to_document(filed: Filed) -> dict[str, Json]:
    """Return all of it but how literals are written, as JSON has it."""
    return {name: value for name, value in filed._asdict().items() if name != "written"}


def of_document(told: dict[str, Json], written: Iterable[Quad]) -> Filed:
    """Return what `to_document` has made a document of, with how literals are written."""
    return Filed(
        written=tuple(written),
        questions=Counter(told["questions"]),
        notices=tuple(told["notices"]),
        clashes=told["clashes"],
        uses=Counter(told["uses"]),
        sizes=Counter(told["sizes"]),
    )


def write(filed: Filed, folder: str) -> None:
    """Write it into a folder.

    Raises:
        OSError: The folder cannot be written.
    """
    with open(os.path.join(folder, _WRITTEN), "wb") as stream:
        serialize(filed.written, stream, RdfFormat.N_QUADS)
    with open(os.path.join(folder, _TOLD), "w", encoding="utf-8") as stream:
        json.dump(to_document(filed), stream)


def read(folder: str) -> Filed:
    """Return what was written into a folder.

    Raises:
        OSError: It is not there.
    """
    with open(os.path.join(folder, _TOLD), encoding="utf-8") as stream:
        told = json.load(stream)
    with open(os.path.join(folder, _WRITTEN), "rb") as stream:
        written = list(parse(stream, RdfFormat.N_QUADS))
    return of_document(told, written)


def rewritten(origins: Iterable[Origin], engine: Engine) -> list[Quad]:
    """Return the quads with literals that the engine rewrites, and those that are the same to it.

    Args:
        origins: The origins, whose files are read.
        engine: The engine, which need not hold them.
    """
    quads = list(written_in(origins))
    kept = engine.kept({quad.object for quad in quads if isinstance(quad.object, Literal)})

    def key(quad: Quad) -> tuple[object, ...]:
        subject = None if isinstance(quad.subject, BlankNode) else quad.subject
        return subject, quad.predicate, kept[quad.object]  # type: ignore[index]  # each is a literal

    changed = {key(quad) for quad in quads if kept[quad.object] != quad.object}  # type: ignore[index]
    return [quad for quad in quads if key(quad) in changed or _is_ill_typed(quad.object)]


def _is_ill_typed(term: object) -> bool:
    return isinstance(term, Literal) and not datatypes.is_valid(term.value, term.datatype.value)
