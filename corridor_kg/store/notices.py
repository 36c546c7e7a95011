"""What somebody should know of the files of a graph: what of them is not read, or is read as something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from corridor_kg.engine.engine import Engine
from corridor_kg.files import loading
from corridor_kg.model.origins import Origin
from corridor_kg.rdf import unreadable
from corridor_kg.rdf.terms import INFERRED, TYPE, Node
from corridor_kg.rdf.vocabulary import OWL

_DATA_SET = NamedNode("http://www.w3.org/ns/dcat#Dataset")
_IMPORTS = NamedNode(f"{OWL}imports")


def notices(engine: Engine, origins: Sequence[Origin], left_out: Iterable[Origin]) -> Iterator[str]:
    """Yield sentences about what the files of a graph hold and an answer does not show.

    Args:
        engine: What was read, and what follows from it.
        origins: Where it was read.
        left_out: The named graphs that were not read, for theirs are the names of what a program adds itself.
    """
    for origin in left_out:
        yield from _missing(engine, origin)
    yield from _shared(origins)
    yield from _not_followed(engine, origins)


def _missing(engine: Engine, origin: Origin) -> Iterator[str]:
    """Tell how many statements of a graph that is not read are not there in another way."""
    missing = sum(1 for quad in loading.quads(origin) if not _is_there(engine, quad))
    if missing:
        whose = "of what is inferred" if origin.graph == INFERRED else "of the ontology, which --ontology gives"
        yield (
            f"{_files(origin)}: {_statements(missing)} left out with the graph {origin.graph}, for its name is that"
            f" {whose}; give it another to have them read as facts."
        )


def _is_there(engine: Engine, quad: Quad) -> bool:
    """Return whether an engine has a statement; of a blank node, which has no name to be found by, whether of any."""
    subject = None if isinstance(quad.subject, BlankNode) else quad.subject
    value = None if isinstance(quad.object, BlankNode) else quad.object
    return next(engine.match(subject, quad.predicate, value), None) is not None


def _shared(origins: Sequence[Origin]) -> Iterator[str]:
    """Tell of the named graphs of files whose names are those that other files have of themselves."""
    by_graph: dict[Node, list[Origin]] = defaultdict(list)
    for origin in origins:
        by_graph[origin.graph].append(origin)
    for origin in origins:
        others = [other for other in by_graph[origin.graph] if other != origin]
        if not isinstance(origin.part, NamedNode) or not others:
            continue
        theirs = {quad.triple for other in others for quad in loading.quads(other)}
        named = (
            quad.triple for quad in loading.quads(origin) if not any(isinstance(t, BlankNode) for t in quad.triple)
        )
        described = tuple(str(triple.subject)[:-1] for triple in theirs if triple.object == _DATA_SET)
        # what an export counts of the data set that it describes is counted anew by the next
        added = sum(1 for triple in named if triple not in theirs and not str(triple.subject).startswith(described))
        if added:
            names = ", ".join(dict.fromkeys(map(_files, others)))
            yield (
                f"{_files(origin)}: {_statements(added)} told as those of {names}, whose graph is called {origin.graph}"
                " too; give the graph another name to tell them apart."
            )


def _not_followed(engine: Engine, origins: Sequence[Origin]) -> Iterator[str]:
    """Tell of the ontologies that are imported and not there."""
    ontologies = [triple.subject for triple in engine.match(None, TYPE, NamedNode(f"{OWL}Ontology"))]
    versions = [triple.object for triple in engine.match(None, NamedNode(f"{OWL}versionIRI"))]
    there = {_bare(term) for term in (*ontologies, *versions)}
    imports = sorted(engine.match(None, _IMPORTS), key=str)
    missing = [triple for triple in imports if _bare(triple.object) not in there]
    if missing:
        named = ", ".join(f"{triple.object}{_place(engine, origins, triple)}" for triple in missing)
        yield (
            f"owl:imports is not followed, for nothing is fetched: {named}; save what is imported as a file, and add it"
            " with --add, or in one folder with what imports it."
        )


def _bare(term: object) -> str:
    """Return the IRI of an ontology without the mark at its end with which its terms begin."""
    return term.value.rstrip("#/") if isinstance(term, NamedNode | Literal) else ""


def _place(engine: Engine, origins: Sequence[Origin], triple: Triple) -> str:
    from corridor_kg.files import line_numbers  # late for the cold start: little is imported

    graphs = {quad.graph_name for quad in engine.quads(*triple)}
    found = line_numbers.nearest([origin for origin in origins if origin.graph in graphs], triple)
    return f" ({found})" if found else ""


def _statements(number: int) -> str:
    return "1 statement is" if number == 1 else f"{number:,} statements are"


def _files(origin: Origin) -> str:
    several = len(origin.files) > 1
    return f"origin:{origin.name}" if several else "".join(map(unreadable.shown, origin.files))
