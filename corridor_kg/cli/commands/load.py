"""``corridor-kg load``: the graph, put into an engine elsewhere."""

from __future__ import annotations

import sys

import click

from corridor_kg.cli.ending import tell_on_interrupt, write
from corridor_kg.cli.options import Place, address, graph_options, with_endpoint
from corridor_kg.cli.strict import Command
from corridor_kg.corridor import Corridor
from corridor_kg.errors import BadParameter


@click.command(cls=Command)
@click.option("--update-endpoint", metavar="URL", help="Where the engine takes updates; where it is asked, by default.")
@click.option("--output", "-o", metavar="FILE", help="Write N-Quads for the engine's own bulk loader instead.")
@click.option("--union", is_flag=True, help="With --output: its default graph is the union of all graphs.")
@click.option("--clear", is_flag=True, help="Remove what was put there, and nothing else, instead.")
@click.option("--quiet", "-q", is_flag=True, help="Do not tell how far it is.")
@with_endpoint("Put it there: the address at which the engine is asked.")
@graph_options
def command(
    update_endpoint: str | None,
    output: str | None,
    union: bool,
    clear: bool,
    quiet: bool,
    engine: str | None,
    user: str | None,
    engine_timeout: float | None,
    place: Place,
) -> None:
    """Put the graph into another engine, such as Oxigraph, Jena or Virtuoso.

    Each origin is a named graph there, their merge and what follows stand beside them; commands with
    the same --endpoint ask it. Only what has changed is sent, and it takes the place of what was
    there when all is ready. A load that was ended goes on where it was when it is started again.
    """
    if (engine is None) == (output is None):
        raise click.UsageError("name the engine with --endpoint URL, or a file with --output; one of them.")
    if union and output is None:
        raise click.UsageError("--union goes with --output; of an engine that is asked, it is found out.")
    if place.as_of is not None:
        raise BadParameter("an engine is given the whole graph; leave --as-of out.")
    if engine is None:
        write((line.encode() for line in place.files().bulk(union=union)), output)
        return
    where = address(engine, update=update_endpoint or engine, user=user, seconds=engine_timeout)
    if clear:
        tell_on_interrupt("interrupted; some of it is there still, and is no graph; start again to remove the rest.")
        Corridor.clear(where)
        click.echo(f"{engine} holds nothing of Corridor KG any more.", err=True)
        return
    with _Progress(quiet=quiet or not sys.stderr.isatty()) as progress:
        tell_on_interrupt(f"{progress.clearing}interrupted; no half of a graph is asked there; start again to go on.")
        done = place.files().put(where, progress=progress)
    told = [
        f"{len(done.sent)} graphs sent, {len(done.same)} as they were, {len(done.removed)} removed",
        f"{done.triples:,} triples, of which {done.inferred:,} follow from others",
    ]
    if done.clashes:
        told.append(f"clashes with the ontology: {done.clashes}; 'corridor-kg check --endpoint {engine}' lists them")
    write("; ".join(told) + ".\n", None)


class _Progress:
    """Tells on a line of the terminal how far a load is; of one that ends in the middle, the line is gone."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self.clearing = "" if quiet else "\r\x1b[K"

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        click.echo(self.clearing, nl=False, err=True)

    def __call__(self, what: str, done: int, of: int) -> None:
        if not self._quiet:
            click.echo(f"{self.clearing}{what} {done} of {of}{'' if done < of else chr(10)}", nl=False, err=True)
