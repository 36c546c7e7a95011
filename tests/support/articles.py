"""The texts of the bundled sources, for whoever has them; they are their publishers' and no part of the project."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "asia-times": "sources/asia-times-2017-12.txt",
    "china-daily": "article.txt",
    "guihuayun": "sources/guihuayun-plan.txt",
    "nanfang-daily": "sources/nanfang-daily-shenzhen.txt",
    "nordic": "sources/nordic-2017-10-08.txt",
    "the-paper": "sources/the-paper-2017-12-16.txt",
}
"""Where the text of each source lies, in the folder that `tests.conftest.shared` gives."""

SOURCES = tuple(FILES)


def texts(shared: Path) -> dict[str, str]:
    """Return the text of each source."""
    return {source: (shared / path).read_text(encoding="utf-8") for source, path in FILES.items()}


def source_of(passage: str) -> str:
    """Return whose passage it is.

    Args:
        passage: Its short name, or that of its origin.

    >>> source_of("china-daily p05"), source_of("the-paper-p17"), source_of("readings")
    ('china-daily', 'the-paper', '')
    """
    name = passage.replace(" ", "-").rpartition("-p")[0]
    return name if name in FILES else ""
