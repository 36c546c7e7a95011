"""Put an answer where it should go: whole to a file or not at all, to standard output as UTF-8."""

from __future__ import annotations

import os
import sys

from corridor_kg.errors import OutputFailed

_unfinished: set[str] = set()


def write(text: str, path: str | None) -> None:
    """Write a text to a file, or to standard output.

    A file is written beside its target and then renamed, so that the target is either as it was or whole.

    Args:
        text: What to write; line ends stay as they are.
        path: The file; None for standard output.

    Raises:
        OutputFailed: The place cannot be written to.
    """
    data = text.encode(errors="backslashreplace")
    if path is None and sys.stdout is None:
        raise OutputFailed("standard output is closed; name a file with --output.")
    try:
        if path is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            _replace(path, data)
    except BrokenPipeError:
        raise
    except OSError as error:
        place = "standard output" if path is None else repr(path)
        raise OutputFailed(f"{place} cannot be written: {error.strerror or error}.") from None


def discard_unfinished() -> None:
    """Remove what an interrupted write may have left."""
    for path in _unfinished:
        if os.path.exists(path):
            os.unlink(path)


def _replace(path: str, data: bytes) -> None:
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "wb") as device:  # a device or a named pipe cannot be renamed over
            device.write(data)
        return
    import tempfile  # slow to import, and seldom needed

    target = os.path.realpath(path)
    handle, temporary = tempfile.mkstemp(prefix=".corridor-kg-", dir=os.path.dirname(target))
    _unfinished.add(temporary)
    try:
        with open(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, os.stat(target).st_mode & 0o777 if os.path.exists(target) else 0o666 & ~_umask())
        os.replace(temporary, target)
    finally:
        discard_unfinished()
        _unfinished.discard(temporary)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
