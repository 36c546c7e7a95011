"""As what the rows of an answer are drawn, and what the picture needs that stands in no row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

if TYPE_CHECKING:  # late for the cold start: few answers are drawn
    from corridor_kg.pictures.maps import Spot


def _nowhere(thing: NamedNode) -> None:
    """Know no coordinates."""


class View(NamedTuple):
    """As what rows are drawn.

    Attributes:
        kind: One of `corridor_kg.choices.VIEWS`; empty where nobody says.
        title: Called for what the picture is called, which is read only then; it may be empty.
        spot: Called with a thing for where it is, when a map is drawn; None where nobody knows.
    """

    kind: str = ""
    title: Callable[[], str] = str
    spot: Callable[[NamedNode], Spot | None] = _nowhere
