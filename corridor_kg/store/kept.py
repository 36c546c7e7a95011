"""A closed graph that is kept on disk: made once for the same files, and opened in a moment by any number of processes.

It lies in a folder whose name is a hash of all that it was made of, so that it is never changed: other files make
another one. Whoever comes while it is made waits for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
import warnings
from functools import cache

import pyoxigraph

from corridor_kg.engine import on_disk
from corridor_kg.engine.on_disk import OnDisk
from corridor_kg.errors import OutputFailed
from corridor_kg.model.origins import Origin
from corridor_kg.store import filed
from corridor_kg.store.graph import Graph
from corridor_kg.version import __version__

SECONDS = 600.0
"""How long another process is waited for that makes the same; a million triples take less than two minutes."""

SMALL = 250_000
"""How many bytes of files are read about as fast as a store is opened: the difference is less than 50 milliseconds."""

VARIABLE = "CORRIDOR_KG_STORE"
"""The variable of the environment that says where stores are kept; empty for nowhere."""

_DATA = "data"
"""Where the quads lie in the folder of a store, beside what else the files have."""

_ROOMS = ("engine", "files", "inference", "model", "rdf", "store")
"""The rooms whose code makes a store of files."""

_LONG = 30 * 24 * 3600.0
"""For how many seconds it is noted that files were asked."""

_MOST = 8
"""How many stores are kept; of more, those go that were opened longest ago."""


def kept(graph: Graph, folder: str | None = None, *, seconds: float = SECONDS) -> Graph:
    """Return a graph of the same origins that is read from disk, where it is put first if it is not there.

    Args:
        graph: The graph.
        folder: Where stores are kept; None for the user's cache folder.
        seconds: How long another process is waited for that makes the same.

    Raises:
        OutputFailed: The folder cannot be written, or another process takes too long.
        GraphUnreadable: A file is not valid RDF.
    """
    try:
        return _opened(graph, path(graph, folder, seconds=seconds))
    except (OSError, RuntimeError, ValueError, KeyError):  # it was damaged, or removed meanwhile
        _remove(os.path.join(place(folder), name(graph)))
        return _opened(graph, path(graph, folder, seconds=seconds))


def _opened(graph: Graph, store: str) -> Graph:
    beside = filed.read(store)
    opened = graph.on(OnDisk(os.path.join(store, _DATA)), beside)
    for sentence in beside.notices:
        warnings.warn(sentence, stacklevel=2)
    return opened


def once_asked_again(graph: Graph, folder: str | None = None) -> Graph:
    """Return a graph that is read from disk where it is kept, or is worth it; else the graph itself.

    It is worth it when the same files are asked a second time: to put a store on disk takes three times as long as to
    read the files, and who changes them before each question would wait for nothing. A folder that cannot be
    written keeps nothing.

    Args:
        graph: The graph.
        folder: Where stores are kept; None for what ``CORRIDOR_KG_STORE`` says, else the user's cache folder. Nothing
            is kept where that is empty.

    Raises:
        GraphUnreadable: A file is not valid RDF.
    """
    within = place(folder)
    try:
        if not within or sum(os.path.getsize(file) for origin in graph.origins for file in origin.files) < SMALL:
            return graph
        store = os.path.join(within, name(graph))
        if not os.path.isdir(store) and not _was_asked(store):
            return graph
        return kept(graph, within, seconds=0)  # who asks while it is made reads the files meanwhile
    except (OSError, OutputFailed):
        return graph


def place(folder: str | None = None) -> str:
    """Return where stores are kept; empty where none is.

    Args:
        folder: Where; None for what ``CORRIDOR_KG_STORE`` says, else the user's cache folder.
    """
    if folder is not None:
        return folder
    if (named := os.environ.get(VARIABLE)) is not None:
        return named
    from platformdirs import user_cache_dir  # late for the cold start: a variable may name it

    return os.path.join(user_cache_dir("corridor-kg"), "stores")


def _was_asked(store: str) -> bool:
    """Return whether somebody has asked the same files before, and note that they were asked now."""
    noted = f"{store}.asked"
    try:
        os.makedirs(os.path.dirname(store), exist_ok=True)
        with open(noted, "x"):
            return False
    except FileExistsError:
        return True


def path(graph: Graph, folder: str | None = None, *, seconds: float = SECONDS) -> str:
    """Return the folder of the store of a graph, made if it is not there; see `kept`."""
    within = place(folder)
    store = os.path.join(within, name(graph))
    if not os.path.isdir(store):
        from filelock import FileLock, Timeout  # late for the cold start: it is made once

        try:
            os.makedirs(within, exist_ok=True)
            with FileLock(f"{store}.lock", timeout=seconds):
                if not os.path.isdir(store):
                    _make(graph, store)
            with contextlib.suppress(OSError):
                os.remove(f"{store}.lock")
        except Timeout:
            raise OutputFailed(f"another process has been making {store} for {seconds:g} seconds; end it.") from None
        except OSError as error:
            raise OutputFailed(f"the store {store} cannot be written: {error.strerror or error}.") from None
        _forget(within)
    with contextlib.suppress(OSError):
        os.utime(store)
    return store


def name(graph: Graph) -> str:
    """Return what a store is called: a hash of the files, their names as origins, the day, and what reads them.

    Where the files lie counts, for what is to be known of them names them. The day counts because it leaves facts out
    of files that stay as they are.
    """
    day = graph.as_of.day if graph.as_of else ""
    found = hashlib.sha256(f"{_code()} {pyoxigraph.__version__} {graph.has_inference} {day}".encode())
    for origin in graph.origins:
        found.update(f"\n{origin.name} {origin.graph}".encode())
        for file, digest in zip(origin.files, _digests(origin), strict=True):
            found.update(os.fsencode(file) + b"\0" + digest)
    return found.hexdigest()[:32]


@cache
def _code() -> str:
    """Return what tells one state of the code from another: the version, and when its files were changed."""
    package = os.path.dirname(os.path.dirname(__file__))
    files = [file for room in _ROOMS for file in os.scandir(os.path.join(package, room)) if file.name.endswith(".py")]
    states = sorted((file.path, file.stat().st_size, file.stat().st_mtime_ns) for file in files)
    return f"{__version__} {states}"


def _digests(origin: Origin) -> list[bytes]:
    digests = []
    for file in origin.files:
        with open(file, "rb") as stream:
            digests.append(hashlib.file_digest(stream, "sha256").digest())
    return digests


def _make(graph: Graph, store: str) -> None:
    """Put a store into its place, whole or not at all; called by one process at a time."""
    import shutil  # late for the cold start: it is made once
    import tempfile  # late for the same reason

    within, called = os.path.split(store)
    prefix = f".making-{called}-"
    for left in (one for one in os.listdir(within) if one.startswith(prefix)):  # by a process that was killed
        shutil.rmtree(os.path.join(within, left), ignore_errors=True)
    made = tempfile.mkdtemp(prefix=prefix, dir=within)
    try:
        whole = os.path.join(made, "whole")
        os.mkdir(whole)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # which whoever opens it is told
            graph.read()
        on_disk.write(graph.everything(), os.path.join(whole, _DATA))
        filed.write(graph.filed(), whole)
        os.rename(whole, store)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _forget(folder: str) -> None:
    """Remove the stores that were opened longest ago, where there are many; one that is open stays readable."""
    opened: dict[str, float] = {}
    for store in (os.path.join(folder, one) for one in os.listdir(folder) if len(one) == 32):
        with contextlib.suppress(OSError):  # another process removes it, too
            opened[store] = os.path.getmtime(store)
    for noted in (os.path.join(folder, one) for one in os.listdir(folder) if one.endswith(".asked")):
        with contextlib.suppress(OSError):
            if time.time() - os.path.getmtime(noted) > _LONG:
                os.remove(noted)
    for store in sorted(opened, key=opened.__getitem__, reverse=True)[_MOST:]:
        _remove(store)


def _remove(store: str) -> None:
    """Remove a store, at once, so that nobody opens a half of it."""
    import shutil  # late for the cold start: little is removed

    within, called = os.path.split(store)
    gone = os.path.join(within, f".gone-{called}")
    with contextlib.suppress(OSError):
        os.rename(store, gone)
    shutil.rmtree(gone, ignore_errors=True)
