"""What a notebook shows of an object: its text as it is, or a table; escaped, and without a script."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Protocol


class HasText(Protocol):
    """What can be written as a text for people."""

    def to_text(self) -> str:
        """Return it."""


def preformatted(shown: HasText) -> str:
    r"""Return the text of an object for a notebook, which asks for it as ``_repr_html_``.

    >>> class Wish:
    ...     _repr_html_ = preformatted
    ...     def to_text(self): return "a <b> wish\n"
    >>> Wish()._repr_html_()
    '<pre>a &lt;b&gt; wish</pre>'
    """
    return f"<pre>{html.escape(shown.to_text().rstrip())}</pre>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table for a notebook.

    >>> table(["city"], [["<Dongguan>"]])
    '<table><thead><tr><th>city</th></tr></thead><tbody><tr><td>&lt;Dongguan&gt;</td></tr></tbody></table>'
    """
    head = "".join(f"<th>{html.escape(name)}</th>" for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>" for cells in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
