"""Commands that are printed to be pasted."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

_PLAIN = re.compile(r"[A-Za-z0-9_./:+=][A-Za-z0-9_./:+=-]*|--[a-z-]+")
_SINGLE = frozenset("'\u2018\u2019\u201a\u201b")
"""What ends a text between single quotes: PowerShell takes typographic ones for quotes as well."""

_IN_DOUBLE = frozenset('"\u201c\u201d\u201e$`\\!')
"""What does not stand for itself between double quotes."""


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
    if _PLAIN.fullmatch(value):
        return value
    if not _SINGLE & set(value):
        return f"'{value}'"
    return shlex.quote(value) if _IN_DOUBLE & set(value) or "'" not in value else f'"{value}"'
