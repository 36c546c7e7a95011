"""Decisions about links are kept as they were taken, beside what the file held."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.links import decisions
from corridor_kg.links.sources import GazetteerSource
from corridor_kg.links.suggestions import suggest
from corridor_kg.model import mappings
from tests.conftest import Run
from tests.links.suggestions.helpers import FEW
from tests.support.reconciliation_server import ReconciliationServer


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


def test_what_another_wrote_meanwhile_is_kept(article: Corridor, geonames: GazetteerSource, tmp_path: Path) -> None:
    """A decision is added to the file as it is then, and not as it was when its thing was looked at."""
    path = str(tmp_path / "links.sssom.tsv")
    found = {name: suggest(article.data, [name], geonames) for name in ("dongguan", "shenzhen")}
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


def test_processes_that_decide_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each says that its decision is written, and it is."""
    arguments = [sys.executable, "-m", "corridor_kg", "links", "suggest", "dongguan", *FEW, "--author", "Ann"]
    running = [subprocess.Popen([*arguments, "--reject", str(number)], cwd=tmp_path) for number in range(1, 6)]
    assert [process.wait(180) for process in running] == [0] * 5
    assert len(decisions.open_file(str(tmp_path / "links.sssom.tsv")).mappings) == 5
    assert os.listdir(tmp_path) == ["links.sssom.tsv"]


def test_a_place_where_nothing_can_be_written_is_told(run: Run, tmp_path: Path) -> None:
    """And nothing is said to be written, whichever user this is."""
    (tmp_path / "fixed").touch()
    arguments = ("--reject", "1", "--author", "Ann", "--to", "fixed/links.sssom.tsv")
    done = run("links", "suggest", "dongguan", *FEW, *arguments)
    assert done.returncode == 2
    assert done.stderr.endswith("error: 'fixed/links.sssom.tsv' cannot be written: Not a directory.\n")
    assert done.stdout == ""
