"""The graph as a process that answers opens it: read from the kept store, or asked where it is elsewhere."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from corridor_kg.corridor import Corridor
from corridor_kg.store import kept


def opened(folder: str | None, place: Mapping[str, Any]) -> Corridor:
    """Return a graph on the store that is kept of it, which is made first if it is not there; or one elsewhere.

    Args:
        folder: Where stores are kept; None for the user's cache folder.
        place: Which graph, as `Corridor.open` takes it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # which the server has shown
        corridor = Corridor.open(**place)
        if corridor.data.is_elsewhere:
            return corridor
        return Corridor(kept.kept(corridor.data, folder), corridor.config)
