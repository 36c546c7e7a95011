"""The properties that verification has rules for."""

from __future__ import annotations

from pyoxigraph import NamedNode

from corridor_kg.rdf.vocabulary import expand


def _term(curie: str) -> NamedNode:
    return NamedNode(expand(curie) or "")


PRINTED_FORM, DENOTES, GROUND = _term("ckg:printedForm"), _term("ckg:denotes"), _term("ckg:ground")
VALUE, EXPECTED_VALUE = _term("sdmx-measure:obsValue"), _term("ckg:expectedValue")
UNIT, QUANTIFIER = _term("sdmx-attribute:unitMeasure"), _term("ckg:hasQuantifier")
MEASURE, QUANTITY_KIND = _term("ckg:hasMeasure"), _term("qudt:hasQuantityKind")
COUNTS = _term("quantitykind:Count")
SPEAKER, DOCUMENT, PUBLISHER = _term("prov:wasAttributedTo"), _term("prov:hadPrimarySource"), _term("schema:publisher")
SUBJECT, HOLDER = _term("ckg:hasSubject"), _term("ckg:isGoalOf")
ROLE, POST_IN, MEMBER = _term("org:role"), _term("org:postIn"), _term("org:member")
DESIGNATED, RANK = _term("ckg:isDesignationOf"), _term("ckg:hasRank")
FIRST_DAY, LAST_DAY = _term("schema:startDate"), _term("schema:endDate")
STEP_NUMBER, TARGET_YEAR = _term("ckg:stepNumber"), _term("ckg:targetYear")

VALUES = (VALUE, EXPECTED_VALUE)
"""What leads to the number of a figure, of a forecast, of a goal."""

SPEAKS = (SPEAKER, DOCUMENT)
"""What leads to who says something, or to the document that says it."""
