"""``corridor-kg links list``, or ``links`` alone: the links that there are."""

from __future__ import annotations

import click

from corridor_kg.choices import LINK_FORMATS
from corridor_kg.cli.options import Output, Place, complete_thing, output_options, place_options
from corridor_kg.cli.strict import Command
from corridor_kg.corridor import Corridor
from corridor_kg.errors import UnknownThing, did_you_mean


@click.command("list", cls=Command)
@click.argument("things", nargs=-1, metavar="[THING]...", shell_complete=complete_thing)
@place_options
@output_options(*LINK_FORMATS)
@click.pass_context
def command(context: click.Context, things: tuple[str, ...], place: Place, output: Output) -> None:
    """List the links of THING, or all, with their evidence.

    What was rejected and what was looked for in vain is listed too. The word list may be left out.
    """
    corridor = Corridor.load(**place._asdict())
    try:
        found = corridor.links(things)
    except UnknownThing as error:
        raise UnknownThing(f"{error}{_command_near(context, things[0])}") from None
    output.write(found.serialize(output.chosen, width=output.width))


def _command_near(context: click.Context, word: str) -> str:
    """Return that a word may be a misspelt command, which the group takes for the name of a thing."""
    group = context.parent.command if context.parent else None
    known = group.list_commands(context) if isinstance(group, click.Group) else []
    hint = "." if word in known else did_you_mean(word, known)
    return "" if hint == "." else f" It is no command either{hint}"
