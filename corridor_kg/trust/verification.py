"""Check every fact against the article that states it: passages, names, numbers, speakers, and what is left over.

The graph holds no sentence of the article. It holds where each passage stands, the SHA-256 of its text, and the
SHA-256 of its text with white space and typography made plain; so a passage is known again in any copy.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import NamedTuple

from pyoxigraph import NamedNode

from corridor_kg.answers.rows import Row
from corridor_kg.choices import VERIFICATION_FORMATS
from corridor_kg.errors import UnknownThing, refuse_format
from corridor_kg.rdf.columns import hung, padded
from corridor_kg.rdf.terms import DERIVED_FROM, TYPE
from corridor_kg.rdf.vocabulary import ONTOLOGY, shorten
from corridor_kg.store.graph import Graph
from corridor_kg.text import articles, stretches
from corridor_kg.text.stretches import Stretch
from corridor_kg.text.words import without_notes
from corridor_kg.trust.expectations import Expectation, expected

NUMERAL = r"\d[\d,.]*\d|\d"

_VALUE = r"%‰°+\-−±$€£¥¬~<>/"
_CUT = re.compile(rf"[^\W\u2e80-\uffff](?:[^\W\u2e80-\uffff]|[,.]\d)|[,.{_VALUE}]\d|\d[{_VALUE}]")
"""Two characters between which a word or number goes on; words of Chinese have no such edges."""

_SAYS = re.compile(r"\w|[%‰±$€£¥¬?!]")
"""What says something; other marks beside a passage are bullets, bars and the like."""

PASSAGES = """
SELECT DISTINCT ?article ?articleLabel ?passage ?name ?start ?end ?hash ?plainHash ?articleStart ?articleEnd
WHERE {
  ?passage a ckg:Passage ;
    skos:notation ?name ;
    dcterms:isPartOf ?article ;
    oa:start ?start ;
    oa:end ?end ;
    schema:sha256 ?hash .
  OPTIONAL { ?passage ckg:normalizedHash ?plainHash . }
  OPTIONAL { ?article rdfs:label ?articleLabel . }
  OPTIONAL { ?article oa:start ?articleStart . }
  OPTIONAL { ?article oa:end ?articleEnd . }
}
ORDER BY ?article ?start
"""

CITING = """
SELECT ?passage (COUNT(DISTINCT ?thing) AS ?facts)
WHERE {
  ?passage a ckg:Passage .
  { GRAPH ?passage { ?thing ?property ?value . } }
  UNION
  { ?thing prov:wasDerivedFrom ?passage . }
  MINUS {
    VALUES ?beside { ckg:Mention owl:Axiom }
    ?thing a ?beside .
  }
}
GROUP BY ?passage
"""

_SPOKEN_OF = """
SELECT DISTINCT ?thing
WHERE {
  {
    VALUES ?described { ckg:Article ckg:Passage ckg:Source }
    ?thing a ?described .
  }
  UNION
  {
    ?article a ckg:Article ;
      ?relation ?thing .
  }
  UNION
  {
    ?passage a ckg:Passage .
    { GRAPH ?passage { ?thing ?property ?value . } }
    UNION
    { GRAPH ?passage { ?subject ?property ?thing . } }
  }
}
"""

_ARTICLE = NamedNode(f"{ONTOLOGY}Article")


@dataclass(frozen=True)
class PassageVerdict:
    """What became of one passage in a copy of its article.

    Attributes:
        passage: Its notation, such as ``p14``.
        verdict: ``found`` at its place, ``moved``, ``changed``, or ``missing``.
        start: The first character of the text that was taken for it, from 0; None where there is none.
        end: The character after its last.
        facts: Of how many things it states something.
        checked: How many names, numbers, speakers and the like were looked for in it.
        problems: What does not stand in it, or stands in it and in no fact; a sentence each.
        notes: What is no fault and worth a look: what stands in the middle of it, and what nobody can know.
    """

    passage: str
    verdict: str
    start: int | None
    end: int | None
    facts: int
    checked: int
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verification:
    """What came of checking a graph against an article.

    Attributes:
        article: The CURIE of the article.
        passages: A verdict for each passage, in the order of the article.
        uncited: Things that a source describes and no passage speaks of.
    """

    article: str
    passages: tuple[PassageVerdict, ...]
    uncited: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every passage is there and everything in it stands in print."""
        whole = all(passage.verdict in ("found", "moved") and not passage.problems for passage in self.passages)
        return whole and not self.uncited

    def to_text(self, *, width: int | None = None) -> str:
        """Return a table by passage, the problems and notes, and a summary.

        Args:
            width: How many columns of the terminal a line of the problems and the summary may have; None for as many
                as it takes.
        """
        row = "{} {:<8} {:<10} {:>5} {:>7} {:>8}".format
        wide = max(len("passage"), *(len(found.passage) for found in self.passages), 0)
        lines = [row(padded("passage", wide), "verdict", "place", "facts", "checked", "problems"), "─" * (wide + 43)]
        for found in self.passages:
            place = "" if found.start is None else f"{found.start}-{found.end}"
            count = len(found.problems) or ""
            lines.append(
                row(padded(found.passage, wide), found.verdict, place, found.facts, found.checked, count).rstrip()
            )
        problems = [f"{found.passage}: {problem}" for found in self.passages for problem in found.problems]
        problems += [
            f"no passage speaks of {thing}; write what it states of it into its file." for thing in self.uncited
        ]
        problems += [f"{found.passage}: {note}" for found in self.passages for note in found.notes]
        said = [part for line in problems for part in hung(line, width, at=4)]
        return "\n".join([*lines, "", *said, *([""] if said else []), *hung(self._summary(), width, at=2)]) + "\n"

    def _summary(self) -> str:
        there = sum(found.verdict in ("found", "moved") for found in self.passages)
        checked = sum(found.checked for found in self.passages)
        failed = sum(len(found.problems) for found in self.passages) + len(self.uncited)
        share = f"{100 * there / len(self.passages):.0f} %" if self.passages else "none"
        return (
            f"{there} of {len(self.passages)} passages stand in the article ({share}); "
            f"{checked} names, numbers and speakers looked for, {failed or 'no'} problem{'' if failed == 1 else 's'}."
        )

    def to_json(self) -> str:
        """Return the verification as JSON."""
        return json.dumps({**asdict(self), "holds": self.holds}, ensure_ascii=False, indent=2) + "\n"

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


def verify(graph: Graph, path: str) -> Verification:
    """Check the facts of an article against a copy of its text.

    Args:
        graph: The graph; of several articles in it, the one with most passages in the copy is checked.
        path: Plain text or HTML, in UTF-8; ``-`` is standard input.

    Raises:
        GraphNotFound: The file cannot be read.
        UnknownThing: The graph has no article with passages.
    """
    copies = articles.read(path)
    by_article: dict[str, list[Row]] = {}
    for row in graph.rows(PASSAGES):
        by_article.setdefault(row.article, []).append(row)
    if not by_article:
        raise UnknownThing("the graph has no article with passages; name one that has with --graph or --add.")
    article, text, placed = _best(by_article, copies)
    wanted = expected(graph)
    facts = {row.passage: row.facts for row in graph.rows(CITING)}
    _place_changed(by_article[article], placed, text, wanted)
    return Verification(
        article=shorten(article),
        passages=tuple(
            _verdict(row, placed[row.passage], text, wanted.get(row.passage, []), facts) for row in by_article[article]
        ),
        uncited=_uncited(graph),
    )


def _uncited(graph: Graph) -> tuple[str, ...]:
    """Return what an origin with an article describes and nobody speaks of, sources and passages aside."""
    engine = graph.engine
    origins = {quad.graph_name for quad in engine.quads(None, TYPE, _ARTICLE)}
    typed = {(quad.subject, quad.graph_name) for quad in engine.quads(None, TYPE) if quad.graph_name in origins}
    typed -= {(quad.subject, quad.graph_name) for quad in engine.quads(None, DERIVED_FROM)}
    things = {thing for thing, _ in typed} - {row.terms["thing"] for row in graph.rows(_SPOKEN_OF)}
    return tuple(sorted(shorten(thing.value) if isinstance(thing, NamedNode) else "[]" for thing in things))


# -- Where passages stand ----------------------------------------------------------------------------


class Placed(NamedTuple):
    """Where a passage stands in a text: the verdict, the stretch that was taken for it, what is added, what to note."""

    verdict: str
    stretch: Stretch = Stretch((), "")
    added: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_there(self) -> bool:
        """Whether its text is what it was."""
        return self.verdict in ("found", "moved")


def _best(by_article: dict[str, list[Row]], copies: list[str]) -> tuple[str, str, dict[str, Placed]]:
    """Return the article of which most passages stand in a copy, the copy as it is best read, and their places."""
    best: tuple[str, str, dict[str, Placed]] | None = None
    most = -1
    for text in copies:
        for article, rows in by_article.items():
            placed = _places(rows, text)
            _mark_added(rows, placed, text)
            there = sum(place.is_there for place in placed.values())
            if there > most:
                best, most = (article, text, placed), there
        if best and most == len(best[2]):
            break
    assert best
    return best


def _places(rows: list[Row], text: str) -> dict[str, Placed]:
    """Return where passages stand in a text, those that are not there left as missing.

    A stretch of the text is taken for one passage alone: of a sentence that is printed twice, and altered once, one
    is missing.
    """
    placed = {row.passage: Placed("found", here) for row in rows if (here := _at_its_place(row, text))}
    others = [row for row in rows if row.passage not in placed]
    taken = [place.stretch for place in placed.values()]
    there = stretches.find(text, [(row.plainHash, row.end - row.start) for row in others if row.plainHash], taken)
    for row in others:
        found = sorted(there.get(row.plainHash, ()))  # of a sentence that is printed twice, the first comes first
        free = [stretch for stretch in found if not any(map(stretch.meets, taken))]
        if free:
            stretch = next((stretch for stretch in free if stretch.place[0] == row.start), free[0])
            taken.append(stretch)
            placed[row.passage] = Placed("found" if stretch.place[0] == row.start else "moved", stretch)
    return {row.passage: placed.get(row.passage, Placed("missing")) for row in rows}


def _at_its_place(row: Row, text: str) -> Stretch | None:
    """Return the stretch where a passage stands in the article, if it stands there in a text."""
    here = text[row.start : row.end]
    if any(_CUT.match(text, max(0, edge - 1)) for edge in (row.start, row.end) if edge):
        return None  # 12 at the end of a passage is not the 12 of 12,000
    plain = articles.normalized(here)
    stands = articles.sha256(here) == str(row.hash) or articles.sha256(plain) == str(row.plainHash)
    return Stretch(((row.start, row.end),), plain) if stands else None


def _place_changed(
    rows: list[Row], placed: dict[str, Placed], text: str, by_passage: dict[str, list[Expectation]]
) -> None:
    """Give each missing passage the paragraph that is nearest to it, if one is left that is near."""
    free = _free(text, [part for place in placed.values() for part in place.stretch.parts])
    for row in rows:
        if placed[row.passage].verdict != "missing" or not free:
            continue
        wanted = by_passage.get(row.passage, [])

        def nearness(span: tuple[int, int], row: Row = row, wanted: list[Expectation] = wanted) -> float:
            plain = articles.normalized(text[slice(*span)])
            shared = sum(item.stands_in(plain) for item in wanted) / len(wanted) if wanted else 0
            lengths = (span[1] - span[0], row.end - row.start)
            return float(shared + min(lengths) / max(lengths))

        best = max(free, key=nearness)
        if nearness(best) > 1:
            placed[row.passage] = Placed("changed", Stretch((best,), articles.normalized(text[slice(*best)])))
            free.remove(best)


def _mark_added(rows: list[Row], placed: dict[str, Placed], text: str) -> None:
    """Take a passage for changed where words stand beside it on its lines for which the article has no room.

    Where another passage is not there, they may be what is left of it: on its side, or about as long as it is. Where
    it is not known how much room there is, they are told of.
    """
    gone = [row.end - row.start for row in rows if not placed[row.passage].is_there]
    beside = _Beside(text, [part for place in placed.values() for part in place.stretch.parts])
    neighbours = [(row, placed[row.passage].is_there) for row in rows]
    for before, row, behind in zip([None, *neighbours], rows, [*neighbours[1:], None], strict=False):
        place = placed[row.passage]
        if not place.is_there:
            continue
        left, right, is_alone = beside.sides(place.stretch)
        sides: list[tuple[str, int | None]] = []
        if before is None or before[1]:
            sides.append((left, _room_before(row, before and before[0], is_alone=is_alone)))
        if behind is None or behind[1]:
            sides.append((right, _room_behind(row, behind and behind[0])))
        for found, room in sides:
            words = articles.normalized(without_notes(found))
            count = len(_SAYS.findall(words))
            is_left_over = any(length / 2 < len(words) < length * 2 for length in gone)
            if room is None and count:
                note = f'"{words[:60]}" stands behind it; {_UNKNOWN}'
                placed[row.passage] = place._replace(notes=(note,))
            elif room is not None and count > max(0, room - 2) and not is_left_over:  # a word has something around it
                placed[row.passage] = place._replace(verdict="changed", added=words)


_UNKNOWN = "whether the article goes on there is not known, for the graph does not say where it ends (oa:end)."


def _room_before(row: Row, before: Row | None, *, is_alone: bool) -> int:
    """Return how many characters the article has between a passage and the one before.

    Before the first, the text has what a page begins with, and the article has not; where lines are not kept, it is
    on the same line.
    """
    start: int = row.start
    if before is not None:
        return start - int(before.end)
    return start - (row.articleStart or 0) if is_alone else start


def _room_behind(row: Row, behind: Row | None) -> int | None:
    """Return how many characters the article has between a passage and the one behind it, if that is known."""
    end: int | None = behind.start if behind is not None else row.articleEnd
    return None if end is None else end - int(row.end)


class _Beside:
    """What stands on the lines of a stretch, and in no passage."""

    def __init__(self, text: str, taken: list[tuple[int, int]]) -> None:
        self.text, self.taken = text, taken
        self.lines, self.paragraphs = articles.lines(text), articles.paragraphs(text)

    def sides(self, stretch: Stretch) -> tuple[str, str, bool]:
        """Return what stands before a stretch, what behind, and whether no other passage is on its lines."""
        start, end = stretch.place
        units = self.paragraphs if "\n" in self.text[start:end] else self.lines
        inside = [unit for unit in units if unit[0] < end and start < unit[1]]
        first, last = inside[0][0], inside[-1][1]
        left = max([first, *(stop for _, stop in self.taken if stop <= start)])
        right = min([last, *(begin for begin, _ in self.taken if begin >= end)])
        is_alone = not any(first <= begin < last for begin, stop in self.taken if stop <= start or begin >= end)
        return self.text[left:start], self.text[end:right], is_alone


def _free(text: str, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    r"""Return what is left of the paragraphs of a text: whole ones, and in those that hold more, the rest.

    >>> _free("one two three\n\nfour", [(4, 7)])
    [(0, 3), (8, 13), (15, 19)]
    """
    free = []
    for start, end in articles.paragraphs(text):
        inside = sorted((max(a, start), min(b, end)) for a, b in taken if a < end and start < b)
        edges = [start, *(edge for place in inside for edge in place), end]
        for left, right in zip(edges[::2], edges[1::2], strict=True):
            rest = text[left:right]
            if rest.strip():
                free.append((left + len(rest) - len(rest.lstrip()), left + len(rest.rstrip())))
    return free


def _verdict(
    row: Row,
    place: Placed,
    text: str,
    wanted: list[Expectation],
    facts: dict[str, int],
) -> PassageVerdict:
    verdict, stretch, added, notes = place
    count = facts.get(row.passage, 0)
    problems = [] if count else ["nothing says what it states; add that."]
    if verdict == "missing":
        problems.append("its text is not in the article.")
        return PassageVerdict(row.name, verdict, None, None, count, 0, tuple(problems))
    plain = stretch.plain
    if added:
        problems.append(f'"{added[:60]}" stands beside it, where the article has nothing.')
    elif verdict == "changed":
        problems.append(f'its text is another; the nearest begins "{plain[:60]}".')
    problems += [item.problem for item in wanted if not item.stands_in(plain)]
    for numeral in _unaccounted(plain, [form for item in wanted for form in item.forms]):
        problems.append(f'the number "{numeral}" stands in it and in no fact that cites it.')
    for (_, left), (right, _) in itertools.pairwise(stretch.parts):
        within = articles.normalized(text[left:right])
        notes += (f'"{within[:60]}" stands in the middle of it, on lines of its own.',)
    return PassageVerdict(row.name, verdict, *stretch.place, count, len(wanted), tuple(problems), notes)


def _unaccounted(plain: str, forms: Iterable[str]) -> list[str]:
    known = {numeral for form in forms for numeral in re.findall(NUMERAL, form)}
    return [numeral for numeral in dict.fromkeys(re.findall(NUMERAL, plain)) if numeral not in known]
