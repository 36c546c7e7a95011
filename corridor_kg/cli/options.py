"""What several commands share: options, what they load, and what a shell completes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from corridor_kg.corridor import Corridor
from corridor_kg.questions.stored_queries import StoredQueries
from corridor_kg.rdf import bundled
from corridor_kg.store import names

Command = TypeVar("Command", bound=Callable[..., Any])


def place_options(command: Command) -> Command:
    """Give a command --graph and --add."""
    for option in (
        click.option("--add", multiple=True, metavar="PATH", help="RDF file or folder beside the facts; repeatable."),
        click.option("--graph", metavar="PATH", help="RDF file or folder in place of the bundled facts."),
    ):
        command = option(command)
    return command


def graph_options(command: Command) -> Command:
    """Give a command --graph, --add and --no-inference."""
    return place_options(
        click.option("--no-inference", is_flag=True, help="Leave out what the ontology implies.")(command)
    )


def output_options(*formats: str) -> Callable[[Command], Command]:
    """Give a command --format, with these formats, and --output."""

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


def load(graph: str | None, add: tuple[str, ...], no_inference: bool) -> Corridor:
    """Load the graph that the options name, and warn of what is wrong with it."""
    corridor = Corridor.load(graph=graph, add=add, inference=not no_inference)
    own = graph is not None or bool(add)
    if own or corridor.clashes:
        from corridor_kg.trust.checking import warn

        warn(corridor, own=own)
    return corridor


def width() -> int | None:
    """Return the terminal's width in characters; None where there is neither a terminal nor COLUMNS."""
    if sys.stdout is None or (not sys.stdout.isatty() and not os.environ.get("COLUMNS")):
        return None
    import shutil

    return shutil.get_terminal_size().columns


# -- Completion --------------------------------------------------------------------------------------


def complete_query(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a stored query."""
    queries = StoredQueries(bundled.QUERIES)
    return [CompletionItem(name, help=queries[name].summary) for name in queries if name.startswith(incomplete)]


def complete_value(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete NAME=VALUE of a stored query's parameter."""
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
        values = names.slugs(corridor.store)
    return [CompletionItem(f"{before}{value}") for value in values if value.startswith(start)]


def complete_thing(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the slug of a thing."""
    slugs = names.slugs(Corridor.load(inference=False).store)
    return [CompletionItem(slug) for slug in slugs if slug.startswith(incomplete)]
