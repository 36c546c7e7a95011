"""Stored queries: one SPARQL file a question, with grlc's ``#+`` header."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from corridor_kg.answers.columns import Column
from corridor_kg.answers.columns import read as read_column
from corridor_kg.choices import VIEWS
from corridor_kg.errors import QueryInvalid, UnknownQuery, did_you_mean
from corridor_kg.questions import carriers, verdicts
from corridor_kg.questions.carriers import Carrier
from corridor_kg.questions.parameters import Parameter, read_parameters
from corridor_kg.rdf import bundled, lines, notebooks, unreadable
from corridor_kg.rdf.tokens import form, tokens
from corridor_kg.rdf.vocabulary import shorten

ENDING = ".rq"

COLUMNS = ("query", "question", "parameters")
"""What a list of queries tells of each."""

_EVIDENCE = re.compile(r"^[ \t]*evidence:[ \t]*\n((?:[ \t]*-.*\n?)*)", re.MULTILINE)
_COLUMNS = re.compile(r"^[ \t]*columns:[ \t]*\n((?:[ \t]*-.*\n?)*)", re.MULTILINE)
_NARROW = re.compile(r"^[ \t]*narrow:[ \t]*\n((?:[ \t]*-.*\n?)*)", re.MULTILINE)
_WAY = re.compile(r"(\w+): (\?\w+) (\^?\w+:[\w-]+(?:/\^?\w+:[\w-]+)*)")
_ENTRY = re.compile(r"^[ \t]*-[ \t]+(.*)$", re.MULTILINE)


_EVIDENCE_COLUMN = Column(carriers.COLUMN, "passages and sources", "evidence")


class Way(NamedTuple):
    """A way from what a row is of to the value of a parameter.

    Attributes:
        variable: The variable that it begins with.
        steps: The properties along it, as CURIEs; one that is gone against its direction has a ``^`` before it.
    """

    variable: str
    steps: tuple[str, ...]


class StoredQuery:
    r"""A question that the project keeps an answer to.

    Args:
        name: The name of its file, without the ending.
        text: The SPARQL text, header included.

    >>> query = StoredQuery("cities", "#+ summary: Which cities?\nSELECT ?city WHERE { ?city a ckg:City }")
    >>> query.summary, query.form, query.columns
    ('Which cities?', 'SELECT', ('city',))
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    def __repr__(self) -> str:
        return f"StoredQuery({self.name!r})"

    def _repr_html_(self) -> str:
        heads = (f"{self.name}: {self.summary}", self.description, f"It takes {self.usages}." if self.usages else "")
        text = notebooks.folded_up("SPARQL", notebooks.preformatted(self.text))
        return "".join([*(notebooks.paragraph(head) for head in heads if head), text])

    @cached_property
    def header(self) -> Mapping[str, object]:
        """The whole ``#+`` header: lists, names, and values as they are written.

        Raises:
            QueryInvalid: It is not YAML, lacks a summary, has something else where a text or a list is asked for, or
                speaks of a parameter that is not there.
        """
        import yaml  # late for the cold start

        from corridor_kg.files import heads  # late for the same reason

        try:
            header = heads.read(self._header_text)
        except (yaml.YAMLError, ValueError) as error:
            raise self._invalid(f"is not YAML: {error}") from None
        if not isinstance(header, dict) or not str(header.get("summary") or "").strip():
            raise self._invalid("needs a summary.")
        for key in ("summary", "description"):
            if not isinstance(header.get(key), str | None):
                raise self._invalid(f"has a {key} that is no text; write it behind {key}: on one line, or after a bar.")
        if not _are_texts(_listed(header.get("tags"))):
            raise self._invalid("has tags that are no list of words; write tags: [one, another].")
        self._check_parameters(header)
        return header

    def _check_parameters(self, header: Mapping[str, object]) -> None:
        """Refuse what a header says of parameters that are not there, or as it cannot be said."""
        known = {parameter.name for parameter in self.parameters}
        for key in ("defaults", "enumerate"):
            for name, value in _by_name(header, key).items():
                if name not in known:
                    raise self._invalid(f"speaks of a parameter {name!r} that is not there.")
                if not _are_texts([value] if key == "defaults" else _listed(value)):
                    raise self._invalid(f"has values for {name!r} under {key} that are no texts; write {name}: value.")

    def _invalid(self, what: str) -> QueryInvalid:
        return QueryInvalid(f"{self.name}{ENDING}: the #+ header {what}")

    @cached_property
    def _header_text(self) -> str:
        return "\n".join(line.removeprefix("#+") for line in lines.plain(self.text) if line.startswith("#+"))

    def word(self, key: str) -> str:
        r"""Return what the header has of a key that takes a word; read by itself, as `evidence` is; may be empty.

        >>> StoredQuery("x", "#+ summary: Which?\n#+ severity: violation\nSELECT * { }").word("severity")
        'violation'
        """
        found = re.search(rf"^[ \t]*{key}:[ \t]*(\S*)[ \t]*$", self._header_text, re.MULTILINE)
        return found[1] if found else ""

    @property
    def view(self) -> str:
        r"""As what its rows are drawn, one of `VIEWS`; empty where they are not.

        Raises:
            QueryInvalid: It is none of these.

        >>> StoredQuery("x", "#+ summary: Where?\n#+ view: map\nSELECT * { }").view
        'map'
        """
        view = self.word("view")
        if view and view not in VIEWS:
            raise self._invalid(f"has a view {view!r}; write {', '.join(VIEWS)}.")
        return view

    @property
    def verdict(self) -> str:
        r"""Of what its answer has verdicts beside it, one of `corridor_kg.questions.verdicts.COLUMNS`; may be empty.

        Raises:
            QueryInvalid: It is none of these.

        >>> StoredQuery("x", "#+ summary: Which?\n#+ verdict: figures\nSELECT * { }").verdict
        'figures'
        """
        verdict = self.word("verdict")
        if verdict and verdict not in verdicts.COLUMNS:
            raise self._invalid(f"asks for a verdict of {verdict!r}; write {', '.join(verdicts.COLUMNS)}.")
        return verdict

    @property
    def summary(self) -> str:
        """The question, with a question mark."""
        return " ".join(str(self.header["summary"]).split())

    @property
    def description(self) -> str:
        """What the answer holds; may be empty."""
        return " ".join(str(self.header.get("description") or "").split())

    @property
    def tags(self) -> tuple[str, ...]:
        """Words to group queries by."""
        return tuple(map(str, _listed(self.header.get("tags"))))

    @cached_property
    def evidence(self) -> tuple[Carrier, ...]:
        r"""What carries a row of its answer, so that the passages that state it can be looked up; may be empty.

        The list is read line by line, and not as YAML, whose reader would take a tenth of the time of an answer.

        Raises:
            QueryInvalid: An entry is not made of triple patterns.

        >>> query = StoredQuery("x", "#+ evidence:\n#+   - ?city a ckg:City\nSELECT ?city { ?city a ckg:City }")
        >>> query.evidence[0].patterns
        (('?city', 'rdf:type', 'ckg:City'),)
        """
        found = _EVIDENCE.search(self._header_text)
        try:
            return tuple(carriers.read(entry[1]) for entry in _ENTRY.finditer(found[1])) if found else ()
        except QueryInvalid as error:
            raise QueryInvalid(f"{self.name}{ENDING}: the header's evidence: {error}") from None

    @cached_property
    def narrow(self) -> dict[str, tuple[Way, ...]]:
        r"""Which ways lead from what a row is of to the values of a parameter, by the name of the parameter.

        Where the parameter has values, its rows are of what one of the ways leads from, and of nothing else. It is read
        line by line, as `evidence` is.

        Raises:
            QueryInvalid: It speaks of a parameter that is not there, or of what is no way.

        >>> text = "#+ narrow:\n#+   - city: ?place ckg:isPartOf/ckg:isLocatedIn\nSELECT * { ?place a ?__city_iri }"
        >>> StoredQuery("x", text).narrow
        {'city': (Way(variable='?place', steps=('ckg:isPartOf', 'ckg:isLocatedIn')),)}
        """
        found = _NARROW.search(self._header_text)
        entries = list(_ENTRY.finditer(found[1])) if found else []
        known = {parameter.name for parameter in self.parameters} if entries else set()
        ways: dict[str, tuple[Way, ...]] = {}
        for entry in entries:
            read = _WAY.fullmatch(entry[1].strip())
            if read is None or read[1] not in known:
                raise self._invalid(
                    f"narrows by {entry[1]!r}; write parameter: ?variable and properties with / between them."
                )
            ways[read[1]] = (*ways.get(read[1], ()), Way(read[2], tuple(read[3].split("/"))))
        return ways

    @cached_property
    def described(self) -> tuple[Column, ...]:
        r"""What the columns of its answer are, in their order; read line by line, as `evidence` is.

        Raises:
            QueryInvalid: An entry has no label or no kind.

        >>> query = StoredQuery("x", "#+ columns:\n#+   - city: city | name\nSELECT ?city { ?city a ckg:City }")
        >>> query.described[0].label
        'city'
        """
        found = _COLUMNS.search(self._header_text)
        entries = [entry[1].partition(":") for entry in _ENTRY.finditer(found[1])] if found else []
        try:
            own = [read_column(name.strip(), description) for name, _, description in entries]
        except ValueError as error:
            raise self._invalid(f"describes the column {error}") from None
        judged = [verdicts.DESCRIBED[name] for name in verdicts.COLUMNS.get(self.verdict, ())]
        return (*own, *(judged if own else []), *([_EVIDENCE_COLUMN] if own and self.evidence else []))

    @cached_property
    def form(self) -> str:
        """SELECT, ASK, CONSTRUCT or DESCRIBE."""
        return form(self.text)

    @cached_property
    def endpoint(self) -> str | None:
        """The service that it asks beside the graph, with SERVICE; None where it does not need the network.

        >>> StoredQuery("x", "SELECT ?a { ?a a ?b SERVICE <http://example.org/sparql> { ?a ?c ?d } }").endpoint
        'http://example.org/sparql'
        """
        if "SERVICE" not in self.text.upper():
            return None
        pairs = pairwise(tokens(self.text))
        return next((after.text.strip("<>") for token, after in pairs if token.keyword.startswith("SERVICE")), None)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of its answer: its variables, and who states each row; empty unless it is a SELECT."""
        judged = verdicts.COLUMNS.get(self.verdict, ())
        own = (column for column in columns(self.text) if column not in judged)
        return (*own, *judged, *((carriers.COLUMN,) if self.evidence else ()))

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it may be asked with."""
        try:
            return read_parameters(self.text)
        except QueryInvalid as error:
            raise QueryInvalid(f"{self.name}{ENDING}: {error}") from None

    def default(self, parameter: str) -> str | None:
        """Return the value that a parameter takes where none is given, or None."""
        if "defaults" not in self._header_text:
            return None
        value = _by_name(self.header, "defaults").get(parameter)
        return None if value is None else str(value)

    def choices(self, parameter: str) -> tuple[str, ...] | None:
        """Return the values that a parameter may have: empty where the query fills the list, None for any."""
        if "enumerate" not in self._header_text:
            return None
        listed = _by_name(self.header, "enumerate")
        if parameter not in listed:
            return None
        return tuple(map(str, _listed(listed[parameter])))

    def usage(self, parameter: Parameter) -> str:
        """Return a parameter as a help text shows it, such as ``[city=THING ...]``; a default stands in it."""
        default = self.default(parameter.name)
        value = shorten(default) if default else parameter.kind.upper()
        plain = f"{parameter.name}={value} ..."
        return plain if parameter.required and default is None else f"[{plain}]"

    @property
    def usages(self) -> str:
        """All the parameters as a help text shows them."""
        return " ".join(map(self.usage, self.parameters))

    @property
    def usage_parts(self) -> list[str]:
        """What it is asked with on the command line: its parameters, behind --online where it needs the network."""
        return [*["--online"] * (self.endpoint is not None), *map(self.usage, self.parameters)]


class StoredQueries(Mapping[str, StoredQuery]):
    """The queries of a folder by name; a file is read when its query is asked for.

    Args:
        folder: Where the ``.rq`` files lie.

    >>> StoredQueries(bundled.QUERIES)["core-platforms"].parameters[0].name
    'city'
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._read: dict[str, StoredQuery] = {}

    def __iter__(self) -> Iterator[str]:
        try:
            with os.scandir(self._folder) as entries:
                names = [entry.name.removesuffix(ENDING) for entry in entries if entry.name.endswith(ENDING)]
        except OSError as error:
            raise unreadable.explain(self._folder, error) from None
        yield from sorted(names)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, name: str) -> StoredQuery:
        """Return the query of this name.

        Raises:
            UnknownQuery: There is none; the message names what is near.
            GraphNotFound: Its file cannot be read.
            GraphUnreadable: Its file is not UTF-8.
        """
        if name not in self._read:
            if name not in self:
                hint = did_you_mean(name, self, otherwise=f"there are {', '.join(self)}")
                raise UnknownQuery(f"no stored query {name!r}{hint}")
            self._read[name] = StoredQuery(name, _text(self._path(name)))
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and os.path.basename(name) == name and os.path.isfile(self._path(name))

    def _repr_html_(self) -> str:
        return notebooks.table(
            COLUMNS, [(query.name, query.summary, " ".join(query.usage_parts)) for query in self.values()]
        )

    def _path(self, name: str) -> str:
        return os.path.join(self._folder, name + ENDING)


STORED = StoredQueries(bundled.QUERIES)
"""The bundled questions; a file is read when its question is asked."""

CHECKS = StoredQueries(bundled.CHECKS)
"""The bundled checks, which must return no rows."""


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except (OSError, UnicodeError) as error:
        raise unreadable.explain(path, error) from None


def columns(text: str) -> tuple[str, ...]:
    """Return the variables that a SELECT query answers with, as far as its text names them.

    >>> columns("SELECT ?city (COUNT(?x) AS ?count) WHERE { ?x ?p ?city }")
    ('city', 'count')
    """
    names: list[str] = []
    depth, selecting, renaming = 0, False, False
    for token in tokens(text):
        if not selecting:
            selecting = token.keyword == "SELECT"
        elif token.kind == "open" or token.keyword == "WHERE":
            break
        elif token.text in ("(", ")"):
            depth += 1 if token.text == "(" else -1
        elif token.kind == "variable" and (depth == 0 or renaming):
            names.append(token.text[1:])
        renaming = token.keyword == "AS"
    return tuple(names)


def _by_name(header: Mapping[str, object], key: str) -> dict[str, object]:
    """Return one of grlc's lists, of names or of names with values, as a dictionary."""
    result: dict[str, object] = {}
    for entry in _listed(header.get(key)):
        result.update(entry if isinstance(entry, dict) else {str(entry): None})
    return result


def _listed(value: object) -> list[object]:
    """Return a list without what is nothing in it; a list of one where somebody left the brackets out."""
    return [item for item in (value if isinstance(value, list) else [value]) if item is not None]


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str | None) for value in values)
