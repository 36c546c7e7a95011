"""Evidence for formats without named graphs: each thing with the passages and sources that state something of it.

It is derived from the places where triples stand, and says less: of the thing, and not of which triple.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, Triple

from corridor_kg.files import loading
from corridor_kg.model.origins import Origin
from corridor_kg.rdf.terms import DERIVED_FROM, TYPE
from corridor_kg.rdf.vocabulary import ONTOLOGY

PASSAGE = NamedNode(f"{ONTOLOGY}Passage")

Sources = Mapping[Any, frozenset[NamedNode]]
"""The passage that a named graph is, or what it is derived from as a whole, by the graph."""


def sources(quads: Iterable[Quad]) -> Sources:
    """Return who states what stands in each named graph, as far as these quads tell."""
    found: dict[Any, set[NamedNode]] = defaultdict(set)
    for quad in quads:
        if not isinstance(quad.subject, NamedNode):
            continue
        if quad.predicate == TYPE and quad.object == PASSAGE:
            found[quad.subject].add(quad.subject)
        elif quad.predicate == DERIVED_FROM and quad.subject == quad.graph_name and isinstance(quad.object, NamedNode):
            found[quad.subject].add(quad.object)
    return {graph: frozenset(stating) for graph, stating in found.items()}


def derived(quads: Iterable[Quad], known: Sources) -> Iterator[Triple]:
    """Yield for each subject the passages and sources of the graphs in which it stands, each once."""
    stating: dict[Any, set[NamedNode]] = defaultdict(set)
    for quad in quads:
        stating[quad.subject] |= known.get(quad.graph_name, frozenset())
    for subject, found in stating.items():
        for source in sorted(found - {subject}, key=str):
            yield Triple(subject, DERIVED_FROM, source)


def of_origins(origins: Iterable[Origin]) -> Iterator[Triple]:
    """Yield the derived evidence of whole origins; a file that can tell none is looked at, but not parsed."""
    origins = list(origins)
    known = sources(quad for origin in origins if _may_tell(origin) for quad in loading.quads(origin))
    stated = (quad for origin in origins if origin.graph in known for quad in loading.quads(origin))
    yield from derived(stated, known)


def _may_tell(origin: Origin) -> bool:
    """Return whether a file of an origin has the words in which it is told who states what."""
    name = origin.graph.value.rpartition("/")[2].encode()
    for file in origin.files:
        text = Path(file).read_bytes()
        if b"Passage" in text or (b"wasDerivedFrom" in text and name in text):
            return True
    return False
