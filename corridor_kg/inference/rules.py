"""OWL 2 RL as SPARQL rules: each axiom of an ontology compiles to named rules.

The names and the meaning of the rules are those of the OWL 2 RL/RDF rules (W3C Recommendation, OWL 2 Web
Ontology Language Profiles, section 4.3, tables 4 to 9). Class expressions are compiled into the rule itself,
so that no anonymous class ever appears as somebody's type. Transitive properties become a property path, so
that nothing is derived twice. A rule whose conclusion is missing reports a clash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from corridor_kg.errors import GraphUnreadable
from corridor_kg.inference.axioms import Axioms
from corridor_kg.rdf.terms import Node
from corridor_kg.rdf.vocabulary import OWL, RDF, RDFS, shorten

Pattern = tuple[str, str, str]
"""Subject, predicate and object as SPARQL has them: a term in angle brackets or a ``?variable``."""

Sentence = tuple[str, ...]
"""A sentence with a gap ``{}`` for each term, and the terms; put together only where somebody reads it."""

MOST_WAYS = 1_000
"""In how many ways the unions of one axiom may be combined."""

A = f"<{RDF}type>"
SAME = f"<{OWL}sameAs>"


class Rule(NamedTuple):
    """One step of reasoning: where the premises hold, so does the conclusion.

    Attributes:
        name: The rule's name in the W3C tables, such as ``cax-sco``; several where a class expression
            takes part, such as ``cls-int1 cls-hv2``.
        axiom: The axiom that it was compiled from: a sentence with gaps, and the terms that fill them.
        premises: Patterns that have to hold together.
        conclusion: The pattern that follows; None where the premises contradict one another.
        conditions: SPARQL expressions that have to be true as well.
        path: Whether the premise's predicate may be walked along more than once.
    """

    name: str
    axiom: Sentence
    premises: tuple[Pattern, ...]
    conclusion: Pattern | None
    conditions: tuple[str, ...] = ()
    path: bool = False

    @property
    def words(self) -> str:
        """The axiom as a sentence that a person reads.

        >>> Rule("prp-trp", ("{} carries on", f"<{RDFS}subClassOf>"), (), None).words
        'rdfs:subClassOf carries on'
        """
        sentence, *terms = self.axiom
        return sentence.format(*(shorten(term[1:-1]) if term.startswith("<") else term for term in terms))

    @property
    def where(self) -> str:
        """The premises and conditions as the inside of a SPARQL group."""
        steps = "+" if self.path else ""
        patterns = " ".join(f"{s} {p}{steps} {o} ." for s, p, o in self.premises)
        return patterns + "".join(f" FILTER({condition})" for condition in self.conditions)

    @property
    def sparql(self) -> str:
        """The rule as a query that any SPARQL 1.1 engine runs.

        A CONSTRUCT of the triples that are new; for a clash, a SELECT of the variables that take part.

        >>> Rule("cax-sco", ("",), (("?x", A, "<http://x/City>"),), ("?x", A, "<http://x/Place>")).sparql
        'CONSTRUCT { ?x <...type> <http://x/Place> } WHERE { ... FILTER NOT EXISTS { ?x <...type> <http://x/Place> } }'
        """
        if self.conclusion is None:
            return f"SELECT DISTINCT * WHERE {{ {self.where} }}"
        new = " ".join(self.conclusion)
        resource = f" FILTER(!isLiteral({self.conclusion[0]}))" if self.conclusion[0].startswith("?") else ""
        return f"CONSTRUCT {{ {new} }} WHERE {{ {self.where}{resource} FILTER NOT EXISTS {{ {new} }} }}"

    @property
    def has_blank_node(self) -> bool:
        """Whether a pattern names a blank node, which SPARQL would read as a variable."""
        patterns = (*self.premises, *filter(None, [self.conclusion]))
        return any(term.startswith("_:") for pattern in patterns for term in pattern)


class Compilation(NamedTuple):
    """What an ontology compiles to.

    Attributes:
        rules: In the order in which they are best run: schema, equality, properties, classes.
        clashes: Rules without a conclusion.
        uncovered: The OWL terms in it that no rule covers, as CURIEs; empty for nearly every ontology.
    """

    rules: tuple[Rule, ...]
    clashes: tuple[Rule, ...]
    uncovered: tuple[str, ...]


def compile_rules(store: Store) -> Compilation:
    """Compile every axiom that a store holds, in whichever named graph, to rules.

    Args:
        store: The ontology, alone or together with facts.

    Returns:
        The rules, the clash rules, and the OWL terms that no rule covers.

    Raises:
        GraphUnreadable: A list of an axiom is broken, or an axiom speaks of the words of axioms.
    """
    axioms = Axioms(store)
    axioms.refuse_axioms_about_axioms()
    compiled = dict.fromkeys(rule for compiler in _COMPILERS for rule in compiler(axioms))
    runnable = [rule for rule in compiled if not rule.has_blank_node]
    if len(runnable) < len(compiled):
        axioms.missed.add("a property or an individual without a name")
    return Compilation(
        rules=tuple(rule for rule in runnable if rule.conclusion),
        clashes=tuple(rule for rule in runnable if not rule.conclusion),
        uncovered=axioms.uncovered(),
    )


# -- Class expressions -------------------------------------------------------------------------------

_Body = tuple[tuple[str, ...], tuple[Pattern, ...]]
"""Names of the rules used, and the patterns under which a thing is of a class."""


def _bodies(axioms: Axioms, expression: Node, variable: str, seen: tuple[Node, ...] = ()) -> list[_Body]:
    """Return the ways in which a thing is known to be of a class: premises of rules."""
    if isinstance(expression, NamedNode):
        return [((), ((variable, A, str(expression)),))]
    if expression in seen:
        return []
    seen = (*seen, expression)
    if members := axioms.members(axioms.value(expression, f"{OWL}intersectionOf")):
        return _combined([_bodies(axioms, member, variable, seen) for member in members], "cls-int1")
    if members := axioms.members(axioms.value(expression, f"{OWL}unionOf")):
        return _renamed([body for member in members for body in _bodies(axioms, member, variable, seen)], "cls-uni")
    prop = axioms.property(expression)
    if prop is None:
        axioms.missed.add("a class without a name that is neither an intersection, a union nor a restriction")
        return []
    if (value := axioms.value(expression, f"{OWL}hasValue")) is not None:
        return [(("cls-hv2",), ((variable, str(prop), str(value)),))]
    filler = axioms.value(expression, f"{OWL}someValuesFrom")
    if isinstance(filler, Node):
        other = f"{variable}v"
        step = (variable, str(prop), other)
        if filler == NamedNode(f"{OWL}Thing"):
            return [(("cls-svf2",), (step,))]
        return [(("cls-svf1", *names), (step, *body)) for names, body in _bodies(axioms, filler, other, seen)]
    return []


def _combined(choices: list[list[_Body]], name: str) -> list[_Body]:
    """Return every way to satisfy all the members of an intersection at once."""
    result: list[_Body] = [((name,), ())]
    for bodies in choices:
        if len(result) * len(bodies) > MOST_WAYS:
            raise GraphUnreadable(f"an axiom joins unions in more than {MOST_WAYS} ways; write it as several.")
        result = [((*n, *names), (*b, *body)) for n, b in result for names, body in bodies]
    return result


def _renamed(bodies: Iterable[_Body], name: str) -> list[_Body]:
    return [((name, *names), body) for names, body in bodies]


_Head = tuple[tuple[str, ...], tuple[Pattern, ...], Pattern | None, tuple[str, ...]]
"""Names of the rules used, further premises, what follows (None: a clash), and conditions."""


def _heads(axioms: Axioms, expression: Node, variable: str, seen: tuple[Node, ...] = ()) -> list[_Head]:
    """Return what follows for a thing of a class: conclusions of rules."""
    if expression == NamedNode(f"{OWL}Nothing"):
        return [(("cls-nothing2",), (), None, ())]
    if isinstance(expression, NamedNode):
        return [((), (), (variable, A, str(expression)), ())]
    if expression in seen:
        return []
    seen = (*seen, expression)
    result: list[_Head] = []
    for member in axioms.members(axioms.value(expression, f"{OWL}intersectionOf")):
        result += [(("cls-int2", *n), p, c, f) for n, p, c, f in _heads(axioms, member, variable, seen)]
    complement = axioms.value(expression, f"{OWL}complementOf")
    if isinstance(complement, Node):
        result += [(("cls-com", *n), body, None, ()) for n, body in _bodies(axioms, complement, variable)]
    prop = axioms.property(expression)
    if prop is None:
        return result
    if (value := axioms.value(expression, f"{OWL}hasValue")) is not None:
        result.append((("cls-hv1",), (), (variable, str(prop), str(value)), ()))
    filler = axioms.value(expression, f"{OWL}allValuesFrom")
    if isinstance(filler, Node):
        other = f"{variable}v"
        step = (variable, str(prop), other)
        result += [(("cls-avf", *n), (step, *p), c, f) for n, p, c, f in _heads(axioms, filler, other, seen)]
    most = axioms.value(expression, f"{OWL}maxCardinality")
    if most is not None and most.value == "0":
        result.append((("cls-maxc1",), ((variable, str(prop), f"{variable}v"),), None, ()))
    if most is not None and most.value == "1":
        pair = ((variable, str(prop), f"{variable}v"), (variable, str(prop), f"{variable}w"))
        condition = f"{variable}v != {variable}w && !isLiteral({variable}v) && !isLiteral({variable}w)"
        result.append((("cls-maxc2",), pair, (f"{variable}v", SAME, f"{variable}w"), (condition,)))
    return result


# -- Axioms to rules ---------------------------------------------------------------------------------


def _class_axioms(axioms: Axioms) -> Iterator[Rule]:
    for sub, sup in axioms.pairs(f"{RDFS}subClassOf"):
        yield from _inclusion(axioms, sub, sup, "cax-sco", _says("every {} is a {}", sub, sup))
    for one, other in axioms.pairs(f"{OWL}equivalentClass"):
        words = _says("{} and {} are the same class", one, other)
        yield from _inclusion(axioms, one, other, "cax-eqc1", words)
        yield from _inclusion(axioms, other, one, "cax-eqc2", words)
    for predicate in ("intersectionOf", "unionOf"):
        for defined, members in axioms.pairs(OWL + predicate):
            if isinstance(defined, NamedNode):
                yield from _definition(axioms, defined, predicate, axioms.members(members))
    for defined, complement in axioms.pairs(f"{OWL}complementOf"):
        if isinstance(defined, NamedNode):
            for names, body in _bodies(axioms, complement, "?x"):
                premises = (("?x", A, str(defined)), *body)
                yield _rule(("cls-com", *names), _says("no {} is a {}", defined, complement), premises, None)
    for defined, members in axioms.pairs(f"{OWL}oneOf"):
        for member in axioms.members(members) if isinstance(defined, NamedNode) else ():
            yield _rule(("cls-oo",), _says("{} is a {}", member, defined), (), (str(member), A, str(defined)))


def _definition(axioms: Axioms, defined: NamedNode, predicate: str, members: list[Node]) -> Iterator[Rule]:
    """Compile a class that is defined, by its own name, as an intersection or a union."""
    head = ("?x", A, str(defined))
    if predicate == "unionOf":
        for member in members:
            for names, body in _bodies(axioms, member, "?x"):
                yield _rule(("cls-uni", *names), _says("every {} is a {}", member, defined), body, head)
        return
    parts = [_expression(axioms, member) for member in members]
    sentence = "a {} is whatever is at once " + " and ".join(part[0] for part in parts)
    words = (sentence, _name(defined), *(term for part in parts for term in part[1:]))
    for names, body in _combined([_bodies(axioms, member, "?x") for member in members], "cls-int1"):
        yield _rule(names, words, body, head)
    for member in members:
        for names, more, conclusion, conditions in _heads(axioms, member, "?x"):
            yield _rule(("cls-int2", *names), words, (head, *more), conclusion, conditions)


def _inclusion(axioms: Axioms, sub: Node, sup: Node, name: str, words: Sentence) -> Iterator[Rule]:
    if sub == sup:
        return
    for below, body in _bodies(axioms, sub, "?x"):
        for above, more, conclusion, conditions in _heads(axioms, sup, "?x"):
            names = (name, *below, *above)
            yield _rule(names, words, (*body, *more), conclusion, conditions)


def _disjoint_classes(axioms: Axioms) -> Iterator[Rule]:
    pairs = [("cax-dw", one, other) for one, other in axioms.pairs(f"{OWL}disjointWith")]
    for group in axioms.instances("AllDisjointClasses"):
        members = axioms.members(axioms.value(group, f"{OWL}members"))
        pairs += [("cax-adc", one, other) for one, other in combinations(members, 2)]
    for name, one, other in pairs:
        for below, body in _bodies(axioms, one, "?x"):
            for above, more in _bodies(axioms, other, "?x"):
                words = _says("nothing is both a {} and a {}", one, other)
                yield _rule((name, *below, *above), words, (*body, *more), None)


def _hierarchies(axioms: Axioms) -> Iterator[Rule]:
    for sub, sup in axioms.pairs(f"{RDFS}subPropertyOf"):
        if sub != sup:
            words = _says("{} is a kind of {}", sub, sup)
            yield _rule(("prp-spo1",), words, (("?x", str(sub), "?y"),), ("?x", str(sup), "?y"))
    for one, other in axioms.pairs(f"{OWL}equivalentProperty"):
        words = _says("{} and {} are the same property", one, other)
        yield _rule(("prp-eqp1",), words, (("?x", str(one), "?y"),), ("?x", str(other), "?y"))
        yield _rule(("prp-eqp2",), words, (("?x", str(other), "?y"),), ("?x", str(one), "?y"))
    for one, other in axioms.pairs(f"{OWL}inverseOf"):
        words = _says("{} is the inverse of {}", one, other)
        yield _rule(("prp-inv1",), words, (("?x", str(one), "?y"),), ("?y", str(other), "?x"))
        yield _rule(("prp-inv2",), words, (("?x", str(other), "?y"),), ("?y", str(one), "?x"))
    for prop in axioms.instances("SymmetricProperty"):
        step = ("?x", str(prop), "?y")
        yield _rule(("prp-symp",), _says("{} holds both ways", prop), (step,), ("?y", str(prop), "?x"))


def _chains(axioms: Axioms) -> Iterator[Rule]:
    for prop, head in axioms.pairs(f"{OWL}propertyChainAxiom"):
        steps = axioms.members(head)
        premises = tuple((f"?x{i}", str(step), f"?x{i + 1}") for i, step in enumerate(steps))
        words = _says(" followed by ".join(["{}"] * len(steps)) + " makes {}", *steps, prop)
        yield _rule(("prp-spo2",), words, premises, ("?x0", str(prop), f"?x{len(steps)}"))


def _transitive(axioms: Axioms) -> Iterator[Rule]:
    for prop in axioms.instances("TransitiveProperty"):
        step = ("?x", str(prop), "?y")
        yield Rule("prp-trp", _says("{} carries on", prop), (step,), step, path=True)


def _domains_and_ranges(axioms: Axioms) -> Iterator[Rule]:
    for predicate, name, variable in (("domain", "prp-dom", "?x"), ("range", "prp-rng", "?y")):
        for prop, expression in axioms.pairs(RDFS + predicate):
            words = _says(f"the {predicate} of {{}} is {{}}", prop, expression)
            for names, more, conclusion, conditions in _heads(axioms, expression, variable):
                yield _rule((name, *names), words, (("?x", str(prop), "?y"), *more), conclusion, conditions)


def _restricted_properties(axioms: Axioms) -> Iterator[Rule]:
    for prop in axioms.instances("IrreflexiveProperty"):
        words = _says("nothing {} itself", prop)
        yield _rule(("prp-irp",), words, (("?x", str(prop), "?y"),), None, ("?x = ?y",))
    for prop in axioms.instances("AsymmetricProperty"):
        both = (("?x", str(prop), "?y"), ("?y", str(prop), "?x"))
        yield _rule(("prp-asyp",), _says("{} never holds both ways", prop), both, None)
    disjoint = [("prp-pdw", *pair) for pair in axioms.pairs(f"{OWL}propertyDisjointWith")]
    for group in axioms.instances("AllDisjointProperties"):
        members = axioms.members(axioms.value(group, f"{OWL}members"))
        disjoint += [("prp-adp", one, other) for one, other in combinations(members, 2)]
    for name, one, other in disjoint:
        words = _says("{} and {} never hold between the same two", one, other)
        yield _rule((name,), words, (("?x", str(one), "?y"), ("?x", str(other), "?y")), None)
    if axioms.instances("NegativePropertyAssertion"):
        for name, target in (("prp-npa1", "targetIndividual"), ("prp-npa2", "targetValue")):
            denied = [("sourceIndividual", "?x"), ("assertionProperty", "?p"), (target, "?y")]
            premises = (*(("?n", f"<{OWL}{part}>", term) for part, term in denied), ("?x", "?p", "?y"))
            yield _rule((name,), _says("this is stated not to be so"), premises, None)


def _keys(axioms: Axioms) -> Iterator[Rule]:
    for prop in axioms.instances("FunctionalProperty"):
        pair = (("?x", str(prop), "?y"), ("?x", str(prop), "?z"))
        words = _says("a thing has one {} at most", prop)
        named = "!isLiteral(?y) && !isLiteral(?z) && ?y != ?z"
        yield _rule(("prp-fp",), words, pair, ("?y", SAME, "?z"), (named,))
        differ = "isLiteral(?y) && isLiteral(?z) && STR(?y) < STR(?z) && !COALESCE(?y = ?z, false)"
        yield _rule(("prp-fp",), words, pair, None, (differ,))
    for prop in axioms.instances("InverseFunctionalProperty"):
        pair = (("?x", str(prop), "?y"), ("?z", str(prop), "?y"))
        words = _says("one thing at most has the same {}", prop)
        yield _rule(("prp-ifp",), words, pair, ("?x", SAME, "?z"), ("?x != ?z",))


def _equality(axioms: Axioms) -> Iterator[Rule]:
    literal = set(axioms.instances("DatatypeProperty"))
    merging = {*axioms.instances("FunctionalProperty"), *axioms.instances("InverseFunctionalProperty")} - literal
    if not (merging or axioms.pairs(f"{OWL}sameAs") or axioms.has(f"{OWL}maxCardinality")):
        return
    words = _says("what is the same has everything in common")
    yield Rule("eq-sym", words, (("?x", SAME, "?y"),), ("?y", SAME, "?x"))
    yield Rule("eq-trans", words, (("?x", SAME, "?y"), ("?y", SAME, "?z")), ("?x", SAME, "?z"), ("?x != ?z",))
    changed = ("?x != ?w",)
    yield Rule("eq-rep-s", words, (("?x", SAME, "?w"), ("?x", "?p", "?o")), ("?w", "?p", "?o"), changed)
    yield Rule("eq-rep-p", words, (("?x", SAME, "?w"), ("?s", "?x", "?o")), ("?s", "?w", "?o"), changed)
    yield Rule("eq-rep-o", words, (("?x", SAME, "?w"), ("?s", "?p", "?x")), ("?s", "?p", "?w"), changed)
    different = f"<{OWL}differentFrom>"
    yield Rule(
        "eq-diff1", _says("what is the same is not different"), (("?x", SAME, "?y"), ("?x", different, "?y")), None
    )
    for group in axioms.instances("AllDifferent"):
        for predicate, name in (("members", "eq-diff2"), ("distinctMembers", "eq-diff3")):
            for one, other in combinations(axioms.members(axioms.value(group, OWL + predicate)), 2):
                words = _says("{} and {} are different", one, other)
                yield Rule(name, words, ((str(one), SAME, str(other)),), None)


def _schema(axioms: Axioms) -> Iterator[Rule]:
    """Compile the rules of table 9, which draw new axioms from axioms."""
    sub_class, sub_property = f"<{RDFS}subClassOf>", f"<{RDFS}subPropertyOf>"
    same_class, same_property = f"<{OWL}equivalentClass>", f"<{OWL}equivalentProperty>"
    for sub, same, names in (
        (sub_class, same_class, ("scm-eqc1", "scm-eqc2", "scm-sco")),
        (sub_property, same_property, ("scm-eqp1", "scm-eqp2", "scm-spo")),
    ):
        both = _says("what is equivalent is included both ways")
        named = "isIRI(?x) && isIRI(?y) && ?x != ?y"
        if axioms.pairs(same[1:-1]):
            yield Rule(names[0], both, (("?x", same, "?y"),), ("?x", sub, "?y"), (named,))
            yield Rule(names[0], both, (("?x", same, "?y"),), ("?y", sub, "?x"), (named,))
        cycle = (("?x", sub, "?y"), ("?y", sub, "?x"))
        yield Rule(names[1], _says("what is included both ways is equivalent"), cycle, ("?x", same, "?y"), (named,))
        yield Rule(
            names[2], _says("inclusion carries on"), (("?x", sub, "?y"),), ("?x", sub, "?y"), (named,), path=True
        )
    for predicate, wider, kinds in (("domain", "scm-dom1", "scm-dom2"), ("range", "scm-rng1", "scm-rng2")):
        if axioms.pairs(RDFS + predicate):
            step = f"<{RDFS}{predicate}>"
            words = _says(f"a {predicate} may be widened, and passes to kinds of the property")
            yield Rule(wider, words, (("?p", step, "?c"), ("?c", sub_class, "?d")), ("?p", step, "?d"))
            yield Rule(kinds, words, (("?q", step, "?c"), ("?p", sub_property, "?q")), ("?p", step, "?c"))
    for predicate, name in (("intersectionOf", "scm-int"), ("unionOf", "scm-uni")):
        for defined, members in axioms.pairs(OWL + predicate):
            for member in axioms.members(members):
                if isinstance(defined, NamedNode) and isinstance(member, NamedNode):
                    pair = (defined, member) if name == "scm-int" else (member, defined)
                    words = _says("{} is defined by {}", defined, member)
                    yield Rule(name, words, (), (str(pair[0]), sub_class, str(pair[1])))


_COMPILERS: tuple[Callable[[Axioms], Iterator[Rule]], ...] = (
    _schema,
    _equality,
    _keys,
    _hierarchies,
    _transitive,
    _chains,
    _domains_and_ranges,
    _class_axioms,
    _restricted_properties,
    _disjoint_classes,
)


def _rule(
    names: tuple[str, ...],
    axiom: Sentence,
    premises: tuple[Pattern, ...],
    conclusion: Pattern | None,
    conditions: tuple[str, ...] = (),
) -> Rule:
    """Return a rule under the names of the W3C rules that it joins; cax-sco is left out where others say more."""
    plain = ("cax-sco", "cax-eqc1", "cax-eqc2")
    telling = tuple(name for name in dict.fromkeys(names) if name not in plain) or names[:1]
    return Rule(" ".join(telling), axiom, tuple(dict.fromkeys(premises)), conclusion, conditions)


def _says(sentence: str, *terms: Node | Literal) -> Sentence:
    return (sentence, *map(_name, terms))


def _name(term: Node | Literal) -> str:
    """Return a term as a sentence about it has it: an IRI in angle brackets, or plain words."""
    if isinstance(term, BlankNode):
        return "class without a name"
    return str(term) if isinstance(term, NamedNode) else term.value


def _expression(axioms: Axioms, expression: Node) -> Sentence:
    """Return a class expression in words: a clause with gaps, and the terms that fill them."""
    value = axioms.value(expression, f"{OWL}hasValue")
    prop = axioms.property(expression)
    if value is not None and isinstance(prop, NamedNode):
        return _says("what {} {}", prop, value)
    return _says("a {}", expression)
