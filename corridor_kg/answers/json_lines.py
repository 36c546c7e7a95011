"""JSON Lines: a row is an object of JSON on a line of its own (jsonlines.org), with every column in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

_LINE_ENDS = str.maketrans({end: f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"})
"""What some readers take for the end of a line, though JSON lets it stand in a text."""


def serialize(rows: Iterable[Mapping[str, object]]) -> str:
    r"""Return rows of plain values of JSON, a line each.

    >>> print(serialize([{"city": "广州", "area": 7434.4, "until": None}]), end="")
    {"city": "广州", "area": 7434.4, "until": null}
    """
    return "".join(f"{json.dumps(row, ensure_ascii=False, allow_nan=False).translate(_LINE_ENDS)}\n" for row in rows)
