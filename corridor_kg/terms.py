"""The kinds of RDF terms that the engine works with, by the names that this package gives them."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Node = NamedNode | BlankNode
"""What an RDF 1.1 triple can be about."""

Term = NamedNode | BlankNode | Literal | Triple
"""What a variable of a query can be bound to; a Triple only where data is in RDF 1.2."""
