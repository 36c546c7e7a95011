"""A new source has the same bytes each time, however the process happens to order sets."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run
from tests.sources.test_new_source import CHINESE, TEXT


def test_drafts_are_the_same_each_time(run: Run, tmp_path: Path) -> None:
    """In English and Chinese, in processes with other hashes."""
    (tmp_path / "news.txt").write_text(TEXT + "\n" + CHINESE.replace("\n", "\n\n"), encoding="utf-8")
    written = []
    for seed in ("1", "2", "3"):
        done = run("source", "new", "courier", "news.txt", "--to", seed, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        files = sorted((tmp_path / seed).rglob("*.ttl"))
        written.append({path.relative_to(tmp_path / seed): path.read_bytes() for path in files})
    assert len(written[0]) > 5
    assert written[0] == written[1] == written[2]
