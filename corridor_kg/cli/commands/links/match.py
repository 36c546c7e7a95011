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
    help="How alike two names have to be, at least, for a thing to be a candidate.",
)
@click.option(
    "--output", "-o", metavar="FILE", type=click.Path(dir_okay=False), help="Write to a file, whole or not at all."
)
@place_options
def command(file: str, column: str, least: int, output: str | None, place: Place) -> None:
    """Match names in FILE, a CSV table, with our things.

    The table comes back with five columns more. A name that one thing has, in any language or
    script, gets corridor_iri, corridor_label and a corridor_score of 100. One that several have
    gets none, and corridor_ambiguous lists them. One that nothing has gets none either:
    corridor_candidates lists what has a name like it, with how alike they are from 0 to 100, for a
    person to decide. Columns of these names stay, and the new ones have a number behind theirs. -
    reads the table from standard input.
    """
    with progress() as step:
        found = place.load().match_table(file, column, least=least, progress=step)
    write(found.text, output)
    told = f"{found.matched} of {found.rows} rows matched, {found.ambiguous} ambiguous"
    click.echo(f"{told}, {found.undecided} with candidates.", err=True)
