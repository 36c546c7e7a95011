"""From what a person calls a thing to its IRI, and back: by slug, CURIE, IRI, or label in any language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from corridor_kg.engine.engine import Engine
from corridor_kg.errors import AmbiguousThing, UnknownThing, did_you_mean
from corridor_kg.rdf.terms import LABEL, NOTATION, Term
from corridor_kg.rdf.vocabulary import BASE, RDFS, SKOS, expand, prefixes, shorten

_LABELS = f"<{RDFS}label>|<{SKOS}altLabel>"


def resolve(engine: Engine, name: str) -> NamedNode:
    """Return the IRI of the thing that a name stands for.

    A name is tried as an IRI (with or without angle brackets), as a CURIE (``place:dongguan``), as a slug
    (``dongguan``) and as a label (``Dongguan``, ``东莞市``), in this order; case does not matter in labels.

    Args:
        engine: What holds the graph in which the thing has to be.
        name: What the thing is called.

    Raises:
        UnknownThing: Nothing in the graph is called so; the message names what is near.
        AmbiguousThing: Several things are called so; the message lists them.
    """
    wanted = unicodedata.normalize("NFC", name).strip()
    iri = _as_iri(wanted)
    if iri is not None:
        if _stands_in(engine, iri):
            return iri
        raise UnknownThing(f"no thing {name!r} is in the graph{_nearest(engine, wanted)}")
    found = [*_by_slug(engine, wanted)] or [*_by_label(engine, wanted)]
    if len(found) > 1:
        several = " or ".join(sorted(shorten(thing.value) for thing in found))
        raise AmbiguousThing(f"{name!r} may be {several}; write one of these.")
    if not found:
        raise UnknownThing(f"no thing is called {name!r}{_nearest(engine, wanted)}")
    return found[0]


def label(engine: Engine, thing: NamedNode, *, language: str = "en") -> str:
    """Return a thing's label in a language, else in any, else its CURIE."""
    found = [quad.object for quad in engine.match(thing, LABEL)]
    literals = sorted((text for text in found if isinstance(text, Literal)), key=lambda text: text.value)
    ranked = sorted(literals, key=lambda text: (text.language != language, text.language is not None))
    return ranked[0].value if ranked else shorten(thing.value)


def slugs(engine: Engine) -> list[str]:
    """Return the slugs of all the things of the project, sorted."""
    subjects = engine.select(
        f'SELECT DISTINCT ?thing WHERE {{ ?thing {_LABELS} ?label FILTER(STRSTARTS(STR(?thing), "{BASE}")) }}'
    )
    iris = [solution["thing"].value for solution in subjects]
    return sorted({iri.replace("#", "/").rpartition("/")[2] for iri in iris})


def source_name(engine: Engine, source: Term) -> str:
    """Return what a passage or a source is called in short: its notation (``p14``), else its label."""
    if not isinstance(source, NamedNode):
        return str(source)
    found = (quad.object for quad in engine.match(source, NOTATION))
    notations = sorted(notation.value for notation in found if isinstance(notation, Literal))
    return notations[0] if notations else label(engine, source)


def _as_iri(name: str) -> NamedNode | None:
    """Return the IRI that a name spells out, or None where it spells none."""
    if name.startswith("<") and name.endswith(">"):
        name = name[1:-1]
    iri = name if "://" in name else expand(name)
    try:
        return NamedNode(iri) if iri else None
    except ValueError:
        return None


def _stands_in(engine: Engine, thing: NamedNode) -> bool:
    patterns = ((thing, None, None), (None, None, thing), (None, thing, None))
    return any(next(engine.match(*pattern), None) is not None for pattern in patterns)


def _by_slug(engine: Engine, slug: str) -> Iterator[NamedNode]:
    for namespace in prefixes().values():
        if namespace.startswith(BASE):
            try:
                thing = NamedNode(namespace + slug)
            except ValueError:
                return
            if next(engine.match(thing), None) is not None:
                yield thing


def _by_label(engine: Engine, text: str) -> list[NamedNode]:
    found = engine.select(
        f"SELECT DISTINCT ?thing WHERE {{ ?thing {_LABELS} ?label"
        f" FILTER(isIRI(?thing) && LCASE(STR(?label)) = LCASE({Literal(text)})) }}"
    )
    return [NamedNode(solution["thing"].value) for solution in found]


def _nearest(engine: Engine, name: str) -> str:
    found = engine.select(f"SELECT DISTINCT ?thing ?label WHERE {{ ?thing {_LABELS} ?label FILTER(isIRI(?thing)) }}")
    known = set()
    for solution in found:
        iri = solution["thing"].value
        known.add(solution["label"].value)
        if ":" in name:
            known.add(shorten(iri))
        elif iri.startswith(BASE):
            known.add(iri.removeprefix(BASE).replace("#", "/").partition("/")[2])
    return did_you_mean(name, known, otherwise="write its slug, CURIE, IRI or label")
