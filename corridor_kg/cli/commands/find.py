"""``corridor-kg find``: which things a text may mean."""

from __future__ import annotations

import click

from corridor_kg.choices import ROW_FORMATS, WORKBOOK
from corridor_kg.cli.ending import FINDINGS
from corridor_kg.cli.options import (
    Output,
    Place,
    Reading,
    complete_kind,
    complete_thing,
    endpoint_options,
    graph_options,
    output_options,
    reading_options,
)
from corridor_kg.cli.strict import Command
from corridor_kg.questions import asking, finding


@click.command(cls=Command)
@click.argument("text", required=False, default="", shell_complete=complete_thing)
@click.option(
    "--kind", metavar="KIND", shell_complete=complete_kind, help="Things of this kind alone, such as platforms."
)
@graph_options
@endpoint_options
@reading_options
@output_options(*ROW_FORMATS, WORKBOOK)
def command(text: str, kind: str | None, place: Place, output: Output, reading: Reading) -> int:
    """Find the things that TEXT may mean.

    TEXT is a name, some words of one, or a text with names in it; with --kind it may be left out. Where it is no name
    and has none, what is spelt like it is told as near, and the exit status is 1, as it is where nothing is found.
    """
    corridor = place.load()
    rows = corridor.find(text, kind=kind)
    output.write(reading.content(asking.in_language(corridor.data, rows, reading.language), output))
    for sentence in finding.remarks(corridor.data, rows, text, kind=kind):
        click.echo(sentence, err=True)
    return FINDINGS if finding.is_only_near(rows) else 0
