"""Whether the graph is right, and why: shapes, checks, verification, proofs."""
