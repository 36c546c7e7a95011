"""Point at a mistake in a text: the line, a caret under the place, and what was probably meant."""

from __future__ import annotations

from corridor_kg.rdf import lines

PASTED = {
    "\u201c": "a curly double quote",
    "\u201d": "a curly double quote",
    "\u201e": "a low double quote",
    "\u2018": "a curly single quote",
    "\u2019": "a curly single quote",
    "\u00ab": "an angle quote",
    "\u00bb": "an angle quote",
    "\u00a0": "a non-breaking space",
    "\u202f": "a narrow non-breaking space",
    "\u3000": "an ideographic space",
    "\u200b": "a zero-width space",
    "\ufeff": "a byte-order mark",
    "\u2013": "an en dash",
    "\u2014": "an em dash",
    "\uff1a": "a full-width colon",
    "\uff1f": "a full-width question-mark",
    "\uff1b": "a full-width semicolon",
    "\uff0c": "a full-width comma",
    "\uff0e": "a full-width period",
    "\uff08": "a full-width parenthesis",
    "\uff09": "a full-width parenthesis",
    "\uff5b": "a full-width brace",
    "\uff5d": "a full-width brace",
    "\uff1d": "a full-width equals-sign",
}
"""Characters that a word processor or a web page puts where code needs a plain one."""

PLAIN = {
    "quote": "a straight quote",
    "space": "a plain space",
    "mark": "nothing",
    "dash": "a hyphen",
    "colon": "a colon",
    "question-mark": "?",
    "semicolon": "a semicolon",
    "comma": "a comma",
    "period": "a period",
    "parenthesis": "a plain one",
    "brace": "a plain one",
    "equals-sign": "=",
}


def position(text: str, offset: int) -> tuple[int, int]:
    r"""Return the line and the column, both from 1, of a character in a text.

    >>> position("one\ntwo", 5)
    (2, 2)
    """
    return lines.Positions(text).of(offset)


def excerpt(text: str, line: int, column: int) -> str:
    """Return one line of a text, with a caret under a column; both count from 1, and in characters.

    The caret stands where a terminal shows the character, which gives Chinese ones two columns, and accents none.

    >>> print(excerpt("SELECT ?x WHERE", 1, 8))
        SELECT ?x WHERE
               ^
    """
    from rich.cells import cell_len  # late for the cold start: few texts are wrong

    every = lines.split(text)
    if not 1 <= line <= len(every):
        return "    (end of the text)"
    first = max(0, column - 61)
    shown = "".join(" " if part.isspace() else part for part in every[line - 1][first : first + 100])
    before = column - 1 - first
    return f"    {shown.rstrip()}\n    {' ' * cell_len(shown[:before].ljust(before))}^"


def pasted_character(character: str) -> str | None:
    r"""Return what is wrong with a character that does not belong into code, or None where it does.

    >>> pasted_character("\u201d")
    'a curly double quote (U+201D) stands here; write a straight quote'
    >>> pasted_character("a") is None
    True
    """
    name = PASTED.get(character)
    if name is None:
        return None
    return f"{name} (U+{ord(character):04X}) stands here; write {PLAIN.get(name.split()[-1], 'a plain character')}"
