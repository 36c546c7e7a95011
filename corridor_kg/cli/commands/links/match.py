"""``corridor-kg links match``: somebody's own table against our things."""

from __future__ import annotations

import click

from corridor_kg.choices import LEAST_SCORE
from corridor_kg.cli.commands.links import progress
from corridor_kg.cli.ending import write
from corridor_kg.cli.options import Place, place_options
from corridor_kg.cli.strict import Command, IntRange


@click.command(cls=Command)
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--column", metavar="NAME", required=True, help="The column of names.")
@click.option(
    "--least",
    metavar="SCORE",
    type=IntRange(0, 100),
    default=LEAST_SCORE,
    show_default=True,
    help="The score below which a name is not matched.",
)
@click.option(
    "--output", "-o", metavar="FILE", type=click.Path(dir_okay=False), help="Write to a file, whole or not at all."
)
@place_options
def command(file: str, column: str, least: int, output: str | None, place: Place) -> None:
    """Match names in FILE, a CSV table, with our things.

    The table comes back with three columns more: corridor_iri, corridor_label and corridor_score,
    which is from 0 to 100; columns of these names stay, and the new ones have a number behind
    theirs. A name that fits two things equally well is matched to neither. - reads the table from
    standard input.
    """
    with progress() as step:
        found = place.load().match_table(file, column, least=least, progress=step)
    write(found.text, output)
    click.echo(f"{found.matched} of {found.rows} rows matched.", err=True)
