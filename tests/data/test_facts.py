"""The facts are those of the article: placed, cited, complete, and written as the project writes Turtle."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from corridor_kg import Corridor, Rows
from corridor_kg.files import loading
from corridor_kg.rdf import bundled
from corridor_kg.rdf.terms import DERIVED_FROM, LABEL, TYPE
from corridor_kg.rdf.vocabulary import GRAPHS, ONTOLOGY, shorten
from tests.conftest import ROOT

FILES = sorted(path for folder in ("graph", "ontology") for path in (ROOT / folder).rglob("*.ttl"))


def ask(corridor: Corridor, text: str) -> Rows:
    """Return the rows of a SELECT query."""
    found = corridor.sparql(text)
    assert isinstance(found, Rows)
    return found


def test_the_passages_are_those_of_the_reading(corridor: Corridor, shared: Path) -> None:
    """Each passage has the start, end and SHA-256 of the reading, and its number as paragraph."""
    with open(shared / "passages.tsv", encoding="utf-8") as file:
        expected = [
            (
                f"china-daily {row['passage']}",
                int(row["passage"][1:]),
                int(row["start"]),
                int(row["end"]),
                row["sha256"],
            )
            for row in csv.DictReader(file, delimiter="\t")
        ]
    found = ask(
        corridor,
        "SELECT ?name ?paragraph ?start ?end ?hash {"
        " ?p a ckg:Passage ; skos:notation ?name ; schema:position ?paragraph ;"
        " oa:start ?start ; oa:end ?end ; schema:sha256 ?hash } ORDER BY ?name",
    )
    assert [tuple(row) for row in found] == expected
    assert len(expected) == 28


def test_the_hashes_are_those_of_the_article(corridor: Corridor, shared: Path) -> None:
    """The text from a passage's start to its end has the passage's SHA-256."""
    text = (shared / "article.txt").read_text(encoding="utf-8")
    rows = ask(corridor, "SELECT ?start ?end ?hash { ?p oa:start ?start ; oa:end ?end ; schema:sha256 ?hash }")
    assert len(rows) == 28
    for row in rows:
        assert hashlib.sha256(text[row.start : row.end].encode()).hexdigest() == row.hash


def test_each_number_stands_in_its_passage(corridor: Corridor, shared: Path) -> None:
    """The printed form stands in the passage whose file has the figure, after its word of bound, or after none."""
    text = (shared / "article.txt").read_text(encoding="utf-8")
    found = ask(
        corridor,
        """
        SELECT ?figure ?printed ?bound ?start ?end {
          { ?figure a ckg:Figure } UNION { ?figure a ckg:Forecast }
          GRAPH ?passage { ?figure ckg:printedForm ?printed . }
          ?passage oa:start ?start ; oa:end ?end .
          OPTIONAL { ?figure ckg:hasQuantifier/rdfs:label ?bound . }
        }
        """,
    )
    bounds = {row.word for row in ask(corridor, "SELECT ?word { ?quantifier a ckg:Quantifier ; rdfs:label ?word }")}
    assert {row.bound for row in found} - {None} <= bounds
    assert len({row.figure for row in found}) == 21
    for row in found:
        passage = text[row.start : row.end]
        assert re.search(rf"(?<![\d,.]){re.escape(row.printed)}(?![\d]|,\d)", passage), row
        before = {
            word for word in bounds if re.search(rf"{word} \$?{re.escape(row.printed)}\b", passage, re.IGNORECASE)
        }
        assert before == {row.bound} - {None}, row


def test_each_name_stands_in_a_passage_that_speaks_of_its_thing(corridor: Corridor, shared: Path) -> None:
    """People, named organizations and platforms are called in print what they are called here."""
    text = (shared / "article.txt").read_text(encoding="utf-8")
    found = ask(
        corridor,
        """
        SELECT DISTINCT ?thing ?label ?start ?end {
          VALUES ?class { ckg:Person ckg:Organization ckg:Platform }
          ?thing a ?class ; rdfs:label ?label .
          { GRAPH ?passage { ?thing ?property ?value } } UNION { GRAPH ?passage { ?subject ?property ?thing } }
          ?passage oa:start ?start ; oa:end ?end .
          FILTER(LANG(?label) = "en")
          FILTER NOT EXISTS { ?thing a ckg:UnnamedThing }
        } ORDER BY ?thing ?start
        """,
    )
    named: dict[str, bool] = {}
    for row in found:
        named[row.label] = named.get(row.label, False) or row.label.lower() in text[row.start : row.end].lower()
    assert len(named) >= 26
    assert [label for label, stands in named.items() if not stands] == []


def test_every_numeral_of_the_article_is_accounted_for(corridor: Corridor, shared: Path) -> None:
    """No number that is printed in digits is missing from the graph."""
    text = (shared / "article.txt").read_text(encoding="utf-8")
    numerals = set(re.findall(r"\d[\d,.]*\d|\d", text))
    printed = {row.printed for row in ask(corridor, "SELECT ?printed { ?figure ckg:printedForm ?printed }")}
    years = {str(row.y) for row in ask(corridor, "SELECT ?y { ?s ckg:targetYear ?y }")} | {"2015", "2016", "2017"}
    # the day of 1 December 2017, and the rank that Cao Hui's firm wants to have
    assert numerals - printed - years == {"1"}


PIECE = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]")
"""A word, or a Chinese character: what stands between them does not make a sentence another."""

IN_A_ROW = {"words": (10, str.isascii), "Chinese characters": (24, lambda piece: not piece.isascii())}
"""How many in a row are the publisher's."""


_MADE = {".git", ".venv", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__"}
"""Folders of what is not written by hand."""


def _runs(text: str, kind: str) -> set[tuple[str, ...]]:
    long, counts = IN_A_ROW[kind]
    pieces = [piece for piece in PIECE.findall(text.lower()) if counts(piece)]
    return {tuple(pieces[i : i + long]) for i in range(len(pieces) - long + 1)}


@pytest.mark.parametrize("kind", IN_A_ROW)
def test_no_sentence_of_a_source_stands_in_the_project(kind: str, shared: Path) -> None:
    """Of the article, and of those that are yet to come, in either language; names and numbers are facts and stay."""
    sources = [shared / "article.txt", *(shared / "sources").glob("*.txt")]
    assert len(sources) > 5
    theirs = set().union(*(_runs(source.read_text(encoding="utf-8"), kind) for source in sources))
    assert len(theirs) > 1000
    files = [path for path in ROOT.rglob("*") if path.is_file() and not _MADE & set(path.relative_to(ROOT).parts)]
    assert len(files) > 300
    found = {path: theirs & _runs(path.read_text(encoding="utf-8", errors="replace"), kind) for path in files}
    assert {path: runs for path, runs in found.items() if runs} == {}


def test_nothing_is_made_one_with_a_thing_elsewhere(corridor: Corridor) -> None:
    """No fact has owl:sameAs, which would merge what two parties say."""
    stated = [quad for origin in corridor.origins for quad in loading.quads(origin)]
    assert len(stated) > 2000
    assert not [quad for quad in stated if quad.predicate.value.endswith("#sameAs")]


def test_what_is_counted_as_complete_is_named(corridor: Corridor) -> None:
    """All ten core platforms are named; of 37 innovation centres, two are; of the steps, none; what is open says so."""
    counts = {row["countLabel"]: (row.stated, row.listed, row.complete) for row in corridor.run("stated-counts")}  # type: ignore[union-attr]
    assert counts["Core innovation platforms that the plan names"] == (10, 10, True)
    assert counts["Innovation centres that the plan names"] == (37, 2, False)
    assert counts["Steps in which the corridor is to be constructed"] == (3, 0, False)
    assert counts["Steps of Shenzhen's approach to being the main engine"] == (4, 0, False)


def test_everything_that_was_said_or_reported_is_there(corridor: Corridor) -> None:
    """The number of things of each kind is that of the reading."""
    expected = {
        "ckg:Person": 13,
        "org:Membership": 13,
        "org:Post": 11,
        "org:Role": 12,
        "ckg:Organization": 26,
        "ckg:Group": 9,
        "ckg:Statement": 50,
        "ckg:Goal": 23,
        "ckg:Forecast": 2,
        "ckg:Strength": 6,
        "ckg:Plan": 4,
        "ckg:PlanStep": 7,
        "ckg:Figure": 19,
        "ckg:StatedCount": 4,
        "ckg:Passage": 28,
        "ckg:Platform": 16,
        "ckg:Designation": 19,
    }
    found = {kind: len(ask(corridor, f"SELECT DISTINCT ?x {{ ?x a {kind} }}")) for kind in expected}
    assert found == expected


OFFICES = {
    ("p03", "wang-ruijun", "head", "guangdong-science-department"),
    ("p07", "zhan-decun", "deputy director", "guangzhou-innovation-commission"),
    ("p10", "liang-yaoming", "chairman", "kingmed-diagnostics"),
    ("p12", "cao-hui", "brand director", "cao-hui-employer"),
    ("p15", "yu-qingsong", "general manager", "haige-communications"),
    ("p16", "wang-yuhui", "owner", "wang-yuhui-business"),
    ("p21", "guo-zhuangshi", "deputy head", "guangdong-housing-department"),
    ("p22", "wang-xinmin", "chief technology officer", "wang-xinmin-employer"),
    ("p26", "liang-weidong", "mayor", "dongguan-government"),
}
"""Which passage says that who is what, where."""


def test_who_holds_which_office_is_what_the_passages_say(corridor: Corridor, stated: Corridor, shared: Path) -> None:
    """One membership a person, whose passage prints the name and the role; the link from the person follows from it."""
    text = (shared / "article.txt").read_text(encoding="utf-8")
    found = ask(
        corridor,
        """
        SELECT DISTINCT ?passage ?person ?name ?role ?organization ?start ?end {
          GRAPH ?passage { ?membership org:member ?person . }
          ?membership org:organization ?organization ; org:role/rdfs:label ?role .
          ?person org:memberOf ?organization ; rdfs:label ?name FILTER(LANG(?name) = "en")
          ?passage oa:start ?start ; oa:end ?end .
        }
        """,
    )
    assert {(row.passage[-3:], _slug(row.person), row.role, _slug(row.organization)) for row in found} == OFFICES
    for row in found:
        passage = text[row.start : row.end]
        assert row.name in passage
        assert {"owner": "owns"}.get(row.role, row.role) in passage
    assert not stated.sparql("ASK { ?person org:holds|org:memberOf ?what }")


CORE = {
    "p14": "guangzhou-science-city songshan-lake",
    "p17": "guangzhou-innovation-city pazhou knowledge-city marina-bay airport-new-town banxuegang high-tech-zone"
    " bioindustry-valley guangzhou-science-city songshan-lake",
}
"""Which passage names which core platforms, the two of the first again in the second."""

RANKS = {
    *((passage, name, "core-platform", "corridor-plan") for passage, names in CORE.items() for name in names.split()),
    ("p18", "bio-island", "innovation-centre", "corridor-plan"),
    ("p18", "neutron-science-city", "innovation-centre", "corridor-plan"),
    ("p07", "guangzhou", "sub-provincial-city", "china"),
    ("p25", "guangzhou", "first-tier-city", "china"),
    ("p25", "shenzhen", "first-tier-city", "china"),
}
"""Which passage gives which place which rank, in which plan or whole."""


def test_which_place_has_which_rank_is_what_the_passages_say(corridor: Corridor, stated: Corridor) -> None:
    """A designation each, of a plan or in a country; that a place is of a class, and designated, follows from it."""
    found = ask(
        corridor,
        """
        SELECT ?passage ?place ?rank ?whole ?class {
          GRAPH ?passage {
            ?designation ckg:isDesignationOf ?place ; ckg:hasRank ?rank ; ckg:isGivenBy|ckg:isMeasuredAgainst ?whole .
          }
        }
        """,
    )
    assert {(row.passage[-3:], *map(_slug, (row.place, row.rank, row.whole))) for row in found} == RANKS
    for kind in ("CorePlatform", "FirstTierCity", "InnovationCentre", "SubProvincialCity"):
        rank = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind).lower()
        of_kind = {_slug(row.x) for row in ask(corridor, f"SELECT ?x {{ ?x a ckg:{kind} }}")}
        assert of_kind == {place for _, place, given, _ in RANKS if given == rank} != set()
        assert not stated.sparql(f"ASK {{ ?x a ckg:{kind} }}")
    designated = {_slug(row.x) for row in ask(corridor, "SELECT ?x { plan:corridor-plan ckg:designates ?x }")}
    assert designated == {place for _, place, _, whole in RANKS if whole == "corridor-plan"}


def test_the_newspaper_speaks_where_nobody_else_does(corridor: Corridor) -> None:
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
    assert len(said) == 50 + 19
    assert {row.speakers for row in said} == {1}
    speakers = {row.who.rpartition("/")[2] for row in said}
    people = {person for _, person, _, _ in OFFICES}
    assert speakers == people | {"china-daily", "corridor-plan"}
    assert not corridor.sparql("ASK { ?x prov:wasAttributedTo ?y . ?y a ckg:Source }")


def test_what_the_plan_promises_is_what_it_aims_at(corridor: Corridor) -> None:
    """Eight goals, for which the plan itself is the source, and no official."""
    aimed = {row.x for row in ask(corridor, "SELECT ?x { plan:corridor-plan ckg:aimsAt ?x }")}
    promised = {
        row.x for row in ask(corridor, "SELECT ?x { ?x a ckg:Goal ; prov:hadPrimarySource plan:corridor-plan }")
    }
    kinds = {
        row.kind for row in ask(corridor, "SELECT ?kind { plan:corridor-plan ckg:aimsAt/ckg:hasStatementKind ?kind }")
    }
    assert aimed == promised
    assert len(aimed) == 8
    assert {_slug(kind) for kind in kinds} == {"promise"}


def test_a_superlative_is_a_claim_and_no_fact(corridor: Corridor) -> None:
    """First, largest, widest, most: each is somebody's statement, and what it counts a figure of its own."""
    rows = ask(
        corridor,
        "SELECT ?x ?kind ?figure { ?x a ckg:Statement ; skos:editorialNote ?note ; ckg:hasStatementKind ?kind"
        ' FILTER(STRSTARTS(?note, "A superlative")) OPTIONAL { ?x ckg:claimsFigure ?figure } }',
    )
    assert len(rows) == 5
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


def test_each_fact_of_a_source_stands_in_the_file_of_a_passage() -> None:
    """Its own file says where the passages stand, and nothing of what they state; the others state something."""
    origins = {origin.name: list(loading.quads(origin)) for origin in loading.find_origins(bundled.GRAPH)}
    described = {shorten(str(quad.subject)[1:-1]).partition(":")[0] for quad in origins["china-daily"]}
    assert described == {"article", "passage", "period"}
    passages = [quads for name, quads in origins.items() if name.startswith("china-daily-p")]
    assert len(passages) == 28
    assert all(passages)
    rests = [quad for quads in passages for quad in quads if quad.predicate == DERIVED_FROM]
    ends = {(*(shorten(str(end)[1:-1]).partition(":")[0] for end in (quad.subject, quad.object)),) for quad in rests}
    assert ends <= {
        ("mention", "source")
    }  # what is printed needs no source, but that words are taken so may rest on one


def test_what_a_source_says_has_its_name_and_what_exists_has_none() -> None:
    """Figures, statements and mentions are the source's own; to what is shared a passage gives no label."""
    for origin in loading.find_origins(bundled.GRAPH):
        for quad in loading.quads(origin):
            kind, _, name = shorten(str(quad.subject)[1:-1]).partition(":")
            if kind in OWN:
                assert name.startswith("china-daily-"), quad
            elif origin.name.startswith("china-daily-p"):
                assert quad.predicate != LABEL, quad
            if kind == "mention":
                assert name.startswith(origin.name.replace(" ", "-")), quad


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
    assert len({row.reading for row in rows}) == 82
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
    assert folders == {"china-daily", "description", "geonames", "links", "readings", "things"}
    described = {quad.subject for quad in stated.data.engine.match(None, TYPE, NamedNode(f"{ONTOLOGY}Passage"))}
    assert len(described) == 28
    graphs = {NamedNode(GRAPHS + name) for name in ("ontology", *folders)} | described
    assert set(stated.store.named_graphs()) == graphs
    files = {path.stem for path in (ROOT / "graph" / "china-daily").glob("*.ttl")}
    assert files == {"source"} | {str(passage.value)[-3:] for passage in described if isinstance(passage, NamedNode)}


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
