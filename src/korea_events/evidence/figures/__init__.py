"""Figures: units and their conversion, the numbers that a quantity allows, and what several values allow together."""
