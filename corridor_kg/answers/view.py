"""As what the rows of an answer are drawn, and where the things of a map are."""

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
        spot: Called with a thing for where it is, when a map is drawn; None where nobody knows.
    """

    kind: str = ""
    spot: Callable[[NamedNode], Spot | None] = _nowhere
