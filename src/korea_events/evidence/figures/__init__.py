"""Figures: units, conversions, and the ranges of numbers that a quantity allows."""
