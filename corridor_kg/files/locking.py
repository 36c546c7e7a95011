"""One process at a time for a file that is read, changed and replaced, so that nobody's change is lost."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

from corridor_kg.errors import OutputFailed

SECONDS = 10.0
"""How long another process is waited for: a file is changed in far less than one."""


@contextmanager
def locked(path: str, *, seconds: float = SECONDS) -> Iterator[None]:
    """Keep other processes of this user from changing a file through this function as well, until the block ends.

    The lock is a file of its own in the user's cache folder, since the file itself is replaced. It stays there, empty:
    whoever removed it could remove the one that another process has just taken. Where a process ends, however it does,
    its locks end with it.

    Args:
        path: The file, which need not be there; a link stands for what it leads to.
        seconds: How long to wait for another process, from 0.

    Raises:
        OutputFailed: Another process keeps the file for longer than that, or no lock can be had on this machine.

    >>> with locked("links.sssom.tsv"):
    ...     pass  # read it, change it, replace it
    """
    from filelock import FileLock, Timeout  # late for the cold start

    try:
        lock = FileLock(_lock_file(path), timeout=seconds)
        lock.acquire()
    except Timeout:
        raise OutputFailed(
            f"{path!r} is being changed by another process, and was so for {seconds:g} seconds; try again when that"
            " has ended. Nothing was written."
        ) from None
    except OSError as error:
        raise OutputFailed(
            f"{path!r} cannot be locked against other processes: {error.strerror or error} ({error.filename});"
            " see that the cache folder of the user or the folder of temporary files can be written to."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _lock_file(path: str) -> str:
    """Return the file that locks another, the same one for all processes of this user."""
    whole = os.path.normcase(os.path.realpath(path))
    name = hashlib.sha256(os.fsencode(whole)).hexdigest()
    return os.path.join(_folder(), f"{name[:32]}.lock")


def _folder() -> str:
    """Return the folder of the locks: in the user's cache, or else among the temporary files."""
    import tempfile  # late for the cold start

    from platformdirs import user_cache_dir  # late for the cold start

    user = str(os.getuid()) if hasattr(os, "getuid") else "user"
    temporary = os.path.join(tempfile.gettempdir(), f"corridor-kg-{user}")
    for folder in (os.path.join(user_cache_dir("corridor-kg"), "locks"), temporary):
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return temporary
