"""``corridor-kg source``: read a new article, a module a command."""

from __future__ import annotations

import os

import click

from corridor_kg.cli.lazy import FolderOfCommands
from corridor_kg.cli.options import Place
from corridor_kg.rdf import bundled


@click.group("source", cls=FolderOfCommands, package=__name__)
def command() -> None:
    """Read a new source: lay an article out, draft what it states, keep it up to date."""


def beside(place: Place, folder: str, name: str) -> Place:
    """Return a place with the folder of a source, where that is there and no option names it already."""
    if not os.path.isdir(os.path.join(folder, name)):
        return place
    named = [os.path.abspath(path) for path in (*place.add, place.graph or bundled.GRAPH)]
    return place if os.path.abspath(folder) in named else place._replace(add=(*place.add, folder))
