"""Put an answer where it should go: whole to a file or folder or not at all, to standard output as UTF-8."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping

from corridor_kg.errors import OutputFailed

_unfinished: set[str] = set()

_COMMANDS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls (C0 and C1), what turns the direction of writing, and halves of characters."""


DESCRIPTOR = "datapackage.json"
"""The file that tells a folder of tables that was written here, by its ``software``."""

SOFTWARE = "corridor-kg"


def write(content: str | Iterable[bytes], path: str | None) -> None:
    """Write a text, or blocks of bytes, to a file or to standard output.

    A file is written beside its target and then renamed, so that the target is either as it was or whole.

    Args:
        content: What to write; line ends stay as they are.
        path: The file; None or - for standard output.

    Raises:
        OutputFailed: The place cannot be written to.
    """
    path = None if path == "-" else path
    blocks = [content.encode(errors="backslashreplace")] if isinstance(content, str) else content
    if path is None and sys.stdout is None:
        raise OutputFailed("standard output is closed; name a file with --output.")
    try:
        if path is None:
            sys.stdout.flush()
            sys.stdout.buffer.writelines(blocks)
            sys.stdout.buffer.flush()
        else:
            _replace(path, blocks)
    except BrokenPipeError:
        raise
    except OSError as error:
        place = "standard output" if path is None else repr(path)
        raise OutputFailed(f"{place} cannot be written: {error.strerror or error}.") from None


def printable(text: str) -> str:
    r"""Return a text without what would command the terminal; its lines stay, and so does all else that is text.

    Hard spaces, joiners and the like belong to what was written, though Python calls them not printable.

    >>> printable("red: \x1b[31m")
    'red: \ufffd[31m'
    """
    return text if text.isprintable() else _COMMANDS.sub("\ufffd", text)


def write_folder(files: Mapping[str, bytes], path: str, *, force: bool = False) -> None:
    """Write files into a folder: all of them are written beside it first, and then take their places.

    Args:
        files: Their contents, by name.
        path: The folder; it is made where it is not there. Tables of an earlier export are replaced, and those
            that are no longer written are removed.
        force: Whether the folder may hold other things, which stay as they are.

    Raises:
        OutputFailed: The folder cannot be written to, or holds other things.
    """
    folder = os.path.realpath(path)
    try:
        stale = _earlier(folder) - set(files)
        strange = set(os.listdir(folder)) - set(files) - stale if os.path.isdir(folder) else set()
        clash = set(files) - _earlier(folder) & set(os.listdir(folder)) if os.path.isdir(folder) else set()
        if (strange or clash) and not force:
            named = ", ".join(sorted(strange or clash)[:3])
            raise OutputFailed(f"{path!r} holds other things ({named}); name another folder, or give --force.")
        for name in files:
            if os.path.isdir(os.path.join(folder, name)):
                raise OutputFailed(f"{path!r} holds a folder {name}, which is in the way; name another folder.")
        _fill(folder, files, stale)
    except OSError as error:
        raise OutputFailed(f"{path!r} cannot be written: {error.strerror or error}.") from None


def _earlier(folder: str) -> set[str]:
    """Return the names of the files of an earlier export in a folder."""
    import json  # late for the cold start

    if not os.path.isfile(os.path.join(folder, DESCRIPTOR)):  # nor a pipe, which would be waited for
        return set()
    try:
        with open(os.path.join(folder, DESCRIPTOR), encoding="utf-8-sig") as file:
            package = json.load(file)
        names = {resource["path"] for resource in package["resources"]} if package["software"] == SOFTWARE else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()
    if names is None:
        return set()
    tables = (name for name in names if isinstance(name, str) and name.endswith(".csv"))
    return {DESCRIPTOR, *(name for name in tables if os.path.isfile(os.path.join(folder, name)))}


def _fill(folder: str, files: Mapping[str, bytes], stale: Iterable[str]) -> None:
    import shutil  # late for the cold start
    import tempfile  # late for the cold start

    os.makedirs(os.path.dirname(folder) or ".", exist_ok=True)
    temporary = tempfile.mkdtemp(prefix=".corridor-kg-", dir=os.path.dirname(folder))
    _unfinished.add(temporary)
    try:
        for name, data in files.items():
            with open(os.path.join(temporary, name), "wb") as file:
                file.write(data)
        os.chmod(temporary, 0o777 & ~_umask())
        if not os.path.exists(folder):
            os.rename(temporary, folder)
            return
        for name in files:
            os.replace(os.path.join(temporary, name), os.path.join(folder, name))
        for name in stale:
            os.unlink(os.path.join(folder, name))
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        _unfinished.discard(temporary)


def discard_when_interrupted(path: str) -> None:
    """Let an interrupted process remove a temporary file or folder, which nobody else would."""
    _unfinished.add(path)


def discard_unfinished() -> None:
    """Remove what an interrupted write may have left."""
    for path in list(_unfinished):
        if os.path.isdir(path):
            import shutil  # late for the cold start

            shutil.rmtree(path, ignore_errors=True)
        elif os.path.exists(path):
            os.unlink(path)


def _replace(path: str, blocks: Iterable[bytes]) -> None:
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "wb") as device:  # a device or a named pipe cannot be renamed over
            device.writelines(blocks)
        return
    import tempfile  # late for the cold start

    target = os.path.realpath(path)
    handle, temporary = tempfile.mkstemp(prefix=".corridor-kg-", dir=os.path.dirname(target))
    _unfinished.add(temporary)
    try:
        with open(handle, "wb") as file:
            file.writelines(blocks)
        os.chmod(temporary, os.stat(target).st_mode & 0o777 if os.path.exists(target) else 0o666 & ~_umask())
        os.replace(temporary, target)
    finally:
        discard_unfinished()
        _unfinished.discard(temporary)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
