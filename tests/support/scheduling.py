"""Which process runs which test, where several run them side by side.

Who comes first takes the next test; but the tests of one engine elsewhere are run by one process, which starts it once.
"""

from __future__ import annotations

import re

from xdist.scheduler import LoadScopeScheduling

from tests.elsewhere.engines import KINDS

ENGINES = "tests/elsewhere/"


class EngineScheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Keeps the tests of an engine together.

    By what tests are called, for xdist's own way of grouping them, which marks their names, is not known to pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)


def scope(nodeid: str) -> str:
    """Return what the tests have in common that one process runs.

    >>> scope("tests/elsewhere/test_answers.py::test_a_thing_is_the_same[dongguan-jena]")
    'tests/elsewhere/ jena'
    >>> scope("tests/elsewhere/test_served.py::test_some")
    'tests/elsewhere/test_served.py'
    """
    file, _, test = nodeid.partition("::")
    if not file.startswith(ENGINES):
        return nodeid
    engine = next((kind for kind in KINDS if kind in re.split(r"[\[\]-]", test)), None)
    return f"{ENGINES} {engine}" if engine else file
