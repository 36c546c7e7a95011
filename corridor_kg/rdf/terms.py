"""The kinds of RDF terms that the engine works with, by the names that this package gives them, and a few terms."""

from __future__ import annotations

import re

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from corridor_kg.rdf.vocabulary import GRAPHS, ONTOLOGY, OWL, PROV, RDF, RDFS, SKOS, XSD

Node = NamedNode | BlankNode
"""What an RDF 1.1 triple can be about."""

Term = NamedNode | BlankNode | Literal | Triple
"""What a variable of a query can be bound to; a Triple only where data is in RDF 1.2."""

TYPE = NamedNode(f"{RDF}type")
LABEL = NamedNode(f"{RDFS}label")
ALTERNATE_LABEL = NamedNode(f"{SKOS}altLabel")
HIDDEN_LABEL = NamedNode(f"{SKOS}hiddenLabel")
NOTATION = NamedNode(f"{SKOS}notation")
DERIVED_FROM = NamedNode(f"{PROV}wasDerivedFrom")
AXIOM = NamedNode(f"{OWL}Axiom")
READING = NamedNode(f"{ONTOLOGY}Reading")
FIRST, REST, NIL = (NamedNode(f"{RDF}{name}") for name in ("first", "rest", "nil"))

STRING = NamedNode(f"{XSD}string")
LANGUAGE_STRING = NamedNode(f"{RDF}langString")

TEXTS = frozenset((STRING, LANGUAGE_STRING))
"""The datatypes of texts, which every engine keeps as they are written."""

INFERRED = NamedNode(f"{GRAPHS}inferred")
"""The named graph of everything that was inferred, and of nothing that is stated."""


def is_iri(text: str) -> bool:
    """Return whether a text is an absolute IRI that can be written in RDF.

    >>> is_iri("http://example.org/a"), is_iri("http://example.org/%zz"), is_iri("nothing")
    (True, False, False)
    """
    try:
        return re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", text) is not None and bool(NamedNode(text))
    except ValueError:
        return False


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
        parts.append(part if single else cased)  # what follows a single letter is an extension, and has no case
        single = single or len(part) == 1
    return "-".join(parts)


def printed(literal: Literal) -> str:
    """Return a literal as people read it: its text, and its language behind that.

    >>> printed(Literal("Dongguan", language="en")), printed(Literal("11,836"))
    ('Dongguan @en', '11,836')
    """
    return f"{literal.value} @{language_tag(literal.language)}" if literal.language else literal.value
