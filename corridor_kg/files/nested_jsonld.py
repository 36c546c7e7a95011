"""JSON-LD 1.1 that looks like JSON: short names, things inside the things that they belong to.

The frames of `corridor_kg.model.frames` say what nests; PyLD frames and compacts. Each thing is written once:
where it first belongs, in the order of the kinds; elsewhere it is referred to by its identifier.
"""

from __future__ import annotations

import json
import warnings
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pyld import jsonld as pyld
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from corridor_kg.errors import BadParameter, OutputFailed, did_you_mean
from corridor_kg.files import json_text, piped
from corridor_kg.files.expanded_jsonld import expanded
from corridor_kg.files.jsonld import OPTIONS, compact, reason
from corridor_kg.model import frames
from corridor_kg.model.index import Belongings, Index
from corridor_kg.model.kinds import KINDS, OTHERS, TERMS, Kind
from corridor_kg.rdf import unreadable
from corridor_kg.rdf.canonical import SECONDS, canonicalized_triples
from corridor_kg.rdf.terms import DERIVED_FROM, NOTATION, TYPE, Node, language_tag
from corridor_kg.rdf.vocabulary import CONTEXT, Json, context, expand, shorten

_FIRST = ("@context", "id", "type", "label")
_LAST = ("wasDerivedFrom", "included", "graph")
_TELLING = (TYPE, NOTATION, DERIVED_FROM)
_FRAMING = {**OPTIONS, "embed": "@once", "omitGraph": False, "omitDefault": True}


def serialize(
    quads: Iterable[Quad | Triple],
    *,
    things: tuple[NamedNode, ...] = (),
    frame: str | None = None,
    inline_context: bool = True,
    graphs: Mapping[NamedNode, list[Triple]] | None = None,
    seconds: float = SECONDS,
) -> str:
    """Return statements as JSON-LD 1.1: their merge, and beside it named graphs.

    Args:
        quads: What to write.
        things: The things that the document is about, which come first; empty for all.
        frame: A file with a JSON-LD 1.1 frame, instead of the project's own.
        inline_context: Whether the context is written out; else the document names it by its IRI.
        graphs: The named graphs that are written out too, which have no blank nodes; what each states is in the merge
            already. With a frame, those that state something of what the frame matches.
        seconds: How long naming blank nodes may take.

    Raises:
        BadParameter: The frame cannot be read, or is none.
        OutputFailed: Something cannot be said in JSON-LD.
    """
    merged = canonicalized_triples(quads, seconds=seconds)
    curies = _curies(merged)
    terms = _terms(set().union(*curies.values()))
    if frame is not None:
        document = _framed_by(merged, frame, terms)
    else:
        document = {"@context": terms, **_document(_things(merged, things, curies), alone=len(things) == 1)}
    _add_graphs(document, graphs or {}, Index(merged), matched=frame is not None)
    if document.get("@context") == terms and not inline_context:
        document["@context"] = CONTEXT
    return json.dumps(_ordered(document), ensure_ascii=False, indent=2) + "\n"


def _add_graphs(document: Json, graphs: Mapping[NamedNode, list[Triple]], index: Index, *, matched: bool) -> None:
    """Add named graphs to a document, each to the object of its name where there is one.

    Args:
        document: It is changed.
        graphs: What each states.
        index: All statements, of which the class and notation of a graph that the document does not describe are taken.
        matched: Whether only what is said of the things of the document is added.
    """
    terms = document["@context"]
    names = {key: key if key in terms else f"@{key}" for key in ("id", "graph", "included")}
    things: dict[str, dict[str, Json]] = {
        one[names["id"]]: one for one in _objects(document) if isinstance(one.get(names["id"]), str)
    }
    others = []
    for graph in sorted(graphs, key=str):
        (about,) = _compacted((one for one in index.forward[graph] if one.predicate in _TELLING), terms)
        stated = [one for one in _compacted(graphs[graph], terms) if not matched or one[names["id"]] in things]
        if stated:
            name = about[names["id"]]
            if name not in things:
                others.append(about)
            things.setdefault(name, about)[names["graph"]] = stated
    if others:
        place = names["graph"] if names["graph"] in document else names["included"]
        found = document.get(place, [])
        document[place] = [*(found if isinstance(found, list) else [found]), *others]


def _compacted(triples: Iterable[Triple | Quad], terms: Json) -> list[Json]:
    """Return what some triples say of each subject, compacted."""
    nodes = expanded(canonicalized_triples(triples), as_written=_language_mapped())
    return _graph(_compact(list(nodes.values()), terms))


def _objects(value: Json) -> Iterator[dict[str, Json]]:
    """Yield each object of a document, however deep."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):
            waiting += found
        elif isinstance(found, dict):
            yield found
            waiting += [inner for key, inner in found.items() if key != "@context"]


def _document(things: list[Json], *, alone: bool) -> dict[str, Json]:
    """Return things as one document: a list, or the first of them with what it speaks of in ``included``."""
    if not alone:
        return {"graph": things}
    return {**things[0], **({"included": things[1:]} if things[1:] else {})}


def _things(quads: Collection[Triple], asked: tuple[NamedNode, ...], curies: Mapping[Any, set[str]]) -> list[Json]:
    """Return the things that belong to no other, each with what belongs to it."""
    index = Index(quads)
    nodes = expanded(quads, as_written=_language_mapped())
    result: list[Json] = []
    for trees, members in _groups(index, asked):
        terms = _terms(set().union(*(curies[node] for node in members)))
        things = [_nested(tree, nodes) for tree in trees if str(tree.thing) in nodes]
        anonymous = [nodes[str(node)] for node in members if isinstance(node, BlankNode) and str(node) in nodes]
        result += _graph(_compact([*things, *anonymous], terms))
    return result


def _compact(nodes: list[Json], terms: Json) -> Json:
    """Return nodes of expanded JSON-LD compacted.

    Raises:
        OutputFailed: An IRI looks like a short name of the project, which JSON-LD cannot tell apart.
    """
    try:
        return compact(nodes, terms)
    except pyld.JsonLdError as error:
        raise OutputFailed(f"this cannot be said in JSON-LD with the project's context: {reason(error)}.") from None


def _groups(index: Index, asked: tuple[NamedNode, ...]) -> Iterator[tuple[list[Belongings], list[Node]]]:
    """Yield things of one kind, with all that belongs to them and to nothing before; those asked for come first."""
    by_kind: dict[Kind, list[Node]] = defaultdict(list)
    for node in sorted(index.forward, key=lambda node: (isinstance(node, BlankNode), node.value)):
        by_kind[index.kind(node)].append(node)
    found: set[Node] = set()
    first: list[tuple[Kind, list[Node]]] = [(index.kind(thing), [thing]) for thing in asked]
    for kind, several in [*first, *((kind, by_kind[kind]) for kind in (*KINDS, OTHERS, *TERMS))]:
        before = set(found)
        frame = frames.frame(kind)
        trees = [index.follow(node, frame, found) for node in several if node not in found]
        if trees:
            yield (
                [tree for tree in trees if isinstance(tree.thing, NamedNode)],
                sorted(found - before, key=lambda node: node.value),
            )


def _nested(tree: Belongings, nodes: dict[str, Json]) -> Json:
    """Return a thing as expanded JSON-LD, with what belongs to it inside."""
    node = nodes[str(tree.thing)]
    for branch, inner in tree.inside:
        if branch.inverse:
            node.setdefault("@reverse", {}).setdefault(branch.predicate, []).append(_nested(inner, nodes))
        else:
            values = node[branch.predicate]
            values[values.index({"@id": inner.thing.value})] = _nested(inner, nodes)
    return node


def _framed_by(quads: Collection[Triple], path: str, terms: Json) -> dict[str, Json]:
    """Return what somebody's own frame makes of the nodes."""
    frame = _own_frame(path)
    if frame["@context"] == CONTEXT:
        frame["@context"] = {**terms, **_terms_of(frame)}
        frame = _without_language_maps(frame)
        terms.update(frame["@context"])
    try:
        document = dict(pyld.frame(list(expanded(quads, as_written=_language_mapped()).values()), frame, _FRAMING))
    except (pyld.JsonLdError, TypeError, ValueError, AttributeError, LookupError) as error:
        raise BadParameter(f"{unreadable.shown(path)} is not a frame: {reason(error)}.") from None
    if not _graph(document):
        warnings.warn("the frame matches nothing that was selected; see --include and --thing.", stacklevel=2)
    return document


def _own_frame(path: str) -> dict[str, Json]:
    """Return a frame of somebody's own, with the project's context where it names none."""
    name = unreadable.shown(path)
    try:
        frame = json_text.loads(piped.read(path, what="the frame").decode("utf-8-sig"))
    except OSError as error:
        raise BadParameter(f"the frame {name} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise BadParameter(f"the frame {name} is not UTF-8; save it as UTF-8.") from None
    except json_text.NotJson as error:
        where = f"the frame {name}, line {error.line}, column {error.column}"
        raise BadParameter(f"{where}: {error}.\n{error.excerpt}") from None
    except RecursionError:
        raise BadParameter(f"the frame {name} is nested too deeply.") from None
    if not isinstance(frame, dict):
        raise BadParameter(f'{name} is not a frame: it has to be a JSON object, as {{"type": "City"}}.')
    frame.setdefault("@context", CONTEXT)
    _check_names(frame, name)
    return frame


def _without_language_maps(frame: Json) -> Json:
    """Return a frame that has properties with languages by their prefixed names: PyLD fails at ``"label": {}``."""
    if isinstance(frame, list):
        return [_without_language_maps(item) for item in frame]
    if not isinstance(frame, dict):
        return frame
    terms = context()["@context"]
    return {
        _definition(terms[key])["@id"] if _is_language_map(key) and value == {} else key: value
        if key == "@context"
        else _without_language_maps(value)
        for key, value in frame.items()
    }


def _check_names(frame: Json, path: str) -> None:
    """Refuse a key or a class that the context does not know: JSON-LD would pass over it in silence."""
    if frame.get("@context") != CONTEXT:
        return
    terms = context()["@context"]
    names: list[str] = []
    waiting: list[Json] = [{key: value for key, value in frame.items() if key != "@context"}]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
            names += value
            classes = value.get("type", value.get("@type", []))
            names += [name for name in (classes if isinstance(classes, list) else [classes]) if isinstance(name, str)]
        elif isinstance(value, list):
            waiting += value
    for name in names:
        if not name.startswith("@") and name not in terms and name.partition(":")[0] not in terms and "://" not in name:
            known = [term for term in terms if not term.startswith("@")]
            raise BadParameter(
                f"the frame {path} names {name!r}, which the context does not know{did_you_mean(name, known)}"
            )


def _graph(document: Json) -> list[Json]:
    """Return the things of a compacted document."""
    things = {key: value for key, value in document.items() if key != "@context"}
    graph = things.get("graph", things.get("@graph", [things] if things else []))
    return list(graph) if isinstance(graph, list) else [graph]


@cache
def _language_mapped() -> frozenset[str]:
    """Return the properties whose values the context puts into language maps."""
    terms = context()["@context"]
    curies = [_definition(term)["@id"] for name, term in terms.items() if _is_language_map(name)]
    return frozenset(expand(curie) or curie for curie in curies)


def _terms(curies: set[str]) -> dict[str, Json]:
    """Return the part of the project's context that some names need; for PyLD takes its time over each term."""
    terms = context()["@context"]
    prefixes_used = {curie.partition(":")[0] for curie in curies} | {"xsd"}
    result = {}
    for name, term in terms.items():
        iri = _definition(term).get("@id", _definition(term).get("@reverse", ""))
        if name in prefixes_used or iri in curies or (isinstance(iri, str) and iri.startswith("@")) or name[0] == "@":
            result[name] = term
    needed = {_definition(term).get(key, "").partition(":")[0] for term in result.values() for key in _NAMING}
    return {name: term for name, term in terms.items() if name in result or name in needed}


_NAMING = ("@id", "@reverse", "@type")


def _curies(triples: Iterable[Triple]) -> dict[Any, set[str]]:
    """Return the names that the statements about each thing need: CURIEs, or IRIs where the project has no prefix."""
    result: dict[Any, set[str]] = defaultdict(set)
    shortened: dict[str, str] = {}
    for triple in triples:
        subject = triple.subject
        for term in (subject, triple.predicate, triple.object):
            iri = (
                term.value if isinstance(term, NamedNode) else term.datatype.value if isinstance(term, Literal) else ""
            )
            if iri not in shortened:
                shortened[iri] = shorten(iri)
            result[subject].add(shortened[iri])
    return result


def _terms_of(frame: Json) -> dict[str, Json]:
    """Return the part of the project's context that a frame names, as far as it is not in use already."""
    terms = context()["@context"]
    named, waiting = set(), [frame]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [item for key, item in value.items() if key != "@context"]
            named |= set(value)
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str):
            named |= {value, value.partition(":")[0]}
    found = {name: terms[name] for name in named if name in terms}
    needed = {_definition(term).get(key, "").partition(":")[0] for term in found.values() for key in _NAMING}
    return {**{name: terms[name] for name in needed if name in terms}, **found}


def _definition(term: Json) -> dict[str, Json]:
    return term if isinstance(term, dict) else {"@id": str(term)}


def _ordered(value: Json) -> Json:
    """Return JSON with the keys of each object in the order in which people read them."""
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "@value" in value:  # rdflib reads a literal's datatype under its own name alone
        cased = {"@language": language_tag(value["@language"])} if "@language" in value else {}
        return {"@type" if key == "type" else key: item for key, item in {**value, **cased}.items()}
    return {
        key: item if key == "@context" else _by_language(item) if _is_language_map(key) else _ordered(item)
        for key, item in sorted(value.items(), key=_key_rank)
    }


def _is_language_map(key: str) -> bool:
    return "@language" in _definition(context()["@context"].get(key, "")).get("@container", ())


def _by_language(texts: Json) -> Json:
    """Return a language map with its tags in the usual case; PyLD knows them in lower case only."""
    return {language_tag(tag): text for tag, text in texts.items()} if isinstance(texts, dict) else texts


def _key_rank(entry: tuple[str, Json]) -> tuple[int, int, str]:
    key = entry[0]
    if key in _FIRST:
        return (0, _FIRST.index(key), key)
    return (2, _LAST.index(key), key) if key in _LAST else (1, 0, key)
