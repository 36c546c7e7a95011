"""The commands about links to open data: list them, suggest new ones, match a table, check that they stay true."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from click_default_group import DefaultGroup

from corridor_kg.cli.ending import FINDINGS, write
from corridor_kg.cli.graph import REPORT_FORMATS, SEVERITIES, by_ending
from corridor_kg.cli.options import complete_thing, load, output_options, place_options, width
from corridor_kg.corridor import Corridor
from corridor_kg.errors import BadParameter, UnknownThing, did_you_mean

LISTING_FORMATS = ("table", "sssom", "turtle", "json")  # as in links.listing, which is not imported before it is needed
SUGGESTION_FORMATS = ("table", "json", "sssom")  # as in links.suggestions
RELATIONS = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
SOURCES = ("geonames", "wikidata")  # as in links.sources
USUAL_FILE = "links.sssom.tsv"  # as in links.decisions

_timeout = click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0.1, 3600),
    default=30,
    help="How long a request to a service may take; 30 by default.",
)


@click.command("list")
@click.argument("things", nargs=-1, metavar="[THING]...", shell_complete=complete_thing)
@place_options
@output_options(*LISTING_FORMATS)
def listed(
    things: tuple[str, ...], graph: str | None, add: tuple[str, ...], format: str | None, output: str | None
) -> None:
    """List the links of THING, or all, with their evidence.

    What was rejected and what was looked for in vain is listed too. The word list may be left out.
    """
    from corridor_kg.links import listing

    corridor = Corridor.load(graph=graph, add=add, inference=False)
    try:
        found = listing.links(corridor, things)
    except UnknownThing as error:
        raise UnknownThing(f"{error}{_command_near(things[0])}") from None
    _write_links(found.write, format or _by_ending(output, LISTING_FORMATS), output)


@click.command()
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
    type=click.IntRange(1, 100),
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
@click.option("--to", metavar="FILE", help=f"Where decisions are kept, as SSSOM/TSV; {USUAL_FILE} by default.")
@click.option("--author", metavar="NAME", help="With a decision: who takes it; your login name by default.")
@_timeout
@click.option("--cache", metavar="FOLDER", help="Where a service's answers are kept for 30 days.")
@click.option("--no-cache", is_flag=True, help="Ask the service anew.")
@place_options
@output_options(*SUGGESTION_FORMATS)
def suggest(
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
    graph: str | None,
    add: tuple[str, ...],
    format: str | None,
    output: str | None,
) -> None:
    """Suggest links for THING, or for all things.

    Each candidate has a score from 0 to 100 and its grounds. Nothing is written without --accept,
    --reject or --close, which take a decision about one THING and keep it in a file for --add.
    """
    from corridor_kg.links import decisions, suggestions
    from corridor_kg.links.sources import open_source

    deciding = bool(accept or reject or close)
    _refuse_empty(accept=accept, to=to, author=author)
    _refuse_mixture(things, deciding, accept, relation, close, author)
    corridor = load(graph, add, False)
    kept = decisions.open_file(to or USUAL_FILE) if deciding or to or os.path.exists(USUAL_FILE) else None
    with (
        open_source(source, seconds=timeout, cache=None if no_cache else cache or "") as opened,
        _progress() as step,
    ):
        found = suggestions.suggest(
            corridor,
            things,
            opened,
            decided=kept.mappings if kept else (),
            limit=limit,
            again=again or deciding,
            progress=step,
        )
        if kept is None or not deciding:
            _write_links(found.write, format or _by_ending(output, SUGGESTION_FORMATS), output)
            return
        taken = decisions.take(
            found,
            opened,
            accept=accept,
            relation=relation or RELATIONS[0],
            reject=reject,
            close=close,
            author=author or _login(),
        )
        for doubt in decisions.doubts(taken, [*corridor.links(things).mappings, *kept.mappings], opened):
            warnings.warn(doubt, stacklevel=1)
    decisions.add(to or USUAL_FILE, taken)
    for mapping in taken:
        click.echo(f"{decisions.told(mapping)}; written to {to or USUAL_FILE}.", err=True)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--column", metavar="NAME", required=True, help="The column of names.")
@click.option(
    "--least",
    metavar="SCORE",
    type=click.IntRange(0, 100),
    default=90,
    show_default=True,
    help="The score below which a name is not matched.",
)
@click.option(
    "--output", "-o", metavar="FILE", type=click.Path(dir_okay=False), help="Write to a file, whole or not at all."
)
@place_options
def match(file: str, column: str, least: int, output: str | None, graph: str | None, add: tuple[str, ...]) -> None:
    """Match names in FILE, a CSV table, with our things.

    The table comes back with three columns more: corridor_iri, corridor_label and corridor_score,
    which is from 0 to 100. A name that fits two things equally well is matched to neither.
    """
    from corridor_kg.links import spreadsheets

    with _progress() as step:
        found = spreadsheets.match(load(graph, add, False), file, column, least=least, progress=step)
    write(found.text, output)
    click.echo(f"{found.matched} of {found.rows} rows matched.", err=True)


@click.command()
@click.argument("things", nargs=-1, metavar="[THING]...", shell_complete=complete_thing)
@click.option("--update", is_flag=True, help="Write today's date into the links files, for each link found true.")
@click.option("--wikidata", metavar="URL", help="The API to ask instead of Wikidata's own.")
@click.option("--geonames", metavar="URL", help="The address to ask instead of GeoNames' own.")
@click.option("--dbpedia", metavar="URL", help="The SPARQL endpoint to ask instead of DBpedia's own.")
@_timeout
@click.option("--fail-on", type=click.Choice(SEVERITIES), default="violation", help="What makes the exit status 1.")
@place_options
@output_options(*REPORT_FORMATS)
def check(
    things: tuple[str, ...],
    update: bool,
    wikidata: str | None,
    geonames: str | None,
    dbpedia: str | None,
    timeout: float,
    fail_on: str,
    graph: str | None,
    add: tuple[str, ...],
    format: str | None,
    output: str | None,
) -> int:
    """Ask Wikidata, GeoNames and DBpedia whether links are still true.

    What moved is told with its new identifier, what is gone or renamed too. This needs the network;
    without it nothing is changed, and the exit status is 2. It is 1 where anything is found.
    """
    from corridor_kg.files import line_numbers
    from corridor_kg.links import checking, decisions, listing
    from corridor_kg.network.client import Client

    corridor = Corridor.load(graph=graph, add=add, inference=False)
    found = listing.links(corridor, things).mappings
    given = {"wikidata": wikidata, "geonames": geonames, "dbpedia": dbpedia}
    services = checking.Services(**{name: url for name, url in given.items() if url})
    with Client(seconds=timeout) as client, _progress() as step:
        asked = len(checking.askable(found))
        outcome = checking.check(
            found,
            client,
            services=services,
            progress=lambda done: step(done, asked),
            locate=lambda mapping: line_numbers.nearest(corridor.origins[1:], mapping.triple),
        )
    if update:
        for file in decisions.review(corridor, outcome.true):
            click.echo(f"the date of the last check is written to {file}.", err=True)
    write(outcome.write(format or "text"), output)
    return FINDINGS if outcome.worst(fail_on) else 0


@click.group(cls=DefaultGroup, default="list", default_if_no_args=True)
def links() -> None:
    """Links to open data: list, suggest, match, check.

    Without the name of a command, the links of THING are listed, or all.
    """


for command in (listed, suggest, match, check):
    links.add_command(command)


def _command_near(word: str) -> str:
    """Return that a word may be a misspelt command, which the group takes for the name of a thing."""
    hint = did_you_mean(word, links.commands)
    return "" if hint == "." else f" It is no command either{hint}"


def _write_links(writer: Callable[..., str], format: str, path: str | None) -> None:
    write(writer(format, width=None if path else width()), path)


def _by_ending(path: str | None, formats: tuple[str, ...]) -> str:
    """Return the format that a file's ending stands for; a table where it stands for none."""
    if path and path.endswith(".tsv"):
        return "sssom"
    found = by_ending(path)
    return found if found in formats else "table"


def _refuse_empty(**given: str | None) -> None:
    """Refuse options that are given with nothing in them, which would mean something else than was meant."""
    for name, value in given.items():
        if value is not None and not value.strip(" |"):
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


def _login() -> str:
    """Return the name under which the user is logged in."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise BadParameter("nobody is logged in by a name; say with --author who decides.") from None


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Show on standard error, where that is a terminal, how many of some are done."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress

    with Progress(BarColumn(), MofNCompleteColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
