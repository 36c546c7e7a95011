"""When two texts are one name for people, and how a name is printed so that it can be pasted. It imports nothing.

Whatever is looked up by a name that somebody wrote (things by their labels, columns of a table, choices of a parameter)
is compared here, and what is near is printed by what is here.
"""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")

WHITE_SPACE = re.compile(r"[^\S\x1c-\x1f]+")
"""A stretch of what Unicode calls white space; Python's own idea has four control characters more."""

_SINGLE = frozenset("'\u2018\u2019\u201a\u201b")
"""What ends a text between single quotes: PowerShell takes typographic ones for quotes as well."""

_IN_DOUBLE = frozenset('"\u201c\u201d\u201e$`\\!')
"""What does not stand for itself between double quotes."""

_STEERING = re.compile("[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, what turns the direction of writing, and halves of characters: none of them can be seen."""


def composed(text: str) -> str:
    r"""Return a text with its accents composed (NFC) and each stretch of white space as one space, none around it.

    >>> composed("\u3000New\xa0 Town\n"), composed("Dong\0guan")
    ('New Town', 'Dong\x00guan')
    """
    return WHITE_SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def folded(text: str) -> str:
    """Return a text as it is compared where people would see no difference: as `composed`, and in one case.

    >>> folded("Cafe\u0301  Mozart ") == folded("CAFÉ MOZART")
    True
    """
    return composed(unicodedata.normalize("NFD", text).casefold())


def fitting(name: str, items: Iterable[Item], *, text: Callable[[Item], str] = str) -> list[Item]:
    """Return the items that a name stands for: those of the very name, else of one that looks the same.

    Case makes no difference where no item has the name in the same case.

    Args:
        name: What somebody wrote.
        items: What may be meant.
        text: The name of an item.

    >>> fitting(" name", ["Name", "name ", "names"]), fitting("NAMES", ["Name", "name ", "names"])
    (['name '], ['names'])
    """
    wanted = folded(name)
    alike = [item for item in items if folded(text(item)) == wanted]
    for exactly in (str, composed):
        if closer := [item for item in alike if exactly(text(item)) == exactly(name)]:
            return closer
    return alike


def in_quotes(text: str) -> str:
    """Return a text between quotes that a POSIX shell takes for one word, and PowerShell too where it can be.

    >>> print(in_quotes("New Town"), in_quotes("Xi'an"), in_quotes("it's $5"))
    'New Town' "Xi'an" 'it'"'"'s $5'
    """
    if not _SINGLE & set(text):
        return f"'{text}'"
    return shlex.quote(text) if _IN_DOUBLE & set(text) or "'" not in text else f'"{text}"'


def quoted(name: str) -> str:
    r"""Return a name between quotes, as one that can be pasted: its white space plain, what cannot be seen escaped.

    >>> print(quoted("New\xa0Town\n"), quoted("\x1b[31m"))
    'New Town' '\x1b[31m'
    """
    return in_quotes(_STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), composed(name)))
