"""What the engine's parser says of a text, without asking anybody's data."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Store


def objection(text: str, prefixes: Mapping[str, str] | None = None) -> str | None:
    """Return why a text is no query; None where it is one.

    pyoxigraph has no parser to be called by itself: a text that is a query after all is asked of an empty store.

    Args:
        text: The text.
        prefixes: Prefixes that need no declaration, each with its namespace.

    >>> objection("ASK { ?s ?p ?o }") is None
    True
    >>> objection("ASK { ?s ?p }")
    'error at 1:...: expected ...'
    """
    try:
        Store().query(text, prefixes=dict(prefixes) if prefixes else None)
    except SyntaxError as error:
        return str(error)
    except (RuntimeError, ValueError):  # it is a query, which cannot be answered
        return None
    return None
