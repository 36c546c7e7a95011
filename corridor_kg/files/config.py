"""One's own place: ``corridor-kg.toml``, which names graphs, links and copies of articles that are simply there.

Paths in it are relative to its own folder. The line of each is kept, so that what is wrong with a file can say who
names it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from corridor_kg.errors import ConfigInvalid, GraphNotFound, did_you_mean
from corridor_kg.files import piped
from corridor_kg.model.origins import PathLike
from corridor_kg.rdf import carets, lines, unreadable
from corridor_kg.spelling import quoted

NAME = "corridor-kg.toml"
"""What the file is called that is looked for."""

KEYS = {
    "graph": 'graph = "facts"',
    "add": 'add = ["my-source"]',
    "links": 'links = ["links.sssom.tsv"]',
    "articles": 'articles = ["article.txt"]',
}
"""The keys that it may have, each as it is written."""

_KINDS = {str: "a text", bool: "a truth value", int: "a number", float: "a number", list: "a list", dict: "a table"}
"""What the values of TOML are for people; whatever else there is has to do with dates."""

_REMEDIES = {
    "Unescaped '\\'": "write paths with /, or between single quotes",
    "Cannot overwrite": "give each key once",
    "twice": "give each key once",
    "Expected '='": 'write KEY = "path"',
}
"""What to do about what Python's parser says."""

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

Parse = Callable[[str], dict[str, Any]]


class Config(NamedTuple):
    """What a file names, each path absolute.

    Attributes:
        file: The file itself; empty where there is none.
        graph: A file or folder in place of the bundled facts.
        add: Files and folders beside the facts.
        links: Files of links, which stand beside the facts as well.
        articles: Copies of articles, and folders of such.
        lines: In which line of the file a path stands, from 1, where that is known.
    """

    file: str = ""
    graph: str | None = None
    add: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    lines: Mapping[str, int] = MappingProxyType({})

    @property
    def facts(self) -> tuple[str, ...]:
        """The paths of all the facts that it names."""
        return (*((self.graph,) if self.graph is not None else ()), *self.add, *self.links)

    def place(self, path: str = "") -> str:
        """Return where a path is named, as a message tells it; without one, the file.

        >>> Config("/own/corridor-kg.toml", add=("/own/a.ttl",), lines={"/own/a.ttl": 2}).place("/own/a.ttl")
        '/own/corridor-kg.toml, line 2'
        """
        return _place(self.file, self.lines.get(path))


NONE = Config()
"""What is there without a file: nothing."""


def find(folder: PathLike = os.curdir) -> str | None:
    """Return the absolute path of the file that a folder has; None where it has none.

    >>> find("/dev") is None
    True
    """
    path = os.path.join(folder, NAME)
    return os.path.abspath(path) if os.path.lexists(path) else None


def of(wanted: PathLike | bool | None) -> Config:
    """Return what somebody wants to be there.

    Args:
        wanted: A file; None or True for that of the working folder, if it has one; False for none.

    Raises:
        ConfigInvalid, GraphNotFound: As in `read`.

    >>> of(False) == NONE
    True
    """
    if wanted is False:
        return NONE
    file = find() if wanted is None or wanted is True else os.fspath(wanted)
    return NONE if file is None else read(file)


def read(path: PathLike) -> Config:
    """Read a file.

    Args:
        path: The file, of TOML in UTF-8.

    Raises:
        ConfigInvalid: It is no TOML, or has a key or a value that it may not have; the message has the line.
        GraphNotFound: The file, or a path in it, is not there or cannot be read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name, text in (("own.ttl", ""), ("corridor-kg.toml", 'add = ["own.ttl"]')):
    ...         with open(os.path.join(folder, name), "w") as file:
    ...             _ = file.write(text)
    ...     found = read(os.path.join(folder, "corridor-kg.toml"))
    >>> [os.path.basename(path) for path in found.add], list(found.lines.values())
    (['own.ttl'], [1])
    """
    import tomllib  # late for the cold start: most folders have no such file

    file = os.fspath(path)
    text = _text(file)
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _invalid(file, text, error) from None
    own = os.path.isfile(file)  # what comes through a pipe has no folder of its own
    file = os.path.abspath(file) if own else file
    folder = os.path.dirname(file) if own else os.getcwd()
    found: dict[str, list[str]] = {key: [] for key in KEYS}
    written: dict[str, int] = {}
    for key, entry, line in _entries(file, text, values, tomllib.loads):
        path = _path(_place(file, line), key, entry, folder)
        found[key].append(path)
        if line is not None:
            written.setdefault(path, line)
    add, links, articles = (tuple(dict.fromkeys(found[key])) for key in ("add", "links", "articles"))
    return Config(file, next(iter(found["graph"]), None), add, links, articles, MappingProxyType(written))


def _entries(file: str, text: str, values: dict[str, Any], parse: Parse) -> Iterator[tuple[str, object, int | None]]:
    """Yield what each key has, one by one, and the line in which it stands.

    Raises:
        ConfigInvalid: There is no such key, or its value is not of its kind.
    """
    for key, value in values.items():
        where = list(_where(text, key, parse))
        _refuse_key(file, key, value, where)
        for number, entry in enumerate([value] if key == "graph" else value):
            yield key, entry, where[min(number, len(where) - 1)] if where else None


def _text(file: str) -> str:
    """Return the text of a file, without a byte-order mark."""
    if not file:
        raise GraphNotFound(f"the path of the configuration is empty; name a file such as {NAME}.")
    try:
        return piped.read(file, what="the configuration").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        told = f"is not UTF-8: byte {error.start + 1} cannot be read; save it as UTF-8"
    except FileNotFoundError:
        told = "is not there; check the path of the configuration"
        if os.path.lexists(file):
            told = "is a link to what is not there; correct or remove it"
    except IsADirectoryError:
        told = "is a folder, where a file is meant; rename the folder, or leave it out with --no-config or config=False"
    except (OSError, ValueError) as error:
        told = f"cannot be read: {getattr(error, 'strerror', None) or error}; leave it out with --no-config"
    raise GraphNotFound(f"{unreadable.shown(file)} {told}.")


def _place(file: str, line: int | None) -> str:
    return f"{unreadable.shown(file)}, line {line}" if line else unreadable.shown(file)


def _invalid(file: str, text: str, error: Exception) -> ConfigInvalid:
    """Return why a text is no TOML, with the line and a caret."""
    place = _PLACE.search(str(error))
    if place is None:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else "a value in it is too long"
        return ConfigInvalid(f"{_place(file, None)}: {reason}; it takes {_listed()}, and nothing else.")
    line, column = lines.Positions(text).of(len(text.rstrip()))
    if place[1]:
        line, column = int(place[1]), int(place[2])
    reason = str(error)[: place.start()]
    every = lines.plain(text)
    faulty = every[line - 1][column - 1 : column] if line <= len(every) else ""
    near = (remedy for said, remedy in _REMEDIES.items() if said in reason)
    remedy = carets.pasted_character(faulty) or next(near, f"write {KEYS['add']}, for one")
    where = f"{_place(file, line)}, column {column}"
    told = f"{reason[:1].lower()}{reason[1:]}; {remedy}"
    return ConfigInvalid(f"{where}: this is no TOML: {told}.\n{carets.excerpt(text, line, column)}")


def _listed() -> str:
    *keys, last = KEYS
    return f"{', '.join(keys)} and {last}"


def _refuse_key(file: str, key: str, value: object, where: list[int]) -> None:
    """Refuse a key that there is not, or a value that is not of its kind."""
    place = _place(file, where[0] if where else None)
    if key not in KEYS:
        hint = did_you_mean(key, KEYS, otherwise=f"there are {_listed()}")
        raise ConfigInvalid(f"{place}: no key is called {quoted(key)}{hint}")
    wanted, needed = (str, "one path") if key == "graph" else (list, "a list of paths")
    if not isinstance(value, wanted):
        raise ConfigInvalid(f"{place}: {key} is {_kind(value)}, where {needed} is needed; write {KEYS[key]}.")


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a date or a time")


def _path(place: str, key: str, entry: object, folder: str) -> str:
    """Return a path as an absolute one.

    Raises:
        ConfigInvalid: It is no text, or empty.
        GraphNotFound: There is nothing at it.
    """
    if not isinstance(entry, str) or not entry.strip():
        told = "an empty path" if isinstance(entry, str) else f"{_kind(entry)}, where a path is needed"
        raise ConfigInvalid(f"{place}: {key} has {told}; write {KEYS[key]}, or leave it out.")
    own = os.path.normpath(os.path.join(folder, os.path.expanduser(entry)))
    try:
        os.stat(own)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        there = f"there is no file or folder {unreadable.shown(own)}"
        if not isinstance(error, FileNotFoundError):
            there = f"{unreadable.shown(own)} cannot be read: {reason}"
        remedy = f"correct the path, which starts from the folder of {NAME}, or leave it out"
        raise GraphNotFound(f"{place}: {key} has {quoted(entry)}, and {there}; {remedy}.") from None
    return own


# -- Lines -------------------------------------------------------------------------------------------


def _where(text: str, key: str, parse: Parse) -> Iterator[int]:
    """Yield in which line each entry of a key stands; one that has no entries, or is no list, stands in one.

    Python's parser of TOML does not tell. But what it takes for whole ends where an entry ends; and a line that looks
    like a key is one where all that stands before it is whole.
    """
    every = lines.plain(text)
    begins = re.compile(rf"\s*\[{{0,2}}\s*[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
    starts = (n for n, line in enumerate(every) if begins.match(line) and _parsed(every[:n], parse) is not None)
    first = next(starts, None)
    if first is None:
        return
    known = 0
    for last in range(first, len(every)):
        part = every[first : last + 1]
        values = _parsed(part, parse) or _parsed([*part, "]"], parse)
        if not values:
            continue
        value = values.get(key)
        entries = len(value) if isinstance(value, list) else 1
        yield from [last + 1] * (entries - known)
        known = max(known, entries)
        if _parsed(part, parse):
            break
    if not known:
        yield first + 1


def _parsed(part: list[str], parse: Parse) -> dict[str, Any] | None:
    try:
        return parse("\n".join(part))
    except (ValueError, RecursionError):
        return None
