"""Upkeep of links: whether what Wikidata, GeoNames and DBpedia know by an identifier is still what it was.

What is asked of each, and what its answers say, is in `corridor_kg.links.dialogues`; here it is judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from corridor_kg.errors import ServiceFailed
from corridor_kg.files.line_numbers import Place
from corridor_kg.links.dialogues import State, States, dbpedia, geonames, wikidata
from corridor_kg.model import authorities
from corridor_kg.model.authorities import Authority
from corridor_kg.model.mappings import Key, Mapping
from corridor_kg.network.client import Client
from corridor_kg.network.replies import SHOWN, clean
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.reports.findings import Finding, worst_first
from corridor_kg.reports.report import Findings
from corridor_kg.spelling import folded

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

_DIALOGUES = {
    "wikidata": wikidata.DIALOGUE,
    "geonames": geonames.DIALOGUE,
    "dbpedia": dbpedia.ENGLISH,
    "dbpedia-zh": dbpedia.CHINESE,
}
"""How each authority is asked, by its name, in the order in which they are asked."""

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

    def of(self, authority: Authority) -> str:
        """Return where an authority that can be asked answers; the English DBpedia does for the Chinese one."""
        urls = {"wikidata": self.wikidata, "geonames": self.geonames}
        return urls.get(authority.name, self.dbpedia)


class Outcome(Findings):
    """What became of links: a report in all the forms of `corridor_kg.reports.report`.

    Args:
        findings: The worst first.
        asked: How many links each authority answered about, by the authority's label.
        others: How many links are of authorities that cannot be asked: codes, ROR.
        true: The keys of the mappings that were looked at and found true, sorted; one under a new name that is
            like the old one is true, one that nobody answered about is not.

    Attributes:
        findings: As given, and so are the others.
    """

    def __init__(
        self, findings: tuple[Finding, ...], asked: dict[str, int], others: int, true: tuple[Key, ...]
    ) -> None:
        super().__init__(findings)
        self.asked = asked
        self.others = others
        self.true = true

    @property
    def looked_at(self) -> str:
        """How many links were asked about, and of whom."""
        by_name = ", ".join(f"{count} of {name}" for name, count in self.asked.items())
        total = sum(self.asked.values())
        asked = f"{total} link{'' if total == 1 else 's'} asked about{by_name and ': ' + by_name}"
        return f"{asked}; {self.others} that nobody can be asked about"


def check(
    mappings: Sequence[Mapping],
    client: Client,
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

    >>> check([], Client()).summary
    'nothing found (0 links asked about; 0 that nobody can be asked about)'
    """
    asked = askable(mappings)
    sound = [mapping for mapping in asked if _authority(mapping).has(mapping.target)]
    states: States = {}
    progress(len(asked) - len(sound))
    for found in _told(sound, client, services or Services()):
        states |= found
        progress(len(asked) - sum(mapping.target not in states for mapping in sound))
    _refuse_silence(states)
    judged = [(mapping, _judge(mapping, states)) for mapping in asked]
    return Outcome(
        findings=worst_first(_finding(mapping, state, locate) for mapping, state in judged if state.check),
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
    >>> authority_of(link).label
    'Wikidata'
    """
    if mapping.is_code:
        return None
    if not mapping.authority:
        found = authorities.of(mapping.target)
        return found if found in _asked() else None
    return next((authority for authority in _asked() if authority.iri == mapping.authority), None)


# -- Asking ----


def _told(mappings: list[Mapping], client: Client, services: Services) -> Iterator[States]:
    """Yield what the authorities answer about the targets of mappings, one request after the other."""
    for authority in _asked():
        targets = list(dict.fromkeys(mapping.target for mapping in mappings if authority_of(mapping) == authority))
        dialogue = _DIALOGUES[authority.name]
        yield from dialogue.ask_all(client, services.of(authority), targets, name=authority.label)


def _asked() -> list[Authority]:
    """Return the authorities that can be asked, in the order in which they are asked."""
    return [authorities.known()[name] for name in _DIALOGUES]


def _authority(mapping: Mapping) -> Authority:
    found = authority_of(mapping)
    assert found is not None
    return found


def _malformed(authority: Authority) -> State:
    message = f"It does not have the form of an IRI of {authority.label}, as in {authority.example}; correct it."
    return State("link-malformed", message)


def _refuse_silence(states: States) -> None:
    """Refuse to report where nobody gave an answer: it says nothing about links, but something about the network."""
    if states and all(state.check == "link-not-asked" for state in states.values()):
        messages = [state.message.replace(" about it", "", 1) for state in states.values()]
        first = {message.partition(":")[0]: f"\n  {message}" for message in reversed(messages)}
        reasons = "".join(reversed(first.values()))
        raise ServiceFailed(f"no link could be checked; check the network. Nothing was changed.{reasons}")


# -- Judging ----


def _judge(mapping: Mapping, states: States) -> State:
    """Return what is to be said about a mapping; about the name only where there is nothing worse."""
    if not _authority(mapping).has(mapping.target):
        return _malformed(_authority(mapping))
    state, label = states[mapping.target], mapping["object_label"]
    return state if state.check or state.names is None or not label else _named(label, state.names, state.others)


def _named(label: str, names: tuple[str, ...], others: tuple[str, ...]) -> State:
    """Return what is to be said about a name; one that is only one of the others is an old one."""
    alike, remedy = _alike(label, (*names, *others)), "see whether it is still the same."
    if _alike(label, names) == 100:
        return State()
    if not names:
        return State("link-other-name", f"It has no name there to compare with {_quoted(label)}; {remedy}")
    words = f"Its name there is now {_quoted(names[0])}, here {_quoted(label)}"
    if alike < ALIKE:
        return State("link-other-name", f"{words}; {remedy}")
    return State("link-renamed", f"{words}; correct the name here.")


def _quoted(name: str) -> str:
    return f"'{clean(name)[:SHOWN]}'"


def _alike(label: str, names: Iterable[str]) -> float:
    """Return how alike a label is to the nearest of some names, from 0 to 100; 100 where it is one of them."""
    return max((fuzz.ratio(folded(label), folded(name)) for name in names), default=0)


def _finding(mapping: Mapping, state: State, locate: Locate) -> Finding:
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


def _counted(judged: Iterable[tuple[Mapping, State]]) -> dict[str, int]:
    """Return how many links each authority answered about."""
    answered = [authority_of(mapping) for mapping, state in judged if state.check not in _UNANSWERED]
    counts = Counter(answered)
    return {authority.label: counts[authority] for authority in _asked() if counts[authority]}
