"""How much of the real sources their drafts had, as the README tells it."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT
from tests.support import drafted
from tests.support.articles import FILES


def test_the_readme_tells_what_is_measured(shared: Path) -> None:
    """Facts proposed, right and missed, of each source and each kind: n of N, and no more than that."""
    measured = {name: drafted.measure(name, shared / path) for name, path in FILES.items()}
    readme = (ROOT / "corridor_kg" / "sources" / "README.md").read_text(encoding="utf-8")
    assert drafted.markdown(measured) in readme, "python -m tests.support.drafted FOLDER prints the tables of today"
