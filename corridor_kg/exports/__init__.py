"""Take the graph home: the whole or a part of it, in the format that somebody's tool expects.

Each format has a module of its own; it is imported when it is asked for.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from corridor_kg.errors import OutputFailed, did_you_mean
from corridor_kg.exports.selection import Selection
from corridor_kg.files import output
from corridor_kg.rdf import formats

FOLDER = "csv"
"""The format that is several files, and so goes into a folder."""


class Writer(NamedTuple):
    """Where a format is written.

    Attributes:
        title: What the format is called in prose.
        module: A module of this package.
        function: What in it takes a selection, and yields bytes.
        endings: The endings of files in this format.
    """

    title: str
    module: str
    function: str
    endings: tuple[str, ...]


_MODULES = {
    "turtle": ("turtle", "turtle"),
    "trig": ("turtle", "trig"),
    "nquads": ("lines", "nquads"),
    "ntriples": ("lines", "ntriples"),
    "rdfxml": ("rdfxml", "rdfxml"),
    "jsonld": ("framed", "jsonld"),
}
WRITERS = {
    **{format.name: Writer(format.title, *_MODULES[format.name], format.endings) for format in formats.RDF_FORMATS},
    "schema-org": Writer("schema.org JSON-LD of one thing", "schema_org", "schema_org", ()),
    FOLDER: Writer("CSV, a table a kind, as a Frictionless data package", "data_package", "data_package", ()),
    "geojson": Writer("GeoJSON of what has coordinates", "geojson", "geojson", (".geojson",)),
}
"""The formats that are written, by the names that the command line has for them."""


@dataclass(frozen=True)
class Export:
    """A part of a graph on its way out; made by `Corridor.export`.

    Attributes:
        selection: What is written.
        frame: A file with a JSON-LD frame instead of the project's own, for ``jsonld``.
        inline_context: Whether ``jsonld`` writes its context out rather than naming it.
    """

    selection: Selection
    frame: str | None = None
    inline_context: bool = False

    def text(self, format: str = "turtle") -> str:
        """Return it in a format of one file.

        Args:
            format: One of `WRITERS`, but ``csv``.

        Raises:
            OutputFailed: The format is not known, is a folder's, or cannot say what was selected.
        """
        return b"".join(self.blocks(format)).decode()

    def blocks(self, format: str) -> Iterator[bytes]:
        """Yield it block by block; see `text`."""
        if known(format) == FOLDER:
            raise OutputFailed("csv is several tables; name a folder with --output FOLDER/.")
        yield from self._written(format)

    def write(self, path: str | os.PathLike[str], *, format: str | None = None, force: bool = False) -> None:
        """Write it to a file, or as tables to a folder; whole or not at all.

        Args:
            path: The place; a file that is there is replaced.
            format: One of `WRITERS`; None for what the path's ending stands for.
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
            output.write_folder(self._written(format), path, force=force)
        elif os.path.isdir(path) or path.endswith(("/", os.sep)):
            raise OutputFailed(f"{path} is a folder, and {format} is one file; name a file.")
        else:
            output.write(self.blocks(format), path)

    def hash(self) -> str:
        """Return the RDFC-1.0 hash of the data set: SHA-256, 64 hexadecimal digits.

        It is the SHA-256 of the same selection written as ``nquads``.
        """
        from corridor_kg.exports.lines import fingerprint

        return fingerprint(self.selection)

    def _written(self, format: str) -> Any:
        if format != "jsonld" and (self.frame is not None or self.inline_context):
            option = "--inline-context" if self.frame is None else "--frame"
            raise OutputFailed(f"{option} is for jsonld, not for {format}; leave it out, or write jsonld.")
        writer = WRITERS[format]
        function: Callable[..., Any] = getattr(importlib.import_module(f"{__name__}.{writer.module}"), writer.function)
        if format != "jsonld":
            return function(self.selection)
        return function(self.selection, frame=self.frame, inline_context=self.inline_context)


def known(format: str) -> str:
    """Return the name of a format.

    Raises:
        OutputFailed: Nothing is written in such a format; the message lists those that are.
    """
    if format not in WRITERS:
        listed = f"the formats are {', '.join(WRITERS)}"
        raise OutputFailed(f"nothing is written as {format!r}{did_you_mean(format, WRITERS, otherwise=listed)}")
    return format


def by_ending(path: str) -> str:
    """Return the name of the format that a path's ending stands for; tables for a folder.

    Raises:
        OutputFailed: It stands for none.

    >>> by_ending("corridor.nq"), by_ending("tables/")
    ('nquads', 'csv')
    """
    ending = formats.ending(path)
    if path.endswith(("/", os.sep)) or (os.path.isdir(path) and not ending):
        return FOLDER
    for name, writer in WRITERS.items():
        if ending in writer.endings:
            return name
    if ending == ".csv":
        raise OutputFailed(f"csv is a table a kind, and so a folder; write {path.removesuffix(ending)}/.")
    endings = ", ".join(ending for writer in WRITERS.values() for ending in writer.endings)
    raise OutputFailed(f"the ending of {path} stands for no format; end in {endings} or /, or give --format.")
