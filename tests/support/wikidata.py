"""A SPARQL server on loopback that stands for Wikidata: Oxigraph's, with a small slice that is made up."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from corridor_kg import Answer, Corridor, Online

SERVER = Path(sysconfig.get_path("scripts")) / "oxigraph"
SLICE = Path(__file__).parent / "wikidata-slice"


def run(corridor: Corridor, name: str, address: str, **values: str | list[str]) -> Answer:
    """Return the answer of a stored query; one that goes out asks this address instead."""
    if corridor.queries[name].endpoint is None:
        return corridor.run(name, **values)
    return corridor.run(name, Online(endpoint=address), **values)


@contextlib.contextmanager
def served() -> Iterator[str]:
    """Yield the address of the server's SPARQL endpoint, and end the server behind."""
    with TemporaryDirectory() as folder:
        files = [str(path) for path in sorted(SLICE.glob("*.nt"))]
        subprocess.run([SERVER, "load", "--location", folder, "--file", *files], check=True, capture_output=True)
        address = f"127.0.0.1:{_free_port()}"
        command = [str(SERVER), "serve-read-only", "--location", folder, "--bind", address, "--timeout-s", "10"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                _wait(server, address)
                yield f"http://{address}/query"
            finally:
                server.kill()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait(server: subprocess.Popen[bytes], address: str, seconds: float = 20) -> None:
    host, _, port = address.partition(":")
    end = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection((host, int(port)), timeout=1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"the server does not answer on {address}")
