"""Comparison: what claims and accounts say of the same thing, and whether they agree."""
