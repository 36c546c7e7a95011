"""Apache Jena, ARQ over TDB2, behind a small server of the tests' own, on loopback."""

from __future__ import annotations

import contextlib
import functools
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory

from tests.support import engines

SOURCE = Path(__file__).parent / "jena" / "SparqlServer.java"
JARS = Path("/usr/share/java")

_NAMES = """
    jena-arq jena-base jena-core jena-dboe-base jena-dboe-index jena-dboe-storage jena-dboe-trans-data
    jena-dboe-transaction jena-iri jena-tdb2 commons-cli commons-codec commons-compress commons-csv commons-io
    commons-lang3 dexx.collection gson guava httpclient httpcore jackson-annotations jackson-core jackson-databind
    jakarta.json-api jsonld-java protobuf slf4j-api slf4j-nop thrift titanium-json-ld
""".split()

_RENAMED = "org/apache/jena/ext/"
"""Where Jena's jar has its copy of Xerces, which looks for its texts under the name that it had before."""


def _missing() -> str | None:
    if shutil.which("javac") and (JARS / "jena-tdb2.jar").exists():
        return None
    return "there is no Jena; apt-get install default-jdk-headless libapache-jena-java"


MISSING = _missing()
"""Why there is no server, where there is none."""


@contextlib.contextmanager
def serving(folder: str | None = None, *, seconds: float = 0, memory: str = "2g") -> Iterator[engines.Server]:
    """Yield a server over what a folder keeps, or over nothing yet, in memory.

    Args:
        folder: Of TDB2.
        seconds: How long a query may take; 0 for as long as it likes.
        memory: The most that Java takes for its heap.
    """
    with TemporaryDirectory() as texts:
        _unpack(texts)
        path = ":".join([texts, *(str(JARS / f"{name}.jar") for name in _NAMES)])
        java = [
            "java",
            "-Dsun.net.httpserver.nodelay=true",
            f"-Xmx{memory}",
            "-XX:+UseSerialGC",
            "-cp",
            path,
            str(SOURCE),
            "0",
            str(seconds),
        ]
        with engines.started([*java, folder] if folder else java, stdout=PIPE) as process:
            assert process.stdout is not None
            port = process.stdout.readline().strip()
            if not port:
                raise RuntimeError("the server of Jena does not start")
            base = f"http://127.0.0.1:{port}"
            yield engines.Server(f"{base}/query", f"{base}/update", functools.partial(engines.post, base))


def _unpack(folder: str) -> None:
    """Write the texts of Xerces where it looks for them."""
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(f"{_RENAMED}xerces/") and name.endswith(".properties"):
                target = Path(folder, name.removeprefix(_RENAMED))
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
