"""XML as the engine writes it, made such that a parser reads the very characters that were there.

Controls, U+FFFE and U+FFFF stand in no XML, not even as references (XML 1.0, section 2.2); a carriage return that is
no reference is read as a line feed (section 2.11). Both can stand in literals alone: IRIs, tags of languages and names
have no such character, and so neither has an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corridor_kg.errors import OutputFailed
from corridor_kg.rdf.terms import language_tag

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_LANGUAGE = re.compile(r'(<[A-Za-z][^<>]*? xml:lang=)"([^"]*)"')
"""The tag of a language in an element; in a text, a bracket is escaped."""


def settled(text: str, values: Iterable[tuple[str, str]], *, instead: str) -> str:
    r"""Return XML whose texts every parser reads as they are, and whose tags of languages have their usual case.

    Args:
        text: The XML, as the engine wrote it.
        values: What stands in it: of what each value is one, and the value. They are looked through only where XML
            cannot hold one of them.
        instead: The formats that can.

    Raises:
        OutputFailed: A value has a character that XML does not have.

    >>> settled("<a>one\rtwo</a>", [("x:a", "one\rtwo")], instead="JSON")
    '<a>one&#13;two</a>'
    """
    if _NOT_IN_XML.search(text):
        for of, value in values:
            if found := _NOT_IN_XML.search(value):
                raise OutputFailed(
                    f"{of} has the character U+{ord(found[0]):04X} in {_shown(value, found.start())}, which XML cannot"
                    f" write; write {instead}."
                )
    text = text.replace("\r", "&#13;")
    return _LANGUAGE.sub(lambda found: f'{found[1]}"{language_tag(found[2])}"', text)


_AROUND = 20
"""How many characters on either side of a wrong one are shown."""


def _shown(value: str, at: int) -> str:
    """Return the part of a value around a character, between quotes and with escapes for what is not seen."""
    start, end = max(0, at - _AROUND), at + _AROUND + 1
    return f"{'…' * (start > 0)}{value[start:end]!r}{'…' * (end < len(value))}"
