"""``corridor-kg source``: read a new article, a module a command."""

from __future__ import annotations

import click

from corridor_kg.cli.lazy import FolderOfCommands


@click.group("source", cls=FolderOfCommands, package=__name__)
def command() -> None:
    """Read a new source: lay an article out, draft what it states, keep it up to date."""
