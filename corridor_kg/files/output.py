"""Put an answer where it should go: whole to a file or folder or not at all, to standard output as UTF-8."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Collection, Iterable, Mapping

from corridor_kg.errors import OutputFailed

_unfinished: set[str] = set()

_COMMANDS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls (C0 and C1), what turns the direction of writing, and halves of characters."""


DESCRIPTOR = "datapackage.json"
"""The file that tells a folder of tables that was written here, by its ``software``."""

SOFTWARE = "corridor-kg"


def write(content: str | Iterable[bytes], path: str | None) -> None:
    """Write a text, or blocks of bytes, to a file or to standard output.

    A file is written beside its target and then renamed, so that the target is either as it was or whole. It keeps its
    mode, and its owner where the user may give it to them; a link keeps leading to it.

    Args:
        content: What to write; line ends stay as they are.
        path: The file; None or - for standard output.

    Raises:
        OutputFailed: The place cannot be written to, or is read-only.
    """
    path = None if path == "-" else path
    blocks = [content.encode(errors="backslashreplace")] if isinstance(content, str) else content
    if path is None and sys.stdout is None:
        raise OutputFailed("standard output is closed; name a file with --output.")
    try:
        if path is None:
            _write_whole(blocks)
        else:
            _write_file(path, blocks)
    except BrokenPipeError:
        raise
    except OSError as error:
        place = "standard output" if path is None else repr(path)
        raise OutputFailed(f"{place} cannot be written: {error.strerror or error}.") from None


def _write_whole(blocks: Iterable[bytes]) -> None:
    """Write blocks to standard output; where it is unbuffered, a part may be taken of each, and the rest follows."""
    sys.stdout.flush()
    stream = sys.stdout.buffer
    for block in blocks:
        rest = memoryview(block)
        while rest:
            rest = rest[stream.write(rest) :]
    stream.flush()


def _write_file(path: str, blocks: Iterable[bytes]) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.stat(path)  # which a link that leads to itself does not survive
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "wb") as device:  # a device or a named pipe cannot be renamed over
            device.writelines(blocks)
    else:
        _replace({path: blocks})


def printable(text: str) -> str:
    r"""Return a text without what would command the terminal; its lines stay, and so does all else that is text.

    Hard spaces, joiners and the like belong to what was written, though Python calls them not printable.

    >>> printable("red: \x1b[31m")
    'red: \ufffd[31m'
    """
    return text if text.isprintable() else _COMMANDS.sub("\ufffd", text)


def write_folder(files: Mapping[str, bytes], path: str, *, force: bool = False) -> None:
    """Write files into a folder: all of them are written beside their places first, and then take them.

    The folder is locked meanwhile, so that two who write to it do not leave a mixture.

    Args:
        files: Their contents, by name.
        path: The folder; it is made where it is not there. Tables of an earlier export are replaced, and those
            that are no longer written are removed.
        force: Whether the folder may hold other things, which stay as they are.

    Raises:
        OutputFailed: The folder cannot be written to, or holds other things; or a file in it is read-only.
    """
    from corridor_kg.files.locking import locked  # late for the cold start: few exports are folders

    try:
        folder = os.path.realpath(path)
        if not os.path.isdir(folder):
            os.makedirs(os.path.dirname(folder), exist_ok=True)
            with locked(folder):
                if not os.path.exists(folder):
                    _make(folder, files)
                    return
        with locked(os.path.join(path, DESCRIPTOR)):
            stale = _stale(files, path, force=force)
            _replace({os.path.join(path, name): [data] for name, data in files.items()})
            for file in stale:
                os.unlink(file)
    except OSError as error:
        raise OutputFailed(f"{path!r} cannot be written: {error.strerror or error}.") from None


def write_new(folder: str, files: Mapping[str, bytes], *, beside: Mapping[str, bytes]) -> None:
    """Write a folder that is not there yet, and files elsewhere that are not there either: all of them or none.

    Args:
        folder: The folder.
        files: The contents of its files, by name.
        beside: Those of the other files, by path.

    Raises:
        OutputFailed: One of them is there already, or cannot be written.
    """
    for path in (folder, *beside):
        if os.path.lexists(path):
            raise OutputFailed(f"{path!r} is there already; move it away, or name another. Nothing was written.")
    _unfinished.update(beside)  # whoever interrupts this leaves none without the folder
    try:
        for path, content in beside.items():
            _make_folder_of(path)
            write([content], path)
        write_folder(files, folder)
    except BaseException:
        for path in beside:
            with contextlib.suppress(OSError):
                os.unlink(path)
        raise
    finally:
        _unfinished.difference_update(beside)


def _make_folder_of(path: str) -> None:
    try:
        os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
    except OSError as error:
        raise OutputFailed(f"{path!r} cannot be written: {error.strerror or error}.") from None


def _stale(files: Collection[str], path: str, *, force: bool) -> list[str]:
    """Return the tables of an earlier export in a folder that are no longer written, where nothing is in the way.

    Raises:
        OutputFailed: The folder holds other things.
    """
    from corridor_kg.files.locking import LOCK  # late for the same reason

    there, earlier = set(os.listdir(path)) - {LOCK}, _earlier(path)
    strange, clash = there - set(files) - earlier, (set(files) - earlier) & there
    if (strange or clash) and not force:
        named = ", ".join(sorted(strange or clash)[:3])
        raise OutputFailed(f"{path!r} holds other things ({named}); name another folder, or give --force.")
    for name in files:
        if os.path.isdir(os.path.join(path, name)):
            raise OutputFailed(f"{path!r} holds a folder {name}, which is in the way; name another folder.")
    stale = [os.path.join(path, name) for name in sorted(earlier - set(files))]
    for file in stale:
        _refuse_read_only(file)
    return stale


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


def _make(folder: str, files: Mapping[str, bytes]) -> None:
    """Make a folder that is there with all its files at once."""
    import shutil  # late for the cold start
    import tempfile  # late for the cold start

    temporary = tempfile.mkdtemp(prefix=".corridor-kg-", dir=os.path.dirname(folder))
    _unfinished.add(temporary)
    try:
        for name, data in files.items():
            with open(os.path.join(temporary, name), "wb") as file:
                file.write(data)
        os.chmod(temporary, 0o777 & ~_umask())
        os.rename(temporary, folder)
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


def _replace(files: Mapping[str, Iterable[bytes]]) -> None:
    """Write files beside those that they replace, and when all are written, put them in their places.

    Raises:
        OutputFailed: A file that is there is read-only.
        OSError: One cannot be written; all are as they were.
    """
    import tempfile  # late for the cold start

    targets = {path: os.path.realpath(path) for path in files}  # a link goes on leading to what it leads to
    for path in files:
        _refuse_read_only(path)
    written: dict[str, str] = {}
    try:
        for path, blocks in files.items():
            handle, temporary = tempfile.mkstemp(prefix=".corridor-kg-", dir=os.path.dirname(targets[path]))
            written[temporary] = targets[path]
            _unfinished.add(temporary)
            with open(handle, "wb") as file:
                file.writelines(blocks)
            _give_owner_and_mode(temporary, like=targets[path])
        for temporary, target in written.items():
            os.replace(temporary, target)
    finally:
        for temporary in written:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)
            _unfinished.discard(temporary)


def _refuse_read_only(path: str) -> None:
    """Refuse to replace a file that is protected from being written, as an editor does, also for who may do anything.

    Raises:
        OutputFailed: It is protected.
    """
    if os.path.exists(path) and not (os.stat(path).st_mode & 0o222 and os.access(path, os.W_OK)):
        raise OutputFailed(f"{path!r} is read-only; allow writing to it, or name another file. Nothing was written.")


def _give_owner_and_mode(path: str, *, like: str) -> None:
    """Give a new file the owner, the group and the mode of the one that it replaces, as far as the user may."""
    if not os.path.exists(like):
        os.chmod(path, 0o666 & ~_umask())
        return
    old, mode = os.stat(like), os.stat(like).st_mode & 0o777
    if hasattr(os, "chown"):
        try:
            os.chown(path, -1, old.st_gid)
        except OSError:
            mode = mode & ~0o070 | (mode & 0o007) << 3  # what a group might do is not for another group
        with contextlib.suppress(OSError):
            os.chown(path, old.st_uid, -1)
    os.chmod(path, mode)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
