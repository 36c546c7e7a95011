"""`corridor-kg serve` as a process, and a client on loopback that follows nothing and knows no proxy."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?g || ?c != ?i) }"
"""What takes longer than anybody waits."""

SMALL = "ASK { ?s ?p ?o }"


class Site(NamedTuple):
    """A server that runs."""

    process: subprocess.Popen[str]
    address: str

    def get(self, path: str, accept: str = "*/*", /, **values: Any) -> httpx.Response:
        """Ask for a path, with parameters."""
        return self.request("GET", path, params=values or None, headers={"Accept": accept})

    def ask(self, query: str, accept: str = "*/*", /, **values: Any) -> httpx.Response:
        """Ask a query of the endpoint."""
        return self.get("/sparql", accept, query=query, **values)

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send any request."""
        with httpx.Client(base_url=self.address, timeout=120, trust_env=False) as client:
            return client.request(method, path, **more)

    def workers(self) -> list[int]:
        """The processes that answer: the children of the one that starts them."""
        return [pid for parent in _children(self.process.pid) for pid in _children(parent)]

    def memory(self) -> float:
        """Return how many megabytes the server and its processes take together; what they share counts once."""
        every = [self.process.pid, *_children(self.process.pid), *self.workers()]
        return sum(_megabytes(pid) for pid in every)


@contextlib.contextmanager
def served(store: Path, *options: str) -> Iterator[Site]:
    """Yield a server on a free port, and end it and all that it started behind."""
    command = [sys.executable, "-m", "corridor_kg", "serve", "--port", "0", "--store", str(store), "--no-config"]
    process = subprocess.Popen(
        [*command, *options], stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=store.parent
    )
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.match(r"(http://\S+)/ ", line)
        assert found, line
        yield Site(process, found[1])
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


def is_alive(pid: int) -> bool:
    """Return whether a process runs; one that has ended and waits to be collected does not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return False


def _megabytes(pid: int) -> float:
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000
    return 0.0


def _children(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found
