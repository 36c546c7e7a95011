"""``corridor-kg links suggest``: candidates for links, and decisions about them."""

from __future__ import annotations

import os
import warnings

import click

from corridor_kg.choices import RELATIONS, SUGGESTION_FORMATS, USUAL_LINKS_FILE
from corridor_kg.cli.commands.links import progress, timeout
from corridor_kg.cli.options import Output, Place, complete_thing, output_options, place_options
from corridor_kg.cli.strict import Command, IntRange
from corridor_kg.spelling import composed


@click.command(cls=Command)
@click.argument("things", nargs=-1, metavar="[THING]...", shell_complete=complete_thing)
@click.option(
    "--from",
    "source",
    metavar="SOURCE",
    default="geonames",
    show_default=True,
    help="Where candidates come from: geonames, wikidata, or the URL of a reconciliation service.",
)
@click.option(
    "--limit",
    metavar="N",
    type=IntRange(1, 100),
    default=10,
    show_default=True,
    help="How many candidates a thing gets.",
)
@click.option("--again", is_flag=True, help="Suggest also for things that were closed.")
@click.option("--accept", metavar="ID", help="Link THING to this identifier.")
@click.option(
    "--as",
    "relation",
    type=click.Choice(RELATIONS),
    help="With --accept: how the two relate; exactMatch is the same thing.",
)
@click.option("--reject", metavar="ID", multiple=True, help="Remember that THING is not this; repeatable.")
@click.option("--close", is_flag=True, help="Remember that nothing was found for THING.")
@click.option("--to", metavar="FILE", help=f"Where decisions are kept, as SSSOM/TSV; {USUAL_LINKS_FILE} by default.")
@click.option("--author", metavar="NAME", help="With a decision: who takes it; your login name by default.")
@timeout
@click.option("--cache", metavar="FOLDER", help="Where a service's answers are kept for 30 days.")
@click.option("--no-cache", is_flag=True, help="Ask the service anew.")
@place_options
@output_options(*SUGGESTION_FORMATS)
def command(
    things: tuple[str, ...],
    source: str,
    limit: int,
    again: bool,
    accept: str | None,
    relation: str | None,
    reject: tuple[str, ...],
    close: bool,
    to: str | None,
    author: str | None,
    timeout: float,
    cache: str | None,
    no_cache: bool,
    place: Place,
    output: Output,
) -> None:
    """Suggest links for THING, or for all things.

    Each candidate has a score from 0 to 100 and its grounds. Nothing is written without --accept,
    --reject or --close, which take a decision about one THING and keep it in a file for --add.
    """
    from corridor_kg.links.acts import Asking, Decision  # late, so that a help text need not wait for it

    deciding = bool(accept or reject or close)
    _refuse_empty(accept=accept, to=to, author=author)
    _refuse_mixture(things, deciding, accept, relation, close, author)
    corridor = place.load()
    asking = Asking(source, limit, timeout, None if no_cache else cache or "")
    with progress() as step:
        if not deciding:
            kept = to or (USUAL_LINKS_FILE if os.path.exists(USUAL_LINKS_FILE) else None)
            found = corridor.suggest_links(things, asking=asking, decided=kept, again=again, progress=step)
            output.write(found.serialize(output.chosen, width=output.width))
            return
        decision = Decision(accept or "", relation or RELATIONS[0], reject, close, author or "")
        done = corridor.decide_links(things[0], decision, to=to or USUAL_LINKS_FILE, asking=asking, progress=step)
    for doubt in done.doubts:
        warnings.warn(doubt, stacklevel=1)
    for taken in done.taken:
        click.echo(f"{taken}; written to {done.file}.", err=True)


def _refuse_empty(**given: str | None) -> None:
    """Refuse options that are given with nothing in them, which would mean something else than was meant."""
    for name, value in given.items():
        if value is not None and not composed(value).strip(" |"):
            raise click.UsageError(f"--{name} is empty; write what it stands for, or leave it out.")


def _refuse_mixture(
    things: tuple[str, ...], deciding: bool, accept: str | None, relation: str | None, close: bool, author: str | None
) -> None:
    """Refuse options that do not go together."""
    if deciding and len(things) != 1:
        raise click.UsageError("A decision is about one THING; name it, and no other.")
    if close and accept:
        raise click.UsageError("--close says that nothing was found, --accept that something was; give one of them.")
    if not accept and relation:
        raise click.UsageError("--as goes with --accept.")
    if not deciding and author:
        raise click.UsageError("--author goes with --accept, --reject or --close.")
