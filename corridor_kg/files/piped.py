"""The files that somebody names: what comes through a pipe is read once, and what never ends is not read at all.

A graph's files are read several times: to tell their format, to index them, to write them as they are. So what comes
through a pipe is kept in a file for as long as the process lives. What else is read may be piped in the same way, and
is read whole.
"""

from __future__ import annotations

import os
import stat
import sys
from typing import IO

from corridor_kg.errors import GraphNotFound
from corridor_kg.files import output
from corridor_kg.rdf import unreadable

MOST_BYTES = 4_000_000_000
"""How much is read from a pipe: what goes on has no end."""

MOST_WHOLE = 200_000_000
"""How many bytes of an article, a table, a frame or a query are read, which stand in memory, some of them twice."""

_BLOCK = 1 << 20
_kept: dict[str, str] = {}


def as_file(path: str) -> str:
    """Return a path that can be read again and again: the path itself, or that of a file with what its pipe held.

    Args:
        path: A path; ``-`` is standard input.

    Raises:
        GraphNotFound: It is a device, which has no end or holds nothing, or standard input is closed.
        OSError: It cannot be read.
    """
    return _as_file(path, MOST_BYTES)


def _as_file(path: str, most: int) -> str:
    if path != "-" and (not os.path.exists(path) or os.path.isfile(path) or os.path.isdir(path)):
        return path
    if path in _kept:
        return _kept[path]
    if path == "-":
        if sys.stdin is None:
            raise GraphNotFound("standard input is closed; name a file instead of -.")
        if not sys.stdin.isatty():  # where somebody types, and ends what is typed
            _refuse_device("standard input", os.fstat(sys.stdin.fileno()).st_mode)
        return _keep("stdin", path, sys.stdin.buffer, most)
    mode = os.stat(path).st_mode
    _refuse_device(path, mode)
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        return path
    with open(path, "rb") as stream:
        return _keep("stdin" if os.path.basename(path) == "stdin" else "pipe", path, stream, most)


def read(path: str) -> bytes:
    """Return what stands in a file that is no graph.

    Args:
        path: A path, as in `as_file`.

    Raises:
        GraphNotFound: It is a device, or larger than anybody's article, table, frame or query.
        OSError: It cannot be read.
    """
    with open(_as_file(path, MOST_WHOLE), "rb") as file:
        content = file.read(MOST_WHOLE + 1)
    if len(content) > MOST_WHOLE:
        raise _too_large(unreadable.shown(path), MOST_WHOLE)
    return content


def _refuse_device(name: str, mode: int) -> None:
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        raise GraphNotFound(f"{name} is a device, which has no end or holds nothing; name a file, a folder or a pipe.")


def _too_large(name: str, most: int) -> GraphNotFound:
    remedy = "write it into a file, and name that" if most == MOST_BYTES else "name a smaller file"
    return GraphNotFound(f"{name} holds more than {most:,} bytes; {remedy}.")


def _keep(name: str, path: str, stream: IO[bytes], most: int) -> str:
    import atexit  # late for the cold start, as all of these: hardly anything comes through a pipe
    import shutil  # late
    import tempfile  # late

    folder = tempfile.mkdtemp(prefix="corridor-kg-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    output.discard_when_interrupted(folder)
    shown = "standard input" if name == "stdin" else path
    kept = os.path.join(folder, name)
    for name_of_it in (path, kept):
        unreadable.call(name_of_it, shown)
    read = 0
    with open(kept, "wb") as file:
        while block := stream.read(_BLOCK):
            read += len(block)
            if read > most:
                raise _too_large(shown, most)
            file.write(block)
    _kept[path] = kept  # now that it is there whole
    return kept
