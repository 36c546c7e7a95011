"""Whether an ontology is OWL 2 RL by the book: what in its graph the profile has no place for.

The book is https://www.w3.org/TR/owl2-profiles/#OWL_2_RL, and what OWL 2 DL asks beside. Stricter than the book: an
individual needs a name, and no bracket stands in two places, as nothing in this project does.
"""

from __future__ import annotations

import rdflib

from tests.support.owl_rl import properties
from tests.support.owl_rl.axioms import Axioms
from tests.support.owl_rl.terms import Violation

__all__ = ["Violation", "violations"]


def violations(graph: rdflib.Graph) -> list[Violation]:
    """Return what in an ontology OWL 2 RL has no place for, sorted; empty for one that is OWL 2 RL.

    Args:
        graph: The ontology with all that it imports, each literal as it was written.
    """
    return sorted({*Axioms(graph).read(), *properties.violations(graph)})
