"""Which facts a graph is made of: the bundled ones or somebody's own, and what stands beside them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from corridor_kg.errors import GraphNotFound
from corridor_kg.files import loading
from corridor_kg.files.config import NONE, Config
from corridor_kg.model.origins import Origin, PathLike
from corridor_kg.rdf import bundled


class Facts(NamedTuple):
    """Where facts are.

    Attributes:
        origins: Their origins.
        bundled: Whether the bundled facts are among them.
    """

    origins: list[Origin]
    bundled: bool


def find_facts(graph: PathLike | None = None, add: PathLike | Iterable[PathLike] = (), config: Config = NONE) -> Facts:
    """Find the origins of a graph's facts.

    A file that a configuration names, and that stands elsewhere too, is read once: so one's own file can be given to a
    command that finds it named already.

    Args:
        graph: A file or folder in place of the bundled facts, and of those of the configuration.
        add: Files and folders beside them.
        config: What else is there.

    Raises:
        GraphNotFound: A path is not there, or holds no RDF.

    >>> origins, bundled = find_facts()
    >>> bundled, "geonames" in [origin.name for origin in origins]
    (True, True)
    """
    named = config.graph if graph is None else None
    if graph is not None:
        origins = loading.find_origins(graph)
    else:
        origins = loading.find_origins(bundled.GRAPH) if named is None else _named(config, named)
    own: list[Origin] = []
    for path in (*config.add, *config.links):
        own += _without(_named(config, path), [*origins, *own])
    read = [*own, *(origins if named is not None else ())]
    more = [add] if isinstance(add, str | os.PathLike) else list(add)
    given = [origin for path in more for origin in _without(loading.find_origins(path), read)]
    return Facts([*origins, *own, *given], graph is None and named is None)


def _named(config: Config, path: str) -> list[Origin]:
    """Return the origins of a path that a configuration names; they know where."""
    place = config.place(path)
    try:
        return [origin._replace(named_in=place) for origin in loading.find_origins(path)]
    except GraphNotFound as error:
        error.tell(f"{place}, names it.")
        raise


def _without(found: Iterable[Origin], read: Iterable[Origin]) -> list[Origin]:
    """Return origins without the files that are read already."""
    known = {file for origin in read for file in origin.files}
    left = [origin._replace(files=tuple(file for file in origin.files if file not in known)) for origin in found]
    return [origin for origin in left if origin.files]
