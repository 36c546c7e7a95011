"""What is said of one place of a text: a number, a year, a speaker or a name, with a verdict and its reason."""

from __future__ import annotations

from typing import NamedTuple

STANDS, DISPUTED, ONLY_CLAIMED, UNKNOWN = "stands", "disputed", "only claimed", "unknown"
WEAKER, DIFFERS, KNOWN = "weaker", "differs", "known"

VERDICTS = (DIFFERS, WEAKER, DISPUTED, ONLY_CLAIMED, UNKNOWN, STANDS, KNOWN)
"""The verdicts: first what is to be mended, last what needs no look."""

FAULTS = (DIFFERS, WEAKER)
"""The verdicts that no text should go to print with."""


class Verdict(NamedTuple):
    """Whether what a text says stands.

    Attributes:
        verdict: One of `VERDICTS`.
        reason: Why, in a few words; a source that says it otherwise is named with its passage.
        what: What the words were taken for, such as *area of the corridor*; empty where for nothing.
        passages: The short names of the passages that were looked at.
        facts: The figures, goals or things that the words were held against, by IRI.
    """

    verdict: str
    reason: str
    what: str = ""
    passages: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


class Remark(NamedTuple):
    """A verdict on a place of a text.

    Attributes:
        kind: ``number``, ``year``, ``speaker`` or ``name``.
        words: What stands there, with its unit and words of bound.
        line: The line on which it stands in the file, from 1.
        start: Its first character in the paragraph, from 0, with white space made plain.
        end: The character after its last.
        verdict: Whether it stands.
    """

    kind: str
    words: str
    line: int
    start: int
    end: int
    verdict: Verdict

    @property
    def is_fault(self) -> bool:
        """Whether it should not be printed so."""
        return self.verdict.verdict in FAULTS
