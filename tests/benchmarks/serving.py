"""Measure what the README of `corridor_kg/web/` says of speed, each thing beside what it is compared with, in one run.

    python -m tests.benchmarks.serving [FIRMS]

Queries a second beside the bare server of Oxigraph over the same quads; pages alone and among clients of whom some mean
harm; from start to first answer beside the cold command; the same pages of a million triples more. What is beside
each other is measured in turn. The output is the table there.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import httpx
from pyoxigraph import RdfFormat, serialize

from corridor_kg import Corridor
from corridor_kg.rdf.vocabulary import prefixes
from corridor_kg.store import kept
from tests.support import oxigraph
from tests.support.load import load
from tests.support.serving import Site, served

HERE = Path(__file__).parent
SCRIPTS = Path(sysconfig.get_path("scripts"))
ANSWER = "/queries/core-platforms.csv"
RUN = [str(SCRIPTS / "corridor-kg"), "run", "core-platforms", "--format", "csv", "--no-config"]
PAGES = ("/place/dongguan", "/platform/songshan-lake", "/queries/core-platforms?city=dongguan", "/source/nordic")
BROWSER = {"Accept": "text/html"}

QUERIES = {
    "of the smallest": "ASK { ?s ?p ?o }",
    "of a few milliseconds": "SELECT (COUNT(*) AS ?n) { ?s ckg:isLocatedIn ?a . ?a ?p ?o }",
    "of some fifty milliseconds": "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o . ?o rdfs:label ?l } GROUP BY ?c",
}
"""The queries, by how long they take."""

PREFIX = "".join(f"PREFIX {prefix}: <{prefixes()[prefix]}> " for prefix in ("ckg", "rdfs"))


class Stay(NamedTuple):
    """How long requests took, in seconds: the median, and within which 99 of 100 were answered."""

    p50: float
    p99: float


def a_second(address: str, query: str, seconds: float = 4) -> float:
    """Return how many answers a second eight clients have."""
    base, _, path = address.rpartition("/")
    good = [(f"/{path}?query={quote(PREFIX + query)}", "application/sparql-results+json")]
    met = load(base, clients=8, seconds=seconds, good=good)
    assert set(met.statuses) == {200}, met.statuses
    return len(met.seconds) / seconds


def beside_bare(site: Site, address: str, rounds: int = 5) -> dict[str, float]:
    """Return, by query, the ratio of answers a second to those of the bare server."""
    found = {}
    for name, query in QUERIES.items():
        pairs = [(a_second(f"{site.address}/sparql", query), a_second(address, query)) for _ in range(rounds)]
        found[name] = statistics.median(one / other for one, other in pairs)
    return found


def pages(site: Site, rounds: int = 30) -> dict[str, Stay]:
    """Return how long each page takes, asked alone."""
    found = {}
    with httpx.Client(base_url=site.address, trust_env=False, timeout=120, headers=BROWSER) as client:
        for page in PAGES:
            times = []
            for _ in range(rounds + 4):
                began = time.perf_counter()
                client.get(page).raise_for_status()
                times.append(time.perf_counter() - began)
            ordered = sorted(times[4:])  # each process has been asked before
            found[page] = Stay(statistics.median(ordered), ordered[int(0.99 * len(ordered))])
    return found


def first_answer(store: Path, *options: str) -> float:
    """Return how many seconds pass from the start of the command to the first answer."""
    began = time.perf_counter()
    with served(store, *options) as site:
        site.get(ANSWER).raise_for_status()
        return time.perf_counter() - began


def cold() -> float:
    """Return how many seconds the command takes that reads its files and answers the same."""
    began = time.perf_counter()
    subprocess.run(RUN, check=True, capture_output=True, env={**os.environ, kept.VARIABLE: ""})
    return time.perf_counter() - began


def main() -> None:
    """Measure, and print the table."""
    firms = int(sys.argv[1]) if len(sys.argv) > 1 else 80_000
    rows: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        stores = Path(folder, "stores")
        with served(stores) as site:
            quads = Path(folder, "quads.nq")
            serialize(Corridor.load(config=False).data.everything(), str(quads), RdfFormat.N_QUADS)
            with oxigraph.served([quads]) as address:
                for name, ratio in beside_bare(site, address).items():
                    told = f"queries a second, {name}"
                    rows.append((told, "the bare server of Oxigraph", f"{ratio:.2f} × as many"))
            here = pages(site)
            calm = load(site.address, clients=50, seconds=30)
            hostile = load(site.address, clients=50, seconds=60, hostile=10)
            for page, stay in here.items():
                rows.append((f"`{page}`, alone", "", f"{stay.p50 * 1000:.0f} ms, p99 {stay.p99 * 1000:.0f} ms"))
            ratio = hostile.percentile(0.99) / calm.percentile(0.99)
            told = f"{hostile.percentile(0.5):.1f} s, p99 {hostile.percentile(0.99):.1f} s"
            rows.append(
                (
                    f"good requests of fifty clients at once, one in ten of which means harm ({told})",
                    f"without these ({calm.percentile(0.5):.1f} s, p99 {calm.percentile(0.99):.1f} s)",
                    f"{ratio:.2f} × the p99",
                )
            )
        pairs = [(first_answer(stores), cold()) for _ in range(7)]
        ratio = statistics.median(one / other for one, other in pairs)
        rows.append(("from start to first answer", "`corridor-kg run`, cold", f"{ratio:.2f} × its time"))
        more = Path(folder, "firms")
        command = [sys.executable, str(HERE / "corridor_of_firms.py"), str(firms), str(more)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[0]
        options = ("--add", str(more), "--timeout", "60")
        made = first_answer(stores, *options)
        again = statistics.median(first_answer(stores, *options) for _ in range(3))
        rows.append(
            (f"the same with {told} triples more, the second time", "", f"{again:.1f} s (the first: {made:.0f} s)")
        )
        with served(stores, *options) as site:
            for page, stay in pages(site, 12).items():
                ratio = stay.p50 / here[page].p50
                rows.append((f"`{page}` of these", "of the bundled graph", f"{ratio:.2f} × its time"))
    print("| what | beside what | measured |\n| --- | --- | --- |")
    for row in rows:
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
