"""Measure what the README says of speed and memory, each thing beside what it is compared with, in one run.

    python tests/benchmarks/benchmark.py [ROUNDS]

The pairs are measured in turn, A B A B …, and what is printed is the median of the ratios, so that a machine
whose speed drifts does not decide. The output is the table in the README.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from corridor_kg import Corridor
from corridor_kg.rdf.vocabulary import prefixes

HERE = Path(__file__).parent
SCRIPTS = Path(sys.executable).parent
RUN = [str(SCRIPTS / "corridor-kg"), "run", "core-platforms", "--format", "csv"]
TYPED = RUN[:3]
"""The same as people type it: both it and what is beside it write tables."""
CHECK = [str(SCRIPTS / "corridor-kg"), "check"]
WHY = [str(SCRIPTS / "corridor-kg"), "why", "songshan-lake", "isLocatedIn", "innovation-corridor"]
SHOW = [str(SCRIPTS / "corridor-kg"), "show", "songshan-lake"]
MATCH = [str(SCRIPTS / "corridor-kg"), "links", "match", "--column", "name"]
EXPORT = [str(SCRIPTS / "corridor-kg"), "export", "--format"]
SYLLABLES = "Hai Jin Xin Yu Tian Long Hua Rui Kang Ming".split()
DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"
FIND = [str(SCRIPTS / "corridor-kg"), "find", "songshan lake"]
COMPARE = [str(SCRIPTS / "corridor-kg"), "compare"]
ARTICLE = str(HERE.parents[2] / "shared" / "article.txt")
VERIFY, PROOF = ([str(SCRIPTS / "corridor-kg"), command, ARTICLE] for command in ("verify", "proof"))


AGAIN = [RUN, WHY, SHOW]


class Cost(NamedTuple):
    """What a process takes: wall time and CPU time in seconds, and its peak memory in kilobytes."""

    wall: float
    cpu: float
    memory: int


def whole_process(command: list[str], store: str = "") -> Cost:
    """Run a command and return what it takes.

    Args:
        command: The command.
        store: Where the graph is kept; empty for nowhere, so that its files are read.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["CORRIDOR_KG_STORE"] = store
    started = time.perf_counter()
    with tempfile.TemporaryFile() as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=sink, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def in_turn(rounds: int, one: list[str], other: list[str], store: str = "") -> tuple[float, float]:
    """Return the median ratios, one to other, of wall time and of peak memory of two commands."""
    for _ in range(3 if store else 1):  # so that both find their bytecode, and the graph is kept
        whole_process(one, store), whole_process(other, store)
    pairs = [(whole_process(one, store), whole_process(other, store)) for _ in range(rounds)]
    return (
        statistics.median(a.wall / b.wall for a, b in pairs),
        statistics.median(a.memory / b.memory for a, b in pairs),
    )


def seconds(call: Callable[[], object], times: int) -> float:
    """Return the seconds that a call takes, on average over some times."""
    started = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - started) / times


def warm(rounds: int) -> float:
    """Return the median ratio of a stored query through the library to the same text on the engine."""
    corridor = Corridor.load()
    text = corridor.queries["core-platforms"].text
    ratios = []
    for _ in range(rounds * 5):
        ours = seconds(lambda: list(corridor.run("core-platforms")), 20)  # type: ignore[arg-type]
        engine = seconds(lambda: list(corridor.data.engine.select(text)), 20)
        ratios.append(ours / engine)
    return statistics.median(ratios)


def many_origins(rounds: int, origins: int = 40) -> float:
    """Return the median ratio of the time of a question of many small origins to that of one of the same statements."""
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder, "one.nt"), Path(folder, "many")
        lines = Corridor.open().export().text("ntriples").splitlines(keepends=True)
        one.write_text("".join(lines), encoding="utf-8")
        for number in range(origins):
            part = many / f"part-{number:02}" / "facts.nt"
            part.parent.mkdir(parents=True)
            part.write_text("".join(lines[number::origins]), encoding="utf-8")
        ratio, _ = in_turn(rounds, [*RUN, "--graph", str(many)], [*RUN, "--graph", str(one)])
        return ratio


def large_graph(path: Path, triples: int) -> None:
    """Write a graph of things as a gazetteer has them, five triples each, in the order of their numbers."""
    with open(path, "w", encoding="utf-8") as file:
        for number in range(triples // 5):
            thing = f"<https://example.org/place/{number:07}>"
            file.write(
                f"{thing} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Place> .\n"
                f'{thing} <http://www.w3.org/2000/01/rdf-schema#label> "Place number {number}"@en .\n'
                f'{thing} <http://www.w3.org/2003/01/geo/wgs84_pos#lat> "{number % 90}.50"^^<{DECIMAL}> .\n'
                f'{thing} <http://www.w3.org/2003/01/geo/wgs84_pos#long> "{number % 180}.25"^^<{DECIMAL}> .\n'
                f"{thing} <http://www.w3.org/ns/prov#wasDerivedFrom> <https://example.org/source/{number % 99}> .\n"
            )


def large(rounds: int) -> tuple[float, float, float]:
    """Return the ratios for a million triples to N-Quads.

    They are those of time to pyoxigraph alone, with and without a named graph, and of peak memory to that of
    half the triples.
    """
    with tempfile.TemporaryDirectory() as folder:
        million, half = Path(folder, "million.nt"), Path(folder, "half.nt")
        large_graph(million, 1_000_000)
        large_graph(half, 500_000)
        out = str(Path(folder, "out.nq"))
        export = [*EXPORT, "nquads", "--output", out, "--graph"]
        alone = [sys.executable, str(HERE / "pass_through.py"), str(million), out]
        named, _ = in_turn(rounds, [*export, str(million)], [*alone, "https://w3id.org/corridor-kg/graph/million"])
        plain, _ = in_turn(rounds, [*export, str(million)], alone)
        _, memory = in_turn(1, [*export, str(million)], [*export, str(half)])
        return named, plain, memory


def corridor_of_firms(firms: int, folder: Path) -> int:
    """Write a corridor of some firms, and return how many triples it has."""
    command = [sys.executable, str(HERE / "corridor_of_firms.py"), str(firms), str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(told.split()[0].replace(",", ""))


class Growth(NamedTuple):
    """How a check goes on from a hundred thousand triples to a million.

    Attributes:
        to_pyshacl: The ratio of its time to that of rdflib and pySHACL alone, at a hundred thousand.
        ratio: That of its CPU time at a million to that at a hundred thousand.
        exponent: The power of the number of triples with which CPU time grows.
        cpu: Its CPU time at a million, in seconds.
        memory: Its peak memory at a million, in MiB.
    """

    to_pyshacl: float
    ratio: float
    exponent: float
    cpu: float
    memory: float


def growth(rounds: int) -> Growth:
    """Measure checks of two corridors of firms, each beside the other, and the smaller beside pySHACL."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        times_as_large = corridor_of_firms(84_000, large) / corridor_of_firms(8_400, small)
        check = [*CHECK, str(small)]
        to_pyshacl, _ = in_turn(rounds, check, [sys.executable, str(HERE / "pyshacl_alone.py"), str(small)])
        pairs = [(whole_process([*CHECK, str(large)]), whole_process(check)) for _ in range(rounds)]
        ratio = statistics.median(one.cpu / other.cpu for one, other in pairs)
        return Growth(
            to_pyshacl,
            ratio,
            math.log(ratio) / math.log(times_as_large),
            statistics.median(one.cpu for one, _ in pairs),
            statistics.median(one.memory for one, _ in pairs) / 1024,
        )


def firm(number: int) -> tuple[str, str]:
    """Return the English and the Chinese name of a firm that nobody has, of five digits."""
    first, second, *rest = (SYLLABLES[int(digit)] for digit in f"{number:05}")
    chinese = "".join("海金信宇天龙华瑞康明"[int(digit)] for digit in f"{number:05}")
    return f"{first}{second.lower()} {''.join(rest).capitalize()} Optics", f"{chinese}光学有限公司"


def table(path: Path, rows: int, firms: int) -> None:
    """Write a table whose rows are in turn names of firms, such names without a letter, and nobody's names."""
    names = []
    for number in range(rows):
        english, chinese = firm(number * firms // rows)
        name = chinese if number % 2 else f"{english} Company Limited"
        names.append((name, name[:1] + name[2:], name[::-1])[number % 3])
    path.write_text("\n".join(["name", *names]), encoding="utf-8")


def matching(rounds: int, firms: int = 100_000) -> tuple[float, float]:
    """Return the ratio of a match of a thousand rows with firms to a question beside these, and its CPU time."""
    with tempfile.TemporaryDirectory() as folder:
        facts, rows = Path(folder, "firms.ttl"), Path(folder, "rows.csv")
        with facts.open("w", encoding="utf-8") as file:
            file.writelines(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(prefixes().items()))
            for number in range(firms):
                english, chinese = firm(number)
                thing = f"organization:made-up-{number}"
                file.write(f'{thing} a ckg:Company ; rdfs:label "{english}"@en , "{chinese}"@zh-Hans .\n')
        table(rows, 1000, firms)
        match = [*MATCH, str(rows), "--add", str(facts)]
        ratio, _ = in_turn(rounds, match, [*RUN, "--add", str(facts)])
        return ratio, whole_process(match).cpu


def main() -> None:
    """Measure, and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    python = sys.executable
    run_time, run_memory = in_turn(rounds, RUN, [python, "-c", "import rdflib"])
    with tempfile.TemporaryDirectory() as store:
        again = {command[1]: in_turn(rounds, command, [python, "-c", "import rdflib"], store)[0] for command in AGAIN}
    plain_time, _ = in_turn(max(3, rounds // 3), [python, str(HERE / "plain_stack.py")], RUN)
    check_time, _ = in_turn(rounds, CHECK, [python, "-c", "import pyshacl"])
    why_time, _ = in_turn(rounds, WHY, [python, "-c", "import rdflib"])
    show_time, _ = in_turn(rounds, SHOW, [python, "-c", "import rdflib"])
    forty = many_origins(rounds)
    of_article = [VERIFY, PROOF] if Path(ARTICLE).exists() else []
    read_times = {command[1]: in_turn(rounds, command, TYPED)[0] for command in [COMPARE, *of_article]}
    find_time = in_turn(rounds, FIND, TYPED)[0]
    exports = {format: in_turn(rounds, [*EXPORT, format], RUN)[0] for format in ("turtle", "nquads", "jsonld")}
    named, plain, memory = large(max(3, rounds // 3))
    grown = growth(max(1, rounds // 5))
    match_time, match_cpu = matching(max(1, rounds // 5))
    print("| what | beside what | ratio |")
    print("| --- | --- | --- |")
    print(f"| `corridor-kg run core-platforms`, cold, with evidence | `import rdflib` | {run_time:.2f} × its time |")
    print(f"| the same | the same | {run_memory:.2f} × its peak memory |")
    for command, ratio in again.items():
        print(f"| `corridor-kg {command} …`, asked again: read from disk | `import rdflib` | {ratio:.2f} × its time |")
    print(f"| the same question on rdflib and owlrl | `corridor-kg run`, cold | {plain_time:.0f} × its time |")
    print(f"| `corridor-kg check` | `import pyshacl` | {check_time:.2f} × its time |")
    print(
        "| `corridor-kg check` of a hundred thousand triples more | rdflib and pySHACL alone, of the same |"
        f" {grown.to_pyshacl:.2f} × its time |"
    )
    print(
        f"| `corridor-kg check` of a million more ({grown.cpu:.0f} s of CPU, {grown.memory:,.0f} MiB) |"
        f" of a hundred thousand | {grown.ratio:.1f} × its CPU time: the number of triples to the power of"
        f" {grown.exponent:.2f} |"
    )
    print(f"| `corridor-kg why songshan-lake isLocatedIn …`, cold | `import rdflib` | {why_time:.2f} × its time |")
    print(f"| `corridor-kg show songshan-lake`, cold | the same | {show_time:.2f} × its time |")
    print(f"| `corridor-kg run`, of forty origins | of one with the same statements | {forty:.2f} × its time |")
    print(
        f"| `corridor-kg links match` of 1,000 rows with 100,000 firms ({match_cpu:.0f} s of CPU) |"
        f" `corridor-kg run` of the same | {match_time:.2f} × its time |"
    )
    print(f"| `corridor-kg find 'songshan lake'`, cold | `corridor-kg run`, a table | {find_time:.2f} × its time |")
    for command, ratio in read_times.items():
        print(f"| `corridor-kg {command}`, cold | `corridor-kg run`, a table | {ratio:.2f} × its time |")
    for format, ratio in exports.items():
        print(f"| `corridor-kg export --format {format}`, cold | `corridor-kg run`, cold | {ratio:.2f} × its time |")
    print(
        "| a million triples to N-Quads, sorted | pyoxigraph alone, into the same graph, unsorted |"
        f" {named:.2f} × its time |"
    )
    print(f"| the same | pyoxigraph alone, without a graph, unsorted | {plain:.2f} × its time |")
    print(f"| the same | half the triples | {memory:.2f} × its peak memory |")
    print(f'| `corridor.run("core-platforms")`, warm | the same text on pyoxigraph | {warm(rounds):.2f} × its time |')


if __name__ == "__main__":
    main()
