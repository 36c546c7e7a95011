"""A file that is changed is locked: what several processes write at once is all there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from corridor_kg.errors import OutputFailed
from corridor_kg.files.locking import locked

PROCESSES = 4
TIMES = 25

COUNTING = f"""
import sys
from corridor_kg.files import output
from corridor_kg.files.locking import locked
for _ in range({TIMES}):
    with locked(sys.argv[1], seconds=60):
        number = int(open(sys.argv[1]).read())
        output.write(str(number + 1), sys.argv[1])
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the locks of a test in a folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_nothing_of_what_several_processes_write_is_lost(tmp_path: Path) -> None:
    """Each adds one to a number in a file many times, and all of it is counted."""
    file = tmp_path / "number"
    file.write_text("0")
    running = [subprocess.Popen([sys.executable, "-c", COUNTING, str(file)]) for _ in range(PROCESSES)]
    assert [process.wait(120) for process in running] == [0] * PROCESSES
    assert file.read_text() == str(PROCESSES * TIMES)


def test_a_file_that_stays_locked_is_told(tmp_path: Path) -> None:
    """Its name and what to do; a link to it is the same file, and another file is free."""
    file = tmp_path / "links.sssom.tsv"
    (tmp_path / "link").symlink_to(file)
    with locked(str(file)):
        for name in ("links.sssom.tsv", "link"):
            told = rf"{name}' is being changed by another process.*try again"
            with pytest.raises(OutputFailed, match=told), locked(str(tmp_path / name), seconds=0.1):
                pytest.fail("two have the lock")
        with locked(str(tmp_path / "other"), seconds=0.1):
            pass
    with locked(str(file), seconds=0.1):
        pass


def test_a_lock_ends_with_an_error(tmp_path: Path) -> None:
    """And nothing lies beside the file."""
    with pytest.raises(KeyError), locked(str(tmp_path / "own.sssom.tsv")):
        raise KeyError
    with locked(str(tmp_path / "own.sssom.tsv"), seconds=0.1):
        pass
    assert os.listdir(tmp_path) == ["cache"]


def test_without_a_cache_folder_the_lock_is_a_temporary_file(cache: Path, tmp_path: Path) -> None:
    """Where the user has no folder that can be made."""
    cache.write_text("in the way")
    with locked(str(tmp_path / "own")), pytest.raises(OutputFailed), locked(str(tmp_path / "own"), seconds=0.1):
        pytest.fail("two have the lock")


def test_where_no_lock_can_be_had_that_is_told(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the file, the reason, and what to do."""
    cache.write_text("in the way")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(cache))
    told = r"cannot be locked against other processes: .*can be written to"
    with pytest.raises(OutputFailed, match=told), locked(str(tmp_path / "own"), seconds=0.1):
        pytest.fail("there is no lock")
