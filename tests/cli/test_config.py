"""The command line finds one's own place in the working folder, or where it is told; every command uses it."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from corridor_kg.version import __version__
from tests.conftest import ROOT, Run
from tests.support import cases

GAZETTE = ROOT / "tests" / "sources" / "gazette"
TOWN = """\
@prefix ckg: <https://w3id.org/corridor-kg/ontology#> .
@prefix passage: <https://w3id.org/corridor-kg/passage/> .
@prefix place: <https://w3id.org/corridor-kg/place/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
place:my-town a ckg:City ;
    rdfs:label "My Town"@en ;
    ckg:isLocatedIn place:guangdong ;
    prov:wasDerivedFrom passage:china-daily-p13 ;
.
"""
IS_IN = "ASK { place:my-town ckg:isLocatedIn place:guangdong }"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The working folder of the command line, with facts and links of one's own, and what names them."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "town.ttl").write_text(TOWN, encoding="utf-8")
    (tmp_path / "links.sssom.tsv").write_text(
        "#mapping_set_id: https://example.org/mine\n#license: https://creativecommons.org/licenses/by/4.0/\n"
        "#curie_map:\n#  place: https://w3id.org/corridor-kg/place/\n#  WD: http://www.wikidata.org/entity/\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\tmapping_date\tconfidence\tcomment\n"
        "place:my-town\tskos:exactMatch\tWD:Q42\tsemapv:ManualMappingCuration\tAnn\t2026-01-01\t0.9\tIt is.\n",
        encoding="utf-8",
    )
    (tmp_path / "towns.csv").write_text("town\nMy Town\n", encoding="utf-8")
    text = f'add = ["mine", "{GAZETTE}"]\nlinks = ["links.sssom.tsv"]\narticles = ["{GAZETTE}/made-up-gazette.txt"]\n'
    (tmp_path / "corridor-kg.toml").write_text(text, encoding="utf-8")
    return tmp_path


USES = {
    "check mine/town.ttl --skip unmentioned-things": "nothing found",
    "evidence my-town": "My Town",
    "export --thing my-town": "place:my-town",
    "find My": "My Town",
    "links my-town": "Q42",
    "links match towns.csv --column town": "place/my-town,My Town,100",
    "links suggest my-town": "My Town",
    "run evidence thing=my-town --columns value": "My Town",
    "show my-town": "is located in",
    f"sparql '{IS_IN}'": "yes",
    "verify": "9 of 9 passages stand in the article",
    "why my-town isLocatedIn guangdong": "mine/town.ttl:8",
}


@pytest.mark.parametrize("command", USES)
def test_every_command_finds_what_it_names(command: str, run: Run, own: Path) -> None:
    """Without an option; and none of it with --no-config, before the name of the command or behind it."""
    arguments = shlex.split(command)
    done = run(*arguments)
    assert USES[command] in done.stdout, done.stderr
    assert done.returncode == 0, done.stderr
    if command.startswith("check"):
        return
    for without in (["--no-config", *arguments], [*arguments, "--no-config"]):
        assert USES[command] not in run(*without).stdout


def test_a_checked_file_is_found_once(run: Run, own: Path) -> None:
    """Though it is named twice: by the configuration, and on the command line."""
    done = run("check", "mine/town.ttl", "--format", "json")
    assert done.stdout.count('"check": "unmentioned-things"') <= 1
    assert "passages-in-two-places" not in done.stdout
    assert run("check").stdout == run("check", "mine/town.ttl").stdout


@pytest.mark.parametrize("before", [True, False])
def test_another_file_is_named(before: bool, run: Run, own: Path) -> None:
    """Before the name of the command, or behind it; its paths start from its own folder."""
    (own / "corridor-kg.toml").write_text("no TOML", encoding="utf-8")
    (own / "mine" / "other.toml").write_text('add = ["town.ttl"]', encoding="utf-8")
    asked, option = ["sparql", IS_IN], ["--config", "mine/other.toml"]
    done = run(*option, *asked) if before else run(*asked, *option)
    assert (done.returncode, "yes" in done.stdout) == (0, True), done.stderr


def test_the_version_says_what_is_read(run: Run, own: Path) -> None:
    """And nothing more where nothing is, or nothing is to be."""
    version = f"corridor-kg, version {__version__}\n"
    assert run("--version").stdout == f"{version}configuration: {own}/corridor-kg.toml\n"
    (own / "other.toml").touch()
    for arguments in (["--config", "other.toml", "--version"], ["--version", "--config", "other.toml"]):
        assert run(*arguments).stdout == f"{version}configuration: {own}/other.toml\n"
    assert run("--version", "--no-config").stdout == version
    (own / "corridor-kg.toml").write_text("no TOML", encoding="utf-8")
    done = run("--version")
    assert (done.returncode, done.stdout) == (2, version)
    assert "corridor-kg.toml, line 1" in done.stderr


CLASHES = {
    "--config a.toml --no-config find x": "--config names a configuration, and --no-config leaves it out; give one",
    "--no-config find x --config a.toml": "--config names a configuration, and --no-config leaves it out; give one",
    "--config a.toml find x --config b.toml": "--config names a.toml and b.toml, and one alone can count; give one.",
    "--config a.toml --config b.toml find x": "--config is given 2 times, and one alone can count; give one.",
    "find x --config a.toml --config b.toml": "--config is given 2 times, and one alone can count; give one.",
    "--config gone.toml queries": "gone.toml is not there; check the path of the configuration.",
    "--no-config": "Missing command.",
}


@pytest.mark.parametrize("command", CLASHES)
def test_nothing_that_is_given_is_lost(command: str, run: Run, own: Path) -> None:
    """Options that do not agree are refused, and so is a file that is not there, even where no facts are asked."""
    (own / "a.toml").touch()
    (own / "b.toml").touch()
    done = run(*command.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert CLASHES[command] in done.stderr


def test_what_is_wrong_with_it_is_one_sentence(run: Run, own: Path) -> None:
    """With the line, and the status of wrong use."""
    (own / "corridor-kg.toml").write_text('ad = ["mine"]', encoding="utf-8")
    done = run("find", "x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: corridor-kg.toml, line 1: no key is called 'ad'; did you mean 'add'?\n"
    assert run("find", "Dongguan", "--no-config").returncode == 0
    assert run("queries", "cities").returncode == 0


def test_a_broken_file_says_who_names_it(run: Run, own: Path) -> None:
    """In an error, and in what `check` finds."""
    (own / "mine" / "town.ttl").write_text("bad bad", encoding="utf-8")
    for command in ("run cities", "export"):
        done = run(*command.split())
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.endswith("\ncorridor-kg.toml, line 1, names it.\n")
    done = run("check")
    assert (done.returncode, "corridor-kg.toml, line 1, names it." in done.stdout) == (1, True)


def test_what_breaks_a_shape_is_warned_of(run: Run, own: Path) -> None:
    """As where it is given by an option."""
    (own / "mine" / "town.ttl").write_bytes(cases.ZERO.read_bytes())
    assert "warning: broken shapes: 1;" in run("run", "cities").stderr
    assert "corridor-kg.toml names some of these" in run("run", "cities").stderr
    assert run("run", "cities", "--no-config").stderr == ""


def test_a_command_that_is_shown_is_of_the_same_facts(run: Run, own: Path) -> None:
    """It has the option that has been given."""
    (own / "other.toml").write_text('add = ["mine"]', encoding="utf-8")
    assert "corridor-kg why --config other.toml " in run("show", "my-town", "--config", "other.toml").stdout
    assert "corridor-kg why --config other.toml " in run("--config", "other.toml", "show", "my-town").stdout
    assert "corridor-kg why --no-config " in run("--no-config", "show", "dongguan").stdout


def test_a_pipe_may_configure(run: Run, own: Path) -> None:
    """Its paths start from the working folder."""
    done = run("sparql", IS_IN, "--config", "-", stdin='add = ["mine"]')
    assert "yes" in done.stdout, done.stderr


def test_ones_own_things_are_completed(run: Run, own: Path) -> None:
    """Where the configuration is broken, those of the project are; nothing is said while somebody types."""

    def complete(words: str) -> str:
        position = str(len(words.split()) - 1)
        environment = {"_CORRIDOR_KG_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": position}
        done = run(**environment)
        assert done.stderr == ""
        return done.stdout

    assert "plain,my-town" in complete("corridor-kg show my")
    assert complete("corridor-kg --no-config show my").strip() == ""
    (own / "corridor-kg.toml").write_text("no TOML", encoding="utf-8")
    assert "plain,dongguan" in complete("corridor-kg show dongg")
