"""The slots of a mapping, as SSSOM 1.1 has them (https://mapping-commons.github.io/sssom/).

A slot has a column in SSSOM/TSV and a property in RDF; this is the one list of both.
"""

from __future__ import annotations

from typing import NamedTuple

from corridor_kg.rdf.vocabulary import OWL, RDFS, prefixes

SSSOM = prefixes()["sssom"]
_DCTERMS = prefixes()["dcterms"]
_PAV = "http://purl.org/pav/"


class Slot(NamedTuple):
    """A slot of a mapping.

    Attributes:
        name: Its column in SSSOM/TSV.
        kind: ``entity`` (a CURIE), ``iri``, ``text``, ``date``, ``number`` from 0 to 1, ``modifier`` or ``type``.
        several: Whether it may have several values.
        shared: Whether the head of a file may give it for all the mappings in it.
        property: The IRI of its property.
    """

    name: str
    kind: str
    several: bool
    shared: bool
    property: str


_OWN_PROPERTIES = {
    "subject_id": f"{OWL}annotatedSource",
    "predicate_id": f"{OWL}annotatedProperty",
    "object_id": f"{OWL}annotatedTarget",
    "author_id": f"{_PAV}authoredBy",
    "creator_id": f"{_DCTERMS}creator",
    "license": f"{_DCTERMS}license",
    "mapping_date": f"{_DCTERMS}created",
    "publication_date": f"{_DCTERMS}issued",
    "see_also": f"{RDFS}seeAlso",
    "comment": f"{RDFS}comment",
}

_LISTED = """
    record_id entity
    subject_id entity
    subject_label text
    subject_category text
    predicate_id entity
    predicate_label text
    predicate_modifier modifier
    object_id entity
    object_label text
    object_category text
    mapping_justification entity
    author_id entity several
    author_label text several
    reviewer_id entity several
    reviewer_label text several
    creator_id entity several
    creator_label text several
    license iri
    subject_type type shared
    subject_source entity shared
    subject_source_version text shared
    object_type type shared
    object_source entity shared
    object_source_version text shared
    predicate_type type shared
    mapping_provider iri shared
    mapping_source entity
    mapping_cardinality text
    cardinality_scope text several shared
    mapping_tool text shared
    mapping_tool_id entity shared
    mapping_tool_version text shared
    mapping_date date shared
    publication_date date shared
    review_date date
    confidence number
    reviewer_agreement number
    curation_rule entity several shared
    curation_rule_text text several shared
    subject_match_field entity several shared
    object_match_field entity several shared
    match_string text several
    subject_preprocessing entity several shared
    object_preprocessing entity several shared
    similarity_score number
    similarity_measure text shared
    see_also iri several
    issue_tracker_item entity
    other text
    comment text
"""


def _slot(line: str) -> Slot:
    name, kind, *marks = line.split()
    return Slot(name, kind, "several" in marks, "shared" in marks, _OWN_PROPERTIES.get(name, SSSOM + name))


SLOTS = {slot.name: slot for slot in map(_slot, _LISTED.strip().splitlines())}
"""The slots by name, in the order of the standard, which is that of the columns."""

BY_PROPERTY = {slot.property: slot for slot in SLOTS.values() if slot.name != "record_id"}

TYPES = {
    "owl class": f"{OWL}Class",
    "owl object property": f"{OWL}ObjectProperty",
    "owl data property": f"{OWL}DataProperty",
    "owl annotation property": f"{OWL}AnnotationProperty",
    "owl named individual": f"{OWL}NamedIndividual",
    "skos concept": prefixes()["skos"] + "Concept",
    "rdfs resource": f"{RDFS}Resource",
    "rdfs class": f"{RDFS}Class",
    "rdfs literal": f"{RDFS}Literal",
    "rdfs datatype": f"{RDFS}Datatype",
    "rdf property": prefixes()["rdf"] + "Property",
    "composed entity expression": f"{SSSOM}ComposedEntityExpression",
}
"""What the entity at either end may be, by its word in SSSOM/TSV."""

MODIFIERS = {"Not": f"{SSSOM}NegatedPredicate"}
