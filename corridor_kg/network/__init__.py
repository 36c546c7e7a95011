"""The one way out: politely, within a time, and only where somebody has asked for it."""
