"""The commands that ask the graph, check it and take it home."""

from __future__ import annotations

import os
import sys
from typing import IO

import click

from corridor_kg.answers.answer import GRAPH_FORMATS, ROW_FORMATS, Rows
from corridor_kg.cli.ending import FINDINGS, write
from corridor_kg.cli.options import (
    complete_query,
    complete_thing,
    complete_value,
    graph_options,
    load,
    output_options,
    place_options,
    width,
)
from corridor_kg.corridor import Corridor, Online
from corridor_kg.errors import BadParameter, GraphNotFound
from corridor_kg.questions.stored_queries import StoredQueries, StoredQuery
from corridor_kg.rdf import bundled

PROFILES = ("errors", "warnings")
SEVERITIES = ("violation", "warning", "info")  # as in reports, which is not imported before it is needed
PARTS = ("stated", "links", "inferred", "ontology")  # as in exports, which is not imported before it is needed
EXPORT_FORMATS = ("turtle", "trig", "nquads", "ntriples", "rdfxml", "jsonld", "schema-org", "csv", "geojson")
REPORT_FORMATS = ("text", "json", "turtle", "github", "sarif")


@click.command()
@click.argument("name", required=False, shell_complete=complete_query)
@output_options("table", "json", "markdown")
def queries(name: str | None, format: str | None, output: str | None) -> None:
    """List the stored queries, or show the query NAME whole."""
    from corridor_kg.questions import catalogue

    stored = StoredQueries(bundled.QUERIES)
    write(catalogue.write(stored, name, format or "table", width=width()), output)


@click.command()
@click.argument("name", shell_complete=complete_query)
@click.argument("parameters", nargs=-1, metavar="[PARAMETER=VALUE]...", shell_complete=complete_value)
@click.option("--online", is_flag=True, help="Let a query that asks a service use the network.")
@click.option("--endpoint", metavar="URL", help="With --online: the SPARQL endpoint to ask instead of the query's own.")
@click.option("--timeout", metavar="SECONDS", type=float, help="With --online: how long it may take; 30 by default.")
@graph_options
@output_options(*ROW_FORMATS, *GRAPH_FORMATS)
def run(
    name: str,
    parameters: tuple[str, ...],
    online: bool,
    endpoint: str | None,
    timeout: float | None,
    graph: str | None,
    add: tuple[str, ...],
    no_inference: bool,
    format: str | None,
    output: str | None,
) -> None:
    """Ask the stored query NAME.

    A parameter that takes a thing is given its slug (dongguan), CURIE (place:dongguan), IRI or label
    (Dongguan, 东莞市). Give a parameter twice to ask for either value. A query that asks a service
    too, as the list of queries says, is refused without --online.
    """
    if not online and (endpoint, timeout) != (None, None):
        raise click.UsageError("--endpoint and --timeout go with --online.")
    query = StoredQueries(bundled.QUERIES)[name]
    values = _values(query, parameters)
    corridor = load(graph, add, no_inference)
    answer = corridor.run(name, Online(endpoint, timeout) if online else None, **values)
    write(answer.write(format or by_ending(output), width=width()), output)
    if isinstance(answer, Rows) and not len(answer):
        _hint(corridor, query, values)


@click.command()
@click.argument("query", required=False)
@click.option("--file", metavar="FILE", type=click.Path(dir_okay=False), help="Read the query from a file.")
@graph_options
@output_options(*ROW_FORMATS, *GRAPH_FORMATS)
def sparql(
    query: str | None,
    file: str | None,
    graph: str | None,
    add: tuple[str, ...],
    no_inference: bool,
    format: str | None,
    output: str | None,
) -> None:
    """Ask any SPARQL query that reads.

    SELECT, ASK, CONSTRUCT or DESCRIBE; - reads it from standard input.
    """
    text = _query_text(query, file)
    corridor = load(graph, add, no_inference)
    write(corridor.sparql(text).write(format or by_ending(output), width=width()), output)


@click.command()
@click.argument("thing", shell_complete=complete_thing)
@graph_options
@output_options("table", "json", *GRAPH_FORMATS)
def show(
    thing: str,
    graph: str | None,
    add: tuple[str, ...],
    no_inference: bool,
    format: str | None,
    output: str | None,
) -> None:
    """Show what is known of THING, with its sources.

    What is stated and what is inferred stand apart.
    """
    corridor = load(graph, add, no_inference)
    write(corridor.describe(thing).write(format or by_ending(output)), output)


@click.command()
@click.argument("subject", shell_complete=complete_thing)
@click.argument("predicate")
@click.argument("object", shell_complete=complete_thing)
@click.option("--all", "every", is_flag=True, help="Give every way in which it follows, not the shortest alone.")
@graph_options
@output_options("table", "json", "turtle")
def why(
    subject: str,
    predicate: str,
    object: str,
    every: bool,
    graph: str | None,
    add: tuple[str, ...],
    no_inference: bool,
    format: str | None,
    output: str | None,
) -> int:
    """Say why SUBJECT PREDICATE OBJECT holds, down to line and passage.

    It is stated, or it follows by rules from what is stated. Each is a slug, CURIE, IRI or label;
    PREDICATE may be a, OBJECT the text of a literal. Exit status 1 where it is not so.
    """
    corridor = load(graph, add, no_inference)
    explanation = corridor.why(subject, predicate, object, every=every)
    write(explanation.write(format or "table"), output)
    return 0 if explanation else FINDINGS


@click.command()
@click.argument("article", type=click.Path(dir_okay=False))
@graph_options
@output_options("table", "json")
def verify(
    article: str,
    graph: str | None,
    add: tuple[str, ...],
    no_inference: bool,
    format: str | None,
    output: str | None,
) -> int:
    """Check every fact against ARTICLE, the newspaper's text.

    Plain text or HTML, as you have it. Exit status 1 where a passage is changed or missing, or a
    fact does not stand in print.
    """
    found = Corridor.load(graph=graph, add=add, inference=not no_inference).verify(article)
    write(found.write(format or by_ending(output)), output)
    return 0 if found.holds else FINDINGS


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--profile", type=click.Choice(PROFILES), default="errors", help="Look also for what is missing.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), default="violation", help="What makes the exit status 1.")
@click.option("--only", multiple=True, metavar="CHECK", help="Nothing but what this check, shape or rule finds.")
@click.option("--skip", multiple=True, metavar="CHECK", help="Not what this check, shape or rule finds.")
@graph_options
@output_options(*REPORT_FORMATS)
def check(
    files: tuple[str, ...],
    profile: str,
    fail_on: str,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    graph: str | None,
    add: tuple[str, ...],
    no_inference: bool,
    format: str | None,
    output: str | None,
) -> int:
    """Check the graph, and your own Turtle FILEs beside it.

    It looks at syntax, terms, shapes, clashes with the ontology, and the stored checks. Each
    finding names the thing, the line and the fix. Exit status 1 where anything is found.
    """
    report = Corridor.check_files(
        graph=graph, add=(*add, *files), inference=not no_inference, profile=profile, only=only, skip=skip
    )
    write(report.write(format or "text"), output)
    return FINDINGS if report.worst(fail_on) else 0


@click.command()
@click.option("--format", "-f", metavar="FORMAT", help=f"One of {', '.join(EXPORT_FORMATS)}.")
@click.option("--output", "-o", metavar="PATH", help="A file, or a folder for csv; its ending tells the format.")
@click.option(
    "--thing", "names", multiple=True, shell_complete=complete_thing, help="Only this, and what belongs to it."
)
@click.option(
    "--include",
    multiple=True,
    metavar="PARTS",
    default=["stated,links"],
    show_default=True,
    help=f"Some of {','.join(PARTS)}.",
)
@click.option("--evidence/--no-evidence", default=True, help="With or without passages and sources.")
@click.option("--frame", metavar="FILE", help="For jsonld: your own JSON-LD frame.")
@click.option("--inline-context", is_flag=True, help="For jsonld: write the context out, rather than its IRI.")
@click.option("--hash", "hashed", is_flag=True, help="Print the RDFC-1.0 hash of the data set instead.")
@click.option("--force", is_flag=True, help="For csv: write into a folder that holds other things too.")
@place_options
def export(
    format: str | None,
    output: str | None,
    names: tuple[str, ...],
    include: tuple[str, ...],
    evidence: bool,
    frame: str | None,
    inline_context: bool,
    hashed: bool,
    force: bool,
    graph: str | None,
    add: tuple[str, ...],
) -> None:
    """Take the graph home, or a part of it.

    The same bytes every time, each literal as it was written. Without --output, Turtle goes to
    standard output.
    """
    parts = [part.strip() for part in ",".join(include).split(",") if part.strip()]
    inferring = "inferred" in parts or format == "schema-org"
    corridor = Corridor.open(graph=graph, add=add, inference=inferring)
    taken = corridor.export(things=names, include=parts, evidence=evidence, frame=frame, inline_context=inline_context)
    if hashed:
        write(f"{taken.hash()}\n", output)
    elif output is not None:
        taken.write(output, format=format, force=force)
    else:
        write(taken.blocks(format or "turtle"), None)


# -- Reading what was typed --------------------------------------------------------------------------


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


def _query_text(query: str | None, file: str | None) -> str:
    if (query is None) == (file is None):
        raise click.UsageError("Give either a QUERY, or --file FILE, or - to read it from standard input.")
    name = file or "standard input"
    try:
        if file is not None:
            with open(file, "rb") as stream:
                return _decoded(stream)
        if query == "-" and sys.stdin is None:
            raise GraphNotFound("standard input is closed; give the query as an argument or with --file.")
        return _decoded(sys.stdin.buffer) if query == "-" else query or ""
    except OSError as error:
        raise GraphNotFound(f"{name} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError as error:
        raise GraphNotFound(f"{name} is not UTF-8: byte {error.start + 1} cannot be read; save it as UTF-8.") from None


def _decoded(stream: IO[bytes]) -> str:
    return stream.read().decode("utf-8-sig")


_ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".xml": "xml",
    ".md": "markdown",
    ".ttl": "turtle",
    ".jsonld": "jsonld",
    ".nt": "ntriples",
    ".rdf": "rdfxml",
}


def by_ending(path: str | None) -> str:
    """Return the format that a file's ending stands for; a table where it stands for none."""
    return _ENDINGS.get(os.path.splitext(path or "")[1].lower(), "table")


def _hint(corridor: Corridor, query: StoredQuery, values: dict[str, list[str]]) -> None:
    """Say on standard error which values would give rows, where an answer has none."""
    for name in values:
        choices = [choice.rpartition("/")[2] for choice in corridor.choices(query, name)]
        if choices:
            click.echo(f"no rows; {name} may be {', '.join(choices)}.", err=True)


COMMANDS = (queries, run, sparql, show, why, verify, check, export)
