"""``corridor-kg links check``: whether links are still true."""

from __future__ import annotations

import click

from corridor_kg.choices import REPORT_FORMATS, SEVERITIES
from corridor_kg.cli.commands.links import progress, timeout
from corridor_kg.cli.ending import FINDINGS
from corridor_kg.cli.options import Output, Place, complete_thing, output_options, place_options
from corridor_kg.cli.strict import Command
from corridor_kg.corridor import Corridor


@click.command(cls=Command)
@click.argument("things", nargs=-1, metavar="[THING]...", shell_complete=complete_thing)
@click.option("--update", is_flag=True, help="Write today's date into the links files, for each link found true.")
@click.option("--wikidata", metavar="URL", help="The API to ask instead of Wikidata's own.")
@click.option("--geonames", metavar="URL", help="The address to ask instead of GeoNames' own.")
@click.option("--dbpedia", metavar="URL", help="The SPARQL endpoint to ask instead of DBpedia's own.")
@timeout
@click.option("--fail-on", type=click.Choice(SEVERITIES), default="violation", help="What makes the exit status 1.")
@place_options
@output_options(*REPORT_FORMATS)
def command(
    things: tuple[str, ...],
    update: bool,
    wikidata: str | None,
    geonames: str | None,
    dbpedia: str | None,
    timeout: float,
    fail_on: str,
    place: Place,
    output: Output,
) -> int:
    """Ask Wikidata, GeoNames and DBpedia whether links are still true.

    What moved is told with its new identifier, what is gone or renamed too. This needs the network;
    without it nothing is changed, and the exit status is 2. It is 1 where anything is found.
    """
    from corridor_kg.links.checking import Services  # late, so that a help text need not wait for it

    corridor = Corridor.load(**place._asdict())
    given = {"wikidata": wikidata, "geonames": geonames, "dbpedia": dbpedia}
    services = Services(**{name: url for name, url in given.items() if url})
    with progress() as step:
        done = corridor.check_links(things, services=services, seconds=timeout, update=update, progress=step)
    for file in done.updated:
        click.echo(f"the date of the last check is written to {file}.", err=True)
    output.write(done.outcome.serialize(output.chosen, width=output.width))
    return FINDINGS if done.outcome.has_at_least(fail_on) else 0
