"""What a property is called, and back from that to the property: by CURIE, IRI, label or local name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from corridor_kg.engine.engine import Engine
from corridor_kg.errors import UnknownThing, did_you_mean
from corridor_kg.rdf.terms import ALTERNATE_LABEL, LABEL, TYPE
from corridor_kg.rdf.vocabulary import OWL, RDF, shorten, split
from corridor_kg.spelling import fitting
from corridor_kg.store import names

_KINDS = " ".join(
    f"<{kind}>"
    for kind in (f"{RDF}Property", *(f"{OWL}{kind}Property" for kind in ("Object", "Datatype", "Annotation")))
)
_ALL = (
    f"SELECT DISTINCT ?property {{ {{ ?s ?property ?o }} UNION {{ ?property a ?kind VALUES ?kind {{ {_KINDS} }} }} }}"
)


def label(engine: Engine, prop: NamedNode) -> str:
    """Return what a property is called for people: its label, else the words of its local name.

    >>> from corridor_kg.engine.in_process import InProcess
    >>> label(InProcess(), TYPE), label(InProcess(), NamedNode("http://purl.org/linked-data/sdmx/2009/measure#obsValue"))
    ('is a', 'obs value')
    """
    if prop == TYPE:
        return "is a"
    found, name = names.label(engine, prop), split(prop.value)
    return _words(name[1]) if name and found == shorten(prop.value) else found


def called(engine: Engine, name: str, *, about: NamedNode) -> list[NamedNode]:
    """Return the properties for which a name stands: one, unless several are called so.

    Names are compared as those of things are, and each form counts alike: the CURIE, the IRI (with or without angle
    brackets), the local name, a label in any language, and what `label` says. ``a`` is ``rdf:type``.

    Args:
        engine: What holds the graph in which the property has to be used, or declared.
        name: What the property is called.
        about: The thing of which something is said: of several properties those count that it has, if it has any.

    Raises:
        UnknownThing: No property is called so; the message names what is near.
    """
    known = [(called, prop) for prop in _properties(engine) for called in _names(engine, prop)]
    found = list(dict.fromkeys(prop for _, prop in fitting(name, known, text=lambda one: one[0])))
    if not found:
        raise UnknownThing(f"no property is called {name!r}{did_you_mean(name, [called for called, _ in known])}")
    return [prop for prop in found if len(found) > 1 and next(engine.match(about, prop), None)] or found


def _properties(engine: Engine) -> Iterator[NamedNode]:
    return (solution["property"] for solution in engine.select(_ALL))


def _names(engine: Engine, prop: NamedNode) -> Iterator[str]:
    """Yield all that a property is called."""
    yield from (shorten(prop.value), prop.value, f"<{prop.value}>", label(engine, prop))
    local = re.split("[/#:]", prop.value)[-1]
    yield from (local, _words(local))
    for predicate in (LABEL, ALTERNATE_LABEL):
        yield from (quad.object.value for quad in engine.match(prop, predicate) if isinstance(quad.object, Literal))
    if prop == TYPE:
        yield "a"


def _words(name: str) -> str:
    """Return the words of a name that is written as one.

    >>> _words("isLocatedIn")
    'is located in'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
