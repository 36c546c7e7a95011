"""The rooms of the package keep the order in which they may import one another, and a wrong import is caught."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"]

WRONG = {
    "upwards": ("rdf/terms.py", "from corridor_kg.store import graph", "A room imports only"),
    "late": ("model/kinds.py", "def late() -> None:\n    from corridor_kg.files import loading", "A room imports only"),
    "for types": (
        "engine/engine.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from corridor_kg.inference import rules",
        "A room imports only",
    ),
    "the facade": ("links/acts.py", "from corridor_kg.corridor import Corridor", "A room imports only"),
    "another format": (
        "exports/serializers/turtle.py",
        "from corridor_kg.exports.serializers import trig",
        "The formats",
    ),
    "another command": ("cli/commands/run.py", "from corridor_kg.cli.commands import show", "The commands"),
    "a circle": ("reports/findings.py", "from corridor_kg.reports import report", "No room is a circle"),
    "a slow library": ("answers/rows.py", "import rdflib", "Only what bridges"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of pyproject.toml in a folder."""
    return subprocess.run(LINT, cwd=folder, capture_output=True, text=True, check=False)


def test_every_contract_is_kept() -> None:
    """No import goes up, none is hidden in a function or behind TYPE_CHECKING, and none makes a circle."""
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert "5 kept, 0 broken" in done.stdout


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_import_breaks_its_contract(wrong: str, tmp_path: Path) -> None:
    """Wherever it stands: at the top, in a function, or for types alone."""
    file, line, contract = WRONG[wrong]
    shutil.copytree(ROOT / "corridor_kg", tmp_path / "corridor_kg", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with open(tmp_path / "corridor_kg" / file, "a", encoding="utf-8") as module:
        module.write(f"\n\n{line}\n")
    done = lint(tmp_path)
    broken = [text for text in done.stdout.splitlines() if " BROKEN" in text]
    assert done.returncode == 1, done.stdout + done.stderr
    assert [name for name in broken if name.startswith(contract)], done.stdout


def test_only_the_engine_room_holds_a_store() -> None:
    """So that another engine is another class; the facade names its type, and nothing else does."""
    importing = {
        str(path.relative_to(ROOT / "corridor_kg"))
        for path in (ROOT / "corridor_kg").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "pyoxigraph"
        if any(name.name == "Store" for name in node.names)
    }
    assert {name for name in importing if not name.startswith("engine/")} == {"corridor.py"}


def test_what_is_imported_late_says_so() -> None:
    """An import inside a function gives its reason on its own line: it is late for the cold start, or for an extra."""
    late = []
    for path in (ROOT / "corridor_kg").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
        imports = [node for inside in functions for node in ast.walk(inside)]
        late += [
            (path.name, node.lineno, text.split("\n")[(node.end_lineno or 0) - 1])
            for node in imports
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
    assert len(late) > 20
    assert [found for found in late if "# late" not in found[2]] == []
