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
from corridor_kg.rdf.vocabulary import OWL, RDF, RDFS


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
    literal = set(axioms.instances("DatatypeProperty"))  # two values of which clash, and are never the same
    merging = set(axioms.instances("FunctionalProperty")) - literal
    if not (
        merging
        or axioms.instances("InverseFunctionalProperty")
        or axioms.pairs(f"{OWL}sameAs")
        or axioms.has(f"{OWL}maxCardinality")
    ):
        return
    words = says("what is the same has everything in common")
    yield Rule("eq-sym", words, (("?x", SAME, "?y"),), ("?y", SAME, "?x"))
    yield Rule("eq-trans", words, (("?x", SAME, "?y"), ("?y", SAME, "?z")), ("?x", SAME, "?z"), ("?x != ?z",))
    pair, changed = ("?x", SAME, "?w"), "?x != ?w"
    telling = f"!({{}} && ?p IN ({', '.join(_REFLEXIVE)}))"
    yield Rule("eq-rep-s", words, (pair, ("?x", "?p", "?o")), ("?w", "?p", "?o"), (changed, telling.format("?w = ?o")))
    yield Rule("eq-rep-p", words, (pair, ("?s", "?x", "?o")), ("?s", "?w", "?o"), (changed,))
    yield Rule("eq-rep-o", words, (pair, ("?s", "?p", "?x")), ("?s", "?p", "?w"), (changed, telling.format("?s = ?w")))
    # a class or property includes itself, which is not run either, and so includes what is the same
    for includes in (_SUB_CLASS, _SUB_PROPERTY):
        yield Rule("eq-rep-s eq-rep-o", words, (pair, ("?x", includes, "?w")), ("?w", includes, "?x"), (changed,))
    for name, includes, kind in _INCLUDING_ITSELF:
        yield Rule(f"{name} eq-rep-o", words, (pair, ("?x", *kind)), ("?x", includes, "?w"), (changed,))


_FIRST = f"<{RDF}first>"
_SUB_CLASS, _SUB_PROPERTY = f"<{RDFS}subClassOf>", f"<{RDFS}subPropertyOf>"
_SAME_CLASS, _SAME_PROPERTY = f"<{OWL}equivalentClass>", f"<{OWL}equivalentProperty>"

_REFLEXIVE = (SAME, _SUB_CLASS, _SUB_PROPERTY, _SAME_CLASS, _SAME_PROPERTY)
"""What everything, every class or every property has to itself, which is not said."""

_INCLUDING_ITSELF = (
    ("scm-cls", _SUB_CLASS, (A, f"<{OWL}Class>")),
    ("scm-eqc1", _SUB_CLASS, (_SAME_CLASS, "?y")),
    ("scm-op", _SUB_PROPERTY, (A, f"<{OWL}ObjectProperty>")),
    ("scm-dp", _SUB_PROPERTY, (A, f"<{OWL}DatatypeProperty>")),
    ("scm-eqp1", _SUB_PROPERTY, (_SAME_PROPERTY, "?y")),
)
"""The rules by which a class or property includes itself: name, inclusion, and what makes it one."""


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
                words, premise = says("{} and {} are different", one, other), (str(one), SAME, str(other))
                if one == other:  # by eq-ref, which is not run
                    words, premise = says("{} differs from all others of a list", one), ("?list", _FIRST, str(one))
                yield Rule(name, words, (premise,), None)


def _schema(axioms: Axioms) -> Iterator[Rule]:
    """Compile the rules of table 9, which draw new axioms from axioms."""
    for sub, same, names in (
        (_SUB_CLASS, _SAME_CLASS, ("scm-eqc1", "scm-eqc2", "scm-sco")),
        (_SUB_PROPERTY, _SAME_PROPERTY, ("scm-eqp1", "scm-eqp2", "scm-spo")),
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
            yield Rule(wider, words, (("?p", step, "?c"), ("?c", _SUB_CLASS, "?d")), ("?p", step, "?d"))
            yield Rule(kinds, words, (("?q", step, "?c"), ("?p", _SUB_PROPERTY, "?q")), ("?p", step, "?c"))
    yield from _inclusions(axioms)


def _inclusions(axioms: Axioms) -> Iterator[Rule]:
    """Compile what the definitions of classes include: of named ones alone, by way of others or none."""
    above: dict[Node, list[tuple[str, Node]]] = {}
    for predicate, name, upwards in _INCLUDING:
        for one, other in axioms.pairs(predicate):
            for member in [other] if name in ("scm-sco", "scm-eqc1") else axioms.members(other):
                sub, sup = (one, member) if upwards else (member, one)
                above.setdefault(sub, []).append((name, sup))
    for sub in filter(_is_named, above):
        for names, sup in _named_above(sub, above):
            if sup == sub:
                words = says("{} is defined by itself, and so includes what is the same", sub)
                same, includes = (str(sub), SAME, "?w"), (str(sub), _SUB_CLASS, "?w")
                yield Rule(f"{names[0]} eq-rep-o", words, (same,), includes, (f"?w != {sub}",))
            elif names not in (("scm-sco",), ("scm-eqc1",)):  # which rules with premises draw
                words = says("the definition of {} includes it in {}", sub, sup)
                if names == ("scm-uni",):
                    words = says("{} is defined by {}", sup, sub)
                elif names == ("scm-int",):
                    words = says("{} is defined by {}", sub, sup)
                yield Rule(" ".join(dict.fromkeys(names)), words, (), (str(sub), _SUB_CLASS, str(sup)))
    for predicate, name in (("domain", "scm-dom1"), ("range", "scm-rng1")):
        for prop, kind in axioms.pairs(RDFS + predicate):
            for names, sup in _named_above(kind, above) if not _is_named(kind) else ():
                words = says(f"the {predicate} of {{}} is included in {{}}", prop, sup)
                rule = " ".join(dict.fromkeys((*names, name)))
                yield Rule(rule, words, (), (str(prop), f"<{RDFS}{predicate}>", str(sup)))


_INCLUDING = (
    (f"{RDFS}subClassOf", "scm-sco", True),
    (f"{OWL}equivalentClass", "scm-eqc1", True),
    (f"{OWL}equivalentClass", "scm-eqc1", False),
    (f"{OWL}intersectionOf", "scm-int", True),
    (f"{OWL}unionOf", "scm-uni", False),
)
"""What says that a class includes another, the rule that draws it, and whether its object is the wider one."""


def _is_named(node: Node) -> bool:
    return isinstance(node, NamedNode)


def _named_above(node: Node, above: dict[Node, list[tuple[str, Node]]]) -> Iterator[tuple[tuple[str, ...], NamedNode]]:
    """Yield the named classes that include a class, directly or by way of classes without a name, with the rules."""
    waiting: list[tuple[tuple[str, ...], Node]] = [((), node)]
    seen: set[Node] = set()
    while waiting:
        names, reached = waiting.pop(0)
        for name, sup in above.get(reached, ()):
            if isinstance(sup, NamedNode):
                yield (*names, name), sup
            elif sup not in seen:
                seen.add(sup)
                waiting.append(((*names, name), sup))


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
