"""The formats that are written, and how a path tells which one: light, for it imports none of their modules."""

from __future__ import annotations

import os
from typing import NamedTuple

from corridor_kg.errors import OutputFailed, did_you_mean
from corridor_kg.rdf import formats

FOLDER = "csv"
"""The format that is several files, and so goes into a folder."""


class ExportFormat(NamedTuple):
    """A format that is written.

    Attributes:
        title: What it is called in prose.
        module: The module of `corridor_kg.exports.serializers` whose ``serialize`` writes it.
        endings: The endings of its files, the usual one first.
    """

    title: str
    module: str
    endings: tuple[str, ...] = ()


EXPORT_FORMATS = {
    **{format.name: ExportFormat(format.title, format.name, format.endings) for format in formats.RDF_FORMATS},
    "schema-org": ExportFormat("schema.org JSON-LD of one thing", "schema_org"),
    FOLDER: ExportFormat("CSV, a table a kind, as a Frictionless data package", "data_package"),
    "geojson": ExportFormat("GeoJSON of what has coordinates, or lies in what has", "geojson", (".geojson",)),
}
"""The formats by the names that the command line has for them."""


def known(format: str) -> str:
    """Return the name of a format.

    Raises:
        OutputFailed: Nothing is written in such a format; the message lists those that are.
    """
    if format not in EXPORT_FORMATS:
        listed = f"the formats are {', '.join(EXPORT_FORMATS)}"
        raise OutputFailed(f"nothing is written as {format!r}{did_you_mean(format, EXPORT_FORMATS, otherwise=listed)}")
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
    for name, format in EXPORT_FORMATS.items():
        if ending in format.endings:
            return name
    if ending == ".csv":
        raise OutputFailed(f"csv is a table a kind, and so a folder; write {path.removesuffix(ending)}/.")
    endings = ", ".join(ending for format in EXPORT_FORMATS.values() for ending in format.endings)
    raise OutputFailed(f"the ending of {path} stands for no format; end in {endings} or /, or give --format.")
