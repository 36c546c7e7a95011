"""Why a file cannot be read: where, the line with a caret under the place, and the remedy."""

from __future__ import annotations

import os
import re

from corridor_kg.errors import GraphNotFound, GraphUnreadable
from corridor_kg.rdf import carets, lines

_STEERING = re.compile("[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would command the terminal, or break the line."""

LONGEST = 1 << 24
"""How many bytes a term, or whatever else a parser reads in one piece, may have; the engine's parsers take no more."""

LONGEST_IN_JSON = LONGEST // 2
"""The same for JSON, of which the parsers keep two pieces."""

FAULTS = (SyntaxError, OSError, UnicodeError, MemoryError)
"""What reading a file may end with."""

_called = {"-": "standard input"}


def call(file: str, name: str) -> None:
    """Let messages call a file by another name, such as what came through a pipe and lies in a temporary file."""
    _called[file] = name


def shown(file: str) -> str:
    """Return a path as messages name it: relative to the working folder where it lies in it, and on one line."""
    if file in _called:
        return _called[file]
    name = os.path.relpath(file) if file.startswith(os.getcwd() + os.sep) else file
    return _STEERING.sub("\ufffd", name)


def too_long(file: str, most: int = LONGEST) -> GraphUnreadable:
    """Return that something in a file is longer than a parser takes it."""
    remedy = "shorten it, or keep it in a file of its own, and give its address"
    message = f"{shown(file)} holds a text, an IRI or a comment of more than {most:,} bytes; {remedy}."
    return GraphUnreadable(message, shown(file))


def explain(file: str, error: SyntaxError | OSError | UnicodeError | MemoryError) -> GraphUnreadable | GraphNotFound:
    """Return where and why a file cannot be read, with the line and a caret.

    What cannot be read at all is as good as not there: there is nothing to be found in it, right or wrong.
    """
    name = shown(file)
    if isinstance(error, MemoryError):
        too_large = GraphUnreadable(f"{name} is too large for the memory of this machine; split it.", name)
        return too_long(file) if str(LONGEST) in str(error) else too_large
    if isinstance(error, OSError):
        return GraphNotFound(f"{name} cannot be read: {error.strerror or error}.")
    if isinstance(error, UnicodeError):
        return GraphUnreadable(f"{name} is not UTF-8; save the file as UTF-8.", name)
    reason = error.msg.partition(": ")[2] or error.msg
    with open(file, encoding="utf-8-sig", errors="replace", newline="") as stream:
        text = stream.read()
    line, column = _place(text, error)
    every = lines.plain(text)
    faulty = every[line - 1][column - 1 : column] if line <= len(every) else ""
    remedy = carets.pasted_character(faulty) or _remedy(reason, in_xml="parsing IRI" in error.msg)
    where = f"{name}, line {line}, column {column}"
    excerpt = carets.excerpt(text, line, column)
    return GraphUnreadable(f"{where}: {reason}{remedy and '; ' + remedy}.\n{excerpt}", name, line)


def _place(text: str, error: SyntaxError) -> tuple[int, int]:
    """Return line and column; of an IRI in RDF/XML, of which the parser tells no place, where it first stands."""
    iri = re.search(r"parsing IRI '(.*)'", error.msg or "")
    if error.lineno or iri is None:
        return error.lineno or 1, error.offset or 1
    found = re.search(rf"""["']{re.escape(iri[1])}["']""", text)
    return lines.Positions(text).of(found.start() + 1) if found else (1, 1)


def _remedy(reason: str, *, in_xml: bool) -> str:
    if "prefix" in reason and "not been declared" in reason:
        return "declare it with @prefix, or correct its spelling"
    if "UTF-8" in reason:
        return "save the file as UTF-8"
    if "No scheme found" in reason:
        base = 'xml:base="http://example.org/"' if in_xml else "@base <http://example.org/> ."
        return f"the IRI is relative: write it whole, or say with {base} to what it is"
    if "'/'" in reason or "'%'" in reason:
        return "write the whole IRI between < and >"
    return ""
