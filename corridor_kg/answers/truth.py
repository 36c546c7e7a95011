"""The yes or no that an ASK query answers."""

from __future__ import annotations

from pyoxigraph import QueryBoolean, QueryResultsFormat, parse_query_results

from corridor_kg.answers.formats import serializer
from corridor_kg.choices import TRUTH_FORMATS
from corridor_kg.rdf import notebooks


class Truth:
    """The answer of an ASK query; true or false wherever Python asks for it.

    Args:
        found: What the engine returned.

    >>> from corridor_kg.engine.in_process import InProcess
    >>> bool(Truth(InProcess().ask("ASK { ?s ?p ?o }")))
    False
    """

    def __init__(self, found: QueryBoolean) -> None:
        self._json = found.serialize(format=QueryResultsFormat.JSON) or b""
        self._true = bool(found)

    def __bool__(self) -> bool:
        return self._true

    def __repr__(self) -> str:
        return f"Truth({self._true})"

    def _repr_html_(self) -> str:
        return notebooks.paragraph(self.serialize("table").strip())

    def to_json(self) -> str:
        """Return the answer as SPARQL 1.1 Query Results JSON."""
        return self._json.decode()

    def to_xml(self) -> str:
        """Return the answer as SPARQL Query Results XML."""
        found = parse_query_results(self._json, format=QueryResultsFormat.JSON)
        return (found.serialize(format=QueryResultsFormat.XML) or b"").decode()

    def to_csv(self) -> str:
        """Return the answer as one word, for SPARQL has no CSV of it."""
        return f"{str(self._true).lower()}\n"

    to_tsv = to_markdown = to_csv

    def serialize(self, format: str, *, width: int | None = None) -> str:
        """Return the answer in one of `TRUTH_FORMATS`.

        Raises:
            OutputFailed: The format is none of them.
        """
        if format == "table":
            return "yes\n" if self._true else "no\n"
        return serializer(self, format, TRUTH_FORMATS, what="an answer of yes or no")()
