"""One's own place: what ``corridor-kg.toml`` names is there; what is wrong with it is told with its line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import ConfigInvalid, CorridorError, GraphNotFound, GraphUnreadable
from corridor_kg.files import config
from corridor_kg.rdf.vocabulary import RDFS
from tests.conftest import ROOT
from tests.support import cases

OWN = "<http://e.org/town> <http://e.org/is> <http://e.org/mine> .\n"
LINKS = """\
#mapping_set_id: https://example.org/mine
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  e: http://e.org/
subject_id\tpredicate_id\tobject_id\tmapping_justification
e:town\tskos:exactMatch\te:other\tsemapv:ManualMappingCuration
"""
AXIOM = """\
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
:A rdfs:subClassOf [ owl:unionOf [ rdf:first :B ] ] .
"""
ASK = "ASK { <http://e.org/town> <http://e.org/is> <http://e.org/mine> }"
LINKED = "ASK { <http://e.org/town> skos:exactMatch <http://e.org/other> }"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with facts, links and an article of one's own."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "own.ttl").write_text(OWN, encoding="utf-8")
    (tmp_path / "mine.sssom.tsv").write_text(LINKS, encoding="utf-8")
    (tmp_path / "article.txt").write_text("Not a word of it.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configure(folder: Path, text: str | bytes) -> Path:
    """Write a configuration into a folder."""
    path = folder / config.NAME
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refused(folder: Path, text: str | bytes) -> str:
    """Return why a configuration is refused."""
    with pytest.raises((ConfigInvalid, GraphNotFound)) as caught:
        config.read(configure(folder, text))
    return str(caught.value)


# -- What it names -----------------------------------------------------------------------------------


def test_what_it_names_is_absolute_and_has_its_line(own: Path) -> None:
    """Whatever a path is relative to; a path that is absolute, or begins with the home folder, is so already."""
    text = (
        f'# mine\ngraph = "mine"\nadd = [\n  "mine/own.ttl", # one\n  \'{own}/mine\',\n]\narticles = ["article.txt"]\n'
    )
    found = config.read(configure(own, text))
    assert found.file == str(own / config.NAME)
    assert found.graph == str(own / "mine")
    assert found.add == (str(own / "mine" / "own.ttl"), str(own / "mine"))
    assert found.articles == (str(own / "article.txt"),)
    assert found.links == ()
    assert found.place(found.add[0]) == "corridor-kg.toml, line 4"
    assert found.place(str(own / "article.txt")) == "corridor-kg.toml, line 7"


def test_the_home_folder_is_understood(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a shell writes it."""
    monkeypatch.setenv("HOME", str(own / "mine"))
    assert config.read(configure(own, 'add = ["~/own.ttl"]')).add == (str(own / "mine" / "own.ttl"),)


def test_paths_start_from_the_folder_of_the_file(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not from the working folder."""
    file = configure(own, 'add = ["mine"]')
    monkeypatch.chdir("/")
    assert config.read(file).add == (str(own / "mine"),)
    assert config.find() is None
    assert config.find(own) == str(file)


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeffadd = []\r\n"])
def test_a_file_may_name_nothing(text: str, own: Path) -> None:
    """And begin with the mark that editors write."""
    assert config.read(configure(own, text)).facts == ()


LINES = {
    'add = ["gone"]': 1,
    'articles = ["article.txt"]\nadd = ["gone"]': 2,
    'add = [\n  "mine",\n  "gone",\n]': 3,
    'add = [\n  "mine", # ]\n\n  # add = [\n  "gone" ]': 5,
    'add = ["mine",\n"mine", "gone"]': 2,
    '"add" = [\n"gone"]': 2,
    'links = ["""gone\nadd = [\n"""]\n': 3,
    'links = ["""there\nadd = []\n"""]\nadd = ["gone"]': 4,
    'add = ["mine/own.ttl"]\r\nlinks = ["gone"]': 2,
}


@pytest.mark.parametrize("text", LINES)
def test_the_line_is_that_of_the_entry(text: str, own: Path) -> None:
    """However the list is written, and whatever looks like the key before it."""
    (own / "there\nadd = []\n").touch()
    assert refused(own, text).startswith(f"corridor-kg.toml, line {LINES[text]}: ")


# -- What is wrong with it ---------------------------------------------------------------------------

WRONG = {
    'ad = ["mine"]': "corridor-kg.toml, line 1: no key is called 'ad'; did you mean 'add'?",
    "\nzzz = 1": "corridor-kg.toml, line 2: no key is called 'zzz'; there are graph, add, links and articles.",
    'add = "mine"': 'line 1: add is a text, where a list of paths is needed; write add = ["my-source"].',
    "articles = true": "line 1: articles is a truth value, where a list of paths is needed",
    "links = 2026-01-01": "line 1: links is a date or a time, where a list of paths is needed",
    'graph = ["mine"]': 'line 1: graph is a list, where one path is needed; write graph = "facts".',
    "[graph]\nx = 1": "line 1: graph is a table, where one path is needed",
    "add.x = 1": "line 1: add is a table, where a list of paths is needed",
    "add = [\n3]": "line 2: add has a number, where a path is needed",
    'add = [" "]': "line 1: add has an empty path",
    'graph = ""': "line 1: graph has an empty path",
    'add = ["gone.ttl"]': "line 1: add has 'gone.ttl', and there is no file or folder gone.ttl; correct the path,",
    'links = ["~/gone.tsv"]': f"line 1: links has '~/gone.tsv', and there is no file or folder {Path.home()}/gone.tsv",
    'graph = "/gone"': "line 1: graph has '/gone', and there is no file or folder /gone; correct the path",
    'articles = ["gone.txt"]': "line 1: articles has 'gone.txt', and there is no file or folder gone.txt",
    'add = ["a\\u0000"]': r"line 1: add has 'a\x00', and",
    'add = ["mine/own.ttl/x"]': "mine/own.ttl/x cannot be read: Not a directory",
    "add": "corridor-kg.toml, line 1, column 4: this is no TOML: expected '=' after a key",
    "add = [\n'mine'": "corridor-kg.toml, line 2, column 7: this is no TOML: unclosed array; write add =",
    "add = []\nadd = []": "line 2, column 9: this is no TOML: cannot overwrite a value; give each key once.",
    "add = [“mine”]": "(U+201C) stands here; write a straight quote.\n    add = [“mine”]\n           ^",
    'add = ["C:\\mine"]': "in a string; write paths with /, or between single quotes.",
    "add = " + "[" * 100_000: "corridor-kg.toml: it is nested too deeply; it takes graph, add, links and articles,",
    "add = " + "9" * 10_000: "corridor-kg.toml: a value in it is too long; it takes graph, add, links and articles,",
}


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:20].encode("unicode_escape").decode())
def test_what_is_wrong_is_told_with_its_place(text: str, own: Path) -> None:
    """And with what to do."""
    assert WRONG[text] in refused(own, text)


def test_it_is_utf8(own: Path) -> None:
    """Else the byte is told."""
    assert refused(own, b'add = ["\xff"]').startswith("corridor-kg.toml is not UTF-8: byte 9 cannot be read; save it")


def test_what_is_called_so_and_is_no_file_is_told_of(own: Path) -> None:
    """A folder, a link to nothing, a link to itself: none is taken for a configuration of nothing."""
    path, told = own / config.NAME, []
    for target in (None, "gone", path):
        path.symlink_to(target) if target else path.mkdir()
        with pytest.raises(GraphNotFound) as caught:
            Corridor.load()
        told.append(str(caught.value))
        path.unlink() if target else path.rmdir()
    assert told[0].startswith("corridor-kg.toml is a folder, where a file is meant; rename the folder")
    assert told[1].startswith("corridor-kg.toml is a link to what is not there")
    assert told[2].startswith("corridor-kg.toml cannot be read: Too many levels of symbolic links; leave it out")


def test_a_file_that_is_named_has_to_be_there(own: Path) -> None:
    """And to have a name."""
    with pytest.raises(GraphNotFound, match=r"other\.toml is not there; check the path"):
        Corridor.load(config="other.toml")
    with pytest.raises(GraphNotFound, match="the path of the configuration is empty"):
        Corridor.load(config="")


# -- In Python ---------------------------------------------------------------------------------------


def test_what_it_names_is_simply_there(own: Path) -> None:
    """Facts beside the bundled ones, and links; without the file there is none of them."""
    configure(own, 'add = ["mine"]\nlinks = ["mine.sssom.tsv"]')
    corridor = Corridor.load(inference=False)
    assert (bool(corridor.sparql(ASK)), bool(corridor.sparql(LINKED)), corridor.bundled) == (True, True, True)
    assert corridor.config.add == (str(own / "mine"),)
    without = Corridor.load(inference=False, config=False)
    assert (bool(without.sparql(ASK)), bool(without.sparql(LINKED)), without.config.file) == (False, False, "")


def test_another_file_is_named(own: Path) -> None:
    """And that of the working folder is not read then."""
    configure(own, "no TOML")
    (own / "other.toml").write_text('graph = "mine"', encoding="utf-8")
    corridor = Corridor.open(config=own / "other.toml")
    assert (bool(corridor.sparql(ASK)), corridor.bundled) == (True, False)
    with pytest.raises(ConfigInvalid):
        Corridor.open()


def test_what_a_caller_gives_is_added_and_a_graph_takes_the_place_of_the_graph(own: Path) -> None:
    """Of that of the configuration; what that has beside the facts stays beside them."""
    configure(own, 'graph = "mine"\nlinks = ["mine.sssom.tsv"]')
    (own / "more.ttl").write_text(OWN.replace("town", "village"), encoding="utf-8")
    names = [origin.name for origin in Corridor.open(add="more.ttl").origins]
    assert names == ["ontology", "mine", "mine-2", "more"]
    assert [origin.name for origin in Corridor.open(graph="more.ttl").origins] == ["ontology", "more", "mine"]


def test_a_file_that_is_named_twice_is_read_once(own: Path) -> None:
    """So that one's own file can be checked that is there already; what it stands in keeps its name."""
    configure(own, 'add = ["mine", "mine/own.ttl"]\nlinks = ["mine"]')
    once = [origin.name for origin in Corridor.open().origins]
    assert once.count("mine") == 1
    assert [origin.name for origin in Corridor.open(add=["mine/own.ttl", "mine"]).origins] == once
    configure(own, 'graph = "mine"')
    assert [origin.name for origin in Corridor.open(add=["mine/own.ttl"]).origins] == ["ontology", "mine"]


BROKEN = {
    "own.ttl": "bad bad",
    "own.nt": "bad bad",
    "own.jsonld": "{",
    "own.rdf": "<a",
    "own.nq": "bad bad",
    "own.sssom.tsv": "no\ttable\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_it_names_and_that_is_broken_says_so(name: str, own: Path) -> None:
    """Once, whether it is loaded, exported or checked; given by a caller, it says nothing of the kind."""
    (own / name).write_text(BROKEN[name], encoding="utf-8")
    configure(own, f'\nlinks = ["{name}"]')
    for use in (Corridor.load, lambda: Corridor.open().export().text("turtle")):
        with pytest.raises(GraphUnreadable) as caught:
            use()
        assert str(caught.value).endswith("corridor-kg.toml, line 2, names it.")
        assert str(caught.value).count("names it") == 1
        assert caught.value.file == name
    (finding,) = Corridor.check_files(only=["syntax"]).findings
    assert finding.message.endswith("corridor-kg.toml, line 2, names it.")
    with pytest.raises(GraphUnreadable) as caught:
        Corridor.load(add=name, config=False)
    assert "names it" not in str(caught.value)


def test_a_folder_without_facts_says_who_names_it(own: Path) -> None:
    """And an axiom that cannot be read does so too."""
    (own / "empty").mkdir()
    configure(own, 'add = ["empty"]')
    with pytest.raises(GraphNotFound, match=r"holds no file that ends in .* corridor-kg\.toml, line 1, names it\."):
        Corridor.load()
    (own / "mine" / "own.ttl").write_text(
        f"@prefix : <http://e.org/> .\n@prefix rdfs: <{RDFS}> .\n{AXIOM}",
        encoding="utf-8",
    )
    configure(own, 'add = ["mine"]')
    with pytest.raises(CorridorError, match=r"own\.ttl, line 5: .* corridor-kg\.toml, line 1, names it\."):
        Corridor.load()


def test_articles_are_verified_where_no_other_is_given(own: Path) -> None:
    """And what is wrong with one of them says who names it."""
    configure(own, 'articles = ["article.txt"]')
    corridor = Corridor.load()
    assert corridor.verify().unknown == (str(own / "article.txt"),)
    (own / "other.txt").write_text("Nor of this.", encoding="utf-8")
    assert corridor.verify("other.txt").unknown == ("other.txt",)
    (own / "article.txt").write_bytes(b"\xff")
    with pytest.raises(GraphNotFound, match=r"is not UTF-8.* corridor-kg\.toml names it under articles\.$"):
        corridor.verify()


def test_a_program_is_warned_of_its_own_facts(own: Path) -> None:
    """As of those that are given."""
    (own / "mine" / "own.ttl").write_bytes(cases.ZERO.read_bytes())
    configure(own, 'add = ["mine"]')
    with pytest.warns(UserWarning, match=r"broken shapes: 1; .* lists them; corridor-kg\.toml names some of these\."):
        Corridor.load().warn(own=False)


def test_the_manual_shows_every_key() -> None:
    """In a file that can be read."""
    text = (ROOT / "corridor_kg" / "cli" / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert set(tomllib.loads(block)) | {"graph"} == set(config.KEYS)
    assert [tomllib.loads(example) for example in config.KEYS.values()]


# -- The tests themselves ----------------------------------------------------------------------------


def test_the_tests_see_no_configuration_of_who_runs_them(tmp_path: Path) -> None:
    """In whichever folder they are run."""
    configure(tmp_path, "no TOML")
    test = f"{ROOT}/tests/test_corridor.py::test_inference_can_be_left_out"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n0",
        "-c",
        f"{ROOT}/pyproject.toml",
        "-p",
        "no:cacheprovider",
        test,
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "1 passed" in done.stdout, done.stdout
