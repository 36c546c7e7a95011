"""What each process that answers needs, imported once before they begin, so that a new one begins at once."""

from __future__ import annotations

from corridor_kg.answers import tables
from corridor_kg.comparison import comparing
from corridor_kg.exports import export
from corridor_kg.questions import catalogue, descriptions

__all__ = ["catalogue", "comparing", "descriptions", "export", "tables"]
