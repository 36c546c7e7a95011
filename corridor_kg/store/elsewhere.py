"""A graph in an engine elsewhere: what is noted there beside it, and how it is opened.

What an engine has not and the files had is noted in a graph of its own, as JSON in texts: which origins there are and
from which files, how literals are written, what was noticed. It is written last, so that what has none is no graph yet.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import warnings
import weakref
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, parse, serialize

from corridor_kg.engine import skolem, whole
from corridor_kg.engine.layout import Graphs
from corridor_kg.engine.over_http import OverHttp
from corridor_kg.engine.portable import ENDPOINT, Dataset
from corridor_kg.engine.protocol import Address, Protocol
from corridor_kg.errors import OutputFailed, ServiceFailed
from corridor_kg.files import loading
from corridor_kg.model.origins import ONTOLOGY, Origin
from corridor_kg.rdf import bundled
from corridor_kg.rdf.terms import INFERRED, Node
from corridor_kg.rdf.vocabulary import Json
from corridor_kg.store import filed
from corridor_kg.store.filed import Filed
from corridor_kg.store.graph import Graph
from corridor_kg.version import __version__

NOTED = NamedNode(f"{ENDPOINT}noted")
"""The graph of what is noted, and its one subject."""

MERGE = NamedNode(f"{ENDPOINT}merge")
"""The graph of the merge, where the engine keeps no default graph apart."""

FORMAT = 1
"""The number of the form in which it is noted; a graph of another has to be loaded anew."""

_TEXT = 20_000
"""How many characters of JSON stand in one text: some engines take no long ones."""

STATE = f'{NOTED} <{ENDPOINT}state> "whole" .'
"""The triple that is there as long as what is noted holds."""

WHOLE = f"GRAPH {NOTED} {{ {STATE} }}"
"""The same, as the braces of an update have it."""

PART = f"<{ENDPOINT}part>"
"""The property of NOTED whose values are the graphs that are ours; it stays what it is in whatever format."""

_OWN = "bundled:"
_ANEW = "remove it with 'corridor-kg load --clear --endpoint', and put it there anew"


class Held(NamedTuple):
    """An origin as an engine elsewhere holds it.

    Attributes:
        origin: The origin, with the files that it came from.
        digest: A hash of what it was made of.
        triples: How many there are.
    """

    origin: Origin
    digest: str
    triples: int


class Noted(NamedTuple):
    """What is noted of a graph in an engine elsewhere.

    Attributes:
        version: The version of this program that has loaded it.
        merge: The graph of the merge; None where it is the engine's default graph.
        origins: The origins that it holds.
        has_inference: Whether what the ontology implies is there.
        is_bundled: Whether the bundled facts and the bundled ontology are among them.
        has_own_ontology: Whether the ontology is the project's own.
        is_strict: Whether literals are marked that the engine would not keep.
        filed: What the files have and the engine has not.
        size: How many triples the merge has; None where that, and what is counted beside, was not counted since the
            last change.
    """

    version: str
    merge: NamedNode | None
    origins: tuple[Held, ...]
    has_inference: bool
    is_bundled: bool
    has_own_ontology: bool
    is_strict: bool
    filed: Filed
    size: int | None = None

    @property
    def graphs(self) -> Graphs:
        """How it is laid out."""
        named = [NamedNode(skolem.named(held.origin.graph).value) for held in self.origins]
        dataset = Dataset(self.merge, dict.fromkeys([*named, INFERRED]) if self.merge else ())
        return Graphs(dataset, is_strict=self.is_strict)


def open_graph(address: Address) -> Graph:
    """Open a graph that `corridor_kg.store.transfer.load` has put into an engine.

    Args:
        address: Where the engine is.

    Raises:
        ServiceFailed: It cannot be reached, is no SPARQL endpoint, or holds no such graph, or one of another version.
    """
    protocol = Protocol(address)
    noted = read(protocol)
    if noted is None:
        raise ServiceFailed(
            f"{address.query} holds no graph of Corridor KG, or one that is not whole yet; put it there with"
            " 'corridor-kg load --endpoint'."
        )
    for sentence in noted.filed.notices:
        warnings.warn(sentence, stacklevel=2)
    origins = [held.origin for held in noted.origins]
    made = Graph(origins, inference=noted.has_inference, bundled=noted.is_bundled)
    return made.elsewhere(OverHttp(protocol, noted.graphs, is_settled=True), noted.filed)


def read(protocol: Protocol) -> Noted | None:
    """Return what is noted at an endpoint; None where nothing is, or what is there is not whole.

    Raises:
        ServiceFailed: As in `open_graph`.
    """
    found = whole.rows(protocol, f"SELECT ?key ?text WHERE {{ GRAPH {NOTED} {{ {NOTED} ?key ?text }} }}")
    texts = {row["key"].value.removeprefix(ENDPOINT): row["text"].value for row in found}
    if texts.get("state") != "whole":
        return None
    if texts.get("format") != str(FORMAT):
        version = texts.get("version", "unknown")
        raise ServiceFailed(
            f"{protocol.address.query} holds a graph of another version of Corridor KG ({version}, and this is"
            f" {__version__}); {_ANEW}."
        )
    try:
        return _noted(json.loads(_joined(texts, "told")), _joined(texts, "written"), texts["version"])
    except (AttributeError, KeyError, SyntaxError, TypeError, ValueError):
        raise ServiceFailed(f"what is noted of the graph at {protocol.address.query} is damaged; {_ANEW}.") from None


def _joined(texts: dict[str, str], name: str) -> str:
    return "".join(texts[key] for key in sorted(texts) if key.startswith(f"{name}/"))


def _noted(told: dict[str, Json], written: str, version: str) -> Noted:
    quads = parse(written.encode(), RdfFormat.N_QUADS)
    own = told["own_ontology"]
    return Noted(
        version=version,
        merge=NamedNode(told["merge"]) if told["merge"] else None,
        origins=tuple(_held(one, own_ontology=own) for one in told["origins"]),
        has_inference=told["inference"],
        is_bundled=told["bundled"],
        has_own_ontology=own,
        is_strict=told["is_strict"],
        filed=filed.of_document(told["filed"], quads),
        size=told["size"],
    )


def _held(told: dict[str, Json], *, own_ontology: bool) -> Held:
    if told["name"] == ONTOLOGY and own_ontology:
        return Held(loading.ontology_origin(), told["digest"], told["triples"])
    part = skolem.unnamed(told["part"]) if told["part"] else DefaultGraph() if told["is_default"] else None
    origin = Origin(told["name"], tuple(map(_file, told["files"])), part, told["named_in"])
    if digest(origin) != told["digest"]:
        origin = origin._replace(files=())  # which are not here, or others by now
    return Held(origin, told["digest"], told["triples"])


def digest(origin: Origin) -> str:
    """Return a hash of what an origin is made of; empty where its files are not there.

    >>> digest(Origin("mine", ("nowhere.ttl",)))
    ''
    """
    found = hashlib.sha256(f"{FORMAT} {origin.name} {origin.graph}".encode())
    for file in origin.files:
        try:
            with open(file, "rb") as stream:
                found.update(hashlib.file_digest(stream, "sha256").digest())
        except OSError:
            return ""
    return found.hexdigest()[:32]


def _file(path: str) -> str:
    return os.path.join(bundled.GRAPH, path.removeprefix(_OWN)) if path.startswith(_OWN) else path


def _path(file: str) -> str:
    """Return a file as it is noted: one of ours lies elsewhere where somebody else has installed this."""
    own = bundled.GRAPH + os.sep
    return _OWN + file.removeprefix(own) if file.startswith(own) else file


def statements(noted: Noted) -> Iterator[str]:
    """Yield the triples that note it, as N-Triples has them, but for the one that says that it is whole."""
    told = {
        "merge": noted.merge.value if noted.merge else None,
        "origins": [_told(held) for held in noted.origins],
        "inference": noted.has_inference,
        "bundled": noted.is_bundled,
        "own_ontology": noted.has_own_ontology,
        "is_strict": noted.is_strict,
        "filed": filed.to_document(noted.filed),
        "size": noted.size,
    }
    written = serialize(noted.filed.written, format=RdfFormat.N_QUADS)
    assert written is not None
    yield from _texts("told", json.dumps(told, ensure_ascii=False))
    yield from _texts("written", written.decode())
    yield _note("version", noted.version)
    yield _note("format", str(FORMAT))
    graphs = [skolem.named(held.origin.graph) for held in noted.origins]
    yield from (f"{NOTED} {PART} {graph} ." for graph in dict.fromkeys([*graphs, INFERRED]))
    yield from [f"{NOTED} {PART} {noted.merge} ."] if noted.merge else []


def _told(held: Held) -> dict[str, Json]:
    origin = held.origin
    return {
        "name": origin.name,
        "files": [_path(file) for file in origin.files],
        "part": skolem.named(origin.part).value if isinstance(origin.part, Node) else None,
        "is_default": isinstance(origin.part, DefaultGraph),
        "named_in": origin.named_in,
        "digest": held.digest,
        "triples": held.triples,
    }


def _texts(name: str, text: str) -> Iterable[str]:
    pieces = [text[start : start + _TEXT] for start in range(0, len(text), _TEXT)]
    return (_note(f"{name}/{number:06}", piece) for number, piece in enumerate(pieces))


def _note(key: str, text: str) -> str:
    return f"{NOTED} <{ENDPOINT}{key}> {Literal(text)} ."


def taken_home(graph: Graph) -> Graph:
    """Return a graph elsewhere with files of all that is stated: those that are here already, and copies of the others.

    The copies are there as long as the graph that is returned.

    Args:
        graph: A graph in an engine elsewhere.

    Raises:
        OutputFailed: The folder for what is temporary cannot be written.
    """
    if all(origin.files for origin in graph.origins):
        return graph
    try:
        folder = tempfile.mkdtemp(prefix="corridor-kg-")
        origins = [origin if origin.files else _copied(graph, origin, folder) for origin in graph.origins]
    except OSError as error:
        raise OutputFailed(f"a copy of what is elsewhere cannot be written: {error.strerror or error}.") from None
    found = graph.with_origins(origins)
    weakref.finalize(found, shutil.rmtree, folder, ignore_errors=True)
    return found


def _copied(graph: Graph, origin: Origin, folder: str) -> Origin:
    file = os.path.join(folder, f"{hashlib.sha256(str(origin.graph).encode()).hexdigest()[:24]}.nq")
    with open(file, "wb") as stream:
        serialize(graph.stated_in(origin), stream, RdfFormat.N_QUADS)
    return origin._replace(files=(file,), part=origin.graph)
