"""What was decided about links, and where it is kept: a file of SSSOM/TSV, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.errors import BadParameter, GraphUnreadable
from corridor_kg.files import locking, output, reading, sssom, turtle
from corridor_kg.files.loading import slug
from corridor_kg.files.sssom import MappingSet
from corridor_kg.links.matching import rank
from corridor_kg.links.suggestions import CandidateSource, Suggestions, linking
from corridor_kg.model import mappings
from corridor_kg.model.authorities import Authority
from corridor_kg.model.mappings import TOOL, Key, Mapping
from corridor_kg.model.slots import SLOTS
from corridor_kg.rdf import unreadable
from corridor_kg.rdf.vocabulary import GRAPHS, SKOS, XSD, expand
from corridor_kg.store.graph import Graph
from corridor_kg.version import __version__

_REVIEWED, _REVIEWER = (NamedNode(SLOTS[name].property) for name in ("review_date", "reviewer_label"))


def open_file(path: str) -> MappingSet:
    """Return the decisions in a file; none where it is not there yet.

    Args:
        path: A file that ends in ``.sssom.tsv``.

    Raises:
        BadParameter: It ends in something else.
        GraphUnreadable: It is not valid SSSOM/TSV.
    """
    if not path.endswith(sssom.ENDING):
        raise BadParameter(f"decisions are kept as SSSOM/TSV; name a file that ends in {sssom.ENDING}, not {path!r}.")
    if os.path.exists(path):
        if not os.path.isfile(path):
            raise BadParameter(
                f"{path!r} is no file; name one that ends in {sssom.ENDING}, or one that is not there yet."
            )
        return sssom.read(path)
    stem = slug(os.path.basename(path).removesuffix(sssom.ENDING)) or "links"
    return MappingSet(f"{GRAPHS}{stem}-decided", head={"mapping_set_title": f"Links decided in {stem}"})


def merged(before: MappingSet, decided: Sequence[Mapping]) -> MappingSet:
    """Return a set of mappings with some decided anew, each in the place of the earlier ones about the same.

    Linking a thing takes an earlier closing away. Everything else stays as it is.
    """
    kept = [old for old in before.mappings if not any(_replaces(new, old) for new in decided)]
    return MappingSet(before.id, tuple(sorted([*kept, *decided], key=mappings.order)), before.head)


def _replaces(new: Mapping, old: Mapping) -> bool:
    closed = old.closed and new.subject == old.subject and old.authority in ("", new.authority)
    return new.key == old.key or (new.decision == "linked" and closed)


def add(path: str, decided: Sequence[Mapping]) -> None:
    """Add decisions to a file, which is locked and read again before it is replaced, for others may have written too.

    Raises:
        GraphUnreadable: It is not valid SSSOM/TSV.
        OutputFailed: It cannot be written, or another process keeps it locked.
    """
    with locking.locked(path):
        write(merged(open_file(path), decided), path)


def write(decided: MappingSet, path: str) -> None:
    """Write decisions into their file, which is replaced whole.

    Raises:
        OutputFailed: The file cannot be written.
    """
    output.write(sssom.serialize(decided), path)


def take(
    found: Suggestions,
    source: CandidateSource,
    *,
    accept: str | None = None,
    relation: str = "exactMatch",
    reject: Iterable[str] = (),
    close: bool = False,
    author: str,
) -> list[Mapping]:
    """Return decisions about the one thing of some suggestions, each with its date, author and grounds.

    Args:
        found: The suggestions for the thing.
        source: Where they come from; where its authority is not one of ours, identifiers have to be whole IRIs.
        accept: The identifier that the thing is linked to.
        relation: How the two relate: ``exactMatch`` or another match of SKOS.
        reject: Identifiers of what it is not.
        close: Whether nothing was found.
        author: Who decides.

    Raises:
        BadParameter: An identifier does not have the form of the authority's, or is accepted and rejected at once.
    """
    accepted = [_identifier(accept, source.authority)] if accept else []
    rejected = [_identifier(text, source.authority) for text in reject]
    if both := set(accepted) & set(rejected):
        raise BadParameter(f"{both.pop()} cannot be accepted and rejected at once.")
    taken = [_linking(found, source, target).with_slots(predicate_id=f"{SKOS}{relation}") for target in accepted]
    taken += [_linking(found, source, target).with_slots(predicate_modifier=mappings.NEGATED) for target in rejected]
    if close:
        taken.append(_closing(found, source))
    authority = source.authority.iri if source.authority else ""
    return [_stamped(mapping.with_slots(object_source=authority), author) for mapping in taken]


def doubts(taken: Iterable[Mapping], before: Iterable[Mapping], source: CandidateSource) -> Iterator[str]:
    """Yield what speaks against decisions, as sentences: they are taken all the same.

    Args:
        taken: The decisions.
        before: What was decided before, in the graph and in the file.
        source: Where the candidates came from.

    Raises:
        BadParameter: A thing is closed that is linked.
    """
    known = list(before)
    for mapping in taken:
        others = [old for old in known if old.subject == mapping.subject and old.authority == mapping.authority]
        linked = [old.target for old in others if old.decision == "linked" and old["predicate_id"] == mappings.EXACT]
        if mapping.closed and linked:
            raise BadParameter(
                f"{mapping['subject_label']} is linked to {linked[0]}; reject that rather than close it."
            )
        if mapping.decision == "linked":
            yield from _doubts(mapping, linked, [old for old in others if old.target == mapping.target and old.negated])
        if not mapping.closed and not mapping["object_label"]:
            yield f"{source.name} does not list {mapping.target}; see that it is right."


def _doubts(mapping: Mapping, linked: list[str], rejected: list[Mapping]) -> Iterator[str]:
    for old in rejected:
        yield f"{mapping.target} was rejected on {old['mapping_date']}; from now on it is accepted."
    for target in linked:
        if target != mapping.target and mapping["predicate_id"] == mappings.EXACT:
            yield f"{mapping['subject_label']} is linked to {target} too, and can be the same as one of them only."


def told(mapping: Mapping) -> str:
    """Return a decision as a sentence without its period."""
    name, target = mapping["subject_label"] or mapping.subject, mapping["object_label"] or "no name"
    if mapping.closed:
        return f"{name} is closed, for nothing was found"
    words = "is not" if mapping.negated else f"has the {mapping['predicate_id'].rpartition('#')[2]}"
    return f"{name} {words} {mapping.target} ({target})"


def _identifier(text: str, authority: Authority | None) -> str:
    if authority:
        return authority.parse(text)
    try:
        return NamedNode(expand(text) or text).value
    except ValueError:
        raise BadParameter(f"{text!r} is not an IRI; write it whole, as in https://example.org/1.") from None


def _linking(found: Suggestions, source: CandidateSource, target: str) -> Mapping:
    """Return the mapping of the thing to a target, with the grounds where the source knows the target."""
    thing = found.rows[0].thing
    match = next((row.match for row in found.rows if row.match and row.match.candidate.iri == target), None)
    if match is None and (known := source.find(target)):
        (match,) = rank(thing, [known])
    return linking(thing, target, match, source=found.source)


def _closing(found: Suggestions, source: CandidateSource) -> Mapping:
    return _linking(found, source, mappings.NO_TERM).with_slots(comment=f"Looked for in {found.source}.")


def _stamped(mapping: Mapping, author: str) -> Mapping:
    """Return a mapping as one that somebody decides today, with this program's help."""
    return mapping.with_slots(
        mapping_justification=mappings.CURATED,
        author_label=author,
        mapping_date=mappings.today(),
        mapping_tool=TOOL,
        mapping_tool_version=__version__,
    )


def review(graph: Graph, true: Collection[Key], *, reviewer: str = TOOL) -> list[str]:
    """Write today's date as that of the last review into the mappings of a graph that were found true.

    Args:
        graph: The graph; its files have to be SSSOM/TSV, or Turtle as the project itself writes it.
        true: The keys of the mappings.
        reviewer: Who reviewed them.

    Returns:
        The files that were changed, each replaced whole.

    Raises:
        GraphUnreadable: A file is neither, and what else stands in it would be lost; no file is changed then.
        OutputFailed: A file cannot be written, or another process keeps it locked.
    """
    files = dict.fromkeys(file for origin in graph.facts for file in origin.files)
    concerned = [file for file in files if _changes(file, true, reviewer)]
    with locking.locked(*concerned):
        changed = {file: new for file in concerned for new in _changes(file, true, reviewer)}
        for file, new in changed.items():
            output.write(new, file)
    return [unreadable.shown(file) for file in changed]


def _changes(path: str, true: Collection[Key], reviewer: str) -> list[str]:
    """Return the new text of a file; nothing where it stays as it is."""
    new = _reviewed(path, true, reviewer)
    return [] if new is None or new == _read(path) else [new]


def _reviewed(path: str, true: Collection[Key], reviewer: str) -> str | None:
    """Return the new text of a file; None where it has none of the mappings."""
    if not any(mapping.key in true for mapping in mappings.read(reading.quads(path))):
        return None
    return (_reviewed_table if path.endswith(sssom.ENDING) else _reviewed_turtle)(path, true, reviewer)


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeError) as error:
        raise unreadable.explain(path, error) from None


def _reviewed_table(path: str, true: Collection[Key], reviewer: str) -> str:
    old = sssom.read(path)
    slots = {"review_date": mappings.today(), "reviewer_label": reviewer}
    reviewed = (mapping.with_slots(**slots) if mapping.key in true else mapping for mapping in old.mappings)
    return sssom.serialize(MappingSet(old.id, tuple(reviewed), old.head))


def _reviewed_turtle(path: str, true: Collection[Key], reviewer: str) -> str:
    text, quads = _read(path), list(reading.quads(path))
    head = text[: text.find("@prefix")] if "@prefix" in text else ""
    if not path.endswith(".ttl") or text != head + turtle.serialize(quad.triple for quad in quads):
        raise GraphUnreadable(
            f"{unreadable.shown(path)} cannot be rewritten without losing its layout or comments;"
            f" keep links in a file that ends in {sssom.ENDING}, or in Turtle as 'corridor-kg export' writes it.",
            path,
        )
    reviewed = {mapping.iri for mapping in mappings.read(quads) if mapping.key in true}
    dates = {_REVIEWED: Literal(mappings.today(), datatype=NamedNode(f"{XSD}date")), _REVIEWER: Literal(reviewer)}
    kept = [quad.triple for quad in quads if quad.subject not in reviewed or quad.predicate not in dates]
    added = [Triple(node, predicate, value) for node in reviewed for predicate, value in dates.items()]
    return head + turtle.serialize([*kept, *added])
