"""SPARQL and Turtle as text: their tokens, and what they tell of a query.

Nothing is evaluated here. The tokens are the terminals of the SPARQL 1.1 grammar (W3C Recommendation, section 19.8),
which are those of Turtle too, as far as telling strings, IRIs, comments, names, numbers and braces apart needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_ASCII = "A-Za-z"
_BEYOND = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MARKS = "\u00b7\u0300-\u036f\u203f-\u2040"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"  # PLX
_LONGEST = 255
"""Characters of a prefix: further ahead no colon is looked for, or long words with dots would take quadratic time."""


def matches(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a text as matches, each in the group of its kind, white space and comments among them."""
    return _token(ascii_only=text.isascii()).finditer(text)


@cache
def _token(*, ascii_only: bool) -> re.Pattern[str]:
    """Return the pattern of a token; compiling that of all Unicode takes a tenth of the time of an answer."""
    base = _ASCII if ascii_only else _ASCII + _BEYOND  # PN_CHARS_BASE
    inside = f"{base}_0-9" if ascii_only else f"{base}_0-9{_MARKS}"  # of VARNAME; with a hyphen, PN_CHARS
    local = f"[{inside}:-]|{_ESCAPED}"
    return re.compile(
        rf"""
        (?P<comment> \#[^\n\r]* )
      | (?P<string>  \"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*\"\"\" | \'\'\'(?:'{{0,2}}(?:[^'\\]|\\.))*\'\'\'
                   | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
      | (?P<iri>     <(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*> )
      | (?P<variable>[?$][{base}_0-9][{inside}]* )
      | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)* )
      | (?P<name>    _:[{base}_0-9][{inside}-]*+(?:\.++[{inside}-]++)*+
                   | (?=[^:\s]{{0,{_LONGEST}}}:)(?:[{base}][{inside}-]*+(?:\.++[{inside}-]++)*+)?:
                     (?:(?:[{base}_0-9:]|{_ESCAPED})(?:{local})*+(?:\.++(?:{local})++)*+)? )
      | (?P<number>  [+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+ | [+-]?[0-9]*\.[0-9]+ | [+-]?[0-9]+ )
      | (?P<word>    [A-Za-z_][A-Za-z0-9_]* )
      | (?P<open>    \{{ )
      | (?P<close>   \}} )
      | (?P<space>   [ \t\n\r]+ )
      | (?P<other>   . )
        """,
        re.VERBOSE | re.DOTALL,
    )


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
        for match in matches(text)
        if match.lastgroup not in ("space", "comment")
    ]


def form(text: str) -> str:
    """Return the form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE, or an empty text where it is none.

    >>> form("PREFIX a: <http://a/> select * { }")
    'SELECT'
    """
    return next((token.keyword for token in tokens(text) if token.keyword in FORMS), "")
