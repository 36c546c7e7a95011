"""``corridor-kg serve``: the graph in a browser and for programs, on this machine."""

from __future__ import annotations

import click

from corridor_kg.cli.options import Place, endpoint_options, graph_options
from corridor_kg.cli.strict import Command, FloatRange, IntRange


@click.command(cls=Command)
@click.option("--port", type=IntRange(0, 65535), default=8000, show_default=True, help="0 for any that is free.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--store", metavar="FOLDER", help="Keep the store here, not in the user's cache folder.")
@click.option("--timeout", type=FloatRange(0.1, 3600), default=5.0, show_default=True, help="Seconds a query.")
@click.option("--rows", type=IntRange(1), default=10_000, show_default=True, help="Most rows of an answer.")
@click.option("--size", type=IntRange(1), default=20, show_default=True, help="Most megabytes of an answer.")
@click.option("--memory", type=IntRange(64), default=1024, show_default=True, help="Megabytes a query.")
@click.option("--processes", type=IntRange(1, 64), default=4, show_default=True, help="Queries at once.")
@click.option("--waiting", type=IntRange(0), default=64, show_default=True, help="Queries that wait for a process.")
@click.option("--request", type=IntRange(1), default=1_000_000, show_default=True, help="Most bytes of a body.")
@click.option("--header", type=FloatRange(0.1, 3600), default=10.0, show_default=True, help="Seconds to be asked in.")
@click.option("--articles", metavar="FOLDER", multiple=True, help="Show your copies beside the facts; none is stored.")
@graph_options
@endpoint_options
def command(
    port: int,
    host: str,
    store: str | None,
    timeout: float,
    rows: int,
    size: int,
    memory: int,
    processes: int,
    waiting: int,
    request: int,
    header: float,
    articles: tuple[str, ...],
    place: Place,
) -> None:
    """Serve the graph: pages, a SPARQL endpoint and an API, without the internet.

    Queries alone are answered; updates, SERVICE and LOAD are refused. Each has a process for itself,
    which is ended when its time is over. It listens on this machine alone; with --host 0.0.0.0
    whoever reaches this machine can ask. Ctrl-C ends it.
    """
    from corridor_kg.web.limits import Limits  # late for the cold start
    from corridor_kg.web.serving import ALONE, serve  # late for the cold start

    def ready(address: str) -> None:
        click.echo(f"{address} (Ctrl-C ends it)", err=True)
        if host not in ALONE:
            click.echo(f"warning: whoever reaches this machine at {host} can ask.", err=True)

    limits = Limits(
        seconds=timeout,
        rows=rows,
        megabytes=size,
        memory=memory,
        request=request,
        processes=processes,
        waiting=waiting,
        header=header,
    )
    serve(place._asdict(), host=host, port=port, store=store, limits=limits, articles=articles, ready=ready)
