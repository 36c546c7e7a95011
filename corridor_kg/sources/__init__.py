"""Sources: what is written into the folder of one, beside what its passages state."""
