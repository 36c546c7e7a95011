"""A mapping: that a thing is, or is not, known elsewhere by an identifier; why, since when and how sure.

In RDF a mapping is an ``owl:Axiom`` about the triple that links (SSSOM, serialisation as RDF). A code such as
``441900`` is a literal, the datatype of its ``skos:notation`` the authority that gives it. A reading, which is an
``owl:Axiom`` too, about a fact that no passage prints, is no mapping.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad, Triple

from corridor_kg.choices import RELATIONS
from corridor_kg.model.slots import BY_PROPERTY, MODIFIERS, SLOTS, SSSOM, TYPES, Slot
from corridor_kg.rdf.datatypes import number
from corridor_kg.rdf.terms import AXIOM, DERIVED_FROM, READING, TYPE
from corridor_kg.rdf.vocabulary import SKOS, XSD, prefixes

NO_TERM = f"{SSSOM}NoTermFound"
NEGATED = MODIFIERS["Not"]
LITERAL = TYPES["rdfs literal"]
EXACT = f"{SKOS}exactMatch"
MATCHES = tuple(SKOS + name for name in RELATIONS)
TOOL = "corridor-kg"
"""What a mapping that was made here names as its tool."""

CURATED = prefixes()["semapv"] + "ManualMappingCuration"
MATCHED = prefixes()["semapv"] + "CompositeMatching"

_NODES = prefixes()["mapping"]
_DATATYPES = {"date": f"{XSD}date", "number": f"{XSD}double"}

Values = tuple[str, ...]

Key = tuple[str, str, str]
"""What a mapping is about: thing, authority where only that tells codes apart, identifier."""


@dataclass(frozen=True)
class Mapping:
    """A link to the same or a like thing elsewhere, or the word that there is none.

    Attributes:
        slots: The values of its slots by name, as SSSOM has them: IRIs in full, dates and numbers as written.
        evidence: The IRIs of the sources that it is derived from.
        extensions: What a table has beside the slots of the standard, by column; kept as it is, and no RDF.
        node: Its own IRI; made from what it links where it is empty.
    """

    slots: Table[str, Values]
    evidence: Values = ()
    extensions: Table[str, str] = field(default_factory=dict)
    node: str = field(default="", compare=False)

    def __getitem__(self, slot: str) -> str:
        """Return the first value of a slot; empty where it has none.

        Raises:
            KeyError: SSSOM has no such slot.
        """
        return next(iter(self.slots.get(SLOTS[slot].name, ())), "")

    @property
    def subject(self) -> str:
        """The IRI of the thing of ours."""
        return self["subject_id"]

    @property
    def target(self) -> str:
        """The IRI elsewhere, the code where it is a literal, or ``sssom:NoTermFound``."""
        return self["object_label"] if self.is_code else self["object_id"]

    @property
    def authority(self) -> str:
        """The IRI of the authority whose identifier it is; empty where it is not known."""
        return self["object_source"]

    @property
    def is_code(self) -> bool:
        """Whether the identifier is a code rather than an IRI."""
        return self["object_type"] == LITERAL

    @property
    def negated(self) -> bool:
        """Whether it says that the two are not the same."""
        return self["predicate_modifier"] == NEGATED

    @property
    def closed(self) -> bool:
        """Whether it says that an identifier was looked for and none was found."""
        return self["object_id"] == NO_TERM

    @property
    def decision(self) -> str:
        """``linked``, ``rejected`` or ``closed``."""
        return "closed" if self.closed else "rejected" if self.negated else "linked"

    @property
    def key(self) -> Key:
        """What makes it the same mapping as another: a later one about the same takes its place."""
        return (self.subject, self.authority if self.is_code or self.closed else "", self.target)

    @property
    def iri(self) -> NamedNode:
        """Its own IRI."""
        return NamedNode(self.node or node(self))

    def with_slots(self, **values: str | Values) -> Mapping:
        """Return it with some slots set anew; an empty value leaves the slot out."""
        new = {name: (value,) if isinstance(value, str) else value for name, value in values.items()}
        slots = {name: value for name, value in {**self.slots, **new}.items() if any(value)}
        return replace(self, slots=slots)

    @property
    def link(self) -> Triple | None:
        """The triple that it states; None where there is none, or where it denies it."""
        if self.closed or self.negated:
            return None
        target = Literal(self.target, datatype=NamedNode(self.authority)) if self.is_code else NamedNode(self.target)
        return Triple(NamedNode(self.subject), NamedNode(self["predicate_id"]), target)

    @property
    def triple(self) -> Triple:
        """The triple by which the mapping names what it leads to: where it is found in a file."""
        slot = SLOTS["object_label" if self.is_code else "object_id"]
        return Triple(self.iri, NamedNode(slot.property), _term(slot, self.target))

    def triples(self) -> Iterator[Triple]:
        """Yield it as RDF: the mapping with its evidence, and the triple that it states."""
        yield Triple(self.iri, TYPE, AXIOM)
        for name, values in self.slots.items():
            for value in values if name != "record_id" else ():
                yield Triple(self.iri, NamedNode(SLOTS[name].property), _term(SLOTS[name], value))
        for source in self.evidence:
            yield Triple(self.iri, DERIVED_FROM, NamedNode(source))
        if self.link:
            yield self.link


def read(quads: Iterable[Quad]) -> list[Mapping]:
    """Return the mappings among some quads, sorted by what they link.

    Args:
        quads: In any order; what belongs to no mapping is left aside.
    """
    axioms: set[NamedNode] = set()
    readings: set[NamedNode] = set()
    facts: dict[object, list[Quad]] = {}
    for quad in quads:
        if quad.predicate == TYPE and isinstance(quad.subject, NamedNode):
            if quad.object == AXIOM:
                axioms.add(quad.subject)
            if quad.object == READING:
                readings.add(quad.subject)
        if quad.predicate.value in BY_PROPERTY or quad.predicate == DERIVED_FROM:
            facts.setdefault(quad.subject, []).append(quad)
    found = (_mapping(axiom, facts.get(axiom, ())) for axiom in axioms - readings)
    return sorted((mapping for mapping in found if mapping.subject and mapping["predicate_id"]), key=order)


def order(mapping: Mapping) -> tuple[str, str, str, str]:
    """Return what mappings are sorted by: thing, decision, authority, identifier."""
    rank = ("linked", "rejected", "closed").index(mapping.decision)
    return (mapping.subject, str(rank), mapping.authority, mapping.target)


def is_suggestion(mapping: Mapping) -> bool:
    """Return whether a mapping was suggested by this program, and nobody has put a name to it."""
    ours = mapping["mapping_tool"] == TOOL and mapping["mapping_justification"] == MATCHED
    return ours and not (mapping["author_label"] or mapping["reviewer_label"])


def today() -> str:
    """Return the date that a decision of today has, as XML Schema writes it."""
    return date.today().isoformat()


def node(mapping: Mapping) -> str:
    """Return the IRI of a mapping, made from what it links, so that it reads well and is always the same.

    >>> slots = {"subject_id": ("https://w3id.org/corridor-kg/place/dongguan",), "object_id": (NO_TERM,)}
    >>> node(Mapping(slots))
    'https://w3id.org/corridor-kg/mapping/dongguan-none'
    """
    authority = mapping.authority.rpartition("/")[2]
    target = "none" if mapping.closed else mapping.target
    local = target.rstrip("/").rpartition("/")[2] if authority else target.partition("://")[2] or target
    words = "-".join(filter(None, (mapping.subject.rpartition("/")[2], authority, local)))
    name = re.sub(r"[^A-Za-z0-9_.]+", "-", words).strip("-.")
    if name != words:
        name += "-" + hashlib.sha256("\n".join(mapping.key).encode()).hexdigest()[:6]
    return _NODES + name


def _mapping(axiom: NamedNode, quads: Iterable[Quad]) -> Mapping:
    slots: dict[str, list[str]] = {}
    evidence = []
    for quad in quads:
        if isinstance(quad.object, NamedNode | Literal):
            if quad.predicate == DERIVED_FROM:
                evidence.append(quad.object.value)
            else:
                slot = BY_PROPERTY[quad.predicate.value]
                slots.setdefault(slot.name, []).append(_as_written(slot, quad.object.value))
    ordered = {name: tuple(sorted(slots[name])) for name in SLOTS if name in slots}
    mapping = Mapping(ordered, tuple(sorted(evidence)))
    return mapping if axiom.value == node(mapping) else replace(mapping, node=axiom.value)


def _term(slot: Slot, value: str) -> NamedNode | Literal:
    if slot.kind in ("entity", "iri", "modifier", "type"):
        return NamedNode(value)
    share = number(value) if slot.kind == "number" else None
    value = value if share is None else _double(share)
    return Literal(value, datatype=NamedNode(_DATATYPES[slot.kind])) if slot.kind in _DATATYPES else Literal(value)


def _double(number: float) -> str:
    """Return a number in the canonical form of ``xsd:double``, which every reader of RDF leaves as it is.

    >>> _double(0.95), _double(1.0)
    ('9.5E-1', '1.0E0')
    """
    mantissa, _, exponent = f"{number:.15E}".partition("E")
    mantissa = mantissa.rstrip("0")
    return f"{mantissa}{'0' if mantissa.endswith('.') else ''}E{int(exponent)}"


def _as_written(slot: Slot, text: str) -> str:
    """Return a value as SSSOM/TSV has it: numbers as people write them, and what is none as it stands."""
    share = number(text) if slot.kind == "number" else None
    return text if share is None else f"{share:.15g}"
