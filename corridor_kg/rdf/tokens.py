"""SPARQL as text: its tokens, and what they tell of a query.

Nothing is evaluated here. The tokens follow the terminals of the SPARQL 1.1 grammar (W3C Recommendation,
section 19.8), as far as telling strings, IRIs, comments, names and braces apart needs them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TOKEN = re.compile(
    r'''
    (?P<comment> \#[^\n\r]* )
  | (?P<string>  """(?:"{0,2}(?:[^"\\]|\\.))*""" | \'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\'
               | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<iri>     <[^<>"{}|^`\\\x00-\x20]*> )
  | (?P<variable>[?$]\w+ )
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<name>    (?:[^\W\d_][\w.-]*|_)?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)* )
  | (?P<number>  \d+(?:\.\d+)?(?:[eE][+-]?\d+)? )
  | (?P<word>    [^\W\d]\w* )
  | (?P<open>    \{ )
  | (?P<close>   \} )
  | (?P<space>   \s+ )
  | (?P<other>   . )
    ''',
    re.VERBOSE | re.DOTALL,
)

_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)

FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))


class Token(NamedTuple):
    """A piece of a SPARQL text: its kind, its text, and the offset of its first character."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset of the character after its last."""
        return self.start + len(self.text)

    @property
    def keyword(self) -> str:
        """The text in upper case where it may be a keyword, else an empty text."""
        return self.text.upper() if self.kind == "word" else ""


def tokens(text: str) -> list[Token]:
    """Return the tokens of a SPARQL text, white space and comments left out.

    >>> [token.text for token in tokens("ASK { ?x a ckg:City } # why")]
    ['ASK', '{', '?x', 'a', 'ckg:City', '}']
    """
    return [
        Token(match.lastgroup or "other", match.group(), match.start())
        for match in TOKEN.finditer(text)
        if match.lastgroup not in ("space", "comment")
    ]


def form(text: str) -> str:
    """Return the form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE, or an empty text where it is none.

    >>> form("PREFIX a: <http://a/> select * { }")
    'SELECT'
    """
    return next((token.keyword for token in tokens(text) if token.keyword in FORMS), "")


def names_its_graphs(text: str) -> bool:
    """Return whether a query says, with FROM, which graphs it asks.

    >>> names_its_graphs("SELECT * FROM <http://example.org/> { ?s ?p ?o }")
    True
    """
    if not _FROM.search(text):  # which costs a hundredth of telling the tokens apart
        return False
    return any(token.keyword == "FROM" for token in tokens(text))
