"""Stored queries: what they take, how they are asked, and what is known of one thing."""
