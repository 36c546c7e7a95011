"""Which characters stand above or below the line in place of others, for `str.translate`."""

from __future__ import annotations

import unicodedata


def _of_level(kind: str) -> dict[int, str]:
    """Return by character its form at a level, ``super`` or ``sub``; digits and most letters have one."""
    forms: dict[int, str] = {}
    for code in range(0x80, 0x2100):
        level, *plain = unicodedata.decomposition(chr(code)).split() or [""]
        if level == f"<{kind}>" and len(plain) == 1:
            forms.setdefault(int(plain[0], 16), chr(code))
    return forms


RAISED, LOWERED = _of_level("super"), _of_level("sub")
"""Superscripts and subscripts, for `str.translate`."""
