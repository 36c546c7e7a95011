"""Corridor KG: a knowledge graph of the Guangzhou-Shenzhen Science and Technology Innovation Corridor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridor_kg.version import __version__ as __version__

if TYPE_CHECKING:
    from corridor_kg.answers.answer import Answer, Row, Rows, Triples, Truth
    from corridor_kg.corridor import Corridor, Online
    from corridor_kg.errors import CorridorError

__all__ = ["Answer", "Corridor", "CorridorError", "Online", "Row", "Rows", "Triples", "Truth"]

_MODULES = {"Corridor": "corridor", "CorridorError": "errors", "Online": "corridor"}


def __getattr__(name: str) -> object:
    """Import what the package offers when it is asked for, so that the command line starts light."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"corridor_kg.{_MODULES.get(name, 'answers.answer')}"), name)
