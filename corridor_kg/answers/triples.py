"""The triples that a CONSTRUCT or DESCRIBE query answers, or that are known of a thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from corridor_kg.answers.formats import serializer
from corridor_kg.choices import GRAPH_FORMATS
from corridor_kg.rdf import notebooks

if TYPE_CHECKING:
    import rdflib  # slow to import


class Triples:
    """A set of triples, in a fixed order, and in the formats of `corridor_kg.exports`, by the same serializers.

    Args:
        triples: In any order; what is there twice is there once.

    >>> len(Triples([]))
    0
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples = sorted(set(triples), key=str)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)

    def __len__(self) -> int:
        return len(self._triples)

    def __repr__(self) -> str:
        return f"<{len(self)} triples>"

    def _repr_html_(self) -> str:
        return notebooks.preformatted(self.to_turtle())

    def graph(self) -> rdflib.Graph:
        """Return the triples as an rdflib graph."""
        from corridor_kg.rdf import rdflib_terms  # late for the cold start: rdflib is slow to import

        return rdflib_terms.graph(self)

    def to_turtle(self) -> str:
        """Return the triples as Turtle with the project's prefixes."""
        from corridor_kg.files import turtle  # late for the cold start, as in the methods below

        return turtle.serialize(self)

    def to_jsonld(self) -> str:
        """Return the triples as JSON-LD 1.1, the context written out; of one thing, without a list around it."""
        from corridor_kg.files import nested_jsonld  # late for the cold start

        named = {triple.subject for triple in self if isinstance(triple.subject, NamedNode)}
        return nested_jsonld.serialize(self, things=tuple(named) if len(named) == 1 else ())

    def to_ntriples(self) -> str:
        """Return the triples as canonical N-Triples, sorted."""
        from corridor_kg.files import canonical_lines  # late for the cold start

        return canonical_lines.serialize_triples(self)

    def to_rdfxml(self) -> str:
        """Return the triples as RDF/XML with the project's prefixes."""
        from corridor_kg.files import rdfxml  # late for the cold start

        return rdfxml.serialize(self)

    def serialize(self, format: str, *, width: int | None = None) -> str:
        """Return the triples in one of `GRAPH_FORMATS`; a table is Turtle.

        Raises:
            OutputFailed: The format is none of them, or cannot say one of the triples.
        """
        turtle_or = "turtle" if format == "table" else format
        return serializer(self, turtle_or, GRAPH_FORMATS, what="an answer of triples")()
