"""The names that the project uses: its namespaces, and the prefixes that shorten IRIs.

Prefixes and short names stand in one place, ``ontology/context.jsonld``, and are read from there.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from corridor_kg.rdf import bundled

BASE = "https://w3id.org/corridor-kg/"
ONTOLOGY = f"{BASE}ontology#"
GRAPHS = f"{BASE}graph/"
PASSAGES = f"{BASE}passage/"
CONTEXT = f"{BASE}context.jsonld"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"


Json = Any
"""What ``json`` reads and writes."""


@cache
def context() -> dict[str, Json]:
    """Return the project's own JSON-LD context, as a document.

    >>> context()["@context"]["id"]
    '@id'
    """
    import json  # late for the cold start

    with open(bundled.CONTEXT, encoding="utf-8-sig") as file:
        document: dict[str, Json] = json.load(file)
    return document


@cache
def prefixes() -> dict[str, str]:
    """Return the project's prefixes, each with its namespace.

    >>> prefixes()["place"]
    'https://w3id.org/corridor-kg/place/'
    """
    return {
        name: value
        for name, value in context()["@context"].items()
        if isinstance(value, str) and not name.startswith("@") and value.endswith(("/", "#"))
    }


@cache
def _by_namespace() -> dict[str, str]:
    return {namespace: name for name, namespace in prefixes().items()}


@lru_cache(maxsize=10_000)
def shorten(iri: str) -> str:
    """Return an IRI as a CURIE where the project has a prefix for it, else as it is.

    >>> shorten("https://w3id.org/corridor-kg/place/dongguan")
    'place:dongguan'
    >>> shorten("https://example.org/x")
    'https://example.org/x'
    """
    found = split(iri)
    return ":".join(found) if found else iri


def split(iri: str) -> tuple[str, str] | None:
    """Return the project's prefix for an IRI and the rest of it, or None where the project has none.

    >>> split("https://w3id.org/corridor-kg/place/dongguan")
    ('place', 'dongguan')
    >>> split("place:dongguan") is None
    True
    """
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix, local = _by_namespace().get(iri[:cut]), iri[cut:]
    return (prefix, local) if prefix and local else None


def expand(curie: str) -> str | None:
    """Return the IRI that a CURIE stands for, or None where its prefix is not one of the project's.

    >>> expand("place:dongguan")
    'https://w3id.org/corridor-kg/place/dongguan'
    >>> expand("nobody:knows") is None
    True
    """
    prefix, colon, local = curie.partition(":")
    namespace = prefixes().get(prefix)
    return f"{namespace}{local}" if colon and namespace else None
