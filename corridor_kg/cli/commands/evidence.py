"""``corridor-kg evidence``: what is said of a thing or about it, and who says so."""

from __future__ import annotations

import click

from corridor_kg.choices import ROW_FORMATS, WORKBOOK
from corridor_kg.cli.options import (
    Output,
    Place,
    Reading,
    article_option,
    complete_thing,
    endpoint_options,
    graph_options,
    output_options,
    reading_options,
)
from corridor_kg.cli.strict import Command


@click.command(cls=Command)
@click.argument("thing", shell_complete=complete_thing)
@article_option
@graph_options
@endpoint_options
@reading_options
@output_options(*ROW_FORMATS, WORKBOOK)
def command(thing: str, article: tuple[str, ...], place: Place, output: Output, reading: Reading) -> None:
    """List what is stated of THING or about it, each fact with its own passages and sources.

    The stored query of the same name says it; what follows by inference is left out. THING is a slug, CURIE, IRI or
    label.
    """
    output.write(reading.content(place.load().evidence(thing, language=reading.language, articles=article), output))
