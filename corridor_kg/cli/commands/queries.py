"""``corridor-kg queries``: the stored queries, or one of them."""

from __future__ import annotations

import click

from corridor_kg.choices import CATALOGUE_FORMATS
from corridor_kg.cli.options import Output, complete_query, output_options
from corridor_kg.cli.strict import Command
from corridor_kg.questions import catalogue
from corridor_kg.questions.stored_queries import STORED


@click.command(cls=Command)
@click.argument("name", required=False, shell_complete=complete_query)
@output_options(*CATALOGUE_FORMATS)
def command(name: str | None, output: Output) -> None:
    """List the stored queries, or show the query NAME whole."""
    output.write(catalogue.serialize(STORED, name, output.chosen, width=output.width))
