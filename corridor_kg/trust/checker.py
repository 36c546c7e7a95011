"""What a check looks at in a graph, kind by kind, and what it finds there."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from corridor_kg.engine.marks import ILL_TYPED
from corridor_kg.errors import did_you_mean
from corridor_kg.files import loading, unfinished
from corridor_kg.model import ontology
from corridor_kg.model.origins import ONTOLOGY as ONTOLOGY_ORIGIN
from corridor_kg.model.origins import Origin
from corridor_kg.questions.stored_queries import StoredQuery
from corridor_kg.rdf import datatypes, formats, unreadable
from corridor_kg.rdf.terms import INFERRED, TYPE, Term
from corridor_kg.rdf.vocabulary import BASE, GRAPHS, ONTOLOGY, OWL, PASSAGES, RDF, RDFS, XSD, shorten
from corridor_kg.reports.findings import Finding
from corridor_kg.shapes.shacl import SH, sh
from corridor_kg.shapes.validation import Violation
from corridor_kg.store.deprecated import Deprecation, deprecations
from corridor_kg.store.graph import Graph
from corridor_kg.trust import whereabouts
from corridor_kg.trust.shapes import Shapes, Validation, validate

if TYPE_CHECKING:
    from corridor_kg.trust.prover import Prover

MOST_PROVED = 20
"""How many clashes are told with their proofs; where there are more, they have one cause."""

_AXIOMS = (ONTOLOGY, RDF, RDFS, OWL)
"""Namespaces of words that need no shape: the ontology's own, and those in which axioms are written."""

_NO_FACTS = (NamedNode(f"{GRAPHS}{ONTOLOGY_ORIGIN}"), INFERRED)
_FACTS = (
    "GRAPH ?origin { OPTIONAL { } ?thing ?property ?value }"
    f" FILTER(?origin NOT IN ({', '.join(map(str, _NO_FACTS))}))"
)
"""What is stated as a fact, in whichever origin; the empty pattern lets the engine leave out whole graphs unread."""

_CORRECTION = NamedNode(f"{ONTOLOGY}Correction")
_DOUBLES = (f"{XSD}double", f"{XSD}float")
_ENDLESS = [Literal(value, datatype=NamedNode(kind)) for value in ("INF", "-INF", "NaN") for kind in _DOUBLES]
"""What the engine makes of some words for a double that XML Schema does not have."""

Use = tuple[Term, Term, Term]
"""A thing, a property and a value that a fact gives it."""


class Checker:
    """Looks at one graph, and says of each finding where it stands."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    @cached_property
    def count(self) -> int:
        """How many things have facts."""
        (row,) = self._solutions(f"SELECT (COUNT(DISTINCT ?thing) AS ?count) WHERE {{ {_FACTS} }}")
        return int(row["count"].value)

    def _solutions(self, query: str) -> QuerySolutions:
        """Return what a query of facts finds, as terms; each leaves out the graph of what is inferred."""
        return self._graph.engine.select(query, of_stated=True)

    def nothing(self) -> Iterator[Finding]:
        """Yield a finding where there is nothing to check."""
        if not self.count:
            yield Finding("violation", "no-facts", "", "", "", "", "The graph holds no facts; name files that do.")

    def passages_in_two_places(self) -> Iterator[Finding]:
        """Yield the passages of which two folders, or a folder and a file, say different things: two use one name."""
        for origin in self._graph.facts:
            if isinstance(origin.part, NamedNode) and origin.part.value.startswith(PASSAGES):
                places = _places(origin)
                if len(set(places.values())) > 1:
                    names = " and ".join(map(unreadable.shown, sorted(places)))
                    message = (
                        f"What the passage states stands in {names}, and not the same in each."
                        " Write it in one of them; or give one of the sources, and its passages, a name of its own."
                    )
                    yield self._finding("violation", "passages-in-two-places", origin.part, None, None, message)

    def open(self) -> Iterator[Finding]:
        """Yield what drafts leave open, with what may be the answer."""
        for question in (question for origin in self._graph.facts for question in unfinished.questions(origin)):
            yield Finding(
                severity="warning",
                check="open",
                thing=_curie(question.thing),
                label=question.label,
                property=shorten(unfinished.OPEN.value),
                value="",
                message=_asked(question.text),
                file=question.place.file if question.place else "",
                line=question.place.line if question.place else 0,
            )

    def sources_differ(self) -> Iterator[Finding]:
        """Yield what sources say in different ways of the same: no fault of any of them."""
        from corridor_kg.comparison import comparing, verdicts  # late for the cold start: only who asks for it waits

        for line in comparing.compare(self._graph).lines:
            if line.verdict.verdict == verdicts.DIFFERS:
                told = "; ".join(f"{source} has {cell}" for source, cell in sorted(line.cells.items()))
                yield Finding(
                    severity="info",
                    check="sources-differ",
                    thing=line.thing,
                    label=line.label,
                    property="",
                    value=line.what,
                    message=f"Sources differ in the {line.what}: {told}. Which is right, nobody says here.",
                )

    def clashes(self) -> Iterator[Finding]:
        """Yield the contradictions between facts and ontology, with the proofs of what was inferred."""
        if not self._graph.clashes:
            return
        from corridor_kg.trust.prover import Prover  # late for the cold start
        from corridor_kg.trust.sentences import sentence  # late for the cold start, and so is the next

        prover = Prover(self._graph)
        for number, clash in enumerate(self._graph.clashes):
            if number < MOST_PROVED:
                facts = " and ".join(_proved(prover, premise) for premise in clash.premises)
            else:
                facts = " and ".join(map(sentence, clash.premises))
            message = f"The ontology says that {clash.rule.words}, yet {facts}. Remove one of the facts."
            last = clash.premises[-1]
            leaves = (self._leaf(prover, premise) for premise in reversed(clash.premises) if number < MOST_PROVED)
            stated = next(filter(None, leaves), last)
            yield self._finding(
                "violation", clash.rule.name, last.subject, last.predicate, last.object, message, stated
            )

    def _leaf(self, prover: Prover, premise: Triple) -> Triple | None:
        """Return the stated triple of a fact that a premise rests on."""
        proof = prover.prove(premise)
        leaves = [leaf for leaf in (proof.leaves() if proof else ()) if leaf.statements[0].origin != ONTOLOGY_ORIGIN]
        return leaves[-1].triple if leaves else None

    def unknown_properties(self, files: Iterable[Shapes]) -> Iterator[Finding]:
        """Yield the properties of facts that neither a shape nor the ontology speaks of: likely misspelt.

        Args:
            files: Shapes, which speak of properties that are known.
        """
        if not any(origin.name == ONTOLOGY_ORIGIN for origin in self._graph.origins):
            return
        known = {TYPE.value, *(path for file in files for path in file.paths)}
        used = self._solutions(f"SELECT ?property WHERE {{ {_FACTS} }} GROUP BY ?property")
        for prop in (row["property"] for row in used):
            if isinstance(prop, NamedNode) and prop.value not in known and not prop.value.startswith(_AXIOMS):
                from corridor_kg.model.slots import BY_PROPERTY  # late for the cold start: few properties are unknown

                if prop.value not in BY_PROPERTY:
                    yield from self._uses_of(prop, {*known, *BY_PROPERTY})

    def _uses_of(self, prop: NamedNode, known: set[str]) -> Iterator[Finding]:
        """Yield where facts have a property, unless an ontology declares it: not ours, which bridges to many."""
        declares = f"ASK {{ GRAPH <{GRAPHS}{ONTOLOGY_ORIGIN}> {{ {prop} a ?kind }} }}"
        if not self._graph.has_own_ontology and self._graph.engine.holds(declares):
            return
        hint = did_you_mean(shorten(prop.value), sorted(map(shorten, known)), otherwise="no shape speaks of it")
        message = f"The property {shorten(prop.value)} is not one that facts have here{hint}"
        for thing, _, value in self._stated(predicate=prop):
            yield self._finding("violation", "unknown-properties", thing, prop, value, message)

    def ill_typed_literals(self, beside: Iterable[Finding] = ()) -> Iterator[Finding]:
        """Yield the literals that their datatype does not allow, which OWL 2 RL calls a clash (dt-not-type).

        Args:
            beside: What shapes found, which say it of the properties that they speak of and are not repeated.
        """
        told = {(finding.thing, finding.property, finding.value) for finding in beside}
        # Few values are asked for, and not many uses: what the engine takes for a number is one.
        rows = self._solutions(
            f"SELECT DISTINCT ?value WHERE {{ {_FACTS} FILTER(isLiteral(?value) && !isNumeric(?value)"
            f' && (STRSTARTS(STR(DATATYPE(?value)), "{XSD}") || STRSTARTS(STR(DATATYPE(?value)), "{ILL_TYPED}"))'
            f" && DATATYPE(?value) != <{XSD}string>) }}"
        )
        wrong = [value for value in (row["value"] for row in rows) if _is_ill_typed(value)]
        found = [use for value in wrong for use in self._stated(object=value)]
        endless = " ".join(map(str, _ENDLESS))
        if self._graph.engine.holds(f"ASK {{ VALUES ?value {{ {endless} }} ?thing ?property ?value }}"):
            found += self._stated_doubles()
        for thing, prop, value in dict.fromkeys(found):
            if isinstance(value, Literal) and _is_ill_typed(value):
                kind = shorten(value.datatype.value)
                message = f"The value {value.value!r} is none that {kind} has. Correct it, or give it another datatype."
                told_of = self._finding("violation", "ill-typed-literals", thing, prop, value, message)
                if (told_of.thing, told_of.property, told_of.value) not in told:
                    yield told_of

    def _stated(self, *, predicate: NamedNode | None = None, object: Term | None = None) -> Iterator[Use]:
        """Yield the facts that have a property or a value, each once."""
        found = self._graph.engine.quads(None, predicate, object)
        kept = (quad for quad in found if quad.graph_name not in _NO_FACTS)
        yield from dict.fromkeys((quad.subject, quad.predicate, quad.object) for quad in kept)

    def _stated_doubles(self) -> Iterator[Use]:
        """Yield the doubles of facts as their files have them: the engine says INF where one has ``Infinity``."""
        for quad in self._graph.literals_as_written():
            if isinstance(quad.object, Literal) and quad.object.datatype.value in _DOUBLES:
                yield quad.subject, quad.predicate, quad.object

    def shapes(self, validation: Validation) -> Iterator[Finding]:
        """Yield what breaks shapes."""
        told = set()
        results = list(validation.violations())
        numbers = _numbered(results)
        for broken in results:
            found = self._broken(broken, numbers)
            alike = found._replace(component="")  # what breaks two constraints of a shape is told once
            if alike not in told:
                told.add(alike)
                yield found

    def idle_shapes(self, validation: Validation) -> Iterator[Finding]:
        """Yield the shapes that look at nothing, which a validator takes for agreement.

        Of our own, in the bundled graph alone, and classes alone, for each of these has things, but corrections, which
        no source needs. Of somebody else's it is a warning, for a graph need not have all that may be in one; but a
        violation where no shape has anything to look at.
        """
        is_own, graph = validation.shapes.is_own, validation.shapes.graph
        idle = list(validation.idle()) if self._graph.bundled or not is_own else []
        is_wrong = is_own or len(idle) == len(validation.compiled.targets)
        for shape, by, value, _ in idle:
            if not is_own or (by == "targetClass" and value != _CORRECTION):
                place = validation.place(shape, value, sh(by))
                yield Finding(
                    severity="violation" if is_wrong else "warning",
                    check="idle-shapes",
                    thing=f"ckgsh:{graph.name(shape)}" if is_own else _curie(shape),
                    label="",
                    property=f"sh:{by}",
                    value=_curie(value),
                    message=f"The shape looks at nothing: {_nothing(by, _curie(value))}. Correct its sh:{by}.",
                    file=place.file,
                    line=place.line,
                )

    def faulty_shapes(self, validation: Validation) -> Iterator[Finding]:
        """Yield what is wrong with shapes themselves, which a validator would pass over or refuse."""
        for fault in (*validation.shapes.faults, *validation.unusable):
            place = validation.place_of_fault(fault)
            thing = _curie(validation.shapes.graph.named(fault.about))
            about = (thing, "", _curie(fault.property), _curie(fault.value))
            yield Finding("violation", fault.kind, *about, fault.message, place.file, place.line)
        if not validation.shapes.faults and not validation.compiled.targets:
            message = "No shape in the file says what it is for; add a target, as in sh:targetClass ckg:City."
            about = ("", "", "sh:targetClass", "")
            yield Finding("violation", "idle-shapes", *about, message, *validation.place(whereabouts.NOWHERE))

    def style(self, shapes: Shapes) -> Iterator[Finding]:
        """Yield the terms of the ontology that break its own style; another ontology has another style."""
        for broken in validate(ontology.statements(), shapes.files[0]) if self._graph.has_own_ontology else ():
            yield self._broken(broken._replace(value=None), {})._replace(value="")  # which may be a whole definition

    def stored(self, check: StoredQuery) -> Iterator[Finding]:
        """Yield the rows of a stored check."""
        for row in self._solutions(check.text):
            entity, prop, value = (row[column] for column in ("entity", "property", "value"))
            header = check.header  # only now, for it takes as long as ten checks
            hint = self._near(prop, value) if header.get("suggest") == "true" else ""
            message = f"{header['problem']} {header['solution']}{hint}"
            found = self._finding(str(header["severity"]), check.name, entity, prop, value, message)
            instead = row["replacement"] if "replacement" in check.columns else None
            yield found._replace(replacement=instead.value) if isinstance(instead, NamedNode) else found

    # -- Findings ----------------------------------------------------------------------------------------

    def _finding(
        self,
        severity: str,
        check: str,
        thing: Term | None,
        prop: Term | None,
        value: Term | None,
        message: str,
        stated: Triple | None = None,
        component: str = "",
    ) -> Finding:
        about = (stated.subject, stated.predicate, stated.object) if stated else (thing, prop, value)
        place = whereabouts.place(self._graph, *about)
        return Finding(
            severity=severity,
            check=check,
            thing=_curie(thing),
            label=self._graph.label(thing) if isinstance(thing, NamedNode) else "",
            property=_curie(prop),
            value=_curie(value),
            message=" ".join([message, *self._instead(prop, value)]),
            file=place.file if place else "",
            line=place.line if place else 0,
            component=component,
        )

    def _broken(self, broken: Violation, numbers: Mapping[Term, str]) -> Finding:
        about = (broken.focus, broken.path.predicate if broken.path else None, broken.value)
        found = self._finding(broken.severity, broken.shape, *about, broken.message, component=broken.component)
        return found._replace(
            property=broken.path.words if broken.path else "",
            value=self._values(broken) if broken.value is None else found.value,
            source=broken.source.value if isinstance(broken.source, NamedNode) else "",
            term="" if broken.value is None else numbers.get(broken.value, str(broken.value)),
            node=numbers.get(broken.focus, str(broken.focus)),
        )

    def _values(self, broken: Violation) -> str:
        """Return all the values of a property, for a shape that is broken by their number."""
        predicate = broken.path.predicate if broken.path else None
        if not isinstance(broken.focus, NamedNode) or predicate is None:
            return ""
        found = {quad.object for quad in self._graph.engine.match(broken.focus, predicate)}
        return ", ".join(sorted(map(_curie, found)))

    def _instead(self, *terms: Term | None) -> Iterator[str]:
        """Yield what to write instead of the deprecated ones among the terms that a finding is about."""
        for term in dict.fromkeys(terms):
            if isinstance(term, NamedNode) and term.value in self._deprecated:
                yield str(self._deprecated[term.value])

    @cached_property
    def _deprecated(self) -> dict[str, Deprecation]:
        return deprecations(self._graph.engine)

    def _near(self, prop: Term | None, value: Term | None) -> str:
        """Return the known names that are nearest to the one of two that is not known."""
        known = self._names
        wrong = [name for name in map(_curie, (prop, value)) if name and name not in known and ":" in name]
        prefixes = {name.partition(":")[0] for name in known}
        ours = [name for name in wrong if name.partition(":")[0] in prefixes]
        return "".join(f" {name}{self._nearest(name)}" for name in ours[:1])

    def _nearest(self, name: str) -> str:
        outdated = {found.term for found in self._deprecated.values()}
        return did_you_mean(name, self._names, otherwise="nothing is near", deprecated=outdated)

    @cached_property
    def _names(self) -> set[str]:
        rows = self._graph.rows(
            f'SELECT DISTINCT ?thing WHERE {{ ?thing a ?class FILTER(STRSTARTS(STR(?thing), "{BASE}")) }}'
        )
        return {shorten(row.thing) for row in rows}


def _asked(question: str) -> str:
    """Return a question as a finding has it, with what to do."""
    end = "" if question.endswith((".", "?")) else "."
    return f"{question}{end} Until you delete this line, it is no fact."


def _numbered(results: Iterable[Violation]) -> dict[Term, str]:
    """Return numbered names of the blank nodes of results, by what is found of each: a reading gives them any names."""
    found: dict[BlankNode, list[tuple[str, ...]]] = defaultdict(list)
    for one in results:
        for place, node in (("focus", one.focus), ("value", one.value)):
            if isinstance(node, BlankNode):
                named = (str(term) for term in (one.focus, one.value) if not isinstance(term, BlankNode))
                found[node].append((place, one.shape, one.component, one.message, *named))
    return {node: f"_:b{number}" for number, node in enumerate(sorted(found, key=lambda node: sorted(found[node])), 1)}


def _nothing(by: str, value: str) -> str:
    """Return in words that there is nothing that a shape is for."""
    return {
        "targetClass": f"no thing is a {value}",
        "targetSubjectsOf": f"no thing has a value of {value}",
        "targetObjectsOf": f"nothing is a value of {value}",
    }.get(by, f"there is no {value}")


def _places(origin: Origin) -> dict[str, frozenset[Triple]]:
    """Return what each place says of a named graph: a folder of plain files, or a file that may hold several graphs."""
    places: dict[str, set[Triple]] = defaultdict(set)
    for file in origin.files if len(origin.files) > 1 else ():
        place = file if formats.by_ending(file) in formats.MAY_HOLD_GRAPHS else os.path.dirname(file)
        places[place] |= {quad.triple for quad in loading.quads(origin._replace(files=(file,)))}
    return {place: frozenset(triples) for place, triples in places.items()}


def _proved(prover: Prover, triple: Triple) -> str:
    """Return a triple as a clause, with the rules by which it was inferred."""
    from corridor_kg.trust.sentences import sentence  # late for the cold start, as above

    proof = prover.prove(triple)
    if proof is None or proof.rule is None:
        return sentence(triple)
    stated = ", ".join(dict.fromkeys(sentence(leaf.triple) for leaf in proof.leaves()))
    return f"{sentence(triple)} (by {proof.rule.name}, from {stated})"


def _is_ill_typed(value: Term | None) -> bool:
    return isinstance(value, Literal) and not datatypes.is_valid(value.value, value.datatype.value)


def _curie(term: Term | None) -> str:
    if isinstance(term, NamedNode):
        return f"sh:{term.value.removeprefix(SH)}" if term.value.startswith(SH) else shorten(term.value)
    if isinstance(term, BlankNode):
        return "[]"
    return term.value if isinstance(term, Literal) else "" if term is None else str(term)
