"""Turtle and TriG as a person would write them (W3C Recommendations of 25 February 2014).

The prefixes that are used, a heading for each kind, a block for each thing that reads like a dictionary entry:
class and names first, then what is known, the evidence last; one predicate a line, the period alone on its line.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from corridor_kg.errors import OutputFailed
from corridor_kg.model.kinds import ESSENTIAL, KINDS, OTHERS, TERMS, kind_of
from corridor_kg.rdf.canonical import SECONDS, canonicalized, canonicalized_triples
from corridor_kg.rdf.terms import TYPE, Node, Term, language_tag
from corridor_kg.rdf.vocabulary import ONTOLOGY, RDF, XSD, prefixes, shorten, split

WIDTH = 100
"""How many characters a line of several objects may have before each gets a line of its own."""

DEEPEST = 20
"""How many brackets may stand inside one another before a blank node gets a name."""

_FIRST, _REST, _NIL = (f"{RDF}{name}" for name in ("first", "rest", "nil"))
_EARLY = (
    *"rdf:type owl:annotatedSource owl:annotatedProperty owl:annotatedTarget owl:onProperty rdfs:subClassOf"
    " rdfs:subPropertyOf dcterms:title dcterms:description rdfs:label skos:altLabel skos:notation skos:definition"
    " skos:scopeNote skos:example rdfs:comment".split(),
    *ESSENTIAL,
)
_LATE = "skos:editorialNote prov:wasAttributedTo prov:hadPrimarySource rdfs:isDefinedBy prov:wasDerivedFrom".split()
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w-]*[A-Za-z0-9_-])?", re.ASCII)
_BARE = {
    f"{XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"{XSD}double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    f"{XSD}boolean": re.compile(r"true|false"),
}


def serialize(triples: Iterable[Triple | Quad], *, seconds: float = SECONDS) -> str:
    """Return triples as Turtle.

    Args:
        triples: In any order; what is there twice is written once.
        seconds: How long naming blank nodes may take.

    Raises:
        OutputFailed: A triple stands inside a triple, as RDF 1.2 has it, or blank nodes cannot be named in time.

    >>> print(serialize([Triple(NamedNode("https://schema.org/City"), TYPE, NamedNode(f"{XSD}string"))]))
    @prefix schema: <https://schema.org/> .
    @prefix xsd:    <http://www.w3.org/2001/XMLSchema#> .
    <BLANKLINE>
    schema:City
        a xsd:string ;
    .
    <BLANKLINE>
    """
    writer = _Writer()
    body = writer.body(canonicalized_triples(triples, seconds=seconds))
    return f"{writer.head()}\n{body}" if body else writer.head()


def serialize_graphs(quads: Iterable[Quad], *, seconds: float = SECONDS) -> str:
    """Return quads as TriG, each of their graphs in braces; see `serialize`."""
    graphs: dict[Node, list[Triple]] = defaultdict(list)
    for quad in canonicalized(quads, seconds=seconds):
        graphs[cast(Node, quad.graph_name)].append(quad.triple)
    writer = _Writer(named=_in_several(graphs))
    parts = []
    for graph in sorted(graphs, key=str):
        body = "\n".join(f"    {line}" if line else "" for line in writer.body(graphs[graph]).rstrip("\n").split("\n"))
        name = writer.iri(graph.value) if isinstance(graph, NamedNode) else str(graph)
        parts.append(f"{name} {{\n{body}\n}}\n")
    return "\n".join([writer.head(), *parts])


def _in_several(graphs: Mapping[Node, list[Triple]]) -> set[Node]:
    """Return the blank nodes that stand in several graphs or name one, and so need a name to be the same there."""
    counted = Counter(
        node
        for triples in graphs.values()
        for node in {term for triple in triples for term in triple if isinstance(term, BlankNode)}
    )
    return {node for node, count in counted.items() if count > 1 or node in graphs}


class _Writer:
    """Spells terms, and remembers which prefixes they needed.

    Args:
        named: Blank nodes that are written by name, wherever they stand.
    """

    def __init__(self, *, named: Collection[Node] = ()) -> None:
        self._always_named = frozenset(named)
        self._used: set[str] = set()
        self._facts: dict[Node, dict[str, list[Term]]] = {}
        self._inner: set[Node] = set()
        self._named: set[Node] = set()
        self._spelled: dict[str, str] = {}

    def head(self) -> str:
        """Return the declarations of the prefixes that were used, aligned."""
        width = max(map(len, self._used), default=0) + 1
        return "".join(f"@prefix {name + ':':<{width}} <{prefixes()[name]}> .\n" for name in sorted(self._used))

    def body(self, triples: list[Triple]) -> str:
        """Return the blocks of some triples; where they are of several kinds, with headings."""
        self._facts = _by_subject(triples)
        self._inner = set(_written_inside(triples)) - self._always_named
        self._named = {triple.object for triple in triples if isinstance(triple.object, BlankNode)}
        self._named |= self._always_named
        sections: dict[str, list[str]] = defaultdict(list)
        for subject in sorted(self._facts, key=lambda node: (isinstance(node, BlankNode), node.value)):
            if subject not in self._inner:
                sections[self._section(subject)].append(self._block(subject))
        titles = [kind.title for kind in (*KINDS, OTHERS, *TERMS)] + ["Axioms"]
        ordered = [title for title in titles if title in sections]
        if len(ordered) < 2:
            return "\n".join(block for title in ordered for block in sections[title])
        return "\n".join("\n".join([_heading(title), *sections[title]]) for title in ordered)

    def iri(self, iri: str) -> str:
        """Return an IRI as a prefixed name where the project has a prefix for it, else whole."""
        if iri not in self._spelled:
            found = split(iri)
            if found and _LOCAL.fullmatch(found[1]):
                self._used.add(found[0])
                self._spelled[iri] = ":".join(found)
            else:
                self._spelled[iri] = str(NamedNode(iri))
        return self._spelled[iri]

    def _section(self, subject: Node) -> str:
        if isinstance(subject, BlankNode):
            return "Axioms"
        return kind_of([str(term)[1:-1] for term in self._facts[subject].get(TYPE.value, ())]).title

    def _block(self, subject: Node) -> str:
        head = self._node(subject) if isinstance(subject, NamedNode) or subject in self._named else "[]"
        return f"{head}\n{''.join(self._lines(subject))}.\n"

    def _lines(self, subject: Node, indent: str = "    ") -> Iterator[str]:
        for predicate, objects in sorted(self._facts[subject].items(), key=lambda item: _rank(item[0])):
            verb = "a" if predicate == TYPE.value else self.iri(predicate)
            spelled = [self._term(term, indent) for term in sorted(objects, key=_object_rank)]
            line = f"{indent}{verb} {', '.join(spelled)} ;\n"
            if len(spelled) > 1 and len(line) > WIDTH:
                inner = f"\n{indent}    "
                line = f"{indent}{verb}{inner}{f',{inner}'.join(spelled)} ;\n"
            yield line

    def _term(self, term: Term, indent: str) -> str:
        if isinstance(term, Triple):
            raise OutputFailed("a triple stands inside a triple (RDF 1.2), which is not written; write RDF 1.1.")
        if isinstance(term, Literal):
            return self._literal(term)
        if term in self._inner:
            items = self._list(term)
            if items is not None:
                return _parenthesized([self._term(item, indent + "    ") for item in items], indent)
            return f"[\n{''.join(self._lines(term, indent + '    '))}{indent}]"
        return self._node(term)

    def _node(self, node: Node) -> str:
        if isinstance(node, BlankNode):
            return str(node)
        return "()" if node.value == _NIL else self.iri(node.value)

    def _literal(self, literal: Literal) -> str:
        bare = _BARE.get(literal.datatype.value)
        if bare and bare.fullmatch(literal.value):
            return literal.value
        text = str(Literal(literal.value))
        if literal.language:
            return f"{text}@{language_tag(literal.language)}"
        if literal.datatype.value == f"{XSD}string":
            return text
        return f"{text}^^{self.iri(literal.datatype.value)}"

    def _list(self, node: Node) -> list[Term] | None:
        """Return the members of a list, or None where a node is not the head of one that can be written as such."""
        members: list[Term] = []
        while node != NamedNode(_NIL):
            facts = self._facts.get(node, {})
            if node not in self._inner or set(facts) != {_FIRST, _REST} or any(len(of) > 1 for of in facts.values()):
                return None
            members.append(facts[_FIRST][0])
            (rest,) = facts[_REST]
            if not isinstance(rest, NamedNode | BlankNode):
                return None
            node = rest
        return members


def _by_subject(triples: Iterable[Triple]) -> dict[Node, dict[str, list[Term]]]:
    facts: dict[Node, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, Triple):
            raise OutputFailed("a triple stands inside a triple (RDF 1.2), which is not written; write RDF 1.1.")
        facts[triple.subject][triple.predicate.value].append(triple.object)
    return facts


def _written_inside(triples: Collection[Triple]) -> Iterator[Node]:
    """Yield the blank nodes that are the object of one triple, and so can be written in its place.

    Circles are left out, and so is what would stand too deep; the links of a list do not count as depth.
    """
    above: dict[Node, list[tuple[Node, bool]]] = defaultdict(list)
    described = {triple.subject for triple in triples}
    for triple in triples:
        if isinstance(triple.object, BlankNode) and not isinstance(triple.subject, Triple):
            above[triple.object].append((triple.subject, triple.predicate.value != _REST))
    below: dict[Node, list[tuple[Node, bool]]] = defaultdict(list)
    for node, parents in above.items():
        if len(parents) == 1 and node in described:
            below[parents[0][0]].append((node, parents[0][1]))
    waiting = [(node, 0) for node in below if len(above.get(node, ())) != 1 or node not in described]
    while waiting:
        parent, depth = waiting.pop()
        for node, deeper in below.get(parent, ()):
            # at each multiple of the bound a node stands on its own, by name, and the depth is counted anew from it; a
            # link of a list is no deeper than the list, and may not be torn from it
            inner = (depth + deeper) % DEEPEST
            waiting.append((node, inner))
            if inner or not deeper:
                yield node


def _parenthesized(items: list[str], indent: str) -> str:
    line = f"( {' '.join(items)} )"
    if len(line) <= WIDTH - 2 * len(indent) and "\n" not in line:
        return line
    inner = f"\n{indent}    "
    return f"({inner}{inner.join(items)}\n{indent})"


def _rank(predicate: str) -> tuple[int, int, bool, str]:
    name = shorten(predicate)
    if name in _EARLY:
        return (0, _EARLY.index(name), False, name)
    if name in _LATE:
        return (2, _LATE.index(name), False, name)
    return (1, 0, not predicate.startswith(ONTOLOGY), name)


def _object_rank(term: Term) -> tuple[bool, str, bool, str]:
    language = term.language or "" if isinstance(term, Literal) else ""
    return (isinstance(term, BlankNode), language, not str(term).startswith(f"<{ONTOLOGY}"), str(term))


def _heading(title: str) -> str:
    return f"# -- {title} {'-' * (WIDTH - 6 - len(title))}\n"
