"""The dialogue with GeoNames: the RDF of one feature a request (https://www.geonames.org/ontology/)."""

from __future__ import annotations

import re
from xml.parsers import expat

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from corridor_kg.links.dialogues import Dialogue, State, States, gone, local, moved, not_understood
from corridor_kg.network.client import Client, Response, raise_for_status
from corridor_kg.rdf.vocabulary import RDF

_RDF_ROOT = f"{RDF} RDF"
_NAMES = re.compile(r"https?://www\.geonames\.org/ontology#(name|officialName|shortName|alternateName)")


def _ask(client: Client, url: str, targets: list[str]) -> Response:
    about = f"{url.rstrip('/')}/{local(targets[0])}/about.rdf"
    response = client.get(about, accept="application/rdf+xml")
    return response if response.status in (404, 410) else raise_for_status(response)


def _read(response: Response, targets: list[str]) -> States:
    """Return the state of the one feature that was asked for."""
    (target,) = targets
    if response.status in (404, 410):
        return {target: gone("GeoNames")}
    features = _features(response)
    if target in features:
        return {target: State(names=features[target][:1], others=features[target][1:])}
    return {target: moved("GeoNames", *features) if len(features) == 1 else gone("GeoNames")}


def _features(response: Response) -> dict[str, tuple[str, ...]]:
    """Return the names of the features in RDF/XML, by the features' IRIs; each one's own name is the first."""
    _refuse_other_xml(response)
    names: dict[str, list[str]] = {}
    try:
        for quad in parse(input=response.content, format=RdfFormat.RDF_XML, base_iri=response.url):
            found = _NAMES.fullmatch(quad.predicate.value)
            if found and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                own = names.setdefault(quad.subject.value.replace("http:", "https:", 1), [])
                own.insert(0 if found[1] == "name" else len(own), quad.object.value)
    except (SyntaxError, ValueError) as error:
        raise not_understood(response, f"answered RDF that cannot be read ({error})") from None
    return {iri: tuple(own) for iri, own in names.items()}


def _refuse_other_xml(response: Response) -> None:
    """Refuse what is not RDF/XML, such as a message about a limit, and what declares entities, which can unfold."""
    elements: list[str] = []

    def refuse(*_: object) -> None:
        raise not_understood(response, "declares entities, which are not read")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _: elements.append(name)
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(response.content, True)
    except (expat.ExpatError, LookupError, ValueError):
        elements.clear()
    if elements[:1] != [_RDF_ROOT]:
        raise not_understood(response, f"answered {response.media_type or 'something'} that is not RDF/XML")


DIALOGUE = Dialogue(1, _ask, _read)
