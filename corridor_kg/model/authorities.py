"""The authorities by whose identifiers things are known elsewhere, as the ontology lists them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from corridor_kg.errors import BadParameter
from corridor_kg.model import ontology
from corridor_kg.rdf.terms import is_iri
from corridor_kg.rdf.vocabulary import ONTOLOGY, RDF, RDFS, SKOS, expand, prefixes

_KIND = f"{ONTOLOGY}Authority"


class Authority(NamedTuple):
    """A list of identifiers that somebody keeps.

    Attributes:
        iri: Its IRI here, such as that of ``authority:geonames``.
        label: Its name.
        space: What its identifiers begin with where they are IRIs; empty where they are codes.
        pattern: The regular expression of what follows, or of a code.
        example: An identifier.
    """

    iri: str
    label: str
    space: str
    pattern: str
    example: str

    @property
    def name(self) -> str:
        """The last part of its IRI, by which people call it."""
        return self.iri.rpartition("/")[2]

    def has(self, identifier: str) -> bool:
        """Return whether an IRI or a code has the form of its identifiers.

        >>> known()["dbpedia"].has("http://dbpedia.org/resource/Dongguan")
        True

        What no IRI can hold is refused, whatever the pattern says:

        >>> known()["dbpedia"].has("http://dbpedia.org/resource/A>B")
        False
        """
        local = identifier.removeprefix(self.space)
        formed = identifier.startswith(self.space) and re.fullmatch(self.pattern, local) is not None
        return formed and (not self.space or is_iri(identifier))

    def parse(self, text: str) -> str:
        """Return the identifier that somebody wrote: an IRI, a CURIE, or only its own part.

        Args:
            text: Such as ``Q59218``, ``wd:Q59218`` or ``http://www.wikidata.org/entity/Q59218``.

        Raises:
            BadParameter: It does not have the form of this authority's identifiers.

        >>> known()["geonames"].parse("1812545")
        'https://sws.geonames.org/1812545/'
        """
        whole = expand(text) or text
        for identifier in (whole, f"{self.space}{text}", f"{whole}/", f"{self.space}{text}/"):
            if self.has(identifier):
                return identifier
        short = self.example.removeprefix(self.space).rstrip("/")
        forms = " or ".join(dict.fromkeys((short, self.example)))
        raise BadParameter(f"{text!r} is not an identifier of {self.label}; write it as {forms}.")


@cache
def known() -> dict[str, Authority]:
    """Return the authorities by name.

    >>> known()["wikidata"].space
    'http://www.wikidata.org/entity/'
    """
    facts: dict[str, dict[str, str]] = {}
    kinds = set()
    for quad in ontology.statements():
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            facts.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
            if quad.predicate.value == f"{RDF}type" and quad.object.value == _KIND:
                kinds.add(quad.subject.value)
    found = [_authority(iri, facts[iri]) for iri in sorted(kinds)]
    return {authority.name: authority for authority in found}


def of(iri: str) -> Authority | None:
    """Return the authority whose identifier an IRI is, or None."""
    return next(
        (authority for authority in known().values() if authority.space and iri.startswith(authority.space)), None
    )


def with_space(space: str | None) -> Authority | None:
    """Return the authority whose identifiers begin with a space, or None."""
    return next((authority for authority in known().values() if space and authority.space == space), None)


def _authority(iri: str, facts: dict[str, str]) -> Authority:
    space, pattern = facts.get(prefixes()["void"] + "uriSpace", ""), facts[prefixes()["schema"] + "valuePattern"]
    return Authority(iri, facts[f"{RDFS}label"], space, pattern, facts[f"{SKOS}example"])
