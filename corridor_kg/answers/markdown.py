r"""Texts in the cells of a Markdown table, so that what is shown is what the text was.

GitHub's renderer is meant (GFM): emphasis, code, links, entities, tags, formulas and addresses in a value are
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# a backslash is written as a reference, for before a bar two readers do not agree about it; an underscore within a
# word and an ampersand before a space mean nothing, and stay readable
_SPECIAL = re.compile(r"[`*\[\]<>~$|]|&(?=#?\w)|:(?=//)|(?<=www)\.|(?<![^\W_])_|_(?![^\W_])", re.IGNORECASE)


def escaped(text: str) -> str:
    r"""Return a text as a cell of a table has it; a line end is ``<br>``.

    >>> print(escaped("<b>|*a*_b_ a_b\nplace:x http://e.org"))
    \<b\>\|\*a\*\_b\_ a_b<br>place:x http\://e.org
    """
    lines = re.split(r"\r\n?|\n", text)
    return "<br>".join("&#92;".join(_SPECIAL.sub(r"\\\g<0>", part) for part in line.split("\\")) for line in lines)


def code(text: str) -> str:
    r"""Return a text of one line as code in a cell.

    >>> print(code("[city=THING ...]"), code("a`b|c"))
    `[city=THING ...]` ``a`b\|c``
    """
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}".replace("|", "\\|")


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table whose cells are Markdown already.

    >>> print(table(["a", "b"], [["1", "2"]]), end="")
    | a | b |
    | --- | --- |
    | 1 | 2 |
    """
    head = list(columns)
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ["---"] * len(head), *rows))
