"""The files that somebody names: what comes through a pipe is read once, and what never ends is not read at all.

A graph's files are read several times: to tell their format, to index them, to write them as they are. So what comes
through a pipe is kept in a file for as long as the process lives. What else is read may be piped in the same way, and
is read whole.
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

MOST_WHOLE = 200_000_000
"""How many bytes of an article, a table, a frame or a query are read, which stand in memory, some of them twice."""

PATIENCE = 1.0
"""After how many seconds it is said what is waited for."""

_BLOCK = 1 << 20


class _Kept(NamedTuple):
    """What came through a pipe: the file that it is in now, and what it was read as."""

    file: str
    what: str


_kept: dict[str, _Kept] = {}


def as_file(path: str, *, what: str = "a graph", most: int | None = None) -> str:
    """Return a path that can be read again and again: the path itself, or that of a file with what its pipe held.

    Args:
        path: A path; ``-`` is standard input.
        what: What it is read as, for a message.
        most: How many bytes a pipe may hold; None for `MOST_BYTES`.

    Raises:
        GraphNotFound: It is a device, which has no end, or standard input is closed, or what it holds is read as
            something else.
        OSError: It cannot be read.
    """
    most = MOST_BYTES if most is None else most
    if path != "-" and (not os.path.exists(path) or os.path.isfile(path) or os.path.isdir(path)):
        return path
    if path == "-" and sys.stdin is None:
        raise GraphNotFound("standard input is closed; name a file instead of -.")
    pipe = _identity(path)
    if pipe in _kept:
        return _again(pipe, what)
    if path == "-":
        if not sys.stdin.isatty():  # where somebody types, and ends what is typed
            _refuse_device("standard input", os.fstat(sys.stdin.fileno()))
        return _keep(pipe, path, what, lambda: sys.stdin.buffer, most)
    status = os.stat(path)
    if _is_null(status):
        return _keep(pipe, path, what, io.BytesIO, most)
    _refuse_device(path, status)
    if not (stat.S_ISFIFO(status.st_mode) or stat.S_ISSOCK(status.st_mode)):
        return path
    return _keep(pipe, path, what, lambda: open(path, "rb"), most)


def read(path: str, *, what: str) -> bytes:
    """Return what stands in a file that is no graph.

    Args:
        path: A path, as in `as_file`.
        what: What it is read as, for a message.

    Raises:
        GraphNotFound: It is a device, or larger than anybody's article, table, frame or query.
        OSError: It cannot be read.
    """
    with open(as_file(path, what=what, most=MOST_WHOLE), "rb") as file:
        content = file.read(MOST_WHOLE + 1)
    if len(content) > MOST_WHOLE:
        raise _too_large(unreadable.shown(path), MOST_WHOLE)
    return content


def _is_null(status: os.stat_result) -> bool:
    return os.path.samestat(status, os.stat(os.devnull))


def _refuse_device(name: str, status: os.stat_result) -> None:
    """Refuse a device, but for the one that holds nothing."""
    if (stat.S_ISCHR(status.st_mode) or stat.S_ISBLK(status.st_mode)) and not _is_null(status):
        raise GraphNotFound(f"{name} is a device, which has no end; name a file, a folder or a pipe.")


def _too_large(name: str, most: int) -> GraphNotFound:
    remedy = "write it into a file, and name that" if most == MOST_BYTES else "name a smaller file"
    return GraphNotFound(f"{name} holds more than {most:,} bytes; {remedy}.")


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


def _keep(pipe: str, path: str, what: str, opened: Callable[[], IO[bytes]], most: int) -> str:
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
            if read > most:
                raise _too_large(shown, most)
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
