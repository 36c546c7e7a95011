"""From what a person calls a thing to its IRI, and back: by slug, CURIE, IRI, or label in any language."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from corridor_kg.engine.engine import Engine
from corridor_kg.errors import AmbiguousThing, UnknownThing, did_you_mean
from corridor_kg.rdf.terms import LABEL, NOTATION, Term, is_iri
from corridor_kg.rdf.vocabulary import BASE, RDFS, SKOS, expand, prefixes, shorten
from corridor_kg.spelling import WHITE_SPACE, composed, fitting
from corridor_kg.store.deprecated import deprecations

_LABELS = f"<{RDFS}label>|<{SKOS}altLabel>|<{SKOS}notation>"


def resolve(engine: Engine, name: str) -> NamedNode:
    """Return the IRI of the thing that a name stands for.

    A name is tried as a CURIE (``place:dongguan``), as an IRI of any scheme (with or without angle brackets), as a
    slug (``dongguan``) and as a label (``Dongguan``, ``东莞市``), in this order. Labels are compared as people see
    them: white space and how letters with accents are composed do not matter, nor does case where no label has it so.

    Args:
        engine: What holds the graph in which the thing has to be.
        name: What the thing is called.

    Raises:
        UnknownThing: Nothing in the graph is called so; the message names what is near.
        AmbiguousThing: Several things are called so; the message lists them.
    """
    iris = _iris(WHITE_SPACE.sub(" ", name).strip(" "))  # which are not composed: another form is another IRI
    for iri in iris:
        if stands_in(engine, iri):
            return iri
    found = [*_by_slug(engine, composed(name))] or _by_label(engine, name)
    if len(found) > 1:
        outdated = deprecations(engine)
        found = [thing for thing in found if thing.value not in outdated] or found
    if len(found) > 1:
        several = " or ".join(sorted(shorten(thing.value) for thing in found))
        raise AmbiguousThing(f"{name!r} may be {several}; write one of these.", tuple(thing.value for thing in found))
    if not found:
        told = f"no thing {name!r} is in the graph" if iris else f"no thing is called {name!r}"
        raise UnknownThing(f"{told}{_nearest(engine, composed(name))}")
    return found[0]


def label(engine: Engine, thing: NamedNode, *, language: str = "en") -> str:
    """Return a thing's label in a language, else in any, else its CURIE."""
    found = [quad.object for quad in engine.match(thing, LABEL)]
    literals = sorted((text for text in found if isinstance(text, Literal)), key=lambda text: text.value)
    ranked = sorted(literals, key=lambda text: (text.language != language, text.language is not None))
    return ranked[0].value if ranked else shorten(thing.value)


def slugs(engine: Engine) -> list[str]:
    """Return the slugs of all the things of the project, sorted; of what is deprecated, none."""
    subjects = engine.select(
        f'SELECT DISTINCT ?thing WHERE {{ ?thing {_LABELS} ?label FILTER(STRSTARTS(STR(?thing), "{BASE}")) }}'
    )
    iris = {solution["thing"].value for solution in subjects}.difference(deprecations(engine))
    return sorted({iri.replace("#", "/").rpartition("/")[2] for iri in iris})


def source_name(engine: Engine, source: Term) -> str:
    """Return what a passage or a source is called in short: its notation (``p14``), else its label."""
    if not isinstance(source, NamedNode):
        return str(source)
    found = (quad.object for quad in engine.match(source, NOTATION))
    notations = sorted(notation.value for notation in found if isinstance(notation, Literal))
    return notations[0] if notations else label(engine, source)


def _iris(name: str) -> list[NamedNode]:
    """Return the IRIs that a name may spell out: as a CURIE of the project's, and as it stands."""
    bare = name[1:-1] if name.startswith("<") and name.endswith(">") else name
    spelled = [expand(bare), bare] if bare == name else [bare]
    return [NamedNode(iri) for iri in dict.fromkeys(spelled) if iri and is_iri(iri)]


def stands_in(engine: Engine, thing: NamedNode) -> bool:
    """Return whether any triple is about a thing, leads to it, or has it as its property."""
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
    """Return the things that have a label; no query can compose what it compares, so that it is done here."""
    found = engine.select(f"SELECT DISTINCT ?thing ?label WHERE {{ ?thing {_LABELS} ?label FILTER(isIRI(?thing)) }}")
    called = fitting(text, found, text=lambda solution: str(solution["label"].value))
    return [NamedNode(thing) for thing in dict.fromkeys(solution["thing"].value for solution in called)]


def _nearest(engine: Engine, name: str) -> str:
    found = engine.select(f"SELECT DISTINCT ?thing ?label WHERE {{ ?thing {_LABELS} ?label FILTER(isIRI(?thing)) }}")
    living, outdated, deprecated = set[str](), set[str](), deprecations(engine)
    for solution in found:
        iri = solution["thing"].value
        known = outdated if iri in deprecated else living
        known.add(solution["label"].value)
        if ":" in name:
            known.add(shorten(iri))
        elif iri.startswith(BASE):
            known.add(iri.removeprefix(BASE).replace("#", "/").partition("/")[2])
    remedy = "write its slug, CURIE, IRI or label"
    return did_you_mean(name, living | outdated, otherwise=remedy, deprecated=outdated - living)
