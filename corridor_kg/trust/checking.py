"""Check a graph: syntax, terms, shapes, clashes with the ontology, and the checks that must return no rows."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from corridor_kg.answers.answer import Rows
from corridor_kg.errors import BadParameter, GraphUnreadable, did_you_mean
from corridor_kg.files import line_numbers, loading, reading
from corridor_kg.files.loading import Origin, PathLike
from corridor_kg.inference import closure
from corridor_kg.questions.stored_queries import StoredQueries
from corridor_kg.rdf import bundled
from corridor_kg.rdf.terms import Node, Term
from corridor_kg.rdf.vocabulary import BASE, ONTOLOGY, OWL, RDF, RDFS, shorten
from corridor_kg.reports.report import SEVERITIES, Finding, Report
from corridor_kg.store import names
from corridor_kg.trust.proofs import Prover, sentence

if TYPE_CHECKING:
    from corridor_kg.corridor import Corridor
    from corridor_kg.trust.shapes import Violation

PROFILES = ("errors", "warnings")
MOST_PROVED = 20
"""How many clashes are told with their proofs; where there are more, they have one cause."""

OWN = ("syntax", "no-facts", "idle-shapes", "unknown-properties")
"""What is found here, and by no shape, rule or query."""

LARGE = 20_000
"""Triples above which `warn` leaves the shapes to ``check``, for they would take longer than the question."""


def check(
    corridor: Corridor,
    *,
    profile: str = "errors",
    only: Collection[str] = (),
    skip: Collection[str] = (),
    broken: Iterable[GraphUnreadable] = (),
) -> Report:
    """Check a graph whole.

    Args:
        corridor: The graph; where it was loaded without inference, clashes are not looked for.
        profile: ``errors``, or ``warnings`` to look also for what is missing rather than wrong.
        only: Names of checks, shapes or rules; what any other found is left out. Empty for all.
        skip: Names whose findings are left out.
        broken: Files that could not be parsed, which are findings too.

    Returns:
        What was found, the worst first. A graph without a single fact is itself a finding.

    Raises:
        BadParameter: ``only`` or ``skip`` has a name that no check, shape or rule has.
    """
    from corridor_kg.trust import shapes

    stored = [query for query in StoredQueries(bundled.CHECKS).values() if _applies(query.header, corridor, profile)]
    names = shapes.property_shapes(shapes.FACTS) + shapes.property_shapes(shapes.STYLE)
    _known([*only, *skip], corridor, names)
    found = _Checker(corridor)
    findings = [
        *map(_syntax, broken),
        *found.nothing(),
        *found.clashes(),
        *found.unknown_properties(),
        *found.shapes(),
        *found.idle_shapes(),
        *found.style(),
        *(finding for query in stored for finding in found.stored(query.name, query.text, query.header)),
    ]
    kept = {item for item in findings if (not only or item.check in only) and item.check not in skip}
    return Report(
        findings=tuple(sorted(kept, key=lambda item: (SEVERITIES.index(item.severity), *item[1:]))),
        things=found.count,
        shapes=len(names),
        checks=len(stored),
    )


def check_files(
    load: Callable[[list[Origin]], Corridor], paths: Iterable[PathLike], **options: Collection[str] | str
) -> Report:
    """Check files, each as far as it can be read.

    Args:
        load: Makes a graph of origins.
        paths: Files and folders of facts.
        options: As `check` takes them.

    Raises:
        GraphNotFound: A path is not there.
    """
    origins = [origin for path in paths for origin in loading.find_origins(path)]
    broken: list[GraphUnreadable] = []
    try:
        corridor = load(origins)
    except GraphUnreadable:
        origins, broken = loading.readable(origins)
        corridor = load(origins)
    return check(corridor, broken=broken, **options)  # type: ignore[arg-type]


def warn(corridor: Corridor, *, own: bool) -> None:
    """Warn where facts clash with the ontology or break shapes; say how to see the whole.

    Args:
        corridor: The graph.
        own: Whether there are facts beside the bundled ones, whose shapes the tests do not check.
    """
    remedy = "'corridor-kg check' with the same files lists them"
    if corridor.clashes:
        warnings.warn(f"clashes with the ontology: {len(corridor.clashes)}; {remedy}.", stacklevel=2)
    if not own or len(corridor.store) > LARGE:
        return
    broken = sum(1 for _ in _Checker(corridor).shapes())
    if broken:
        warnings.warn(f"broken shapes: {broken}; {remedy}.", stacklevel=2)


def _applies(header: object, corridor: Corridor, profile: str) -> bool:
    assert isinstance(header, dict)
    if header["scope"] == "bundled" and not corridor.bundled:
        return False
    return profile == "warnings" or header["severity"] == "violation"


def _known(given: list[str], corridor: Corridor, shapes: list[str]) -> None:
    rules = {rule.name for rule in corridor.compilation.clashes} if corridor.compilation else set()
    names = {*shapes, *StoredQueries(bundled.CHECKS), *rules, *OWN}
    for name in given:
        if name not in names:
            raise BadParameter(f"no check is called {name!r}{did_you_mean(name, names)}")


def _syntax(error: GraphUnreadable) -> Finding:
    return Finding("violation", "syntax", "", "", "", "", str(error), error.file, error.line)


class _Checker:
    """Looks at one graph, and says of each finding where it stands."""

    def __init__(self, corridor: Corridor) -> None:
        self._corridor = corridor
        self._facts = [origin for origin in corridor.origins if origin.name != "ontology"]

    @cached_property
    def count(self) -> int:
        """How many things have facts."""
        graphs = " ".join(str(origin.graph) for origin in self._facts)
        where = f"VALUES ?origin {{ {graphs} }} GRAPH ?origin {{ ?thing ?p ?o }}"
        return int(self._rows(f"SELECT (COUNT(DISTINCT ?thing) AS ?count) WHERE {{ {where} }}")[0]["count"])

    def nothing(self) -> Iterator[Finding]:
        """Yield a finding where there is nothing to check."""
        if not self.count:
            yield Finding("violation", "no-facts", "", "", "", "", "The graph holds no facts; name files that do.")

    def clashes(self) -> Iterator[Finding]:
        """Yield the contradictions between facts and ontology, with the proofs of what was inferred."""
        prover = Prover(self._corridor)
        for number, clash in enumerate(self._corridor.clashes):
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
        leaves = [leaf for leaf in (proof.leaves() if proof else ()) if leaf.statements[0].origin != "ontology"]
        return leaves[-1].triple if leaves else None

    def unknown_properties(self) -> Iterator[Finding]:
        """Yield the properties of facts that neither a shape nor the ontology speaks of: likely misspelt."""
        from corridor_kg.model.slots import BY_PROPERTY
        from corridor_kg.trust import shapes

        known = {f"{RDF}type", *BY_PROPERTY, *shapes.paths(shapes.FACTS), *shapes.paths(shapes.STYLE)}
        graphs = " ".join(str(origin.graph) for origin in self._facts)
        rows = self._rows(
            f"SELECT DISTINCT ?thing ?property ?value WHERE {{ VALUES ?origin {{ {graphs} }}"
            " GRAPH ?origin { ?thing ?property ?value } FILTER NOT EXISTS { ?property rdfs:isDefinedBy ?ontology } }"
        )
        names = sorted(map(shorten, known))
        axioms = (ONTOLOGY, RDF, RDFS, OWL)
        for row in rows:
            prop = row.terms["property"]
            if isinstance(prop, NamedNode) and prop.value not in known and not prop.value.startswith(axioms):
                hint = did_you_mean(shorten(prop.value), names, otherwise="no shape speaks of it")
                message = f"The property {shorten(prop.value)} is not one that facts have here{hint}"
                yield self._finding(
                    "violation", "unknown-properties", row.terms["thing"], prop, row.terms["value"], message
                )

    def shapes(self) -> Iterator[Finding]:
        """Yield the facts that break a shape."""
        from corridor_kg.rdf import rdflib_terms
        from corridor_kg.trust import shapes

        for broken in shapes.validate(self._typed(), shapes.FACTS):
            focus, path, value = (
                rdflib_terms.from_rdflib(node) if node is not None else None
                for node in (broken.focus, broken.path, broken.value)
            )
            found = self._finding(
                broken.severity, broken.shape, focus, path, value, broken.message, component=broken.component
            )
            yield found if value is not None else found._replace(value=self._values(broken))

    def idle_shapes(self) -> Iterator[Finding]:
        """Yield the shapes that look at nothing, which a validator takes for agreement; of the bundled graph only."""
        from corridor_kg.trust import shapes

        for shape, target in shapes.targets(shapes.FACTS) if self._corridor.bundled else ():
            if not self._corridor.sparql(f"ASK {{ ?thing a/rdfs:subClassOf* <{target}> }}"):
                message = f"The shape looks at nothing: no thing is a {shorten(target)}. Correct its sh:targetClass."
                yield Finding(
                    "violation", "idle-shapes", f"ckgsh:{shape}", "", "sh:targetClass", shorten(target), message
                )

    def style(self) -> Iterator[Finding]:
        """Yield the terms of the ontology that break its own style."""
        from corridor_kg.rdf import rdflib_terms
        from corridor_kg.trust import shapes

        for broken in shapes.validate(loading.quads(loading.ontology()), shapes.STYLE):
            focus, path = (rdflib_terms.from_rdflib(node) if node else None for node in (broken.focus, broken.path))
            yield self._finding(
                broken.severity, broken.shape, focus, path, None, broken.message, component=broken.component
            )

    def stored(self, name: str, text: str, header: object) -> Iterator[Finding]:
        """Yield the rows of a stored check."""
        assert isinstance(header, dict)
        for row in self._rows(text):
            entity, prop, value = (row.terms[column] for column in ("entity", "property", "value"))
            hint = self._near(prop, value) if header.get("suggest") else ""
            message = f"{header['problem']} {header['solution']}{hint}"
            yield self._finding(str(header["severity"]), name, entity, prop, value, message)

    # -- What stands where -----------------------------------------------------------------------------

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
        place = (
            self._place(stated.subject, stated.predicate, stated.object) if stated else self._place(thing, prop, value)
        )
        return Finding(
            severity=severity,
            check=check,
            thing=_curie(thing),
            label=names.label(self._corridor.store, thing) if isinstance(thing, NamedNode) else "",
            property=_curie(prop),
            value=_curie(value),
            message=message,
            file=place.file if place else "",
            line=place.line if place else 0,
            component=component,
        )

    def _place(self, thing: Term | None, prop: Term | None, value: Term | None) -> line_numbers.Place | None:
        """Return the nearest line in an origin that states the triple, or its property, or anything of the thing."""
        if not isinstance(thing, NamedNode | BlankNode):
            return None
        predicate = prop if isinstance(prop, NamedNode) else None
        origins = self._stating(thing, predicate, value)
        if isinstance(thing, NamedNode):
            nowhere = NamedNode("x:none")
            wanted = Triple(
                thing, predicate or nowhere, nowhere if value is None or isinstance(value, Triple) else value
            )
            if place := line_numbers.nearest(origins, wanted):
                return place
        files = [file for origin in origins for file in origin.files]
        return line_numbers.Place(reading.shown(files[0]), 0) if len(files) == 1 else None

    def _stating(self, thing: Node, predicate: NamedNode | None, value: Term | None) -> list[Origin]:
        """Return the origins that say most exactly what a finding is about; those that came last first."""
        named = [origin for origin in self._facts if origin.graph == value]
        for pattern in ((thing, predicate, value), (thing, predicate, None), (thing, None, None)):
            quads = self._corridor.store.quads_for_pattern(*pattern)
            graphs = {quad.graph_name for quad in quads} - {closure.INFERRED}
            if graphs and not named:
                named = [origin for origin in self._corridor.origins if origin.graph in graphs]
        if isinstance(thing, BlankNode) and not named:  # each reading of a file names its blank nodes anew
            named = [origin for origin in self._facts if self._has_blank_node(origin)]
        return named[::-1]

    def _has_blank_node(self, origin: Origin) -> bool:
        quads = self._corridor.store.quads_for_pattern(None, None, None, origin.graph)
        return any(isinstance(quad.subject, BlankNode) for quad in quads)

    def _values(self, broken: Violation) -> str:
        """Return all the values of a property, for a shape that is broken by their number."""
        from corridor_kg.rdf import rdflib_terms

        focus, path = (rdflib_terms.from_rdflib(node) if node else None for node in (broken.focus, broken.path))
        if not isinstance(focus, NamedNode) or not isinstance(path, NamedNode):
            return ""
        found = {quad.object for quad in self._corridor.store.quads_for_pattern(focus, path, None)}
        return ", ".join(sorted(map(_curie, found)))

    def _near(self, prop: Term | None, value: Term | None) -> str:
        """Return the known names that are nearest to the one of two that is not known."""
        known = self._names
        wrong = [name for name in map(_curie, (prop, value)) if name and name not in known and ":" in name]
        prefixes = {name.partition(":")[0] for name in known}
        ours = [name for name in wrong if name.partition(":")[0] in prefixes]
        return "".join(f" {name}{did_you_mean(name, known, otherwise='nothing is near')}" for name in ours[:1])

    @cached_property
    def _names(self) -> set[str]:
        rows = self._rows(
            f'SELECT DISTINCT ?thing WHERE {{ ?thing a ?class FILTER(STRSTARTS(STR(?thing), "{BASE}")) }}'
        )
        return {shorten(row.thing) for row in rows}

    def _typed(self) -> Iterator[Quad]:
        """Yield the stated quads as their files have them, and the inferred types that the shapes' targets need."""
        for origin in self._corridor.origins:
            yield from loading.quads(origin)
        inferred = self._corridor.store.quads_for_pattern(None, NamedNode(f"{RDF}type"), None, closure.INFERRED)
        for quad in inferred:
            if isinstance(quad.subject, NamedNode) and str(quad.object).startswith(f"<{BASE}"):
                yield quad

    def _rows(self, text: str) -> Rows:
        rows = self._corridor.sparql(text)
        assert isinstance(rows, Rows)
        return rows


def _proved(prover: Prover, triple: Triple) -> str:
    """Return a triple as a clause, with the rules by which it was inferred."""
    proof = prover.prove(triple)
    if proof is None or proof.rule is None:
        return sentence(triple)
    stated = ", ".join(dict.fromkeys(sentence(leaf.triple) for leaf in proof.leaves()))
    return f"{sentence(triple)} (by {proof.rule.name}, from {stated})"


def _curie(term: Term | None) -> str:
    if isinstance(term, NamedNode):
        return shorten(term.value)
    if isinstance(term, BlankNode):
        return "[]"
    return term.value if isinstance(term, Literal) else "" if term is None else str(term)
