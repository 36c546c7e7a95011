"""Comparison: what sources say of the same thing, set side by side, with a verdict and its reason."""
