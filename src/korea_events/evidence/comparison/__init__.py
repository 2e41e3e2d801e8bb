"""Comparison: what claims and reports say about one thing, whether they agree, and what they say together."""
