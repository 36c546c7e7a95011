"""Every fact is checked against the article, and each kind of altered copy gets the right verdict."""

from __future__ import annotations

import html
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corridor_kg import Corridor, Rows
from corridor_kg.errors import GraphNotFound, UnknownThing
from corridor_kg.rdf.vocabulary import BASE, XSD
from corridor_kg.text import articles
from corridor_kg.trust import claims
from corridor_kg.trust.sentences import sentence
from corridor_kg.trust.verdicts import BY_MENTION, BY_READING, CONTRADICTED, NOT_CHECKABLE, PRINTED
from corridor_kg.trust.verification import PassageVerdict, Verification
from tests.conftest import ROOT, Run
from tests.support.articles import FILES, source_of, texts

EVERY_TRIPLE = "SELECT ?thing ?property ?value { ?passage a ckg:Passage . GRAPH ?passage { ?thing ?property ?value } }"

Check = Callable[[str], Verification]

CAO_HUI = "membership:cao-hui-brand-director"
KINGMED = "organization:kingmed-diagnostics"
GAZETTE = "organization:made-up-gazette"
SECOND = ROOT / "tests" / "sources" / "gazette"
GAZETTES = [SECOND]


@pytest.fixture
def text(shared: Path) -> str:
    """The article."""
    return (shared / "article.txt").read_text(encoding="utf-8")


@pytest.fixture
def check(corridor: Corridor, tmp_path: Path) -> Check:
    """Verify the bundled graph against a text."""

    def verify(copy: str) -> Verification:
        path = tmp_path / "copy.txt"
        path.write_bytes(copy.encode())
        return corridor.verify(path)

    return verify


def name(passage: PassageVerdict) -> str:
    """Return the name that a passage has within its source."""
    return passage.passage.removeprefix("china-daily ")


def verdicts(found: Verification) -> dict[str, str]:
    """Return the verdicts by passage, without the name of the source."""
    return {name(passage): passage.verdict for passage in found.passages}


def of(found: Verification, wanted: str) -> PassageVerdict:
    """Return the verdict on one passage."""
    return next(passage for passage in found.passages if name(passage) == wanted)


def test_the_bundled_graph_stands_in_print(corridor: Corridor, shared: Path) -> None:
    """Every passage is at its place, and every name, number and speaker in it."""
    found = corridor.verify(shared / "article.txt")
    assert found.holds
    assert verdicts(found) == {f"p{number:02d}": "found" for number in range(28)}
    assert found.counts[PRINTED] + found.counts[BY_MENTION] > 400
    assert all(passage.facts for passage in found.passages)
    assert "28 of 28 passages stand in the article (100 %)" in found.to_text()
    assert "no problems" in found.to_text()


def test_a_changed_digit_is_found(check: Check, text: str) -> None:
    """The passage is changed, the number is missing, and the other number is in no fact."""
    found = check(text.replace("4,739", "4,793"))
    assert {passage for passage, verdict in verdicts(found).items() if verdict != "found"} == {"p07"}
    assert of(found, "p07").verdict == "changed"
    problems = " ".join(of(found, "p07").problems)
    assert '"4,739"' in problems
    assert 'ckg:printedForm "4,793" ; sdmx-measure:obsValue 4793 .' in problems
    assert not found.holds


@pytest.mark.parametrize(
    ("printed", "altered", "passage", "problem"),
    [
        ("more than 180", "almost 180", "p05", '"more than" does not stand with the number "180"'),
        ("more than 180", "almost 180", "p05", "ckg:hasQuantifier quantifier:nearly ."),
        ("Zhan Decun", "Zhan Dekun", "p07", '"Zhan Decun"'),
        ("Haige Communications", "Hague Communications", "p15", "Haige"),
        ("brand director", "sales director", "p12", 'the post "brand director"'),
        ("brand director", "sales director", "p12", 'the role "brand director"'),
        ("who owns", "who rents", "p16", 'the role "owner" or "owns"'),
        ("Guo Zhuangshi, deputy head", "Guo Zhuangshi, head", "p21", 'the role "deputy head"'),
        ("The plan says", "The mayor says", "p20", 'the speaker "Plan of the Guangzhou-Shenzhen'),
        ("by 2050", "by 2060", "p27", "the date 2050"),
        ("last year", "this year", "p13", 'the period "2016" or "last year"'),
        ("Pazhou", "Pazou", "p17", "the name"),
        ("last year", "this year", "p13", 'the mention "last year"'),
        ("Dec 1 of 2017", "Dec 2 of 2017", "p09", "the date 2017-12-01"),
        ("Dongguan, lying", "Dongwan, lying", "p25", "ckg:denotes place:dongguan"),
    ],
)
def test_a_changed_word_is_found(
    printed: str, altered: str, passage: str, problem: str, check: Check, text: str
) -> None:
    """The bound of a number, a speaker, a name, a post, a year, a period, a date: each is missed in its passage."""
    found = check(text.replace(printed, altered))
    assert of(found, passage).verdict == "changed"
    assert problem in " ".join(of(found, passage).problems)


def test_a_moved_paragraph_is_moved(check: Check, text: str) -> None:
    """Found elsewhere by its hash; the others are found or moved with it, and everything still holds."""
    first, last = text.index("Yu Qingsong, general"), text.index("Wang Yuhui, who owns")
    found = check(text[:first] + text[last:] + "\n\n" + text[first:last])
    assert of(found, "p15").verdict == "moved"
    assert set(verdicts(found).values()) == {"found", "moved"}
    assert found.holds


def test_a_missing_paragraph_is_missing(check: Check, text: str) -> None:
    """Nothing that is left is taken for it."""
    first, last = text.index("Dongguan mayor Liang"), text.index("The corridor is planned")
    found = check(text[:first] + text[last:])
    assert of(found, "p26").verdict == "missing"
    assert not found.holds


@pytest.mark.parametrize(
    "alter",
    [
        lambda text: text.replace("\u2013", "-"),
        lambda text: text.replace('"', "\u201c").replace("'", "\u2019"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(". ", ".  \n"),
        lambda text: f"<html><head><script>var a = '4,739';</script></head><body>{_marked(text)}</body></html>",
    ],
    ids=["straight dashes", "curly quotes", "line ends", "byte-order mark", "hard spaces", "broken lines", "HTML"],
)
def test_a_copy_in_another_dress_holds(alter: Callable[[str], str], check: Check, text: str) -> None:
    """Typography, line ends and markup change nothing that is stated."""
    found = check(alter(text))
    assert len(found.passages) == 28
    assert set(verdicts(found).values()) <= {"found", "moved"}
    assert found.holds, found.to_text()


def _marked(text: str) -> str:
    """Return a text as paragraphs of HTML, its characters escaped and some words in bold."""
    return "".join(f"<p>{html.escape(line).replace('Dongguan', '<b>Dongguan</b>')}</p>\n" for line in text.splitlines())


def test_another_text_is_no_article(check: Check) -> None:
    """Everything is missing, and that is said."""
    found = check("Something else.\n\nAnd more of it.")
    assert (found.holds, found.articles) == (False, ())
    assert "No article of the graph stands in what was given" in found.to_text()


def test_a_fact_that_is_not_in_print_is_found(shared: Path, tmp_path: Path) -> None:
    """A number or a name that a fact claims of a passage, and that does not stand in it."""
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .\n"
        "@prefix passage: <https://w3id.org/corridor-kg/passage/> .\n"
        "@prefix platform: <https://w3id.org/corridor-kg/platform/> .\n"
        "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'platform:made-up a ckg:CorePlatform ; rdfs:label "Made-up Park"@en ;'
        " prov:wasDerivedFrom passage:china-daily-p17 .",
        encoding="utf-8",
    )
    found = Corridor.load(add=[own]).verify(shared / "article.txt")
    assert [name(passage) for passage in found.passages if passage.problems] == ["p17"]
    assert '"Made-up Park"' in of(found, "p17").problems[0]


@pytest.mark.parametrize("where", ["in the passage's graph", "in a file that names the passage"])
@pytest.mark.parametrize(
    ("fact", "passage", "missing"),
    [
        ("organization:haige-communications ckg:isBasedIn place:dongguan", "p15", "place:dongguan"),
        ("platform:songshan-lake ckg:isLocatedIn place:guangzhou", "p14", "place:guangzhou"),
        ("place:macao ckg:isLocatedIn place:china", "p25", "place:macao"),
        ("plan:corridor-plan ckg:hasPublicationPeriod period:2016", "p18", "period:2016"),
        ("person:cao-hui org:holds post:dongguan-government-mayor", "p12", "post:dongguan-government-mayor"),
        (f"{CAO_HUI} ckg:fillsPost post:dongguan-government-mayor", "p12", "post:dongguan-government-mayor"),
        (f"{CAO_HUI} org:member person:zhan-decun", "p12", "person:zhan-decun"),
        (f"{CAO_HUI} org:role org-role:owner", "p12", "org-role:owner"),
        ("post:guangdong-housing-department-deputy-head org:role org-role:head", "p21", "org-role:head"),
        ("membership:liang-weidong-mayor ckg:beginsIn period:2016", "p26", "period:2016"),
        ("designation:shenzhen-first-tier-city ckg:isGivenBy plan:corridor-plan", "p25", "plan:corridor-plan"),
        ("designation:shenzhen-first-tier-city ckg:isDesignationOf place:macao", "p25", "place:macao"),
        ("statement:china-daily-complementary prov:hadPrimarySource plan:corridor-plan", "p23", "plan:corridor-plan"),
        (f"statement:china-daily-complementary prov:wasAttributedTo {KINGMED}", "p23", KINGMED),
        (f"statement:china-daily-complementary prov:wasAttributedTo {GAZETTE}", "p23", GAZETTE),
        ("organization:china-daily ckg:isBasedIn place:dongguan", "p26", "organization:china-daily"),
    ],
)
def test_both_ends_of_a_relation_have_to_be_printed(
    fact: str, passage: str, missing: str, where: str, shared: Path, tmp_path: Path
) -> None:
    """By name, and not within the longer name of something else; if not, the problem says which mention to write."""
    own = tmp_path / "own.trig"
    prefixes = "designation membership organization org-role passage period person place plan platform post statement"
    lines = [f"@prefix {name}: <https://w3id.org/corridor-kg/{name}/> ." for name in prefixes.split()]
    lines += ["@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .", "@prefix prov: <http://www.w3.org/ns/prov#> ."]
    lines += ["@prefix org: <http://www.w3.org/ns/org#> ."]
    if where == "in the passage's graph":
        lines.append(f"passage:china-daily-{passage} {{ {fact} . }}")
    else:
        lines.append(f"{fact} ; prov:wasDerivedFrom passage:china-daily-{passage} .")
    own.write_text("\n".join(lines), encoding="utf-8")
    found = Corridor.load(add=[own, *GAZETTES]).verify(shared / "article.txt")
    assert [name(verdict) for verdict in found.passages if verdict.problems] == [passage]
    assert f"mention:china-daily-{passage}-" in " ".join(of(found, passage).problems)
    assert f"ckg:denotes {missing} ." in " ".join(of(found, passage).problems)


@pytest.mark.parametrize(
    ("when", "problems"),
    [
        ('"2017-12-01"^^xsd:date', []),
        ('"2017-12-02"^^xsd:date', ["the date 2017-12-02"]),
        ('"2017"^^xsd:gYear', []),
        ('"2016"^^xsd:gYear', ["the date 2016"]),
        ('"2016-12"^^xsd:gYearMonth', ["the date 2016-12"]),
    ],
)
def test_the_day_on_which_something_is_said_has_to_be_printed(
    when: str, problems: list[str], shared: Path, tmp_path: Path
) -> None:
    """In whatever words a newspaper has for it, as that of a foundation; of a month or a year, the year."""
    own = tmp_path / "own.trig"
    own.write_text(
        f"@prefix schema: <https://schema.org/> . @prefix xsd: <{XSD}> .\n"
        f"<{BASE}passage/china-daily-p09> {{\n"
        f"    <{BASE}goal/china-daily-medical-innovation> schema:dateCreated {when} .\n"
        "}\n",
        encoding="utf-8",
    )
    found = Corridor.load(add=[own]).verify(shared / "article.txt")
    told = [problem for passage in found.passages for problem in passage.problems]
    assert [problem.partition(" of ")[0] for problem in told] == problems


def test_a_newspaper_in_its_own_voice_is_not_looked_for(corridor: Corridor, shared: Path) -> None:
    """It says much and is named in one passage; whoever else says something is looked for in each."""
    found = corridor.verify(shared / "article.txt")
    said = [one for passage in found.passages for one in passage.judgements if one.part == "speaker"]
    own = {one.fact.split()[-1] for one in said if one.verdict == NOT_CHECKABLE}
    assert own == {"organization:china-daily"}
    assert {one.verdict for one in said if one.fact.split()[-1] not in own} == {PRINTED, BY_MENTION}


def test_no_fact_of_a_passage_goes_untold(corridor: Corridor, shared: Path) -> None:
    """What becomes of each triple is told, and of what it is about; what is not checked is counted so."""
    found = corridor.verify(*(shared / file for file in FILES.values()))
    assert found.holds
    assert len(found.articles) == len(FILES)
    told = {one.fact for passage in found.passages for one in passage.judgements}
    triples = [claims.triple_of(row) for row in corridor.data.rows(EVERY_TRIPLE)]
    assert len(triples) > 1500
    assert [sentence(triple) for triple in triples if sentence(triple) not in told] == []
    assert found.counts[CONTRADICTED] == 0
    assert found.counts[BY_READING] > 20


def test_of_several_articles_the_one_at_hand_is_checked(shared: Path) -> None:
    """A second source does not disturb the first, nor the first the second."""
    both = Corridor.load(add=[SECOND])
    assert both.verify(shared / "article.txt").holds
    second = both.verify(SECOND / "made-up-gazette.txt")
    assert second.holds
    passages = [f"made-up-gazette m{number:02d}" for number in range(1, 10)]
    assert [passage.passage for passage in second.passages] == passages


def test_what_a_second_source_misreads_is_found(tmp_path: Path) -> None:
    """Its own text is what its facts have to stand in."""
    text = (SECOND / "made-up-gazette.txt").read_text(encoding="utf-8")
    (tmp_path / "copy.txt").write_text(text.replace("2,100", "2,200"), encoding="utf-8")
    found = Corridor.load(add=[SECOND]).verify(tmp_path / "copy.txt")
    assert [passage.verdict for passage in found.passages] == ["changed", *["found"] * 8]
    assert 'the number "2,100"' in " ".join(found.passages[0].problems)


def test_the_plain_hashes_are_those_of_the_articles(corridor: Corridor, shared: Path) -> None:
    """Each is the SHA-256 of the passage's text made plain, beside that of the text as it stands."""
    rows = corridor.sparql(
        "SELECT ?name ?s ?e ?hash ?plain"
        " { ?p skos:notation ?name ; oa:start ?s ; oa:end ?e ; schema:sha256 ?hash ; ckg:normalizedHash ?plain }"
    )
    assert isinstance(rows, Rows)
    of_each, every = texts(shared), corridor.sparql("SELECT ?passage { ?passage a ckg:Passage }")
    assert isinstance(every, Rows)
    assert len(rows) == len(every)
    for name, start, end, printed, plain in rows:
        text = of_each[source_of(name)][start:end]
        assert (articles.sha256(text), articles.sha256(articles.normalized(text))) == (printed, plain)


def test_a_graph_without_an_article_cannot_be_verified(tmp_path: Path) -> None:
    """And a file that is not there, or is no text, is said."""
    (tmp_path / "copy.txt").write_bytes(b"\xff\xfe\x00")
    corridor = Corridor.load(graph=ROOT / "graph" / "geonames")
    with pytest.raises(GraphNotFound, match="not UTF-8"):
        corridor.verify(tmp_path / "copy.txt")
    with pytest.raises(GraphNotFound, match="No such file"):
        corridor.verify(tmp_path / "nowhere.txt")
    (tmp_path / "copy.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UnknownThing, match="no article"):
        corridor.verify(tmp_path / "copy.txt")


def test_the_command_line_verifies(run: Run, shared: Path, tmp_path: Path) -> None:
    """Exit status 0 where all holds, 1 where something does not, 2 where the file cannot be read."""
    article = str(shared / "article.txt")
    assert run("verify", article).returncode == 0
    assert json.loads(run("verify", article, "-f", "json").stdout)["holds"] is True
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert run("verify", "empty.txt").returncode == 1
    assert run("verify", "nowhere.txt").returncode == 2


def test_what_nobody_describes_stands_in_no_passage(shared: Path, tmp_path: Path) -> None:
    """A relation to it is told of, as one to what is called otherwise is."""
    graph = tmp_path / "graph"
    shutil.copytree(ROOT / "graph", graph)
    passage = graph / "china-daily" / "p05.ttl"
    written = passage.read_text(encoding="utf-8")
    passage.write_text(written.replace("isEastOf place:greater-bay-area", "isEastOf place:hainan"), encoding="utf-8")
    found = Corridor.load(graph=graph).verify(shared / "article.txt")
    problems = [problem for one in found.passages for problem in one.problems]
    assert [problem for problem in problems if "place:hainan" in problem]
