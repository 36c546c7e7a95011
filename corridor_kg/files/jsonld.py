"""JSON-LD by PyLD, without the network: the project's own context is at hand, and no other is fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pyld import jsonld as pyld
from pyoxigraph import Quad, RdfFormat, parse

from corridor_kg.errors import GraphUnreadable
from corridor_kg.files import json_text
from corridor_kg.rdf import carets, datatypes, unreadable
from corridor_kg.rdf.terms import is_iri
from corridor_kg.rdf.vocabulary import CONTEXT, Json, context


class _Processor(pyld.JsonLdProcessor):  # type: ignore[misc]
    """Expands and compacts as PyLD does, and remembers how it shortened an IRI.

    PyLD compares each IRI with each prefix of the context each time that it meets it: half a million times in the
    bundled graph. The answer depends on the context, on what is asked, and on what of a value chooses among terms.
    """

    def __init__(self) -> None:
        super().__init__()
        self._shortened: dict[tuple[object, ...], Json] = {}
        self._known: dict[int, _Terms] = {}

    def _get_inverse_context(self, active_ctx: Json) -> Json:
        """Return the terms of a context by what they stand for."""
        return self._terms(active_ctx).inverse

    def _terms(self, active_ctx: Json) -> _Terms:
        if isinstance(active_ctx, _Fewer):
            return active_ctx.terms
        if id(active_ctx) not in self._known:
            self._known[id(active_ctx)] = _Terms(active_ctx, super()._get_inverse_context(active_ctx))
        return self._known[id(active_ctx)]

    def _compact_iri(self, active_ctx: Json, iri: Json, value: Json = None, *args: Json, **more: Json) -> Json:
        terms = self._terms(active_ctx)
        choosing = _choosing(value, terms.inverse)
        if choosing is None or not isinstance(iri, str):
            return super()._compact_iri(active_ctx, iri, value, *args, **more)
        key = (id(terms), iri, choosing, args, *more.items())
        if key not in self._shortened:
            context = active_ctx if iri in terms.inverse else terms.fewer(iri)
            self._shortened[key] = super()._compact_iri(context, iri, value, *args, **more)
        return self._shortened[key]

    def _expand_index_map(
        self, active_ctx: Json, name: Json, value: Json, key: Json, as_graph: Json, prop: Json, options: Json
    ) -> Json:
        """Expand values that are indexed by a property; PyLD takes its name for an IRI where there is no base."""
        prop = prop and self._expand_iri(active_ctx, key, vocab=True)
        return super()._expand_index_map(active_ctx, name, value, key, as_graph, prop, options)


class _Terms:
    """The terms of a context, by what an IRI may begin with.

    Attributes:
        context: The context; it is held, so that no other one gets the same identity.
        inverse: Its terms by what they stand for.
    """

    def __init__(self, context: Json, inverse: Json) -> None:
        self.context = context
        self.inverse = inverse
        self._by_start: dict[str, list[str]] = {}
        self._always: list[str] = []
        for term, definition in context["mappings"].items():
            if ":" in term or "@vocab" in context:  # PyLD asks whether such terms are there at all
                self._always.append(term)
            elif definition and definition["@id"]:
                self._by_start.setdefault(definition["@id"], []).append(term)
        self._lengths = sorted({len(start) for start in self._by_start})

    def fewer(self, iri: str) -> _Fewer:
        """Return the context with those terms alone that have to do with an IRI; no term stands for the IRI itself."""
        starts = (iri[:length] for length in self._lengths)
        near = [term for start in starts for term in self._by_start.get(start, ())]
        every = self.context["mappings"]
        names = [
            *near,
            *self._always,
            iri.partition(":")[0],
        ]  # the last, for PyLD refuses an IRI that looks like a CURIE
        mappings = {name: every[name] for name in names if name in every}
        return _Fewer(self, {**self.context, "mappings": mappings})


class _Fewer(dict[str, Json]):
    """A part of a context, which knows the whole."""

    def __init__(self, terms: _Terms, content: dict[str, Json]) -> None:
        super().__init__(content)
        self.terms = terms


_NOT_REMEMBERED = frozenset(("@direction", "@graph", "@index", "@list", "@preserve", "@set"))
"""What makes a value choose among terms in ways of its own."""


def _choosing(value: Json, terms: Json) -> tuple[object, ...] | None:
    """Return what of a value chooses among the terms for a property, as JSON-LD 1.1 has it (API, section 6.2).

    It is the type and language of a literal; of a thing, its identifier where a term stands for it, and else whether
    it has one. None where there may be more to it.
    """
    if value is None:
        return ()
    if not isinstance(value, dict) or not _NOT_REMEMBERED.isdisjoint(value):
        return None
    if "@value" in value:
        return ("@value", value.get("@type"), value.get("@language"))
    identifier = value.get("@id")
    return ("@id", identifier if identifier in terms else identifier is not None)


def compact(expanded: Json, terms: Json) -> Json:
    """Return expanded JSON-LD compacted by a context.

    Args:
        expanded: Nodes.
        terms: The context.

    Raises:
        JsonLdError: It cannot be said so.

    >>> compact([{"@id": "http://e.org/a", "http://e.org/b": [{"@value": 1}]}], {"e": "http://e.org/"})["e:b"]
    1
    """
    return _Processor().compact(expanded, terms, {**OPTIONS, "skipExpansion": True})


def load_document(url: str, options: dict[str, Json] | None = None) -> dict[str, Json]:
    """Return the project's own context; a document loader for PyLD that never touches the network.

    Raises:
        JsonLdError: Another document is asked for.
    """
    if url != CONTEXT:
        raise pyld.JsonLdError(f"the context {url} is not at hand", "jsonld.LoadDocumentError", {"url": url})
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context()}


OPTIONS: dict[str, Json] = {"documentLoader": load_document, "processingMode": "json-ld-1.1"}
"""What every call of PyLD is given."""


def quads(path: str) -> Iterator[Quad]:
    """Yield the quads of a JSON-LD 1.1 file.

    Args:
        path: The file; its context is inlined, or the project's own by its IRI.

    Raises:
        GraphUnreadable: It is not JSON, or not JSON-LD, or names a context that is not at hand.
    """
    name = unreadable.shown(path)
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            text = file.read()
        document = json_text.loads(text)
        if not isinstance(document, dict | list):
            raise ValueError("it is neither an object nor an array")
        expanded = _Processor().expand(document, {**OPTIONS, "base": None})  # else PyLD makes one up
        _refuse_what_would_vanish(expanded, text, name)
        for value in _values(expanded):
            _write_out(value)
        statements = list(parse(json.dumps(expanded), RdfFormat.JSON_LD, rename_blank_nodes=False))
    except json_text.NotJson as error:
        where = f"{name}, line {error.line}, column {error.column}"
        raise GraphUnreadable(f"{where}: {error}.\n{error.excerpt}", name, error.line) from None
    except MemoryError:
        raise unreadable.too_long(path, unreadable.LONGEST_IN_JSON) from None
    except RecursionError:
        raise GraphUnreadable(f"{name} is nested too deeply.", name) from None
    except (pyld.JsonLdError, SyntaxError, ValueError, TypeError, AttributeError, LookupError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise
        raise GraphUnreadable(f"{name} is not JSON-LD that can be read: {reason(error)}.", name) from None
    if not statements and _has_own_keys(document):
        raise GraphUnreadable(f"{name} holds no RDF: no key in it has a meaning in JSON-LD.", name)
    yield from statements


def _has_own_keys(value: Json) -> bool:
    """Return whether a document has a key that is no keyword, and so should have said something."""
    if isinstance(value, list):
        return any(map(_has_own_keys, value))
    if not isinstance(value, dict):
        return False
    own = [(key, item) for key, item in value.items() if key != "@context"]
    return any(not key.startswith("@") or _has_own_keys(item) for key, item in own)


def _values(value: Json) -> Iterator[dict[str, Json]]:
    """Yield the values in expanded JSON-LD that are no nodes."""
    if isinstance(value, list):
        for item in value:
            yield from _values(item)
    elif isinstance(value, dict):
        if "@value" in value:
            yield value
        else:
            for item in value.values():
                yield from _values(item)


def _write_out(value: dict[str, Json]) -> None:
    """Write a number as its datatype has it, where that knows no exponent: a decimal or an integer.

    JSON-LD writes each number that is no integer as a double (JSON-LD 1.1 API, section 8.2.2), also where its type is
    another: ``2.50`` that is said to be a decimal would be ``2.5E0``, which is none.
    """
    if isinstance(value["@value"], json_text.Number):
        written = datatypes.without_exponent(value["@value"].text, value.get("@type", ""))
        value["@value"] = value["@value"] if written is None else written


def _identifiers(value: Json) -> Iterator[str]:
    """Yield what identifies a thing, a class, a property, a datatype or a graph in expanded JSON-LD."""
    if isinstance(value, list):
        for item in value:
            yield from _identifiers(item)
    elif isinstance(value, dict):
        types = value.get("@type", [])
        yield from (name for name in (value.get("@id"), *([types] if "@value" in value else types)) if name)
        for key, item in value.items():
            if not key.startswith("@"):
                yield key
            if not key.startswith("@") or key in ("@graph", "@list", "@set", "@included", "@reverse"):
                yield from _identifiers(item)


def _languages(value: Json) -> Iterator[str]:
    """Yield the language tags in expanded JSON-LD."""
    for item in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from _languages(item)
    if isinstance(value, dict) and isinstance(value.get("@language"), str):
        yield value["@language"]


def _refuse_what_would_vanish(expanded: Json, text: str, name: str) -> None:
    """Refuse what cannot be said in RDF, which a reader of JSON-LD passes over.

    Raises:
        GraphUnreadable: There is an identifier that is relative, for there is nothing that it could be relative to, or
            is no IRI, or a language that is none; the message has the line on which the text of the file has it.
    """
    for iri in dict.fromkeys(_identifiers(expanded)):
        if not (is_iri(iri) or iri.startswith("_:") or iri == "@json"):
            fault = 'is relative; write a whole IRI, or say with "@base" in the context to what it is'
            if _SCHEME.match(iri):
                fault = "has a character that no IRI has; write it as %XX"
            raise _unusable(f"the identifier {iri!r} {fault}", iri, text, name)
    for tag in dict.fromkeys(_languages(expanded)):
        if not re.fullmatch(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", tag):
            raise _unusable(f"the language {tag!r} is none; write a tag as en or zh-Hans", tag, text, name)


def _unusable(fault: str, word: str, text: str, name: str) -> GraphUnreadable:
    """Return an error at the place where a text first has a word for a string, whatever its case."""
    strings = (
        match
        for match in json_text.STRING.finditer(text)
        if str(json.loads(match.group(), strict=False)).lower() == word.lower()
    )
    found = next(strings, None)
    line, column = carets.position(text, found.start()) if found else (0, 0)
    where = f"{name}, line {line}, column {column}" if found else name
    excerpt = f"\n{carets.excerpt(text, line, column)}" if found else ""
    return GraphUnreadable(f"{where}: {fault}.{excerpt}", name, line)


_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def reason(error: Exception) -> str:
    """Return what is wrong at the root of an error of PyLD, with its remedy where there is one."""
    while isinstance(error.__cause__, Exception):
        error = error.__cause__
    said = str(error.args[0] if error.args else error).rstrip(".").removeprefix("Invalid JSON-LD syntax; ")
    said = re.sub(r"^Parser error at line \d+ column \d+: ", "", said)  # of the expanded text, which nobody has seen
    if getattr(error, "type", "") == "jsonld.LoadDocumentError":
        return f"{said}; write the context into the file, for nothing is fetched"
    code = getattr(error, "code", None)
    return f"{said} ({code})" if code else said
