"""The facts are those of the articles: placed, cited, complete, and written as the project writes Turtle."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from corridor_kg import Corridor, Rows
from corridor_kg.files import loading
from corridor_kg.rdf import bundled
from corridor_kg.rdf.terms import DERIVED_FROM, LABEL, TYPE
from corridor_kg.rdf.vocabulary import GRAPHS, ONTOLOGY, shorten
from tests.conftest import ROOT
from tests.support.articles import SOURCES, source_of, texts

FILES = sorted(path for folder in ("graph", "ontology") for path in (ROOT / folder).rglob("*.ttl"))


def ask(corridor: Corridor, text: str) -> Rows:
    """Return the rows of a SELECT query."""
    found = corridor.sparql(text)
    assert isinstance(found, Rows)
    return found


def test_nothing_is_made_one_with_a_thing_elsewhere(corridor: Corridor) -> None:
    """No fact has owl:sameAs, which would merge what two parties say."""
    stated = [quad for origin in corridor.origins for quad in loading.quads(origin)]
    assert len(stated) > 2000
    assert not [quad for quad in stated if quad.predicate.value.endswith("#sameAs")]


def test_what_is_counted_as_complete_is_named(corridor: Corridor) -> None:
    """By each source for itself: ten of ten platforms, or two or six of 37 centres; what is open says so."""
    rows = corridor.run("stated-counts")
    assert isinstance(rows, Rows)
    assert {_slug(row["count"]): (row.stated, row.listed, row.complete) for row in rows} == {
        "asia-times-city-count": (3, 0, False),
        "china-daily-core-platform-count": (10, 10, True),
        "china-daily-innovation-centre-count": (37, 2, False),
        "china-daily-corridor-step-count": (3, 0, False),
        "china-daily-shenzhen-step-count": (4, 0, False),
        "guihuayun-core-platform-count": (10, 10, True),
        "guihuayun-innovation-centre-count": (37, 6, False),
        "guihuayun-dongguan-innovation-centre-count": (9, 2, False),
        "guihuayun-guangzhou-innovation-centre-count": (13, 2, False),
        "guihuayun-shenzhen-innovation-centre-count": (15, 2, False),
        "nanfang-daily-shenzhen-core-platform-count": (4, 4, True),
        "nanfang-daily-shenzhen-innovation-centre-count": (15, 0, False),
        "nanfang-daily-shenzhen-step-count": (4, 4, True),
    }


SAID = {
    "ckg:Passage": (5, 28, 4, 4, 7, 12),
    "ckg:Statement": (9, 50, 12, 18, 16, 16),
    "ckg:Goal": (8, 23, 9, 16, 8, 3),
    "ckg:Forecast": (0, 2, 0, 0, 0, 0),
    "ckg:Strength": (0, 6, 0, 0, 1, 0),
    "ckg:Figure": (4, 19, 10, 3, 2, 6),
    "ckg:StatedCount": (1, 4, 5, 3, 0, 0),
}
"""How many things of a kind each source has of its own, in the order of `SOURCES`."""


def test_everything_that_was_said_or_reported_is_there(corridor: Corridor) -> None:
    """The number of things of each kind is that of the reading: of what is said, by source; of what exists, once."""
    for kind, numbers in SAID.items():
        said = {_slug(row.x) for row in ask(corridor, f"SELECT ?x {{ ?x a {kind} }}")}
        found = Counter(source for name in said for source in SOURCES if name.startswith(f"{source}-"))
        assert tuple(found[source] for source in SOURCES) == numbers, kind
        assert len(said) == sum(numbers), kind
    expected = {
        "ckg:Person": 13,
        "org:Membership": 13,
        "org:Post": 11,
        "org:Role": 12,
        "ckg:Organization": 27,
        "ckg:Group": 11,
        "ckg:Plan": 4,
        "ckg:PlanStep": 7,
        "ckg:Platform": 16,
        "ckg:Designation": 19,
    }
    assert {kind: len(ask(corridor, f"SELECT DISTINCT ?x {{ ?x a {kind} }}")) for kind in expected} == expected


OFFICES = {
    ("china-daily p03", "wang-ruijun", "head", "guangdong-science-department"),
    ("china-daily p07", "zhan-decun", "deputy director", "guangzhou-innovation-commission"),
    ("china-daily p10", "liang-yaoming", "chairman", "kingmed-diagnostics"),
    ("china-daily p12", "cao-hui", "brand director", "cao-hui-employer"),
    ("china-daily p15", "yu-qingsong", "general manager", "haige-communications"),
    ("china-daily p16", "wang-yuhui", "owner", "wang-yuhui-business"),
    ("china-daily p21", "guo-zhuangshi", "deputy head", "guangdong-housing-department"),
    ("china-daily p22", "wang-xinmin", "chief technology officer", "wang-xinmin-employer"),
    ("china-daily p26", "liang-weidong", "mayor", "dongguan-government"),
    ("nanfang-daily p02", "feng-shanshu", "reporter", "nanfang-daily"),
    ("nanfang-daily p02", "su-ziwei", "reporter", "nanfang-daily"),
    (
        *("nanfang-daily p03", "shenzhen-innovation-commission-official"),
        *("official in charge", "shenzhen-innovation-commission"),
    ),
    ("nordic p06", "xi-jinping", "president", "chinese-state"),
}
"""Which passage says that who is what, where."""


PRINTED = {"owner": "owns", "president": "President", "reporter": "记者", "official in charge": "有关负责人"}
"""The words of a role, where the passage has others."""


def test_who_holds_which_office_is_what_the_passages_say(corridor: Corridor, stated: Corridor, shared: Path) -> None:
    """One membership a person, whose passage prints the name and the role; the link from the person follows from it."""
    text = texts(shared)
    found = ask(
        corridor,
        """
        SELECT DISTINCT ?passage ?person ?role ?organization ?start ?end {
          GRAPH ?graph { ?membership org:member ?person . }
          ?membership org:organization ?organization ; org:role/rdfs:label ?role .
          ?person org:memberOf ?organization .
          ?graph skos:notation ?passage ; oa:start ?start ; oa:end ?end .
          FILTER(LANG(?role) = "en")
        }
        """,
    )
    assert {(row.passage, _slug(row.person), row.role, _slug(row.organization)) for row in found} == OFFICES
    for row in found:
        passage = text[source_of(row.passage)][row.start : row.end]
        named = ask(corridor, f"SELECT ?name {{ <{row.person}> rdfs:label|skos:altLabel ?name }}")
        is_unnamed = corridor.sparql(f"ASK {{ <{row.person}> a ckg:UnnamedThing }}")
        assert is_unnamed or any(name.name in passage for name in named), row
        assert PRINTED.get(row.role, row.role) in passage, row
    assert not stated.sparql("ASK { ?person org:holds|org:memberOf ?what }")


TEN = (
    *("guangzhou-innovation-city", "pazhou", "knowledge-city", "marina-bay", "airport-new-town", "banxuegang"),
    *("high-tech-zone", "bioindustry-valley", "guangzhou-science-city", "songshan-lake"),
)
SIX = (
    *("bio-island", "tianhe-smart-city", "qianhai", "shenzhen-bay-headquarters-base", "neutron-science-city"),
    "shuixiang-new-town",
)

NAMED = {
    ("china-daily p14", "core-platform"): ("guangzhou-science-city", "songshan-lake"),
    ("china-daily p17", "core-platform"): TEN,
    ("china-daily p18", "innovation-centre"): ("bio-island", "neutron-science-city"),
    ("guihuayun p03", "core-platform"): TEN,
    ("guihuayun p04", "innovation-centre"): SIX,
}
"""Which passage names which platforms of which rank in the plan, some of them again."""

RANKS = {
    *((passage, name, rank, "corridor-plan") for (passage, rank), names in NAMED.items() for name in names),
    ("china-daily p07", "guangzhou", "sub-provincial-city", "china"),
    ("china-daily p25", "guangzhou", "first-tier-city", "china"),
    ("china-daily p25", "shenzhen", "first-tier-city", "china"),
}
"""Which passage gives which place which rank, in which plan or whole."""


def test_which_place_has_which_rank_is_what_the_passages_say(corridor: Corridor, stated: Corridor) -> None:
    """A designation each, of a plan or in a country; that a place is of a class, and designated, follows from it."""
    found = ask(
        corridor,
        """
        SELECT ?passage ?place ?rank ?whole {
          GRAPH ?graph {
            ?designation ckg:isDesignationOf ?place ; ckg:hasRank ?rank ; ckg:isGivenBy|ckg:isMeasuredAgainst ?whole .
          }
          ?graph skos:notation ?passage .
        }
        """,
    )
    assert {(row.passage, *map(_slug, (row.place, row.rank, row.whole))) for row in found} == RANKS
    for kind in ("CorePlatform", "FirstTierCity", "InnovationCentre", "SubProvincialCity"):
        rank = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind).lower()
        of_kind = {_slug(row.x) for row in ask(corridor, f"SELECT ?x {{ ?x a ckg:{kind} }}")}
        assert of_kind == {place for _, place, given, _ in RANKS if given == rank} != set()
        assert not stated.sparql(f"ASK {{ ?x a ckg:{kind} }}")
    designated = {_slug(row.x) for row in ask(corridor, "SELECT ?x { plan:corridor-plan ckg:designates ?x }")}
    assert designated == {place for _, place, _, whole in RANKS if whole == "corridor-plan"}


SPEAKERS = {
    "asia-times": {"asia-times", "corridor-plan"},
    "china-daily": {
        *(person for passage, person, _, _ in OFFICES if source_of(passage) == "china-daily"),
        *("china-daily", "corridor-plan"),
    },
    "guihuayun": {"corridor-plan"},
    "nanfang-daily": {"nanfang-daily", "corridor-plan", "shenzhen-innovation-commission-official"},
    "nordic": {"nordic-apd", "corridor-plan", "xi-jinping"},
    "the-paper": {"the-paper", "corridor-plan"},
}
"""Who speaks in which source; a reporter of it does not."""


@pytest.mark.parametrize("source", SOURCES)
def test_the_newspaper_speaks_where_nobody_else_does(source: str, corridor: Corridor) -> None:
    """Every statement and figure is somebody's or a document's, and one only; what an article says, its paper says."""
    said = ask(
        corridor,
        """
        SELECT ?said (COUNT(DISTINCT ?speaker) AS ?speakers) (SAMPLE(?speaker) AS ?who) {
          { ?said a ckg:Statement } UNION { ?said a ckg:Figure }
          ?said prov:wasAttributedTo|prov:hadPrimarySource ?speaker .
        } GROUP BY ?said
        """,
    )
    own = [row for row in said if _slug(row.said).startswith(f"{source}-")]
    at = SOURCES.index(source)
    assert len(own) == SAID["ckg:Statement"][at] + SAID["ckg:Figure"][at]
    assert {row.speakers for row in own} == {1}
    assert {_slug(row.who) for row in own} == SPEAKERS[source]
    assert not corridor.sparql("ASK { ?x prov:wasAttributedTo ?y . ?y a ckg:Source }")


def test_what_the_plan_promises_is_what_it_aims_at(corridor: Corridor) -> None:
    """Each goal for which the plan itself is the source, and no official; in one article it has eight."""
    goals = ask(
        corridor,
        "SELECT ?x ?kind { ?x a ckg:Goal ; prov:hadPrimarySource plan:corridor-plan ; ckg:hasStatementKind ?kind }",
    )
    assert {_slug(row.kind) for row in goals} == {"promise"}
    promised = {_slug(row.x) for row in goals}
    assert len([name for name in promised if name.startswith("china-daily-")]) == 8
    aimed = {_slug(row.x) for row in ask(corridor, "SELECT ?x { plan:corridor-plan ckg:aimsAt ?x }")}
    assert promised <= aimed
    assert not [name for name in aimed - promised if name.startswith("china-daily-")]


def test_a_goal_that_a_newspaper_reports_is_the_plans_by_print_or_by_a_reading(corridor: Corridor) -> None:
    """Where the article does not name the plan as its source, a headline does, or a reading says why."""
    reported = ask(
        corridor,
        """
        SELECT ?origin ?x {
          GRAPH ?origin { plan:corridor-plan ckg:aimsAt ?x }
          ?x prov:wasAttributedTo ?speaker .
          FILTER NOT EXISTS { ?x prov:hadPrimarySource ?plan }
        }
        """,
    )
    found = Counter(_slug(row.origin) for row in reported)
    assert found == {"readings": 6, "the-paper-p01": 1}


def test_a_superlative_is_a_claim_and_no_fact(corridor: Corridor) -> None:
    """First, largest, widest, most: each is somebody's statement, and what it counts a figure of its own."""
    rows = ask(
        corridor,
        "SELECT ?x ?kind ?figure { ?x a ckg:Statement ; skos:editorialNote ?note ; ckg:hasStatementKind ?kind"
        ' FILTER(STRSTARTS(?note, "A superlative")) OPTIONAL { ?x ckg:claimsFigure ?figure } }',
    )
    assert Counter(source for row in rows for source in SOURCES if f"/{source}-" in row.x) == {
        "china-daily": 5,
        "nordic": 1,
    }
    assert {_slug(row.kind) for row in rows} == {"claim"}
    assert {_slug(row.figure) for row in rows if row.figure} == {"china-daily-guangzhou-high-tech-growth-rank-2016"}


def _slug(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rpartition("/")[2]


def test_a_forecast_is_no_figure(corridor: Corridor) -> None:
    """What Zhan Decun expects is not told as if it had been counted."""
    assert not corridor.sparql("ASK { ?x a ckg:Forecast, ckg:Figure }")
    assert not corridor.sparql("ASK { ?x a ckg:Figure ; sdmx-measure:obsValue 7000 }")
    assert not corridor.sparql("ASK { ?x a ckg:Forecast ; sdmx-measure:obsValue|ckg:isFigureOf ?anything }")
    expected = ask(
        corridor,
        "SELECT ?value ?bound { ?x a ckg:Forecast ; ckg:hasSubject place:guangzhou ; ckg:expectedValue ?value"
        " OPTIONAL { ?x ckg:hasQuantifier/rdfs:label ?bound } } ORDER BY ?value",
    )
    assert [tuple(row) for row in expected] == [(2000, "about"), (7000, None)]


OWN = ("figure", "forecast", "goal", "mention", "statement", "strength")
"""What belongs to one source, and has its name."""


@pytest.mark.parametrize("source", SOURCES)
def test_each_fact_of_a_source_stands_in_the_file_of_a_passage(source: str) -> None:
    """Its own file says where the passages stand, and nothing of what they state; the others state something."""
    origins = {origin.name: list(loading.quads(origin)) for origin in loading.find_origins(bundled.GRAPH)}
    described = {_prefix(quad.subject) for quad in origins[source]}
    assert described - {"period"} == {"article", "passage"}
    passages = [quads for name, quads in origins.items() if source_of(name) == source]
    assert len(passages) == SAID["ckg:Passage"][SOURCES.index(source)]
    assert all(passages)
    rests = [quad for quads in passages for quad in quads if quad.predicate == DERIVED_FROM]
    # what is printed needs no source, but that words are taken so may rest on one, or on what another prints
    assert {(_prefix(quad.subject), _prefix(quad.object)) for quad in rests} <= {
        ("mention", "source"),
        ("mention", "passage"),
    }


def _prefix(term: object) -> str:
    """Return the prefix of the CURIE of a node."""
    return shorten(str(term)[1:-1]).partition(":")[0]


def test_what_a_source_says_has_its_name_and_what_exists_has_none() -> None:
    """Figures, statements and mentions are the source's own; of what is shared a passage has the label of `things/`."""
    origins = {origin.name: list(loading.quads(origin)) for origin in loading.find_origins(bundled.GRAPH)}
    shared = {(quad.subject, quad.object) for quad in origins["things"] if quad.predicate == LABEL}
    for origin, quads in origins.items():
        source = source_of(origin)
        for quad in quads:
            kind, _, name = shorten(str(quad.subject)[1:-1]).partition(":")
            if kind in OWN:
                assert name.startswith(f"{source}-" if source else tuple(f"{each}-" for each in SOURCES)), quad
            elif source and quad.predicate == LABEL:
                assert (quad.subject, quad.object) in shared, quad
            if kind == "mention":
                assert name.startswith(origin), quad


def test_no_thing_has_two_labels_in_a_language(stated: Corridor) -> None:
    """Whatever origins speak of it; what else it is called is skos:altLabel."""
    labels = [
        (str(triple.subject), getattr(triple.object, "language", ""))
        for triple in stated.data.engine.match(None, LABEL)
    ]
    assert len(labels) > 300
    assert len(set(labels)) == len(labels)


def test_mentions_are_words_and_no_sentences(stated: Corridor) -> None:
    """At most six each, of which the print of their passage has all; names and numbers are facts."""
    rows = ask(stated, "SELECT ?mention ?words { ?mention a ckg:Mention ; ckg:printedForm ?words }")
    assert len(rows) > 35
    assert [row.words for row in rows if len(row.words.split()) > 6] == []


def test_each_reading_is_about_a_fact_that_no_passage_prints(stated: Corridor) -> None:
    """The fact stands in an origin, in the file of no passage, and has its ground and sources."""
    rows = ask(
        stated,
        """
        SELECT ?reading ?origin ?ground ?source {
          ?reading a ckg:Reading ; owl:annotatedSource ?s ; owl:annotatedProperty ?p ; owl:annotatedTarget ?o ;
            ckg:ground ?ground ; prov:wasDerivedFrom ?source .
          GRAPH ?origin { ?s ?p ?o }
        }
        """,
    )
    readings = {row.x for row in ask(stated, "SELECT ?x { ?x a ckg:Reading }")}
    assert len(readings) > 50
    assert {row.reading for row in rows} == readings
    assert {row.origin.rpartition("/")[2] for row in rows} == {"readings", "things"}


def test_stated_graphs_hold_nothing_that_was_inferred(corridor: Corridor, stated: Corridor) -> None:
    """Inference adds a graph of its own and leaves the others as they are."""
    sizes = [
        {str(graph): len(list(loaded.store.quads_for_pattern(None, None, None, graph))) for graph in graphs}
        for loaded in (stated, corridor)
        for graphs in [sorted(loaded.store.named_graphs(), key=str)]
    ]
    inferred = sizes[1].pop("<https://w3id.org/corridor-kg/graph/inferred>")
    assert sizes[0] == sizes[1]
    assert inferred > 1000


def test_each_folder_is_an_origin_and_each_file_of_a_source_a_passage(stated: Corridor) -> None:
    """The named graphs are the ontology, the folders of graph/, and the passages that the source describes."""
    folders = {path.name for path in (ROOT / "graph").iterdir() if path.is_dir()}
    assert folders == {*SOURCES, "description", "geonames", "links", "readings", "things"}
    described = {quad.subject for quad in stated.data.engine.match(None, TYPE, NamedNode(f"{ONTOLOGY}Passage"))}
    graphs = {NamedNode(GRAPHS + name) for name in ("ontology", *folders)} | described
    assert set(stated.store.named_graphs()) == graphs
    for source in SOURCES:
        files = {path.stem for path in (ROOT / "graph" / source).glob("*.ttl")} - {"source"}
        assert {f"{source}-{file}" for file in files} == {
            name for name in map(_slug, (str(passage)[1:-1] for passage in described)) if source_of(name) == source
        }


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_turtle_is_written_as_the_project_writes_it(path: Path) -> None:
    """Prefixes aligned, alphabetical and used; one predicate a line; the period of a block alone on its line."""
    text = path.read_text(encoding="utf-8")
    prefixes = re.findall(r"^@prefix ([\w-]+): ( *)<[^>]+> \.$", text, re.MULTILINE)
    names = [name for name, _ in prefixes]
    assert names
    assert names == sorted(names)
    assert len({len(name) + len(gap) for name, gap in prefixes}) == 1
    body = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>|^#.*$|^@prefix.*$', "", text, flags=re.MULTILINE)
    assert [name for name in names if not re.search(rf"(?<![\w-]){name}:", body)] == []
    assert "\t" not in text
    assert not [line for line in text.splitlines() if line.endswith(" .") and not line.startswith("@prefix")]
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_the_facts_hold_no_blank_node() -> None:
    """Every node of graph/ has an IRI."""
    quads = [quad for origin in loading.find_origins(bundled.GRAPH) for quad in loading.quads(origin)]
    assert len(quads) > 2000
    for quad in quads:
        assert "_:" not in (str(quad.subject)[:2], str(quad.object)[:2])
