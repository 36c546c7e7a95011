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

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Json:
        """Return a dictionary; of two values behind one name, PyYAML would forget the first, which YAML forbids."""
        names = [name.value for name, _ in node.value if isinstance(name, yaml.ScalarNode)]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise yaml.constructor.ConstructorError(None, None, f"{twice!r} stands twice in it", node.start_mark)
        return super().construct_mapping(node, deep)


def read(text: str) -> Json:
    """Return what a head holds: dictionaries, lists and texts, and None for what is left empty.

    Args:
        text: The head, without the marks of comments.

    Raises:
        yaml.YAMLError: It is not YAML.
        ValueError: A date, number or the like that a tag announces is none, or something stands in itself.

    >>> read("{version: 2.10, title: On, date: 2026-11-22, code: 010, flag: true, none: }")
    {'version': '2.10', 'title': 'On', 'date': '2026-11-22', 'code': '010', 'flag': 'true', 'none': None}
    """
    try:
        return _restored(yaml.load(text.translate(_HIDING), Loader=_Loader))
    except RecursionError:
        raise ValueError("it is nested too deeply, or stands in itself") from None


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
