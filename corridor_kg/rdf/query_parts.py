"""The conditions of a query, each with how to write the query without it.

A condition is what may leave an answer without rows: a class, property or value of a triple pattern, a whole pattern, a
graph, a FILTER or a part of it that ``&&`` joins to others, VALUES, or MINUS. It is not cut out but set free: a
variable that stands nowhere else takes the place of a term, ``true`` that of an expression. So what the rest of the
query speaks of is still bound, and whatever the query would find with another term, it finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corridor_kg.rdf.query_reading import CLOSING, words
from corridor_kg.rdf.tokens import FORMS, Token

_OPENING = {closing: opening for opening, closing in CLOSING.items()}
_NO_PROPERTY = "urn:x-corridor-kg:none"
_ANY_PROPERTY = f"(!<{_NO_PROPERTY}>)"
"""A path of one step by whichever property, for the places in a path where no variable may stand."""


_FREE = "?free"


class Edit(NamedTuple):
    """A stretch of a text, and what is to stand there."""

    start: int
    end: int
    text: str


class Condition(NamedTuple):
    """What a query asks for at one place.

    Attributes:
        kind: ``class``, ``property``, ``value``, ``graph``, ``pattern``, ``filter``, ``values`` or ``minus``.
        text: The pattern or the clause, on one line.
        term: The term that is set free, as it is written; empty where the whole is.
        edits: How the query is written without it.
        opened: The pattern by itself, with the variable ``?free`` for the term; empty where the whole is set free.
        tokens: The words of the condition.
    """

    kind: str
    text: str
    term: str
    edits: tuple[Edit, ...]
    opened: str
    tokens: tuple[Token, ...]

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that it mentions."""
        return tuple(dict.fromkeys(token.text for token in self.tokens if token.kind == "variable"))


class Inner(NamedTuple):
    """A SELECT within a pattern, which may list what it has found of another variable too.

    Attributes:
        at: Where that would stand.
        hidden: The variables that it finds and does not list.
    """

    at: int
    hidden: frozenset[str]


class Parts(NamedTuple):
    """A query taken apart.

    Attributes:
        text: The whole.
        prologue: What stands before its form.
        dataset: Its FROM clauses.
        body: Where its pattern stands, braces included.
        values: What stands behind the pattern and its modifiers: VALUES, or nothing.
        orders: The ORDER BY of each SELECT in the pattern, taken out: no row depends on it, and the engine cannot sort
            whatever may stand where a term is set free.
        having: Its HAVING, or nothing.
        slice: Its LIMIT and OFFSET, or nothing.
        inner: The SELECTs in the pattern that neither count nor group.
        conditions: The conditions of the pattern, in the order of the text.
    """

    text: str
    prologue: str
    dataset: str
    body: tuple[int, int]
    values: str
    having: str
    slice: str
    orders: tuple[Edit, ...]
    inner: tuple[Inner, ...]
    conditions: tuple[Condition, ...]

    def asking(self, without: Iterable[Condition] = ()) -> str:
        """Return an ASK query for whether anything fits the pattern, without some of its conditions."""
        return f"{self.prologue} ASK {self.dataset} {self._pattern(without)} {self.values}"

    def selecting(self, variables: Iterable[str], most: int, without: Iterable[Condition] = ()) -> str:
        """Return a SELECT query for the different values of variables, without some conditions."""
        names = list(variables)
        shown = [Edit(one.at, one.at, f" {name}") for one in self.inner for name in names if name in one.hidden]
        head = f"SELECT DISTINCT {' '.join(names)} {self.dataset}"
        return f"{self.prologue} {head} WHERE {self._pattern(without, shown)} LIMIT {most} {self.values}"

    def _pattern(self, without: Iterable[Condition], more: Iterable[Edit] = ()) -> str:
        start, end = self.body
        edits = {*self.orders, *more, *(edit for condition in without for edit in condition.edits)}
        return edited(self.text[start:end], (Edit(edit.start - start, edit.end - start, edit.text) for edit in edits))


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with other texts in some places; of two places that overlap, the larger counts.

    >>> edited("a b c", [Edit(2, 3, "x"), Edit(0, 3, "y")])
    'y c'
    """
    result, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= at:
            result += [text[at : edit.start], edit.text]
            at = edit.end
    return "".join(result) + text[at:]


def read(text: str) -> Parts | None:
    """Return the parts of a query; None where it has no pattern, or one that is not read here.

    Args:
        text: A query that the engine can parse.

    >>> parts = read("SELECT ?x { ?x a ckg:Cty ; rdfs:label ?l FILTER(?l > 1 && ?l < 3) }")
    >>> [(condition.kind, condition.term) for condition in parts.conditions if condition.term]
    [('class', 'ckg:Cty'), ('property', 'rdfs:label')]
    >>> parts.asking([parts.conditions[-1]]).strip()
    'ASK  { ?x a ckg:Cty ; rdfs:label ?l FILTER(?l > 1 && true) }'
    """
    try:
        return _Reader(text).query()
    except (IndexError, RecursionError):  # it ends, or goes on, where this reader does not expect it, or is too deep
        return None


def _variables(words: Iterable[Token]) -> frozenset[str]:
    return frozenset(word.text for word in words if word.kind == "variable")


class _Reader:
    """A query, read from its first word to its last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(text)
        self.at = 0
        self.found: list[Condition] = []
        self.orders: list[Edit] = []
        self.inner: list[Inner] = []
        self._new = _unused(text)
        self._silent = self._optional = 0
        self._freed: set[int] = set()

    # -- Words -------------------------------------------------------------------------------------------

    @property
    def word(self) -> Token:
        return self.words[self.at]

    def _is(self, *texts: str) -> bool:
        return self.at < len(self.words) and self.word.text.upper() in texts

    def _skip_to(self, *texts: str) -> None:
        """Pass what stands before the first of some words."""
        while self.word.text not in texts:
            self.at += 1

    def _skip_balanced(self) -> None:
        """Pass a bracket and all up to the one that closes it; or one word."""
        depth = 0
        while True:
            depth += (self.word.text in CLOSING) - (self.word.text in _OPENING)
            self.at += 1
            if depth <= 0:
                return

    def _slice(self, start: int, end: int | None = None) -> str:
        """Return the text of the words from an index to another, on one line and without comments."""
        end = self.at if end is None else end
        pieces, last = [], self.words[start].start
        for word in self.words[start:end]:
            pieces += [" " if word.start > last else "", word.text]
            last = word.end
        return "".join(pieces)

    def _span(self, start: int) -> tuple[int, int]:
        """Return the offsets of the words from an index to here."""
        return self.words[start].start, self.words[self.at - 1].end

    # -- The query -----------------------------------------------------------------------------------------

    def query(self) -> Parts | None:
        while self.word.keyword not in FORMS:
            self.at += 1
        form, prologue = self.word.keyword, self.text[: self.word.start]
        self.at += 1
        if form == "CONSTRUCT" and self._is("{"):
            self._skip_balanced()
        dataset = self._head()
        if self.at == len(self.words):
            return None
        start = self.at
        self._group()
        body, orders = self._span(start), tuple(self.orders)
        having, limits, values = self._modifiers()
        inner, found = tuple(self.inner), tuple(self.found)
        return Parts(self.text, prologue, dataset, body, values, having, limits, orders, inner, found)

    def _head(self) -> str:
        """Pass what stands before a pattern, and return the FROM clauses in it."""
        clauses = []
        while self.at < len(self.words) and not self._is("{"):
            start = self.at
            if self._is("FROM"):
                self.at += 2 if self.words[self.at + 1].keyword == "NAMED" else 1
                self.at += 1
                clauses.append(self._slice(start))
            else:
                self._skip_balanced()
        return " ".join(clauses)

    def _modifiers(self) -> tuple[str, str, str]:
        """Pass what stands behind a pattern, and return its HAVING, its LIMIT and OFFSET, and its VALUES."""
        clauses = {"GROUP": "", "HAVING": "", "ORDER": "", "LIMIT": "", "OFFSET": "", "VALUES": ""}
        while self.at < len(self.words) and not self._is("}"):
            start = self.at
            self.at += 1
            while self.at < len(self.words) and not self._is("}", *clauses):
                self._skip_balanced()
            if self.words[start].keyword == "ORDER":
                self.orders.append(Edit(*self._span(start), ""))
            clauses[self.words[start].keyword] = self._slice(start)
        return clauses["HAVING"], f"{clauses['LIMIT']} {clauses['OFFSET']}".strip(), clauses["VALUES"]

    # -- Groups ----------------------------------------------------------------------------------------------

    def _group(self) -> None:
        """Read a group, its braces included."""
        self.at += 1
        if self._is("SELECT"):
            self._select()
        while not self._is("}"):
            self._element()
        self.at += 1

    def _select(self) -> None:
        """Read a SELECT within a group."""
        start = self.at
        self._head()
        listed = self.words[start : self.at]
        opening = self.at
        self._group()
        end = self.at
        self._modifiers()
        counts = any(word.text in ("(", "*") for word in listed) or self.words[end].keyword == "GROUP"
        if not counts:
            at = listed[listed[1].keyword in ("DISTINCT", "REDUCED")].end
            self.inner.append(Inner(at, _variables(self.words[opening:end]) - _variables(listed)))

    def _element(self) -> None:
        start = self.at
        keyword = self.word.keyword
        if keyword == "OPTIONAL":
            self.at += 1
            self._optional += 1
            self._group()
            self._optional -= 1
        elif keyword in ("UNION", "LATERAL") or self._is("."):
            self.at += 1
        elif self._is("{"):
            self._group()
        elif keyword == "FILTER":
            self._filter()
        elif keyword == "MINUS":
            self.at += 1
            self._quietly()
            self._add("minus", start, "")
        elif keyword == "VALUES":
            self._skip_to("{")
            self._skip_balanced()
            self._add("values", start, "")
        elif keyword == "GRAPH":
            self.at += 1
            self._graph()
        elif keyword in ("BIND", "SERVICE"):
            self._skip_to("(", "{")
            self._skip_balanced()
        else:
            self._triples()

    def _quietly(self) -> None:
        """Read a group that takes rows away: none of its conditions stands in the way of any."""
        self._silent += 1
        self._group()
        self._silent -= 1

    def _graph(self) -> None:
        start = self.at
        self.at += 1
        if self.words[start].kind in ("iri", "name"):
            text = f"GRAPH {self._slice(start, self.at)}"
            self._free("graph", text, start, self.at, f"GRAPH {_FREE} {{ }}", tuple(self.words[start : self.at]))
        self._group()

    def _filter(self) -> None:
        start = self.at
        self.at += 1
        if not self._is("("):
            negated = self._is("NOT")
            self._skip_to("(", "{")
            inside = self._is("{")
            opening = self.at
            self._skip_balanced()
            self._add("filter", start, "FILTER(true)")
            if inside and not negated:
                self._again(opening)
            return
        opening = self.at
        self._skip_balanced()
        end = self.at
        for first, last in self._joined(opening + 1, end - 1):
            self.at = last
            self._add("filter", first, "true", text=f"FILTER({self._slice(first)})")
            for index in range(first, last):
                plain = self.words[index].keyword == "EXISTS" and self.words[index - 1].keyword != "NOT"
                if plain and self.words[index - 1].text != "!":
                    self._again(index + 1)
        self.at = end

    def _again(self, opening: int) -> None:
        """Read a group that has been passed, for the conditions in it."""
        end, self.at = self.at, opening
        self._group()
        self.at = end

    def _joined(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the parts of an expression that ``&&`` joins, as indices of words; the whole where ``||`` does too."""
        depth, cuts = 0, [start]
        for index in range(start, end):
            text = self.words[index].text
            depth += (text in CLOSING) - (text in _OPENING)
            if depth == 0 and text == "||":
                return [(start, end)]
            if depth == 0 and text == "&&":
                cuts += [index, index + 1]
        cuts.append(end)
        return list(zip(cuts[::2], cuts[1::2], strict=True))

    # -- Triple patterns -------------------------------------------------------------------------------------

    def _triples(self) -> None:
        start = self.at
        self._node()
        if not self._is(".", "}"):
            self._properties(start, self.at)

    def _node(self) -> None:
        """Pass a term: a word, a literal with its language or datatype, or what stands in brackets."""
        start = self.at
        if self._is("["):
            self.at += 1
            if not self._is("]"):
                self._properties(start, start + 1, subject="[]")
            self.at += 1
        elif self._is("("):
            self.at += 1
            while not self._is(")"):
                self._node()
            self.at += 1
        elif self.word.text in CLOSING:
            self._skip_balanced()
        elif self.word.text in _OPENING:
            raise IndexError(self.at)
        else:
            self.at += 1
            if self.words[start].kind == "string" and self.at < len(self.words):
                self.at += 2 * self._is("^^") + (self.word.kind == "language")

    def _properties(self, first: int, last: int, *, subject: str = "") -> None:
        """Read the properties and objects of a subject, whose words stand from an index to another."""
        while True:
            start = self.at
            self._path()
            path = (start, self.at)
            while True:
                start = self.at
                self._node()
                self._pattern((first, last), path, (start, self.at), subject or self._slice(first, last))
                while self._is("{|", "~"):
                    self._skip_balanced()
                if not self._is(","):
                    break
                self.at += 1
            while self._is(";"):
                self.at += 1
            if self._is(".", "}", "]", "|}") or self.words[self.at - 1].text != ";":
                return

    def _path(self) -> None:
        """Pass a property, a variable, or a path of properties."""
        while True:
            while self._is("^", "!"):
                self.at += 1
            self._skip_balanced()
            while self._is("?", "*", "+"):
                self.at += 1
            if not self._is("/", "|", "^"):
                return
            self.at += 1

    def _pattern(self, subject: tuple[int, int], path: tuple[int, int], value: tuple[int, int], name: str) -> None:
        property, object = self._slice(*path), self._slice(*value)
        text = f"{name} {property} {object}"
        tokens = tuple(word for span in (subject, path, value) for word in self.words[slice(*span)])
        if self._is_constant(*value):
            kind = "class" if self.words[path[0]].text == "a" else "value"
            self._free(kind, text, *value, f"{name} {property} {_FREE}", tokens)
        in_path = path[1] - path[0] > 1
        for index in range(*path):
            if self.words[index].kind in ("iri", "name"):
                opened = f"?subject {_FREE} ?value" if in_path else f"{name} {_FREE} {object}"
                self._free("property", text, index, index + 1, opened, tokens, instead=_ANY_PROPERTY * in_path)
        if self._is_constant(*subject):
            self._free("value", text, *subject, f"{_FREE} {property} {object}", tokens)
        if not self._optional:
            edits = (self._edit(*path, self._variable()), self._edit(*value, self._variable()))
            self._keep(Condition("pattern", text, "", edits, "", tokens))

    def _is_constant(self, first: int, last: int) -> bool:
        word = self.words[first]
        is_name = word.kind in ("iri", "string", "number") or (word.kind == "name" and not word.text.startswith("_:"))
        return last > first and (is_name or word.text in ("true", "false"))

    # -- Conditions ------------------------------------------------------------------------------------------

    def _free(
        self, kind: str, text: str, first: int, last: int, opened: str, tokens: tuple[Token, ...], *, instead: str = ""
    ) -> None:
        """Add a condition in which one term is set free; a subject that several patterns share, once."""
        if first not in self._freed:
            self._freed.add(first)
            edits = (self._edit(first, last, instead or self._variable()),)
            self._keep(Condition(kind, text, self._slice(first, last), edits, opened, tokens))

    def _add(self, kind: str, start: int, instead: str, *, text: str = "") -> None:
        """Add a condition that is the whole of what was read from a word on."""
        edit = Edit(*self._span(start), instead)
        self._keep(Condition(kind, text or self._slice(start), "", (edit,), "", tuple(self.words[start : self.at])))

    def _keep(self, condition: Condition) -> None:
        if not self._silent:
            self.found.append(condition)

    def _edit(self, first: int, last: int, text: str) -> Edit:
        return Edit(self.words[first].start, self.words[last - 1].end, text)

    def _variable(self) -> str:
        return next(self._new)


def _unused(text: str) -> Iterator[str]:
    """Yield variables that a text does not mention."""
    name = "free"
    while f"?{name}" in text or f"${name}" in text:
        name += "_"
    number = 0
    while True:
        number += 1
        yield f"?{name}{number}"
