"""What invites others: the pre-commit hook, the workflow, and the pages about contributing and decisions."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from corridor_kg.cli.main import cli
from corridor_kg.rdf import formats
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CONTRIBUTING = ROOT / ".github" / "CONTRIBUTING.md"
DECISIONS = ROOT / "corridor_kg" / "DECISIONS.md"
SECTIONS = DECISIONS.read_text(encoding="utf-8").split("\n### ")[1:]
TESTS = sorted(path for path in (ROOT / "tests").rglob("*") if "__pycache__" not in path.parts)

(CASE,) = (path for path in TESTS if path.name == "figure-printed.ttl")
"""A file with one mistake: a figure that does not say how its number is printed."""


# -- The hook for other repositories -----------------------------------------------------------------


def test_the_hook_has_what_pre_commit_needs() -> None:
    """It is installed as a Python package, and its entry is a command of a script that the project installs."""
    assert HOOK["id"] == "corridor-kg-check"
    assert HOOK["language"] == "python"
    assert HOOK["name"]
    assert HOOK["description"]
    assert HOOK["pass_filenames"] is HOOK["require_serial"] is True
    script, command = shlex.split(HOOK["entry"])
    assert script in PROJECT["scripts"]
    assert command in cli.list_commands(click.Context(cli))


def test_the_hook_takes_the_files_that_are_read_and_no_others() -> None:
    """The endings of its pattern are those of the formats, whatever their case, and stand at the end of a name."""
    read = {ending for format in (*formats.RDF_FORMATS, *formats.READ_ONLY) for ending in format.endings}
    listed = re.fullmatch(r"\(\?i\)\\\.\((.*)\)\$", HOOK["files"])
    assert listed
    assert {f".{ending}".replace("\\", "") for ending in listed[1].split("|")} == read
    for ending in read:
        assert re.search(HOOK["files"], f"facts/own{ending}")
        assert re.search(HOOK["files"], f"OWN{ending.upper()}")
    for name in ("own.tsv", "own.csv", "own.json", "own.md", "own.ttl.orig", "own-ttl", "ttl", "ttl/own.py"):
        assert not re.search(HOOK["files"], name), name


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [('ckg:printedForm "12.5" ;', 0, "nothing found"), ("", 1, "figure-printed")],
    ids=["good", "bad"],
)
def test_the_entry_of_the_hook_passes_what_is_good_and_fails_what_is_bad(
    more: str, status: int, said: str, tmp_path: Path
) -> None:
    """Given names of files behind it, as pre-commit does, it ends with 0 or with 1 and the report."""
    case = CASE.read_text(encoding="utf-8")
    assert case.count("    a ckg:Figure ;\n") == 1
    (tmp_path / "own.ttl").write_text(
        case.replace("a ckg:Figure ;\n", f"a ckg:Figure ;\n    {more}\n"), encoding="utf-8"
    )
    script, *arguments = shlex.split(HOOK["entry"])
    module, _, function = PROJECT["scripts"][script].partition(":")
    code = f"import sys; from {module} import {function}; sys.exit({function}())"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments, "own.ttl"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (status, "")
    assert said in done.stdout


# -- The workflow ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_only_read_and_has_an_end(path: Path) -> None:
    """Nothing but reading is allowed to it, each job has a time-out, and each action a version."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 60
        assert all(re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"]) for step in job["steps"] if "uses" in step)


def test_the_workflow_runs_what_a_stranger_runs() -> None:
    """On each push and pull request, `.ci/run`, with the oldest Python that is supported and a newer one."""
    workflow: dict[Any, Any] = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    assert set(workflow[True]) == {"push", "pull_request"}  # YAML 1.1 takes the word on for a truth value
    (job,) = workflow["jobs"].values()
    assert ".ci/run" in [step.get("run") for step in job["steps"]]
    oldest, *newer = job["strategy"]["matrix"]["python"]
    assert PROJECT["requires-python"] == f">={oldest}"
    assert newer


def test_the_script_that_the_workflow_runs_can_be_run() -> None:
    """It is there, and executable."""
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


# -- The pages ---------------------------------------------------------------------------------------


def test_contributing_names_files_that_exist() -> None:
    """Each path in it leads somewhere, and each test that it promises is there."""
    text = CONTRIBUTING.read_text(encoding="utf-8")
    code = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^(?:\w+ )?python (\S+)", text, re.MULTILINE)
    words = {word for part in code for word in part.split() if "NAME" not in word}
    paths = {word for word in words if re.fullmatch(r"\.?[\w-]+(/[\w.-]*)+|[\w.-]+\.(py|md|ttl|yaml)|\.\w+", word)}
    modules = {word for word in words if re.fullmatch(r"tests(\.\w+)+", word)}
    assert len(paths) > 20
    assert modules
    below = {path.name for path in TESTS}
    assert [path for path in sorted(paths) if not _is_there(path, below)] == []
    assert {f"{module.rpartition('.')[2]}.py" for module in modules} <= below


def _is_there(path: str, below: set[str]) -> bool:
    """Return whether a path exists; what is a test's is looked for by its name."""
    if path.startswith(("tests/", "test_")):
        return Path(path).name in below
    return (ROOT / path).exists()


def test_contributing_names_tests_that_exist() -> None:
    """What it says of a test is said of one that pytest finds."""
    named = set(re.findall(r"`(test_\w+)(?:\[NAME\])?`", CONTRIBUTING.read_text(encoding="utf-8")))
    code = "".join(path.read_text(encoding="utf-8") for path in TESTS if path.name.startswith("test_"))
    assert len(named) > 10
    assert named <= set(re.findall(r"^def (test_\w+)", code, re.MULTILINE))


def test_contributing_quotes_messages_that_are_given() -> None:
    """A message between quotation marks is one of the shapes, or the beginning of one."""
    quoted = re.findall(r': "([^"]+)"', CONTRIBUTING.read_text(encoding="utf-8"))
    shapes = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ontology" / "shapes").glob("*.ttl"))
    assert quoted
    assert [text for text in quoted if text.removesuffix("…").strip() not in shapes] == []


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.splitlines()[0])
def test_a_decision_leads_to_the_code_that_it_explains(section: str) -> None:
    """Each ends with links to modules, and each of these exists."""
    links = re.findall(r"\]\(([^)]+)\)", section.rpartition("\n→ ")[2])
    assert links
    assert [link for link in links if not (DECISIONS.parent / link).is_file()] == []


def test_the_decisions_are_short_and_name_the_rooms_that_there_are() -> None:
    """The page can be read in one go; the order of the rooms has every folder of code."""
    assert len(SECTIONS) > 12
    assert DECISIONS.stat().st_size < 14_000
    named = re.findall(r"`(\w+)/`", next(section for section in SECTIONS if section.startswith("Rooms")))
    folders = {path.parent.name for path in DECISIONS.parent.glob("*/__init__.py")}
    assert set(named) == folders
    assert len(set(named)) == len(named)
