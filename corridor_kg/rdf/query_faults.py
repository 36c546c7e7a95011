"""What is wrong with a query that the engine cannot parse: the word where it cannot be read on, and the remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from corridor_kg.errors import did_you_mean
from corridor_kg.rdf import carets, query_repairs, query_scopes
from corridor_kg.rdf.query_expectations import FUNCTIONS, IRI, KEYWORDS, TEXT, VARIABLE, expected, listed, near
from corridor_kg.rdf.query_reading import Reading, unclosed
from corridor_kg.rdf.query_scopes import Fault
from corridor_kg.rdf.tokens import FORMS, Token, form

MANY = 1500
"""Words from which on no remedy is tried, each of which is to read the query once."""

_MATCHES = 'write CONTAINS(?text, "part") or REGEX(?text, "pattern")'

HABITS = {
    "==": "what is equal is compared with =",
    "<>": "what differs is compared with !=",
    "&": "both conditions hold with &&",
    "|": "either condition holds with ||",
    "AND": "conditions are joined with &&, and patterns need no word between them",
    "OR": "conditions are joined with ||, and groups with UNION",
    "NULL": "there is no NULL: BOUND(?x) tells whether there is a value, and OPTIONAL lets it be missing",
    "IS": "values are compared with =, and BOUND(?x) tells whether there is one",
    "LIKE": _MATCHES,
    "ILIKE": _MATCHES,
    "BETWEEN": "write ?x >= 1 && ?x <= 9",
    "CASE": "write IF(condition, value, otherwise)",
    "JOIN": "patterns in one group are joined without a word",
    "TOP": "write LIMIT at the end of the query",
    "@prefix": "write PREFIX x: <http://example.org/>, without a dot",
    "@base": "write BASE <http://example.org/>, without a dot",
}
"""What people write who come from other languages, with what SPARQL has in its place."""

_ORDER = ("WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "VALUES")
"""The order of the clauses of a query; OFFSET may stand on either side of LIMIT."""


def find(reading: Reading, prefixes: Mapping[str, str]) -> Fault | None:
    """Return where a query stops being one, and why; None where the engine tells no place.

    Args:
        reading: The query.
        prefixes: The prefixes that need no declaration, each with its namespace.
    """
    stop = reading.stop
    if stop is None:
        return _apart(reading)
    if beyond := _beyond_grammar(reading, stop):
        return query_scopes.fault(reading, *beyond)
    if stop == len(reading.words):
        return _too_early(reading)
    word = reading.words[stop]
    if escape := _escape(word):
        return escape
    reason = (
        _unreadable(reading, word)
        or _said(reading, stop, prefixes)
        or _habit(word)
        or _after(reading, stop)
        or _misspelt(reading, stop)
        or _misplaced(reading, stop)
        or f"{_shown(word)} is not expected here"
    )
    return word.start, f"{reason.removesuffix('.')}{'' if reason.endswith('?') else '.'}"


def _shown(word: Token) -> str:
    text = word.text if len(word.text) <= 40 else f"{word.text[:39]}…"
    return repr(text)


def _apart(reading: Reading) -> Fault | None:
    """Return what is wrong between words that are right each by itself: a blank before a bracket, or a label again."""
    for index, (word, bracket) in enumerate(pairwise(reading.words)):
        is_apart = word.keyword in FUNCTIONS and bracket.text == "(" and word.end < bracket.start
        if is_apart and reading.needs_bracket(index):
            return word.start, f"behind {word.text} stands its bracket, without a space: {word.text}(…)."
    stop = reading.stop_of([word.text.replace("\n", " ") for word in reading.words])
    if stop is None or stop == len(reading.words) or not reading.words[stop].text.startswith("_:"):
        return None
    word = reading.words[stop]
    return word.start, f"the blank node {word.text} stands in another group already; write a variable in both."


def _beyond_grammar(reading: Reading, stop: int) -> tuple[int, str] | None:
    """Return what the engine says of the SELECT, the group or the VALUES that ends before or with a word, and where.

    Where none ends there, what it says follows from what is wrong in the word: GRUOP leaves variables ungrouped.
    """
    if stop == len(reading.words):
        ends = [stop]
    elif reading.words[stop].kind == "close" and unclosed(reading.texts[:stop]):
        ends = [stop, stop + 1]
    else:
        return None
    return next(((end, said) for end in ends for said in reading.said(reading.texts[:end])), None)


def _too_early(reading: Reading) -> Fault:
    end = reading.words[-1].end if reading.words else 0
    if not form(reading.text):
        return end, "a query asks with SELECT, ASK, CONSTRUCT or DESCRIBE, and this has none."
    closing = query_repairs.ending(reading)
    if closing:
        opening = reading.words[unclosed(reading.texts)[-1]]
        line, column = carets.position(reading.text, opening.start)
        missing = f"{listed(map(repr, closing), 'and')} {'is' if len(closing) == 1 else 'are'} missing"
        return end, f"the query ends too early: {missing}, for the {opening.text!r} of line {line}, column {column}."
    return end, f"the query ends too early; here could stand {expected(reading)}."


# -- A word that is wrong in itself ------------------------------------------------------------------


_ESCAPE = re.compile(r"""\\(?:[tbnrf"'\\]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})""")
_HALF = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F][0-9a-fA-F]{2}")


def _escape(word: Token) -> Fault | None:
    """Return the first escape of a text that is none."""
    if word.kind != "string":
        return None
    at = 0
    while (at := word.text.find("\\", at)) >= 0:
        if half := _HALF.match(word.text, at):
            return word.start + at, f"{half[0]} is no character, but half of one in UTF-16; write the character itself."
        escape = _ESCAPE.match(word.text, at)
        if escape is None:
            remedy = r"write \\ for a backslash, or one of \n, \t, \r and \u with four hexadecimal digits"
            return word.start + at, f"{word.text[at : at + 2]} is no escape; {remedy}."
        at = escape.end()
    return None


def _unreadable(reading: Reading, word: Token) -> str | None:
    """Return what is wrong with a word that is no word: a character that was pasted, or what nothing closes."""
    if word.kind != "other":
        return None
    if word.text in "\"'":
        return f"the text that begins here is not closed; {word.text} closes it, on the same line"
    if word.text == "@" and reading.accepts(["@en"]):
        return "a language is missing after '@', as in @en"
    if word.text in "?$" and reading.accepts([VARIABLE]):
        return f"a name is missing after {word.text!r}, as in {word.text}city"
    rest = re.match(r"<[^<>\"{}|^`\\\s]+", reading.text[word.start :])
    if rest and reading.accepts([IRI]):
        wrong = reading.text[word.start + rest.end() :][:1]
        what = "is not closed" if wrong.isspace() or not wrong else f"may not have {wrong!r} in it"
        return f"the IRI that begins here {what}; > closes it"
    return carets.pasted_character(word.text)


_READ_WHOLE = ("iri", "name", "number", "string", "language")
"""The kinds of words of which the engine has something to say when it has read them."""


def _said(reading: Reading, stop: int, prefixes: Mapping[str, str]) -> str | None:
    """Return what the engine says of a word itself: its prefix, its escapes, its number."""
    word = reading.words[stop]
    said = reading.said(reading.texts[: stop + 1]) if word.kind in _READ_WHOLE else []
    if not said:
        return None
    if word.kind == "name":
        return _undeclared(reading, stop, prefixes)
    if word.kind == "iri" and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*:", word.text):
        remedy = "write it whole, or say with BASE <http://example.org/> to what it is"
        return f"the IRI {word.text} is relative; {remedy}"
    return said[0]


def _undeclared(reading: Reading, stop: int, prefixes: Mapping[str, str]) -> str | None:
    prefix = reading.words[stop].text.partition(":")[0]
    declared = set(prefixes)
    for keyword, name in pairwise(reading.words[:stop]):
        if keyword.keyword == "PREFIX" and name.kind == "name":
            declared.add(name.text.partition(":")[0])
    if prefix in declared:
        return None
    known = f"; the known ones are {', '.join(sorted(declared))}" if declared else ""
    hint = did_you_mean(prefix, declared, otherwise=f"declare it with PREFIX{known}")
    return f"the prefix {prefix}: is not declared{hint}"


# -- A word that is wrong where it stands ------------------------------------------------------------


def _habit(word: Token) -> str | None:
    remedy = HABITS.get(word.keyword or word.text)
    return remedy and f"{_shown(word)} is not SPARQL; {remedy}"


def _after(reading: Reading, stop: int) -> str | None:
    """Return what has to stand where the word stands, behind those before it."""
    before = [Token("other", "", 0), Token("other", "", 0), *reading.words[:stop]][-2:]
    word, wrong = reading.words[stop], f"{_shown(reading.words[stop])} is not expected here"
    if before[1].keyword == "PREFIX":
        return f"{wrong}; a prefix ends with a colon, as in x:"
    if before[0].keyword == "PREFIX" or before[1].keyword == "BASE":
        return f"{wrong}; the namespace stands between < and >"
    if before[1].keyword == "NOT":
        return f"{wrong}; behind NOT stands EXISTS or IN, and the contrary of a condition is !(…)"
    if before[1].kind == "string" and before[1].end == word.start:
        quote = before[1].text[0]
        return f"{wrong}, for the text before it is closed; inside it, write \\{quote} for a quotation mark"
    return None


def _misspelt(reading: Reading, stop: int) -> str | None:
    """Return what a word that is no keyword may have been meant for."""
    word = reading.words[stop]
    if not word.keyword or word.keyword in (*KEYWORDS, "A") or len(reading.words) > MANY:
        return None
    is_call = [following.text for following in reading.words[stop + 1 : stop + 2]] == ["("]
    if is_call and word.keyword not in FUNCTIONS and reading.accepts(["STRLEN"]):
        hint = did_you_mean(word.text, FUNCTIONS, otherwise="its functions are those of section 17.4 of the standard")
        return f"{word.text} is no function of SPARQL{hint}"
    if keyword := near(reading, word.text):
        return f"{_shown(word)} is not expected here; did you mean {keyword!r}?"
    if not any(found.keyword in FORMS for found in reading.words):
        return "a query asks with SELECT, ASK, CONSTRUCT or DESCRIBE, and this has none"
    forms = (("variable", VARIABLE, "?{}"), ("name", IRI, "ckg:{}"), ("text", TEXT, '"{}"'))
    may_be = [f"{form.format(word.text)} for a {kind}" for kind, example, form in forms if reading.accepts([example])]
    if may_be and not is_call:
        return f"{_shown(word)} is not expected here; write {listed(may_be, 'or')}"
    return None


def _misplaced(reading: Reading, stop: int) -> str | None:
    """Return with which change the query would be one, else what could stand in the word's place."""
    word = reading.words[stop]
    wrong = f"{_shown(word)} is not expected here"
    if word.keyword in _ORDER[1:] and unclosed(reading.texts[:stop]):
        return f"{wrong}; it stands behind the pattern, where its braces are closed"
    if word.keyword == "UNION":
        return f"{wrong}; it stands between groups, as in {{ … }} UNION {{ … }}"
    if word.keyword in _ORDER:
        later = _ORDER[_ORDER.index(word.keyword) + 1 :]
        if before := next((found.keyword for found in reading.words[:stop][::-1] if found.keyword in later), None):
            return f"{wrong}; it stands before {before}"
    if len(reading.words) > MANY:
        return None
    if remedy := query_repairs.repair(reading):
        return f"{wrong}; {remedy}"
    could = expected(reading)
    return could and f"{wrong}; here could stand {could}"
