"""``corridor-kg compare``: what sources say of the same, side by side."""

from __future__ import annotations

import click

from corridor_kg.choices import COMPARISON_FORMATS
from corridor_kg.cli.options import (
    Output,
    Place,
    article_option,
    complete_thing,
    endpoint_options,
    output_options,
    place_options,
)
from corridor_kg.cli.strict import Command


@click.command(cls=Command)
@click.argument("things", nargs=-1, metavar="[THING]...", shell_complete=complete_thing)
@click.option("--measure", metavar="MEASURE", default="", help="Figures of this measure alone, such as area.")
@article_option
@place_options
@endpoint_options
@output_options(*COMPARISON_FORMATS)
def command(things: tuple[str, ...], measure: str, article: tuple[str, ...], place: Place, output: Output) -> None:
    """Compare what sources say of THING, or of all: figures, goals, lists.

    A line for what more than one source says, a column for each source, a verdict and its reason:
    whether printed numbers agree, by their words of bound, the digits to which they are rounded,
    units, periods and wholes. No source wins.
    """
    found = place.load().compare(*things, measure=measure, articles=article)
    output.write(found.serialize(output.chosen, width=output.width))
