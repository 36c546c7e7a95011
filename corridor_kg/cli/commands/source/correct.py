"""``corridor-kg source correct``: what was corrected after it came out."""

from __future__ import annotations

import click

from corridor_kg.cli.commands.source import beside, correction_options
from corridor_kg.cli.options import Place, complete_source, place_options
from corridor_kg.cli.strict import Command
from corridor_kg.corridor import Corridor


@click.command("correct", cls=Command)
@click.argument("name", shell_complete=complete_source)
@correction_options
@place_options
def command(name: str, passages: tuple[str, ...], date: str, comment: str, address: str, to: str, place: Place) -> None:
    """Mark the source NAME, or passages of it, as corrected.

    Its facts stay. Its source.ttl says what was corrected, when and why, and wherever an answer names
    the passage, that stands beside.
    """
    corridor = Corridor.load(**beside(place, to, name)._asdict())
    block = corridor.correct_source(
        name, kind="correction", date=date, comment=comment, passages=passages, address=address
    )
    click.echo(block, nl=False)
