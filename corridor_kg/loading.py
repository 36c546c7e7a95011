"""From files to a store: each origin becomes a named graph.

A folder of Turtle is one origin. A folder of such folders is one origin for each of them. A single file
is an origin of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from corridor_kg import locations
from corridor_kg.errors import GraphNotFound, GraphUnreadable
from corridor_kg.vocabulary import GRAPHS

FORMATS = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES}
"""The file endings that are read, each with its format."""

RESERVED = ("ontology", "inferred")
"""Names of graphs that no origin of facts may take."""

PathLike = str | os.PathLike[str]


class Origin(NamedTuple):
    """Facts that came from one place: the files that hold them, and the named graph that they form.

    Attributes:
        name: The folder's or file's name; unique in one graph.
        files: Absolute paths, sorted.
    """

    name: str
    files: tuple[str, ...]

    @property
    def graph(self) -> NamedNode:
        """The IRI of the origin's named graph.

        >>> Origin("article", ()).graph.value
        'https://w3id.org/corridor-kg/graph/article'
        """
        return NamedNode(GRAPHS + self.name)


def find_origins(path: PathLike) -> list[Origin]:
    """Return the origins that a file or a folder holds, sorted by name.

    Args:
        path: A Turtle file, a folder of Turtle files, or a folder of such folders.

    Raises:
        GraphNotFound: The path is not there, or no file below it is RDF.
    """
    if not os.fspath(path):
        raise GraphNotFound("a path is empty; name a file or a folder.")
    path = os.path.abspath(path)
    try:
        return _found(path)
    except OSError as error:
        raise GraphNotFound(f"{path} cannot be read: {error.strerror or error}.") from None


def _found(path: str) -> list[Origin]:
    name = _slug(os.path.basename(path))
    if os.path.isfile(path):
        if _ending(path) not in FORMATS:
            raise GraphNotFound(f"{path} is not a graph: its name has to end in {_endings()}.")
        return [Origin(name.removesuffix(_ending(path)), (path,))]
    if not os.path.isdir(path):
        raise GraphNotFound(f"there is no file or folder {path}; check the path.")
    with os.scandir(path) as entries:
        folders = sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith("."))
    found = [Origin(_slug(folder), _files(os.path.join(path, folder))) for folder in folders]
    origins = [origin for origin in (Origin(name, _files(path)), *found) if origin.files]
    if not origins:
        raise GraphNotFound(f"the folder {path} holds no file that ends in {_endings()}, nor does a folder in it.")
    return sorted(origins, key=lambda origin: origin.name)


def ontology() -> Origin:
    """Return the origin of the ontology: its terms, bridges and code lists, without the shapes."""
    return Origin("ontology", _files(locations.ONTOLOGY))


def distinct(origins: Iterable[Origin], *, taken: Iterable[str] = ()) -> list[Origin]:
    """Return the origins with names that differ: a second ``article`` becomes ``article-2``.

    >>> [origin.name for origin in distinct([Origin("a", ()), Origin("a", ())], taken=["b"])]
    ['a', 'a-2']
    """
    names = set(taken)
    result = []
    for origin in origins:
        name, number = origin.name, 2
        while name in names:
            name, number = f"{origin.name}-{number}", number + 1
        names.add(name)
        result.append(Origin(name, origin.files))
    return result


def load(store: Store, origin: Origin) -> None:
    """Read an origin's files into its named graph.

    Raises:
        GraphUnreadable: A file is not valid; the message has file, line, column and text.
    """
    for file in origin.files:
        try:
            store.load(path=file, format=FORMATS[_ending(file)], to_graph=origin.graph)
        except (SyntaxError, OSError) as error:
            raise _explain(file, error) from None


def quads(origin: Origin) -> Iterator[Quad]:
    """Yield an origin's quads with every literal exactly as its file has it.

    A store rewrites literals (``2.50`` becomes ``2.5``); what leaves the project, and what is validated,
    is read from the files.

    Raises:
        GraphUnreadable: A file is not valid.
    """
    for file in origin.files:
        try:
            for quad in parse(path=file, format=FORMATS[_ending(file)], rename_blank_nodes=True):
                if isinstance(quad.object, Triple) or isinstance(quad.subject, Triple):
                    raise GraphUnreadable(f"{file} has a triple inside a triple (RDF 1.2); write RDF 1.1.", file)
                yield Quad(quad.subject, quad.predicate, quad.object, origin.graph)
        except (SyntaxError, OSError) as error:
            raise _explain(file, error) from None


def readable(origins: Iterable[Origin]) -> tuple[list[Origin], list[GraphUnreadable]]:
    """Return the origins without the files that cannot be parsed, and what is wrong with each of those."""
    kept, broken = [], []
    for origin in origins:
        files = []
        for file in origin.files:
            try:
                sum(1 for _ in quads(Origin(origin.name, (file,))))
                files.append(file)
            except GraphUnreadable as error:
                broken.append(error)
        kept.append(Origin(origin.name, tuple(files)))
    return kept, broken


def _files(folder: str) -> tuple[str, ...]:
    with os.scandir(folder) as entries:
        return tuple(sorted(entry.path for entry in entries if _ending(entry.name) in FORMATS and entry.is_file()))


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _endings() -> str:
    return ", ".join(FORMATS)


def _slug(name: str) -> str:
    """Return a name as it may stand in an IRI."""
    return "".join(character if character.isalnum() or character in "-_." else "-" for character in name) or "graph"


def _explain(file: str, error: SyntaxError | OSError) -> GraphUnreadable:
    """Return where and why a file cannot be read, with the line and a caret."""
    from corridor_kg import proofreading

    name = os.path.relpath(file) if file.startswith(os.getcwd() + os.sep) else file
    if isinstance(error, OSError):
        return GraphUnreadable(f"{name} cannot be read: {error.strerror or error}.", name)
    line, column = error.lineno or 1, error.offset or 1
    reason = error.msg.partition(": ")[2] or error.msg
    with open(file, encoding="utf-8", errors="replace") as stream:
        text = stream.read()
    lines = text.splitlines()
    faulty = lines[line - 1][column - 1 : column] if line <= len(lines) else ""
    remedy = proofreading.pasted_character(faulty) or _remedy(reason)
    where = f"{name}, line {line}, column {column}"
    shown = proofreading.excerpt(text, line, column)
    return GraphUnreadable(f"{where}: {reason}{remedy and '; ' + remedy}.\n{shown}", name, line)


def _remedy(reason: str) -> str:
    if "prefix" in reason and "not been declared" in reason:
        return "declare it with @prefix, or correct its spelling"
    if "UTF-8" in reason:
        return "save the file as UTF-8"
    if "'/'" in reason or "'%'" in reason:
        return "write the whole IRI between < and >"
    return ""
