"""What a stored query may ask to have verdicts of (``#+ verdict:``), and in which columns they stand.

Who gives them is `corridor_kg.comparison`, which knows the figures; here is what the header may say.
"""

from __future__ import annotations

from corridor_kg.answers.columns import Column

BESIDE = "beside"
"""Each row names what it has of one source, and is told how that stands beside what other sources have."""

COMPARED, BETWEEN = "compared", "; "
"""The column in which a query names this and the verdict takes its place, and what stands between several names.

A figure or a goal is named by its IRI as text, a list by three: of whose it is, what is listed, and in which article.
"""

COLUMNS = {
    BESIDE: (COMPARED,),
    "figures": ("verdict", "reason"),
    "goals": ("verdict", "reason"),
    "lists": ("verdict", "reason"),
}
"""The columns that come to the answer, by what the header asks for; of pairs those of the verdict and its reason."""

DESCRIBED = {
    COMPARED: Column(COMPARED, "beside other sources", "text"),
    "verdict": Column("verdict", "verdict", "code"),
    "reason": Column("reason", "why", "text"),
}
