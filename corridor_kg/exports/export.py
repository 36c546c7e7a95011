"""A part of a graph on its way out, in the format that somebody's tool expects.

Each format has a module of its own; it is imported when it is asked for.
"""

from __future__ import annotations

import hashlib
import importlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from corridor_kg.errors import OutputFailed
from corridor_kg.exports.formats import EXPORT_FORMATS, FOLDER, by_ending, known
from corridor_kg.exports.selection import Selection
from corridor_kg.files import output


@dataclass(frozen=True)
class Export:
    """A part of a graph on its way out; made by `Corridor.export`.

    Attributes:
        selection: What is written.
        frame: A file with a JSON-LD frame instead of the project's own, for ``jsonld``.
        inline_context: Whether ``jsonld`` writes its context out, for any tool to read; else it names it.
    """

    selection: Selection
    frame: str | None = None
    inline_context: bool = True

    def text(self, format: str = "turtle") -> str:
        """Return it in a format of one file.

        Args:
            format: One of `EXPORT_FORMATS`, but ``csv``.

        Raises:
            OutputFailed: The format is not known, is a folder's, or cannot say what was selected.
        """
        return b"".join(self.blocks(format)).decode()

    def blocks(self, format: str) -> Iterator[bytes]:
        """Yield it block by block; see `text`."""
        if known(format) == FOLDER:
            raise OutputFailed("csv is several tables; name a folder with --output FOLDER/.")
        yield from self._serialized(format)

    def write(self, path: str | os.PathLike[str], *, format: str | None = None, force: bool = False) -> None:
        """Write it to a file, or as tables to a folder; whole or not at all.

        Args:
            path: The place; a file that is there is replaced.
            format: One of `EXPORT_FORMATS`; None for what the path's ending stands for.
            force: Whether tables may go into a folder that holds other things, beside them.

        Raises:
            OutputFailed: The place cannot be written to, or the format is not known.
        """
        path = os.fspath(path)
        if not path:
            raise OutputFailed("the path to write to is empty; name a file or a folder.")
        if path == "-" and format is None:
            raise OutputFailed("standard output has no ending; give --format.")
        format = known(format) if format else by_ending(path)
        if format == FOLDER:
            if path == "-":
                raise OutputFailed("csv is several tables; name a folder with --output FOLDER/.")
            output.write_folder(self._serialized(format), path, force=force)
        elif os.path.isdir(path) or path.endswith(("/", os.sep)):
            raise OutputFailed(f"{path} is a folder, and {format} is one file; name a file.")
        else:
            output.write(self.blocks(format), path)

    def hash(self) -> str:
        """Return the RDFC-1.0 hash of the data set: SHA-256, 64 hexadecimal digits.

        It is the SHA-256 of the same selection written as ``nquads``.
        """
        digest = hashlib.sha256()
        for block in self._serialized("nquads"):
            digest.update(block)
        return digest.hexdigest()

    def _serialized(self, format: str) -> Any:
        if format != "jsonld" and (self.frame is not None or not self.inline_context):
            option = "--context-by-iri" if self.frame is None else "--frame"
            raise OutputFailed(f"{option} is for jsonld, not for {format}; leave it out, or write jsonld.")
        module = importlib.import_module(f"corridor_kg.exports.serializers.{EXPORT_FORMATS[format].module}")
        function: Callable[..., Any] = module.serialize
        if format != "jsonld":
            return function(self.selection)
        return function(self.selection, frame=self.frame, inline_context=self.inline_context)
