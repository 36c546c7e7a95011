"""The command ``check`` offers and writes every form of report."""

from __future__ import annotations

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
