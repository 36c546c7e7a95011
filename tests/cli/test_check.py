"""The command ``check`` offers and writes every form of report."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corridor_kg.choices import REPORT_FORMATS
from tests.conftest import Run
from tests.support import cases


@pytest.mark.parametrize("format", REPORT_FORMATS)
def test_the_command_line_writes_every_form(format: str, run: Run) -> None:
    """And its exit status follows --fail-on."""
    done = run("check", str(cases.ZERO), "--format", format)
    assert done.returncode == 1
    assert "step-number" in done.stdout
    if format == "text":
        assert run("check", str(cases.ZERO), "--skip", "step-number").returncode == 0
        assert run("check", "--profile", "warnings").returncode == 0
        assert run("check", "--profile", "warnings", "--fail-on", "info").returncode == 1
        assert run("check", "--only", "step-numbr").returncode == 2


@pytest.mark.parametrize("format", REPORT_FORMATS)
def test_a_file_whose_name_is_not_utf8_is_told_of(format: str, run: Run, tmp_path: Path) -> None:
    """In every format, without a traceback; in SARIF its bytes are percent-encoded."""
    folder = tmp_path / "facts"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/b\xe9d.ttl")).write_text("bad bad", encoding="utf-8")
    done = run("check", "--graph", folder, "--format", format)
    assert done.returncode == 1, done.stderr
    assert {"sarif": "b%E9d.ttl", "turtle": "syntax"}.get(format, r"b\udce9d.ttl") in done.stdout
    assert "Traceback" not in done.stderr
