"""``show``, ``evidence`` and ``find`` are read as ``run`` is: names in place of identifiers, in a language."""

from __future__ import annotations

import pytest

from tests.conftest import Run


def test_things_that_are_found_are_shown_by_name(run: Run) -> None:
    """Identifiers stand beside them on request, and in every other format."""
    assert "platform:songshan-lake" not in run("find", "Songshan Lake").stdout
    assert "platform:songshan-lake" in run("find", "Songshan Lake", "--ids").stdout
    assert "/platform/songshan-lake" in run("find", "Songshan Lake", "--format", "csv").stdout


def test_columns_are_chosen_and_labelled(run: Run) -> None:
    """As those of `run` are."""
    done = run("find", "--kind", "city", "--columns", "how,thing", "--labels", "--format", "markdown")
    assert done.stdout.splitlines()[0] == "| how it was found | thing |"
    assert run("find", "--kind", "platform").stdout == run("find", "--kind", "platforms").stdout
    chosen = run("evidence", "dongguan", "--columns", "value,evidence", "--format", "csv")
    assert chosen.stdout.splitlines()[0] == "value,valueLabel,evidence"


@pytest.mark.parametrize("command", ["show", "evidence", "find"])
def test_names_are_told_in_a_language(command: str, run: Run) -> None:
    """Where a thing has one in it; else they stay."""
    assert "东莞市" in run(command, "dongguan", "--language", "zh").stdout
    assert run(command, "dongguan", "--language", "tlh").stdout == run(command, "dongguan").stdout
