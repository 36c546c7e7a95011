"""A module a format: from a selection to blocks of bytes. None of them knows another."""
