"""How long engines elsewhere take to load, close and check a corridor of firms.

    python -m tests.benchmarks.elsewhere [FIRMS] [ENGINE]...

Each engine of the tests gets the same graph twice: once by its own bulk load, of all the quads that it holds in the
end, what follows among them, and once by ``corridor-kg load``. The table tells the seconds of the one, and the other's
as multiples of it. A thousand firms state some 12,500 triples, from which 29,000 more follow.
"""

from __future__ import annotations

import sys
import time
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from corridor_kg import Corridor
from corridor_kg.engine.protocol import Address
from corridor_kg.store.elsewhere import MERGE
from tests.benchmarks.corridor_of_firms import write
from tests.elsewhere.engines import KINDS, address_of


class Times(NamedTuple):
    """What an engine takes.

    Attributes:
        bulk: Seconds of its own bulk load of all quads.
        load: Seconds of ``corridor-kg load`` altogether.
        closed: Those among them in which rules ran.
        checked: Seconds of ``corridor-kg check``.
        changed: Seconds of another load, after one passage has changed.
        megabytes: What it has on disk then.
    """

    bulk: float
    load: float
    closed: float
    checked: float
    changed: float
    megabytes: float


class Stages:
    """Takes the time of the stages of a load."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._began: dict[str, float] = {}

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Take note of how far a stage is."""
        began = self._began.setdefault(stage, time.perf_counter())
        self.seconds[stage] = time.perf_counter() - began


def quads(corridor: Corridor, path: Path) -> int:
    """Write all that an engine holds in the end to a file of N-Quads; return how many there are."""
    number = 0

    def every() -> list[Quad]:
        nonlocal number
        found = [_named(quad) for quad in corridor.data.everything()]
        number = len(found)
        return found

    serialize(every(), str(path), RdfFormat.N_QUADS)
    return number


def _named(quad: Quad) -> Quad:
    """Return a quad with the merge as a named graph, which each bulk loader takes."""
    return Quad(quad.subject, quad.predicate, quad.object, MERGE) if isinstance(quad.graph_name, DefaultGraph) else quad


def measure(kind: str, folder: Path, bulk: Path) -> Times:
    """Return what an engine takes for a graph."""
    with TemporaryDirectory() as place, KINDS[kind].start(place) as server:
        began = time.perf_counter()
        server.load(bulk)
        alone = time.perf_counter() - began
    stages = Stages()
    with TemporaryDirectory() as place, KINDS[kind].start(place) as server:
        address = address_of(server)._replace(seconds=3600)
        here = Corridor.open(add=folder)
        began = time.perf_counter()
        here.put(address, progress=stages)
        load = time.perf_counter() - began
        began = time.perf_counter()
        report = Corridor.check_files(endpoint=address)
        checked = time.perf_counter() - began
        assert not report.findings, report.findings[:3]
        changed = _changed(folder / "registry" / "b0.ttl", address)
        size = sum(file.stat().st_size for file in Path(place).rglob("*") if file.is_file())
    return Times(alone, load, stages.seconds["inferred"], checked, changed, size / 1e6)


def _changed(passage: Path, address: Address) -> float:
    """Return how long a load takes after a passage has lost its last firm, which gets it back."""
    text = passage.read_text(encoding="utf-8")
    passage.write_text(text[: text.rstrip().rindex("\n\n")] + "\n", encoding="utf-8")
    try:
        began = time.perf_counter()
        done = Corridor.open(add=passage.parent.parent).put(address)
        assert len(done.sent) == 1, done.sent
        return time.perf_counter() - began
    finally:
        passage.write_text(text, encoding="utf-8")


def main() -> None:
    """Measure, and print a table for the page of engines."""
    firms, *kinds = sys.argv[1:] or ["24000"]
    with TemporaryDirectory() as place, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        folder, bulk = Path(place, "firms"), Path(place, "all.nq")
        stated = write(int(firms), folder)
        corridor = Corridor.load(add=folder)
        number = quads(corridor, bulk)
        print(f"{stated:,} triples stated, {corridor.data.engine.size:,} in the merge, {number:,} quads", flush=True)
        del corridor
        print("| engine | its own bulk load | load | of that, rules | check | a passage changed | on disk |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for kind in kinds or KINDS:
            found = measure(kind, folder, bulk)
            ratios = (f"{seconds / found.bulk:.2f} ×" for seconds in found[1:-1])
            print(f"| {kind} | {found.bulk:.1f} s | {' | '.join(ratios)} | {found.megabytes:,.0f} MB |", flush=True)


if __name__ == "__main__":
    main()
