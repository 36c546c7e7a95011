"""What may be chosen by a word: formats, severities, parts. It imports nothing.

The rooms that give these words a meaning take them from here, and so does the command line, which would else have to
import the rooms to say in a help text what there is to choose from.
"""

from __future__ import annotations

ROW_FORMATS = ("table", "csv", "tsv", "json", "jsonl", "xml", "markdown", "html")
WORKBOOK = "xlsx"
"""The format of rows that is no text."""

TRUTH_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")
PICTURE = "svg"
"""The format of rows that is drawn."""

VIEWS = ("bar", "timeline", "map", "table")
"""As what rows can be drawn."""

GRAPH_FORMATS = ("turtle", "jsonld", "ntriples", "rdfxml")
DESCRIPTION_FORMATS = ("table", "json", PICTURE, *GRAPH_FORMATS)
EXPLANATION_FORMATS = ("table", "json", "turtle")
VERIFICATION_FORMATS = ("table", "json")
COMPARISON_FORMATS = ("table", "json", "csv", "tsv", "markdown", "html", "jsonl")
PROOF_FORMATS = ("table", "json", "github", "csv", "tsv", "markdown", "html", "jsonl")
QUOTING_FORMATS = ("table", "json")
"""The formats that have a place for sentences, where an answer is no list of rows."""

CATALOGUE_FORMATS = ("table", "json", "markdown")
REPORT_FORMATS = ("text", "json", "turtle", "github", "sarif")
LINK_FORMATS = ("table", "sssom", "turtle", "json")
SUGGESTION_FORMATS = ("table", "json", "sssom")

SEVERITIES = ("violation", "warning", "info")
"""How bad a finding is, the worst first."""

PROFILES = ("errors", "warnings")
"""What a check looks for: what is wrong, or what is missing too."""

PARTS = ("stated", "links", "inferred", "ontology")
"""What an export can be of: the facts, the links to open data, what follows, the ontology."""

USUAL_PARTS = ("stated", "links")

RELATIONS = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
"""How a thing relates to one elsewhere, in the words of SKOS."""

USUAL_LINKS_FILE = "links.sssom.tsv"
"""Where decisions about links are kept unless another file is named."""

LEAST_SCORE = 80
"""How alike a name in a table has to be to one of ours for that to be a candidate, unless somebody says otherwise."""
