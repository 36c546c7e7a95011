"""The SPARQL server of Oxigraph, on loopback."""

from __future__ import annotations

import contextlib
import functools
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support import engines

SERVER = Path(sysconfig.get_path("scripts")) / "oxigraph"

MISSING = (
    None if SERVER.exists() else "there is no SPARQL server; pip install 'oxigraph>=0.5.3', which the extra dev holds."
)
"""Why there is no server, where there is none."""


@contextlib.contextmanager
def serving(folder: str | None = None, *, seconds: int = 0) -> Iterator[engines.Server]:
    """Yield a server that may be written to, over what a folder keeps, or over nothing yet, in memory.

    Args:
        folder: Of its store.
        seconds: How long a query may take; 0 for as long as it likes.
    """
    address = f"127.0.0.1:{engines.free_port()}"
    command = [str(SERVER), "serve", "--bind", address]
    command += ["--location", folder] if folder else []
    command += ["--timeout-s", str(seconds)] if seconds else []
    with engines.started(command) as server:
        base = f"http://{address}"
        engines.wait(server, f"{base}/query")
        yield engines.Server(f"{base}/query", f"{base}/update", functools.partial(engines.post, f"{base}/store"))


@contextlib.contextmanager
def served(files: Iterable[Path]) -> Iterator[str]:
    """Yield the address of the SPARQL endpoint of a server over some files, and end the server behind."""
    with TemporaryDirectory() as folder:
        command = [str(SERVER), "load", "--location", folder, "--file", *map(str, files)]
        subprocess.run(command, check=True, capture_output=True)
        address = f"127.0.0.1:{engines.free_port()}"
        command = [str(SERVER), "serve-read-only", "--location", folder, "--bind", address, "--timeout-s", "10"]
        with engines.started(command) as server:
            engines.wait(server, f"http://{address}/query")
            yield f"http://{address}/query"
