"""From files to an engine: each origin becomes a named graph.

A folder of RDF is one origin. A folder of such folders is one origin for each of them. A single file
is an origin of its own; where it holds named graphs, each of them is one. A folder with a file named
``source`` is a source: each of its other files is the named graph of a passage.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pyoxigraph import DefaultGraph, NamedNode, Quad

from corridor_kg.engine.engine import Engine
from corridor_kg.errors import GraphNotFound, GraphUnreadable
from corridor_kg.files import piped, reading, unfinished
from corridor_kg.model import ontology
from corridor_kg.model.origins import ONTOLOGY, RESERVED, SOURCE, Origin, Part, PathLike, passage
from corridor_kg.rdf import formats, unreadable
from corridor_kg.rdf.vocabulary import GRAPHS


def find_origins(path: PathLike) -> list[Origin]:
    """Return the origins that a file or a folder holds, sorted by name.

    Args:
        path: A file of RDF, a folder of such files, or a folder of such folders; a pipe, or ``-`` for standard
            input.

    Raises:
        GraphNotFound: The path is not there, or no file below it is RDF.
    """
    if not os.fspath(path):
        raise GraphNotFound("a path is empty; name a file or a folder.")
    try:
        return _found(os.path.abspath(piped.as_file(os.fspath(path))))
    except OSError as error:
        raise GraphNotFound(f"{path} cannot be read: {error.strerror or error}.") from None


def _found(path: str) -> list[Origin]:
    name = slug(os.path.basename(path))
    if os.path.isfile(path):
        if reading.format_of(path) is None:
            raise GraphNotFound(
                f"{unreadable.shown(path)} is not a graph: its name does not end in {formats.endings()}, nor does it"
                " look like RDF."
            )
        return _parts(Origin(_stem(name), (path,)))
    if not os.path.isdir(path):
        raise GraphNotFound(f"there is no file or folder {path}; check the path.")
    with os.scandir(path) as entries:
        folders = sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith("."))
    found = [Origin(slug(folder), _files(os.path.join(path, folder))) for folder in folders]
    origins = [origin for origin in (Origin(name, _files(path)), *found) if origin.files]
    if not origins:
        raise GraphNotFound(
            f"the folder {path} holds no file that ends in {formats.endings()}, nor does a folder in it."
        )
    return sorted((part for origin in origins for part in _split(origin)), key=lambda origin: origin.name)


def _split(origin: Origin) -> Iterator[Origin]:
    """Yield the origin of a folder's plain files, and those of each file that may hold named graphs."""
    plain = tuple(file for file in origin.files if formats.by_ending(file) not in formats.MAY_HOLD_GRAPHS)
    passages = tuple(file for file in plain if _base(file) != SOURCE) if _is_source(origin) else ()
    if others := tuple(file for file in plain if file not in passages):
        yield Origin(origin.name, others)
    for file in passages:
        name = slug(_base(file))
        yield Origin(f"{origin.name}-{name}", (file,), passage(origin.name, name))
    for file in origin.files:
        if file not in plain:
            yield from _parts(Origin(_stem(slug(os.path.basename(file))), (file,)))


def _is_source(origin: Origin) -> bool:
    """Return whether the files of a folder are a source and its passages."""
    return any(_base(file) == SOURCE for file in origin.files)


def _base(file: str) -> str:
    return _stem(os.path.basename(file))


def _parts(origin: Origin) -> list[Origin]:
    """Return an origin for each named graph of a file; a file that cannot be read is left whole, to fail later."""
    (file,) = origin.files
    if reading.format_of(file) not in formats.MAY_HOLD_GRAPHS:
        return [origin]
    try:
        graphs = sorted({quad.graph_name for quad in reading.quads(file)}, key=str)
    except GraphUnreadable:
        return [origin]
    return distinct(Origin(_graph_name(graph, origin.name), origin.files, graph) for graph in graphs) or [origin]


def without_reserved(origins: Iterable[Origin]) -> tuple[list[Origin], list[Origin]]:
    """Return the origins of facts, and the named graphs that are called as what a program adds to them itself.

    A data set that was exported holds both.
    """
    reserved = [NamedNode(GRAPHS + name) for name in RESERVED]
    facts: list[Origin] = []
    left_out: list[Origin] = []
    for origin in origins:
        (left_out if origin.part in reserved else facts).append(origin)
    return facts, left_out


def _graph_name(graph: Part, otherwise: str) -> str:
    if not isinstance(graph, NamedNode):
        return otherwise
    return slug(graph.value.removeprefix(GRAPHS).rstrip("/#").rpartition("/")[2]) or otherwise


def ontology_origin(path: PathLike | None = None) -> Origin:
    """Return the origin of an ontology.

    Args:
        path: A file, or a folder, whose own files are the ontology, in whichever graphs; what lies in folders
            below it is not, as the bundled one's shapes are not. None for the bundled one.

    Raises:
        GraphNotFound: The path is not there, or holds no RDF.
    """
    if path is None:
        return Origin(ONTOLOGY, ontology.files())
    found = find_origins(path)
    files = _files(os.fspath(path)) if os.path.isdir(path) else ()
    return Origin(ONTOLOGY, files or tuple(dict.fromkeys(file for origin in found for file in origin.files)))


def distinct(origins: Iterable[Origin], *, taken: Iterable[str] = ()) -> list[Origin]:
    """Return the origins with names that differ: a second ``article`` becomes ``article-2``.

    What several files say in one named graph is one origin.

    >>> [origin.name for origin in distinct([Origin("a", ()), Origin("a", ())], taken=["b"])]
    ['a', 'a-2']
    """
    names = set(taken)
    result: dict[Part | str, Origin] = {}
    for origin in origins:
        graph = origin.part if isinstance(origin.part, NamedNode) else None
        if graph in result:
            files = dict.fromkeys((*result[graph].files, *origin.files))
            named_in = origin.named_in if origin.named_in == result[graph].named_in else ""
            result[graph] = result[graph]._replace(files=tuple(files), named_in=named_in)
            continue
        name, number = origin.name, 2
        while name in names:
            name, number = f"{origin.name}-{number}", number + 1
        names.add(name)
        result[graph or name] = origin._replace(name=name)
    return list(result.values())


def load(engine: Engine, origin: Origin) -> None:
    """Read an origin's files into its named graph.

    Raises:
        GraphUnreadable: A file is not valid; the message has file, line, column and text.
        GraphNotFound: A file cannot be read.
    """
    graph = origin.graph
    with _telling(origin):
        try:
            plain = [file for file in origin.files if is_plain(file, origin)]
            if isinstance(graph, NamedNode) and plain:
                engine.load(((file, reading.ENGINE[reading.format_of(file) or ""]) for file in plain), graph)
            others = tuple(file for file in origin.files if file not in plain)
            if others:
                engine.add(quads(origin._replace(files=others)), graph)
        except (SyntaxError, OSError) as error:
            raise unreadable.explain(str(error.filename), error) from None


@contextmanager
def _telling(origin: Origin) -> Iterator[None]:
    """Let what is wrong with a file of an origin say where the file is named."""
    try:
        yield
    except (GraphUnreadable, GraphNotFound) as error:
        error.tell(origin.named_in and f"{origin.named_in}, names it.")
        raise


def is_plain(file: str, origin: Origin) -> bool:
    """Return whether the engine reads a file as it is: one graph, whole, without a byte-order mark and drafts."""
    is_whole = not origin.left_out and not unfinished.may_hold(file)
    return is_whole and reading.is_plain(file) and not reading.begins_with_mark(file)


def quads(origin: Origin) -> Iterator[Quad]:
    """Yield an origin's quads with every literal exactly as its file has it; what is open is no fact, and left out.

    A store rewrites literals (``2.50`` becomes ``2.5``); what leaves the project, and what is validated,
    is read from the files.

    Raises:
        GraphUnreadable: A file is not valid.
    """
    graph = origin.graph
    with _telling(origin):
        for file in origin.files:
            part = reading.part_in(file, origin.part)
            found = _without_merge(file, part)
            for quad in unfinished.without(found) if unfinished.may_hold(file) else found:
                if (part is None or part == quad.graph_name) and quad.triple not in origin.left_out:
                    yield Quad(quad.subject, quad.predicate, quad.object, graph)


def statements(origin: Origin) -> Iterator[Quad]:
    """Yield what `quads` yields, but in whichever graph: for who looks at the triples alone, and at all of them.

    Raises:
        GraphUnreadable: A file is not valid.
    """
    with _telling(origin):
        for file in origin.files:
            if is_plain(file, origin):
                yield from reading.plain(file)
            else:
                yield from quads(origin._replace(files=(file,)))


def _without_merge(file: str, part: Part | None) -> Iterable[Quad]:
    """Return the quads of a file; where its default graph is asked for, without what its named graphs state.

    JSON-LD that was exported has the merge of all as its default graph, and beside it who states what.
    """
    if not isinstance(part, DefaultGraph):
        return reading.quads(file)
    quads = list(reading.quads(file))
    named = {quad.triple for quad in quads if not isinstance(quad.graph_name, DefaultGraph)}
    return [quad for quad in quads if not isinstance(quad.graph_name, DefaultGraph) or quad.triple not in named]


def readable(origins: Iterable[Origin]) -> tuple[list[Origin], list[GraphUnreadable]]:
    """Return the origins without the files that cannot be parsed, and what is wrong with each of those.

    Raises:
        GraphNotFound: A file cannot be read at all, and so nothing be said of what is in it.
    """
    kept, broken = [], []
    for origin in origins:
        files = []
        for file in origin.files:
            try:
                with _telling(origin):
                    sum(1 for _ in reading.quads(file))
                files.append(file)
            except GraphUnreadable as error:
                broken.append(error)
        kept.append(origin._replace(files=tuple(files)))
    return kept, broken


def _files(folder: str) -> tuple[str, ...]:
    with os.scandir(folder) as entries:
        return tuple(sorted(entry.path for entry in entries if formats.by_ending(entry.name) and entry.is_file()))


def _stem(name: str) -> str:
    return name.removesuffix(formats.ending(name)) or name


def slug(name: str) -> str:
    """Return a name as it may stand in an IRI."""
    return "".join(character if character.isalnum() or character in "-_." else "-" for character in name) or "graph"
