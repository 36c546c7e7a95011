"""``corridor-kg source``: read a new article, a module a command."""

from __future__ import annotations

import os
from typing import Any

import click

from corridor_kg.cli.lazy import FolderOfCommands
from corridor_kg.cli.options import Place, complete_source, place_options
from corridor_kg.cli.strict import Command
from corridor_kg.corridor import Corridor
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


def marking(name: str, kind: str, done: str) -> click.Command:
    """Return the command that marks a source, or passages of it.

    Args:
        name: What the command is called.
        kind: The kind of the correction.
        done: What is done to the source, as in ``withdrawn``.
    """

    @click.command(
        name,
        cls=Command,
        help=f"""Mark the source NAME, or passages of it, as {done}.

        Its facts stay. Its source.ttl says what was {done}, when and why, and wherever an answer names
        the passage, that stands beside.
        """,
    )
    @click.argument("name", shell_complete=complete_source)
    @click.option("--passage", "passages", multiple=True, metavar="P07", help="This passage alone; repeatable.")
    @click.option("--date", metavar="DAY", required=True, help="The day, as in 2018-01-05.")
    @click.option("--comment", metavar="TEXT", required=True, help="What was wrong, in your words.")
    @click.option("--address", metavar="URL", default="", help="Where that can be read.")
    @to_option
    @place_options
    def marks(name: str, to: str, place: Place, **told: Any) -> None:
        corridor = Corridor.load(**beside(place, to, name)._asdict())
        click.echo(corridor.correct_source(name, kind=kind, **told), nl=False)

    return marks


def beside(place: Place, folder: str, name: str) -> Place:
    """Return a place with the folder of a source, where that is there and no option names it already."""
    if not os.path.isdir(os.path.join(folder, name)):
        return place
    named = [os.path.abspath(path) for path in (*place.add, place.graph or bundled.GRAPH)]
    return place if os.path.abspath(folder) in named else place._replace(add=(*place.add, folder))
