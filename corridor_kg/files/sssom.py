"""SSSOM/TSV: the table in which mappings are exchanged (https://mapping-commons.github.io/sssom/spec-formats-tsv/).

A head of YAML in comments names the set and its prefixes; then a row a mapping, a column a slot.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, count
from urllib.parse import quote, unquote

import yaml
from pyoxigraph import Literal, NamedNode, Quad

from corridor_kg.errors import GraphUnreadable, OutputFailed, did_you_mean
from corridor_kg.files import heads
from corridor_kg.model import authorities
from corridor_kg.model.mappings import MATCHES, Mapping, is_suggestion, order
from corridor_kg.model.slots import MODIFIERS, SLOTS, TYPES, Slot
from corridor_kg.rdf import datatypes, lines, unreadable
from corridor_kg.rdf.terms import NOTATION, is_iri
from corridor_kg.rdf.vocabulary import BASE, GRAPHS, RDF, RDFS, XSD, Json, prefixes

ENDING = ".sssom.tsv"
VERSION = "1.1"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

OWN = f"{GRAPHS}links"
"""The IRI of the project's own set of mappings."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NODES = prefixes()["mapping"]

_BUILT_IN = {name: prefixes()[name] for name in ("owl", "rdf", "rdfs", "semapv", "skos", "sssom")}
"""The prefixes that SSSOM/TSV need not declare."""

_WORDS = {
    kind: {iri: word for word, iri in words.items()} for kind, words in (("modifier", MODIFIERS), ("type", TYPES))
}
_BY_WORD: dict[str, dict[str, str]] = {"modifier": MODIFIERS, "type": TYPES}


@dataclass(frozen=True)
class MappingSet:
    """Mappings that stand in one file.

    Attributes:
        id: The IRI of the set.
        mappings: What is in it.
        head: The rest of the file's head, as YAML has it, such as ``mapping_set_title`` and ``license``.
    """

    id: str
    mappings: tuple[Mapping, ...] = ()
    head: dict[str, Json] = field(default_factory=dict)

    def quads(self) -> Iterator[Quad]:
        """Yield the set as RDF: a source, its mappings derived from it, and the links that they state."""
        source, title = NamedNode(self.id), str(self.head.get("mapping_set_title") or self.id)
        yield Quad(source, NamedNode(f"{RDF}type"), NamedNode(prefixes()["ckg"] + "Source"))
        yield Quad(source, NamedNode(f"{RDFS}label"), Literal(title, language="en"))
        licence = str(self.head.get("license") or "")
        if is_iri(licence):
            yield Quad(source, NamedNode(prefixes()["dcterms"] + "license"), NamedNode(licence))
        for mapping, node in zip(self.mappings, self._nodes(), strict=True):
            for triple in replace(mapping, evidence=(self.id,), node=node).triples():
                yield Quad(triple.subject, triple.predicate, triple.object)

    def _nodes(self) -> Iterator[str]:
        """Yield the IRIs of the mappings: another set may say something else about the same, and so may another row."""
        mark = "" if self.id == OWN else "-" + hashlib.sha256(self.id.encode()).hexdigest()[:6]
        taken = {mapping.node for mapping in self.mappings} - {""}
        for mapping in self.mappings:
            node = mapping.node or mapping.iri.value + mark
            nodes = chain([node], (f"{node}-{number}" for number in count(2)))
            free = node if mapping.node else next(node for node in nodes if node not in taken)
            taken.add(free)
            yield free


def quads(path: str) -> Iterator[Quad]:
    """Yield what a file of mappings holds, as RDF.

    Raises:
        GraphUnreadable: It is not valid; the message has file, line, column and slot.
    """
    return read(path, reviewed=True).quads()


# -- Writing -----------------------------------------------------------------------------------------


def serialize(mappings: MappingSet) -> str:
    """Return a set of mappings as SSSOM/TSV, its columns and rows in a fixed order.

    Raises:
        OutputFailed: A value cannot be written so that it can be read again.
    """
    rows = sorted(mappings.mappings, key=order)
    columns = [slot for slot in SLOTS.values() if any(slot.name in row.slots for row in rows)]
    known = mappings.head.get("curie_map") or {}
    curies = _Curies(
        known, (value for row in rows for slot in columns if slot.kind == "entity" for value in _values(row, slot))
    )
    table = io.StringIO()
    writer = csv.writer(table, delimiter="\t", lineterminator="\n")
    more = sorted({name for row in rows for name in row.extensions})
    writer.writerow([*(slot.name for slot in columns), *more])
    for row in rows:
        cells = ("|".join(_word(slot, value, curies) for value in _values(row, slot)) for slot in columns)
        writer.writerow([*cells, *(row.extensions.get(name, "") for name in more)])
    return _head(mappings, curies) + table.getvalue()


def _values(mapping: Mapping, slot: Slot) -> tuple[str, ...]:
    return mapping.slots.get(slot.name, ())


def _word(slot: Slot, value: str, curies: _Curies) -> str:
    """Return a value as the table has it."""
    if slot.kind == "entity":
        return curies.shorten(value)
    if slot.kind in _WORDS:
        return _WORDS[slot.kind].get(value, value)
    if slot.several and value.endswith("\\"):
        raise OutputFailed(
            f"{slot.name} {value!r} ends in a backslash, which SSSOM/TSV cannot tell from a bar; remove it."
        )
    if len(value) > csv.field_size_limit():  # which is the whole process's, and not ours to set
        raise OutputFailed(
            f"{slot.name} has a text of {len(value):,} characters, which no reader of CSV takes; cut it."
        )
    text = _CONTROL.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("|", r"\|") if slot.several else text


def _head(mappings: MappingSet, curies: _Curies) -> str:
    head = {
        "sssom_version": VERSION,
        "mapping_set_id": mappings.id,
        **{name: value for name, value in mappings.head.items() if name not in ("sssom_version", "curie_map")},
        "curie_map": dict(sorted(curies.used.items())),
    }
    text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)
    return "".join(f"#{line}\n" for line in text.rstrip("\n").split("\n"))


class _Curies:
    """Shortens IRIs, with prefixes of its own making for namespaces that have none here."""

    def __init__(self, known: dict[str, str], iris: Iterable[str]) -> None:
        self.used: dict[str, str] = dict(known)
        self._known = sorted(prefixes().items(), key=lambda item: -len(item[1]))
        for iri in sorted(set(iris)):
            self._find(iri)

    def shorten(self, iri: str) -> str:
        prefix, namespace = self._find(iri)
        return f"{prefix}:{_as_uri(iri.removeprefix(namespace))}"

    def _find(self, iri: str) -> tuple[str, str]:
        """Return the prefix and namespace of an IRI; the longest that is known, or a new one."""
        known = [*self.used.items(), *self._known]
        prefix, namespace = next(
            (
                (name, space)
                for name, space in known
                if iri.startswith(space) and iri != space and not iri.startswith(f"{space}//")
            ),
            ("", ""),
        )
        if not prefix:
            cut = max(iri.rstrip("/").rfind("/"), iri.rfind("#"), iri.find(":"))
            number = next(number for number in count(1) if f"ns{number}" not in self.used)
            prefix, namespace = f"ns{number}", iri[: cut + 1]
        self.used.setdefault(prefix, namespace)
        return prefix, namespace


# -- Reading -----------------------------------------------------------------------------------------


def read(path: str, *, reviewed: bool = False) -> MappingSet:
    """Return the mappings of a file.

    Args:
        path: A file of SSSOM/TSV with its head inside, in UTF-8.
        reviewed: Whether to refuse a suggestion of this program that nobody has put a name to.

    Raises:
        GraphUnreadable: It is not valid; the message has file, line, column and slot.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            every = lines.split(file.read())
    except (OSError, UnicodeError) as error:
        raise unreadable.explain(path, error) from None
    return _Reader(path, every, reviewed).read()


class _Reader:
    """Reads one file, and knows where it is in it."""

    def __init__(self, path: str, every: list[str], reviewed: bool) -> None:
        self._reviewed = reviewed
        self._name = unreadable.shown(path)
        self._first = next((number for number, line in enumerate(every) if not line.startswith("#")), len(every))
        self._comments, self._lines = every[: self._first], every[self._first :]
        self._prefixes: dict[str, str] = {}

    def read(self) -> MappingSet:
        head = self._head()
        identifier = head.pop("mapping_set_id", None)
        if not isinstance(identifier, str) or not is_iri(identifier):
            raise self._wrong(1, "the head names no set; add #mapping_set_id: https://example.org/my-links")
        if identifier.startswith(BASE) and not identifier.startswith(GRAPHS):
            raise self._wrong(1, f"{identifier} is a thing of this project, and no set of mappings; choose another")
        declared = self._curie_map(head.get("curie_map") or {})
        self._prefixes = {
            **prefixes(),
            **declared,
            **_BUILT_IN,
        }  # ours are known, for sssom-py drops some that are used
        shared = self._shared(head)
        head = {name: value for name, value in head.items() if name not in shared}
        return MappingSet(identifier, tuple(self._distinct(self._mappings(shared))), head)

    def _head(self) -> dict[str, Json]:
        comments = [line[1:] for line in self._comments]
        indented = all(line[:1] in (" ", "\n", "\r") for line in comments)
        text = "".join(line[1:] if indented and line[:1] == " " else line for line in comments)
        try:
            head = heads.read(text) or {}
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
            raise self._wrong(line, f"the head is not YAML: {getattr(error, 'problem', None) or error}") from None
        if not isinstance(head, dict):
            raise self._wrong(1, "the head is not a list of names and values, such as #mapping_set_id: …")
        return head

    def _curie_map(self, given: Json) -> dict[str, str]:
        if not isinstance(given, dict):
            raise self._wrong(1, "the curie_map is not a list of prefixes and namespaces, such as #  ex: http://e.org/")
        for prefix, namespace in given.items():
            if not isinstance(namespace, str) or not is_iri(namespace + "x"):
                raise self._wrong(1, f"the prefix {prefix}: stands for no IRI; write it whole, as in http://e.org/")
            if _BUILT_IN.get(str(prefix), namespace) != namespace:
                raise self._wrong(1, f"the prefix {prefix}: is fixed by SSSOM, as {_BUILT_IN[str(prefix)]}")
        return {str(prefix): namespace for prefix, namespace in given.items()}

    def _shared(self, head: dict[str, Json]) -> dict[str, tuple[str, ...]]:
        """Return the slots that the head gives for all mappings."""
        found = {}
        for name, value in head.items():
            slot = SLOTS.get(name)
            if slot and slot.shared:
                values = value if isinstance(value, list) else [value]
                if not all(isinstance(one, str | None) for one in values):
                    raise self._wrong(1, f"the head has a {name} that is no text, nor a list of texts")
                found[name] = tuple(self._value(slot, str(one), 1, 0) for one in values if one is not None)
        return found

    def _distinct(self, mappings: Iterable[tuple[int, Mapping]]) -> Iterator[Mapping]:
        """Yield mappings, unless one has the identifier of another."""
        seen = set()
        for line, mapping in mappings:
            if mapping.node in seen:
                raise self._wrong(
                    line, f"the identifier {mapping.node} stands twice; give each row its own", 0, "record_id"
                )
            seen |= {mapping.node} - {""}
            yield mapping

    def _mappings(self, shared: dict[str, tuple[str, ...]]) -> Iterator[tuple[int, Mapping]]:
        rows = csv.reader(self._lines, delimiter="\t", strict=True)
        columns: list[str] = []
        line = self._first + 1
        try:
            for row in rows:
                if not columns:
                    columns = self._columns(row, line)
                elif row and any(cell.strip() for cell in row):
                    yield line, self._mapping(columns, row, line, shared)
                line = self._first + rows.line_num + 1
        except csv.Error as error:
            raise self._wrong(line, f"the row cannot be read: {error}") from None
        if not columns:
            raise self._wrong(line, "no row names the columns; the first line after the head has to")

    def _columns(self, row: list[str], line: int) -> list[str]:
        columns = [name.strip() for name in row]
        for number, name in enumerate(columns, 1):
            if name and columns.count(name) > 1:
                raise self._wrong(line, "the column stands twice", number, name)
        for needed in ("subject_id", "predicate_id", "mapping_justification"):
            if needed not in columns:
                near = did_you_mean(needed, set(columns) - set(SLOTS), otherwise="add it")
                raise self._wrong(line, f"there is no column {needed!r}{near.rstrip('.')}")
        return columns

    def _mapping(self, columns: list[str], row: list[str], line: int, shared: dict[str, tuple[str, ...]]) -> Mapping:
        if len(row) > len(columns):
            raise self._wrong(line, f"the row has {len(row)} cells, the head {len(columns)}; quote a tab in a text")
        slots, extensions = dict(shared), {}
        for number, (name, cell) in enumerate(zip(columns, row, strict=False), 1):
            slot = SLOTS.get(name)
            if _CONTROL.search(cell):
                raise self._wrong(line, "a control character stands in the cell; remove it", number, name)
            if not name and cell.strip():
                raise self._wrong(line, "the cell stands in a column without a name", number)
            if slot is None and cell:
                extensions[name] = cell
            elif slot and cell.strip():
                slots[name] = tuple(self._value(slot, part, line, number) for part in _parts(slot, cell))
        node = next(iter(slots.get("record_id", ())), "")
        mapping = Mapping({name: slots[name] for name in SLOTS if name in slots}, extensions=extensions, node=node)
        self._complete(mapping, columns, line)
        return mapping

    def _complete(self, mapping: Mapping, columns: list[str], line: int) -> None:
        """Refuse a mapping that lacks what the standard requires, or says what cannot be."""

        def wrong(slot: str, what: str) -> GraphUnreadable:
            return self._wrong(line, what, columns.index(slot) + 1 if slot in columns else 0, slot)

        for slot in ("subject_id", "predicate_id", "mapping_justification"):
            if not mapping[slot]:
                raise wrong(slot, "the cell is empty, and every mapping needs one")
        if mapping.is_code and not mapping["object_label"]:
            raise wrong("object_label", "the cell is empty, and the object is a literal, whose text stands here")
        if not mapping.is_code and not mapping["object_id"]:
            raise wrong("object_id", "the cell is empty; write an identifier, or sssom:NoTermFound")
        if mapping.is_code and not mapping.authority:
            raise wrong(
                "object_source", "the cell is empty, and a code is one of an authority, as in authority:gbt2260"
            )
        if mapping.is_code != (mapping["predicate_id"] == NOTATION.value):
            raise wrong("predicate_id", "a code is a skos:notation, and nothing else is")
        if self._reviewed and is_suggestion(mapping):
            raise wrong("author_label", "nobody has reviewed this suggestion; write who accepts it, or delete the row")
        if not mapping.is_code and mapping["predicate_id"] not in MATCHES:
            raise wrong("predicate_id", "a thing is linked by a match of SKOS, as in skos:exactMatch")
        if mapping.node.startswith(BASE) and not mapping.node.startswith(_NODES):
            raise wrong("record_id", "a mapping cannot have the identifier of a thing; choose another")

    def _value(self, slot: Slot, text: str, line: int, column: int) -> str:
        """Return a cell's value: IRIs in full, the rest as written."""

        def wrong(what: str) -> GraphUnreadable:
            return self._wrong(line, what, column, slot.name)

        if slot.kind == "entity":
            return self._entity(text, wrong)
        if slot.kind == "iri" and not is_iri(text):
            raise wrong(f"{text!r} is no IRI; write it whole, as in https://example.org/")
        if slot.kind == "date" and not _is_date(text):
            raise wrong(f"{text!r} is no date; write it as 2026-11-22")
        if slot.kind == "number" and not _is_share(text):
            raise wrong(f"{text!r} is no number from 0 to 1, such as 0.95")
        if slot.kind in _BY_WORD:
            if text not in _BY_WORD[slot.kind]:
                raise wrong(f"{text!r} is not one of {', '.join(_BY_WORD[slot.kind])}")
            return _BY_WORD[slot.kind][text]
        return text

    def _entity(self, text: str, wrong: Callable[[str], GraphUnreadable]) -> str:
        prefix, colon, local = text.partition(":")
        if not colon:
            raise wrong(f"{text!r} is no CURIE; write a prefix and a colon before it, as in wd:Q59218")
        if local.startswith("//"):
            raise wrong(f"{text!r} is a whole IRI; write it as a CURIE, and its prefix into the curie_map")
        if prefix not in self._prefixes:
            hint = did_you_mean(prefix, self._prefixes, otherwise="declare it in the curie_map of the head")
            raise wrong(f"the prefix {prefix}: is not declared{hint.rstrip('.')}")
        iri = self._prefixes[prefix] + local
        iri = as_iri if authorities.of(as_iri := _as_iri(iri)) else iri
        if not is_iri(iri):
            raise wrong(f"{text!r} stands for no IRI; a character in it may not stand in one")
        return iri

    def _wrong(self, line: int, what: str, column: int = 0, slot: str = "") -> GraphUnreadable:
        place = f", column {column}" if column else ""
        named = f" ({slot})" if slot else ""
        return GraphUnreadable(f"{self._name}, line {line}{place}{named}: {what}.", self._name, line)


def _parts(slot: Slot, cell: str) -> list[str]:
    r"""Return the values of a cell, one or several; those that are texts as they stand.

    >>> _parts(SLOTS["author_label"], r"one|two \| three")
    ['one', 'two | three']
    """
    parts = re.split(r"(?<!\\)\|", cell) if slot.several else [cell]
    texts = [part.replace(r"\|", "|") if slot.several else part for part in parts]
    return [text if slot.kind == "text" else text.strip() for text in texts if text.strip()]


def _as_uri(text: str) -> str:
    """Return a part of an IRI as that of a URI (RFC 3987, section 3.1): tools refuse other CURIEs.

    >>> _as_uri("东莞市")
    '%E4%B8%9C%E8%8E%9E%E5%B8%82'
    """
    return "".join(character if character.isascii() else quote(character) for character in text)


def _as_iri(text: str) -> str:
    """Return a part of a URI as that of an IRI (RFC 3987, section 3.2): what is not ASCII stands as it is.

    >>> _as_iri("%E4%B8%9C%E8%8E%9E%E5%B8%82"), _as_iri("a%2Fb"), _as_iri("%FF")
    ('东莞市', 'a%2Fb', '%FF')
    """

    def decoded(match: re.Match[str]) -> str:
        try:
            return unquote(match[0], errors="strict")
        except UnicodeDecodeError:
            return match[0]

    return re.sub(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", decoded, text)


def _is_date(text: str) -> bool:
    return len(text) == len("2026-11-22") and datatypes.is_valid(
        text, f"{XSD}date"
    )  # no time zone, and a year of four digits


def _is_share(text: str) -> bool:
    share = datatypes.number(text)
    return share is not None and 0 <= share <= 1
