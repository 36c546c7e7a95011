"""Where the sentences of a text begin and end, in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corridor_kg.text.found import Place

ENGLISH = (
    r"(?<!\b[A-Z])(?<!\bM[rs])(?<!\bDr)(?<!\bCo)(?<!\bNo)(?<!Ltd)(?<!Inc)(?<!Mrs)(?<!Prof)"
    r"[.!?][\"”'’)\]]*(?=\s+[\"“'‘(\[]?[A-Z\d])"
)
"""The marks that end a sentence before another begins; behind an initial, a title or a legal form a dot is no end."""

_CJK = r"\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CLOSING = r"[\"'”’」』）)\]]*"
_CHINESE = rf"[。！？]{_CLOSING}|[!?]+{_CLOSING}(?=\s*[{_CJK}])|\.{_CLOSING}(?=\s+[{_CJK}])"

_END = re.compile(f"{ENGLISH}|(?P<chinese>{_CHINESE})")


def sentences(text: str) -> list[Place]:
    r"""Return where the sentences of a text begin and end, the white space between them left out.

    >>> text = "Mr. Li of Lisle Co. Ltd. said 2.5 km. \"Yes.\" 走廊长180公里。\"很长!\"好"
    >>> [text[start:end] for start, end in sentences(text)]
    ['Mr. Li of Lisle Co. Ltd. said 2.5 km.', '"Yes."', '走廊长180公里。', '"很长!"', '好']
    """
    found, start = [], 0
    for end in [*_ends(text), len(text)]:
        part = text[start:end]
        if part.strip():
            found.append((start + len(part) - len(part.lstrip()), start + len(part.rstrip())))
        start = end
    return found


def _ends(text: str) -> Iterator[int]:
    """Yield where sentences end; a straight mark between two of Chinese closes what was opened, or else opens."""
    for match in _END.finditer(text):
        mark = text.find('"', *match.span())
        opens = match["chinese"] and mark >= 0 and text.count('"', 0, mark) % 2 == 0
        yield mark if opens else match.end()
