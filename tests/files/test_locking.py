"""A file that is changed is locked: what several processes write at once is all there."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from corridor_kg.errors import OutputFailed
from corridor_kg.files.locking import LOCK, locked

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


AS_ANOTHER = """
import fcntl, os, sys  # all of them while this is still root, who may read where Python lies
from corridor_kg.files.locking import locked
os.setuid(65534)
with locked(os.path.join(sys.argv[1], "own"), seconds=0.1):
    pass
"""


def test_nothing_of_what_several_processes_write_is_lost(tmp_path: Path) -> None:
    """Each adds one to a number in a file many times, and all of it is counted."""
    file = tmp_path / "number"
    file.write_text("0")
    running = [subprocess.Popen([sys.executable, "-c", COUNTING, str(file)]) for _ in range(PROCESSES)]
    assert [process.wait(120) for process in running] == [0] * PROCESSES
    assert file.read_text() == str(PROCESSES * TIMES)


def test_a_file_that_stays_locked_is_told(tmp_path: Path) -> None:
    """Its name and what to do; a link to it is the same file, and one in another folder is free."""
    (tmp_path / "other").mkdir()
    file = tmp_path / "links.sssom.tsv"
    (tmp_path / "link").symlink_to(file)
    with locked(str(file)):
        for name in ("links.sssom.tsv", "link"):
            told = rf"{name}' is being changed by another process.*try again"
            with pytest.raises(OutputFailed, match=told), locked(str(tmp_path / name), seconds=0.1):
                pytest.fail("two have the lock")
        with locked(str(tmp_path / "other" / "file"), seconds=0.1):
            pass
    with locked(str(file), seconds=0.1):
        pass


def test_a_lock_ends_with_an_error(tmp_path: Path) -> None:
    """And nothing lies beside the file."""
    with pytest.raises(KeyError), locked(str(tmp_path / "own.sssom.tsv")):
        raise KeyError
    with locked(str(tmp_path / "own.sssom.tsv"), seconds=0.1):
        pass
    assert os.listdir(tmp_path) == []


def test_users_with_homes_of_their_own_keep_each_other_out(tmp_path: Path) -> None:
    """Whatever their home and cache folders are, and the folder of temporary files."""
    file = tmp_path / "number"
    file.write_text("0")
    running = []
    for number in range(PROCESSES):
        home = tmp_path / f"home-{number}"
        home.mkdir()
        places = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "TMPDIR"), str(home))
        running.append(subprocess.Popen([sys.executable, "-c", COUNTING, str(file)], env={**os.environ, **places}))
    assert [process.wait(120) for process in running] == [0] * PROCESSES
    assert file.read_text() == str(PROCESSES * TIMES)
    assert sorted(os.listdir(tmp_path)) == [*(f"home-{number}" for number in range(PROCESSES)), "number"]


def test_another_user_is_kept_out(tmp_path: Path) -> None:
    """Who may write in the folder, but owns nothing in it, waits for the same lock."""
    if not hasattr(os, "getuid") or os.getuid() != 0:
        pytest.skip("only root can become another user.")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        with locked(os.path.join(folder, "own")):
            done = subprocess.run(
                [sys.executable, "-c", AS_ANOTHER, folder], capture_output=True, text=True, check=False
            )
        assert "is being changed by another process" in done.stderr
        assert subprocess.run([sys.executable, "-c", AS_ANOTHER, folder], check=False).returncode == 0
        assert os.listdir(folder) == []


def test_several_files_of_one_folder_are_locked_at_once(tmp_path: Path) -> None:
    """And those of others; two processes that name them in another order do not wait for each other."""
    (tmp_path / "below").mkdir()
    with locked(*(str(tmp_path / name) for name in ("below/c", "a", "b"))):
        for name in ("a", "below/d"):
            with pytest.raises(OutputFailed), locked(str(tmp_path / name), seconds=0):
                pytest.fail("two have the lock")


@pytest.mark.parametrize("number", [errno.EBADF, errno.ENOLCK, errno.EOPNOTSUPP])
def test_where_a_folder_cannot_be_locked_a_file_in_it_is(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on NFS: a file that everybody may lock, who can write in the folder."""
    fcntl = pytest.importorskip("fcntl")
    flock = fcntl.flock

    def fail(handle: int, operation: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, "no")
        flock(handle, operation)

    monkeypatch.setattr(fcntl, "flock", fail)
    with locked(str(tmp_path / "own")):
        mode = (tmp_path / LOCK).stat().st_mode & 0o777
        with pytest.raises(OutputFailed, match="being changed"), locked(str(tmp_path / "own"), seconds=0.1):
            pytest.fail("two have the lock")
    assert mode == 0o666


def test_where_no_lock_can_be_had_that_is_told(tmp_path: Path) -> None:
    """With the file and the reason."""
    told = r"no/own' cannot be written: No such file or directory"
    with pytest.raises(OutputFailed, match=told), locked(str(tmp_path / "no" / "own")):
        pytest.fail("there is no lock")
