"""A file that cannot be read is told by every command that is given one, and is not taken for a finding."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from corridor_kg.errors import GraphNotFound, GraphUnreadable
from corridor_kg.questions.stored_queries import StoredQueries
from tests.conftest import Run

UNREADABLE = "/proc/self/mem"
"""A file whose first bytes nobody can read, root neither."""

READING = """
    check own.ttl
    check own.trig
    check own.nq
    check own.nt
    check own.rdf
    check own.jsonld
    check own.sssom.tsv
    check own
    check folder
    check --graph own.ttl
    check --ontology own.ttl
    run cities --add own.ttl
    run cities --graph own.jsonld
    run cities --ontology own.ttl
    sparql --file own.rq
    show dongguan --add own.nt
    why dongguan a City --add own.ttl
    verify own.txt
    links match own.csv --column a
    links suggest dongguan --close --author Ann --to own.sssom.tsv
    links --add own.sssom.tsv
    links check --add own.ttl
    export --frame own.json -f jsonld
    export --graph own.ttl -f nquads
    export --graph own.trig -f turtle
    export --graph own.ttl --hash
""".strip().splitlines()


@pytest.mark.parametrize("command", [line.strip() for line in READING])
def test_what_cannot_be_read_is_told(command: str, run: Run, tmp_path: Path) -> None:
    """Its name and the reason; exit status 2, which is no finding, and nothing is blamed on standard output."""
    if not os.path.isfile(UNREADABLE):
        pytest.skip(f"this system has no {UNREADABLE}.")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "own.ttl").symlink_to(UNREADABLE)
    given = next(word for word in shlex.split(command) if word.partition(".")[0] in ("own", "folder"))
    if given != "folder":
        (tmp_path / given).symlink_to(UNREADABLE)
    done = run(*shlex.split(command))
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    (line,) = (line for line in done.stderr.splitlines() if not line.startswith("warning: "))
    assert line.startswith("error: ")
    assert f"{given}/own.ttl" * (given == "folder") in line
    assert line.endswith(f"{given.replace('folder', 'folder/own.ttl')} cannot be read: Input/output error.")


def test_stored_queries_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """Of a folder of one's own: the folder, a file, and what is no UTF-8."""
    (tmp_path / "folder.rq").mkdir()
    (tmp_path / "latin.rq").write_bytes(b"#+ summary: \xff?\nASK {}")
    queries = StoredQueries(str(tmp_path))
    with pytest.raises(GraphUnreadable, match=r"latin\.rq is not UTF-8"):
        _ = queries["latin"]
    with pytest.raises(GraphNotFound, match="nowhere cannot be read: No such file"):
        list(StoredQueries(str(tmp_path / "nowhere")))
    if os.path.isfile(UNREADABLE):
        (tmp_path / "own.rq").symlink_to(UNREADABLE)
        with pytest.raises(GraphNotFound, match=r"own\.rq cannot be read"):
            _ = queries["own"]
