"""Text in columns of a terminal, where a Chinese character is two wide, and a combining mark is none."""

from __future__ import annotations


def padded(text: str, columns: int) -> str:
    """Return a text with spaces behind it, up to so many columns of a terminal.

    >>> padded("广州", 6) + "|", padded("Lisle", 6) + "|"
    ('广州  |', 'Lisle |')
    """
    if text.isascii():
        return text.ljust(columns)
    from rich.cells import cell_len  # late for the cold start

    return text + " " * (columns - cell_len(text))
