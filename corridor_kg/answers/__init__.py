"""Rows, truth, triples: what a query answers, as people and tools take it."""
