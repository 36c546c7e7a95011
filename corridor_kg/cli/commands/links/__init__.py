"""``corridor-kg links``: links to open data, a module a command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from click_default_group import DefaultGroup

from corridor_kg.cli.lazy import FolderOfCommands
from corridor_kg.cli.strict import FloatRange


class _FolderWithDefault(DefaultGroup, FolderOfCommands):
    """The commands of a folder, one of which is meant where none is named."""


@click.group("links", cls=_FolderWithDefault, package=__name__, default="list", default_if_no_args=True)
def command() -> None:
    """Links to open data: list, suggest, match, check.

    Without the name of a command, the links of THING are listed, or all.
    """


timeout = click.option(
    "--timeout",
    metavar="SECONDS",
    type=FloatRange(0.1, 3600),
    default=30,
    help="How long a request to a service may take; 30 by default.",
)


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """Show on standard error, where that is a terminal, how many of some are done."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console  # late for the cold start
    from rich.progress import BarColumn, MofNCompleteColumn, Progress  # late for the cold start

    with Progress(BarColumn(), MofNCompleteColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
