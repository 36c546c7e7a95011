"""Files and folders are written whole or not at all, and nobody else's is touched."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from corridor_kg import Corridor
from corridor_kg.errors import OutputFailed
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
