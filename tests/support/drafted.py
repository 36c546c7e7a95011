"""How much of the finished sources their drafts had: facts proposed, right and missed, as n of N.

Each article is drafted beside the graph without it, and each draft held against what was written of the passage in the
end. Run as ``python -m tests.support.drafted FOLDER``, where the folder holds the articles.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from corridor_kg import Corridor
from corridor_kg.files import reading
from corridor_kg.model.origins import Origin
from corridor_kg.rdf.vocabulary import shorten
from corridor_kg.store.graph import Graph
from corridor_kg.trust.known import Known
from tests.support.articles import FILES

PARTS = {
    "sdmx-measure:obsValue": "value",
    "ckg:expectedValue": "value",
    "sdmx-attribute:unitMeasure": "unit",
    "ckg:hasQuantifier": "word of bound",
    "ckg:hasMeasure": "measure",
    "ckg:isFigureOf": "of what",
    "ckg:hasSubject": "of what",
    "ckg:isMeasuredAgainst": "whole",
    "sdmx-dimension:refPeriod": "period",
    "prov:wasAttributedTo": "who says it",
    "prov:hadPrimarySource": "who says it",
}
"""The parts of a figure, by the property that leads to each."""

NAMED, MEANT, GOALS, SAID = "things named", "words for things", "goals' years", "statements' speakers"
RANKS, POSTS = "ranks", "who holds a post"
KINDS = (*dict.fromkeys(PARTS.values()), GOALS, SAID, POSTS, RANKS, NAMED, MEANT)


class Fact(NamedTuple):
    """A part of what a passage states, as a draft and a finished passage may have it in common."""

    kind: str
    about: str
    value: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.about} {self.value}".replace("  ", " ")


class Measured(NamedTuple):
    """What the drafts of a source had."""

    proposed: Counter[str]
    right: Counter[str]
    finished: Counter[str]
    missed: list[tuple[str, Fact]]


def facts(quads: Iterable[Quad], known: Known, passage: str) -> set[Fact]:
    """Return the parts of what a passage states, of a draft or in the end."""
    by_thing: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for quad in quads:
        by_thing[_short(quad.subject)].append((_short(quad.predicate), _short(quad.object)))
    found = set(_of_nodes(by_thing))
    mentioned = {value for said in by_thing.values() for prop, value in said if prop == "ckg:denotes"}
    named = {name for thing, said in by_thing.items() for name in (thing, *(value for _, value in said))}
    found |= {Fact(NAMED, "", name) for name in named - mentioned if _has_name(name, known)}
    return {fact for fact in found if passage not in (fact.about, fact.value)}


def _of_nodes(by_thing: dict[str, list[tuple[str, str]]]) -> Iterator[Fact]:
    for said in by_thing.values():
        values = dict(said)
        kind, printed = values.get("rdf:type"), values.get("ckg:printedForm", "")
        if kind in ("ckg:Figure", "ckg:StatedCount", "ckg:Forecast"):
            yield from (Fact(PARTS[prop], printed, value) for prop, value in said if prop in PARTS)
        elif kind == "ckg:Mention":
            yield from (Fact(MEANT, printed.lower(), value) for prop, value in said if prop == "ckg:denotes")
        elif kind == "ckg:Goal" and "ckg:targetYear" in values:
            yield Fact(GOALS, "", values["ckg:targetYear"])
        elif kind == "ckg:Statement" and "prov:wasAttributedTo" in values:
            yield Fact(SAID, "", values["prov:wasAttributedTo"])
        elif "org:member" in values:
            yield Fact(POSTS, "", values["org:member"])
        elif "ckg:isDesignationOf" in values and "ckg:hasRank" in values:
            yield Fact(RANKS, values["ckg:isDesignationOf"], values["ckg:hasRank"])


def _short(term: object) -> str:
    return shorten(term.value) if isinstance(term, NamedNode) else term.value if isinstance(term, Literal) else ""


def _has_name(curie: str, known: Known) -> bool:
    from corridor_kg.rdf.vocabulary import expand

    space, _, _ = curie.partition(":")
    iri = expand(curie) if space in ("place", "platform", "organization", "person", "plan", "group") else None
    return iri is not None and known.sort(NamedNode(iri)) == "name" and "not named" not in known.label(NamedNode(iri))


def measure(name: str, article: Path) -> Measured:
    """Draft an article beside the graph without it, and hold the drafts against what was written in the end."""
    whole = Corridor.load().data
    known = Known(whole)
    finished = {origin.name: origin for origin in whole.facts if origin.name.startswith(f"{name}-p")}
    rest = [one for one in whole.facts if one.name != name and one.name not in finished]
    result = Measured(Counter(), Counter(), Counter(), [])
    with tempfile.TemporaryDirectory() as folder:
        made = Corridor(Graph.of(rest)).new_source(name, article, to=folder, **_told(whole, name))
        drafts = {(one.laid.start, one.laid.end): one.file for one in made.passages}
        for row in whole.rows(
            "SELECT ?name ?start ?end { ?p a ckg:Passage ; skos:notation ?name ; oa:start ?start ; oa:end ?end }"
        ):
            source, _, passage = str(row.name).partition(" ")
            if source == name:
                file = drafts.get((int(row.start), int(row.end)))
                _compare(result, passage, file, finished[f"{name}-{passage}"], known, f"passage:{name}-{passage}")
    return result


def _compare(result: Measured, passage: str, draft: str | None, origin: Origin, known: Known, own: str) -> None:
    proposed = facts(reading.quads(draft), known, own) if draft else set()
    written = facts((quad for file in origin.files for quad in reading.quads(file)), known, own)
    result.proposed.update(fact.kind for fact in proposed)
    result.right.update(fact.kind for fact in proposed & written)
    result.finished.update(fact.kind for fact in written)
    result.missed.extend((passage, fact) for fact in sorted(written - proposed))


def _told(graph: Graph, name: str) -> dict[str, str]:
    """Return what somebody who holds the article would give to ``source new``: the publisher, and the days."""
    rows = graph.rows(
        f'SELECT ?publisher ?first ?last {{ ?article skos:notation "{name}" ; schema:publisher ?p . ?p rdfs:label'
        ' ?publisher . FILTER(LANG(?publisher) = "en") OPTIONAL { ?article ckg:hasPublicationPeriod ?period .'
        " ?period schema:startDate ?first ; schema:endDate ?last } }"
    )
    row = rows[0]
    date = f"{row.first}/{row.last}" if row.first else ""
    return {"publisher": str(row.publisher), "date": date}


def markdown(measured: dict[str, Measured]) -> str:
    """Return what was proposed, right and missed, of each source and of each kind of fact, as the README has it."""
    lines = ["| source | proposed | right | missed |", "| --- | --- | --- | --- |"]
    for name, one in measured.items():
        proposed, right = (sum(counter.values()) for counter in (one.proposed, one.right))
        lines.append(f"| {name} | {proposed} | {right} | {len(one.missed)} |")
    lines += ["", "| part | right of those proposed | right of those written in the end |", "| --- | --- | --- |"]
    for kind in KINDS:
        proposed, right, finished = (
            sum(getattr(one, part)[kind] for one in measured.values()) for part in ("proposed", "right", "finished")
        )
        lines.append(f"| {kind} | {right} of {proposed} | {right} of {finished} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the tables, then what was missed in each source."""
    folder = Path(sys.argv[1])
    measured = {name: measure(name, folder / path) for name, path in FILES.items()}
    print(markdown(measured))
    for name, one in measured.items():
        for passage, fact in one.missed:
            print(f"missed in {name} {passage}: {fact}")


if __name__ == "__main__":
    main()
