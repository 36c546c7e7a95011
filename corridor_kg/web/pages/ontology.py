"""The ontology: each term with its definition, an example, and how often it is used."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.answers.rows import Rows
from corridor_kg.corridor import Corridor
from corridor_kg.rdf.vocabulary import ONTOLOGY, OWL, expand, shorten
from corridor_kg.web.limits import Limits
from corridor_kg.web.messages import Asked, Reply
from corridor_kg.web.pages import addresses
from corridor_kg.web.pages.tables import Part
from corridor_kg.web.pages.visit import Visit

_KINDS = {"Class": "classes", "ObjectProperty": "relations", "DatatypeProperty": "values"}

_TERMS = """
SELECT DISTINCT ?term ?kind
WHERE {
  VALUES ?kind { %s }
  ?term a ?kind .
  FILTER(ISIRI(?term) && STRSTARTS(STR(?term), "%s"))
}
ORDER BY LCASE(STR(?term))
"""


_OWL = " ".join(f"owl:{kind}" for kind in addresses.TERMS)


class Term(NamedTuple):
    """A term of the ontology.

    Attributes:
        name: Its local name, which is its place on the page.
        curie: Its CURIE.
        kind: Whether it is a class, a relation between things, or one to a value.
        label: What it is called.
        definition: What it means.
        notes: What else is said of it, such as what to write in its place.
        relations: What it is related to: broader terms, those of other vocabularies, what replaces it.
        examples: Things that it fits, in words.
        uses: How often it is used, with what follows.
        is_deprecated: Whether another is to be written.
    """

    name: str
    curie: str
    kind: str
    label: str
    definition: str
    notes: list[str]
    relations: list[tuple[str, list[Part]]]
    examples: list[str]
    uses: int
    is_deprecated: bool


_RELATIONS = {
    "rdfs:subClassOf": "is a kind of",
    "rdfs:subPropertyOf": "implies",
    "owl:inverseOf": "the other way round",
    "rdfs:domain": "of",
    "schema:domainIncludes": "of, among others",
    "rdfs:range": "leads to",
    "schema:rangeIncludes": "leads to, among others",
    "owl:equivalentClass": "is the same as",
    "owl:equivalentProperty": "is the same as",
    "skos:closeMatch": "is close to",
    "dcterms:isReplacedBy": "is replaced by",
}


def page(corridor: Corridor, asked: Asked, limits: Limits) -> Reply:
    """Return the page."""
    visit = Visit(corridor, asked, limits)
    uses = corridor.data.uses
    kinds: dict[str, str] = {}
    for row in _rows(corridor, _TERMS % (_OWL, ONTOLOGY)):
        kinds.setdefault(str(row.term), _KINDS.get(str(row.kind).removeprefix(OWL), "values"))
    terms = [_term(visit, iri, kind, uses[iri]) for iri, kind in kinds.items()]
    groups = {
        kind: [term for term in terms if term.kind == kind and not term.is_deprecated]
        for kind in dict.fromkeys(_KINDS.values())
    }
    old = [term for term in terms if term.is_deprecated]
    return visit.page("ontology.html", visit.word("ontology"), groups={**groups, "deprecated": old})


def _rows(corridor: Corridor, text: str) -> Rows:
    answer = corridor.sparql(text)
    assert isinstance(answer, Rows)
    return answer


def _term(visit: Visit, iri: str, kind: str, uses: int) -> Term:
    label = visit.label(iri)
    texts = {name: _values(visit, iri, name) for name in ("definition", "scopeNote", "changeNote", "example")}
    relations = {
        words: [
            Part(visit.label(value), visit.thing(value))
            for value in dict.fromkeys(_things(visit, iri, expand(predicate) or ""))
            if value != iri
        ]
        for predicate, words in _RELATIONS.items()
    }
    return Term(
        name=iri.removeprefix(ONTOLOGY),
        curie=shorten(iri),
        kind=kind,
        label=label,
        definition=" ".join(texts["definition"]),
        notes=[*texts["scopeNote"], *texts["changeNote"]],
        relations=[(words, parts) for words, parts in relations.items() if parts],
        examples=texts["example"],
        uses=uses,
        is_deprecated="true" in _literals(visit, iri, f"{OWL}deprecated"),
    )


def _values(visit: Visit, iri: str, name: str) -> list[str]:
    return _literals(visit, iri, expand(f"skos:{name}") or "")


def _literals(visit: Visit, iri: str, predicate: str) -> list[str]:
    found = (quad.object for quad in visit.corridor.data.engine.match(NamedNode(iri), NamedNode(predicate)))
    return sorted(term.value for term in found if isinstance(term, Literal))


def _things(visit: Visit, iri: str, predicate: str) -> list[str]:
    found = (quad.object for quad in visit.corridor.data.engine.match(NamedNode(iri), NamedNode(predicate)))
    return sorted(term.value for term in found if isinstance(term, NamedNode))
