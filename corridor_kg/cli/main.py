"""The command line as a whole: its group of commands, and how the process ends.

Exit status: 0 fine, 1 findings, 2 wrong use or input that cannot be read, 130 interrupted, 141 nobody
reads on, 143 told to end.
"""

from __future__ import annotations

import contextlib
import os
import sys
import warnings

import click

from corridor_kg.cli.configuring import config_options, wanted
from corridor_kg.cli.ending import INTERRUPTED, WRONG, die_on_interrupt, forget_output, show_warning
from corridor_kg.cli.lazy import FolderOfCommands
from corridor_kg.cli.strict import refuse_repeated
from corridor_kg.errors import BadParameter, CorridorError
from corridor_kg.spelling import quoted
from corridor_kg.version import __version__


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; no mistake of a user ends in a traceback.

    Args:
        arguments: What stands behind the command's name; None for what the process was started with.
    """
    warnings.simplefilter("always")
    warnings.showwarning = show_warning
    die_on_interrupt()
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
    except MemoryError:
        click.echo(
            "error: the memory of this machine is too small for this; ask for less, or split the files.", err=True
        )
        status = WRONG
    except OSError as error:  # what has no name is what click itself prints: help, version, usage
        status = WRONG
        what = f"{error.filename!r} cannot be used" if error.filename else "standard output cannot be written"
        with contextlib.suppress(OSError):
            click.echo(f"error: {what}: {error.strerror or error}.", err=True)
            if not error.filename:
                forget_output()
    sys.exit(status or 0)


def _utf8(arguments: list[str] | None) -> list[str]:
    """Return the arguments, none of which has bytes that are not UTF-8, but for the names of files that are there."""
    given = [os.fsencode(argument) for argument in (sys.argv[1:] if arguments is None else arguments)]
    for number, argument in enumerate(given, 1):
        try:
            argument.decode()
        except UnicodeError:
            if os.path.lexists(argument):
                continue
            shown = quoted(argument.decode(errors="backslashreplace"))
            raise BadParameter(
                f"argument {number}, {shown}, is not UTF-8; write it in the encoding of the terminal."
            ) from None
    return [argument.decode(errors="surrogateescape") for argument in given]


class _Whole(FolderOfCommands):
    """All the commands; an option before their names is not given twice either."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse arguments as click does."""
        if not ctx.resilient_parsing:
            refuse_repeated(ctx, self.make_parser(ctx).parse_args(args=list(args))[2])
        return super().parse_args(ctx, args)


@click.group(
    cls=_Whole,
    package="corridor_kg.cli.commands",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
    no_args_is_help=True,
    subcommand_metavar="COMMAND [ARGS]...",
)
@config_options
@click.option("--version", is_flag=True, help="Show the version, and which configuration is read.")
@click.pass_context
def cli(context: click.Context, version: bool) -> None:
    """Ask the knowledge graph of the Guangzhou-Shenzhen innovation corridor."""
    config = wanted(context)
    if version:
        click.echo(f"corridor-kg, version {__version__}")
    if version or isinstance(config, str):
        from corridor_kg.files import config as configs  # late for the cold start of a help text

        own = configs.of(config)
        if version and own.file:
            click.echo(f"configuration: {own.file}")
    if version:
        context.exit()
    if context.invoked_subcommand is None:
        context.fail("Missing command.")
