"""At which address of the site a thing of the graph is shown."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from pyoxigraph import Literal, NamedNode

from corridor_kg.engine.engine import Engine
from corridor_kg.rdf.terms import NOTATION, TYPE
from corridor_kg.rdf.vocabulary import BASE, ONTOLOGY, OWL, expand

TERMS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
"""The kinds of what the page of the ontology tells, in the words of OWL."""

_PART_OF = NamedNode(expand("dcterms:isPartOf") or "")
_ARTICLE = NamedNode(f"{ONTOLOGY}Article")

_TERMS = {NamedNode(f"{OWL}{kind}") for kind in TERMS}

SAFE = "/:@!$'()*+,;=~"
"""What stands in a path as it is, beside letters, digits, and what is always safe (RFC 3986)."""


def of(engine: Engine, iri: str) -> tuple[str, str]:
    """Return the path of the page that shows a thing, and the place on it; both are empty where the site has none.

    An article is shown with all that it states, and a passage where it stands in that.

    Args:
        engine: What holds the graph.
        iri: The IRI of the thing.

    >>> from corridor_kg.engine.in_process import InProcess
    >>> of(InProcess(), f"{BASE}place/dongguan")
    ('/place/dongguan', '')
    """
    if iri.startswith(ONTOLOGY) and any(quad.object in _TERMS for quad in engine.match(NamedNode(iri), TYPE)):
        return "/ontology", iri.removeprefix(ONTOLOGY)
    if name := _article(engine, NamedNode(iri)):
        return f"/source/{quote(name, SAFE)}", iri.rpartition("/")[2] if iri.startswith(f"{BASE}passage/") else ""
    if iri.startswith(BASE) and "#" not in iri and "?" not in iri:
        return path(iri), ""
    is_known = next(engine.match(NamedNode(iri), TYPE), None) is not None
    return (f"/thing?{urlencode({'name': iri})}", "") if is_known else ("", "")


def path(iri: str) -> str:
    """Return the path of a thing of ours: the end of its IRI.

    >>> path(f"{BASE}place/dongguan")
    '/place/dongguan'
    """
    return f"/{quote(iri.removeprefix(BASE), SAFE)}"


def article(engine: Engine, name: str) -> NamedNode | None:
    """Return the article that has a short name; None where none has."""
    for quad in engine.match(None, NOTATION, Literal(name)):
        if isinstance(quad.subject, NamedNode) and next(engine.match(quad.subject, TYPE, _ARTICLE), None):
            return quad.subject
    return None


def _article(engine: Engine, thing: NamedNode) -> str:
    """Return the short name of the article that a thing is, or is a passage of; empty where it is neither."""
    wholes = [quad.object for quad in engine.match(thing, _PART_OF)] if thing.value.startswith(BASE) else []
    for whole in (thing, *wholes):
        if isinstance(whole, NamedNode) and next(engine.match(whole, TYPE, _ARTICLE), None):
            names = [quad.object.value for quad in engine.match(whole, NOTATION) if isinstance(quad.object, Literal)]
            return min(names, default="")
    return ""
