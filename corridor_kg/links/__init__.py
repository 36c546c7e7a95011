"""Links to open data: mappings with their evidence, from suggestion to upkeep."""
