"""Overlap joins: the pairs of spans that share time, found among many (engines for lists and for arrays)."""
