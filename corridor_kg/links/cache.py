"""The cache: what services answered, kept on disk with its date.

So nothing is asked twice, and a run that broke off goes on where it ended.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from platformdirs import user_cache_dir

from corridor_kg.rdf.vocabulary import Json

DAYS = 30
"""How long a kept answer is used: authorities change slowly, and mappings are checked again anyway."""


class KeptAnswer(NamedTuple):
    """What a service answered to a question.

    Attributes:
        asked: The day, in UTC.
        candidates: The candidates, as they came.
    """

    asked: date
    candidates: list[Json]

    @classmethod
    def of_today(cls, candidates: list[Json]) -> KeptAnswer:
        """Return an answer that comes just now."""
        return cls(_today(), candidates)


class Cache:
    """Answers kept on disk with their date, as JSON; to be used in a ``with`` statement.

    A cache that cannot be read or written never fails a question: it warns once, and keeps nothing from then on.

    Args:
        folder: Where to keep them; the user's own cache folder where nothing is said.
        days: How long an answer is used; 0 for never.
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None, *, days: int = DAYS) -> None:
        self.folder = os.fspath(folder) if folder is not None else _user_folder()
        self.days = days
        self._store: Any = None
        self._broken = False

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; they open again when they are needed."""
        store, self._store = self._store, None
        if store is not None:
            store.close()

    def find(self, key: str) -> KeptAnswer | None:
        """Return the answer that is kept under a key, or None where there is none or it is too old.

        Args:
            key: What was asked, of whom, and how.
        """
        answer = _kept(self._guarded(lambda store: store.get(key)))
        return answer if answer and 0 <= (_today() - answer.asked).days < self.days else None

    def keep(self, key: str, answer: KeptAnswer) -> None:
        """Keep an answer under a key.

        Args:
            key: What was asked, of whom, and how.
            answer: The answer, with its day.
        """
        entry = {"asked": answer.asked.isoformat(), "candidates": answer.candidates}
        self._guarded(lambda store: store.set(key, entry))

    def _guarded(self, use: Callable[[Any], Any]) -> Any:
        if self._broken:
            return None
        try:
            self._store = self._store or _opened(self.folder)
            return use(self._store)
        except Exception as error:  # a damaged file can raise anything, and none of it is worth a lost answer
            self._broken = True
            self.close()
            message = (
                f"answers are not kept, since {self.folder} cannot be used ({error}); delete it or choose another."
            )
            warnings.warn(message, stacklevel=2)
            return None


def _today() -> date:
    return datetime.now(UTC).date()


def _kept(entry: Json) -> KeptAnswer | None:
    try:
        answer = KeptAnswer(date.fromisoformat(entry["asked"]), entry["candidates"])
    except (TypeError, KeyError, ValueError):
        return None
    return answer if isinstance(answer.candidates, list) else None


def _user_folder() -> str:
    return user_cache_dir("corridor-kg")


def _opened(folder: str) -> Any:
    import diskcache  # late, for it is needed only where a service is asked

    class Disk(diskcache.JSONDisk):  # type: ignore[misc]
        """JSON and nothing else: the class below also reads pickles, and a pickle runs code."""

        def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
            if mode == diskcache.core.MODE_PICKLE:
                raise ValueError("it has an entry that is not JSON")
            return super().fetch(mode, filename, value, read)

    store = diskcache.Cache.__new__(diskcache.Cache)
    try:
        diskcache.Cache.__init__(store, folder, disk=Disk, timeout=1)
    except BaseException:
        if hasattr(store, "_local"):  # opened as far as its connection
            store.close()
        raise
    return store
