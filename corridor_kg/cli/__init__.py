"""The command line: it parses, calls the library once, and prints."""
