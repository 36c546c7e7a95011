"""The wheel carries what the package needs, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import corridor_kg
from tests.conftest import ROOT


def test_the_wheel_carries_the_data(tmp_path: Path) -> None:
    """Ontology, facts and queries travel inside the package; the installed wheel answers from them."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT, check=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "installed")
    for folder in ("ontology", "graph", "queries"):
        files = {path for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert files
        assert {f"corridor_kg/data/{path.relative_to(ROOT)}" for path in files} <= names
    for folder in ("templates", "static"):
        files = set((ROOT / "corridor_kg" / "web" / folder).iterdir())
        assert files
        assert {str(path.relative_to(ROOT)) for path in files} <= names
    code = "import corridor_kg; print(len(corridor_kg.Corridor.load().run('core-platforms')), corridor_kg.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path / "installed", capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("10 ")
    assert str(tmp_path) in done.stdout


def test_the_versions_agree() -> None:
    """The package, the project file, the ontology and the changelog name one version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = corridor_kg.__version__
    assert project["version"] == version
    assert f'owl:versionInfo "{version}"' in (ROOT / "ontology" / "corridor-kg.ttl").read_text(encoding="utf-8")
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_dependency_has_a_lower_bound() -> None:
    """And development tools stay out of the run-time set."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"]
    assert all(">=" in dependency for dependency in project["dependencies"])
    assert not {"pytest", "mypy", "ruff", "hypothesis"} & {name.partition(">=")[0] for name in project["dependencies"]}


def test_the_top_level_holds_what_the_readme_says() -> None:
    """Nothing else is visible there."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout, so that nobody can tell what belongs to the project and what was made here")
    tracked = subprocess.run(
        ["git", "ls-tree", "--name-only", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    visible = {name for name in tracked.stdout.split() if not name.startswith(".")}
    allowed = {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "ontology",
        "graph",
        "queries",
        "corridor_kg",
        "tests",
    }
    assert visible == allowed


def test_what_the_package_offers() -> None:
    """The public names are exactly these, and each can be imported."""
    names = ["Answer", "Corridor", "CorridorError", "Online", "Row", "Rows", "Triples", "Truth"]
    assert corridor_kg.__all__ == names
    for name in names:
        exec(f"from corridor_kg import {name}", {})
