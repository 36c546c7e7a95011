"""What has to stand in print: names, numbers, speakers, posts, years and periods, by the passage that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.store.graph import Graph
from corridor_kg.text import articles

# what has to stand in print, by kind; several forms of one thing are alternatives; what dates a thing stands in
# the first passage that it names
_EXPECTED = """
SELECT DISTINCT ?thing ?label ?passage ?kind ?form ?bound
WHERE {
  ?thing prov:wasDerivedFrom ?passage .
  ?passage a ckg:Passage .
  {
    ?thing ckg:printedForm ?form .
    BIND("number" AS ?kind)
    OPTIONAL {
      ?thing ckg:hasQuantifier ?quantifier .
      ?quantifier rdfs:label ?bound .
      FILTER(?quantifier != <https://w3id.org/corridor-kg/quantifier/exact>)
    }
  }
  UNION
  {
    VALUES ?class { ckg:Place ckg:Organization ckg:Person }
    ?thing a/rdfs:subClassOf* ?class ;
      rdfs:label|skos:altLabel|ckg:printedName ?form .
    FILTER(LANG(?form) IN ("en", ""))
    FILTER NOT EXISTS { ?thing a ckg:UnnamedThing . }
    BIND("name" AS ?kind)
  }
  UNION
  {
    ?thing prov:wasAttributedTo ?speaker .
    ?speaker a ckg:Person ;
      rdfs:label|ckg:printedName ?form .
    FILTER(LANG(?form) IN ("en", ""))
    BIND("speaker" AS ?kind)
  }
  UNION
  {
    ?thing schema:roleName|ckg:printedName ?form ;
      a org:Post .
    BIND("post" AS ?kind)
  }
  UNION
  {
    ?thing ckg:targetYear ?year .
    BIND(STR(?year) AS ?form)
    BIND("year" AS ?kind)
  }
  UNION
  {
    ?thing ckg:printedPeriod ?form .
    ?passage oa:start ?start .
    FILTER NOT EXISTS {
      ?thing prov:wasDerivedFrom ?earlier .
      ?earlier oa:start ?before .
      FILTER(?before < ?start)
    }
    BIND("period" AS ?kind)
  }
  OPTIONAL {
    ?thing rdfs:label ?label .
    FILTER(LANG(?label) = "en")
  }
}
ORDER BY ?thing ?kind ?form
"""


@dataclass(frozen=True)
class Expectation:
    """Something that has to stand in a passage.

    Attributes:
        thing: The CURIE of the thing that says so.
        label: Its label.
        kind: ``number``, ``name``, ``speaker``, ``post``, ``year`` or ``period``.
        forms: Any of these will do.
        bound: The word that bounds a number in print, or None.
    """

    thing: str
    label: str
    kind: str
    forms: tuple[str, ...]
    bound: str | None

    def stands_in(self, plain: str) -> bool:
        """Return whether a normalised text has it."""
        return any(re.search(self._pattern(form), plain, re.IGNORECASE) for form in self.forms)

    def _pattern(self, form: str) -> str:
        plain = re.escape(articles.normalized(form))
        if self.kind in ("number", "year"):
            before = rf"\b{re.escape(self.bound)} \W?" if self.bound else r"(?<![\w,.])"
            return before + plain + r"(?!\w|[,.]\d)"
        # a part of a longer name, such as the family name alone, must not stand in yet another name
        part = any(other.startswith(f"{form} ") for other in self.forms)
        return rf"(?<!\w){plain}(?!\w)" + (r"(?! (?-i:[A-Z]))" if part else "")

    @property
    def problem(self) -> str:
        """What to say where it does not stand there."""
        forms = " or ".join(f'"{form}"' for form in self.forms)
        bound = f'"{self.bound}" before ' if self.bound else ""
        return f"the {self.kind} {bound}{forms} of {self.label} ({self.thing}) does not stand in it."


def expected(graph: Graph) -> dict[str, list[Expectation]]:
    """Return by passage what has to stand in it."""
    grouped: dict[tuple[str, str, str, str, str | None], list[str]] = {}
    for row in graph.rows(_EXPECTED):
        key = (row.passage, row.thing, row.label or row.thing, row.kind, row.bound)
        grouped.setdefault(key, []).append(row.form)
    by_passage: dict[str, list[Expectation]] = {}
    for (passage, thing, label, kind, bound), forms in grouped.items():
        by_passage.setdefault(passage, []).append(Expectation(shorten(thing), label, kind, tuple(forms), bound))
    return by_passage
