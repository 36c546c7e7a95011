"""How an answer finds what writes it in a format."""

from __future__ import annotations

from collections.abc import Callable

from corridor_kg.errors import refuse_format


def serializer(answer: object, format: str, allowed: tuple[str, ...], *, what: str) -> Callable[[], str]:
    """Return the method of an answer that writes a format.

    Raises:
        OutputFailed: The format is none of those allowed.
    """
    refuse_format(format, allowed, what=what)
    found: Callable[[], str] = getattr(answer, f"to_{format}")
    return found
