"""Sort more lines than memory should hold: runs on disk, then merged in blocks.

Python's sort finds what is in order already, so that merging sorted blocks by sorting them together costs
little more than comparing them.
"""

from __future__ import annotations

import contextlib
import tempfile
from bisect import bisect_right
from collections.abc import Iterator
from typing import IO

from corridor_kg.errors import OutputFailed

RUN = 1 << 25
"""How many bytes are sorted at once."""

BLOCK = 1 << 21
"""How many bytes of each run are merged at once."""


class SortedLines:
    r"""Lines that come in any order, and leave sorted by their bytes, each once.

    >>> lines = SortedLines()
    >>> lines.add(b"b\na\nb\n")
    >>> b"".join(lines)
    b'a\nb\n'
    """

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._size = 0
        self._runs: list[IO[bytes]] = []
        self._last = b""

    def add(self, lines: bytes) -> None:
        """Take whole lines, each with its end.

        Raises:
            OutputFailed: There is no room for temporary files.
        """
        self._waiting.append(lines)
        self._size += len(lines)
        if self._size > RUN:
            self._spill()

    def __iter__(self) -> Iterator[bytes]:
        last = self._sorted()
        with contextlib.ExitStack() as files:
            for run in self._runs:
                files.enter_context(run)
                run.seek(0)
            if len(self._runs) == 1 and last and self._last < last[0]:
                yield from iter(lambda: self._runs[0].read(BLOCK), b"")
                yield _joined(last)
            else:
                yield from _merged([_Run(run) for run in self._runs], last)

    def _sorted(self) -> list[bytes]:
        lines = b"".join(self._waiting).splitlines(keepends=True)
        self._waiting, self._size = [], 0
        lines.sort()
        return lines

    def _spill(self) -> None:
        lines = self._sorted()
        try:
            self._keep(lines)
        except OSError as error:
            for run in self._runs:
                with contextlib.suppress(OSError):
                    run.close()
            raise OutputFailed(
                f"the folder for temporary files cannot be written: {error.strerror or error}; set TMPDIR to one"
                " with room."
            ) from None

    def _keep(self, lines: list[bytes]) -> None:
        if not self._runs or lines[0] <= self._last:
            self._runs.append(tempfile.TemporaryFile(prefix="corridor-kg-"))  # noqa: SIM115 - it goes with its run
        self._runs[-1].write(_joined(lines))
        self._runs[-1].flush()
        self._last = lines[-1]


class _Run:
    """A sorted run, read block by block."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.lines: list[bytes] = []
        self.refill()

    def refill(self) -> None:
        if not self.lines:
            self.lines = (self._file.read(BLOCK) + self._file.readline()).splitlines(keepends=True)

    def take(self, bound: bytes) -> list[bytes]:
        """Return the lines up to a bound, and read on where none is left."""
        if self.lines[-1] <= bound:
            taken, self.lines = self.lines, []
            self.refill()
            return taken
        count = bisect_right(self.lines, bound)
        taken = self.lines[:count]
        del self.lines[:count]
        return taken


def _merged(runs: list[_Run], rest: list[bytes]) -> Iterator[bytes]:
    """Yield blocks of lines: each as far as every run has been read."""
    while runs := [run for run in runs if run.lines]:
        bound = min(run.lines[-1] for run in runs)
        lines = [line for run in runs for line in run.take(bound)]
        count = bisect_right(rest, bound)
        lines += rest[:count]
        del rest[:count]
        lines.sort()
        yield _joined(lines)
    yield _joined(rest)


def _joined(lines: list[bytes]) -> bytes:
    """Return sorted lines as one text, each once."""
    return b"".join(dict.fromkeys(lines))
