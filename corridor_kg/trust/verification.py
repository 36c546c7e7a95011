"""Check every fact against the articles that state it: passages, names, numbers, speakers, and what is left over.

The graph holds no sentence of an article. It holds where each passage stands and hashes of its text; whoever has a
copy can have it found there, and every fact of the passage held against what is printed.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.answers.rows import Row
from corridor_kg.choices import VERIFICATION_FORMATS
from corridor_kg.errors import refuse_format
from corridor_kg.rdf.columns import hung, padded
from corridor_kg.rdf.notebooks import shows_text
from corridor_kg.rdf.terms import DERIVED_FROM, TYPE
from corridor_kg.rdf.vocabulary import ONTOLOGY, Json, shorten
from corridor_kg.store.graph import Graph
from corridor_kg.text import articles
from corridor_kg.trust.claims import Claim
from corridor_kg.trust.copies import Copies, Copy
from corridor_kg.trust.judging import Passage
from corridor_kg.trust.placing import Placed
from corridor_kg.trust.verdicts import CONTRADICTED, NOT_CHECKABLE, VERDICTS, Judgement

_ARTICLE = NamedNode(f"{ONTOLOGY}Article")
_DESCRIBED = {_ARTICLE, *(NamedNode(f"{ONTOLOGY}{name}") for name in ("Passage", "Source"))}
"""What a source describes itself, and its passages need not speak of."""


class PassageVerdict(NamedTuple):
    """What became of one passage in a copy of its article.

    Attributes:
        passage: Its notation, such as ``china-daily p14``.
        verdict: ``found`` at its place, ``moved``, ``changed``, or ``missing``.
        start: The first character of the text that was taken for it, from 0; None where there is none.
        end: The character after its last.
        facts: Of how many things it states something.
        judgements: What became of each name, number, unit, word of bound, period and relation of its facts.
        faults: What is wrong with its text; a sentence each.
        notes: What is no fault and worth a look: what stands in the middle of it, and what nobody can know.
    """

    passage: str
    verdict: str
    start: int | None
    end: int | None
    facts: int
    judgements: tuple[Judgement, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many judgements there are of each verdict."""
        counted = Counter(judgement.verdict for judgement in self.judgements)
        return {verdict: counted[verdict] for verdict in VERDICTS}

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with its text, then what does not stand in it, or stands in it and in no fact."""
        contradicted = (judgement for judgement in self.judgements if judgement.verdict == CONTRADICTED)
        return tuple(dict.fromkeys((*self.faults, *(judgement.problem for judgement in contradicted))))

    def to_dict(self) -> dict[str, Json]:
        """Return the verdict as JSON has it."""
        own = {name: getattr(self, name) for name in ("passage", "verdict", "start", "end", "facts", "counts")}
        return {
            **own,
            "problems": list(self.problems),
            "notes": list(self.notes),
            "judgements": [judgement._asdict() for judgement in self.judgements],
        }


class ArticleVerdict(NamedTuple):
    """What became of one article in the copy in which most of its passages stand.

    Attributes:
        article: Its CURIE.
        label: Its title.
        copy: The file.
        passages: A verdict for each passage, in the order of the article.
    """

    article: str
    label: str
    copy: str
    passages: tuple[PassageVerdict, ...]

    @property
    def holds(self) -> bool:
        """Whether every passage is there and nothing in it contradicts a fact."""
        return all(passage.verdict in ("found", "moved") and not passage.problems for passage in self.passages)

    @property
    def counts(self) -> dict[str, int]:
        """How many judgements of all its passages there are of each verdict."""
        return _sum(passage.counts for passage in self.passages)

    @property
    def there(self) -> int:
        """How many of its passages stand in the copy."""
        return sum(passage.verdict in ("found", "moved") for passage in self.passages)


class Verification(NamedTuple):
    """What came of checking a graph against articles.

    Attributes:
        articles: A verdict for each article of which a copy was given.
        not_given: The CURIEs of the articles of the graph that no copy has a passage of.
        unknown: The files in which no article of the graph was found, where others were given.
        uncited: Things that a source describes and no passage speaks of.
    """

    articles: tuple[ArticleVerdict, ...]
    not_given: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    uncited: tuple[str, ...] = ()

    @property
    def passages(self) -> tuple[PassageVerdict, ...]:
        """The verdicts on the passages of all articles."""
        return tuple(passage for article in self.articles for passage in article.passages)

    @property
    def counts(self) -> dict[str, int]:
        """How many judgements there are of each verdict, over all articles."""
        return _sum(article.counts for article in self.articles)

    @property
    def holds(self) -> bool:
        """Whether every passage is there, nothing contradicts a fact, and each file is an article of the graph."""
        is_whole = bool(self.articles) and not self.uncited and not self.unknown
        return is_whole and all(article.holds for article in self.articles)

    def _repr_html_(self) -> str:
        return shows_text(self)

    def to_text(self, *, width: int | None = None) -> str:
        """Return a table by passage for each article, the problems and notes, and a summary over all.

        Args:
            width: How many columns of the terminal a line of the problems and the summary may have; None for as many
                as it takes.
        """
        lines = [line for article in self.articles for line in self._of(article, width)]
        beside = [f"no passage speaks of {thing}; write what it states of it into its file." for thing in self.uncited]
        beside += [f"{file}: no article of the graph stands in it." for file in self.unknown]
        if beside:
            lines += [*(part for line in beside for part in hung(line, width, at=4)), ""]
        return "\n".join([*lines, *(part for line in self._summary() for part in hung(line, width, at=2))]) + "\n"

    def _of(self, article: ArticleVerdict, width: int | None) -> list[str]:
        """Return the table of an article, with what is to be told of its passages."""
        head = [f"{article.label} ({article.article}) in {article.copy}", ""] if len(self.articles) > 1 else []
        told = [f"{found.passage}: {problem}" for found in article.passages for problem in found.problems]
        told += [f"{found.passage}: {note}" for found in article.passages for note in found.notes]
        said = [part for line in told for part in hung(line, width, at=4)]
        return [*head, *_table(article.passages), "", *said, *([""] if said else [])]

    def _summary(self) -> Iterator[str]:
        if not self.articles:
            yield "No article of the graph stands in what was given; nothing was checked."
            return
        there, of = sum(article.there for article in self.articles), len(self.passages)
        share = f"{100 * there / of:.0f} %" if of else "none"
        failed = sum(len(found.problems) for found in self.passages) + len(self.uncited) + len(self.unknown)
        where = f"their {len(self.articles)} copies" if len(self.articles) > 1 else "the article"
        problems = f"{failed or 'no'} problem{'' if failed == 1 else 's'}"
        yield f"{there} of {of} passages stand in {where} ({share}); {problems}."
        counts = self.counts
        total = sum(counts.values())
        parts = ", ".join(f"{count or 'none'} {verdict}" for verdict, count in counts.items())
        unchecked = f" ({100 * counts[NOT_CHECKABLE] / total:.0f} % that print alone cannot tell)" if total else ""
        yield f"Of {total} claims: {parts}{unchecked}."
        if self.not_given:
            yield f"Not checked, for no copy was given: {', '.join(self.not_given)}."

    def to_json(self) -> str:
        """Return the verification as JSON: each article with its passages, and each passage with its judgements."""
        import json  # late for the cold start: most look at the table

        content = {
            "holds": self.holds,
            "counts": self.counts,
            "articles": [
                {
                    "article": article.article,
                    "label": article.label,
                    "copy": article.copy,
                    "holds": article.holds,
                    "counts": article.counts,
                    "passages": [passage.to_dict() for passage in article.passages],
                }
                for article in self.articles
            ],
            "notGiven": list(self.not_given),
            "unknown": list(self.unknown),
            "uncited": list(self.uncited),
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def serialize(self, format: str, *, width: int | None = None) -> str:
        """Return the verification in one of `VERIFICATION_FORMATS`.

        Args:
            format: One of these.
            width: As in `to_text`.

        Raises:
            OutputFailed: The format is none of them.
        """
        refuse_format(format, VERIFICATION_FORMATS, what="a verification")
        return self.to_text(width=width) if format == "table" else self.to_json()


def _sum(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    found = list(counts)
    return {verdict: sum(one[verdict] for one in found) for verdict in VERDICTS}


_COLUMNS = ("printed", "mention", "read", "open", "problems")
"""The verdicts as heads of columns; what print cannot tell stays open."""


def _table(passages: Sequence[PassageVerdict]) -> list[str]:
    row = "{} {:<8} {:>7} {:>7} {:>4} {:>4} {:>8}".format
    wide = max(len("passage"), *(len(found.passage) for found in passages), 0)
    lines = [row(padded("passage", wide), "verdict", *_COLUMNS), "─" * (wide + 44)]
    for found in passages:
        counts = [found.counts[verdict] or "" for verdict in VERDICTS[:-1]]
        lines.append(row(padded(found.passage, wide), found.verdict, *counts, len(found.problems) or "").rstrip())
    return lines


# -- Verifying ---------------------------------------------------------------------------------------


def verify(graph: Graph, paths: Iterable[str]) -> Verification:
    """Check the facts of articles against copies of their texts.

    Each file is a copy of every article of which half of the passages stand in it, else of that of which most do.

    Args:
        graph: The graph.
        paths: Files of plain text or HTML, in UTF-8, and folders of such; ``-`` is standard input.

    Raises:
        GraphNotFound: A file cannot be read, or a folder has none.
        UnknownThing: The graph has no article with passages.
    """
    copies = Copies(graph, paths)
    judge = _Judge(copies)
    return Verification(
        articles=tuple(map(judge.verdict, copies.every)),
        not_given=tuple(map(shorten, copies.not_given)),
        unknown=copies.unknown,
        uncited=_uncited(graph, copies.claims),
    )


def _uncited(graph: Graph, by_passage: dict[str, list[Claim]]) -> tuple[str, ...]:
    """Return what an origin with an article describes and nobody speaks of, sources and passages aside."""
    engine = graph.engine
    articles_in = {quad.graph_name: quad.subject for quad in engine.quads(None, TYPE, _ARTICLE)}
    described = {
        quad.subject
        for origin in articles_in
        if isinstance(origin, NamedNode)
        for quad in engine.quads(None, TYPE, None, origin)
        if quad.object not in _DESCRIBED and not any(engine.quads(quad.subject, DERIVED_FROM, None, origin))
    }
    spoken_of = {
        term for found in by_passage.values() for claim in found for term in (claim.triple.subject, claim.triple.object)
    }
    spoken_of |= {triple.object for article in articles_in.values() for triple in engine.match(article)}
    things = described - spoken_of
    return tuple(sorted(shorten(thing.value) if isinstance(thing, NamedNode) else "[]" for thing in things))


class _Judge:
    """Holds what is claimed of passages against texts."""

    def __init__(self, copies: Copies) -> None:
        self._copies = copies

    def verdict(self, copy: Copy) -> ArticleVerdict:
        """Return what became of an article in a copy."""
        label = self._copies.known.label(NamedNode(copy.article))
        rows = self._copies.rows[copy.article]
        verdicts = tuple(self._passage(row, copy.placed[row.passage], copy.text) for row in rows)
        return ArticleVerdict(shorten(copy.article), label, copy.file, verdicts)

    def _judgements(self, row: Row, plain: str) -> list[Judgement]:
        own, read_off = self._copies.claims.get(row.passage, []), self._copies.read_off.get(row.passage, [])
        return Passage(row.passage, NamedNode(row.article), own, read_off, self._copies.known, plain).judgements()

    def _passage(self, row: Row, place: Placed, text: str) -> PassageVerdict:
        verdict, stretch, added, notes = place
        subjects = {claim.triple.subject for claim in self._copies.claims.get(row.passage, [])}
        count = sum(self._copies.known.sort(subject) != "mention" for subject in subjects)
        faults = [] if count else ["nothing says what it states; add that."]
        if verdict == "missing":
            faults.append("its text is not in the article.")
            return PassageVerdict(row.name, verdict, None, None, count, (), tuple(faults))
        if added:
            faults.append(f'"{added[:60]}" stands beside it, where the article has nothing.')
        elif verdict == "changed":
            faults.append(f'its text is another; the nearest begins "{stretch.plain[:60]}".')
        for (_, left), (right, _) in itertools.pairwise(stretch.parts):
            within = articles.normalized(text[left:right])
            notes += (f'"{within[:60]}" stands in the middle of it, on lines of its own.',)
        judgements = tuple(self._judgements(row, stretch.plain))
        notes += tuple(one.remark for one in judgements if one.verdict == NOT_CHECKABLE and one.remark)
        return PassageVerdict(row.name, verdict, *stretch.place, count, judgements, tuple(faults), notes)
