"""The manifest of a reconciliation service: what it says about itself, and which IRIs its identifiers stand for."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

import uritemplate

from corridor_kg.errors import ServiceFailed
from corridor_kg.network.replies import SHOWN, clean, kind
from corridor_kg.rdf.terms import is_iri
from corridor_kg.rdf.vocabulary import Json

BATCH = 25
"""How many queries go into a request: few enough that slow services answer within the time of a request."""

_SPOKEN = {"1.0-draft": "1.0-draft", "0.2": "0.2", "0.1": "0.2"}
"""The versions that are spoken, the preferred first, each with the one that it is asked in."""

_IRI = re.compile(r"(?:https?://|urn:)[^\x00-\x20<>\"{}|\\^`\x7f-\x9f]+")
_NOT_IN_IRIS = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f]")


class Manifest(NamedTuple):
    """What a service says about itself, as far as it is needed.

    Attributes:
        name: Its name.
        version: The version in which it is asked, ``1.0-draft`` or ``0.2``.
        space: What goes before an identifier to make an IRI; None where that does not make one.
        view: The template of a thing's address; None where there is none.
        batch: How many queries may go into a request.
        standardized: Whether scores are from 0 to 100.
    """

    name: str
    version: str
    space: str | None
    view: str | None
    batch: int
    standardized: bool


def read_manifest(document: Json, *, url: str) -> Manifest:
    """Return what is needed of a service's manifest.

    Only what is needed is looked at: a manifest may be wrong elsewhere, in what it says about previews for one.

    Args:
        document: The manifest, as JSON.
        url: The service's address, for messages.

    Raises:
        ServiceFailed: It is no manifest, or offers no version that is spoken here.

    >>> read_manifest({"versions": ["0.1", "0.2"], "name": "GND"}, url="https://example.org/gnd").version
    '0.2'
    """
    if not isinstance(document, dict):
        raise _no_service(url, f"its manifest is {kind(document)} instead of an object")
    space, view, batch = document.get("identifierSpace"), document.get("view"), document.get("batchSize")
    template = view.get("url") if isinstance(view, dict) else None
    return Manifest(
        name=clean(document.get("name")) or url,
        version=_version(document, url),
        space=space if _is_namespace(space) else None,
        view=_template(template),
        batch=min(batch, BATCH) if type(batch) is int and batch > 0 else BATCH,
        standardized=document.get("standardizedScore") is True,
    )


def entity_iri(id: str, *, space: str | None = None, view: str | None = None) -> str | None:
    """Return the IRI of a thing.

    An identifier that is an IRI is the thing's own. Otherwise the identifier space comes first, since it names
    the thing, where the view often names a page about it.

    Args:
        id: The service's identifier of the thing.
        space: What goes before identifiers.
        view: A template of version 0.2, with ``{{id}}``, or of 1.0-draft, which is RFC 6570's: ``{id}``, ``{+id}``.

    Returns:
        The IRI, or None where neither makes one, or what is meant as an IRI is none.

    >>> entity_iri("Q42", space="http://www.wikidata.org/entity/", view="https://www.wikidata.org/wiki/{{id}}")
    'http://www.wikidata.org/entity/Q42'
    >>> entity_iri("a/b", view="https://example.org/{id}"), entity_iri("a/b", view="https://example.org/{+id}")
    ('https://example.org/a%2Fb', 'https://example.org/a/b')
    >>> entity_iri("https://sws.geonames.org/1812545/", view="{{id}}")
    'https://sws.geonames.org/1812545/'
    """
    if says_iri(id):
        return id if is_iri(id) else None
    if space:
        iri = space + _NOT_IN_IRIS.sub(lambda match: quote(match[0]), id)
    else:
        iri = uritemplate.expand(_template(view) or "", id=id)
    return iri if says_iri(iri) and is_iri(iri) else None


def says_iri(id: str) -> bool:
    """Return whether an identifier is meant as an IRI.

    >>> says_iri("https://sws.geonames.org/1812545/"), says_iri("Q42")
    (True, False)
    """
    return _IRI.fullmatch(id) is not None


def _template(view: Json) -> str | None:
    """Return the template of a thing's address as RFC 6570 has it, or None where it does not take an identifier."""
    template = view.replace("{{id}}", "{id}") if isinstance(view, str) else ""
    return template if set(uritemplate.variables(template)) == {"id"} else None


def _version(document: dict[str, Json], url: str) -> str:
    versions = document.get("versions")
    if versions is None:
        raise _no_service(url, "its manifest has no 'versions'")
    if not isinstance(versions, list):
        raise _no_service(url, f"the 'versions' of its manifest are {kind(versions)} instead of a list")
    for version, asked_in in _SPOKEN.items():
        if version in versions:
            return asked_in
    offered = ", ".join(clean(version) or repr(version) for version in versions)[:SHOWN] or "none"
    raise ServiceFailed(f"{url} speaks other versions ({offered}); spoken here are {', '.join(_SPOKEN)}.")


def _no_service(url: str, reason: str) -> ServiceFailed:
    return ServiceFailed(f"{url} is not a reconciliation service: {reason}; check the address.")


def _is_namespace(space: Json) -> bool:
    """Return whether a manifest's identifier space makes IRIs; many only name an identifier scheme."""
    return isinstance(space, str) and space.endswith(("/", "#")) and says_iri(space) and is_iri(space)
