"""OWL 2 RL as SPARQL rules: each axiom of an ontology compiles to named rules.

Transitive properties become a property path, so that nothing is derived twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from pyoxigraph import NamedNode

from corridor_kg.engine.engine import Engine
from corridor_kg.inference.axioms import Axioms
from corridor_kg.inference.expressions import bodies, combined, heads, in_words
from corridor_kg.inference.rules import SAME, A, Compilation, Pattern, Rule, Sentence, name_of, says
from corridor_kg.rdf.terms import Node
from corridor_kg.rdf.vocabulary import OWL, RDFS


def compile_rules(engine: Engine) -> Compilation:
    """Compile every axiom that an engine holds, in whichever named graph, to rules.

    Args:
        engine: The ontology, alone or together with facts.

    Returns:
        The rules, the clash rules, and the OWL terms that no rule covers.

    Raises:
        GraphUnreadable: A list of an axiom is broken, or an axiom speaks of the words of axioms.
    """
    axioms = Axioms(engine)
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


# -- Axioms to rules ---------------------------------------------------------------------------------


def _class_axioms(axioms: Axioms) -> Iterator[Rule]:
    for sub, sup in axioms.pairs(f"{RDFS}subClassOf"):
        yield from _inclusion(axioms, sub, sup, "cax-sco", says("every {} is a {}", sub, sup))
    for one, other in axioms.pairs(f"{OWL}equivalentClass"):
        words = says("{} and {} are the same class", one, other)
        yield from _inclusion(axioms, one, other, "cax-eqc1", words)
        yield from _inclusion(axioms, other, one, "cax-eqc2", words)
    for predicate in ("intersectionOf", "unionOf"):
        for defined, members in axioms.pairs(OWL + predicate):
            if isinstance(defined, NamedNode):
                yield from _definition(axioms, defined, predicate, axioms.members(members))
    for defined, complement in axioms.pairs(f"{OWL}complementOf"):
        if isinstance(defined, NamedNode):
            for names, body in bodies(axioms, complement, "?x"):
                premises = (("?x", A, str(defined)), *body)
                yield _rule(("cls-com", *names), says("no {} is a {}", defined, complement), premises, None)
    for defined, members in axioms.pairs(f"{OWL}oneOf"):
        for member in axioms.members(members) if isinstance(defined, NamedNode) else ():
            yield _rule(("cls-oo",), says("{} is a {}", member, defined), (), (str(member), A, str(defined)))
    if axioms.instances("Nothing"):
        yield _rule(
            ("cls-nothing2",),
            says("no thing is a {}", NamedNode(f"{OWL}Nothing")),
            (("?x", A, f"<{OWL}Nothing>"),),
            None,
        )


def _definition(axioms: Axioms, defined: NamedNode, predicate: str, members: list[Node]) -> Iterator[Rule]:
    """Compile a class that is defined, by its own name, as an intersection or a union."""
    head = ("?x", A, str(defined))
    if predicate == "unionOf":
        for member in members:
            for names, body in bodies(axioms, member, "?x"):
                yield _rule(("cls-uni", *names), says("every {} is a {}", member, defined), body, head)
        return
    parts = [in_words(axioms, member) for member in members]
    sentence = "a {} is whatever is at once " + " and ".join(part[0] for part in parts)
    words = (sentence, name_of(defined), *(term for part in parts for term in part[1:]))
    for names, body in combined([bodies(axioms, member, "?x") for member in members], "cls-int1"):
        yield _rule(names, words, body, head)
    for member in members:
        for names, more, conclusion, conditions in heads(axioms, member, "?x"):
            yield _rule(("cls-int2", *names), words, (head, *more), conclusion, conditions)


def _inclusion(axioms: Axioms, sub: Node, sup: Node, name: str, words: Sentence) -> Iterator[Rule]:
    if sub == sup:
        return
    for below, body in bodies(axioms, sub, "?x"):
        for above, more, conclusion, conditions in heads(axioms, sup, "?x"):
            names = (name, *below, *above)
            yield _rule(names, words, (*body, *more), conclusion, conditions)


def _disjoint_classes(axioms: Axioms) -> Iterator[Rule]:
    pairs = [("cax-dw", one, other) for one, other in axioms.pairs(f"{OWL}disjointWith")]
    for group in axioms.instances("AllDisjointClasses"):
        members = axioms.members(axioms.value(group, f"{OWL}members"))
        pairs += [("cax-adc", one, other) for one, other in combinations(members, 2)]
    for name, one, other in pairs:
        for below, body in bodies(axioms, one, "?x"):
            for above, more in bodies(axioms, other, "?x"):
                words = says("nothing is both a {} and a {}", one, other)
                yield _rule((name, *below, *above), words, (*body, *more), None)


def _hierarchies(axioms: Axioms) -> Iterator[Rule]:
    for sub, sup in axioms.pairs(f"{RDFS}subPropertyOf"):
        if sub != sup:
            words = says("{} is a kind of {}", sub, sup)
            yield _rule(("prp-spo1",), words, (("?x", str(sub), "?y"),), ("?x", str(sup), "?y"))
    for one, other in axioms.pairs(f"{OWL}equivalentProperty"):
        words = says("{} and {} are the same property", one, other)
        yield _rule(("prp-eqp1",), words, (("?x", str(one), "?y"),), ("?x", str(other), "?y"))
        yield _rule(("prp-eqp2",), words, (("?x", str(other), "?y"),), ("?x", str(one), "?y"))
    for one, other in axioms.pairs(f"{OWL}inverseOf"):
        words = says("{} is the inverse of {}", one, other)
        yield _rule(("prp-inv1",), words, (("?x", str(one), "?y"),), ("?y", str(other), "?x"))
        yield _rule(("prp-inv2",), words, (("?x", str(other), "?y"),), ("?y", str(one), "?x"))
    for prop in axioms.instances("SymmetricProperty"):
        step = ("?x", str(prop), "?y")
        yield _rule(("prp-symp",), says("{} holds both ways", prop), (step,), ("?y", str(prop), "?x"))


def _chains(axioms: Axioms) -> Iterator[Rule]:
    for prop, head in axioms.pairs(f"{OWL}propertyChainAxiom"):
        steps = axioms.members(head)
        premises = tuple((f"?x{i}", str(step), f"?x{i + 1}") for i, step in enumerate(steps))
        words = says(" followed by ".join(["{}"] * len(steps)) + " makes {}", *steps, prop)
        yield _rule(("prp-spo2",), words, premises, ("?x0", str(prop), f"?x{len(steps)}"))


def _transitive(axioms: Axioms) -> Iterator[Rule]:
    for prop in axioms.instances("TransitiveProperty"):
        step = ("?x", str(prop), "?y")
        yield Rule("prp-trp", says("{} carries on", prop), (step,), step, path=True)


def _domains_and_ranges(axioms: Axioms) -> Iterator[Rule]:
    for predicate, name, variable in (("domain", "prp-dom", "?x"), ("range", "prp-rng", "?y")):
        for prop, expression in axioms.pairs(RDFS + predicate):
            words = says(f"the {predicate} of {{}} is {{}}", prop, expression)
            for names, more, conclusion, conditions in heads(axioms, expression, variable):
                yield _rule((name, *names), words, (("?x", str(prop), "?y"), *more), conclusion, conditions)


def _restricted_properties(axioms: Axioms) -> Iterator[Rule]:
    for prop in axioms.instances("IrreflexiveProperty"):
        words = says("nothing {} itself", prop)
        yield _rule(("prp-irp",), words, (("?x", str(prop), "?y"),), None, ("?x = ?y",))
    for prop in axioms.instances("AsymmetricProperty"):
        both = (("?x", str(prop), "?y"), ("?y", str(prop), "?x"))
        yield _rule(("prp-asyp",), says("{} never holds both ways", prop), both, None)
    disjoint = [("prp-pdw", *pair) for pair in axioms.pairs(f"{OWL}propertyDisjointWith")]
    for group in axioms.instances("AllDisjointProperties"):
        members = axioms.members(axioms.value(group, f"{OWL}members"))
        disjoint += [("prp-adp", one, other) for one, other in combinations(members, 2)]
    for name, one, other in disjoint:
        words = says("{} and {} never hold between the same two", one, other)
        yield _rule((name,), words, (("?x", str(one), "?y"), ("?x", str(other), "?y")), None)
    if axioms.has(f"{OWL}assertionProperty"):
        for name, target in (("prp-npa1", "targetIndividual"), ("prp-npa2", "targetValue")):
            denied = [("sourceIndividual", "?x"), ("assertionProperty", "?p"), (target, "?y")]
            premises = (*(("?n", f"<{OWL}{part}>", term) for part, term in denied), ("?x", "?p", "?y"))
            yield _rule((name,), says("this is stated not to be so"), premises, None)


def _keys(axioms: Axioms) -> Iterator[Rule]:
    for prop in axioms.instances("FunctionalProperty"):
        pair = (("?x", str(prop), "?y"), ("?x", str(prop), "?z"))
        words = says("a thing has one {} at most", prop)
        named = "!isLiteral(?y) && !isLiteral(?z) && ?y != ?z"
        yield _rule(("prp-fp",), words, pair, ("?y", SAME, "?z"), (named,))
        differ = "isLiteral(?y) && isLiteral(?z) && STR(?y) < STR(?z) && !COALESCE(?y = ?z, false)"
        yield _rule(("prp-fp",), words, pair, None, (differ,))
    for prop in axioms.instances("InverseFunctionalProperty"):
        pair = (("?x", str(prop), "?y"), ("?z", str(prop), "?y"))
        words = says("one thing at most has the same {}", prop)
        yield _rule(("prp-ifp",), words, pair, ("?x", SAME, "?z"), ("?x != ?z",))


def _equality(axioms: Axioms) -> Iterator[Rule]:
    literal = set(axioms.instances("DatatypeProperty"))
    merging = {*axioms.instances("FunctionalProperty"), *axioms.instances("InverseFunctionalProperty")} - literal
    if not (merging or axioms.pairs(f"{OWL}sameAs") or axioms.has(f"{OWL}maxCardinality")):
        return
    words = says("what is the same has everything in common")
    yield Rule("eq-sym", words, (("?x", SAME, "?y"),), ("?y", SAME, "?x"))
    yield Rule("eq-trans", words, (("?x", SAME, "?y"), ("?y", SAME, "?z")), ("?x", SAME, "?z"), ("?x != ?z",))
    changed = ("?x != ?w",)
    yield Rule("eq-rep-s", words, (("?x", SAME, "?w"), ("?x", "?p", "?o")), ("?w", "?p", "?o"), changed)
    yield Rule("eq-rep-p", words, (("?x", SAME, "?w"), ("?s", "?x", "?o")), ("?s", "?w", "?o"), changed)
    yield Rule("eq-rep-o", words, (("?x", SAME, "?w"), ("?s", "?p", "?x")), ("?s", "?p", "?w"), changed)


def _difference(axioms: Axioms) -> Iterator[Rule]:
    if axioms.has(f"{OWL}differentFrom"):
        different = f"<{OWL}differentFrom>"
        words = says("what is the same is not different")
        yield Rule("eq-diff1", words, (("?x", SAME, "?y"), ("?x", different, "?y")), None)
        # eq-ref, by which everything is the same as itself, is not run: it says nothing but this
        yield Rule("eq-diff1", says("nothing is different from itself"), (("?x", different, "?x"),), None)
    for group in axioms.instances("AllDifferent"):
        for predicate, name in (("members", "eq-diff2"), ("distinctMembers", "eq-diff3")):
            for one, other in combinations(axioms.members(axioms.value(group, OWL + predicate)), 2):
                words = says("{} and {} are different", one, other)
                yield Rule(name, words, ((str(one), SAME, str(other)),), None)


def _schema(axioms: Axioms) -> Iterator[Rule]:
    """Compile the rules of table 9, which draw new axioms from axioms."""
    sub_class, sub_property = f"<{RDFS}subClassOf>", f"<{RDFS}subPropertyOf>"
    same_class, same_property = f"<{OWL}equivalentClass>", f"<{OWL}equivalentProperty>"
    for sub, same, names in (
        (sub_class, same_class, ("scm-eqc1", "scm-eqc2", "scm-sco")),
        (sub_property, same_property, ("scm-eqp1", "scm-eqp2", "scm-spo")),
    ):
        both = says("what is equivalent is included both ways")
        named = "isIRI(?x) && isIRI(?y) && ?x != ?y"
        if axioms.pairs(same[1:-1]):
            yield Rule(names[0], both, (("?x", same, "?y"),), ("?x", sub, "?y"), (named,))
            yield Rule(names[0], both, (("?x", same, "?y"),), ("?y", sub, "?x"), (named,))
        cycle = (("?x", sub, "?y"), ("?y", sub, "?x"))
        yield Rule(names[1], says("what is included both ways is equivalent"), cycle, ("?x", same, "?y"), (named,))
        yield Rule(names[2], says("inclusion carries on"), (("?x", sub, "?y"),), ("?x", sub, "?y"), (named,), path=True)
    for predicate, wider, kinds in (("domain", "scm-dom1", "scm-dom2"), ("range", "scm-rng1", "scm-rng2")):
        if axioms.pairs(RDFS + predicate):
            step = f"<{RDFS}{predicate}>"
            words = says(f"a {predicate} may be widened, and passes to kinds of the property")
            yield Rule(wider, words, (("?p", step, "?c"), ("?c", sub_class, "?d")), ("?p", step, "?d"))
            yield Rule(kinds, words, (("?q", step, "?c"), ("?p", sub_property, "?q")), ("?p", step, "?c"))
    for predicate, name in (("intersectionOf", "scm-int"), ("unionOf", "scm-uni")):
        for defined, members in axioms.pairs(OWL + predicate):
            for member in axioms.members(members):
                if isinstance(defined, NamedNode) and isinstance(member, NamedNode):
                    pair = (defined, member) if name == "scm-int" else (member, defined)
                    words = says("{} is defined by {}", defined, member)
                    yield Rule(name, words, (), (str(pair[0]), sub_class, str(pair[1])))


_COMPILERS: tuple[Callable[[Axioms], Iterator[Rule]], ...] = (
    _schema,
    _equality,
    _difference,
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
