"""RDF/XML (W3C Recommendation of 25 February 2014), for tools that read nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Quad, RdfFormat, Triple
from pyoxigraph import serialize as serialize_by_engine

from corridor_kg.errors import OutputFailed
from corridor_kg.files import xml_text
from corridor_kg.rdf.canonical import SECONDS, canonicalized_triples
from corridor_kg.rdf.vocabulary import RDF, prefixes, shorten

_RESERVED = "RDF Description ID about parseType resource nodeID datatype li aboutEach aboutEachPrefix bagID".split()
_NAME_AT_THE_END = re.compile(r"[A-Za-z_][\w.-]*\Z")


def serialize(statements: Iterable[Triple | Quad], *, seconds: float = SECONDS) -> str:
    """Return triples as RDF/XML, with the prefixes that they use.

    Args:
        statements: In any order; their graphs are merged.
        seconds: How long naming blank nodes may take.

    Raises:
        OutputFailed: A text has a character, or a property a name, that XML cannot write.
    """
    triples = canonicalized_triples(statements, seconds=seconds)
    for triple in triples:
        _check(triple)
    used = {shorten(triple.predicate.value).partition(":")[0] for triple in triples}
    namespaces = {name: iri for name, iri in prefixes().items() if name in used and iri != RDF}
    text = (serialize_by_engine(triples, format=RdfFormat.RDF_XML, prefixes=namespaces) or b"").decode()
    return xml_text.settled(text, _texts(triples), instead="Turtle or N-Triples")


def _texts(triples: Iterable[Triple]) -> Iterator[tuple[str, str]]:
    """Yield the texts of triples, each with what it is said of, and as what."""
    for triple in triples:
        if isinstance(triple.object, Literal):
            about = shorten(str(triple.subject).strip("<>"))
            yield f"{shorten(triple.predicate.value)} of {about}", triple.object.value


def _check(triple: Triple) -> None:
    if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
        raise OutputFailed("a triple stands inside a triple (RDF 1.2), which is not written; write RDF 1.1.")
    if triple.predicate.value.removeprefix(RDF) in _RESERVED:
        raise OutputFailed(
            f"the property {shorten(triple.predicate.value)} has a meaning of its own in RDF/XML; write Turtle"
            " or N-Triples."
        )
    if not _NAME_AT_THE_END.search(triple.predicate.value):
        raise OutputFailed(
            f"the property {triple.predicate.value} does not end in a name, as RDF/XML needs it; write Turtle or"
            " N-Triples."
        )
