"""What several test modules need: the bundled graph, loaded once, and the command line as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corridor_kg import Answer, Corridor
from corridor_kg.files import config
from corridor_kg.model.origins import PathLike
from corridor_kg.store import kept
from tests.support import oxigraph, wikidata
from tests.support.scheduling import EngineScheduling

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

Ask = Callable[..., Answer]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> EngineScheduling:
    """Let xdist keep the tests of an engine together."""
    return EngineScheduling(config, log)


@pytest.fixture(scope="session", autouse=True)
def _without_own_place() -> Iterator[None]:
    """Whoever runs the tests may have a configuration where they are run; what they see is the same."""
    here, find = Path.cwd(), config.find

    def elsewhere(folder: PathLike = os.curdir) -> str | None:
        return None if Path(folder).resolve() == here else find(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config, "find", elsewhere)
        patch.setenv(kept.VARIABLE, "")  # and no test reads what another has kept
        yield


@pytest.fixture(scope="session")
def corridor() -> Corridor:
    """The bundled graph with inference; tests only read it."""
    return Corridor.load()


@pytest.fixture(scope="session")
def stated() -> Corridor:
    """The bundled graph without inference."""
    return Corridor.load(inference=False)


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """The SPARQL endpoint on loopback that stands for Wikidata."""
    if oxigraph.MISSING:
        pytest.skip(oxigraph.MISSING)
    with wikidata.served() as address:
        yield address


@pytest.fixture
def ask(corridor: Corridor, request: pytest.FixtureRequest) -> Ask:
    """Ask a stored query of the bundled graph; one that goes out asks the server on loopback."""

    def call(name: str, **values: str | list[str]) -> Answer:
        address = request.getfixturevalue("endpoint") if corridor.queries[name].endpoint else ""
        return wikidata.run(corridor, name, address, **values)

    return call


def _plain_environment() -> dict[str, str]:
    """Return the environment without the width of a terminal, which tests that run side by side set."""
    return {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command line as a process of its own, in an empty folder."""

    def call(*arguments: str, stdin: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[str]:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-m", "corridor_kg", *arguments],
            input=given,
            capture_output=True,
            cwd=tmp_path,
            env={**_plain_environment(), **environment},
            timeout=180,  # for what hangs; a busy machine is not hanging yet
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the article and what was read in it; not part of the project."""
    if not (SHARED / "article.txt").exists():
        pytest.skip("the article is the newspaper's and not part of the project; put it into ../shared/article.txt")
    return SHARED
