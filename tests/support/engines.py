"""What the servers of other engines share: what is known of one that runs, its process, and how it is waited for."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import httpx


class Server(NamedTuple):
    """A server that runs.

    Attributes:
        query: The address of its SPARQL endpoint.
        update: The address for SPARQL Update.
        load: Reads a file of N-Quads as its engine does it fastest.
        user: Who may write, by digest authentication; None where everybody may.
        password: Of who may write.
    """

    query: str
    update: str
    load: Callable[[Path], None]
    user: str | None = None
    password: str | None = None


@contextlib.contextmanager
def started(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """Yield a process that says nothing, and end it behind; it ends too where the tests are killed."""
    bound = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
    quiet: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*bound, *command], text=True, **(quiet | options)) as process:
        try:
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[str], seconds: float = 20) -> None:
    """Ask a process to end, which may still have something to write, and kill it where it does not."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait(process: subprocess.Popen[str], query: str, seconds: float = 60) -> None:
    """Wait until a server answers a query; one that ends before, or takes too long, is an error."""
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(query, params={"query": "ASK {}"}, timeout=5, trust_env=False).is_success:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server does not answer on {query}")


def post(url: str, file: Path) -> None:
    """Send a file of N-Quads to a server that takes it as the body of a request."""
    headers = {"Content-Type": "application/n-quads"}
    with open(file, "rb") as quads:
        httpx.post(url, content=quads, headers=headers, timeout=600, trust_env=False).raise_for_status()
