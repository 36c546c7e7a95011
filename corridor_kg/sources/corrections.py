"""A correction, as it is written into the file that describes a source: what was withdrawn or corrected, when, why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date as Day  # noqa: N812 # a parameter is called date, as the option is

from pyoxigraph import Literal, NamedNode, Triple

from corridor_kg.errors import BadParameter, did_you_mean
from corridor_kg.files import turtle as writer
from corridor_kg.rdf.terms import TYPE, is_iri
from corridor_kg.rdf.vocabulary import RDFS, XSD, expand, prefixes
from corridor_kg.sources.described import ADDRESS

KINDS = ("withdrawal", "correction")
"""What happens to a source after it came out: the codes of ``ckg:CorrectionKind``."""

_CKG, _DATE, _ADDRESS = prefixes()["ckg"], NamedNode(f"{XSD}date"), NamedNode(f"{XSD}anyURI")
_PREFIX = re.compile(r"^@prefix ([\w-]+): +(<[^>]+>) \.$\n?", re.MULTILINE)


def turtle(
    source: str,
    about: Iterable[str],
    *,
    kind: str,
    date: str | Day,
    comment: str,
    language: str = "en",
    address: str | None = None,
    replacements: Iterable[str] = (),
) -> str:
    """Return the block of Turtle that says so; `appended` puts it into a file.

    Args:
        source: The short name of the source, by which the correction is called.
        about: CURIEs or IRIs: the article, or each of its passages.
        kind: One of `KINDS`.
        date: The day on which it was withdrawn or corrected.
        comment: What was wrong, in our words.
        language: The language of the comment.
        address: Where the correction can be read.
        replacements: CURIEs or IRIs of what is to be read instead.

    Raises:
        BadParameter: Nothing is named, a kind, day or address is none, or the comment is empty.

    >>> print(turtle("china-daily", ["passage:china-daily-p07"], kind="correction", date="2018-01-05",
    ...              comment="The number is that of another city."), end="")
    correction:china-daily-p07-2018-01-05
        a ckg:Correction ;
        rdfs:comment "The number is that of another city."@en ;
        ckg:corrects passage:china-daily-p07 ;
        ckg:hasCorrectionKind correction-kind:correction ;
        schema:datePublished "2018-01-05"^^xsd:date ;
    .
    """
    if kind not in KINDS:
        raise BadParameter(f"no kind of correction is called {kind!r}{did_you_mean(kind, KINDS, otherwise=_either())}")
    day, corrected = _day(date), list(map(_iri, about))
    if not corrected:
        raise BadParameter("a correction of nothing; name the article, or the passages that it is about.")
    if not comment.strip():
        raise BadParameter("a correction says what was wrong; give a comment.")
    if address is not None and not ADDRESS.fullmatch(address):
        raise BadParameter(f"{address!r} is no address; write one that begins with https://.")
    correction = NamedNode(f"{prefixes()['correction']}{_slug(source, corrected)}-{day}")
    whole = writer.serialize(
        [
            Triple(correction, TYPE, NamedNode(f"{_CKG}Correction")),
            *(Triple(correction, NamedNode(f"{_CKG}corrects"), thing) for thing in corrected),
            Triple(
                correction,
                NamedNode(f"{_CKG}hasCorrectionKind"),
                NamedNode(f"{prefixes()['correction-kind']}{kind}"),
            ),
            Triple(correction, _schema("datePublished"), Literal(day, datatype=_DATE)),
            Triple(correction, NamedNode(f"{RDFS}comment"), Literal(comment.strip(), language=language)),
            *(Triple(correction, NamedNode(f"{_CKG}hasReplacement"), _iri(other)) for other in replacements),
            *([Triple(correction, _schema("url"), Literal(address, datatype=_ADDRESS))] if address else []),
        ]
    )
    return whole[whole.index("correction:" + correction.value.rpartition("/")[2] + "\n") :]


def appended(text: str, block: str) -> str:
    """Return the text of a file with a block behind it, and the prefixes that the block needs at its head.

    Args:
        text: The file, in the project's own way of writing Turtle: its prefixes together, a line each.
        block: What `turtle` returns.
    """
    own = {found[1]: found[2] for found in _PREFIX.finditer(text)}
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", block)
    needed = {name: f"<{iri}>" for name, iri in prefixes().items() if re.search(rf"(?<![\w-]){name}:", bare)}
    clashing = sorted(name for name in needed.keys() & own.keys() if needed[name] != own[name])
    if clashing:
        raise BadParameter(f"the file means something else by {clashing[0]}:; give that prefix another name in it.")
    if needed.keys() - own.keys():
        text = _with_prefixes(text, own | needed)
    return f"{text.rstrip()}\n\n{block}"


def _with_prefixes(text: str, declared: dict[str, str]) -> str:
    """Return a file whose head declares these prefixes, in their order and aligned."""
    first = next(_PREFIX.finditer(text), None)
    start = first.start() if first else 0
    width = max(map(len, declared)) + 1
    head = "".join(f"@prefix {name + ':':<{width}} {iri} .\n" for name, iri in sorted(declared.items()))
    rest = _PREFIX.sub("", text[start:])
    return f"{text[:start]}{head}{'' if first else chr(10)}{rest}"


def _day(given: str | Day) -> str:
    try:
        return str(Day.fromisoformat(str(given)))
    except ValueError:
        raise BadParameter(f"{given!r} is no day; write one as in 2018-01-05.") from None


def _iri(name: str) -> NamedNode:
    iri = expand(name) or name
    if not is_iri(iri):
        raise BadParameter(f"{name!r} is neither a CURIE nor an IRI; write one as in passage:china-daily-p07.")
    return NamedNode(iri)


def _slug(source: str, corrected: list[NamedNode]) -> str:
    """Return what a correction is called: after its one passage, else after its source."""
    names = {thing.value.rpartition("/")[2] for thing in corrected}
    return next(iter(names)) if len(names) == 1 and any(_of_source(source, names)) else source


def _of_source(source: str, names: Iterable[str]) -> Iterator[bool]:
    yield from (name.startswith(f"{source}-") for name in names)


def _schema(name: str) -> NamedNode:
    return NamedNode(f"{prefixes()['schema']}{name}")


def _either() -> str:
    return f"write {' or '.join(KINDS)}"
