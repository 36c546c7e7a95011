"""The graph in a browser and for programs: pages, a SPARQL endpoint and an API, on this machine."""
