"""A shapes graph: which shapes there are, what each is for, and whether it is well-formed.

What is looked at, and what makes a node a shape, is as the Recommendation has it (SHACL, sections 2 and 3.1).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from corridor_kg.errors import did_you_mean
from corridor_kg.rdf import datatypes
from corridor_kg.rdf.terms import FIRST, NIL, REST, TYPE, Node, Term
from corridor_kg.rdf.vocabulary import OWL, RDFS, XSD, shorten
from corridor_kg.shapes import paths, shacl
from corridor_kg.shapes.paths import Path, PathMalformed
from corridor_kg.shapes.shacl import SH, sh

_SUBCLASS, _CLASS = NamedNode(f"{RDFS}subClassOf"), NamedNode(f"{RDFS}Class")
_OWL_CLASS = NamedNode(f"{OWL}Class")
"""A class below rdfs:Class, as OWL has it; few shapes graphs say so."""

_SEVERITIES: dict[Term, str] = {sh("Violation"): "violation", sh("Warning"): "warning", sh("Info"): "info"}
_RANGES = ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")
_TRUTHS = ("closed", "deactivated", "uniqueLang", "qualifiedValueShapesDisjoint")
_IRIS = tuple(
    """
    class datatype equals disjoint lessThan lessThanOrEquals targetClass targetSubjectsOf targetObjectsOf severity
    """.split()
)
_GIVEN_ONCE = (
    *(*shacl.NUMBERS, *_RANGES, "path", "datatype", "nodeKind", "in", "languageIn", "uniqueLang", "flags"),
    *("closed", "ignoredProperties", "deactivated", "severity"),
)
_BOOLEAN = NamedNode(f"{XSD}boolean")


class Fault(NamedTuple):
    """Something that is wrong with a shapes graph.

    Attributes:
        kind: ``unknown-shacl-terms``, ``unknown-shapes`` or ``malformed-shapes``.
        about: The shape, or another node, that it is wrong with.
        property: The property that it is about.
        value: The value that is wrong.
        message: What is wrong and what to do.
    """

    kind: str
    about: Node
    property: NamedNode | None
    value: Term | None
    message: str


class ShapesGraph:
    """Shapes, and what is said of them.

    Args:
        triples: The statements of one shapes graph.

    >>> from pyoxigraph import RdfFormat, parse
    >>> text = "PREFIX sh: <http://www.w3.org/ns/shacl#> <x:Of#Age> sh:path <x:age> ; sh:targetNode <x:a> ."
    >>> graph = ShapesGraph(parse(text, RdfFormat.TURTLE))
    >>> [graph.name(shape) for shape in graph.with_targets]
    ['Age']
    """

    def __init__(self, triples: Iterable[Quad | Triple]) -> None:
        self._said: dict[Node, dict[str, list[Term]]] = defaultdict(dict)
        self._words: dict[Term, dict[str, list[Term]]] = defaultdict(dict)  # the same of SHACL's own, by local name
        self._subjects: dict[str, dict[Node, None]] = defaultdict(dict)
        self._names: dict[Node, str] = {}
        self._paths: dict[Node, Path | None] = {}
        for triple in dict.fromkeys((triple.subject, triple.predicate, triple.object) for triple in triples):
            subject, predicate, value = triple
            if not isinstance(subject, Triple):
                iri = predicate.value
                said = self._said[subject].setdefault(iri, [])
                said.append(value)
                self._subjects[iri][subject] = None
                if iri.startswith(SH):
                    self._words[subject][iri.removeprefix(SH)] = said

    def _objects(self, node: Term, predicate: str) -> list[Term]:
        found = self._said.get(node) if isinstance(node, NamedNode | BlankNode) else None
        return found.get(predicate, []) if found else []

    # -- What is said ------------------------------------------------------------------------------------

    def values(self, node: Term, name: str) -> list[Term]:
        """Return what a node has of a property of SHACL, by the property's local name."""
        found = self._words.get(node)
        return found.get(name, []) if found else []

    def items(self, node: Term) -> list[Term] | None:
        """Return the members of a list; None where a node is no list, or one that does not end."""
        result: list[Term] = []
        seen = {node}
        while node != NIL:
            first, rest = (self._objects(node, predicate.value) for predicate in (FIRST, REST))
            if len(first) != 1 or len(rest) != 1 or rest[0] in seen:
                return None
            result += first
            node = rest[0]
            seen.add(node)
        return result

    def members(self, node: Term, name: str) -> list[list[Term]]:
        """Return the lists that a node has of a property of SHACL, each with its members."""
        return [self.items(value) or [] for value in self.values(node, name)]

    def terms(self, node: Term, name: str) -> list[Term]:
        """Return what a node has of a property of SHACL, and the members in place of a list."""
        listed = name in shacl.LISTS
        return [one for each in self.members(node, name) for one in each] if listed else self.values(node, name)

    def number(self, node: Term, name: str) -> int | None:
        """Return the whole number that a shape has of a property of SHACL."""
        found = [value for value in self.values(node, name) if isinstance(value, Literal)]
        return min(int(found[0].value), shacl.GREATEST) if found else None

    def is_true(self, node: Term, name: str) -> bool:
        """Return whether a shape has the value true of a property of SHACL; ``"1"^^xsd:boolean`` is another term."""
        return any(isinstance(value, Literal) and value.value == "true" for value in self.values(node, name))

    def predicates(self, node: Node) -> list[str]:
        """Return the IRIs of the properties that a node has."""
        return list(self._said.get(node, ()))

    def names(self, node: Node) -> frozenset[str]:
        """Return the local names of the properties of SHACL that a node has."""
        return frozenset(self._words.get(node, ()))

    def path(self, shape: Node) -> Path | None:
        """Return the path of a property shape; None for a node shape.

        Raises:
            PathMalformed: What it has as ``sh:path`` is none.
        """
        if shape not in self._paths:
            found = self.values(shape, "path")
            self._paths[shape] = paths.read(found[0], self.values, self.items) if found else None
        return self._paths[shape]

    def severity(self, shape: Node) -> str:
        """Return ``violation``, ``warning`` or ``info``; another severity counts as a violation."""
        return next((_SEVERITIES[one] for one in self.values(shape, "severity") if one in _SEVERITIES), "violation")

    def message(self, shape: Node) -> str:
        """Return a shape's own message, in English where there are several; empty where it has none."""
        texts = [text for text in self.values(shape, "message") if isinstance(text, Literal)]
        ranked = sorted(texts, key=lambda text: (text.language != "en", text.language is not None, text.value))
        return ranked[0].value if ranked else ""

    # -- Which shapes there are --------------------------------------------------------------------------

    @cached_property
    def shapes(self) -> list[Node]:
        """Every shape, in a fixed order: those with a name first."""
        found: dict[Node, None] = {}
        for kind in ("NodeShape", "PropertyShape"):
            found.update((node, None) for node in self._subjects[TYPE.value] if sh(kind) in self.types(node))
        for name in (*shacl.TARGETS, *shacl.VALUES, *shacl.SETS, "property", "path"):
            found.update(self._subjects[SH + name])
        for name in shacl.LEADING:
            for node in self._subjects[SH + name]:
                found.update(dict.fromkeys(_nodes(self.values(node, name))))
        for name in shacl.OF_SHAPES:
            for node in self._subjects[SH + name]:
                found.update((one, None) for members in self.members(node, name) for one in _nodes(members))
        for predicate in self.parameters:
            found.update(self._subjects[predicate])
        return sorted(found, key=lambda node: (isinstance(node, BlankNode), str(node)))

    def types(self, node: Node) -> list[Term]:
        """Return the classes that a node is said to be of."""
        return self._objects(node, TYPE.value)

    @cached_property
    def parameters(self) -> set[str]:
        """The parameters of components that the shapes graph itself declares."""
        declared = [self.values(component, "parameter") for component in self._subjects.get(f"{SH}parameter", ())]
        paths_of = (self.values(parameter, "path") for parameters in declared for parameter in parameters)
        return {path.value for found in paths_of for path in found if isinstance(path, NamedNode)}

    @cached_property
    def with_targets(self) -> list[Node]:
        """The shapes that say which things they are for, and are not deactivated."""
        return [shape for shape in self.shapes if self.has_target(shape) and not self.is_true(shape, "deactivated")]

    @cached_property
    def reporting(self) -> list[Node]:
        """The shapes that may be broken: those with targets and their property shapes, which constrain something."""
        found: dict[Node, None] = dict.fromkeys(self.with_targets)
        waiting = list(found)
        while waiting:
            parts = [part for part in _nodes(self.values(waiting.pop(), "property")) if part not in found]
            found.update(dict.fromkeys(parts))
            waiting += parts
        return [one for one in self.shapes if one in found and not self.names(one).isdisjoint(shacl.CONSTRAINTS)]

    def has_target(self, shape: Node) -> bool:
        """Return whether a shape says which things it is for."""
        return bool(self.is_class(shape) or any(self.values(shape, name) for name in (*shacl.TARGETS, "target")))

    def is_class(self, shape: Node) -> bool:
        """Return whether a shape is a class as well, and so is for the things of that class."""
        classes = {_CLASS, _OWL_CLASS, *self._objects_of(_SUBCLASS, _CLASS)}
        return isinstance(shape, NamedNode) and not classes.isdisjoint(self.types(shape))

    def _objects_of(self, predicate: NamedNode, value: Term) -> Iterator[Node]:
        for subject in self._subjects.get(predicate.value, ()):
            if value in self._objects(subject, predicate.value):
                yield subject

    def parts(self, shape: Node) -> list[Node]:
        """Return the shapes that a shape leads to."""
        found = [value for name in shacl.LEADING for value in self.values(shape, name)]
        found += [one for name in shacl.OF_SHAPES for members in self.members(shape, name) for one in members]
        return list(_nodes(found))

    def all_parts(self, shape: Node) -> set[Node]:
        """Return a shape and those that it leads to, directly or through others."""
        found = {shape: None}
        waiting = [shape]
        while waiting:
            new = [part for part in self.parts(waiting.pop()) if part not in found]
            found.update(dict.fromkeys(new))
            waiting += new
        return set(found)

    @cached_property
    def _parents(self) -> dict[Node, Node]:
        return {part: shape for shape in reversed(self.shapes) for part in self.parts(shape)}

    def named(self, shape: Node) -> Node:
        """Return the nearest shape with a name that leads to a shape without one; else the last on the way."""
        seen = {shape}
        while isinstance(shape, BlankNode) and self._parents.get(shape, shape) not in seen:
            shape = self._parents[shape]
            seen.add(shape)
        return shape

    @cached_property
    def parents_by_property(self) -> dict[Node, list[Node]]:
        """The shapes that have a property shape as ``sh:property``, by that shape."""
        found: dict[Node, list[Node]] = defaultdict(list)
        for shape in self._subjects[f"{SH}property"]:
            for part in _nodes(self.values(shape, "property")):
                found[part].append(shape)
        return found

    def name(self, shape: Node) -> str:
        """Return what a shape is called in a report: the end of its IRI, else its parent's name and its path."""
        if shape not in self._names:
            self._names[shape] = self._name(shape)
        return self._names[shape]

    def _name(self, shape: Node) -> str:
        seen: list[Node] = []
        while isinstance(shape, BlankNode) and shape in self._parents and shape not in seen:
            seen.append(shape)
            shape = self._parents[shape]
        own = local_name(shape.value) if isinstance(shape, NamedNode) else "shape"
        return "/".join([own, *filter(None, map(self._path_name, reversed(seen)))])

    def _path_name(self, shape: Node) -> str:
        try:
            path = self.path(shape)
        except PathMalformed:
            return ""
        return "-".join(map(local_name, re.findall("<([^>]*)>", path.text))) if path else ""

    # -- Whether it is well-formed -----------------------------------------------------------------------

    def unknown_terms(self) -> Iterator[Fault]:
        """Yield the words of SHACL that it does not have; a validator would pass over them in silence."""
        said = ((subject, *pair) for subject, pairs in self._said.items() for pair in pairs.items())
        for subject, predicate, objects in said:
            for term in (NamedNode(predicate), *objects):
                name = term.value.removeprefix(SH) if isinstance(term, NamedNode) else ""
                if isinstance(term, NamedNode) and term.value.startswith(SH) and name not in shacl.TERMS:
                    hint = did_you_mean(f"sh:{name}", [f"sh:{known}" for known in shacl.TERMS], most=1)
                    message = f"sh:{name} is no term of SHACL, and a validator passes over it{hint}"
                    value = None if term.value == predicate else term
                    yield Fault("unknown-shacl-terms", subject, NamedNode(predicate), value, message)

    def unknown_shapes(self) -> Iterator[Fault]:
        """Yield the shapes that others lead to and of which nothing is said: to such a shape, everything conforms."""
        known = [shorten(one.value) for one in self._said if isinstance(one, NamedNode)]
        for shape in self.shapes:
            for name in (*shacl.LEADING, *shacl.OF_SHAPES):
                for one in self.terms(shape, name):
                    if isinstance(one, NamedNode) and one not in self._said:
                        hint = did_you_mean(shorten(one.value), known, most=1)
                        message = f"sh:{name} leads to {shorten(one.value)}, of which the shapes say nothing{hint}"
                        yield Fault("unknown-shapes", shape, sh(name), one, message)

    def malformed(self) -> Iterator[Fault]:
        """Yield what no validator can make sense of (SHACL, appendix A, as far as it concerns SHACL Core)."""
        for shape in self.shapes:
            for name, problem in self._problems(shape):
                value = next(iter(self.values(shape, name)), None)
                message = f"sh:{name} of {self._called(shape)} {problem}."
                yield Fault("malformed-shapes", shape, sh(name), value, message)

    def _called(self, shape: Node) -> str:
        return shorten(shape.value) if isinstance(shape, NamedNode) else f"the shape {self.name(shape)}"

    def _problems(self, shape: Node) -> Iterator[tuple[str, str]]:
        for name in _GIVEN_ONCE:
            if len(self.values(shape, name)) > 1:
                yield name, "is given twice; give it once"
        if not self.values(shape, "path") and sh("PropertyShape") in self.types(shape):
            yield "path", "is missing; a property shape names its property, as in sh:path rdfs:label"
        if self.values(shape, "path") and sh("NodeShape") in self.types(shape):
            yield "path", "stands in a sh:NodeShape; write sh:PropertyShape, or leave out the path"
        try:
            self.path(shape)
        except PathMalformed as error:
            yield "path", f"is wrong: {error}"
        for name in shacl.NUMBERS:
            if not all(_is_count(value) for value in self.values(shape, name)):
                yield name, "is a whole number from 0, as in 1"
        for name in _IRIS:
            if not all(isinstance(value, NamedNode) for value in self.values(shape, name)):
                yield name, "is an IRI"
        for name in _TRUTHS:
            if not all(isinstance(value, Literal) and value.datatype == _BOOLEAN for value in self.values(shape, name)):
                yield name, "is true or false"
        for name in (*shacl.LEADING, *shacl.OF_SHAPES):
            if any(isinstance(value, Literal) for value in self.terms(shape, name)):
                yield name, "leads to a literal; write the name of a shape, or a shape in brackets"
        for value in self.values(shape, "nodeKind"):
            if not isinstance(value, NamedNode) or value.value.removeprefix(SH) not in shacl.NODE_KINDS:
                yield "nodeKind", f"is one of {', '.join(f'sh:{kind}' for kind in shacl.NODE_KINDS)}"
        for name in shacl.LISTS:
            if any(self.items(value) is None for value in self.values(shape, name)):
                yield name, 'is a list, as in ( "en" "zh" )'
        if any(self.values(value, "path") for value in self.values(shape, "node")):
            yield "node", "leads to a property shape; write sh:property, or leave out the path of that shape"
        if not all(self.values(value, "path") for value in self.values(shape, "property")):
            yield "property", "leads to a shape without sh:path; write sh:node, or give that shape its property"
        for name in (*_RANGES, "pattern"):
            if not all(isinstance(value, Literal) for value in self.values(shape, name)):
                yield name, "is a literal"
        if not self.values(shape, "path"):
            for name in ("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape"):
                if self.values(shape, name):
                    yield name, "stands in a shape without sh:path, and says nothing; write it into a property shape"
        limits = [name for name in ("qualifiedMinCount", "qualifiedMaxCount") if self.values(shape, name)]
        if self.values(shape, "qualifiedValueShape") and not limits:
            yield "qualifiedValueShape", "needs sh:qualifiedMinCount or sh:qualifiedMaxCount beside it"
        for name in limits if not self.values(shape, "qualifiedValueShape") else ():
            yield name, "needs sh:qualifiedValueShape beside it"


def local_name(iri: str) -> str:
    """Return the end of an IRI, behind its last slash, hash or colon; the whole where it ends with one.

    >>> local_name("http://example.org/shapes#Age"), local_name("http://example.org/")
    ('Age', 'http://example.org/')
    """
    return re.split("[/#:]", iri)[-1] or iri


def _nodes(terms: Iterable[Term]) -> Iterator[Node]:
    return (term for term in terms if isinstance(term, NamedNode | BlankNode))


def _is_count(value: Term) -> bool:
    if not isinstance(value, Literal) or value.datatype.value.removeprefix(XSD) not in datatypes.INTEGERS:
        return False
    return datatypes.is_valid(value.value, value.datatype.value) and not value.value.startswith("-")
