"""What comes through a pipe is read once, and kept in a file for as long as the process lives.

A graph's files are read several times: to tell their format, to index them, to write them as they are. What else is
read may be piped in the same way.
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

_BLOCK = 1 << 20
_kept: dict[str, str] = {}


def as_file(path: str) -> str:
    """Return a path that can be read again and again: the path itself, or that of a file with what its pipe held.

    Args:
        path: A path; ``-`` is standard input.

    Raises:
        GraphNotFound: It is a device, which has no end, or standard input is closed.
        OSError: It cannot be read.
    """
    if path != "-" and (not os.path.exists(path) or os.path.isfile(path) or os.path.isdir(path)):
        return path
    if path in _kept:
        return _kept[path]
    if path == "-":
        if sys.stdin is None:
            raise GraphNotFound("standard input is closed; name a file instead of -.")
        return _keep("stdin", path, sys.stdin.buffer)
    mode = os.stat(path).st_mode
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        raise GraphNotFound(f"{path} is a device, which has no end; name a file, a folder or a pipe.")
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        return path
    with open(path, "rb") as stream:
        return _keep("stdin" if os.path.basename(path) == "stdin" else "pipe", path, stream)


def _keep(name: str, path: str, stream: IO[bytes]) -> str:
    import atexit  # late for the cold start, as all of these: hardly anything comes through a pipe
    import shutil  # late
    import tempfile  # late

    folder = tempfile.mkdtemp(prefix="corridor-kg-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    output.discard_when_interrupted(folder)
    shown = "standard input" if name == "stdin" else path
    _kept[path] = os.path.join(folder, name)
    for name_of_it in (path, _kept[path]):
        unreadable.call(name_of_it, shown)
    read = 0
    with open(_kept[path], "wb") as file:
        while block := stream.read(_BLOCK):
            read += len(block)
            if read > MOST_BYTES:
                raise GraphNotFound(
                    f"{shown} holds more than {MOST_BYTES:,} bytes; write it into a file, and name that."
                )
            file.write(block)
    return _kept[path]
