"""The dialogue with Wikidata: ``wbgetentities``, many items a request.

https://www.wikidata.org/w/api.php?action=help&modules=wbgetentities
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from corridor_kg.links.dialogues import BATCH, Dialogue, State, States, gone, local, moved, not_understood
from corridor_kg.network.client import Client, Response, raise_for_status
from corridor_kg.network.replies import SHOWN, clean
from corridor_kg.rdf.vocabulary import Json

_ITEM = re.compile(r"Q[1-9][0-9]*")


def _ask(client: Client, url: str, targets: list[str]) -> Response:
    # no maxlag: it is for programs that nobody waits for, and a lag often lasts for hours
    fields = {
        "action": "wbgetentities",
        "ids": "|".join(map(local, targets)),
        "props": "info|labels|aliases",
        "languages": "en|zh",
        "redirects": "yes",
        "format": "json",
    }
    return raise_for_status(client.get(f"{url}?{urlencode(fields)}"))


def _read(response: Response, targets: list[str]) -> States:
    document = response.json()
    document = document if isinstance(document, dict) else {}
    if "error" in document:
        return _error(response, document["error"], targets)
    entities = document.get("entities")
    found = {target: entities.get(local(target)) for target in targets} if isinstance(entities, dict) else {}
    states = {target: _item(target, entity) for target, entity in found.items() if _is_entity(entity)}
    if not states:
        raise not_understood(response, f"says nothing of {local(targets[0])}")
    return states


def _error(response: Response, error: Json, targets: list[str]) -> States:
    """Return what an error says: one number that no item can have fails a whole request."""
    told = error if isinstance(error, dict) else {}
    if told.get("code") == "no-such-entity":
        unknown = {target: gone("Wikidata") for target in targets if local(target) == told.get("id")}
        if unknown:
            return unknown
    words = str(told.get("info") or told.get("code") or "without a word")[:SHOWN]
    raise not_understood(response, f"answered with an error ({words})")


def _is_entity(entity: Json) -> bool:
    return isinstance(entity, dict) and isinstance(entity.get("id"), str) and bool(_ITEM.fullmatch(entity["id"]))


def _item(target: str, entity: Json) -> State:
    if "missing" in entity:
        return gone("Wikidata")
    redirects = entity.get("redirects")
    new = redirects.get("to") if isinstance(redirects, dict) else entity["id"]
    if new != local(target) and isinstance(new, str) and _ITEM.fullmatch(new):
        return moved("Wikidata", target.removesuffix(local(target)) + new)
    return State(names=tuple(_labels(entity.get("labels"))), others=tuple(_labels(entity.get("aliases"))))


def _labels(labels: Json) -> Iterator[str]:
    """Yield the labels or the aliases of an item: a language has one of the first and several of the second."""
    for language in ("en", "zh"):
        given = labels.get(language) if isinstance(labels, dict) else None
        for label in given if isinstance(given, list) else [given]:
            if isinstance(label, dict) and isinstance(label.get("value"), str) and clean(label["value"]):
                yield clean(label["value"])


DIALOGUE = Dialogue(BATCH, _ask, _read)
