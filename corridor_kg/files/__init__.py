"""Between disk and quads: reading, writing, and where in a file something stands."""
