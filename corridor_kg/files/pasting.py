"""Commands that are printed to be pasted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corridor_kg.spelling import in_quotes

_PLAIN = re.compile(r"[A-Za-z0-9_./:+=][A-Za-z0-9_./:+=-]*|--[a-z-]+")


def command(name: str, *arguments: str, options: Sequence[str] = ()) -> str:
    """Return a command as it can be pasted into a POSIX shell, and into PowerShell.

    A value that has an apostrophe, and also what has a meaning between double quotes, is written for POSIX alone: the
    two shells have no form in common for it.

    Args:
        name: The command, such as ``why``.
        arguments: What it is given; one that opens with a hyphen is not taken for an option.
        options: Options and their values, which come before.

    >>> print(command("why", "<http://e.org/a(b)>", "ckg:isIn", "Xi'an"))
    corridor-kg why '<http://e.org/a(b)>' ckg:isIn "Xi'an"
    """
    ended = ["--"] if any(argument.startswith("-") for argument in arguments) else []
    return " ".join(["corridor-kg", name, *map(quoted, options), *ended, *map(quoted, arguments)])


def quoted(value: str) -> str:
    """Return a value as one word of a command.

    >>> print(quoted("place:dongguan"), quoted("New Town"), quoted("it's $5"))
    place:dongguan 'New Town' 'it'"'"'s $5'
    """
    return value if _PLAIN.fullmatch(value) else in_quotes(value)
