"""What can go wrong, one exception for each mistake that a user can make.

Every message says what is wrong, where, and what to do about it; the command line prints it as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from corridor_kg.spelling import folded, quoted


class CorridorError(Exception):
    """Any mistake that Corridor KG reports; the message says what is wrong and what to do.

    >>> issubclass(UnknownThing, CorridorError)
    True
    """

    def tell(self, sentence: str) -> None:
        """Add a sentence to the message, once; behind an excerpt of a file it has a line of its own.

        >>> error = CorridorError("own.ttl is not UTF-8.")
        >>> error.tell("corridor-kg.toml names it.")
        >>> print(error)
        own.ttl is not UTF-8. corridor-kg.toml names it.
        """
        message = str(self)
        if sentence and sentence not in message:
            self.args = (f"{message}{chr(10) if chr(10) in message else ' '}{sentence}",)


class ConfigInvalid(CorridorError):
    """A configuration is no TOML, or has a key or a value that it may not have; the message has the line."""


class GraphNotFound(CorridorError):
    """A file or folder that was named is not there, may not be read, or holds no RDF where a graph is meant."""


class GraphUnreadable(CorridorError):
    """A file of a graph cannot be parsed: the message has file, line, column and the offending text.

    Args:
        message: What is wrong, where, and what to do.
        file: The file, as the message names it.
        line: The line in it, from 1; 0 where none can be told.
    """

    def __init__(self, message: str, file: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.file = file
        self.line = line


class QueryInvalid(CorridorError):
    """A SPARQL query cannot be parsed, or a stored query's header is wrong."""


class QueryRefused(CorridorError):
    """A SPARQL text asks for something that is not done here: an update, or a call to another service."""


class UnknownQuery(CorridorError):
    """No stored query has this name."""


class UnknownThing(CorridorError):
    """No thing of the graph has this slug, CURIE, IRI or label."""


class AmbiguousThing(CorridorError):
    """Several things have this slug or label.

    Args:
        message: Which, and what to do.
        things: The IRIs of these things.
    """

    def __init__(self, message: str, things: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.things = things


class BadParameter(CorridorError):
    """A parameter of a stored query is unknown, missing, or has a value of the wrong type."""


class OutputFailed(CorridorError):
    """An answer cannot be written where it should go, or not in the format asked for."""


class ServiceFailed(CorridorError):
    """A service on the network cannot be reached, is too slow, or answers what is not its protocol."""


class NotAnswered(ServiceFailed, ValueError):
    """An engine elsewhere cannot do what it is asked, and says why."""


class MissingExtra(CorridorError):
    """A feature needs a package that is not installed."""


def refuse_format(format: str, allowed: Collection[str], *, what: str) -> None:
    """Let a format pass that something can be written in.

    Args:
        format: What was asked for.
        allowed: The formats that there are.
        what: What is to be written, as in ``a report``.

    Raises:
        OutputFailed: The format is none of those allowed.

    >>> refuse_format("json", ("table", "json"), what="a report")
    """
    if format not in allowed:
        raise OutputFailed(f"{what} cannot be written as {format!r}; write {', '.join(allowed)}.")


def did_you_mean(
    word: str, known: Iterable[str], *, otherwise: str = "", most: int = 3, deprecated: Collection[str] = ()
) -> str:
    """Return the end of a sentence about a wrong word: the known words nearest to it, or another remedy.

    Args:
        word: What was written.
        known: All the words that would have been right.
        otherwise: What to say where nothing is near; may be empty.
        most: How many words to name, from 1.
        deprecated: Those of the known words that are named only where no other is near.

    >>> did_you_mean("core-platform", ["core-platforms", "people"])
    "; did you mean 'core-platforms'?"
    >>> did_you_mean("zzz", ["core-platforms", "people"], otherwise="'queries' lists them")
    "; 'queries' lists them."
    >>> did_you_mean("ckg:count", ["ckg:counted", "ckg:counts"], deprecated=["ckg:counts"])
    "; did you mean 'ckg:counted'?"
    """
    known = set(known)
    near = _nearest(word, known.difference(deprecated), most) or _nearest(word, known.intersection(deprecated), most)
    if near:
        return f"; did you mean {' or '.join(map(quoted, near))}?"
    return f"; {otherwise}." if otherwise else "."


def _nearest(word: str, known: Iterable[str], most: int) -> list[str]:
    """Return the words that are spelt most like one, or else hold it."""
    import difflib  # late for the cold start

    by_folded = {folded(candidate): candidate for candidate in sorted(known)}
    wanted = folded(word)
    near = difflib.get_close_matches(wanted, by_folded, n=most, cutoff=0.7) or sorted(
        (candidate for candidate in by_folded if len(wanted) > 2 and wanted in candidate), key=len
    )
    return [by_folded[candidate] for candidate in near[:most]]
