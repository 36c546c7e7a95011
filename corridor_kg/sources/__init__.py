"""Sources: an article is laid out passage by passage, and what a machine can read of it is drafted."""
