"""The graph: origins, engine, closure, clashes, and the names of things in it."""
