"""What the ontology means in Python: origins, kinds, authorities, mappings, and what belongs to a thing."""
