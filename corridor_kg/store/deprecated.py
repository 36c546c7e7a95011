"""Terms that an ontology keeps for those who still use them, and what has taken the place of each."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.engine.engine import Engine
from corridor_kg.rdf.vocabulary import GRAPHS, OWL, SKOS, shorten

_QUERY = f"""
SELECT ?term ?replacement ?note WHERE {{
  GRAPH <{GRAPHS}ontology> {{ ?term <{OWL}deprecated> true . }}
  OPTIONAL {{ ?term <http://purl.org/dc/terms/isReplacedBy> ?replacement . }}
  OPTIONAL {{ ?term <{SKOS}changeNote> ?note . }}
}}
"""


class Deprecation(NamedTuple):
    """What is said of a term that is deprecated.

    Attributes:
        term: Its CURIE.
        replacements: The IRIs of what to write instead, sorted; may be empty.
        note: What to do, in a sentence of the ontology's; may be empty.

    >>> print(Deprecation("ckg:old", note="Leave it out."))
    ckg:old is deprecated: leave it out.
    >>> print(Deprecation("ckg:old", ("https://w3id.org/corridor-kg/ontology#isLocatedIn",)))
    ckg:old is deprecated: write ckg:isLocatedIn.
    """

    term: str
    replacements: tuple[str, ...] = ()
    note: str = ""

    def __str__(self) -> str:
        if self.note:
            return f"{self.term} is deprecated: {self.note[0].lower()}{self.note[1:]}"
        instead = " or ".join(map(shorten, self.replacements))
        return f"{self.term} is deprecated{f': write {instead}' if instead else ''}."


def deprecations(engine: Engine) -> dict[str, Deprecation]:
    """Return what an ontology says of its deprecated terms, each by its IRI."""
    replacements: dict[str, set[str]] = defaultdict(set)
    notes: dict[str, set[tuple[bool, str]]] = defaultdict(set)
    for row in engine.select(_QUERY):
        term, replacement, note = row["term"], row["replacement"], row["note"]
        if isinstance(term, NamedNode):
            replacements[term.value] |= {replacement.value} if isinstance(replacement, NamedNode) else set()
            notes[term.value] |= {(note.language != "en", note.value)} if isinstance(note, Literal) else set()
    return {
        iri: Deprecation(shorten(iri), tuple(sorted(found)), min(notes[iri], default=(True, ""))[1])
        for iri, found in replacements.items()
    }
