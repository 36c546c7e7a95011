"""Which of several formats a client wants: by ``?format=``, else by what its ``Accept`` prefers (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|\Z)", re.IGNORECASE)


def chosen(accept: str, offered: Mapping[str, Sequence[str]]) -> str | None:
    """Return the name of the offered format that a client prefers; None where it takes none of them.

    Args:
        accept: The header's value; an empty one takes all.
        offered: The media types of each format by its name, those that are preferred here first.

    >>> formats = {"json": ["application/sparql-results+json", "application/json"], "csv": ["text/csv"]}
    >>> chosen("text/csv, */*;q=0.1", formats), chosen("*/*", formats), chosen("text/*", formats)
    ('csv', 'json', 'csv')
    >>> chosen("application/json;q=0, text/html", formats) is None
    True
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    qualities = {
        name: max((_quality(media_type, ranges) for media_type in media_types), default=0.0)
        for name, media_types in offered.items()
    }
    best = max(qualities.values(), default=0.0)
    return next((name for name, quality in qualities.items() if quality == best), None) if best > 0 else None


def _range(part: str) -> tuple[str, float]:
    media_range, _, _ = part.partition(";")
    quality = _QUALITY.search(part)
    return media_range.strip().lower(), min(float(quality[1]), 1.0) if quality else 1.0


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the quality of a media type: that of the range that says most of it."""
    kind = media_type.partition("/")[0]
    for wanted in (media_type, f"{kind}/*", "*/*"):
        found = [quality for media_range, quality in ranges if media_range == wanted]
        if found:
            return max(found)
    return 0.0
