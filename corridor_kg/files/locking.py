"""One process at a time for a file that is read, changed and replaced, so that nobody's change is lost.

What is locked is the folder that the file lies in. Everybody who can replace the file can open it, whoever they are and
whatever their home is; nothing is left behind in it, and a lock ends with its process, however that ends. The file
itself would not do, for it is replaced: who waits for the old one has the lock of a file that is gone.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from corridor_kg.errors import OutputFailed

SECONDS = 10.0
"""How long another process is waited for: a file is changed in far less than one."""

_PAUSE = 0.02
"""Seconds between two tries."""

_CANNOT = frozenset((errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EISDIR))
"""What a file system answers that cannot lock a folder, as NFS does."""

LOCK = ".corridor-kg.lock"
"""The file that is locked where a folder cannot be; it stays, empty, since to remove it would be a race."""


@contextmanager
def locked(*paths: str, seconds: float = SECONDS) -> Iterator[None]:
    """Keep all other processes from changing files through this function as well, until the block ends.

    Args:
        paths: The files, or folders that are filled as a whole. They need not be there, but what they lie in must be; a
            link stands for what it leads to.
        seconds: How long to wait for another process, from 0.

    Raises:
        OutputFailed: Another process keeps a file for longer than that, or it cannot be locked.

    >>> with locked("links.sssom.tsv"):
    ...     pass  # read it, change it, replace it
    """
    until = time.monotonic() + seconds
    folders = {os.path.dirname(os.path.realpath(path)): path for path in paths}
    with ExitStack() as locks:
        for folder in sorted(folders):  # in one order, so that two processes do not wait for each other
            try:
                locks.enter_context(_locked(folder, until))
            except TimeoutError:
                raise OutputFailed(
                    f"{folders[folder]!r} is being changed by another process, and was so for {seconds:g} seconds; try"
                    " again when that has ended. Nothing was written."
                ) from None
            except OSError as error:
                raise OutputFailed(f"{folders[folder]!r} cannot be written: {error.strerror or error}.") from None
        yield


@contextmanager
def _locked(folder: str, until: float) -> Iterator[None]:
    """Lock a folder itself, else a file in it.

    Raises:
        TimeoutError: Another process has the lock.
        OSError: It cannot be locked.
    """
    try:
        import fcntl  # late, for Windows has none
    except ImportError:
        with _locked_by_file(folder, until):
            yield
        return
    with ExitStack() as lock:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        lock.callback(os.close, handle)  # which lets the lock go
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise TimeoutError from None
                time.sleep(_PAUSE)
            except OSError as error:
                if error.errno not in _CANNOT:
                    raise
                lock.enter_context(_locked_by_file(folder, until))
                break
        yield


@contextmanager
def _locked_by_file(folder: str, until: float) -> Iterator[None]:
    """Lock a file in a folder, which others may lock too, whoever made it."""
    from filelock import FileLock, Timeout  # late for the cold start

    everybody = 0o666
    lock = FileLock(os.path.join(folder, LOCK), timeout=max(0.0, until - time.monotonic()), mode=everybody)
    try:
        lock.acquire()
    except Timeout:
        raise TimeoutError from None
    try:
        yield
    finally:
        lock.release()
