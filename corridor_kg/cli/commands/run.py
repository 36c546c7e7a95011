"""``corridor-kg run``: a stored query, asked."""

from __future__ import annotations

import click

from corridor_kg.answers.rows import Rows
from corridor_kg.choices import GRAPH_FORMATS, PICTURE, ROW_FORMATS, WORKBOOK
from corridor_kg.cli.options import (
    Output,
    Place,
    Reading,
    complete_query,
    complete_value,
    endpoint_options,
    explain,
    graph_options,
    output_options,
    reading_options,
    why_nothing_option,
)
from corridor_kg.cli.strict import Command, FloatRange
from corridor_kg.errors import BadParameter
from corridor_kg.questions.asking import Online
from corridor_kg.questions.stored_queries import STORED, StoredQuery


@click.command(cls=Command)
@click.argument("name", shell_complete=complete_query)
@click.argument("parameters", nargs=-1, metavar="[PARAMETER=VALUE]...", shell_complete=complete_value)
@click.option("--online", is_flag=True, help="Let a query that asks a service use the network.")
@click.option("--service", metavar="URL", help="With --online: the SPARQL endpoint to ask instead of the query's own.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=FloatRange(0, 3600, min_open=True),
    help="With --online: how long it may take; 30 by default.",
)
@why_nothing_option
@graph_options
@endpoint_options
@reading_options
@output_options(*ROW_FORMATS, PICTURE, WORKBOOK, *GRAPH_FORMATS)
def command(
    name: str,
    parameters: tuple[str, ...],
    online: bool,
    service: str | None,
    timeout: float | None,
    why_nothing: bool,
    place: Place,
    output: Output,
    reading: Reading,
) -> None:
    """Ask the stored query NAME.

    A parameter that takes a thing is given its slug (dongguan), CURIE (place:dongguan), IRI or label
    (Dongguan, 东莞市). Give a parameter twice to ask for either value. A query that asks a service
    too, as the list of queries says, is refused without --online.
    """
    if not online and (service, timeout) != (None, None):
        raise click.UsageError("--service and --timeout go with --online.")
    query = STORED[name]
    values = _values(query, parameters)
    corridor = place.load()
    answer = corridor.run(name, Online(service, timeout) if online else None, reading.language, **values)
    output.write(reading.content(answer, output))
    if why_nothing:
        explain(answer, lambda: corridor.why_nothing(name, **values), output)
    elif isinstance(answer, Rows) and not len(answer):
        from corridor_kg.questions import nothing  # late for the cold start: most answers are not empty

        click.echo(nothing.hint(corridor.data, query, values), err=True)


def _values(query: StoredQuery, given: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the values of ``NAME=VALUE`` arguments by name, several of one name together."""
    values: dict[str, list[str]] = {}
    for argument in given:
        name, equals, value = argument.partition("=")
        if not equals:
            usage = query.usages or "no parameter"
            raise BadParameter(f"write a parameter as NAME=VALUE, not {argument!r}; {query.name!r} takes {usage}.")
        values.setdefault(name, []).append(value)
    return values
