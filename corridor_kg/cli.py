"""The command line: it parses, calls the library once, and prints.

Exit status: 0 fine, 1 findings, 2 wrong use or input that cannot be read, 130 interrupted, 141 nobody
reads on, 143 told to end.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterable
from typing import IO, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from corridor_kg import __version__, locations, output, things
from corridor_kg.answers import GRAPH_FORMATS, ROW_FORMATS, Rows
from corridor_kg.corridor import Corridor, Online
from corridor_kg.errors import BadParameter, CorridorError, GraphNotFound
from corridor_kg.stored_queries import StoredQueries, StoredQuery

Command = TypeVar("Command", bound=Callable[..., Any])

PROFILES = ("errors", "warnings")
SEVERITIES = ("violation", "warning", "info")  # as in reports, which is not imported before it is needed
PARTS = ("stated", "links", "inferred", "ontology")  # as in exports, which is not imported before it is needed
EXPORT_FORMATS = ("turtle", "trig", "nquads", "ntriples", "rdfxml", "jsonld", "schema-org", "csv", "geojson")
REPORT_FORMATS = ("text", "json", "turtle", "github", "sarif")
FINDINGS, WRONG, INTERRUPTED, CLOSED_PIPE = 1, 2, 130, 141


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; no mistake of a user ends in a traceback.

    Args:
        arguments: What stands behind the command's name; None for what the process was started with.
    """
    warnings.simplefilter("always")
    warnings.showwarning = _show_warning
    _die_on_interrupt()
    try:
        status = cli.main(args=_utf8(arguments), prog_name="corridor-kg", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        status = WRONG
    except click.ClickException as error:
        error.show()
        status = WRONG
    except click.Abort:
        status = INTERRUPTED
    except CorridorError as error:
        click.echo(f"error: {error}", err=True)
        status = WRONG
    except OSError as error:  # what click itself prints: help, version, usage
        status = WRONG
        with contextlib.suppress(OSError):
            click.echo(f"error: standard output cannot be written: {error.strerror or error}.", err=True)
            _forget_output()
    sys.exit(status or 0)


def _utf8(arguments: list[str] | None) -> list[str]:
    """Return the arguments as UTF-8, in whatever encoding the locale made Python read them."""
    try:
        return [os.fsencode(argument).decode() for argument in (sys.argv[1:] if arguments is None else arguments)]
    except UnicodeError:
        raise BadParameter("an argument is not UTF-8; write it in the encoding of the terminal.") from None


# -- Options that commands share ---------------------------------------------------------------------


def _place_options(command: Command) -> Command:
    for option in (
        click.option("--add", multiple=True, metavar="PATH", help="RDF file or folder beside the facts; repeatable."),
        click.option("--graph", metavar="PATH", help="RDF file or folder in place of the bundled facts."),
    ):
        command = option(command)
    return command


def _graph_options(command: Command) -> Command:
    return _place_options(
        click.option("--no-inference", is_flag=True, help="Leave out what the ontology implies.")(command)
    )


def _output_options(*formats: str) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        command = click.option(
            "--output",
            "-o",
            metavar="FILE",
            type=click.Path(dir_okay=False),
            help="Write to a file, whole or not at all.",
        )(command)
        return click.option("--format", "-f", "format", type=click.Choice(formats), help="How the answer is written.")(
            command
        )

    return decorate


def _corridor(graph: str | None, add: tuple[str, ...], no_inference: bool) -> Corridor:
    corridor = Corridor.load(graph=graph, add=add, inference=not no_inference)
    own = graph is not None or bool(add)
    if own or corridor.clashes:
        from corridor_kg.checking import warn

        warn(corridor, own=own)
    return corridor


def _width() -> int | None:
    """Return the terminal's width in characters; None where there is neither a terminal nor COLUMNS."""
    if sys.stdout is None or (not sys.stdout.isatty() and not os.environ.get("COLUMNS")):
        return None
    import shutil

    return shutil.get_terminal_size().columns


# -- Completion --------------------------------------------------------------------------------------


def _complete_query(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    queries = StoredQueries(locations.QUERIES)
    return [CompletionItem(name, help=queries[name].summary) for name in queries if name.startswith(incomplete)]


def _complete_value(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    corridor = Corridor.load()
    query = corridor.queries.get(context.params.get("name") or "")
    if query is None:
        return []
    words = [*(context.params.get("parameters") or ()), incomplete]
    if len(words) > 1 and words[-1] == "=":  # bash takes = for the end of a word
        name, start, before = words[-2], "", ""
    elif len(words) > 2 and words[-2] == "=":
        name, start, before = words[-3], words[-1], ""
    else:
        name, equals, start = incomplete.partition("=")
        before = f"{name}="
        if not equals:
            return [CompletionItem(f"{known.name}=") for known in query.parameters if known.name.startswith(name)]
    known = {known.name: known for known in query.parameters}
    if name not in known:
        return []
    values = [choice.rpartition("/")[2] for choice in corridor.choices(query, name)]
    if not values and known[name].kind == "thing":
        values = things.slugs(corridor.store)
    return [CompletionItem(f"{before}{value}") for value in values if value.startswith(start)]


def _complete_thing(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    slugs = things.slugs(Corridor.load(inference=False).store)
    return [CompletionItem(slug) for slug in slugs if slug.startswith(incomplete)]


# -- Commands ----------------------------------------------------------------------------------------


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="corridor-kg")
def cli() -> None:
    """Ask the knowledge graph of the Guangzhou-Shenzhen innovation corridor."""


@cli.command()
@click.argument("name", required=False, shell_complete=_complete_query)
@_output_options("table", "json", "markdown")
def queries(name: str | None, format: str | None, output: str | None) -> None:
    """List the stored queries, or show the query NAME whole."""
    from corridor_kg import catalogue

    stored = StoredQueries(locations.QUERIES)
    _write(catalogue.write(stored, name, format or "table", width=_width()), output)


@cli.command()
@click.argument("name", shell_complete=_complete_query)
@click.argument("parameters", nargs=-1, metavar="[PARAMETER=VALUE]...", shell_complete=_complete_value)
@click.option("--online", is_flag=True, help="Let a query that asks a service use the network.")
@click.option("--endpoint", metavar="URL", help="With --online: the SPARQL endpoint to ask instead of the query's own.")
@click.option("--timeout", metavar="SECONDS", type=float, help="With --online: how long it may take; 30 by default.")
@_graph_options
@_output_options(*ROW_FORMATS, *GRAPH_FORMATS)
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
    query = StoredQueries(locations.QUERIES)[name]
    values = _values(query, parameters)
    corridor = _corridor(graph, add, no_inference)
    answer = corridor.run(name, Online(endpoint, timeout) if online else None, **values)
    _write(answer.write(format or _by_ending(output), width=_width()), output)
    if isinstance(answer, Rows) and not len(answer):
        _hint(corridor, query, values)


@cli.command()
@click.argument("query", required=False)
@click.option("--file", metavar="FILE", type=click.Path(dir_okay=False), help="Read the query from a file.")
@_graph_options
@_output_options(*ROW_FORMATS, *GRAPH_FORMATS)
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
    corridor = _corridor(graph, add, no_inference)
    _write(corridor.sparql(text).write(format or _by_ending(output), width=_width()), output)


@cli.command()
@click.argument("thing", shell_complete=_complete_thing)
@_graph_options
@_output_options("table", "json", *GRAPH_FORMATS)
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
    corridor = _corridor(graph, add, no_inference)
    _write(corridor.describe(thing).write(format or _by_ending(output)), output)


@cli.command()
@click.argument("subject", shell_complete=_complete_thing)
@click.argument("predicate")
@click.argument("object", shell_complete=_complete_thing)
@click.option("--all", "every", is_flag=True, help="Give every way in which it follows, not the shortest alone.")
@_graph_options
@_output_options("table", "json", "turtle")
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
    corridor = _corridor(graph, add, no_inference)
    explanation = corridor.why(subject, predicate, object, every=every)
    _write(explanation.write(format or "table"), output)
    return 0 if explanation else FINDINGS


@cli.command()
@click.argument("article", type=click.Path(dir_okay=False))
@_graph_options
@_output_options("table", "json")
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
    _write(found.write(format or _by_ending(output)), output)
    return 0 if found.holds else FINDINGS


@cli.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--profile", type=click.Choice(PROFILES), default="errors", help="Look also for what is missing.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), default="violation", help="What makes the exit status 1.")
@click.option("--only", multiple=True, metavar="CHECK", help="Nothing but what this check, shape or rule finds.")
@click.option("--skip", multiple=True, metavar="CHECK", help="Not what this check, shape or rule finds.")
@_graph_options
@_output_options(*REPORT_FORMATS)
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
    _write(report.write(format or "text"), output)
    return FINDINGS if report.worst(fail_on) else 0


@cli.command()
@click.option("--format", "-f", metavar="FORMAT", help=f"One of {', '.join(EXPORT_FORMATS)}.")
@click.option("--output", "-o", metavar="PATH", help="A file, or a folder for csv; its ending tells the format.")
@click.option(
    "--thing", "names", multiple=True, shell_complete=_complete_thing, help="Only this, and what belongs to it."
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
@_place_options
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
        _write(f"{taken.hash()}\n", output)
    elif output is not None:
        taken.write(output, format=format, force=force)
    else:
        _write(taken.blocks(format or "turtle"), None)


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


def _by_ending(path: str | None) -> str:
    """Return the format that a file's ending stands for; a table where it stands for none."""
    return _ENDINGS.get(os.path.splitext(path or "")[1].lower(), "table")


def _hint(corridor: Corridor, query: StoredQuery, values: dict[str, list[str]]) -> None:
    """Say on standard error which values would give rows, where an answer has none."""
    for name in values:
        choices = [choice.rpartition("/")[2] for choice in corridor.choices(query, name)]
        if choices:
            click.echo(f"no rows; {name} may be {', '.join(choices)}.", err=True)


# -- Ending well -------------------------------------------------------------------------------------


def _write(text: str | Iterable[bytes], path: str | None) -> None:
    """Write an answer; where the reader has gone, end in silence, as tools in a pipe do."""
    try:
        output.write(text, path)
    except BrokenPipeError:
        _forget_output()
        sys.exit(CLOSED_PIPE)


def _forget_output() -> None:
    """Let what could not be written go, else Python complains at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_warning(message: Warning | str, *_: object, **__: object) -> None:
    click.echo(f"warning: {message}", err=True)


def _die_on_interrupt() -> None:
    """Let Ctrl-C end the process at once, even while the engine computes.

    Python runs signal handlers between its own instructions, and so not before the engine returns; the
    wake-up descriptor is written to at once, and a thread can wait on it.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)

    def wait() -> None:
        (number,) = os.read(reading, 1)
        output.discard_unfinished()
        os.write(2, b"interrupted; nothing was written.\n")
        os._exit(128 + number)

    threading.Thread(target=wait, daemon=True).start()
