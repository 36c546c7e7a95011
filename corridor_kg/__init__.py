"""Corridor KG: a knowledge graph of the Guangzhou-Shenzhen Science and Technology Innovation Corridor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridor_kg.version import __version__ as __version__

if TYPE_CHECKING:
    from corridor_kg.answers.answer import Answer
    from corridor_kg.answers.rows import Row, Rows
    from corridor_kg.answers.triples import Triples
    from corridor_kg.answers.truth import Truth
    from corridor_kg.corridor import Corridor
    from corridor_kg.errors import CorridorError
    from corridor_kg.questions.asking import Online

__all__ = ["Answer", "Corridor", "CorridorError", "Online", "Row", "Rows", "Triples", "Truth"]

_HOMES = {
    "Answer": "answers.answer",
    "Corridor": "corridor",
    "CorridorError": "errors",
    "Online": "questions.asking",
    "Row": "answers.rows",
    "Rows": "answers.rows",
    "Triples": "answers.triples",
    "Truth": "answers.truth",
}
"""The module of each name; late for the cold start."""


def __dir__() -> list[str]:
    """Return what the package offers, so that a shell can complete it."""
    return [*__all__, "__version__"]


def __getattr__(name: str) -> object:
    """Import what the package offers when it is asked for, so that the command line starts light."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib  # late for the cold start

    return getattr(importlib.import_module(f"corridor_kg.{_HOMES[name]}"), name)
