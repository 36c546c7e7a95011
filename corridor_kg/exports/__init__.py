"""Take the graph home: the whole or a part of it, a module a format."""
