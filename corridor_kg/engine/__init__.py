"""The little that is asked of a SPARQL engine; another engine is another class."""
