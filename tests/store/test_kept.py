"""A closed graph on disk: made once for the same files, whole or not at all, and the same as in memory."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from corridor_kg import Corridor
from corridor_kg.answers.rows import Rows
from corridor_kg.engine import on_disk as on_disk_engine
from corridor_kg.engine.dataset_clause import DatasetClause
from corridor_kg.engine.on_disk import OnDisk
from corridor_kg.errors import OutputFailed, QueryInvalid
from corridor_kg.questions.stored_queries import STORED
from corridor_kg.rdf import bundled
from corridor_kg.rdf.terms import INFERRED
from corridor_kg.store import kept
from corridor_kg.store.graph import open_graph
from tests.conftest import Run

ALONE = [
    name for name, query in STORED.items() if not query.endpoint and not any(one.required for one in query.parameters)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where stores are kept."""
    return str(tmp_path_factory.mktemp("stores"))


@pytest.fixture(scope="module")
def on_disk(folder: str) -> Corridor:
    """The bundled graph, read from disk."""
    return Corridor(kept.kept(open_graph(), folder))


@pytest.mark.parametrize("name", ALONE)
def test_each_question_has_the_same_answer(name: str, on_disk: Corridor, corridor: Corridor) -> None:
    """In the same order."""
    ours, theirs = on_disk.run(name), corridor.run(name)
    assert isinstance(ours, Rows) is isinstance(theirs, Rows)
    assert ours.serialize("json" if isinstance(ours, Rows) else "turtle") == theirs.serialize(
        "json" if isinstance(theirs, Rows) else "turtle"
    )


def test_what_stands_on_the_engine_is_the_same(on_disk: Corridor, corridor: Corridor) -> None:
    """What is known of a thing, why it holds, what sources say of it, and what leaves the project."""
    for name in ("dongguan", "songshan-lake", "wang-ruijun"):
        assert on_disk.describe(name).serialize("json") == corridor.describe(name).serialize("json")
    triple = ("songshan-lake", "isLocatedIn", "innovation-corridor")
    assert on_disk.why(*triple).serialize("json") == corridor.why(*triple).serialize("json")
    assert on_disk.compare().to_json() == corridor.compare().to_json()
    assert on_disk.export().hash() == corridor.export().hash()
    assert set(on_disk.inferred()) == set(corridor.inferred())


@pytest.mark.parametrize("source", ["china-daily-p05", "nordic-p04"])
def test_a_data_set_is_the_same(source: str, on_disk: Corridor, corridor: Corridor) -> None:
    """That of FROM, and that which is given beside the query and counts before it."""
    passage = f"https://w3id.org/corridor-kg/passage/{source}"
    for text in (
        f"SELECT * FROM <{passage}> {{ ?s ?p ?o }}",
        f"SELECT * FROM <{passage}> FROM <https://w3id.org/corridor-kg/passage/the-paper-p17> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{passage}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    ):
        rows = sorted(map(repr, on_disk.sparql(text)))  # type: ignore[arg-type]  # rows
        assert rows == sorted(map(repr, corridor.sparql(text)))  # type: ignore[arg-type]  # rows
        assert rows
    given = DatasetClause((NamedNode(passage),), (INFERRED,))
    text = "SELECT * FROM <x:other> { { ?s ?p ?o } UNION { GRAPH ?g { ?s a ?o } } }"
    ours, theirs = (one.data.ask(text, dataset=given) for one in (on_disk, corridor))
    assert sorted(map(repr, ours)) == sorted(map(repr, theirs))  # type: ignore[arg-type]  # rows
    with pytest.raises(QueryInvalid, match="no graph is called"):
        on_disk.sparql("SELECT * FROM <x:other> { ?s ?p ?o }")


def test_the_same_files_have_one_store_and_others_another(tmp_path: Path, folder: str) -> None:
    """Also where a file was changed and has its name and its size still."""
    copy = tmp_path / "graph"
    shutil.copytree(bundled.GRAPH, copy)
    first = kept.name(open_graph(graph=copy))
    assert first == kept.name(open_graph(graph=copy))
    assert first != kept.name(open_graph(graph=copy, inference=False))
    shutil.copytree(copy, tmp_path / "elsewhere" / "graph")
    assert first != kept.name(open_graph(graph=tmp_path / "elsewhere" / "graph"))
    places = copy / "things" / "places.ttl"
    places.write_text(places.read_text(encoding="utf-8").replace('"Dongguan"@en', '"Dongguam"@en'), encoding="utf-8")
    assert first != kept.name(open_graph(graph=copy))


@pytest.mark.filterwarnings("ignore:As of")
def test_a_day_has_a_store_of_its_own(tmp_path: Path) -> None:
    """Files are the same on two days where only what is left out of them differs, as a correction that came later."""
    for day in ("2018-03", "2019", "2018-03"):
        graph = open_graph(as_of=day)
        assert len(list(kept.kept(graph, str(tmp_path)).everything())) == len(list(graph.everything())), day
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 2


def test_a_store_is_opened_again_and_not_made_again(folder: str, on_disk: Corridor) -> None:
    """What is there is not written to."""
    store = Path(kept.path(open_graph(), folder))
    before = {path.name: path.stat().st_mtime_ns for path in store.iterdir()}
    OnDisk(str(store / "data"))
    assert kept.path(open_graph(), folder) == str(store)
    assert {path.name: path.stat().st_mtime_ns for path in store.iterdir()} == before


def test_who_comes_at_once_waits_for_who_makes_it(tmp_path: Path) -> None:
    """Several processes find one store, and nothing is left beside it."""
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        found = pool.map(_path, [str(tmp_path)] * 3)
    assert len(set(found)) == 1
    assert [name for name in os.listdir(tmp_path) if not name.endswith(".lock")] == [Path(found[0]).name]


def _path(folder: str) -> str:
    return kept.path(open_graph(), folder)


def test_what_is_half_made_is_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where making it fails, nothing is there, and the next makes it."""

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(on_disk_engine, "write", broken)
    with pytest.raises(OutputFailed, match="No space left on device"):
        kept.path(open_graph(), str(tmp_path))
    assert [name for name in os.listdir(tmp_path) if not name.endswith(".lock")] == []
    monkeypatch.undo()
    assert Path(kept.path(open_graph(), str(tmp_path))).is_dir()


def test_what_was_killed_while_it_made_a_store_leaves_nothing_for_long(tmp_path: Path) -> None:
    """It cannot clear up behind itself; whoever makes the same store next does."""
    process = multiprocessing.get_context("spawn").Process(target=_killed, args=(str(tmp_path),))
    process.start()
    process.join(120)
    assert process.exitcode == -signal.SIGKILL
    left = [path for path in tmp_path.iterdir() if path.is_dir()]
    assert [path.name.startswith(".making-") for path in left] == [True]
    store = kept.path(open_graph(), str(tmp_path))
    assert [str(path) for path in tmp_path.iterdir() if path.is_dir()] == [store]


def _killed(folder: str) -> None:
    def half(_: object, store: str) -> None:
        os.mkdir(store)
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(on_disk_engine, "write", half)
        kept.path(open_graph(), folder)


def test_a_store_that_another_process_removes_meanwhile_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two that start at once both clear up."""
    store = kept.path(open_graph(), str(tmp_path))
    listed = [f"{number:032x}" for number in range(12)]
    monkeypatch.setattr(os, "listdir", lambda _: [*listed, Path(store).name])
    shutil.rmtree(store)
    assert Path(kept.path(open_graph(), str(tmp_path))).is_dir()


def test_few_stores_are_kept(tmp_path: Path) -> None:
    """Those that were opened longest ago go."""
    for number in range(12):
        (tmp_path / f"{number:032x}").mkdir()
        os.utime(tmp_path / f"{number:032x}", (number, number))
    store = Path(kept.path(open_graph(), str(tmp_path)))
    stores = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    assert store.name in stores
    assert len(stores) == 8
    assert f"{11:032x}" in stores


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path, run: Run) -> None:
    """In a sentence."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("serve", "--store", str(tmp_path / "file"), "--port", "0")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert "cannot be written" in done.stderr


def test_a_store_on_disk_takes_nothing_in(on_disk: Corridor) -> None:
    """It is read only."""
    engine = on_disk.data.engine
    with pytest.raises(NotImplementedError):
        engine.add([], INFERRED)
    with pytest.raises(NotImplementedError):
        engine.load([], INFERRED)
    with pytest.raises(NotImplementedError):
        engine.remove(INFERRED)
