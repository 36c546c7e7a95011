"""The pages that people see, a module each; each is a function of the graph and of what is asked."""
