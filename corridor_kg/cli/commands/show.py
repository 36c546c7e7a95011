"""``corridor-kg show``: what is known of a thing."""

from __future__ import annotations

import click

from corridor_kg.choices import DESCRIPTION_FORMATS
from corridor_kg.cli.options import (
    Output,
    Place,
    article_option,
    complete_thing,
    endpoint_options,
    graph_options,
    language_option,
    output_options,
)
from corridor_kg.cli.strict import Command


@click.command(cls=Command)
@click.argument("thing", shell_complete=complete_thing)
@article_option
@graph_options
@endpoint_options
@language_option
@output_options(*DESCRIPTION_FORMATS)
def command(thing: str, language: str, article: tuple[str, ...], place: Place, output: Output) -> None:
    """Show what is known of THING, with its sources.

    What is stated and what is inferred stand apart.
    """
    found = place.load().describe(thing, language=language, articles=article)
    output.write(found.serialize(output.chosen, options=place.arguments, width=output.width))
