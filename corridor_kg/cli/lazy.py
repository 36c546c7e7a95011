"""A group of commands that finds its commands in a folder, and imports one when it is asked for."""

from __future__ import annotations

import importlib
import os

import click


class FolderOfCommands(click.Group):
    """A group whose commands are the modules of a package, each with a ``command`` in it.

    A new command is a new module, and nothing else. It is found by the name of its file and imported when it is used,
    so that no command makes another one start slowly; only the list of all commands imports them all.

    Args:
        package: The name of the package.
    """

    def __init__(self, *args: object, package: str = "", **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self._package = package
        self.commands.update(dict.fromkeys(self._names()))  # type: ignore[arg-type]  # click looks here for what is near

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, sorted."""
        return sorted(self.commands)

    def _names(self) -> list[str]:
        folder = os.path.dirname(importlib.import_module(self._package).__file__ or "")
        with os.scandir(folder) as entries:
            names = {
                entry.name.removesuffix(".py") for entry in entries if entry.is_dir() or entry.name.endswith(".py")
            }
        return sorted(name for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, or None where there is none."""
        if cmd_name not in self.commands:
            return None
        found: click.Command = importlib.import_module(f"{self._package}.{cmd_name}").command
        return found
