"""What a notebook shows of an object, which it asks for as ``_repr_html_``: its text or a table, without a script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol


class HasText(Protocol):
    """What can be written as a text for people."""

    def to_text(self) -> str:
        """Return it."""


def shows_text(shown: HasText) -> str:
    r"""Return the text of an object; a class that has one takes this as its ``_repr_html_``.

    >>> class Wish:
    ...     _repr_html_ = shows_text
    ...     def to_text(self): return "a <b> wish\n"
    >>> Wish()._repr_html_()
    '<pre>a &lt;b&gt; wish</pre>'
    """
    return preformatted(shown.to_text())


def preformatted(text: str) -> str:
    """Return a text as it is, its lines as they are."""
    return f"<pre>{escaped(text.rstrip())}</pre>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table.

    >>> table(["city"], [["<Dongguan>"]])
    '<table><thead><tr><th>city</th></tr></thead><tbody><tr><td>&lt;Dongguan&gt;</td></tr></tbody></table>'
    """
    head = "".join(f"<th>{escaped(name)}</th>" for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escaped(cell)}</td>' for cell in cells)}</tr>" for cells in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def folded_up(summary: str, content: str) -> str:
    """Return what is there to be opened, under a line that says what it is.

    Args:
        summary: The line, a text.
        content: HTML.
    """
    return f"<details><summary>{escaped(summary)}</summary>{content}</details>"


def paragraph(text: str) -> str:
    """Return a text as a paragraph."""
    return f"<p>{escaped(text)}</p>"


def escaped(text: str) -> str:
    r"""Return a text in which nothing is taken for a tag, and nothing that cannot be seen is left.

    >>> escaped("<b>\x1b & 'c'")
    '&lt;b&gt; &amp; &#x27;c&#x27;'
    """
    import html  # late for the cold start: only a notebook asks for it

    return html.escape("".join(character for character in text if character >= " " or character in "\n\t"))
