"""What several tests of stored queries need."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import evening_post


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A folder for a made-up source, with its article of 2019, and one passage that is still to be written."""
    return evening_post.source(tmp_path / "evening-post")
