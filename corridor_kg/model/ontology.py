"""What the bundled ontology states: its terms, bridges and code lists, without the shapes; read once."""

from __future__ import annotations

import os
from functools import cache

from pyoxigraph import Quad, RdfFormat, parse

from corridor_kg.rdf import bundled, formats


@cache
def files() -> tuple[str, ...]:
    """Return the paths of the ontology's files, sorted."""
    with os.scandir(bundled.ONTOLOGY) as entries:
        return tuple(sorted(entry.path for entry in entries if entry.name.endswith(".ttl")))


@cache
def statements() -> tuple[Quad, ...]:
    """Return what they state, each literal as it was written.

    >>> any("FirstTierCity" in str(quad.subject) for quad in statements())
    True
    """
    return tuple(quad for file in files() for quad in parse(formats.unmarked(file), RdfFormat.TURTLE))
