"""Statements as an engine elsewhere is given them: blank nodes have names, literals are settled, some are marked."""

from __future__ import annotations

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from corridor_kg.engine import skolem
from corridor_kg.engine.layout import Graphs
from corridor_kg.engine.portable import Dataset
from corridor_kg.errors import GraphUnreadable
from corridor_kg.rdf.terms import Term


class Sender:
    """Writes the statements of one origin; its blank nodes get the same names whenever the same files are read.

    Args:
        name: The name of the origin, for messages.
        digest: A hash of its files, with which the names of its blank nodes begin.
        strict: Whether literals are marked that few engines keep.
    """

    def __init__(self, name: str, digest: str, *, strict: bool) -> None:
        self._name = name
        self._digest = digest[:12]
        self._graphs = Graphs(Dataset(None), is_strict=strict)
        self.names: dict[BlankNode, NamedNode] = {}

    def line(self, statement: Quad | Triple) -> str:
        """Return a statement as a triple of N-Triples, without the full stop.

        Raises:
            GraphUnreadable: It is about a triple.
        """
        terms = (statement.subject, statement.predicate, statement.object)
        return " ".join(str(self._placed(term)) for term in terms)

    def _placed(self, term: Term) -> Term:
        if isinstance(term, Triple):
            raise GraphUnreadable(f"{self._name} has a triple within a triple (RDF 1.2), which not every engine takes.")
        if isinstance(term, BlankNode):
            return self.names.setdefault(term, skolem.named(BlankNode(f"{self._digest}x{len(self.names)}")))
        return self._graphs.placed(term)
