"""Whole acts about links, as a command or a program performs them: suggest, decide, check."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corridor_kg.choices import RELATIONS, USUAL_LINKS_FILE
from corridor_kg.errors import BadParameter
from corridor_kg.files import line_numbers
from corridor_kg.links import checking, decisions, listing, suggestions
from corridor_kg.links.checking import Outcome, Services
from corridor_kg.links.sources import GEONAMES, open_source
from corridor_kg.links.suggestions import Progress, Suggestions
from corridor_kg.model.origins import PathLike
from corridor_kg.network.client import SECONDS, Client
from corridor_kg.store.graph import Graph


def _unwatched(done: int, of: int) -> None:
    """Take note of nothing."""


class Asking(NamedTuple):
    """Where candidates come from, and how it is asked.

    Attributes:
        source: ``geonames``, ``wikidata``, or the address of a reconciliation service.
        limit: How many candidates a thing gets at most, from 1.
        seconds: How long a request to a service may take, above 0 and up to 3600.
        cache: The folder where a service's answers are kept; empty for the user's own, None for none.
    """

    source: str = GEONAMES
    limit: int = 10
    seconds: float = SECONDS
    cache: str | None = ""


class Decision(NamedTuple):
    """What somebody decides about the links of one thing.

    Attributes:
        accept: The identifier that it is linked to; empty for none.
        relation: One of `RELATIONS`: how the two relate.
        reject: Identifiers of what it is not.
        close: Whether nothing was found.
        author: Who decides; empty for the name under which the user is logged in.
    """

    accept: str = ""
    relation: str = RELATIONS[0]
    reject: tuple[str, ...] = ()
    close: bool = False
    author: str = ""


class Decided(NamedTuple):
    """What became of a decision.

    Attributes:
        taken: What was decided, a sentence each, without its period.
        doubts: What speaks against it, a sentence each; it is taken all the same.
        file: Where it is kept.
    """

    taken: tuple[str, ...]
    doubts: tuple[str, ...]
    file: str


class Checked(NamedTuple):
    """What became of checking links.

    Attributes:
        outcome: What was found.
        updated: The files into which the date of the check was written.
    """

    outcome: Outcome
    updated: tuple[str, ...]

    def _repr_html_(self) -> str:
        return self.outcome._repr_html_()


def suggest(
    graph: Graph,
    things: Sequence[str] = (),
    *,
    asking: Asking | None = None,
    decided: PathLike | None = None,
    again: bool = False,
    progress: Progress = _unwatched,
) -> Suggestions:
    """Return the candidates of some things, with what was decided about them.

    Args:
        graph: The graph; the mappings in it are decisions too.
        things: Slugs, CURIEs, IRIs or labels; empty for all those that the source may know.
        asking: Where candidates come from; None for GeoNames on this machine.
        decided: A file of decisions beside those in the graph.
        again: Whether to suggest also for things that were closed.
        progress: Called with how many things are done, and how many there are.

    Raises:
        UnknownThing: A thing is not there.
        BadParameter: There is no such source.
        MissingExtra: GeoNames is asked for, and its package is not installed.
        ServiceFailed: The source is a service, and it cannot be asked.
        GraphUnreadable: The file of decisions is not valid.
    """
    asking = asking or Asking()
    things = [things] if isinstance(things, str) else things
    kept = decisions.open_file(os.fspath(decided)).mappings if decided is not None else ()
    with open_source(asking.source, seconds=asking.seconds, cache=asking.cache) as source:
        return suggestions.suggest(
            graph, things, source, decided=kept, limit=asking.limit, again=again, progress=progress
        )


def decide(
    graph: Graph,
    thing: str,
    decision: Decision,
    *,
    to: PathLike = USUAL_LINKS_FILE,
    asking: Asking | None = None,
    progress: Progress = _unwatched,
) -> Decided:
    """Take a decision about the links of one thing, with the grounds that a source has for it, and keep it in a file.

    Args:
        graph: The graph; the mappings in it are decisions too.
        thing: A slug, CURIE, IRI or label.
        decision: What is decided.
        to: The file of SSSOM/TSV where it is kept; it is made where it is not there.
        asking: Where the grounds come from; None for GeoNames on this machine.
        progress: Called with how many things are done, and how many there are.

    Raises:
        UnknownThing: The thing is not there.
        BadParameter: Nothing is decided; an identifier does not have the form of the authority's, or is accepted and
            rejected at once; the thing is closed though it is linked; or nobody is logged in by a name, and no author
            is given.
        GraphUnreadable: The file is not valid.
        OutputFailed: The file cannot be written.
    """
    if not (decision.accept or decision.reject or decision.close):
        raise BadParameter("a decision accepts, rejects or closes; say what is decided.")
    asking, to = asking or Asking(), os.fspath(to)
    before = decisions.open_file(to).mappings
    with open_source(asking.source, seconds=asking.seconds, cache=asking.cache) as source:
        found = suggestions.suggest(
            graph, [thing], source, decided=before, limit=asking.limit, again=True, progress=progress
        )
        taken = decisions.take(
            found,
            source,
            accept=decision.accept or None,
            relation=decision.relation,
            reject=decision.reject,
            close=decision.close,
            author=decision.author or _login(),
        )
        known = [*listing.links(graph, [thing]).mappings, *before]
        doubts = tuple(decisions.doubts(taken, known, source))
    decisions.add(to, taken)
    return Decided(tuple(map(decisions.told, taken)), doubts, to)


def check(
    graph: Graph,
    things: Iterable[str] = (),
    *,
    services: Services | None = None,
    seconds: float = SECONDS,
    update: bool = False,
    progress: Progress = _unwatched,
) -> Checked:
    """Ask the authorities whether the links of a graph are still true.

    Args:
        graph: The graph.
        things: Slugs, CURIEs, IRIs or labels; empty for all.
        services: Where the authorities answer; None for their own addresses.
        seconds: How long a request may take, above 0 and up to 3600.
        update: Whether to write today's date into the files of links, for each link that was found true.
        progress: Called with how many links are dealt with, and how many there are.

    Raises:
        UnknownThing: A thing is not there.
        ServiceFailed: Not one authority gave an answer that can be used, as without a network.
        GraphUnreadable: A file cannot be updated without loss; none is changed then.
        OutputFailed: A file cannot be written.
    """
    found = listing.links(graph, things).mappings
    asked = len(checking.askable(found))
    with Client(seconds=seconds) as client:
        outcome = checking.check(
            found,
            client,
            services=services,
            progress=lambda done: progress(done, asked),
            locate=lambda mapping: line_numbers.nearest(graph.facts, mapping.triple),
        )
    updated = decisions.review(graph, outcome.true) if update else []
    return Checked(outcome, tuple(updated))


def _login() -> str:
    """Return the name under which the user is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise BadParameter("nobody is logged in by a name; say with --author who decides.") from None
