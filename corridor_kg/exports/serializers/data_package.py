"""Tables: one CSV a kind (RFC 4180), and a Frictionless data package that says what every column is.

Nothing is lost: each field of ``datapackage.json`` names its property, and the datatype or language of its values,
so that the tables can be turned into the same statements again.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple, cast

from pyoxigraph import BlankNode, Literal, NamedNode

from corridor_kg.errors import OutputFailed
from corridor_kg.exports import self_description
from corridor_kg.exports.selection import Selection
from corridor_kg.files.output import DESCRIPTOR, SOFTWARE
from corridor_kg.model import ontology
from corridor_kg.model.index import Index
from corridor_kg.model.kinds import ESSENTIAL, KINDS, OTHERS, TERMS
from corridor_kg.rdf.canonical import canonicalized, canonicalized_triples
from corridor_kg.rdf.datatypes import python_value
from corridor_kg.rdf.terms import DERIVED_FROM, LABEL, TYPE, Node, Term, language_tag
from corridor_kg.rdf.vocabulary import SKOS, XSD, context, expand, prefixes, shorten, split

SEPARATOR = "|"
"""What stands between several values in one cell."""

_NUMBERS = (f"{XSD}decimal", f"{XSD}integer")
_FORMS = {
    (f"{XSD}integer",): ("integer", re.compile(r"-?[0-9]+")),
    (f"{XSD}decimal",): ("number", re.compile(r"-?[0-9]+\.[0-9]+")),
    _NUMBERS: ("number", re.compile(r"-?[0-9]+(\.[0-9]+)?")),
    (f"{XSD}boolean",): ("boolean", re.compile(r".+")),
    (f"{XSD}date",): ("date", re.compile(r"[0-9-]{10}")),
    (f"{XSD}gYear",): ("year", re.compile(r"[0-9]{4}")),
}
"""The type of a field for the datatypes of its values, and which of their forms Table Schema has."""


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        name: Its header.
        property: The IRI of the property whose values it has; empty for a column that only helps to read.
        datatypes: IRIs of their datatypes; empty for identifiers, and for texts with a language. Where they are
            both ``xsd:integer`` and ``xsd:decimal``, numbers with a point are the latter, as in Turtle.
        language: Their language; empty for none.
        labels: Whether it has the labels of the identifiers in the column before it.
    """

    name: str
    property: str
    datatypes: tuple[str, ...] = ()
    language: str = ""
    labels: bool = False


def serialize(selection: Selection) -> dict[str, bytes]:
    """Return the files of a selection as tables, by name.

    Raises:
        OutputFailed: Something has no identifier.
    """
    quads = canonicalized_triples(selection.merged(), seconds=selection.seconds)
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise OutputFailed("what has no identifier has no row in a table; leave the ontology out, or write turtle.")
    index = Index(quads)
    names = Index([*quads, *selection.codes()])
    by_kind: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(index.forward, key=lambda node: node.value):
        by_kind[index.kind(node).name].append(node)
    tables = {
        kind.name: _Table(index, by_kind[kind.name], names)
        for kind in (*KINDS, OTHERS, *TERMS[1:])
        if by_kind[kind.name]
    }
    files = {f"{name}.csv": table.csv() for name, table in tables.items()}
    return {**files, DESCRIPTOR: _descriptor(selection, tables)}


class _Table:
    """The things of one kind: a row each, a column for each property and form of value.

    Args:
        index: What is written.
        nodes: The things.
        names: Whence labels are taken, those of codes too, which need not be written.
    """

    def __init__(self, index: Index, nodes: list[Node], names: Index) -> None:
        self._index = index
        self._names = names
        self._nodes = nodes
        self.columns = _named_apart(_columns(index, nodes, names))
        self.cells = {column: [self._cell(node, column) for node in nodes] for column in self.columns}
        self._types = {column: self._type(column) for column in self.columns}

    @property
    def ids(self) -> set[str]:
        """The identifiers of its rows."""
        return {_identifier(node.value) for node in self._nodes}

    def csv(self) -> bytes:
        """Return the table as CSV."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["id", *(column.name for column in self.columns)])
        for number, node in enumerate(self._nodes):
            texts = (self._written(column, self.cells[column][number]) for column in self.columns)
            writer.writerow([_identifier(node.value), *texts])
        return text.getvalue().encode()

    def field(self, column: Column) -> dict[str, Any]:
        """Return what ``datapackage.json`` says of a column."""
        title = (
            column.name.replace("_", ", ") if not column.labels else f"{column.name.removesuffix('Label')}, in words"
        )
        result: dict[str, Any] = {"name": column.name, "title": title}
        if column.labels:
            return {**result, **self._types[column], "description": "Names, to read; not part of the data."}
        extra = {"datatypes": list(column.datatypes), "language": language_tag(column.language)}
        return {
            **result,
            **self._types[column],
            "rdfProperty": column.property,
            **({"description": _definitions()[column.property]} if column.property in _definitions() else {}),
            **{name: value for name, value in extra.items() if value},
        }

    def _type(self, column: Column) -> dict[str, str]:
        cells = self.cells[column]
        if column.property in _plural() or any(len(cell) > 1 or "" in cell for cell in cells):
            if any(SEPARATOR in text or not text for cell in cells for text in cell):
                return {"type": "array"}
            return {"type": "list", "delimiter": SEPARATOR}
        if column.datatypes not in _FORMS:
            return {"type": "string"}
        form, pattern = _FORMS[column.datatypes]
        fits = all(pattern.fullmatch(text) and _has_value(text, column) for cell in cells for text in cell)
        return {"type": form if fits else "string"}

    def several(self, column: Column) -> bool:
        """Return whether the cells of a column may have several values."""
        return self._types[column]["type"] in ("array", "list")

    def _written(self, column: Column, cell: list[str]) -> str:
        if self._types[column]["type"] == "array":
            return json.dumps(cell, ensure_ascii=False) if cell else ""
        return SEPARATOR.join(cell)

    def _cell(self, node: Node, column: Column) -> list[str]:
        values = [value for value in self._index.values(node, column.property) if _fits(value, column)]
        if column.labels:
            return [self._label(value) for value in values]
        return [
            _identifier(value.value) if isinstance(value, NamedNode) else getattr(value, "value", "")
            for value in values
        ]

    def _label(self, value: Term) -> str:
        labels = self._names.values(value, LABEL.value) if isinstance(value, NamedNode) else []
        texts = [label for label in labels if isinstance(label, Literal)]
        ranked = sorted(texts, key=lambda label: (label.language != "en", label.value))
        return ranked[0].value if ranked else shorten(getattr(value, "value", ""))


def _identifier(iri: str) -> str:
    """Return an IRI as a prefixed name, or whole; between angle brackets where it looks like a prefixed name."""
    found = split(iri)
    if found:
        return ":".join(found)
    return f"<{iri}>" if iri.partition(":")[0] in prefixes() else iri


def _has_value(text: str, column: Column) -> bool:
    """Return whether a text is a value of the datatype of its column, and one that readers can reckon with."""
    return not isinstance(python_value(text, column.datatypes[0]), str)


def _fits(value: Term, column: Column) -> bool:
    if not isinstance(value, Literal):
        return not column.datatypes and not column.language
    if value.language or column.language:
        return value.language == (column.language or None)
    return value.datatype.value in column.datatypes


def _columns(index: Index, nodes: Iterable[Node], labels: Index) -> Iterator[Column]:
    """Yield the columns that some things need: names first, evidence last."""
    found: dict[str, set[Term]] = defaultdict(set)
    for node in nodes:
        for quad in index.forward[node]:
            found[quad.predicate.value].add(quad.object)
    names = Counter(map(_name, found))
    for predicate in sorted(found, key=_rank):
        literals = {value for value in found[predicate] if isinstance(value, Literal)}
        links = found[predicate] - literals
        name = _name(predicate) if names[_name(predicate)] == 1 else shorten(predicate).replace(":", "_")
        if links:
            yield Column(name, predicate)
        named = any(isinstance(link, NamedNode) and labels.values(link, LABEL.value) for link in links)
        if named and predicate not in (TYPE.value, DERIVED_FROM.value):
            yield Column(f"{name}Label", predicate, labels=True)
        for language in sorted(
            {value.language for value in literals if value.language}, key=lambda tag: (tag != "en", tag)
        ):
            yield Column(name if language == "en" else f"{name}_{language_tag(language)}", predicate, language=language)
        several = _together({value for value in literals if not value.language})
        for datatypes in several:
            alone = len(several) == 1 and len(literals) == len(found[predicate])
            suffix = "" if alone else "_" + shorten(datatypes[0]).rpartition(":")[2]
            yield Column(name + suffix, predicate, datatypes)


def _named_apart(columns: Iterable[Column]) -> list[Column]:
    """Return columns with names that differ, whatever case is worth: a second ``name`` becomes ``name_2``."""
    taken, result = {"id"}, []
    for column in columns:
        name, number = column.name, 2
        while name.lower() in taken:
            name, number = f"{column.name}_{number}", number + 1
        taken.add(name.lower())
        result.append(column._replace(name=name))
    return result


def _together(literals: set[Literal]) -> list[tuple[str, ...]]:
    """Return the datatypes of literals, those together that one column can hold and tell apart."""
    datatypes = sorted({literal.datatype.value for literal in literals})
    if set(datatypes) == set(_NUMBERS) and all(
        ("." in literal.value) == (literal.datatype.value == _NUMBERS[0]) for literal in literals
    ):
        return [_NUMBERS]
    return [(datatype,) for datatype in datatypes]


def _rank(predicate: str) -> tuple[int, str]:
    early = (LABEL.value, TYPE.value, f"{SKOS}altLabel", *(expand(curie) for curie in ESSENTIAL))
    if predicate in early:
        return (early.index(predicate), "")
    return (len(early) + (predicate == DERIVED_FROM.value), _name(predicate))


def _name(predicate: str) -> str:
    """Return the short name of a property: the context's, else the end of its IRI."""
    if predicate == DERIVED_FROM.value:
        return "evidence"
    return _short_names().get(predicate) or re.split(r"[/#:]", shorten(predicate))[-1] or "property"


@cache
def _definitions() -> dict[str, str]:
    """Return what the ontology says of its terms, by their IRIs."""
    return {
        str(quad.subject)[1:-1]: quad.object.value
        for quad in ontology.statements()
        if quad.predicate.value == f"{SKOS}definition" and isinstance(quad.object, Literal)
    }


@cache
def _plural() -> frozenset[str]:
    """Return the properties that may have several values, whether or not they have today."""
    terms = [term for term in context()["@context"].values() if isinstance(term, dict) and "@id" in term]
    several = [str(term["@id"]) for term in terms if "@set" in term.get("@container", ())]
    return frozenset({TYPE.value, *(expand(curie) or curie for curie in several)})


@cache
def _short_names() -> dict[str, str]:
    terms = context()["@context"]
    named = {name: term["@id"] for name, term in terms.items() if isinstance(term, dict) and "@id" in term}
    return {TYPE.value: "type", **{expand(iri) or iri: name for name, iri in named.items() if iri != "@type"}}


# -- The descriptor ----------------------------------------------------------------------------------


def _descriptor(selection: Selection, tables: dict[str, _Table]) -> bytes:
    resources = [
        {
            "name": name,
            "type": "table",
            "path": f"{name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {"name": "id", "title": "identifier", "type": "string", "constraints": _REQUIRED},
                    *(table.field(column) for column in table.columns),
                ],
                "primaryKey": ["id"],
                "foreignKeys": list(_foreign_keys(table, tables)),
            },
        }
        for name, table in tables.items()
    ]
    used = {cell.partition(":")[0] for table in tables.values() for texts in _all_texts(table) for cell in texts}
    content = {
        "software": SOFTWARE,
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        **_about(selection),
        "prefixes": {name: iri for name, iri in sorted(prefixes().items()) if name in used},
        "resources": resources,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


_LICENCES = {"https://creativecommons.org/licenses/by/4.0/": "CC-BY-4.0"}
"""Names of licences, as Open Definition has them."""

_REQUIRED = {"required": True, "unique": True}


def _all_texts(table: _Table) -> Iterator[Iterable[str]]:
    yield table.ids
    for cells in table.cells.values():
        yield from cells


def _foreign_keys(table: _Table, tables: dict[str, _Table]) -> Iterator[dict[str, Any]]:
    """Yield the columns of single identifiers that all lead to rows of one table."""
    for column, cells in table.cells.items():
        texts = {text for cell in cells for text in cell}
        plain = not (table.several(column) or column.datatypes or column.language or column.labels)
        for name, other in tables.items():
            if plain and texts and texts <= other.ids:
                yield {"fields": [column.name], "reference": {"resource": name, "fields": ["id"]}}


def _about(selection: Selection) -> dict[str, Any]:
    """Return what the data set says of itself, in the words of a data package."""
    index = Index(canonicalized(self_description.credits(selection.graph)))
    licensed = [node for node in index.forward if index.values(node, expand("dcterms:license") or "")]
    if not licensed:
        return {"name": "tables", "title": "Tables of a knowledge graph"}
    dataset = sorted(licensed, key=str)[0]

    def texts(name: str, node: Node = dataset) -> list[str]:
        return [getattr(value, "value", "") for value in index.values(node, expand(name) or name)]

    def creators() -> Iterator[str]:
        for value in index.values(dataset, expand("dcterms:creator") or ""):
            yield from [value.value] if isinstance(value, Literal) else texts("foaf:name", cast(Node, value))

    sources = [value for value in index.values(dataset, expand("dcterms:source") or "") if isinstance(value, NamedNode)]
    return {
        "name": dataset.value.rpartition("/")[2],
        "id": dataset.value,
        "title": ", ".join(texts("dcterms:title")) + (", a part" if selection.things else ""),
        "description": " ".join(texts("dcterms:description")),
        "version": ", ".join(texts("dcat:version")),
        "licenses": [_licence(path) for path in texts("dcterms:license")],
        "contributors": [{"title": name, "roles": ["creator"]} for name in creators()],
        "sources": [
            {"title": selection.graph.label(source), "path": _address(selection, source)} for source in sources
        ],
        "keywords": texts("dcat:keyword"),
    }


def _address(selection: Selection, source: NamedNode) -> str:
    """Return where a source is found on the web, else its identifier."""
    found = selection.graph.engine.match(source, NamedNode(f"{prefixes()['schema']}url"))
    return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), source.value)


def _licence(path: str) -> dict[str, str]:
    return {"name": _LICENCES[path], "path": path} if path in _LICENCES else {"path": path}
