"""The proof of a text: a verdict for each place, as a table, as JSON, and as annotations of its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pyoxigraph import Literal

from corridor_kg.answers.about import About
from corridor_kg.answers.columns import Column
from corridor_kg.answers.marks import Marks
from corridor_kg.answers.rows import Rows
from corridor_kg.choices import PROOF_FORMATS
from corridor_kg.errors import refuse_format
from corridor_kg.proof.remarks import DISPUTED, FAULTS, KNOWN, ONLY_CLAIMED, VERDICTS, Remark
from corridor_kg.rdf.notebooks import shows_text
from corridor_kg.reports.findings import Finding
from corridor_kg.reports.github import to_github

_COLUMNS = ("line", "kind", "words", "verdict", "what", "reason")
_LABELS = ("line", "kind", "in the text", "verdict", "of what", "sources")

_SEVERITIES = {**dict.fromkeys(FAULTS, "violation"), **dict.fromkeys((DISPUTED, ONLY_CLAIMED), "info")}
"""What is annotated, and how badly; what stands, or nobody knows, is not."""


class Proof:
    """What became of a text that was held against a graph.

    Args:
        file: The file; ``-`` for none.
        remarks: A verdict for each number, year, speaker and name, in the order of the text.
        has_lines: Whether the lines of the remarks are those of the file: of HTML they are those that are seen.
        marks: What of the sources was withdrawn or corrected, for people to read beside their names.

    Attributes:
        file: As given.
        remarks: As given.
        has_lines: As given.
    """

    def __init__(
        self, file: str, remarks: Iterable[Remark], *, has_lines: bool = True, marks: Marks | None = None
    ) -> None:
        self.file, self.remarks, self.has_lines = file, tuple(remarks), has_lines
        self._marks = marks or Marks()

    _repr_html_ = shows_text

    @property
    def holds(self) -> bool:
        """Whether nothing is weaker than in the sources, and nothing differs."""
        return not any(remark.is_fault for remark in self.remarks)

    @property
    def counts(self) -> dict[str, int]:
        """How many remarks there are of each verdict."""
        counted = Counter(remark.verdict.verdict for remark in self.remarks)
        return {verdict: counted[verdict] for verdict in VERDICTS}

    @property
    def rows(self) -> Rows:
        """The remarks as rows; names that are known are left out."""
        shown = [remark for remark in self.remarks if remark.verdict.verdict != KNOWN]
        rows = [[Literal(cell) for cell in _cells(remark)] for remark in shown]
        described = list(map(Column, _COLUMNS, _LABELS, ["text"] * len(_COLUMNS)))
        made = Rows.of(list(_COLUMNS), rows, described=described)
        made.about = About(marks=self._marks)
        return made

    @property
    def summary(self) -> str:
        """How much was looked at, and how many of which verdict there are."""
        kinds = Counter(remark.kind for remark in self.remarks)
        looked_at = ", ".join(f"{count} {kind}{'s' * (count > 1)}" for kind, count in kinds.items())
        verdicts = ", ".join(_counted(verdict, count) for verdict, count in self.counts.items() if count)
        return f"{looked_at}: {verdicts}." if looked_at else "Nothing in it can be held against the graph."

    def to_text(self, *, width: int | None = None) -> str:
        """Return it as people read it: the table, and a summary.

        Args:
            width: How many columns of the terminal it may have; None for as many as it takes.
        """
        table = f"{self.rows.to_table(width, labels=True)}\n" if self.remarks else ""
        return f"{table}{self.summary}\n"

    def to_json(self) -> str:
        """Return it as JSON: each remark with its place, and what it was held against."""
        import json  # late for the cold start: most look at the table

        remarks = [{**remark._asdict(), **remark.verdict._asdict()} for remark in self.remarks]
        content = {"file": self.file, "holds": self.holds, "counts": self.counts, "remarks": remarks}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def to_github(self) -> str:
        """Return a workflow command of GitHub Actions for each place that is worth a look, then the summary."""
        return f"{to_github(map(self._finding, self._told()))}{self.summary}\n"

    def _told(self) -> list[Remark]:
        return [remark for remark in self.remarks if remark.verdict.verdict in _SEVERITIES]

    def _finding(self, remark: Remark) -> Finding:
        verdict = remark.verdict
        return Finding(
            severity=_SEVERITIES[verdict.verdict],
            check=verdict.verdict,
            thing=remark.words,
            label="",
            property="",
            value="",
            message=f"{remark.words}: {': '.join(filter(None, (verdict.what, self._marks.within(verdict.reason))))}.",
            file="" if self.file == "-" else self.file,
            line=remark.line if self.has_lines else 0,
        )

    def serialize(self, format: str, *, width: int | None = None) -> str:
        """Return it in one of `PROOF_FORMATS`.

        Args:
            format: One of these.
            width: As in `to_text`.

        Raises:
            OutputFailed: The format is none of them.
        """
        refuse_format(format, PROOF_FORMATS, what="a proof")
        if format == "table":
            return self.to_text(width=width)
        if format in ("json", "github"):
            return self.to_json() if format == "json" else self.to_github()
        return self.rows.serialize(format)


def _cells(remark: Remark) -> tuple[str, ...]:
    verdict = remark.verdict
    return str(remark.line), remark.kind, remark.words, verdict.verdict, verdict.what, verdict.reason


def _counted(verdict: str, count: int) -> str:
    """Return how many of a verdict there are, in words.

    >>> _counted("differs", 1), _counted("differs", 2), _counted("known", 2)
    ('1 differs', '2 differ', '2 known')
    """
    return f"{count} {verdict.removesuffix('s') if count > 1 else verdict}"
