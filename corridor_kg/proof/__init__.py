"""Proof: a text of one's own held against the graph: its numbers, years, names and speakers, before it is printed."""
