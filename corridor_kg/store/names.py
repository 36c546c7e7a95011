"""From what a person calls a thing to its IRI, and back: by slug, CURIE, IRI, or label in any language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from corridor_kg.engine.engine import Engine
from corridor_kg.errors import AmbiguousThing, UnknownThing, did_you_mean
from corridor_kg.rdf.terms import ALTERNATE_LABEL, LABEL, NOTATION, TYPE, Term, is_iri
from corridor_kg.rdf.vocabulary import BASE, OWL, SKOS, expand, prefixes, shorten
from corridor_kg.spelling import WHITE_SPACE, composed, fitting
from corridor_kg.store.deprecated import deprecations

if TYPE_CHECKING:
    from corridor_kg.text.names import Names

_KINDS = (LABEL, *(NamedNode(f"{SKOS}{kind}") for kind in ("prefLabel", "altLabel", "hiddenLabel")), NOTATION)
_NAMES = "|".join(map(str, _KINDS[:-1]))
_LABELS = "|".join(map(str, _KINDS))
_VOCABULARY = f"<{OWL}Class> <{OWL}ObjectProperty> <{OWL}DatatypeProperty> <{OWL}AnnotationProperty> <{OWL}Ontology>"


def resolve(engine: Engine, name: str) -> NamedNode:
    """Return the IRI of the thing that a name stands for.

    A name is tried as a CURIE (``place:dongguan``), as an IRI of any scheme (with or without angle brackets), as a
    slug (``dongguan``) and as a label of whichever kind, in any language (``Dongguan``, ``东莞市``), in this order.
    Labels are compared as people see them (`corridor_kg.text.names.key`): white space, accents and the script of
    Chinese do not matter, nor does case where no label has it so.

    Args:
        engine: What holds the graph in which the thing has to be.
        name: What the thing is called.

    Raises:
        UnknownThing: Nothing in the graph is called so; the message names what is near.
        AmbiguousThing: Several things are called so; the message lists them.
    """
    found = meant(engine, name)
    if len(found) > 1:
        several = " or ".join(sorted(shorten(thing.value) for thing in found))
        raise AmbiguousThing(f"{name!r} may be {several}; write one of these.", tuple(thing.value for thing in found))
    if not found:
        spells_iri = bool(_iris(_bare(name)))
        told = f"no thing {name!r} is in the graph" if spells_iri else f"no thing is called {name!r}"
        raise UnknownThing(f"{told}{nearest(engine, composed(name))}")
    return found[0]


def meant(engine: Engine, name: str) -> list[NamedNode]:
    """Return the things that a name may stand for, as `resolve` looks for them: none, one or several.

    What is deprecated is meant where nothing else is.
    """
    iris = _iris(_bare(name))
    for iri in iris:
        if stands_in(engine, iri):
            return [iri]
    found = [*_by_slug(engine, composed(name))] or _by_label(engine, name, verbatim=bool(iris))
    if len(found) > 1:
        outdated = deprecations(engine)
        found = [thing for thing in found if thing.value not in outdated] or found
    return found


def index(engine: Engine) -> Names[NamedNode]:
    """Return the names of the things that a graph is about, as `rdfs:label` and the labels of SKOS tell them.

    Those are the things that the project has an IRI for, and whatever else is of one of its classes. The vocabulary,
    classes and properties, is left out: a text that says "city" names none. Notations are too, for ``p14`` is no name.
    """
    from corridor_kg.text.names import Names  # late for the cold start: a slug needs no index

    terms = engine.select(f"SELECT DISTINCT ?thing WHERE {{ ?thing a ?kind VALUES ?kind {{ {_VOCABULARY} }} }}")
    vocabulary = {row["thing"] for row in terms}
    classes = engine.select(f'SELECT DISTINCT ?class WHERE {{ [] a ?class FILTER(STRSTARTS(STR(?class), "{BASE}")) }}')
    own = {quad.subject for row in classes for quad in engine.match(None, TYPE, row["class"])}
    return Names(
        (text, thing)
        for thing, text in _labelled(engine, _NAMES)
        if (thing in own or thing.value.startswith(BASE)) and thing not in vocabulary
    )


def label(engine: Engine, thing: NamedNode, *, language: str = "en") -> str:
    """Return a thing's label in a language, else in any, else its CURIE."""
    found = [quad.object for quad in engine.match(thing, LABEL)]
    literals = sorted((text for text in found if isinstance(text, Literal)), key=lambda text: text.value)
    ranked = sorted(literals, key=lambda text: (text.language != language, text.language is not None))
    return ranked[0].value if ranked else shorten(thing.value)


def labels(engine: Engine, thing: NamedNode) -> list[str]:
    """Return all that a thing is called, of whichever kind of label and in whichever language."""
    found = (quad.object for kind in _KINDS for quad in engine.match(thing, kind))
    return [text.value for text in found if isinstance(text, Literal)]


def label_in(engine: Engine, thing: NamedNode, *, language: str) -> Literal | None:
    """Return a thing's label in a language or one of its variants (``zh-Hans`` for ``zh``), else another name in it.

    None where it has no name in the language.
    """
    wanted = f"{language.lower()}-"
    for prop in (LABEL, ALTERNATE_LABEL):
        found = (quad.object for quad in engine.match(thing, prop))
        texts = [text for text in found if isinstance(text, Literal) and text.language]
        fitting = [text for text in texts if f"{text.language}-".lower().startswith(wanted)]
        if fitting:
            return min(fitting, key=lambda text: text.value)
    return None


def slugs(engine: Engine) -> list[str]:
    """Return the slugs of all the things of the project, sorted; of what is deprecated, none."""
    return sorted({iri.replace("#", "/").rpartition("/")[2] for iri in _ours(engine)})


def curies(engine: Engine) -> list[str]:
    """Return the CURIEs of all the things of the project, its terms among them, sorted; of what is deprecated, none."""
    return sorted(map(shorten, _ours(engine)))


def _ours(engine: Engine) -> set[str]:
    """Return the IRIs of all the things of the project that have a label."""
    subjects = engine.select(
        f'SELECT DISTINCT ?thing WHERE {{ ?thing {_LABELS} ?label FILTER(STRSTARTS(STR(?thing), "{BASE}")) }}'
    )
    return {solution["thing"].value for solution in subjects}.difference(deprecations(engine))


def source_name(engine: Engine, source: Term) -> str:
    """Return what a passage or a source is called in short: its notation (``p14``), else its label."""
    if not isinstance(source, NamedNode):
        return str(source)
    found = (quad.object for quad in engine.match(source, NOTATION))
    notations = sorted(notation.value for notation in found if isinstance(notation, Literal))
    return notations[0] if notations else label(engine, source)


def _bare(name: str) -> str:
    """Return a name without space around it; it is not composed, for another form of an IRI is another IRI."""
    return WHITE_SPACE.sub(" ", name).strip(" ")


def _iris(name: str) -> list[NamedNode]:
    """Return the IRIs that a name may spell out: as a CURIE of the project's, and as it stands."""
    inside = name[1:-1] if name.startswith("<") and name.endswith(">") else name
    spelled = [expand(inside), inside] if inside == name else [inside]
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


def _by_label(engine: Engine, text: str, *, verbatim: bool) -> list[NamedNode]:
    """Return the things that have a label; no query can compare labels as people do, so that it is done here.

    What could be an IRI is a label by its characters alone: ``place:`` is a prefix, and no place.
    """
    from corridor_kg.text.names import Names  # late for the cold start: most things are named by slug

    labels = [(label, thing) for thing, label in _labelled(engine, _LABELS)]
    if verbatim:
        return list(dict.fromkeys(thing for _, thing in fitting(text, labels, text=lambda label: label[0])))
    return list(Names(labels).called(text))


def _labelled(engine: Engine, kinds: str) -> Iterator[tuple[NamedNode, str]]:
    """Yield the things that have labels of some kinds, with each."""
    query = (
        f"SELECT DISTINCT ?thing ?label WHERE {{ ?thing {kinds} ?label FILTER(isIRI(?thing) && isLITERAL(?label)) }}"
    )
    for row in engine.select(query):
        thing, label = row["thing"], row["label"]
        if isinstance(thing, NamedNode) and isinstance(label, Literal):
            yield thing, label.value


def nearest(engine: Engine, name: str, *, otherwise: str = "write its slug, CURIE, IRI or label") -> str:
    """Return the end of a sentence about a name that nothing has: what is spelt like it, or what else to do."""
    living, outdated, deprecated = set[str](), set[str](), deprecations(engine)
    for thing, text in _labelled(engine, _LABELS):
        iri = thing.value
        known = outdated if iri in deprecated else living
        known.add(text)
        if ":" in name:
            known.add(shorten(iri))
        elif iri.startswith(BASE):
            known.add(iri.removeprefix(BASE).replace("#", "/").partition("/")[2])
    return did_you_mean(name, living | outdated, otherwise=otherwise, deprecated=outdated - living)
