"""``corridor-kg source``: read a new article, a module a command."""

from __future__ import annotations

import os
from collections.abc import Callable

import click

from corridor_kg.cli.lazy import FolderOfCommands
from corridor_kg.cli.options import Place
from corridor_kg.rdf import bundled


@click.group("source", cls=FolderOfCommands, package=__name__)
def command() -> None:
    """Read a new source: lay an article out, draft what it states, keep it up to date."""


to_option = click.option(
    "--to",
    metavar="FOLDER",
    type=click.Path(file_okay=False),
    default=".",
    help="Where its folder is; here by default.",
)


def correction_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command what a correction says: --passage, --date, --comment, --address; and --to."""
    for option in (
        to_option,
        click.option("--address", metavar="URL", default="", help="Where that can be read."),
        click.option("--comment", metavar="TEXT", required=True, help="What was wrong, in your words."),
        click.option("--date", metavar="DAY", required=True, help="The day, as in 2018-01-05."),
        click.option("--passage", "passages", multiple=True, metavar="P07", help="This passage alone; repeatable."),
    ):
        function = option(function)
    return function


def beside(place: Place, folder: str, name: str) -> Place:
    """Return a place with the folder of a source, where that is there and no option names it already."""
    if not os.path.isdir(os.path.join(folder, name)):
        return place
    named = [os.path.abspath(path) for path in (*place.add, place.graph or bundled.GRAPH)]
    return place if os.path.abspath(folder) in named else place._replace(add=(*place.add, folder))
