"""What may become of a claim that is held against print."""

from __future__ import annotations

from typing import NamedTuple

PRINTED, BY_MENTION, BY_READING, NOT_CHECKABLE, CONTRADICTED = VERDICTS = (
    "printed",
    "by mention",
    "by reading",
    "not checkable",
    "contradicted",
)
"""It stands in print; a mention says which words stand for it; nobody prints it, and a reading says on what ground it
is so; print cannot tell; print says otherwise, or nothing. The later, the less is known."""


class Judgement(NamedTuple):
    """What became of one thing that a passage is claimed to print.

    Attributes:
        fact: The fact that claims it, in CURIEs; empty for what is printed and claimed by none.
        part: What of it was looked for: ``name``, ``speaker``, ``post``, ``value``, ``unit``, ``bound``, ``period`` …
        verdict: One of `VERDICTS`.
        remark: What is wrong, a sentence; empty where nothing is.
        turtle: What to write, in Turtle; empty where there is nothing to write.
    """

    fact: str
    part: str
    verdict: str
    remark: str = ""
    turtle: str = ""

    @property
    def problem(self) -> str:
        """The remark, and what to write: in place of the fact where that is of the same property."""
        if not self.turtle:
            return self.remark
        is_instead = self.turtle.split(" ")[:2] == self.fact.split(" ")[:2] and not self.turtle.startswith(self.fact)
        return f"{self.remark} {'Write instead' if is_instead else 'Write'}: {self.turtle}"
