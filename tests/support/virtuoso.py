"""Virtuoso's server, on loopback, with its files in a folder."""

from __future__ import annotations

import contextlib
import functools
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.support import engines

USER = "dba"
PASSWORD = "of-tests"  # of a server that only this machine reaches, and that ends with its test

_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
MaxCheckpointRemap = 2000
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 10
CheckpointInterval = 1440
CaseMode = 2
DirsAllowed = /
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
ThreadsPerQuery = 2

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
MaxClientConnections = 10
ServerThreads = 10
Charset = UTF-8

[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = {seconds}
"""


def _missing() -> str | None:
    if shutil.which("virtuoso-t") and shutil.which("isql-vt"):
        return None
    return "there is no Virtuoso; apt-get install virtuoso-opensource-7-bin"


MISSING = _missing()
"""Why there is no server, where there is none."""


@contextlib.contextmanager
def serving(
    folder: str, *, rows: int = 1_000_000, seconds: int = 300, buffers: int = 40_000
) -> Iterator[engines.Server]:
    """Yield a server over what a folder keeps; a folder without a database gets one, which takes some seconds.

    Triples that a file of N-Quads has in no graph are loaded into the graph `urn:x-virtuoso:none`: Virtuoso has no
    default graph.

    Args:
        folder: Where its files are.
        rows: The most that an answer may have; the rest is left out.
        seconds: How long a query may take.
        buffers: How many pages of 8 kB are kept in memory.
    """
    sql, http = engines.free_port(), engines.free_port()
    ini = _INI.format(sql=sql, http=http, rows=rows, seconds=seconds, buffers=buffers, dirty=buffers * 3 // 4)
    Path(folder, "virtuoso.ini").write_text(ini, encoding="utf-8")
    command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    if not Path(folder, "virtuoso.db").exists():
        new = ["+pwdold", USER, "+pwddba", PASSWORD, "+pwddav", PASSWORD]
        subprocess.run([*command, *new], cwd=folder, check=True, capture_output=True, timeout=120)
    with engines.started(command, cwd=folder) as process:
        base = f"http://127.0.0.1:{http}"
        engines.wait(process, f"{base}/sparql")
        load = functools.partial(_load, sql)
        yield engines.Server(f"{base}/sparql", f"{base}/sparql-auth", load, USER, PASSWORD)


def _load(port: int, file: Path) -> None:
    """Read a file with the bulk loader, and write down what it read, for the loader keeps no log of transactions."""
    folder, name = str(file.resolve().parent), file.name
    _sql(port, "DELETE FROM DB.DBA.LOAD_LIST", f"ld_dir('{folder}', '{name}', 'urn:x-virtuoso:none')")
    _sql(port, "rdf_loader_run()", "checkpoint")
    failed = _sql(port, "SELECT CONCAT('failed: ', ll_error) FROM DB.DBA.LOAD_LIST WHERE ll_error IS NOT NULL")
    if "failed: " in failed:
        raise RuntimeError(failed.strip())


def _sql(port: int, *statements: str) -> str:
    """Return what Virtuoso's own client prints for some statements of SQL; a failure is an error."""
    command = ["isql-vt", f"127.0.0.1:{port}", USER, PASSWORD, "ERRORS=STDOUT", "VERBOSE=OFF", "BANNER=OFF"]
    lines = "".join(f"{statement};\n" for statement in statements)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    if "*** Error" in done.stdout:
        raise RuntimeError(done.stdout.strip())
    return done.stdout
