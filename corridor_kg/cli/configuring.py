"""Where one's own configuration is: options that may stand before the name of a command, and behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from corridor_kg.errors import BadParameter

Command = TypeVar("Command", bound=Callable[..., Any])

_GIVEN = f"{__name__}.given"
"""Under what a context, and those below it, keep what the options said."""


def config_options(command: Command) -> Command:
    """Give a command --config and --no-config, which `wanted` reads."""
    text = "Read FILE in place of corridor-kg.toml."
    for option in (
        click.option("--no-config", is_flag=True, expose_value=False, callback=_note, help="Read no corridor-kg.toml."),
        click.option("--config", metavar="FILE", expose_value=False, callback=_note, help=text),
    ):
        command = option(command)
    return command


def _note(context: click.Context, option: click.Parameter, value: str | bool | None) -> None:
    if value is not None and value is not False:
        context.meta.setdefault(_GIVEN, []).append(False if value is True else value)


def wanted(context: click.Context | None = None) -> str | bool | None:
    """Return which configuration a command is to use: a file, False for none, None for that of the working folder.

    Args:
        context: That of the command; None for the one that runs.

    Raises:
        BadParameter: Several are given, or one and none.
    """
    given = (context or click.get_current_context()).meta.get(_GIVEN, [])
    if len(set(given)) < 2:
        return given[0] if given else None
    if False in given:
        raise BadParameter("--config names a configuration, and --no-config leaves it out; give one of them.")
    raise BadParameter(f"--config names {' and '.join(given)}, and one alone can count; give one.")
