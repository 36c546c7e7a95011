"""Heads of files, in YAML: what stands behind a name is the text that somebody wrote.

The standards that have such heads (SSSOM/TSV, grlc) say that a version is a text. YAML 1.1 would take ``2.10`` for a
number that ends in 1, ``010`` for 8, and ``On`` and ``NO`` for truth values.
"""

from __future__ import annotations

from typing import ClassVar

import yaml

from corridor_kg.rdf.vocabulary import Json

_KEPT = ("tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads lists, names and texts; the one other thing is nothing."""

    yaml_implicit_resolvers: ClassVar[Json] = {  # PyYAML's name; the class that it is taken from stays as it is
        first: [(tag, pattern) for tag, pattern in resolvers if tag in _KEPT]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read(text: str) -> Json:
    """Return what a head holds: dictionaries, lists and texts, and None for what is left empty.

    Args:
        text: The head, without the marks of comments.

    Raises:
        yaml.YAMLError: It is not YAML.
        ValueError: A date, number or the like that a tag announces is none.

    >>> read("{version: 2.10, title: On, date: 2026-11-22, code: 010, flag: true, none: }")
    {'version': '2.10', 'title': 'On', 'date': '2026-11-22', 'code': '010', 'flag': 'true', 'none': None}
    """
    return _restored(yaml.load(text.translate(_HIDING), Loader=_Loader))


_HIDING = {0x85: "\ue085", 0x2028: "\ue028", 0x2029: "\ue029"}
"""What ends a line in YAML 1.1, and neither in YAML 1.2 nor in an editor; written as characters for private use."""

_SHOWING = {ord(hidden): character for character, hidden in _HIDING.items()}


def _restored(value: Json) -> Json:
    if isinstance(value, str):
        return value.translate(_SHOWING)
    if isinstance(value, list):
        return [_restored(item) for item in value]
    if isinstance(value, dict):
        return {_restored(name): _restored(item) for name, item in value.items()}
    return value
