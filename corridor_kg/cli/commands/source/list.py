"""``corridor-kg source list``: the sources that there are."""

from __future__ import annotations

import click

from corridor_kg.choices import ROW_FORMATS
from corridor_kg.cli.options import Output, Place, Reading, output_options, place_options, reading_options
from corridor_kg.cli.strict import Command
from corridor_kg.corridor import Corridor


@click.command("list", cls=Command)
@place_options
@reading_options
@output_options(*ROW_FORMATS)
def command(place: Place, reading: Reading, output: Output) -> None:
    """List the sources: who published each, when, how much it states, and what is still open."""
    output.write(reading.content(Corridor.load(**place._asdict()).sources(), output))
