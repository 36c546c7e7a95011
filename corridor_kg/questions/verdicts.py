"""What a stored query may ask to have verdicts of (``#+ verdict:``), and in which columns they stand.

Who gives them is `corridor_kg.comparison`, which knows the figures; here is what the header may say.
"""

from __future__ import annotations

from corridor_kg.answers.columns import Column

BESIDE = "figure"
"""Each row has a ?figure, and is told how that stands beside those of other sources."""

COLUMNS = {
    BESIDE: ("compared",),
    "figures": ("verdict", "reason"),
    "goals": ("verdict", "reason"),
    "lists": ("verdict", "reason"),
}
"""The columns that come to the answer, by what the header asks for; of pairs those of the verdict and its reason."""

DESCRIBED = {
    "compared": Column("compared", "beside other sources", "text"),
    "verdict": Column("verdict", "verdict", "code"),
    "reason": Column("reason", "why", "text"),
}
