"""JSON-LD by PyLD, without the network: the project's own context is at hand, and no other is fetched."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from pyoxigraph import Quad, RdfFormat, parse

from corridor_kg.errors import GraphUnreadable
from corridor_kg.files import reading
from corridor_kg.rdf.vocabulary import CONTEXT, Json, context


def _import_pyld() -> Json:
    """Import PyLD without the HTTP client that it makes its default loader of: most of the time that it takes.

    Who uses PyLD beside this package gets that loader when it is first needed, as always.
    """
    if "pyld" in sys.modules or "requests" in sys.modules:
        from pyld import jsonld

        return jsonld
    sys.modules["requests"] = None  # type: ignore[assignment]
    try:
        from pyld import jsonld
    finally:
        del sys.modules["requests"]

    def load(url: str, options: dict[str, Json]) -> Json:
        return jsonld.requests_document_loader()(url, options)

    jsonld.set_document_loader(load)
    return jsonld


pyld = _import_pyld()


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
    name = reading.shown(path)
    try:
        with open(path, encoding="utf-8-sig") as file:
            document = json.load(file)
        expanded = pyld.expand(document, {**OPTIONS, "base": None})  # else PyLD makes one up
        _refuse_relative(expanded)
        statements = list(parse(json.dumps(expanded), RdfFormat.JSON_LD, rename_blank_nodes=False))
    except json.JSONDecodeError as error:
        where = f"{name}, line {error.lineno}, column {error.colno}"
        raise GraphUnreadable(f"{where}: this is not JSON: {error.msg}.", name, error.lineno) from None
    except RecursionError:
        raise GraphUnreadable(f"{name} is nested too deeply.", name) from None
    except (pyld.JsonLdError, SyntaxError, ValueError, TypeError, AttributeError, LookupError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise
        raise GraphUnreadable(f"{name} is not JSON-LD that can be read: {reason(error)}.", name) from None
    if document and not statements:
        raise GraphUnreadable(f"{name} holds no RDF: no key in it has a meaning in JSON-LD.", name)
    yield from statements


def _refuse_relative(value: Json) -> None:
    """Refuse an identifier that is relative: there is nothing that it could be relative to.

    Raises:
        ValueError: An identifier is relative.
    """
    if isinstance(value, list):
        for item in value:
            _refuse_relative(item)
    elif isinstance(value, dict):
        named = [value.get("@id", ":"), *(value.get("@type", []) if "@value" not in value else [])]
        for name in named:
            if isinstance(name, str) and ":" not in name:
                raise ValueError(f"the identifier {name!r} is relative; write a whole IRI")
        for key, item in value.items():
            if key not in ("@id", "@type", "@value"):
                _refuse_relative(item)


def reason(error: Exception) -> str:
    """Return what is wrong at the root of an error of PyLD, with its remedy where there is one."""
    while isinstance(error.__cause__, Exception):
        error = error.__cause__
    said = str(error.args[0] if error.args else error).rstrip(".").removeprefix("Invalid JSON-LD syntax; ")
    if getattr(error, "type", "") == "jsonld.LoadDocumentError":
        return f"{said}; write the context into the file, for nothing is fetched"
    code = getattr(error, "code", None)
    return f"{said} ({code})" if code else said
