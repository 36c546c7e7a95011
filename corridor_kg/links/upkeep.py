"""Upkeep of links: whether what Wikidata, GeoNames and DBpedia know by an identifier is still what it was.

Wikidata is asked with ``wbgetentities`` (https://www.wikidata.org/w/api.php?action=help&modules=wbgetentities),
many items a request. GeoNames is asked for the RDF of each feature (https://www.geonames.org/ontology/).

DBpedia is asked in SPARQL, many resources a request, for the few facts that are needed. Its documents, such as
``/data/China.json``, also hold whatever links to a resource, which the server cuts off at some number of triples,
and with it the label. The Chinese DBpedia has no server; but the English one says which Chinese resources are the
same as its own, so it is asked for that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, Quad, QuerySolution

from corridor_kg import locations, network
from corridor_kg.errors import ServiceFailed
from corridor_kg.links.mappings import Mapping
from corridor_kg.locating import Place
from corridor_kg.reports import SEVERITIES, Finding, Findings
from corridor_kg.vocabulary import OWL, RDFS, Json, prefixes, shorten

BATCH = 50
"""How many identifiers go into a request: Wikidata takes no more."""

ALIKE = 50
"""How alike two names have to be, of 100, to be those of one thing under a new name."""

_SEVERITY = {
    "link-moved": "violation",
    "link-gone": "violation",
    "link-ambiguous": "violation",
    "link-malformed": "violation",
    "link-other-name": "warning",
    "link-unconfirmed": "warning",
    "link-not-asked": "warning",
    "link-renamed": "info",
}
"""What may be found, each with its severity."""

_UNANSWERED = ("link-malformed", "link-not-asked")
_TRUE = ("", "link-renamed")

_DBO = "http://dbpedia.org/ontology/"
_MOVED, _AMBIGUOUS = f"{_DBO}wikiPageRedirects", f"{_DBO}wikiPageDisambiguates"
_LABEL, _SAME = f"{RDFS}label", f"{OWL}sameAs"
_ROWS = "application/sparql-results+json"
_RDF_ROOT = "http://www.w3.org/1999/02/22-rdf-syntax-ns# RDF"
_NAMES = re.compile(r"https?://www\.geonames\.org/ontology#(name|officialName|shortName|alternateName)")
_ITEM = re.compile(r"Q[1-9][0-9]*")
_NOT_IN_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_QUERY_OF_URL = re.compile(r"(https?://[^\s?]+)\?\S+")
_SHOWN = 200
"""How many characters of a service's own message are shown."""

Key = tuple[str, str, str]
Locate = Callable[[Mapping], Place | None]


@dataclass(frozen=True)
class Services:
    """Where the authorities answer; a mirror or a server for tests may be named instead.

    Attributes:
        wikidata: The action API of a Wikibase.
        geonames: What goes before a feature's number, and ``/about.rdf`` behind it.
        dbpedia: The SPARQL endpoint of the English DBpedia.
    """

    wikidata: str = "https://www.wikidata.org/w/api.php"
    geonames: str = "https://sws.geonames.org/"
    dbpedia: str = "https://dbpedia.org/sparql"


@dataclass(frozen=True)
class Outcome(Findings):
    """What became of links: a report in all the forms of `corridor_kg.reports`.

    Attributes:
        asked: How many links each authority answered about, by the authority's name.
        others: How many links are of authorities that cannot be asked: codes, ROR.
        true: The keys of the mappings that were looked at and found true, sorted; one under a new name that is
            like the old one is true, one that nobody answered about is not.
    """

    asked: dict[str, int]
    others: int
    true: tuple[Key, ...]

    @property
    def looked_at(self) -> str:
        """How many links were asked about, and of whom."""
        by_name = ", ".join(f"{count} of {name}" for name, count in self.asked.items())
        total = sum(self.asked.values())
        asked = f"{total} link{'' if total == 1 else 's'} asked about{by_name and ': ' + by_name}"
        return f"{asked}; {self.others} that nobody can be asked about"


class Authority(NamedTuple):
    """What is known of an authority that can be asked.

    Attributes:
        iri: Its IRI.
        name: Its name.
        space: What its identifiers begin with.
        pattern: The form of what follows, as a regular expression.
        example: One of its identifiers.
    """

    iri: str
    name: str
    space: str
    pattern: str
    example: str

    def names(self, iri: str) -> bool:
        """Return whether a text is an IRI that has the form of its identifiers."""
        if not iri.startswith(self.space) or not re.fullmatch(self.pattern, iri.removeprefix(self.space)):
            return False
        try:
            return bool(NamedNode(iri))
        except ValueError:
            return False


class _State(NamedTuple):
    """What is known of a target now.

    Attributes:
        check: What is wrong with it, one of `_SEVERITY`; empty for nothing.
        message: What to say about that.
        replacement: The IRI that it has now.
        names: What it is called now, the first name first; None where names are not compared.
        others: What else it is called: aliases, alternate names.
    """

    check: str = ""
    message: str = ""
    replacement: str = ""
    names: tuple[str, ...] | None = None
    others: tuple[str, ...] = ()


_States = dict[str, _State]


class _Dialogue(NamedTuple):
    """How an authority is asked.

    Attributes:
        size: How many targets go into a request.
        ask: Sends a request about some targets.
        read: Returns what the answer says of at least one of them, or raises ServiceFailed.
    """

    size: int
    ask: Callable[[network.Client, Services, list[str]], network.Response]
    read: Callable[[network.Response, list[str]], _States]


def check(
    mappings: Sequence[Mapping],
    client: network.Client,
    *,
    services: Services | None = None,
    progress: Callable[[int], None] = lambda _: None,
    locate: Locate = lambda _: None,
) -> Outcome:
    """Ask the authorities whether what is linked to is still what it was.

    An authority that cannot be reached or refuses is not asked again; its links are warnings. So is a link about
    which an answer is not understood, while the others of that authority are still asked about.

    Args:
        mappings: Only `askable` ones are asked about.
        client: The way to the network.
        services: Where the authorities answer; None for their own addresses.
        progress: Called with the number of links that are dealt with, at first and after each answer.
        locate: Tells where a mapping is written, for its findings.

    Raises:
        ServiceFailed: Not one authority gave an answer that can be used, as without a network.

    Where there is nothing to ask, nobody is asked:

    >>> check([], network.Client()).summary
    'nothing found (0 links asked about; 0 that nobody can be asked about)'
    """
    asked = askable(mappings)
    sound = [mapping for mapping in asked if _authority(mapping).names(mapping.target)]
    states: _States = {}
    progress(len(asked) - len(sound))
    for found in _told(sound, client, services or Services()):
        states |= found
        progress(len(asked) - sum(mapping.target not in states for mapping in sound))
    _refuse_silence(states)
    judged = [(mapping, _judge(mapping, states)) for mapping in asked]
    return Outcome(
        findings=_sorted(_finding(mapping, state, locate) for mapping, state in judged if state.check),
        asked=_counted(judged),
        others=sum(mapping.decision == "linked" for mapping in mappings) - len(asked),
        true=tuple(sorted(mapping.key for mapping, state in judged if state.check in _TRUE)),
    )


def askable(mappings: Iterable[Mapping]) -> list[Mapping]:
    """Return the mappings that an authority can be asked about.

    These are the links to IRIs of Wikidata, GeoNames and DBpedia. What is rejected is not asked about, since it
    links nothing; nor what is closed, since there is nothing to ask for.

    Args:
        mappings: In any order, which is kept.
    """
    return [mapping for mapping in mappings if mapping.decision == "linked" and authority_of(mapping)]


def authority_of(mapping: Mapping) -> Authority | None:
    """Return the authority that can be asked about a mapping: the one it names, else the one of the IRI's space.

    Args:
        mapping: Any mapping.

    Returns:
        The authority, or None where nobody can be asked: about a code, or an IRI of others.

    >>> link = Mapping({"object_id": ("http://www.wikidata.org/entity/Q59218",)})
    >>> authority_of(link).name
    'Wikidata'
    """
    if mapping.is_code:
        return None
    known = authorities()
    if mapping.authority:
        return known.get(mapping.authority)
    return next((one for one in known.values() if mapping.target.startswith(one.space)), None)


@cache
def authorities() -> dict[str, Authority]:
    """Return the authorities that can be asked, by their IRIs, in the order in which they are asked.

    Their spaces and forms are those of ``ontology/authorities.ttl``.

    >>> [authority.name for authority in authorities().values()]
    ['Wikidata', 'GeoNames', 'DBpedia', 'Chinese DBpedia']
    """
    facts: dict[str, dict[str, str]] = {}
    for quad in _ontology():
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal | NamedNode):
            facts.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    return {iri: _described(iri, facts[iri]) for iri in _DIALOGUES}


def _ontology() -> Iterator[Quad]:
    import os

    from corridor_kg import reading

    return reading.quads(os.path.join(locations.ONTOLOGY, "authorities.ttl"))


def _described(iri: str, facts: dict[str, str]) -> Authority:
    known = prefixes()
    space, pattern, example = known["void"] + "uriSpace", known["schema"] + "valuePattern", known["skos"] + "example"
    return Authority(iri, facts[_LABEL], facts[space], facts[pattern], facts[example])


# -- Asking ----


def _told(mappings: list[Mapping], client: network.Client, services: Services) -> Iterator[_States]:
    """Yield what the authorities answer about the targets of mappings, one request after the other."""
    for authority in authorities().values():
        targets = list(dict.fromkeys(mapping.target for mapping in mappings if authority_of(mapping) == authority))
        yield from _told_by(authority, targets, client, services)


def _told_by(authority: Authority, targets: list[str], client: network.Client, services: Services) -> Iterator[_States]:
    dialogue = _DIALOGUES[authority.iri]
    while targets:
        batch = targets[: dialogue.size]
        try:
            response = dialogue.ask(client, services, batch)
        except ServiceFailed as error:
            yield dict.fromkeys(targets, _not_asked(authority, error))
            return
        found = _read(authority, response, batch)
        yield found
        targets = [target for target in targets if target not in found]


def _read(authority: Authority, response: network.Response, targets: list[str]) -> _States:
    """Return what an answer says, of at least one of the targets."""
    try:
        return _DIALOGUES[authority.iri].read(response, targets)
    except ServiceFailed as error:
        return dict.fromkeys(targets, _not_asked(authority, error))


def _authority(mapping: Mapping) -> Authority:
    found = authority_of(mapping)
    assert found is not None
    return found


def _malformed(authority: Authority) -> _State:
    message = f"It does not have the form of an IRI of {authority.name}, as in {authority.example}; correct it."
    return _State("link-malformed", message)


def _not_asked(authority: Authority, error: ServiceFailed) -> _State:
    reason = _QUERY_OF_URL.sub(r"\1", str(error))
    return _State("link-not-asked", f"{authority.name} could not be asked about it: {reason}")


def _refuse_silence(states: _States) -> None:
    """Refuse to report where nobody gave an answer: it says nothing about links, but something about the network."""
    if states and all(state.check == "link-not-asked" for state in states.values()):
        messages = [state.message.replace(" about it", "", 1) for state in states.values()]
        first = {message.partition(":")[0]: f"\n  {message}" for message in reversed(messages)}
        reasons = "".join(reversed(first.values()))
        raise ServiceFailed(f"no link could be checked; check the network. Nothing was changed.{reasons}")


# -- Judging ----


def _judge(mapping: Mapping, states: _States) -> _State:
    """Return what is to be said about a mapping; about the name only where there is nothing worse."""
    if not _authority(mapping).names(mapping.target):
        return _malformed(_authority(mapping))
    state, label = states[mapping.target], mapping["object_label"]
    return state if state.check or state.names is None or not label else _named(label, state.names, state.others)


def _named(label: str, names: tuple[str, ...], others: tuple[str, ...]) -> _State:
    """Return what is to be said about a name; one that is only one of the others is an old one."""
    alike, remedy = _alike(label, (*names, *others)), "see whether it is still the same."
    if _alike(label, names) == 100:
        return _State()
    if not names:
        return _State("link-other-name", f"It has no name there to compare with {_quoted(label)}; {remedy}")
    words = f"Its name there is now {_quoted(names[0])}, here {_quoted(label)}"
    if alike < ALIKE:
        return _State("link-other-name", f"{words}; {remedy}")
    return _State("link-renamed", f"{words}; correct the name here.")


def _quoted(name: str) -> str:
    return f"'{_clean(name)[:_SHOWN]}'"


def _clean(text: str) -> str:
    """Return somebody else's text without what no terminal and no file should get."""
    return _NOT_IN_TEXT.sub(" ", text).strip()


def _alike(label: str, names: Iterable[str]) -> float:
    """Return how alike a label is to the nearest of some names, from 0 to 100; 100 where it is one of them."""
    from rapidfuzz import fuzz

    return max((fuzz.ratio(label.strip().casefold(), name.strip().casefold()) for name in names), default=0)


def _finding(mapping: Mapping, state: _State, locate: Locate) -> Finding:
    place = locate(mapping)
    return Finding(
        severity=_SEVERITY[state.check],
        check=state.check,
        thing=shorten(mapping.subject),
        label=mapping["subject_label"],
        property=shorten(mapping["predicate_id"]),
        value=shorten(mapping.target),
        message=state.message,
        file=place.file if place else "",
        line=place.line if place else 0,
        replacement=state.replacement,
    )


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (SEVERITIES.index(finding.severity), *finding[1:])))


def _counted(judged: Iterable[tuple[Mapping, _State]]) -> dict[str, int]:
    """Return how many links each authority answered about."""
    answered = [authority_of(mapping) for mapping, state in judged if state.check not in _UNANSWERED]
    counts = Counter(answered)
    return {authority.name: counts[authority] for authority in authorities().values() if counts[authority]}


def _moved(name: str, new: str) -> _State:
    message = f"{name} has it as {new} now; link to that if it is the same thing, else look for another."
    return _State("link-moved", message, new)


def _gone(name: str) -> _State:
    message = f"{name} no longer knows it; look for another identifier, or record that there is none."
    return _State("link-gone", message)


# -- Wikidata ----


def _ask_wikidata(client: network.Client, services: Services, targets: list[str]) -> network.Response:
    # no maxlag: it is for programs that nobody waits for, and a lag often lasts for hours
    fields = {
        "action": "wbgetentities",
        "ids": "|".join(map(_local, targets)),
        "props": "info|labels|aliases",
        "languages": "en|zh",
        "redirects": "yes",
        "format": "json",
    }
    return network.expect(client.get(f"{services.wikidata}?{urlencode(fields)}"))


def _read_wikidata(response: network.Response, targets: list[str]) -> _States:
    document = response.json()
    document = document if isinstance(document, dict) else {}
    if "error" in document:
        return _wikidata_error(response, document["error"], targets)
    entities = document.get("entities")
    found = {target: entities.get(_local(target)) for target in targets} if isinstance(entities, dict) else {}
    states = {target: _item(target, entity) for target, entity in found.items() if _is_entity(entity)}
    if not states:
        raise _not_understood(response, f"says nothing of {_local(targets[0])}")
    return states


def _wikidata_error(response: network.Response, error: Json, targets: list[str]) -> _States:
    """Return what an error says: one number that no item can have fails a whole request."""
    told = error if isinstance(error, dict) else {}
    if told.get("code") == "no-such-entity":
        unknown = {target: _gone("Wikidata") for target in targets if _local(target) == told.get("id")}
        if unknown:
            return unknown
    words = str(told.get("info") or told.get("code") or "without a word")[:_SHOWN]
    raise _not_understood(response, f"answered with an error ({words})")


def _is_entity(entity: Json) -> bool:
    return isinstance(entity, dict) and isinstance(entity.get("id"), str) and bool(_ITEM.fullmatch(entity["id"]))


def _item(target: str, entity: Json) -> _State:
    if "missing" in entity:
        return _gone("Wikidata")
    redirects = entity.get("redirects")
    new = redirects.get("to") if isinstance(redirects, dict) else entity["id"]
    if new != _local(target) and isinstance(new, str) and _ITEM.fullmatch(new):
        return _moved("Wikidata", target.removesuffix(_local(target)) + new)
    return _State(names=tuple(_labels(entity.get("labels"))), others=tuple(_labels(entity.get("aliases"))))


def _labels(labels: Json) -> Iterator[str]:
    """Yield the labels or the aliases of an item: a language has one of the first and several of the second."""
    for language in ("en", "zh"):
        given = labels.get(language) if isinstance(labels, dict) else None
        for label in given if isinstance(given, list) else [given]:
            if isinstance(label, dict) and isinstance(label.get("value"), str) and _clean(label["value"]):
                yield _clean(label["value"])


def _local(target: str) -> str:
    """Return an identifier without its space."""
    return target.rstrip("/").rpartition("/")[2]


def _not_understood(response: network.Response, what: str) -> ServiceFailed:
    return ServiceFailed(f"{response.url} {_clean(what)}; try again later, or check the address.")


# -- GeoNames ----


def _ask_geonames(client: network.Client, services: Services, targets: list[str]) -> network.Response:
    url = f"{services.geonames.rstrip('/')}/{_local(targets[0])}/about.rdf"
    response = client.get(url, accept="application/rdf+xml")
    return response if response.status in (404, 410) else network.expect(response)


def _read_geonames(response: network.Response, targets: list[str]) -> _States:
    """Return the state of the one feature that was asked for."""
    (target,) = targets
    if response.status in (404, 410):
        return {target: _gone("GeoNames")}
    features = _features(response)
    if target in features:
        return {target: _State(names=features[target][:1], others=features[target][1:])}
    return {target: _moved("GeoNames", *features) if len(features) == 1 else _gone("GeoNames")}


def _features(response: network.Response) -> dict[str, tuple[str, ...]]:
    """Return the names of the features in RDF/XML, by the features' IRIs; each one's own name is the first."""
    from pyoxigraph import RdfFormat, parse

    _refuse_other_xml(response)
    names: dict[str, list[str]] = {}
    try:
        for quad in parse(input=response.content, format=RdfFormat.RDF_XML, base_iri=response.url):
            found = _NAMES.fullmatch(quad.predicate.value)
            if found and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                own = names.setdefault(quad.subject.value.replace("http:", "https:", 1), [])
                own.insert(0 if found[1] == "name" else len(own), quad.object.value)
    except (SyntaxError, ValueError) as error:
        raise _not_understood(response, f"answered RDF that cannot be read ({error})") from None
    return {iri: tuple(own) for iri, own in names.items()}


def _refuse_other_xml(response: network.Response) -> None:
    """Refuse what is not RDF/XML, such as a message about a limit, and what declares entities, which can unfold."""
    from xml.parsers import expat

    elements: list[str] = []

    def refuse(*_: object) -> None:
        raise _not_understood(response, "declares entities, which are not read")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _: elements.append(name)
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(response.content, True)
    except (expat.ExpatError, LookupError, ValueError):
        elements.clear()
    if elements[:1] != [_RDF_ROOT]:
        raise _not_understood(response, f"answered {response.media_type or 'something'} that is not RDF/XML")


# -- DBpedia ----


def _ask_dbpedia(client: network.Client, services: Services, targets: list[str]) -> network.Response:
    return _ask_sparql(
        client,
        services,
        f"SELECT ?thing ?property ?value WHERE {{ VALUES ?thing {{ {_listed(targets)} }} ?thing ?property ?value . "
        f"FILTER(?property IN ({_listed((_LABEL, _MOVED, _AMBIGUOUS), ', ')})) "
        'FILTER(ISIRI(?value) || LANG(?value) IN ("en", "zh")) }',
    )


def _ask_dbpedia_zh(client: network.Client, services: Services, targets: list[str]) -> network.Response:
    return _ask_sparql(
        client,
        services,
        f"SELECT ?thing ?property ?value WHERE {{ VALUES ?thing {{ {_listed(targets)} }} "
        f"?value <{_SAME}> ?thing . BIND(<{_SAME}> AS ?property) }}",
    )


def _ask_sparql(client: network.Client, services: Services, query: str) -> network.Response:
    response = network.expect(client.post(services.dbpedia, form={"query": query}, accept=_ROWS))
    if response.status == 206:  # how Virtuoso says that its time was over
        raise _not_understood(response, "answered a part only")
    return response


def _read_dbpedia(response: network.Response, targets: list[str]) -> _States:
    facts = _facts(response)
    return {target: _resource(facts.get(target, [])) for target in targets}


def _resource(facts: list[tuple[str, Literal | NamedNode]]) -> _State:
    moved = sorted(value.value for property, value in facts if property == _MOVED)
    if moved:
        return _moved("DBpedia", moved[0])
    if any(property == _AMBIGUOUS for property, _ in facts):
        message = "DBpedia now lists several things under this name; link to the one that is meant."
        return _State("link-ambiguous", message)
    labels = {value.language: value.value for _, value in facts if isinstance(value, Literal)}
    return _State(names=tuple(labels[tag] for tag in ("en", "zh") if tag in labels)) if labels else _gone("DBpedia")


def _read_dbpedia_zh(response: network.Response, targets: list[str]) -> _States:
    """Return as true what the English DBpedia has as the same; the rest may be true and may not.

    The identifier holds the article's title, so names are not compared.
    """
    facts = _facts(response)
    message = "DBpedia does not say that anything is the same as it; look at the Chinese article."
    return {target: _State() if target in facts else _State("link-unconfirmed", message) for target in targets}


def _facts(response: network.Response) -> dict[str, list[tuple[str, Literal | NamedNode]]]:
    """Return the rows of an answer, by the thing that they are about."""
    facts: dict[str, list[tuple[str, Literal | NamedNode]]] = {}
    for row in _rows(response):
        thing, property, value = row["thing"], row["property"], row["value"]
        if isinstance(thing, NamedNode) and isinstance(property, NamedNode) and isinstance(value, Literal | NamedNode):
            facts.setdefault(thing.value, []).append((property.value, value))
    return facts


def _rows(response: network.Response) -> list[QuerySolution]:
    from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

    try:
        solutions = parse_query_results(response.content, format=QueryResultsFormat.JSON)
        if isinstance(solutions, QuerySolutions):
            columns = {variable.value for variable in solutions.variables}
            if columns == {"thing", "property", "value"}:
                return list(solutions)
    except (SyntaxError, ValueError):
        pass
    raise _not_understood(response, f"answered {response.media_type or 'something'} that is not rows of SPARQL results")


def _listed(iris: Iterable[str], separator: str = " ") -> str:
    return separator.join(str(NamedNode(iri)) for iri in iris)


_AUTHORITIES = prefixes()["authority"]
_DIALOGUES = {
    f"{_AUTHORITIES}wikidata": _Dialogue(BATCH, _ask_wikidata, _read_wikidata),
    f"{_AUTHORITIES}geonames": _Dialogue(1, _ask_geonames, _read_geonames),
    f"{_AUTHORITIES}dbpedia": _Dialogue(BATCH, _ask_dbpedia, _read_dbpedia),
    f"{_AUTHORITIES}dbpedia-zh": _Dialogue(BATCH, _ask_dbpedia_zh, _read_dbpedia_zh),
}
"""How each authority is asked, in the order in which they are asked."""
