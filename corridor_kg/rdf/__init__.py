"""What RDF and SPARQL are: terms, names, formats, tokens, and words for what cannot be read."""
