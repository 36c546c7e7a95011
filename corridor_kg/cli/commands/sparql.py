"""``corridor-kg sparql``: somebody's own query, asked."""

from __future__ import annotations

import warnings

import click

from corridor_kg.choices import GRAPH_FORMATS, ROW_FORMATS, WORKBOOK
from corridor_kg.cli.options import (
    Output,
    Place,
    endpoint_options,
    explain,
    graph_options,
    output_options,
    why_nothing_option,
)
from corridor_kg.cli.strict import Command
from corridor_kg.errors import GraphNotFound
from corridor_kg.files import piped
from corridor_kg.questions import unknown_names
from corridor_kg.rdf import unreadable


@click.command(cls=Command)
@click.argument("query", required=False)
@click.option("--file", metavar="FILE", type=click.Path(dir_okay=False), help="Read the query from a file.")
@why_nothing_option
@graph_options
@endpoint_options
@output_options(*ROW_FORMATS, WORKBOOK, *GRAPH_FORMATS)
def command(query: str | None, file: str | None, why_nothing: bool, place: Place, output: Output) -> None:
    """Ask any SPARQL query that reads.

    SELECT, ASK, CONSTRUCT or DESCRIBE; - reads it from standard input.
    """
    text = _text(query, file)
    corridor = place.load()
    answer = corridor.sparql(text)
    output.write(output.content(answer))
    if why_nothing:
        explain(answer, lambda: corridor.why_nothing(text), output)
    elif unknown_names.says_nothing(answer):
        unknown = unknown_names.unknown(corridor.data, text)
        for sentence in unknown:
            warnings.warn(sentence, stacklevel=2)
        if not unknown:
            click.echo("nothing is found; --why-nothing tells why.", err=True)


def _text(query: str | None, file: str | None) -> str:
    if (query is None) == (file is None):
        raise click.UsageError("Give either a QUERY, or --file FILE, or - to read it from standard input.")
    name = unreadable.shown(file or "-")
    try:
        if file is None and query != "-":
            return query or ""
        return piped.read(file or "-", what="the query").decode("utf-8-sig")
    except OSError as error:
        raise GraphNotFound(f"{name} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError as error:
        raise GraphNotFound(f"{name} is not UTF-8: byte {error.start + 1} cannot be read; save it as UTF-8.") from None
