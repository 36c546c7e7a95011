"""What every command holds to: nothing that was given is left out without a word, and a number is a number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from corridor_kg.rdf.vocabulary import XSD

_NEGATIVE = re.compile(r"-(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|-INF")
"""A negative number as XML Schema writes it; no option is called so."""


class Command(click.Command):
    """A command that takes a negative number for a value, and refuses an option that is given twice.

    Where an option may be repeated, it says so; of any other, the last would count, and the rest be lost in silence.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse arguments as click does."""
        if any(map(_NEGATIVE.fullmatch, args)):
            ctx.ignore_unknown_options = True  # it takes what no option is called for a value
        try:
            if not ctx.resilient_parsing:
                _, _, order = self.make_parser(ctx).parse_args(args=list(args))
                refuse_repeated(ctx, order)
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.option_name.startswith("--"):
                raise
            told = f"{error.message} A value that begins with a hyphen stands behind --."
            raise click.NoSuchOption(error.option_name, told, ctx=ctx) from None


def refuse_repeated(ctx: click.Context, order: Sequence[click.Parameter]) -> None:
    """Refuse an option that stands several times, unless it is repeatable or means the same each time."""
    for option, times in Counter(order).items():
        if times == 1 or not isinstance(option, click.Option) or option.multiple or option.is_eager:
            continue
        if not option.is_flag or option.secondary_opts:
            names = " or ".join((*option.opts, *option.secondary_opts))
            raise click.UsageError(f"{names} is given {times} times, and one alone can count; give one.", ctx)


class FloatRange(click.FloatRange):
    """A number of a range, as XML Schema writes numbers: no other digits, no underscores, nothing endless."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number, or fail."""
        from corridor_kg.rdf import datatypes  # late, so that a help text need not wait for it

        if isinstance(value, str) and datatypes.number(value) is None:
            self.fail(f"{value!r} is not a valid float; write it as 2.5.", param, ctx)
        return super().convert(value, param, ctx)


class IntRange(click.IntRange):
    """A whole number of a range, as XML Schema writes it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number, or fail."""
        from corridor_kg.rdf import datatypes  # late, as above

        if isinstance(value, str) and not datatypes.is_valid(value, f"{XSD}integer"):
            self.fail(f"{value!r} is not a valid integer; write it as 10.", param, ctx)
        return super().convert(value, param, ctx)
