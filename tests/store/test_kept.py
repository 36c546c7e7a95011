"""A graph that is kept on disk: made once, never changed, and the same as the one in memory."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Quad

from corridor_kg import Corridor
from corridor_kg.engine import on_disk
from corridor_kg.errors import OutputFailed
from corridor_kg.questions.stored_queries import STORED
from corridor_kg.store import kept

FACT = "<https://w3id.org/corridor-kg/place/dongguan> <http://purl.org/dc/terms/title> 'Dongguan' .\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where stores are kept."""
    return str(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def on_it(corridor: Corridor, folder: str) -> Corridor:
    """The bundled graph, read from disk."""
    return Corridor(kept.kept(corridor.data, folder), corridor.config)


def test_the_same_files_have_the_same_folder(corridor: Corridor, on_it: Corridor, folder: str, tmp_path: Path) -> None:
    """Another file has another; so has the graph without what follows."""
    made = kept.path(corridor.data, folder)
    assert kept.path(Corridor.load(config=False).data, folder) == made
    file = tmp_path / "own.ttl"
    file.write_text(FACT)
    names = [kept.name(Corridor.load(add=[file], config=False).data)]
    file.write_text(FACT.replace("'Dongguan'", "'Tongkun'"))
    names.append(kept.name(Corridor.load(add=[file], config=False).data))
    names.append(kept.name(Corridor.load(inference=False, config=False).data))
    assert len({os.path.basename(made), *names}) == 4


def test_it_is_never_opened_for_writing_again(
    corridor: Corridor, on_it: Corridor, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who comes later reads; nothing in it is another afterwards."""
    monkeypatch.setattr(on_disk, "write", lambda *_: pytest.fail("it is written again"))
    store = Path(kept.path(corridor.data, folder))
    before = {path.name: path.stat().st_mtime_ns for path in store.iterdir()}
    again = Corridor(kept.kept(corridor.data, folder), corridor.config)
    assert again.run("cities").serialize("csv") == corridor.run("cities").serialize("csv")
    with pytest.raises(NotImplementedError):
        again.data.engine.add([], next(iter(corridor.origins)).graph)
    assert {path.name: path.stat().st_mtime_ns for path in store.iterdir()} == before


def test_of_many_at_once_one_makes_it(corridor: Corridor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others wait for it; nothing but the store is left behind."""
    made: list[str] = []
    write = on_disk.write

    def counted(quads: Iterable[Quad], folder: str) -> None:
        made.append(folder)
        write(quads, folder)

    monkeypatch.setattr(on_disk, "write", counted)
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(kept.path(corridor.data, str(tmp_path)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(set(found)), len(found)) == (1, 1, 4)
    assert os.listdir(tmp_path) == [os.path.basename(found[0])]


def test_a_store_that_is_half_made_is_not_seen(
    corridor: Corridor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails leaves nothing, and the next one makes it."""

    def fails(quads: object, folder: str) -> None:
        os.mkdir(folder)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(on_disk, "write", fails)
        with pytest.raises(OutputFailed, match="No space left"):
            kept.path(corridor.data, str(tmp_path))
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []
    assert os.path.isdir(kept.path(corridor.data, str(tmp_path)))


@pytest.mark.parametrize("name", [name for name, query in STORED.items() if query.endpoint is None])
def test_each_question_has_the_same_answer(name: str, corridor: Corridor, on_it: Corridor) -> None:
    """To the byte."""
    query = STORED[name]
    needed = {one.name: "dongguan" for one in query.parameters if one.required and query.default(one.name) is None}
    format = "csv" if query.form in ("SELECT", "ASK") else "ntriples"
    assert on_it.run(name, **needed).serialize(format) == corridor.run(name, **needed).serialize(format)


def test_what_is_told_and_exported_is_the_same(corridor: Corridor, on_it: Corridor) -> None:
    """`describe`, `compare`, `why`, and the hash of an export."""
    assert on_it.describe("dongguan").to_json() == corridor.describe("dongguan").to_json()
    assert list(on_it.compare("innovation-corridor").sentences()) == list(
        corridor.compare("innovation-corridor").sentences()
    )
    why = ("songshan-lake", "isLocatedIn", "innovation-corridor")
    assert str(on_it.why(*why)) == str(corridor.why(*why))
    parts = ["stated", "inferred"]
    assert on_it.export(include=parts).hash() == corridor.export(include=parts).hash()
