"""Blank nodes under names that an engine elsewhere lets be asked for (RDF 1.1 Concepts, section 3.5).

No query can name a blank node, and each engine gives it a name of its own. So what is put there has an IRI in its
place, and what comes back is a blank node again.
"""

from __future__ import annotations

from typing import overload

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from corridor_kg.rdf.terms import Node, Term
from corridor_kg.rdf.vocabulary import BASE

GENID = f"{BASE}.well-known/genid/"
"""What the IRIs begin with that stand for blank nodes."""


@overload
def named(term: Node) -> NamedNode: ...
@overload
def named(term: Term) -> Term: ...
def named(term: Term) -> Term:
    """Return a term as an engine elsewhere has it.

    >>> named(BlankNode("b1"))
    <NamedNode value=https://w3id.org/corridor-kg/.well-known/genid/b1>
    """
    return NamedNode(GENID + term.value) if isinstance(term, BlankNode) else term


def unnamed(iri: str) -> Node:
    """Return what an IRI of an engine elsewhere stands for: a blank node, or what has that IRI.

    >>> unnamed("https://w3id.org/corridor-kg/.well-known/genid/b1"), unnamed("x:a")
    (<BlankNode value=b1>, <NamedNode value=x:a>)
    """
    return BlankNode(iri.removeprefix(GENID)) if iri.startswith(GENID) else NamedNode(iri)


def quad(statement: Quad | Triple) -> tuple[Term, Term, Term]:
    """Return the subject, predicate and object of a statement as an engine elsewhere has them."""
    subject, predicate, value = statement.subject, statement.predicate, statement.object
    return named(subject), predicate, value if isinstance(value, Literal) else named(value)
