"""What the command line does to its own process so that it answers at once; a program that imports us is left alone.

PyLD imports an HTTP client, an event loop and a parser of HTML for ways to load documents that are not used here: half
of the time that it takes to import. And Python's collector of garbage goes through a graph again and again while it
grows, though nothing in it is garbage.
"""

from __future__ import annotations

import _csv  # what csv is made of, without its own imports
import gc
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

NOT_NEEDED = frozenset(("requests",))
"""What is found missing; PyLD does without."""

SELDOM_NEEDED = frozenset(("asyncio", "lxml.html"))
"""What is loaded when something in it is first asked for."""

MANY_OBJECTS = 100_000
"""How many more objects than before make the collector look."""

LONGEST_CELL = 10_000_000
"""How many characters a cell of a table may have here; Python's csv stops at 131,072, less than a town's outline."""


def prepare() -> None:
    """Let this process start fast, speak UTF-8 and read long cells; for a process of our own alone."""
    _in_utf8()
    _csv.field_size_limit(LONGEST_CELL)
    gc.set_threshold(MANY_OBJECTS, 50, 50)
    sys.meta_path.insert(0, _Finder())


def _in_utf8() -> None:
    """Start once more in Python's UTF-8 mode where the locale has another encoding, which no path of ours is in."""
    if sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


class _Finder:
    """Finds the modules above as they are wanted here, and leaves all others to those who find them always."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name in NOT_NEEDED:
            raise ModuleNotFoundError(f"{name} is not needed here", name=name)
        if name not in SELDOM_NEEDED:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            from importlib.util import LazyLoader  # late for the cold start itself

            spec.loader = LazyLoader(spec.loader)
        return spec
