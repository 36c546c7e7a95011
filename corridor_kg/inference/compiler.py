"""OWL 2 RL as SPARQL rules: each axiom of an ontology compiles to named rules.

Transitive properties become a property path, so that nothing is derived twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from pyoxigraph import BlankNode, NamedNode

from corridor_kg.engine.engine import Engine
from corridor_kg.inference.axioms import NAMELESS, NOTHING, THING, Axioms
from corridor_kg.inference.expressions import (
    BOTTOM,
    CLASH,
    LIMITING,
    Head,
    bodies,
    chosen,
    combined,
    heads,
    in_words,
    is_impossible,
)
from corridor_kg.inference.judgements import OneValue, TooMany
from corridor_kg.inference.ranges import data_range
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
        AxiomUnreadable: A list of an axiom is broken, say, or an axiom speaks of the words of axioms.
    """
    axioms = Axioms(engine)
    axioms.refuse_what_is_none()
    compiled = dict.fromkeys(rule for compiler in _COMPILERS for rule in compiler(axioms))
    runnable = [rule for rule in compiled if not rule.has_blank_node]
    if len(runnable) < len(compiled):
        axioms.refrain(NAMELESS)
    return Compilation(
        rules=tuple(rule for rule in runnable if rule.conclusion),
        clashes=tuple(rule for rule in runnable if not rule.conclusion),
        uncovered=axioms.uncovered(),
        unchecked=axioms.without_clash_rules(),
    )


# -- Axioms to rules ---------------------------------------------------------------------------------


def _class_axioms(axioms: Axioms) -> Iterator[Rule]:
    for sub, sup in axioms.pairs(f"{RDFS}subClassOf"):
        clause, *terms = in_words(axioms, sub)
        words = says("every {} is a {}", sub, sup)
        if isinstance(sub, BlankNode):
            words = (f"{clause} is a {{}}", *terms, name_of(sup))
        yield from _inclusion(axioms, sub, sup, "cax-sco", words)
    for one, other in axioms.pairs(f"{OWL}equivalentClass"):
        words = says("{} and {} are the same class", one, other)
        yield from _inclusion(axioms, one, other, "cax-eqc1", words)
        yield from _inclusion(axioms, other, one, "cax-eqc2", words)
    for predicate in ("intersectionOf", "unionOf", "disjointUnionOf"):
        for defined, members in axioms.pairs(OWL + predicate):
            if isinstance(defined, NamedNode) and data_range(axioms, defined) is None:
                yield from _definition(axioms, defined, predicate, axioms.members(members))
    for defined, complement in axioms.pairs(f"{OWL}complementOf"):
        if isinstance(defined, NamedNode):
            for names, body in bodies(axioms, complement, "?x"):
                premises = (("?x", A, str(defined)), *body)
                yield _rule(("cls-com", *names), says("no {} is a {}", defined, complement), premises)
    for defined, members in axioms.pairs(f"{OWL}oneOf"):
        if isinstance(defined, NamedNode) and data_range(axioms, defined) is None:
            yield from _enumeration(axioms, defined, axioms.members(members))
    words = says("no thing is a {}", NOTHING)
    if axioms.instances("Nothing"):
        yield _rule(("cls-nothing2",), words, (("?x", A, str(NOTHING)),))
    if axioms.universal - {THING}:
        yield _rule(("cls-nothing2",), words, ((str(THING), _SUB_CLASS, str(NOTHING)),))


def _definition(axioms: Axioms, defined: NamedNode, predicate: str, members: list[Node]) -> Iterator[Rule]:
    """Compile a class that is defined, by its own name, as an intersection or a union."""
    is_it = ("?x", A, str(defined))
    if predicate != "intersectionOf":
        for member in members:
            for names, body in bodies(axioms, member, "?x"):
                words = says("every {} is a {}", member, defined)
                yield _rule(("cls-uni", *names), words, body, Head((), (), is_it))
        words = says("every {} is one of those of which it is the union", defined)
        for head in chosen(axioms, defined, "?x"):
            yield _rule((), words, (is_it,), head)
        return
    parts = [in_words(axioms, member) for member in members]
    sentence = "a {} is whatever is at once " + " and ".join(part[0] for part in parts)
    words = (sentence, name_of(defined), *(term for part in parts for term in part[1:]))
    choices = [bodies(axioms, member, "?x") for member in members]
    for names, body in combined(choices, "cls-int1", variable="?x", where=defined):
        yield _rule(names, words, body, Head((), (), is_it))
    for member in members:
        for head in heads(axioms, member, "?x"):
            yield _rule(("cls-int2",), words, (is_it,), head)


def _enumeration(axioms: Axioms, defined: NamedNode, members: list[Node]) -> Iterator[Rule]:
    """Compile a class that is defined, by its own name, by its members."""
    for member in members:
        words = says("{} is a {}", member, defined)
        yield _rule(("cls-oo",), words, (), Head((), (), (str(member), A, str(defined))))
    words = says("nothing is a {} but those that are listed", defined)
    for head in chosen(axioms, defined, "?x"):
        yield _rule((), words, (("?x", A, str(defined)),), head)


def _inclusion(axioms: Axioms, sub: Node, sup: Node, name: str, words: Sentence) -> Iterator[Rule]:
    if sub == sup:
        return
    for below, body in bodies(axioms, sub, "?x"):
        for head in heads(axioms, sup, "?x"):
            yield _rule((name, *below), words, body, head)


def _disjoint_classes(axioms: Axioms) -> Iterator[Rule]:
    pairs = [("cax-dw", one, other) for one, other in axioms.pairs(f"{OWL}disjointWith")]
    groups = [axioms.value(group, f"{OWL}members") for group in axioms.instances("AllDisjointClasses")]
    groups += [members for _, members in axioms.pairs(f"{OWL}disjointUnionOf")]
    pairs += [("cax-adc", *pair) for group in groups for pair in combinations(axioms.members(group), 2)]
    for name, one, other in pairs:
        words = says("nothing is both a {} and a {}", one, other)
        choices = [bodies(axioms, node, "?x") for node in (one, other)]
        for names, body in combined(choices, name, variable="?x", where=one):
            yield _rule(names, words, body)


def _hierarchies(axioms: Axioms) -> Iterator[Rule]:
    for sub, sup in axioms.pairs(f"{RDFS}subPropertyOf"):
        if sub != sup and sup not in _TOP:  # which everything has to everything, and nobody says
            words = says("{} is a kind of {}", sub, sup)
            yield Rule("prp-spo1", words, (("?x", str(sub), "?y"),), ("?x", str(sup), "?y"))
    for one, other in axioms.pairs(f"{OWL}equivalentProperty"):
        words = says("{} and {} are the same property", one, other)
        yield Rule("prp-eqp1", words, (("?x", str(one), "?y"),), ("?x", str(other), "?y"))
        yield Rule("prp-eqp2", words, (("?x", str(other), "?y"),), ("?x", str(one), "?y"))
    for one, other in axioms.pairs(f"{OWL}inverseOf"):
        words = says("{} is the inverse of {}", one, other)
        yield Rule("prp-inv1", words, (("?x", str(one), "?y"),), ("?y", str(other), "?x"))
        yield Rule("prp-inv2", words, (("?x", str(other), "?y"),), ("?y", str(one), "?x"))
    for prop in axioms.instances("SymmetricProperty"):
        step = ("?x", str(prop), "?y")
        yield Rule("prp-symp", says("{} holds both ways", prop), (step,), ("?y", str(prop), "?x"))


def _chains(axioms: Axioms) -> Iterator[Rule]:
    for prop, head in axioms.pairs(f"{OWL}propertyChainAxiom"):
        steps = axioms.members(head)
        premises = tuple((f"?x{i}", str(step), f"?x{i + 1}") for i, step in enumerate(steps))
        words = says(" followed by ".join(["{}"] * len(steps)) + " makes {}", *steps, prop)
        yield Rule("prp-spo2", words, premises, ("?x0", str(prop), f"?x{len(steps)}"))


def _transitive(axioms: Axioms) -> Iterator[Rule]:
    for prop in axioms.instances("TransitiveProperty"):
        step = ("?x", str(prop), "?y")
        yield Rule("prp-trp", says("{} carries on", prop), (step,), step, path=True)


def _domains_and_ranges(axioms: Axioms) -> Iterator[Rule]:
    for predicate, name, variable in (("domain", "prp-dom", "?x"), ("range", "prp-rng", "?y")):
        for prop, expression in axioms.pairs(RDFS + predicate):
            words = says(f"the {predicate} of {{}} is {{}}", prop, expression)
            for head in heads(axioms, expression, variable):
                yield _rule((name,), words, (("?x", str(prop), "?y"),), head)


def _restricted_properties(axioms: Axioms) -> Iterator[Rule]:
    for prop in axioms.instances("IrreflexiveProperty"):
        words = says("nothing {} itself", prop)
        yield _rule(("prp-irp",), words, (("?x", str(prop), "?y"),), CLASH._replace(conditions=("?x = ?y",)))
    for prop in axioms.instances("AsymmetricProperty"):
        both = (("?x", str(prop), "?y"), ("?y", str(prop), "?x"))
        yield _rule(("prp-asyp",), says("{} never holds both ways", prop), both)
    disjoint = [("prp-pdw", *pair) for pair in axioms.pairs(f"{OWL}propertyDisjointWith")]
    for group in axioms.instances("AllDisjointProperties"):
        members = axioms.members(axioms.value(group, f"{OWL}members"))
        disjoint += [("prp-adp", one, other) for one, other in combinations(members, 2)]
    for name, one, other in disjoint:
        words = says("{} and {} never hold between the same two", one, other)
        yield from _never_both(name, words, (("?x", str(one), "?y"),), ("?x", str(other), "?y"))
    for nothing in BOTTOM:
        if axioms.mentions(nothing.value):
            yield _rule(("prp-bot",), says("nothing has {}", nothing), (("?x", str(nothing), "?y"),))


def _never_both(name: str, words: Sentence, premises: tuple[Pattern, ...], other: Pattern) -> Iterator[Rule]:
    """Compile what contradicts premises about ``?y``: the same with another property, or of a literal of its value."""
    yield _rule((name,), words, (*premises, other))
    written = "isLiteral(?y) && isLiteral(?z) && !sameTerm(?y, ?z)"
    same = CLASH._replace(conditions=(written,), judgement=OneValue("?y", "?z"))
    yield _rule((name,), words, (*premises, (*other[:2], "?z")), same)


def _denials(axioms: Axioms) -> Iterator[Rule]:
    if axioms.has(f"{OWL}assertionProperty"):
        for name, target in (("prp-npa1", "targetIndividual"), ("prp-npa2", "targetValue")):
            denied = [("sourceIndividual", "?x"), ("assertionProperty", "?p"), (target, "?y")]
            premises = tuple(("?n", f"<{OWL}{part}>", term) for part, term in denied)
            yield from _never_both(name, says("this is stated not to be so"), premises, ("?x", "?p", "?y"))


def _keys(axioms: Axioms) -> Iterator[Rule]:
    for prop in axioms.instances("FunctionalProperty"):
        one, other = ("?x", str(prop), "?y"), ("?x", str(prop), "?z")
        words = says("a thing has one {} at most", prop)
        named = "!isLiteral(?y) && !isLiteral(?z) && ?y != ?z"
        yield Rule("prp-fp", words, (one, other), ("?y", SAME, "?z"), (named,))
        many = CLASH._replace(conditions=("isLiteral(?y)",), judgement=TooMany("?x", "?y", 1))
        yield _rule(("prp-fp",), words, (one,), many)
    for prop in axioms.instances("InverseFunctionalProperty"):
        pair = (("?x", str(prop), "?y"), ("?z", str(prop), "?y"))
        words = says("one thing at most has the same {}", prop)
        yield Rule("prp-ifp", words, pair, ("?x", SAME, "?z"), ("?x != ?z",))


def _equality(axioms: Axioms) -> Iterator[Rule]:
    literal = set(axioms.instances("DatatypeProperty"))  # two values of which clash, and are never the same
    merging = set(axioms.instances("FunctionalProperty")) - literal
    if not (
        merging
        or axioms.instances("InverseFunctionalProperty")
        or axioms.pairs(f"{OWL}sameAs")
        or any(axioms.has(OWL + word) for word in LIMITING)
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


_TOP = (NamedNode(f"{OWL}topObjectProperty"), NamedNode(f"{OWL}topDataProperty"))
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
    (f"{OWL}disjointUnionOf", "scm-uni", False),
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
    _denials,
    _disjoint_classes,
)


def _rule(names: tuple[str, ...], axiom: Sentence, premises: tuple[Pattern, ...], head: Head = CLASH) -> Rule:
    """Return a rule under the names of the W3C rules that it joins; cax-sco is left out where others say more."""
    plain = ("cax-sco", "cax-eqc1", "cax-eqc2")
    joined = tuple(dict.fromkeys((*names, *head.names)))
    telling = tuple(name for name in joined if name not in plain) or joined[:1]
    needed = _needed(tuple(dict.fromkeys((*premises, *head.premises))))
    if needed == (("?x", A, str(THING)),) and is_impossible(head._replace(premises=())):
        needed = ((str(THING), _SUB_CLASS, "?kind"),)  # something there is, even where nothing is said of any thing
    return Rule(" ".join(telling), axiom, needed, head.conclusion, head.conditions, judgement=head.judgement)


def _needed(premises: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
    """Return premises without those that call a thing an owl:Thing of which another premise speaks."""
    saying = [premise for premise in premises if premise[1:] != (A, str(THING))]
    spoken_of = {term for premise in saying for term in premise}
    return tuple(premise for premise in premises if premise in saying or premise[0] not in spoken_of)
