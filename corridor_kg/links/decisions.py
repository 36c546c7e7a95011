"""What was decided about links, and where it is kept: a file of SSSOM/TSV, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg import __version__, output, reading
from corridor_kg.errors import BadParameter, GraphUnreadable
from corridor_kg.exports import turtle
from corridor_kg.links import mappings, sssom
from corridor_kg.links.mappings import Mapping
from corridor_kg.links.slots import SLOTS
from corridor_kg.links.sssom import MappingSet
from corridor_kg.vocabulary import GRAPHS, XSD

USUAL_FILE = f"links{sssom.ENDING}"
TOOL = "corridor-kg"

Key = tuple[str, str, str]
"""What a mapping is about: see `Mapping.key`."""

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
        return sssom.read(path)
    stem = os.path.basename(path).removesuffix(sssom.ENDING) or "links"
    return MappingSet(GRAPHS + stem, head={"mapping_set_title": f"Links decided in {stem}"})


def decide(before: MappingSet, decided: Iterable[Mapping]) -> MappingSet:
    """Return a set of mappings with some decided anew, each in the place of an earlier one about the same.

    Closing a thing takes the place of nothing but an earlier closing; linking it takes the closing away.
    """
    kept = {mapping.key: mapping for mapping in before.mappings}
    for mapping in decided:
        if mapping.decision == "linked":
            kept = {key: old for key, old in kept.items() if not (old.closed and _about_the_same(old, mapping))}
        kept[mapping.key] = mapping
    return MappingSet(before.id, tuple(sorted(kept.values(), key=mappings.order)), before.head)


def write(decided: MappingSet, path: str) -> None:
    """Write decisions into their file, which is replaced whole.

    Raises:
        OutputFailed: The file cannot be written.
    """
    output.write(sssom.write(decided), path)


def stamped(mapping: Mapping, *, author: str) -> Mapping:
    """Return a mapping as one that somebody decides today, with this program's help."""
    return mapping.with_slots(
        mapping_justification=mappings.CURATED,
        author_label=author,
        mapping_date=mappings.today(),
        mapping_tool=TOOL,
        mapping_tool_version=__version__,
    )


def review(path: str, true: Collection[Key], *, reviewer: str) -> bool:
    """Write today's date as that of the last review into the mappings of a file that were found true.

    Args:
        path: A file of SSSOM/TSV, or of Turtle as the project itself writes it.
        true: The keys of the mappings.
        reviewer: Who reviewed them.

    Returns:
        Whether the file was changed.

    Raises:
        GraphUnreadable: It is neither, and what else stands in it would be lost.
        OutputFailed: It cannot be written.
    """
    text = _read(path)
    new = (_reviewed_table if path.endswith(sssom.ENDING) else _reviewed_turtle)(path, text, true, reviewer)
    if new != text:
        output.write(new, path)
    return new != text


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeError) as error:
        raise reading.explain(path, error) from None


def _reviewed_table(path: str, text: str, true: Collection[Key], reviewer: str) -> str:
    old = sssom.read(path)
    if not any(mapping.key in true for mapping in old.mappings):
        return text
    slots = {"review_date": mappings.today(), "reviewer_label": reviewer}
    reviewed = (mapping.with_slots(**slots) if mapping.key in true else mapping for mapping in old.mappings)
    return sssom.write(MappingSet(old.id, tuple(reviewed), old.head))


def _reviewed_turtle(path: str, text: str, true: Collection[Key], reviewer: str) -> str:
    quads = list(reading.quads(path))
    head = text[: text.find("@prefix")] if "@prefix" in text else ""
    reviewed = {mapping.iri for mapping in mappings.read(quads) if mapping.key in true}
    if not reviewed:
        return text
    if not path.endswith(".ttl") or text != head + turtle.write(quad.triple for quad in quads):
        raise GraphUnreadable(
            f"{reading.shown(path)} cannot be rewritten without losing its layout or comments;"
            f" keep links in a file that ends in {sssom.ENDING}, or in Turtle as 'corridor-kg export' writes it.",
            path,
        )
    dates = {_REVIEWED: Literal(mappings.today(), datatype=NamedNode(f"{XSD}date")), _REVIEWER: Literal(reviewer)}
    kept = [quad.triple for quad in quads if quad.subject not in reviewed or quad.predicate not in dates]
    added = [Triple(node, predicate, value) for node in reviewed for predicate, value in dates.items()]
    return head + turtle.write([*kept, *added])


def _about_the_same(closed: Mapping, linked: Mapping) -> bool:
    return closed.subject == linked.subject and closed.authority in ("", linked.authority)
