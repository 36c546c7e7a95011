"""The kinds of things, in the order in which people read them: what exports group by."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from corridor_kg.model import ontology
from corridor_kg.rdf.vocabulary import RDFS, expand


class Kind(NamedTuple):
    """A kind of things.

    Attributes:
        name: Its plural, as files are named.
        classes: CURIEs of its classes; their subclasses belong to it too.
        shared: Whether its things belong to many others, and so to none of them.
    """

    name: str
    classes: tuple[str, ...]
    shared: bool = False

    @property
    def title(self) -> str:
        """The name as a heading."""
        return self.name.capitalize()


KINDS = (
    Kind("cities", ("ckg:City",)),
    Kind("regions", ("ckg:Region",)),
    Kind("platforms", ("ckg:Platform",)),
    Kind("places", ("ckg:Place",)),
    Kind("groups", ("ckg:Group",)),
    Kind("people", ("ckg:Person",)),
    Kind("organizations", ("ckg:Organization",)),
    Kind("posts", ("org:Post",)),
    Kind("memberships", ("org:Membership",)),
    Kind("designations", ("ckg:Designation",)),
    Kind("plans", ("ckg:Plan",)),
    Kind("steps", ("ckg:PlanStep",)),
    Kind("goals", ("ckg:Goal",)),
    Kind("forecasts", ("ckg:Forecast",)),
    Kind("strengths", ("ckg:Strength",)),
    Kind("statements", ("ckg:Statement",)),
    Kind("figures", ("ckg:Figure",)),
    Kind("readings", ("ckg:Reading",)),
    Kind("links", ("owl:Axiom",)),
    Kind("roles", ("org:Role",), shared=True),
    Kind("measures", ("ckg:Measure",), shared=True),
    Kind("units", ("qudt:Unit",), shared=True),
    Kind("periods", ("ckg:Period",), shared=True),
    Kind("sources", ("ckg:Source",), shared=True),
    Kind("passages", ("ckg:Passage",), shared=True),
    Kind("corrections", ("ckg:Correction",)),
    Kind("mentions", ("ckg:Mention",)),
)
"""The kinds of facts; a thing of several belongs to the first."""

TERMS = (
    Kind("datasets", ("dcat:Dataset", "void:Dataset", "dcat:Distribution")),
    Kind("agents", ("foaf:Agent",)),
    Kind("ontologies", ("owl:Ontology",)),
    Kind("classes", ("owl:Class",)),
    Kind("properties", ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")),
    Kind(
        "codes",
        (
            "ckg:StatementKind",
            "ckg:Quantifier",
            "ckg:Rank",
            "ckg:CorrectionKind",
            "ckg:Authority",
            "skos:Concept",
            "skos:ConceptScheme",
        ),
    ),
)
"""The kinds of what is said of the data set itself and of its vocabulary."""

ESSENTIAL = (
    "org:member",
    "ckg:fillsPost",
    "org:postIn",
    "org:organization",
    "org:role",
    "ckg:isDesignationOf",
    "ckg:isGivenBy",
    "ckg:hasRank",
    "ckg:hasStatementKind",
    "ckg:hasSubject",
)
"""What makes a thing what it is, in the order in which people read it: whose membership, what rank of which place."""

OTHERS = Kind("others", ())
"""What is of none of these kinds."""


def kind_of(types: Collection[str]) -> Kind:
    """Return the kind of a thing.

    Args:
        types: The IRIs of its classes, as stated.

    >>> kind_of(["https://w3id.org/corridor-kg/ontology#FirstTierCity"]).name
    'cities'
    >>> kind_of([]).name
    'others'
    """
    found = [_by_class()[iri] for iri in types if iri in _by_class()]
    return min(found, key=[*KINDS, *TERMS].index) if found else OTHERS


@cache
def superclasses() -> dict[str, frozenset[str]]:
    """Return the classes above each class of the ontology, itself among them, by IRI."""
    direct: dict[str, set[str]] = {}
    for quad in ontology.statements():
        if quad.predicate.value == f"{RDFS}subClassOf":
            direct.setdefault(str(quad.subject)[1:-1], set()).add(str(quad.object)[1:-1])
    return {iri: frozenset(_above(iri, direct)) for iri in direct}


def _above(iri: str, direct: dict[str, set[str]]) -> set[str]:
    above, waiting = {iri}, [iri]
    while waiting:
        more = direct.get(waiting.pop(), set()) - above
        above |= more
        waiting += more
    return above


@cache
def _by_class() -> dict[str, Kind]:
    """Return the first kind of each class."""
    heads = {expand(curie) or curie: kind for kind in [*KINDS, *TERMS][::-1] for curie in kind.classes}
    result = dict(heads)
    for iri, above in superclasses().items():
        kinds = [heads[head] for head in above if head in heads]
        if kinds:
            result[iri] = min(kinds, key=[*KINDS, *TERMS].index)
    return result
