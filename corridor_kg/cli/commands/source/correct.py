"""``corridor-kg source correct``: what was corrected after it came out."""

from __future__ import annotations

from corridor_kg.cli.commands.source import marking

command = marking("correct", "correction", "corrected")
