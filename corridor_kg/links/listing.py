"""The links of a graph as people and tools read them: a table, SSSOM/TSV, Turtle, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from corridor_kg.answers import tables
from corridor_kg.choices import LINK_FORMATS
from corridor_kg.errors import refuse_format
from corridor_kg.files import sssom, turtle
from corridor_kg.files.output import printable
from corridor_kg.model import authorities, mappings
from corridor_kg.model.mappings import Mapping
from corridor_kg.model.slots import SLOTS
from corridor_kg.rdf import notebooks
from corridor_kg.rdf.datatypes import number
from corridor_kg.rdf.terms import INFERRED, LABEL
from corridor_kg.rdf.vocabulary import Json, prefixes, shorten
from corridor_kg.store.graph import Graph

COLUMNS = ("thing", "thingLabel", "decision", "identifier", "identifierLabel", "authority", "sure", "date", "comment")

_URL = prefixes()["schema"] + "url"

_SUBJECT = NamedNode(SLOTS["subject_id"].property)


@dataclass(frozen=True)
class Links:
    """Mappings with the sources that they are derived from.

    Attributes:
        mappings: Thing by thing: what is linked, what was rejected, what was closed.
        sources: What is stated of the sources, by their IRIs.
    """

    mappings: tuple[Mapping, ...]
    sources: dict[str, tuple[Quad, ...]]

    def serialize(self, format: str, *, width: int | None = None) -> str:
        """Return them in one of `LINK_FORMATS`.

        Args:
            format: One of these.
            width: How many characters a line of a table may have; None for as many as it takes.

        Raises:
            OutputFailed: The format is none of them.
        """
        if format == "table":
            return self.to_table(width=width)
        refuse_format(format, LINK_FORMATS, what="links")
        writers = {"sssom": self.to_sssom, "turtle": self.to_turtle, "json": self.to_json}
        return writers[format]()

    def to_table(self, *, width: int | None = None) -> str:
        """Return a table, a row a mapping."""
        return tables.render(COLUMNS, self._rows(), width=width)

    def _repr_html_(self) -> str:
        return notebooks.table(COLUMNS, self._rows())

    def _rows(self) -> list[list[str]]:
        return [list(map(printable, _cells(mapping))) for mapping in self.mappings]

    def to_sssom(self) -> str:
        """Return them as SSSOM/TSV; the addresses of the sources stand in ``see_also``."""
        head = {"mapping_set_title": "Links of Corridor KG to open data", "license": sssom.LICENCE}
        rows = tuple(mapping.with_slots(see_also=self._addresses(mapping)) for mapping in self.mappings)
        return sssom.serialize(sssom.MappingSet(sssom.OWN, rows, head))

    def to_turtle(self) -> str:
        """Return them as RDF in Turtle, with the links that they state and the sources of their evidence."""
        triples = [triple for mapping in self.mappings for triple in mapping.triples()]
        used = {source for mapping in self.mappings for source in mapping.evidence}
        return turtle.serialize([*triples, *(quad.triple for source in used for quad in self.sources.get(source, ()))])

    def to_json(self) -> str:
        """Return a JSON list, an object a mapping, each with its evidence."""
        return json.dumps([self._json(mapping) for mapping in self.mappings], ensure_ascii=False, indent=2) + "\n"

    def _json(self, mapping: Mapping) -> Json:
        confidence = number(mapping["confidence"])
        return {
            "thing": mapping.subject,
            "thingLabel": mapping["subject_label"] or None,
            "decision": mapping.decision,
            "relation": shorten(mapping["predicate_id"]),
            "identifier": None if mapping.closed else mapping.target,
            "identifierLabel": None if mapping.is_code else mapping["object_label"] or None,
            "authority": mapping.authority or None,
            "authorityLabel": _authority(mapping) or None,
            "justification": shorten(mapping["mapping_justification"]),
            "confidence": mapping["confidence"] or None if confidence is None else confidence,
            "author": list(mapping.slots.get("author_label", ())),
            "date": mapping["mapping_date"] or None,
            "reviewed": mapping["review_date"] or None,
            "comment": mapping["comment"] or None,
            "evidence": [self._source(source) for source in mapping.evidence],
        }

    def _source(self, source: str) -> Json:
        labels = self._texts(source, LABEL.value)
        return {"source": source, "label": next(iter(labels), None), "url": next(iter(self._texts(source, _URL)), None)}

    def _addresses(self, mapping: Mapping) -> tuple[str, ...]:
        found = {url for source in mapping.evidence for url in self._texts(source, _URL)}
        return tuple(sorted({*mapping.slots.get("see_also", ()), *found}))

    def _texts(self, source: str, predicate: str) -> list[str]:
        texts = (quad.object for quad in self.sources.get(source, ()) if quad.predicate.value == predicate)
        return [text.value for text in texts if isinstance(text, Literal)]


def links(graph: Graph, things: Iterable[str] = ()) -> Links:
    """Return the links of a graph, with what was rejected and what was closed.

    Args:
        graph: The graph.
        things: Slugs, CURIEs, IRIs or labels of things; empty for all.

    Raises:
        UnknownThing: A thing is not there.

    >>> from corridor_kg.store.graph import open_graph
    >>> [mapping.target for mapping in links(open_graph(), ["songshan-lake"]).mappings if not mapping.closed]
    ['441900401']
    """
    wanted = {graph.resolve(name).value for name in ([things] if isinstance(things, str) else things)}
    quads = _of(graph, wanted) if wanted else [*graph.stated()]
    found = tuple(mapping for mapping in mappings.read(quads) if not wanted or mapping.subject in wanted)
    evidence = {NamedNode(source) for mapping in found for source in mapping.evidence}
    if wanted:
        quads = [quad for source in evidence for quad in graph.engine.quads(source) if quad.graph_name != INFERRED]
    sources: dict[str, list[Quad]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and quad.subject in evidence:
            sources.setdefault(quad.subject.value, []).append(quad)
    return Links(found, {source: tuple(of) for source, of in sources.items()})


def _of(graph: Graph, things: Iterable[str]) -> list[Quad]:
    """Return what is said of the mappings of some things, as it was written."""
    leading = (quad for thing in things for quad in graph.engine.quads(None, _SUBJECT, NamedNode(thing)))
    axioms = dict.fromkeys(quad.subject for quad in leading if isinstance(quad.subject, NamedNode))
    said = (quad for axiom in axioms for quad in graph.engine.quads(axiom) if quad.graph_name != INFERRED)
    return list(graph.as_written(said))


def _cells(mapping: Mapping) -> list[str]:
    decision = "none found" if mapping.closed else "rejected" if mapping.negated else _relation(mapping)
    label = "" if mapping.is_code else mapping["object_label"]
    target = "" if mapping.closed else shorten(mapping.target)
    head = [shorten(mapping.subject), mapping["subject_label"], decision, target, label, _authority(mapping)]
    return [*head, mapping["confidence"], mapping["mapping_date"], mapping["comment"]]


def _relation(mapping: Mapping) -> str:
    return shorten(mapping["predicate_id"]).partition(":")[2]


def _authority(mapping: Mapping) -> str:
    """Return the name of a mapping's authority; its CURIE where it is not one of ours."""
    known = {authority.iri: authority.label for authority in authorities.known().values()}
    return known.get(mapping.authority, shorten(mapping.authority))
