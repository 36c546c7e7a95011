"""The commands, a module each: its name is the command's, and ``command`` in it is the command."""
