"""What several commands share: where the graph is, how the answer is written, and what a shell completes."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click
from click.shell_completion import CompletionItem

from corridor_kg.answers.answer import Answer
from corridor_kg.answers.rows import Rows
from corridor_kg.choices import WORKBOOK
from corridor_kg.cli.configuring import config_options, wanted
from corridor_kg.cli.ending import write
from corridor_kg.cli.strict import FloatRange
from corridor_kg.corridor import Corridor
from corridor_kg.errors import BadParameter, CorridorError, OutputFailed
from corridor_kg.questions.stored_queries import STORED
from corridor_kg.store import kept

if TYPE_CHECKING:
    from corridor_kg.engine.protocol import Address
    from corridor_kg.questions.nothing import WhyNothing

Command = TypeVar("Command", bound=Callable[..., Any])


class Place(NamedTuple):
    """Which graph a command is about, as its options name it.

    Attributes:
        graph: A path in place of the bundled facts.
        add: Paths beside the facts.
        inference: Whether what the ontology implies is there.
        ontology: A path in place of the bundled ontology; True for that, and False for none.
        config: A file that names what else is there; None for that of the working folder, and False for none.
        as_of: A day or a source, by which sources have to be out; None for all.
        endpoint: The engine that is asked in place of files; None for files.
    """

    graph: str | None
    add: tuple[str, ...]
    inference: bool
    ontology: str | bool
    config: str | bool | None = None
    as_of: str | None = None
    endpoint: Address | None = None

    @property
    def arguments(self) -> list[str]:
        """The options by which a command is about the same graph."""
        more = [("--graph", self.graph), *(("--add", path) for path in self.add)]
        more += [("--ontology", self.ontology)] if isinstance(self.ontology, str) else []
        more += [("--config", self.config)] if isinstance(self.config, str) else []
        more += [("--as-of", self.as_of), ("--endpoint", self.endpoint and self.endpoint.query)]
        flags = ["--no-ontology"] * (self.ontology is False) + ["--no-inference"] * (not self.inference)
        flags += ["--no-config"] * (self.config is False)
        return [*flags, *(part for option, path in more if path is not None for part in (option, path))]

    def files(self) -> Corridor:
        """Open the graph of files, without reading them."""
        return Corridor.open(**self._asdict())

    def open(self) -> Corridor:
        """Open the graph: from disk where it is kept, else its files; or where it is elsewhere."""
        found = self.files()
        if self.endpoint:
            return found
        return Corridor(kept.once_asked_again(found.data).read(), found.config)

    def load(self) -> Corridor:
        """Open the graph, and warn of what is wrong with it."""
        corridor = self.open()
        corridor.warn(own=self.graph is not None or bool(self.add))
        return corridor


class Output(NamedTuple):
    """How an answer is written, and where to.

    Attributes:
        format: The format that was asked for; None for what the ending of the path stands for.
        path: The file; None for standard output.
        formats: Those that the command writes, the usual one first.
        marked: Whether a table begins with a byte-order mark.
    """

    format: str | None
    path: str | None
    formats: tuple[str, ...]
    marked: bool = False

    @property
    def chosen(self) -> str:
        """The format: the one asked for, else that of the path's ending, else the usual one.

        Raises:
            OutputFailed: The path has an ending that stands for no format of the command.
        """
        ending = os.path.splitext(self.path or "")[1].lower()
        if self.format or not ending:
            return self.format or self.formats[0]
        for format in _ENDINGS.get(ending, ()):
            if format in self.formats:
                return format
        known = [end for end, formats in _ENDINGS.items() if set(formats) & set(self.formats)]
        raise OutputFailed(
            f"the ending of {self.path} stands for no format of this command;"
            f" end in {', '.join(known)}, or give --format."
        )

    @property
    def width(self) -> int | None:
        """How many columns a line may have: those of the terminal, and in a file as many as it takes."""
        return _terminal_width() if self.path in (None, "-") else None

    def content(self, answer: Answer, *, ids: bool = False, labels: bool = False) -> str | bytes:
        """Return an answer in the format.

        Args:
            answer: What a query answers.
            ids: Whether identifiers stand beside the names of rows.
            labels: Whether the columns of rows are called by their labels.
        """
        if not isinstance(answer, Rows):
            return answer.serialize(self.chosen, width=self.width)
        if self.chosen == WORKBOOK:
            return answer.to_xlsx(ids=ids)
        return answer.serialize(self.chosen, width=self.width, ids=ids or None, labels=labels)

    def write(self, content: str | bytes) -> None:
        """Write an answer.

        Raises:
            OutputFailed: A mark is asked for, and the format is no table that a spreadsheet opens; or the answer is no
                text, and would go to a terminal.
        """
        if self.marked and self.chosen not in _TABLES:
            raise OutputFailed(f"--bom is for {' and '.join(_TABLES)}, not for {self.chosen}; leave it out.")
        if isinstance(content, str):
            write(f"\ufeff{content}" if self.marked else content, self.path)
            return
        if self.path in (None, "-") and sys.stdout is not None and sys.stdout.isatty():
            raise OutputFailed(f"{self.chosen} is no text for a terminal; name a file with --output.")
        write([content], self.path)


_TABLES = ("csv", "tsv")
"""The formats that a spreadsheet opens, which may take UTF-8 for something else unless a mark says so."""

_ENDINGS = {
    ".txt": ("table", "text"),
    ".csv": ("csv",),
    ".tsv": ("tsv", "sssom"),
    ".json": ("json",),
    ".jsonl": ("jsonl",),
    ".xml": ("xml",),
    ".md": ("markdown",),
    ".html": ("html",),
    ".htm": ("html",),
    ".xlsx": ("xlsx",),
    ".svg": ("svg",),
    ".ttl": ("turtle",),
    ".jsonld": ("jsonld",),
    ".nt": ("ntriples",),
    ".rdf": ("rdfxml",),
    ".sarif": ("sarif",),
}
"""What the ending of a file stands for; of several formats, the one that a command writes."""


def endpoint_options(command: Command) -> Command:
    """Give a command --endpoint, --user and --endpoint-timeout, beside `graph_options`, for its `Place`."""

    @wraps(command)
    def called(
        *args: Any, place: Place, engine: str | None, user: str | None, engine_timeout: float | None, **more: Any
    ) -> Any:
        if engine is None and (user, engine_timeout) != (None, None):
            raise click.UsageError("--user and --endpoint-timeout go with --endpoint.")
        if engine is not None:
            place = place._replace(endpoint=address(engine, user=user, seconds=engine_timeout))
        return command(*args, place=place, **more)

    return with_endpoint("Ask this engine, into which 'load' has put the graph.")(called)  # type: ignore[return-value]


def with_endpoint(what: str) -> Callable[[Command], Command]:
    """Return what gives a command the options that say which engine it is about.

    Args:
        what: What it does with the engine.
    """
    secret = "its password is in CORRIDOR_KG_PASSWORD, or in ~/.netrc"
    options = (
        click.option(
            "--endpoint-timeout",
            "engine_timeout",
            metavar="SECONDS",
            type=FloatRange(0, 3600, min_open=True),
            help="How long the engine may take for a query; 300 by default.",
        ),
        click.option("--user", metavar="NAME", help=f"Who asks the engine; {secret}."),
        click.option("--endpoint", "engine", metavar="URL", help=what),
    )

    def decorate(command: Command) -> Command:
        for option in options:
            command = option(command)
        return command

    return decorate


def address(query: str, *, update: str = "", user: str | None = None, seconds: float | None = None) -> Address:
    """Return where an engine is, and who asks it.

    Args:
        query: The address of its queries.
        update: That of its updates.
        user: Who asks; None for nobody in particular.
        seconds: How long a query may take; None for the usual.

    Raises:
        BadParameter: There is no password for the user.
    """
    from corridor_kg.engine import protocol  # late for the cold start: few graphs are elsewhere
    from corridor_kg.network import logins  # late for the same reason

    login = logins.find(query, user, beside=[update] if update else [])
    return protocol.Address(query, update, login, seconds or protocol.SECONDS)


def place_options(command: Command) -> Command:
    """Give a command --graph, --add, --ontology, --no-ontology, --config, --no-config and --as-of.

    It is called with a `Place` of no inference as ``place``.
    """
    return _with_place(command, inference=False)


def graph_options(command: Command) -> Command:
    """Give a command what `place_options` gives, and --no-inference; it is called with a `Place` as ``place``."""
    return _with_place(
        click.option("--no-inference", is_flag=True, help="Leave out what the ontology implies.")(command),
        inference=True,
    )


def _with_place(command: Command, *, inference: bool) -> Command:
    @wraps(command)
    def called(
        *args: Any,
        graph: str | None,
        add: tuple[str, ...],
        ontology: str | None,
        no_ontology: bool,
        as_of: str | None,
        no_inference: bool = False,
        **more: Any,
    ) -> Any:
        if no_ontology and ontology is not None:
            raise BadParameter("--ontology brings an ontology, and --no-ontology leaves it out; give one of them.")
        puts = "update_endpoint" in more  # as 'load' does, which says what is asked there
        if no_inference and more.get("engine") and not puts:
            raise BadParameter("an endpoint is asked as it was loaded; give --no-inference to 'load' instead.")
        terms = not no_ontology if ontology is None else ontology
        place = Place(graph, add, inference and not no_inference, terms, wanted(), as_of)
        return command(*args, place=place, **more)

    day = "Only what sources say that were certainly out by a day (2017-12-16, 2017-12), or by that of a source."
    for option in (
        config_options,
        click.option("--as-of", metavar="DATE|SOURCE", help=day),
        click.option("--no-ontology", is_flag=True, help="Leave out the ontology: one's own data alone."),
        click.option("--ontology", metavar="PATH", help="RDF file or folder in place of the bundled ontology."),
        click.option("--add", multiple=True, metavar="PATH", help="RDF file or folder beside the facts; repeatable."),
        click.option("--graph", metavar="PATH", help="RDF file or folder in place of the bundled facts."),
    ):
        called = option(called)
    return called  # type: ignore[return-value]


def output_options(*formats: str) -> Callable[[Command], Command]:
    """Give a command --format, with these formats, and --output; it is called with an `Output` as ``output``."""

    def decorate(command: Command) -> Command:
        @wraps(command)
        def called(*args: Any, format: str | None, output: str | None, bom: bool = False, **more: Any) -> Any:
            return command(*args, output=Output(format, output, formats, bom), **more)

        mark = click.option("--bom", is_flag=True, help="For csv and tsv: begin with a mark, as Excel wants.")
        for option in (
            *([mark] if set(formats) & set(_TABLES) else []),
            click.option(
                "--output",
                "-o",
                metavar="FILE",
                type=click.Path(dir_okay=False),
                help="Write to a file, whole or not at all.",
            ),
            click.option("--format", "-f", "format", type=click.Choice(formats), help="How the answer is written."),
        ):
            called = option(called)
        return called  # type: ignore[return-value]

    return decorate


_LANGUAGE = "en"
"""The language of names where no other is asked for."""


class Reading(NamedTuple):
    """How people want to read the rows of an answer.

    Attributes:
        ids: Whether identifiers stand beside the names.
        columns: The columns that are wanted; empty for all.
        labels: Whether columns are called by their labels.
        language: The language of names.
    """

    ids: bool
    columns: tuple[str, ...]
    labels: bool
    language: str

    def content(self, answer: Answer, output: Output) -> str | bytes:
        """Return an answer in the format of an output.

        Raises:
            BadParameter: There is no such column, or the answer has no columns.
        """
        if not isinstance(answer, Rows):
            if self.columns:
                raise BadParameter("--columns is for rows, which this query does not answer with; leave it out.")
            return output.content(answer)
        rows = answer.only(self.columns) if self.columns else answer
        rows.about = rows.about._replace(options=self._given())
        return output.content(rows, ids=self.ids, labels=self.labels)

    def _given(self) -> tuple[str, ...]:
        """Return the options without which the answer would be seen otherwise."""
        columns = ("--columns", ",".join(self.columns)) if self.columns else ()
        language = ("--language", self.language) if self.language != _LANGUAGE else ()
        return (*columns, *(("--ids",) if self.ids else ()), *language)


def reading_options(command: Command) -> Command:
    """Give a command --ids, --columns, --labels and --language; it is called with a `Reading` as ``reading``."""

    @wraps(command)
    def called(*args: Any, ids: bool, columns: str, labels: bool, language: str, **more: Any) -> Any:
        names = tuple(name.strip() for name in columns.split(",") if name.strip())
        return command(*args, reading=Reading(ids, names, labels, language), **more)

    for option in (
        language_option,
        click.option(
            "--labels", is_flag=True, help="Head a table with what people call its columns, as html and xlsx do."
        ),
        click.option("--columns", metavar="A,B", default="", help="These columns alone, in this order."),
        click.option("--ids", is_flag=True, help="Show identifiers beside names, as csv, json and the like do."),
    ):
        called = option(called)
    return called  # type: ignore[return-value]


def language_option(command: Command) -> Command:
    """Give a command --language; it is called with a tag as ``language``."""
    text = "Names in this language where they have one: zh."
    return click.option("--language", metavar="TAG", default=_LANGUAGE, help=text)(command)


def article_option(command: Command) -> Command:
    """Give a command --article; it is called with paths as ``article``."""
    text = "Show the sentences from your own copy: text, HTML, or a folder of such; repeatable."
    return click.option("--article", multiple=True, metavar="PATH", type=click.Path(), help=text)(command)


def why_nothing_option(command: Command) -> Command:
    """Give a command --why-nothing; it is called with a flag as ``why_nothing``."""
    text = "Tell on standard error why an answer is empty: what leaves nothing of it."
    return click.option("--why-nothing", is_flag=True, help=text)(command)


def explain(answer: Answer, why: Callable[[], WhyNothing], output: Output) -> None:
    """Tell on standard error why an answer is empty, where it is.

    Args:
        answer: The answer.
        why: Looks for the reason.
        output: How it is written.
    """
    from corridor_kg.questions import unknown_names  # late for the cold start: few ask for it

    if unknown_names.says_nothing(answer):
        click.echo(why().to_text(width=output.width), err=True, nl=False)


def _terminal_width() -> int | None:
    """Return the terminal's width in characters; None where there is neither a terminal nor COLUMNS."""
    if sys.stdout is None or (not sys.stdout.isatty() and not os.environ.get("COLUMNS")):
        return None
    import shutil  # late for the cold start

    return shutil.get_terminal_size().columns


# -- Completion --------------------------------------------------------------------------------------


def _completed_from(context: click.Context, *, inference: bool = True) -> Corridor:
    """Load what is there to be completed; what is wrong with one's own facts is said by commands, not while typing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return Corridor.load(inference=inference, config=wanted(context))
        except CorridorError:
            return Corridor.load(inference=inference, config=False)


def complete_query(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a stored query."""
    return [CompletionItem(name, help=STORED[name].summary) for name in STORED if name.startswith(incomplete)]


def complete_value(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete NAME=VALUE of a stored query's parameter."""
    corridor = _completed_from(context)
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
        values = corridor.slugs()
    return [CompletionItem(f"{before}{value}") for value in values if value.startswith(start)]


def complete_thing(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the slug of a thing; behind a prefix its CURIE, as drafts have it."""
    corridor = _completed_from(context, inference=False)
    names = corridor.curies() if ":" in incomplete else corridor.slugs()
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def complete_source(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the short name of a source."""
    rows = _completed_from(context, inference=False).sources()
    return [CompletionItem(row.source, help=row.articleLabel) for row in rows if row.source.startswith(incomplete)]


def complete_kind(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a kind of things."""
    from corridor_kg.model.kinds import KINDS, TERMS  # late for the cold start

    return [CompletionItem(kind.name) for kind in (*KINDS, *TERMS) if kind.name.startswith(incomplete)]
