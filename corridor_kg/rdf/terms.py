"""The kinds of RDF terms that the engine works with, by the names that this package gives them."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Node = NamedNode | BlankNode
"""What an RDF 1.1 triple can be about."""

Term = NamedNode | BlankNode | Literal | Triple
"""What a variable of a query can be bound to; a Triple only where data is in RDF 1.2."""


def language_tag(tag: str) -> str:
    """Return a language tag in the case that BCP 47 (RFC 5646, section 2.1.1) recommends.

    The engine knows tags in lower case only; in RDF they are the same.

    >>> language_tag("zh-hans"), language_tag("en-gb")
    ('zh-Hans', 'en-GB')
    """
    first, *rest = tag.lower().split("-")
    single = False
    parts = [first]
    for part in rest:
        cased = part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part
        parts.append(part if single else cased)
        single = single or len(part) == 1
    return "-".join(parts)
