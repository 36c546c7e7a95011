"""``corridor-kg source withdraw``: what was withdrawn after it came out."""

from __future__ import annotations

from corridor_kg.cli.commands.source import marking

command = marking("withdraw", "withdrawal", "withdrawn")
