"""``corridor-kg source update``: a source after a changed copy of its text."""

from __future__ import annotations

import click

from corridor_kg.cli.commands.source import beside, to_option
from corridor_kg.cli.options import Place, complete_source, place_options
from corridor_kg.cli.strict import Command
from corridor_kg.corridor import Corridor


@click.command("update", cls=Command)
@click.argument("name", shell_complete=complete_source)
@click.argument("file", type=click.Path(dir_okay=False))
@to_option
@place_options
def command(name: str, file: str, to: str, place: Place) -> None:
    """Tell what is another in FILE, a changed copy of the source NAME, and write places anew.

    What you wrote of its passages is kept. A passage that moved or changed gets its new place and
    hashes in source.ttl; one that is gone is kept and told of, and so is a paragraph that stands in
    no passage.
    """
    click.echo(Corridor.load(**beside(place, to, name)._asdict()).update_source(name, file).to_text(), nl=False)
