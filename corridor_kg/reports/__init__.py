"""What was found, and the forms in which people and tools read it."""
