"""Files and folders are written whole or not at all, and nobody else's is touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import OutputFailed
from corridor_kg.files import output
from corridor_kg.files.locking import LOCK
from tests.conftest import Run


def test_a_file_is_replaced_whole_or_not_at_all(
    tmp_path: Path, corridor: Corridor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk is full in the middle, what was there stays, and nothing else is left."""
    file = tmp_path / "corridor.nq"
    file.write_text("precious")

    def full(*_: object) -> Any:
        yield b"half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("corridor_kg.exports.serializers.nquads.serialize", full)
    with pytest.raises(OutputFailed, match="No space left"):
        corridor.export().write(file)
    assert [path.name for path in tmp_path.iterdir()] == ["corridor.nq"]
    assert file.read_text() == "precious"


def test_a_full_disk_is_told(run: Run) -> None:
    """On a device that is always full, the error is one line."""
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    done = run("export", "-f", "nquads", "-o", "/dev/full")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: '/dev/full' cannot be written: No space left on device.\n"


def test_a_folder_with_other_things_is_not_touched(tmp_path: Path, corridor: Corridor) -> None:
    """But with force, and then the other things stay; tables of an earlier export are replaced, and no other."""
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "mine.txt").write_text("precious")
    export = corridor.export()
    with pytest.raises(OutputFailed, match=r"holds other things \(mine.txt\)"):
        export.write(folder, format="csv")
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    export.write(folder, format="csv", force=True)
    assert (folder / "mine.txt").read_text() == "precious"
    (folder / "mine.txt").unlink()
    corridor.export(things=["wang-ruijun"]).write(f"{folder}/")
    assert not (folder / "forecasts.csv").exists()
    assert (folder / "people.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_data_package_of_somebody_else_is_not_taken_for_ours(tmp_path: Path, corridor: Corridor) -> None:
    """Its tables are not removed."""
    (tmp_path / "datapackage.json").write_text('{"resources": [{"path": "survey.csv"}]}')
    (tmp_path / "survey.csv").write_text("precious")
    with pytest.raises(OutputFailed, match="holds other things"):
        corridor.export().write(tmp_path, format="csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["datapackage.json", "survey.csv"]
    (tmp_path / "datapackage.json").unlink()
    (tmp_path / "datapackage.json").mkdir()
    with pytest.raises(OutputFailed, match="is in the way"):
        corridor.export().write(tmp_path, format="csv", force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["datapackage.json", "survey.csv"]


def test_a_table_of_somebody_else_is_not_replaced(tmp_path: Path, corridor: Corridor) -> None:
    """A cities.csv that no data package names is somebody's own."""
    (tmp_path / "cities.csv").write_text("precious")
    with pytest.raises(OutputFailed, match=r"cities\.csv"):
        corridor.export().write(tmp_path, format="csv")
    assert (tmp_path / "cities.csv").read_text() == "precious"


def test_an_interrupted_folder_leaves_nothing(
    tmp_path: Path, corridor: Corridor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables are written beside their place, and go where they cannot get there."""

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(OutputFailed, match="Input/output error"):
        corridor.export().write(tmp_path / "new", format="csv")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that is there already."""
    path = tmp_path / "own.nq"
    path.write_text("precious")
    return path


def test_a_read_only_file_is_not_replaced(file: Path, run: Run) -> None:
    """Not even by who may do anything; an editor asks first too."""
    file.chmod(0o444)
    done = run("export", "-f", "nquads", "-o", "own.nq")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: 'own.nq' is read-only; allow writing to it")
    assert (file.read_text(), os.listdir(file.parent)) == ("precious", ["own.nq"])


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_keeps_its_mode(mode: int, file: Path) -> None:
    """What others may do with it is not for us to say."""
    file.chmod(mode)
    output.write("new", str(file))
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", mode)


def test_a_file_keeps_its_owner(file: Path) -> None:
    """Where root replaces what a user has."""
    if not hasattr(os, "getuid") or os.getuid() != 0:
        pytest.skip("only root can write as another user.")
    os.chown(file, 65534, 65533)
    output.write("new", str(file))
    assert (file.stat().st_uid, file.stat().st_gid) == (65534, 65533)


def test_a_group_that_cannot_be_kept_gives_no_leave_to_another(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the old group might do, the user's own may not."""

    def fail(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    file.chmod(0o664)
    monkeypatch.setattr(os, "chown", fail)
    output.write("new", str(file))
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_link_keeps_leading_to_its_file(file: Path) -> None:
    """Also one to a file that is not there yet."""
    for name in ("own.nq", "later.nq"):
        link = file.parent / f"link-to-{name}"
        link.symlink_to(name)
        output.write("new", str(link))
        assert link.is_symlink()
        assert (file.parent / name).read_text() == "new"


def test_tables_keep_their_modes_and_links(tmp_path: Path) -> None:
    """A folder that was written before is written again; what is read-only in it stays, and so does everything then."""
    folder, elsewhere = tmp_path / "tables", tmp_path / "elsewhere.csv"
    first = {"datapackage.json": _package("a.csv", "b.csv"), "a.csv": b"1", "b.csv": b"1"}
    output.write_folder(first, str(folder))
    (folder / "a.csv").chmod(0o600)
    (folder / "b.csv").rename(elsewhere)
    (folder / "b.csv").symlink_to(elsewhere)
    output.write_folder({**first, "a.csv": b"2", "b.csv": b"2"}, str(folder))
    assert ((folder / "a.csv").stat().st_mode & 0o777, elsewhere.read_bytes()) == (0o600, b"2")
    (folder / "b.csv").chmod(0o444)
    for files in ({**first, "b.csv": b"3"}, {"datapackage.json": _package("a.csv"), "a.csv": b"3"}):
        with pytest.raises(OutputFailed, match="read-only"):
            output.write_folder(files, str(folder))
    assert (folder / "a.csv").read_bytes() == b"2"
    assert sorted(os.listdir(folder)) == ["a.csv", "b.csv", "datapackage.json"]


def test_a_lock_is_no_other_thing(tmp_path: Path) -> None:
    """Where a folder cannot be locked, a file in it is, and stays there."""
    (tmp_path / LOCK).touch()
    output.write_folder({"datapackage.json": _package()}, str(tmp_path))
    assert sorted(os.listdir(tmp_path)) == [LOCK, "datapackage.json"]


def test_a_folder_is_written_by_one_at_a_time(tmp_path: Path) -> None:
    """Two that write tables at once do not leave a mixture: the later one finds what the earlier one wrote."""
    writing = (
        "import json, sys\nfrom corridor_kg.files import output\n"
        "names = [f'{sys.argv[2]}{number}.csv' for number in range(20)]\n"
        "package = json.dumps({'software': 'corridor-kg', 'resources': [{'path': name} for name in names]})\n"
        "for _ in range(20):\n"
        "    files = {name: b'' for name in names} | {'datapackage.json': package.encode()}\n"
        "    output.write_folder(files, sys.argv[1])\n"
    )
    folder = tmp_path / "tables"
    running = [subprocess.Popen([sys.executable, "-c", writing, str(folder), letter]) for letter in "abc"]
    assert [process.wait(120) for process in running] == [0, 0, 0]
    assert len({name[0] for name in os.listdir(folder) if name != "datapackage.json"}) == 1
    assert len(os.listdir(folder)) == 21


def _package(*names: str) -> bytes:
    return json.dumps({"software": output.SOFTWARE, "resources": [{"path": name} for name in names]}).encode()


def test_a_link_that_leads_to_itself_is_left_alone(tmp_path: Path) -> None:
    """It leads to no file that could be replaced."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(OutputFailed, match="symbolic links"):
        output.write("text", str(one))
    assert one.is_symlink()
