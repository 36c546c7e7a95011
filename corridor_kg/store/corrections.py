"""Which passages and sources were withdrawn or corrected, when and why: the marks that stand beside their names.

What is said of a source holds of each of its passages. The facts stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.answers.marks import Mark, Marks
from corridor_kg.engine.engine import Engine
from corridor_kg.rdf.terms import LABEL, TYPE, Term
from corridor_kg.rdf.vocabulary import ONTOLOGY, RDFS, expand
from corridor_kg.store import names

CORRECTION, CORRECTS, KIND, REPLACEMENT = (
    NamedNode(f"{ONTOLOGY}{name}") for name in ("Correction", "corrects", "hasCorrectionKind", "hasReplacement")
)
PUBLISHED, PART_OF, URL = (
    NamedNode(expand(curie) or curie) for curie in ("schema:datePublished", "dcterms:isPartOf", "schema:url")
)
_COMMENT = NamedNode(f"{RDFS}comment")


class Told(NamedTuple):
    """What one correction tells.

    Attributes:
        day: The day on which it came out; empty where none is told.
        what: What happened, such as ``withdrawn``.
        note: All of it, in a sentence.
    """

    day: str
    what: str
    note: str

    @property
    def mark(self) -> str:
        """What stands behind the name of a passage."""
        return f"{self.what} {self.day}".rstrip()


def marks(engine: Engine) -> Marks:
    """Return the marks of all the passages and sources that a graph says were withdrawn or corrected.

    >>> from corridor_kg.store.graph import open_graph
    >>> bool(marks(open_graph().engine))
    False
    """
    told: dict[NamedNode, list[Told]] = defaultdict(list)
    for triple in engine.match(None, TYPE, CORRECTION):
        correction = triple.subject
        if not isinstance(correction, NamedNode):
            continue
        about = sorted(_things(engine, correction, CORRECTS), key=str)
        said = _told(engine, correction, about)
        for thing in about:
            told[thing].append(said)
            for part in engine.match(None, PART_OF, thing):
                if isinstance(part.subject, NamedNode):
                    told[part.subject].append(said)
    by_iri = {thing.value: _mark(said) for thing, said in told.items()}
    by_name = {name: by_iri[thing.value] for thing in told for name in _called(engine, thing)}
    passages = {names.source_name(engine, thing) for thing in told if any(engine.match(thing, PART_OF))}
    return Marks(by_iri, by_name, passages)


def _mark(told: Iterable[Told]) -> Mark:
    ordered = sorted(set(told))
    return Mark(", ".join(dict.fromkeys(one.mark for one in ordered)), tuple(one.note for one in ordered))


def _told(engine: Engine, correction: NamedNode, about: list[NamedNode]) -> Told:
    """Return what a correction tells, in a sentence of our own."""
    kinds = [names.label(engine, kind) for kind in _things(engine, correction, KIND)]
    what = min(kinds, default="corrected")
    day = min(_texts(engine, correction, PUBLISHED), default="")
    which = ", ".join(names.source_name(engine, thing) for thing in about)
    sentence = f"{which} {'was' if len(about) == 1 else 'were'} {what}{f' on {day}' if day else ''}"
    why = next(iter(_texts(engine, correction, _COMMENT)), "")
    instead = [names.source_name(engine, thing) for thing in _things(engine, correction, REPLACEMENT)]
    address = next(iter(_texts(engine, correction, URL)), "")
    parts = [
        f"{sentence}: {why}" if why else f"{sentence}.",
        f"Read {', '.join(sorted(instead))} instead." if instead else "",
        f"See {address}" if address else "",
    ]
    return Told(day, what, " ".join(filter(None, parts)))


def _things(engine: Engine, thing: NamedNode, predicate: NamedNode) -> list[NamedNode]:
    found: Iterable[Term] = (triple.object for triple in engine.match(thing, predicate))
    return [term for term in dict.fromkeys(found) if isinstance(term, NamedNode)]


def _texts(engine: Engine, thing: NamedNode, predicate: NamedNode) -> list[str]:
    """Return the texts that a thing has of a property, those in English first."""
    found = (triple.object for triple in engine.match(thing, predicate))
    texts = sorted((text for text in found if isinstance(text, Literal)), key=lambda text: text.value)
    return [text.value for text in sorted(texts, key=lambda text: text.language != "en")]


def _called(engine: Engine, thing: NamedNode) -> set[str]:
    labels = (triple.object for triple in engine.match(thing, LABEL))
    return {names.source_name(engine, thing), *(text.value for text in labels if isinstance(text, Literal))}
