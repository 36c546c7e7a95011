"""What comes through a pipe is read once, and kept in a file for as long as the process lives.

A graph's files are read several times: to tell their format, to index them, to write them as they are. What else is
read may be piped in the same way.
"""

from __future__ import annotations

import io
import os
import stat
import sys
import warnings
from collections.abc import Callable, Generator
from contextlib import closing, nullcontext
from typing import IO, NamedTuple

from corridor_kg.errors import GraphNotFound
from corridor_kg.files import output
from corridor_kg.rdf import unreadable

MOST_BYTES = 4_000_000_000
"""How much is read from a pipe: what goes on has no end."""

PATIENCE = 1.0
"""After how many seconds it is said what is waited for."""

_BLOCK = 1 << 20


class _Kept(NamedTuple):
    """What came through a pipe: the file that it is in now, and what it was read as."""

    file: str
    what: str


_kept: dict[str, _Kept] = {}


def as_file(path: str, *, what: str = "a graph") -> str:
    """Return a path that can be read again and again: the path itself, or that of a file with what its pipe held.

    Args:
        path: A path; ``-`` is standard input.
        what: What it is read as, for a message.

    Raises:
        GraphNotFound: It is a device, which has no end, or standard input is closed, or what it holds is read as
            something else.
        OSError: It cannot be read.
    """
    if path != "-" and (not os.path.exists(path) or os.path.isfile(path) or os.path.isdir(path)):
        return path
    if path == "-" and sys.stdin is None:
        raise GraphNotFound("standard input is closed; name a file instead of -.")
    pipe = _identity(path)
    if pipe in _kept:
        return _again(pipe, what)
    if path == "-":
        return _keep(pipe, path, what, lambda: sys.stdin.buffer)
    mode = os.stat(path).st_mode
    if os.path.samestat(os.stat(path), os.stat(os.devnull)):
        return _keep(pipe, path, what, io.BytesIO)
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        raise GraphNotFound(f"{path} is a device, which has no end; name a file, a folder or a pipe.")
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        return path
    return _keep(pipe, path, what, lambda: open(path, "rb"))


def _identity(path: str) -> str:
    """Return what a pipe is known by: its path, or ``-`` for standard input, which has several."""
    try:
        is_input = path == "-" or os.path.samestat(os.stat(path), os.fstat(sys.stdin.fileno()))
    except (OSError, ValueError, AttributeError):  # it is closed, or a program has put something else in its place
        return path
    return "-" if is_input else path


def _again(pipe: str, what: str) -> str:
    kept = _kept[pipe]
    if kept.what != what:
        raise GraphNotFound(
            f"{_called(pipe)} can be read once, and is read as {kept.what} already; name a file for {what}."
        )
    return kept.file


def _called(pipe: str) -> str:
    return "standard input" if pipe == "-" else pipe


def _keep(pipe: str, path: str, what: str, opened: Callable[[], IO[bytes]]) -> str:
    import atexit  # late for the cold start, as all of these: hardly anything comes through a pipe
    import shutil  # late
    import tempfile  # late

    folder = tempfile.mkdtemp(prefix="corridor-kg-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    output.discard_when_interrupted(folder)
    shown = _called(pipe)
    kept = os.path.join(folder, "stdin" if pipe == "-" else "pipe")
    for name in (path, kept):
        unreadable.call(name, shown)
    read = 0
    with open(kept, "wb") as file, closing(_blocks(opened, shown)) as blocks:
        for block in blocks:
            read += len(block)
            if read > MOST_BYTES:
                raise GraphNotFound(
                    f"{shown} holds more than {MOST_BYTES:,} bytes; write it into a file, and name that."
                )
            file.write(block)
    _kept[pipe] = _Kept(kept, what)
    return kept


def _blocks(opened: Callable[[], IO[bytes]], shown: str) -> Generator[bytes]:
    """Yield what comes through a pipe, and say that it is waited for where nothing comes, or nobody writes."""
    import threading  # late

    sentence = f"waiting for {shown}, to which nobody has written yet."
    waiting = threading.Timer(PATIENCE, warnings.warn, (sentence,))
    waiting.daemon = True
    waiting.start()
    try:
        stream = opened()  # which takes until somebody opens the other end
        with nullcontext() if stream is getattr(sys.stdin, "buffer", None) else stream:
            while block := stream.read1(_BLOCK):  # type: ignore[attr-defined]
                waiting.cancel()
                yield block
    finally:
        waiting.cancel()
