"""Answers: rows of a SELECT, the truth of an ASK, the triples of a CONSTRUCT or DESCRIBE.

An answer holds no engine open and can be read as often as one likes.
"""

from __future__ import annotations

from pyoxigraph import QueryBoolean, QuerySolutions

from corridor_kg.answers.rows import Rows
from corridor_kg.answers.triples import Triples
from corridor_kg.answers.truth import Truth
from corridor_kg.engine.engine import Found

Answer = Rows | Truth | Triples


def answer(found: Found) -> Answer:
    """Return what an engine found as an answer of its kind."""
    if isinstance(found, QuerySolutions):
        return Rows(found)
    return Truth(found) if isinstance(found, QueryBoolean) else Triples(found)
