"""The version of the package; it stands alone, so that nobody imports the package to learn it."""

from __future__ import annotations

__version__ = "0.2.0"
