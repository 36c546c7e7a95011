"""Write the expected answers anew after a change that was meant: ``python -m tests.support.golden``; read the diff."""

from __future__ import annotations

from corridor_kg import Answer, Corridor
from corridor_kg.questions.stored_queries import StoredQuery
from tests.conftest import ROOT
from tests.support import wikidata

EXPECTED = ROOT / "tests" / "expected"


def written(answer: Answer, query: StoredQuery) -> str:
    """Return a query's answer as its file holds it."""
    return answer.serialize(_format(query)).replace("\r\n", "\n")


def file_name(query: StoredQuery) -> str:
    """Return the name of the file of a query's answer."""
    return f"{query.name}.{'csv' if _format(query) == 'csv' else 'nt'}"


def _format(query: StoredQuery) -> str:
    return "csv" if query.form in ("SELECT", "ASK") else "ntriples"


if __name__ == "__main__":
    loaded = Corridor.load(config=False)
    with wikidata.served() as address:
        for stored in loaded.queries.values():
            asked = wikidata.run(loaded, stored.name, address)
            (EXPECTED / file_name(stored)).write_text(written(asked, stored), encoding="utf-8")
