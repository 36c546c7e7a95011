"""The words of SHACL: its namespace, its terms, and what each of them is for.

They are those of the W3C Recommendation of 2017 (Shapes Constraint Language) and of its companion, SHACL Advanced
Features; https://www.w3.org/TR/shacl/ and https://www.w3.org/TR/shacl-af/.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

SH = "http://www.w3.org/ns/shacl#"

VALUES = tuple(
    """
    class datatype nodeKind minExclusive minInclusive maxExclusive maxInclusive minLength maxLength pattern languageIn
    in not and or xone node
    """.split()
)
"""The parameters of constraints that each value meets or breaks by itself."""

SETS = tuple(
    """
    minCount maxCount uniqueLang equals disjoint lessThan lessThanOrEquals qualifiedValueShape closed hasValue
    """.split()
)
"""The parameters of constraints on all the values of a thing together, or on a value beside others of the thing."""

CONSTRAINTS = frozenset((*VALUES, *SETS))

PAIRS = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
"""The parameters that lay the values of a property beside those of another."""

BESIDE = tuple(
    "flags qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint ignoredProperties property path".split()
)
"""What stands beside these, and what leads from one shape to another."""

ABOUT = tuple(
    "targetClass targetNode targetSubjectsOf targetObjectsOf deactivated severity message name description order group"
    " defaultValue entailment shapesGraph declare prefixes".split()
)
"""What is said of a shape, and constrains nothing."""

TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")

LISTS = ("and", "or", "xone", "in", "languageIn", "ignoredProperties")
"""The parameters whose value is a list."""

LEADING = ("property", "node", "not", "qualifiedValueShape")
"""The parameters whose value is a shape."""

OF_SHAPES = ("and", "or", "xone")
"""The parameters whose value is a list of shapes."""

NUMBERS = ("minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount")
"""The parameters whose value is a whole number from 0."""

GREATEST = 2**62
"""The greatest number that a limit is taken for: engines count no further, and nothing has so many values."""

COMPONENTS = {
    **{
        name: f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"
        for name in (*VALUES, *SETS)
        if name != "qualifiedValueShape"  # which is a limit on either side
    },
    "qualifiedMinCount": f"{SH}QualifiedMinCountConstraintComponent",
    "qualifiedMaxCount": f"{SH}QualifiedMaxCountConstraintComponent",
}
"""The constraint components of SHACL Core, by their parameter."""

PATHS = ("alternativePath", "inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")

NODE_KINDS = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBlank({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "!isLiteral({0})",
    "BlankNodeOrLiteral": "!isIRI({0})",
    "IRIOrLiteral": "!isBlank({0})",
}
"""The kinds of nodes, each with the expression of SPARQL that says that a term is one."""

TERMS = frozenset(
    (
        *(*VALUES, *SETS, *BESIDE, *ABOUT, *PATHS, *NODE_KINDS),
        *(iri.removeprefix(SH) for iri in COMPONENTS.values()),
        *"""
        AbstractResult ConstraintComponent ExpressionConstraintComponent Function Info JSConstraint
        JSConstraintComponent JSExecutable JSFunction JSLibrary JSRule JSTarget JSTargetType JSValidator NodeKind
        NodeShape Parameter Parameterizable PrefixDeclaration PropertyConstraintComponent PropertyGroup PropertyShape
        ResultAnnotation Rule SPARQLAskExecutable SPARQLAskValidator SPARQLConstraint SPARQLConstraintComponent
        SPARQLConstructExecutable SPARQLExecutable SPARQLFunction SPARQLRule SPARQLSelectExecutable
        SPARQLSelectValidator SPARQLTarget SPARQLTargetType SPARQLUpdateExecutable Severity Shape Target TargetType
        TripleRule ValidationReport ValidationResult Validator Violation Warning annotationProperty annotationValue
        annotationVarName ask condition conforms construct detail expression filterShape focusNode intersection js
        jsFunctionName jsLibrary jsLibraryURL labelTemplate namespace nodeValidator nodes object optional parameter
        predicate prefix propertyValidator result resultAnnotation resultMessage resultPath resultSeverity returnType
        rule select shapesGraphWellFormed sourceConstraint sourceConstraintComponent sourceShape sparql subject
        suggestedShapesGraph target this union update validator value
        count desc distinct else exists groupConcat if limit max min minus offset orderBy separator sum then values
        """.split(),
    )
)
"""All the terms of the namespace, by their local names."""


def sh(name: str) -> NamedNode:
    """Return a term of SHACL.

    >>> sh("path")
    <NamedNode value=http://www.w3.org/ns/shacl#path>
    """
    return NamedNode(SH + name)
