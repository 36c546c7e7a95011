"""From the axioms of an ontology to rules, and from rules to everything that follows."""
