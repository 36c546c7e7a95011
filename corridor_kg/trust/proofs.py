"""Proofs: a triple and why it holds, down to the files and passages that state what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Triple

from corridor_kg.files.line_numbers import Place
from corridor_kg.inference.rules import Rule
from corridor_kg.store.evidence import Source


class Statement(NamedTuple):
    """Where a triple is stated.

    Attributes:
        origin: The name of the origin, or of the passage.
        place: File and line, or None where no line can be told.
        sources: The passages and sources that state it there.
        grounds: On what ground it is read where it is not printed.
    """

    origin: str
    place: Place | None
    sources: tuple[Source, ...]
    grounds: tuple[str, ...] = ()


class Proof(NamedTuple):
    """A triple and why it holds.

    Attributes:
        triple: What is proved.
        statements: Where it is stated; empty where it is inferred.
        rule: The rule that infers it; None where it is stated.
        premises: The proofs of what the rule needs.
    """

    triple: Triple
    statements: tuple[Statement, ...]
    rule: Rule | None
    premises: tuple[Proof, ...]

    @property
    def height(self) -> int:
        """How many rules are applied one after the other."""
        return 1 + max((premise.height for premise in self.premises), default=0) if self.rule else 0

    @property
    def size(self) -> int:
        """How many rules are applied in all."""
        return (self.rule is not None) + sum(premise.size for premise in self.premises)

    def leaves(self) -> Iterator[Proof]:
        """Yield the stated triples at the end of every branch."""
        if self.rule is None:
            yield self
        for premise in self.premises:
            yield from premise.leaves()
