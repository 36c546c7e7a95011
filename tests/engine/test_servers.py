"""The servers of other engines that the tests start: each reads, writes, and is gone afterwards."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from tests.support import jena, oxigraph, virtuoso
from tests.support.engines import Server

JSON = {"Accept": "application/sparql-results+json"}
NAMES = "SELECT ?name FROM <https://example.org/graph> { <https://example.org/thing> rdfs:label ?name } ORDER BY ?name"
TRIPLE = '<https://example.org/thing> <http://www.w3.org/2000/01/rdf-schema#label> "{}"'
NAMED = f"{TRIPLE} <https://example.org/graph> .\n"
ADD = f"INSERT DATA {{{{ GRAPH <https://example.org/graph> {{{{ {TRIPLE} }}}} }}}}"

Serving = Callable[[], AbstractContextManager[Server]]

STARTS: dict[str, tuple[str | None, Callable[[str], AbstractContextManager[Server]]]] = {
    "jena": (jena.MISSING, jena.serving),
    "oxigraph": (oxigraph.MISSING, oxigraph.serving),
    "virtuoso": (virtuoso.MISSING, virtuoso.serving),
}


@pytest.fixture(params=STARTS)
def serving(request: pytest.FixtureRequest, tmp_path: Path) -> Serving:
    """How each server is started, over one folder that is empty at first."""
    missing, start = STARTS[request.param]
    if missing:
        pytest.skip(missing)
    (tmp_path / "store").mkdir()
    return lambda: start(str(tmp_path / "store"))


def names(server: Server) -> list[str]:
    """Return what the thing is called."""
    query = f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> {NAMES}"
    answer = httpx.post(server.query, data={"query": query}, headers=JSON, trust_env=False)
    return [row["name"]["value"] for row in answer.raise_for_status().json()["results"]["bindings"]]


def update(server: Server, text: str) -> int:
    """Send an update, and return the status of the answer."""
    login = httpx.DigestAuth(server.user, server.password or "") if server.user else None
    headers = {"Content-Type": "application/sparql-update"}
    return httpx.post(server.update, content=text, headers=headers, auth=login, trust_env=False).status_code


def test_a_server_reads_writes_and_remembers(serving: Serving, tmp_path: Path) -> None:
    """What an update and what a file adds is answered, by the next server over the folder too."""
    (tmp_path / "more.nq").write_text(NAMED.format("a name"), encoding="utf-8")
    with serving() as server:
        assert names(server) == []
        assert update(server, ADD.format("名字")) in (200, 204)
        server.load(tmp_path / "more.nq")
        assert names(server) == ["a name", "名字"]
        assert update(server, "INSERT WHAT") == 400
    with serving() as server:
        assert names(server) == ["a name", "名字"]


def test_a_server_ends_with_its_block(serving: Serving) -> None:
    """However the block ends, nobody listens afterwards."""
    asked: list[Server] = []
    with pytest.raises(KeyboardInterrupt):
        _interrupted(serving, asked)
    with pytest.raises(httpx.ConnectError):
        names(asked[0])


def _interrupted(serving: Serving, asked: list[Server]) -> None:
    with serving() as server:
        asked.append(server)
        assert names(server) == []
        raise KeyboardInterrupt
