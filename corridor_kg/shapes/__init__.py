"""Shapes of SHACL as queries: what the things of a graph have to look like, and which of them do not."""
