"""Asks the matcher of Google's polyfill for text fragments, which is written in JavaScript, what a link leads to."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

MODULES = "CORRIDOR_NODE_MODULES"
"""The variable of the environment that names a folder with the packages; `.ci/run` makes one."""

PACKAGES = ("text-fragments-polyfill", "jsdom")


class Page(NamedTuple):
    """A page and an address with a text directive."""

    html: str
    address: str


def page_of(text: str) -> str:
    """Return the HTML of a plain text: each paragraph a block."""
    blocks = (f"<p>{html.escape(block)}</p>" for block in re.split(r"\n\s*\n", text) if block.strip())
    return f"<!doctype html><body>{''.join(blocks)}</body>"


def found(pages: Sequence[Page]) -> list[list[str]]:
    """Return of each page the texts that its directive leads to: one, two where it is ambiguous, or none.

    Where the packages are missing, the test is skipped.
    """
    folder = os.environ.get(MODULES, "")
    if not shutil.which("node") or not all((Path(folder) / name).is_dir() for name in PACKAGES):
        pytest.skip(f"needs node, and {MODULES} to name a folder that has {' and '.join(PACKAGES)} from npm")
    done = subprocess.run(
        ["node", str(Path(__file__).with_suffix(".mjs"))],
        input=json.dumps([page._asdict() for page in pages]),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [[" ".join(text.split()) for text in directives[0]] for directives in json.loads(done.stdout)]
