"""A graph that is asked again is read from disk: the answers are the same, and sooner there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from corridor_kg.rdf import bundled
from corridor_kg.rdf.vocabulary import PASSAGES
from corridor_kg.store import kept
from corridor_kg.store.graph import open_graph
from tests.conftest import Run
from tests.support import weekly

ASKED = [
    ("run", "core-platforms", "city=dongguan"),
    ("run", "figures", "--format", "json"),
    ("sparql", f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{PASSAGES}china-daily-p05> {{ ?s ?p ?o }} }}"),
    ("show", "songshan-lake", "--format", "turtle"),
    ("why", "songshan-lake", "isLocatedIn", "innovation-corridor"),
    ("evidence", "dongguan"),
    ("compare", "--format", "json"),
    ("find", "shenzen"),
]


def _stores(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []


def test_the_second_time_it_is_kept_and_every_answer_is_the_same(tmp_path: Path, run: Run) -> None:
    """The first time nothing is, for the files may be others the next time."""
    stores = tmp_path / "stores"
    plain = [run(*words) for words in ASKED]
    first = run(*ASKED[0], CORRIDOR_KG_STORE=str(stores))
    assert _stores(stores) == []
    again = [run(*words, CORRIDOR_KG_STORE=str(stores)) for words in ASKED]
    (store,) = _stores(stores)
    assert [(one.stdout, one.stderr, one.returncode) for one in [first, *again]] == [
        (one.stdout, one.stderr, one.returncode) for one in [plain[0], *plain]
    ]
    assert all(one.stdout for one in plain)
    told = store / "told.json"
    told.write_text(told.read_text(encoding="utf-8").replace('"notices": []', '"notices": ["It is read from here."]'))
    assert "It is read from here." in run(*ASKED[0], CORRIDOR_KG_STORE=str(stores)).stderr


def test_articles_are_verified_from_there(tmp_path: Path, run: Run) -> None:
    """With the same verdicts on each claim."""
    copy = tmp_path / "mills.txt"
    copy.write_text(weekly.ARTICLE.replace("1,250", "1,350"), encoding="utf-8")
    words = ("verify", str(copy), "--add", str(weekly.folder(tmp_path / "weekly")), "--format", "json")
    found = [run(*words, CORRIDOR_KG_STORE=str(tmp_path / "stores")) for _ in range(3)]
    assert len(_stores(tmp_path / "stores")) == 1
    assert {(one.returncode, one.stdout) for one in found} == {(1, found[0].stdout)}


def test_what_is_wrong_is_told_from_there_too(tmp_path: Path, run: Run) -> None:
    """That the facts contradict the ontology, and how literals are written."""
    own = tmp_path / "own.ttl"
    own.write_text(
        "PREFIX ckg: <https://w3id.org/corridor-kg/ontology#>\n"
        "<https://e.org/a> a ckg:City, ckg:Person ; ckg:printedForm 02.50 .\n"
        "<https://e.org/a> <http://www.w3.org/2000/01/rdf-schema#label> 'A'@en .\n",
        encoding="utf-8",
    )
    words = ("show", "https://e.org/a", "--add", str(own), "--format", "turtle")
    found = [run(*words, CORRIDOR_KG_STORE=str(tmp_path / "stores")) for _ in range(3)]
    assert len(_stores(tmp_path / "stores")) == 1
    assert {(one.stdout, one.stderr) for one in found} == {(found[0].stdout, found[0].stderr)}
    assert "clashes with the ontology: 1" in found[0].stderr
    assert "02.50" in found[0].stdout


def test_files_that_are_changed_are_read(tmp_path: Path, run: Run) -> None:
    """Each time, as often as they are changed; nothing is kept of them."""
    graph = tmp_path / "graph"
    shutil.copytree(bundled.GRAPH, graph)
    places = graph / "things" / "places.ttl"
    for name in ("Dongguan", "Dongguam", "Dongguon"):
        text = places.read_text(encoding="utf-8")
        places.write_text(text.replace('"Dongguan"@en', f'"{name}"@en'), encoding="utf-8")
        done = run(
            "run", "cities", "--graph", str(graph), "--format", "csv", CORRIDOR_KG_STORE=str(tmp_path / "stores")
        )
        assert name in done.stdout
        places.write_text(text, encoding="utf-8")
        assert _stores(tmp_path / "stores") == []


def test_what_is_small_is_not_kept(tmp_path: Path, run: Run) -> None:
    """It is read as fast."""
    own = tmp_path / "own.ttl"
    own.write_text("<https://e.org/a> <https://e.org/b> <https://e.org/c> .", encoding="utf-8")
    for _ in range(3):
        words = ("sparql", "ASK { ?s ?p ?o }", "--graph", str(own), "--no-ontology")
        assert run(*words, CORRIDOR_KG_STORE=str(tmp_path / "stores")).returncode == 0
    assert not (tmp_path / "stores").exists()


def test_where_nothing_can_be_kept_the_files_are_read(tmp_path: Path, run: Run) -> None:
    """Nobody is told: it is no mistake of theirs."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for _ in range(3):
        done = run("run", "cities", CORRIDOR_KG_STORE=str(tmp_path / "file" / "stores"))
        assert (done.returncode, done.stderr) == (0, "")


def test_a_store_that_is_damaged_is_made_anew(tmp_path: Path, run: Run) -> None:
    """Whatever is missing in it."""
    stores = tmp_path / "stores"
    plain = run("run", "cities")
    for _ in range(2):
        run("run", "cities", CORRIDOR_KG_STORE=str(stores))
    (store,) = _stores(stores)
    (store / "told.json").write_text("{", encoding="utf-8")
    assert run("run", "cities", CORRIDOR_KG_STORE=str(stores)).stdout == plain.stdout
    for path in (store / "data").iterdir():
        path.write_bytes(b"")
    assert run("run", "cities", CORRIDOR_KG_STORE=str(stores)).stdout == plain.stdout


def test_who_asks_while_it_is_made_does_not_wait(tmp_path: Path, run: Run) -> None:
    """The files are read meanwhile."""
    stores = tmp_path / "stores"
    run("run", "cities", CORRIDOR_KG_STORE=str(stores))
    (noted,) = stores.iterdir()
    with FileLock(noted.with_suffix(".lock")):
        done = run("run", "cities", CORRIDOR_KG_STORE=str(stores))
    assert (done.returncode, done.stdout, _stores(stores)) == (0, run("run", "cities").stdout, [])


def test_the_name_knows_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other rules made is not read."""
    before = kept.name(open_graph())
    monkeypatch.setattr(kept, "_code", lambda: "another")
    assert kept.name(open_graph()) != before
