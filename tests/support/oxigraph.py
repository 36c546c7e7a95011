"""The SPARQL server of Oxigraph, on loopback."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

SERVER = Path(sysconfig.get_path("scripts")) / "oxigraph"


@contextlib.contextmanager
def served(files: Iterable[Path]) -> Iterator[str]:
    """Yield the address of the SPARQL endpoint of a server over some files, and end the server behind."""
    with TemporaryDirectory() as folder:
        command = [str(SERVER), "load", "--location", folder, "--file", *map(str, files)]
        subprocess.run(command, check=True, capture_output=True)
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
