"""Rules: what they are, how they are named, and how they are said in SPARQL.

The names and the meaning of the rules are those of the OWL 2 RL/RDF rules (W3C Recommendation, OWL 2 Web
Ontology Language Profiles, section 4.3, tables 4 to 9); what they do not have is named in their manner: ``cls-maxc``
for more values than any number allows, ``cls-hs1`` and ``cls-hs2`` for owl:hasSelf, ``prp-bot`` for the properties that
nothing has. A rule whose conclusion is missing reports a clash.
"""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from corridor_kg.inference.judgements import Judgement
from corridor_kg.rdf.terms import Node
from corridor_kg.rdf.vocabulary import OWL, RDF, shorten

Pattern = tuple[str, str, str]
"""Subject, predicate and object as SPARQL has them: a term in angle brackets or a ``?variable``."""

Sentence = tuple[str, ...]
"""A sentence with a gap ``{}`` for each term, and the terms; put together only where somebody reads it."""

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
        judgement: Of a clash, what has to be so beside; None where the premises contradict one another as they are.
    """

    name: str
    axiom: Sentence
    premises: tuple[Pattern, ...]
    conclusion: Pattern | None
    conditions: tuple[str, ...] = ()
    path: bool = False
    judgement: Judgement | None = None

    @property
    def words(self) -> str:
        """The axiom as a sentence that a person reads.

        >>> Rule("prp-trp", ("{} carries on", f"<{OWL}sameAs>"), (), None).words
        'owl:sameAs carries on'
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
    def stepwise(self) -> Rule:
        """The rule without a path, which not every engine walks with both ends free; it has more to say after itself.

        >>> step = ("?x", "<x:in>", "?y")
        >>> Rule("prp-trp", ("",), (step,), step, path=True).stepwise.where
        '?x <x:in> ?step . ?step <x:in> ?y .'
        """
        if not self.path:
            return self
        ((start, step, end),) = self.premises
        return self._replace(premises=((start, step, "?step"), ("?step", step, end)), path=False)

    @property
    def sparql(self) -> str:
        """The rule as a query that any SPARQL 1.1 engine runs.

        A CONSTRUCT of the triples that are new; for a clash, a SELECT of the variables that take part.

        >>> Rule("cax-sco", ("",), (("?x", A, "<http://x/City>"),), ("?x", A, "<http://x/Place>")).sparql
        'CONSTRUCT { ?x <...type> <http://x/Place> } WHERE { ... FILTER NOT EXISTS { ?x <...type> <http://x/Place> } }'
        """
        if self.conclusion is None:
            return f"SELECT DISTINCT * WHERE {{ {self.where} }}"
        return f"CONSTRUCT {{ {self.new} }} WHERE {{ {self.body} FILTER NOT EXISTS {{ {self.new} }} }}"

    @property
    def new(self) -> str:
        """The conclusion as a triple of SPARQL; empty for a clash."""
        return " ".join(self.conclusion or ())

    @property
    def body(self) -> str:
        """The premises and conditions as the inside of a SPARQL group, where the conclusion is a triple of RDF."""
        subject = self.new.partition(" ")[0]
        return self.where + (f" FILTER(!isLiteral({subject}))" if subject.startswith("?") else "")

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
        unchecked: That of which contradictions are not looked for.
    """

    rules: tuple[Rule, ...]
    clashes: tuple[Rule, ...]
    uncovered: tuple[str, ...]
    unchecked: tuple[str, ...] = ()


def says(sentence: str, *terms: Node | Literal) -> Sentence:
    """Return a sentence with the terms that fill its gaps."""
    return (sentence, *map(name_of, terms))


def name_of(term: Node | Literal) -> str:
    """Return a term as a sentence about it has it: an IRI in angle brackets, or plain words."""
    if isinstance(term, BlankNode):
        return "class without a name"
    return str(term) if isinstance(term, NamedNode) else term.value
